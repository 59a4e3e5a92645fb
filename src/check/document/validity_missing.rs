use super::facts::Document;
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Facts, Fix};
use crate::settings::legal::Mention;
use crate::source::Span;

declare_rule! {
    /// A quote that does not say until when it may be accepted.
    ///
    /// Without a date the client may accept within a "reasonable time", which a
    /// judge decides (C. civ. 1116 and 1117), and at today's prices. A sentence
    /// such as `Offre valable 30 jours` is enough. Price lists and brochures are
    /// not asked.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// ---
    /// client: YAS
    /// date: 2025-05-16
    /// ---
    ///
    /// | Prestation | Prix HT |
    /// | --- | ---: |
    /// | Audit | 900 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// ---
    /// client: YAS
    /// date: 2025-05-16
    /// validité: 2025-06-15
    /// ---
    ///
    /// | Prestation | Prix HT |
    /// | --- | ---: |
    /// | Audit | 900 € |
    /// ```
    pub(super) VALIDITY_MISSING = "validity-missing", Warning
}

/// How many days are offered.
const DAYS: u64 = 30;

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    let metadata = &document.context.proposal.metadata;
    if !document.is_quote() || metadata.valid_until.is_some() || document.says(Mention::ValidUntil) {
        return;
    }
    let language = document.language;
    let key = language.pick("validité", "valid_until");
    let message = language.pick("aucune date de validité", "no date of validity");
    let mut finding = Diagnostic::new(&VALIDITY_MISSING, message).at(document.place());
    let issued = metadata.date.as_ref().map(|date| date.value);
    let until = issued.and_then(|date| date.checked_add_days(chrono::Days::new(DAYS)));
    finding = match until {
        Some(until) => finding
            .help(language.pick(
                format!("ajoutez par exemple `{key}: {until}` aux propriétés ({DAYS} jours)"),
                format!("add for example `{key}: {until}` to the properties ({DAYS} days)"),
            ))
            .facts(Facts { expected: Some(until.to_string()), ..Facts::default() }),
        None => finding.help(language.pick(
            format!("ajoutez `{key}: …` aux propriétés, ou une phrase comme « offre valable {DAYS} jours »"),
            format!("add `{key}: …` to the properties, or say `this offer is valid for {DAYS} days`"),
        )),
    };
    if let (Some(span), Some(until)) = (metadata.span, until) {
        let after = document.context.sources.slice(span).find('\n').map(|at| span.range().start + at + 1);
        let place = after.map(|at| Span::new(span.file, at..at));
        finding.fix = place.map(|place| Fix::offer(place, format!("{key}: {until}\n")));
    }
    findings.push(finding);
}
