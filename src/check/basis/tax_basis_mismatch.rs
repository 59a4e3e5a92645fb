use super::super::Context;
use super::super::cells::{amounts, fold, named};
use crate::diagnostics::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};
use crate::money::{Decimals, format_amount, plain};
use crate::proposal::price::TaxBasis;
use crate::proposal::pricing::{Role, RowRole};

declare_rule! {
    /// An item on one basis at the figure that it has on the other.
    ///
    /// The same item stands elsewhere in the document without tax at this very
    /// figure, while this column is with tax (or the other way round) and the
    /// document names a rate. With a catalog the same slip is found against the
    /// catalog.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// TVA 20 %.
    ///
    /// | Prestation | Prix HT | Prix TTC |
    /// |---|---|---|
    /// | Audit | 1 000 € | 1 200 € |
    /// | Conseil | 500 € | 600 € |
    ///
    /// ## Récapitulatif
    ///
    /// | Prestation | Prix TTC |
    /// |---|---|
    /// | Audit | 1 000 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// TVA 20 %.
    ///
    /// | Prestation | Prix HT | Prix TTC |
    /// |---|---|---|
    /// | Audit | 1 000 € | 1 200 € |
    /// | Conseil | 500 € | 600 € |
    ///
    /// ## Récapitulatif
    ///
    /// | Prestation | Prix TTC |
    /// |---|---|
    /// | Audit | 1 200 € |
    /// ```
    pub TAX_BASIS_MISMATCH = "tax-basis-mismatch", Error
}

/// Reports an item whose price elsewhere is given on both bases.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let language = context.language();
    let lines: Vec<_> = context
        .pricing
        .tables
        .iter()
        .enumerate()
        .filter(|(_, table)| table.is_checked())
        .flat_map(|(at, table)| amounts(table).map(move |seen| (at, table, seen)))
        .filter(|(_, table, seen)| {
            seen.row.role == RowRole::Line
                && table.columns.get(seen.cell.column).is_some_and(|column| column.role == Role::Amount)
        })
        .collect();
    for (at, _, seen) in &lines {
        let price = &seen.amount.price;
        let Some(basis) = price.basis else { continue };
        let label = fold(&seen.row.label);
        let same = |basis: TaxBasis| {
            lines.iter().find(|(other, _, found)| {
                other != at
                    && found.amount.price.basis == Some(basis)
                    && fold(&found.row.label) == label
                    && found.amount.price.period == price.period
                    && found.amount.price.currency == price.currency
            })
        };
        let other = if basis == TaxBasis::Gross { TaxBasis::Net } else { TaxBasis::Gross };
        let (Some((_, _, wrong)), Some((_, _, right))) = (same(other), same(basis)) else { continue };
        if wrong.amount.price.amount != price.amount || right.amount.price.amount == price.amount {
            continue;
        }
        let decimals = Decimals::AsNeeded(2);
        let expected = format_amount(right.amount.price.amount, price.currency, language, decimals);
        let (label, text) = (&seen.row.label, &seen.cell.text);
        let (theirs, own) = (named(other, language), named(basis, language));
        let message = language.pick(
            format!("{text} est le prix {theirs} d'« {label} » ; la colonne est {own} ({expected})"),
            format!("{text} is the {theirs} price of `{label}`; this column is {own} ({expected})"),
        );
        findings.push(
            Diagnostic::new(&TAX_BASIS_MISMATCH, message)
                .at(seen.cell.span)
                .related(right.cell.span, language.pick("le prix attendu", "the price expected"))
                .facts(Facts {
                    found: Some(plain(price.amount, decimals)),
                    expected: Some(plain(right.amount.price.amount, decimals)),
                    currency: price.currency.map(|currency| currency.code().to_owned()),
                    ..Facts::default()
                }),
        );
    }
}
