use super::super::Context;
use super::super::cells::{amounts, fold};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::declare_rule;
use crate::proposal::pricing::{Role, RowRole};

declare_rule! {
    /// A recurring price that does not say how often it is due.
    ///
    /// `Abonnement : 450 €` may be a month or a year. Say it in the header, the
    /// cell or the heading.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Abonnement | Prix HT |
    /// |---|---|
    /// | Abonnement supervision | 450 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Abonnement | Prix HT/mois |
    /// |---|---|
    /// | Abonnement supervision | 450 € |
    /// ```
    pub PERIOD_MISSING = "period-missing", Warning
}

const RECURRING: &[&str] = &[
    "abonnement",
    "abonnements",
    "subscription",
    "recurring",
    "recurrent",
    "recurrents",
    "redevance",
    "abonnementpreis",
    "wiederkehrend",
    "suscripcion",
    "recurrente",
];
const DURATIONS: &[&str] = &[
    "mois",
    "an",
    "ans",
    "annee",
    "annees",
    "month",
    "months",
    "year",
    "years",
    "annuel",
    "annuelle",
    "mensuel",
    "mensuelle",
    "annual",
    "monthly",
    "yearly",
    "trimestre",
    "trimestriel",
    "jahr",
    "monat",
    "monate",
    "unique",
    "frais",
    "setup",
    "non",
    "one",
    "hors",
];

/// Reports the first recurring line of a table that names no period anywhere.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let language = context.language();
    for table in context.pricing.tables.iter().filter(|table| table.is_checked() && !table.in_text) {
        let says = |text: &str, words: &[&str]| fold(text).split(' ').any(|word| words.contains(&word));
        let around = table.section.last().into_iter().chain(&table.caption).chain(&table.notes);
        let explained = around.into_iter().any(|line| says(&line.text, DURATIONS))
            || table
                .columns
                .iter()
                .any(|column| column.context.period.is_some() || says(&column.heading, DURATIONS))
            || table.columns.iter().any(|column| matches!(column.role, Role::Duration | Role::Unit));
        if explained {
            continue;
        }
        let bare = amounts(table).find(|seen| {
            seen.row.role == RowRole::Line
                && seen.amount.price.period.is_none()
                && seen.amount.formula.is_none()
                && table
                    .columns
                    .get(seen.cell.column)
                    .is_some_and(|column| matches!(column.role, Role::Amount | Role::UnitPrice))
                && says(&seen.row.label, RECURRING)
                && !seen.row.cells.iter().any(|cell| says(&cell.text, DURATIONS))
        });
        if let Some(seen) = bare {
            let (label, text) = (&seen.row.label, &seen.cell.text);
            let message = language.pick(
                format!("Prix récurrent sans période : « {label} » {text}"),
                format!("recurring price without a period: `{label}` {text}"),
            );
            let help = language.pick("écrivez `/mois` ou `/an`", "write `/month` or `/year`");
            findings.push(
                Diagnostic::new(&PERIOD_MISSING, message).at(seen.cell.span).help(help).facts(seen.facts()),
            );
        }
    }
}
