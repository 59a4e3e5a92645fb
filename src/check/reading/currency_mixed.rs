use super::super::Context;
use super::super::cells::{Seen, amounts};
use crate::diagnostics::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};
use crate::money::Currency;
use crate::proposal::pricing::{Role, RowRole};

declare_rule! {
    /// A column that adds amounts of two currencies.
    ///
    /// Two currencies have no sum. A row converted on purpose (`Soit en FCFA`) is
    /// none of the lines and may differ.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Audit | 900 € |
    /// | Voyage | 250 000 FCFA |
    /// | Total HT | 250 900 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Audit | 900 € |
    /// | Voyage | 380 € |
    /// | Total HT | 1 280 € |
    /// ```
    pub CURRENCY_MIXED = "currency-mixed", Error
}

/// Reports columns whose lines are in two currencies and are summed.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let language = context.language();
    for (index, table) in context.pricing.tables.iter().enumerate().filter(|(_, table)| table.is_checked()) {
        let totals = table.rows.iter().any(|row| super::super::is_sum_row(row.role))
            || context.pricing.tables.iter().any(|other| other.continues == Some(index));
        for (column, _) in table.columns_of(Role::Amount).chain(table.columns_of(Role::UnitPrice)) {
            let lines: Vec<(Currency, Seen<'_>)> = amounts(table)
                .filter(|seen| seen.cell.column == column && seen.row.role == RowRole::Line)
                .filter_map(|seen| Some((seen.amount.price.currency?, seen)))
                .collect();
            let Some((first, one)) = lines.first() else { continue };
            // A price list may name each item in its own currency.
            let Some((second, other)) =
                lines.iter().find(|(currency, _)| currency != first).filter(|_| totals)
            else {
                continue;
            };
            let message = language.pick(
                format!("La colonne mélange {first} et {second} ; aucun total possible"),
                format!("column mixes {first} and {second}; it has no total"),
            );
            let here = language.pick("l'autre devise", "the other currency");
            findings.push(
                Diagnostic::new(&CURRENCY_MIXED, message)
                    .at(other.cell.span)
                    .related(one.cell.span, here)
                    .facts(Facts {
                        found: Some(second.code().to_owned()),
                        expected: Some(first.code().to_owned()),
                        ..Facts::default()
                    }),
            );
        }
    }
}
