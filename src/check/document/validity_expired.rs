use super::facts::Document;
use super::validity;
use crate::catalog::words::day;
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};
use crate::proposal::Field;

declare_rule! {
    /// An offer that ends before its own date.
    ///
    /// It could never be accepted: most often an old proposal was dated anew and
    /// its validity forgotten. The two dates of the document are compared, never
    /// today's: the same note gives the same findings on any day.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// ---
    /// client: YAS
    /// date: 2025-03-15
    /// validité: 2025-03-01
    /// ---
    ///
    /// Un audit.
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// ---
    /// client: YAS
    /// date: 2025-03-15
    /// validité: 2025-04-14
    /// ---
    ///
    /// Un audit.
    /// ```
    pub(super) VALIDITY_EXPIRED = "validity-expired", Error
}

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    let metadata = &document.context.proposal.metadata;
    let Some(issued) = &metadata.date else { return };
    let said =
        validity::stated(document).and_then(|stated| Some(Field { value: stated.until?, span: stated.span }));
    let mut seen = None;
    for until in metadata.valid_until.iter().chain(&said) {
        // The sentence that repeats what the frontmatter says is no new finding.
        if until.value >= issued.value || seen.replace(until.value) == Some(until.value) {
            continue;
        }
        let language = document.language;
        let (end, start) = (day(until.value, language), day(issued.value, language));
        let message = language.pick(
            format!("validité ({end}) antérieure à la date du document ({start})"),
            format!("valid until {end}, before the date of the document ({start})"),
        );
        let help = language.pick("corrigez l'une des deux dates", "correct one of the two dates");
        let label = language.pick("date du document", "date of the document");
        findings.push(
            Diagnostic::new(&VALIDITY_EXPIRED, message)
                .at(until.span)
                .related(issued.span, label)
                .help(help)
                .facts(Facts { found: Some(until.value.to_string()), ..Facts::default() }),
        );
    }
}
