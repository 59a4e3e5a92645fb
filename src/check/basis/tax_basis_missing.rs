use super::super::Context;
use super::super::arithmetic::tables_with_basis;
use super::super::cells::amounts;
use crate::diagnostics::Diagnostic;
use crate::diagnostics::declare_rule;
use crate::money::Currency;
use crate::proposal::pricing::{Role, RowRole, TableKind};

declare_rule! {
    /// Prices that say neither HT nor TTC.
    ///
    /// A client who reads 9 000 € as the price with tax pays a sixth less. Say it
    /// in the header, the caption, the totals or once for the document. Reported
    /// once per table; documents in US dollars without a word about tax are left
    /// alone.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Tarif |
    /// |---|---|
    /// | Audit | 9 000 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Tarif HT |
    /// |---|---|
    /// | Audit | 9 000 € |
    /// ```
    pub TAX_BASIS_MISSING = "tax-basis-missing", Warning
}

/// Reports the first price of each table that has no basis.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let language = context.language();
    let mut carried = None;
    if context.pricing.exemption.is_some() {
        return;
    }
    for (index, table) in
        context.pricing.tables.iter().enumerate().filter(|(_, table)| table.is_checked() && !table.in_text)
    {
        // A schedule or a block of totals restates prices that stand elsewhere.
        if matches!(table.kind, TableKind::Totals)
            || table.continues.is_some()
            || followed_by_totals(context, index)
            || taxed_below(context, index)
        {
            continue;
        }
        let bare = amounts(table).find(|seen| {
            let role = table.columns.get(seen.cell.column).map(|column| column.role);
            let currency = seen.amount.price.currency;
            seen.row.role == RowRole::Line
                && seen.amount.price.basis.is_none()
                && matches!(role, Some(Role::Amount | Role::UnitPrice))
                && (currency != Some(Currency::USD) || !context.pricing.vat_mentions.is_empty())
                && !seen.amount.price.amount.is_zero()
        });
        let Some(seen) = bare else { continue };
        // A summary further down carries its total over under `Net`.
        if carried.get_or_insert_with(|| tables_with_basis(context.pricing)).contains(&index) {
            continue;
        }
        // What the last row says of what it adds up: `Débours, sans TVA`.
        if table.rows.last().is_some_and(|row| row.said.basis.is_some()) {
            continue;
        }
        // A sentence that names one of these amounts with its basis says it.
        let told = context.pricing.prose.iter().any(|prose| {
            prose.price.basis.is_some()
                && amounts(table).any(|other| other.amount.price.amount == prose.price.amount)
        });
        if told {
            continue;
        }
        if table.kind == TableKind::Schedule && context.pricing.tables.len() > 1 {
            continue;
        }
        let heading = table.columns.get(seen.cell.column).map_or("", |column| column.heading.as_str());
        let text = &seen.cell.text;
        let message = if heading.is_empty() {
            language.pick(format!("Ni HT ni TTC : {text}"), format!("neither excl. nor incl. VAT: {text}"))
        } else {
            language.pick(
                format!("Ni HT ni TTC : « {heading} » {text}"),
                format!("neither excl. nor incl. VAT: `{heading}` {text}"),
            )
        };
        let help = language
            .pick("écrivez HT ou TTC dans l'en-tête", "write `excl. VAT` or `incl. VAT` in the header");
        findings.push(
            Diagnostic::new(&TAX_BASIS_MISSING, message).at(seen.cell.span).help(help).facts(seen.facts()),
        );
    }
}

/// Whether a table further down adds the tax.
fn taxed_below(context: &Context<'_>, index: usize) -> bool {
    let later = context.pricing.tables.iter().skip(index + 1).filter(|table| table.is_checked());
    later.flat_map(|table| &table.rows).any(|row| row.role == RowRole::Vat)
}

/// Whether a block of totals below says it.
fn followed_by_totals(context: &Context<'_>, index: usize) -> bool {
    context.pricing.tables.iter().any(|table| {
        table.continues == Some(index)
            && table.rows.iter().any(|row| {
                matches!(row.role, RowRole::Total(Some(_)) | RowRole::Vat | RowRole::VatIncluded)
                    || row.said.basis.is_some()
            })
    })
}
