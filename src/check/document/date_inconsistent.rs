use chrono::NaiveDate;

use super::facts::Document;
use super::words::has;
use crate::catalog::words::day;
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};
use crate::parse::dates;
use crate::proposal::Version;

declare_rule! {
    /// Dates of one document that contradict each other: changed after its last
    /// version, dated before it, or "established on" another day; a day that its
    /// month does not have (`30 February 2026`).
    ///
    /// Prices are checked as of the document's date, and a client who holds
    /// two copies of "version 1.0" has to know which one is meant.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// ---
    /// updated: 2025-05-18T18:41
    /// ---
    ///
    /// # Offre
    ///
    /// | Version | Date | Commentaires |
    /// | --- | --- | --- |
    /// | 1.0 | 16 mai 2025 | Version initiale |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// ---
    /// updated: 2025-05-18T18:41
    /// ---
    ///
    /// # Offre
    ///
    /// | Version | Date | Commentaires |
    /// | --- | --- | --- |
    /// | 1.0 | 16 mai 2025 | Version initiale |
    /// | 1.1 | 18 mai 2025 | Relecture |
    /// ```
    pub(super) DATE_INCONSISTENT = "date-inconsistent", Warning
}

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    let metadata = &document.context.proposal.metadata;
    // The newest version, in whatever order they stand.
    let dated = metadata.versions.iter().filter_map(|version| Some((version, version.date.as_ref()?)));
    if let Some((version, made)) = dated.max_by_key(|(_, date)| date.value) {
        updated_later(document, version, made.value, findings);
        dated_before(document, version, made.value, findings);
    }
    established_on_another_day(document, findings);
    without_such_a_day(document, findings);
}

/// `30 February 2026`: a day that its month does not have.
fn without_such_a_day(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    let number = |word: &str| word.parse::<u32>().ok();
    for unit in &document.units {
        for sentence in &unit.sentences {
            for words in sentence.windows(3) {
                let [one, two, year] = words else { continue };
                if number(&year.folded).is_none_or(|year| !(1900..2200).contains(&year)) {
                    continue;
                }
                let (date, month) = match (number(&one.folded), number(&two.folded)) {
                    (Some(date), None) => (date, two),
                    (None, Some(date)) => (date, one),
                    _ => continue,
                };
                let text = |range: &std::ops::Range<usize>| unit.flat.text.get(range.clone());
                let Some(name) = text(&month.range) else { continue };
                let on = |date: u32| dates::date(&format!("{date} {name} {}", year.folded), false);
                if !(29..=31).contains(&date) || on(date).is_some() || on(1).is_none() {
                    continue;
                }
                let range = one.range.start..year.range.end;
                let (Some(span), Some(said)) =
                    (unit.flat.span(&range, document.context.sources), text(&range))
                else {
                    continue;
                };
                let language = document.language;
                let message = language.pick(format!("le {said} n’existe pas"), format!("there is no {said}"));
                findings.push(
                    Diagnostic::new(&DATE_INCONSISTENT, message)
                        .at(span)
                        .facts(Facts { found: Some(said.to_owned()), ..Facts::default() }),
                );
            }
        }
    }
}

/// `version 1.0 du 16/05/2025`.
fn named(document: &Document<'_>, version: &Version, made: NaiveDate) -> String {
    let language = document.language;
    let name = version.name.as_deref().map_or_else(String::new, |name| format!(" {name}"));
    let made = day(made, language);
    language.pick(format!("version{name} du {made}"), format!("version{name} of {made}"))
}

fn updated_later(
    document: &Document<'_>,
    version: &Version,
    made: NaiveDate,
    findings: &mut Vec<Diagnostic>,
) {
    let Some(updated) = &document.context.proposal.metadata.updated else { return };
    if updated.value <= made {
        return;
    }
    let language = document.language;
    let (changed, named) = (day(updated.value, language), named(document, version, made));
    let message = language.pick(
        format!("modifié le {changed}, après la {named}"),
        format!("changed on {changed}, after {named}"),
    );
    let help = language.pick(
        "ajoutez une ligne à l'historique des versions si le texte a changé",
        "add a row to the version history if the text has changed",
    );
    let label = language.pick("dernière version", "last version");
    findings.push(
        Diagnostic::new(&DATE_INCONSISTENT, message)
            .at(updated.span)
            .related(version.span, label)
            .help(help)
            .facts(Facts { found: Some(updated.value.to_string()), ..Facts::default() }),
    );
}

fn dated_before(document: &Document<'_>, version: &Version, made: NaiveDate, findings: &mut Vec<Diagnostic>) {
    let Some(issued) = &document.context.proposal.metadata.date else { return };
    // The last row gave the date where the frontmatter has none: rows with the
    // newest version first are in order.
    let from_table = document
        .context
        .proposal
        .metadata
        .versions
        .iter()
        .any(|row| row.date.as_ref().is_some_and(|date| date.span == issued.span));
    if from_table || issued.value >= made {
        return;
    }
    let language = document.language;
    let (start, named) = (day(issued.value, language), named(document, version, made));
    let message = language.pick(
        format!("document daté du {start}, avant sa {named}"),
        format!("document dated {start}, before its {named}"),
    );
    let label = language.pick("dernière version", "last version");
    let help = language.pick("corrigez l'une des deux dates", "correct one of the two dates");
    findings.push(
        Diagnostic::new(&DATE_INCONSISTENT, message)
            .at(issued.span)
            .related(version.span, label)
            .help(help)
            .facts(Facts { found: Some(issued.value.to_string()), ..Facts::default() }),
    );
}

/// `Document établi le 19 janvier 2025` beside another date of issue.
fn established_on_another_day(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(issued) = &document.context.proposal.metadata.date else { return };
    let papers = ["document", "offre", "devis", "proposition", "proposal", "quote", "offer"];
    let made = ["etabli", "etablie", "emis", "emise", "redige", "redigee", "issued", "made"];
    for unit in &document.units {
        for sentence in &unit.sentences {
            let at = sentence.windows(2).position(|pair| match pair {
                [word, next] => {
                    made.contains(&word.folded.as_str()) && matches!(next.folded.as_str(), "le" | "on")
                }
                _ => false,
            });
            let Some(at) = at.filter(|at| has(sentence.get(..*at).unwrap_or_default(), &papers)) else {
                continue;
            };
            // Day, month and year, and nothing that follows them.
            let words = sentence.get(at + 2..at + 5).unwrap_or_default();
            let Some((first, last)) = words.first().zip(words.last()) else { continue };
            let range = first.range.start..last.range.end;
            let said = unit.flat.text.get(range.clone()).and_then(|text| dates::date(text, false));
            let span = unit.flat.span(&range, document.context.sources);
            let (Some(said), Some(span)) = (said, span) else { continue };
            if said == issued.value {
                continue;
            }
            let language = document.language;
            let (other, start) = (day(said, language), day(issued.value, language));
            let message = language.pick(
                format!("« établi le {other} », mais le document est daté du {start}"),
                format!("made on {other}, but the document is dated {start}"),
            );
            let label = language.pick("date du document", "date of the document");
            let help = language.pick("corrigez l'une des deux dates", "correct one of the two dates");
            findings.push(
                Diagnostic::new(&DATE_INCONSISTENT, message)
                    .at(span)
                    .related(issued.span, label)
                    .help(help)
                    .facts(Facts { found: Some(said.to_string()), ..Facts::default() }),
            );
        }
    }
}
