use super::super::Context;
use super::super::cells::{amounts, period_code, period_name};
use crate::diagnostics::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};
use crate::proposal::pricing::RowRole;

declare_rule! {
    /// A price that is due at two rhythms.
    ///
    /// The header says per month, the cell per year: one of them is wrong by a
    /// factor of twelve.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Service | Tarif HT/mois |
    /// |---|---|
    /// | Support | 450 €/an |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Service | Tarif HT/mois |
    /// |---|---|
    /// | Support | 450 €/mois |
    /// ```
    pub PERIOD_CONFLICT = "period-conflict", Error
}

/// Reports cells whose period contradicts their header's.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let language = context.language();
    for table in context.pricing.tables.iter().filter(|table| table.is_checked()) {
        for seen in amounts(table).filter(|seen| seen.row.role == RowRole::Line) {
            let Some(column) = table.columns.get(seen.cell.column) else { continue };
            let (Some(said), Some(header)) = (seen.amount.said.period, &column.said.period) else { continue };
            let both = seen.amount.alternatives.iter().any(|other| other.period == Some(header.value));
            if said == header.value || both {
                continue;
            }
            let (head, cell) = (period_name(header.value, language), period_name(said, language));
            let message = language.pick(
                format!("L'en-tête dit {head}, la cellule dit {cell}"),
                format!("the header says {head}, the cell says {cell}"),
            );
            let here = language.pick("l'en-tête", "the header");
            findings.push(
                Diagnostic::new(&PERIOD_CONFLICT, message)
                    .at(seen.cell.span)
                    .related(header.span, here)
                    .facts(Facts {
                        found: Some(period_code(said)),
                        expected: Some(period_code(header.value)),
                        ..Facts::default()
                    }),
            );
        }
    }
}
