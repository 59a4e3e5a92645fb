use super::ALLOWANCE_INVALID;
use crate::check::Context;
use crate::diagnostics::{Diagnostic, Rule};
use crate::language::Language;
use crate::proposal::Scope;
use crate::source::Span;
use crate::yaml::nearest;

/// An allowance that can be used.
#[derive(Debug, Clone)]
pub(super) struct Allowance {
    pub(super) rule: String,
    pub(super) reach: Reach,
    pub(super) span: Span,
}

/// Where an allowance holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum Reach {
    Document,
    Place(Span),
}

/// The kinds of tables that an author can name.
const KINDS: &[&str] = &[
    "quote",
    "devis",
    "list",
    "price-list",
    "grille",
    "options",
    "comparison",
    "comparatif",
    "variantes",
    "totals",
    "totaux",
    "schedule",
    "echeancier",
    "échéancier",
    "bundle",
    "pack",
    "not-prices",
    "none",
    "aucun",
    "hors-prix",
];

/// The allowances of a document, and findings about those that are malformed.
pub(super) fn allowances(context: &Context<'_>) -> (Vec<Allowance>, Vec<Diagnostic>) {
    let language = context.language();
    let known = known();
    let (mut out, mut findings) = (Vec::new(), Vec::new());
    for term in &context.proposal.metadata.pricing.allow {
        let name = term.rule.value.trim();
        let span = term.rule.span;
        match invalid(name, &term.reason, &known, language) {
            Some((message, help)) => findings.push(finding(message, help, span)),
            None => out.push(Allowance { rule: name.to_owned(), reach: Reach::Document, span }),
        }
    }
    for note in &context.proposal.annotations {
        let (word, rest) = note.text.split_once(char::is_whitespace).unwrap_or((&note.text, ""));
        let reach = match note.scope {
            Scope::Within(place) | Scope::Next(Some(place)) => Reach::Place(place),
            Scope::Next(None) => Reach::Place(note.span),
        };
        match word.trim_end_matches(':').to_lowercase().as_str() {
            "allow" | "autoriser" => {
                let (names, reason) = names_and_reason(rest);
                for name in &names {
                    match invalid(name, reason, &known, language) {
                        Some((message, help)) => findings.push(finding(message, help, note.span)),
                        None => out.push(Allowance { rule: (*name).to_owned(), reach, span: note.span }),
                    }
                }
                if names.is_empty() {
                    let message = language.pick("`allow` sans règle", "`allow` without a rule").to_owned();
                    findings.push(finding(message, example(language), note.span));
                }
            }
            // For the table that follows, on the page.
            "off-catalog" | "hors-catalogue" | "landscape" | "paysage" | "querformat" | "apaisado" => {}
            "ref" if !rest.trim().is_empty() => {}
            "table"
                if KINDS.contains(
                    &rest.split_whitespace().next().unwrap_or_default().to_lowercase().as_str(),
                ) => {}
            "table" => {
                let message = language.pick(
                    format!("« {} » n'est pas une sorte de tableau", rest.trim()),
                    format!("`{}` is no kind of table", rest.trim()),
                );
                findings.push(finding(
                    message,
                    "quote, price-list, options, comparison, schedule, bundle, not-prices".to_string(),
                    note.span,
                ));
            }
            other => {
                let words =
                    ["allow", "off-catalog", "hors-catalogue", "ref", "table", "landscape", "paysage"];
                let message = language.pick(
                    format!("« propose: {other} » n'est pas compris"),
                    format!("`propose: {other}` is not understood"),
                );
                let help = nearest(other, &words).map_or_else(
                    || words.join(", "),
                    |near| match language {
                        Language::French => format!("vouliez-vous dire « {near} » ?"),
                        _ => format!("did you mean `{near}`?"),
                    },
                );
                findings.push(finding(message, help, note.span));
            }
        }
    }
    (out, findings)
}

/// The rules that an allowance may name.
fn known() -> Vec<&'static str> {
    let lists: [&[&Rule]; 3] =
        [crate::parse::RULES, crate::catalog::RULES, crate::diagnostics::encoding::RULES];
    let others = lists.into_iter().flatten().map(|rule| rule.name);
    crate::check::rules().map(|rule| rule.name).chain(others).collect()
}

/// `RULE — reason`, `RULE, RULE: reason`: the names are words with hyphens,
/// the reason is what follows a dash or colon, or simply what follows.
fn names_and_reason(text: &str) -> (Vec<&str>, &str) {
    let mut names = Vec::new();
    let mut rest = text.trim();
    loop {
        let end =
            rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_')).unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or_default().trim_matches('-');
        if name.is_empty() {
            break;
        }
        names.push(name);
        rest = rest.get(end..).unwrap_or_default();
        match rest.trim_start().strip_prefix(',') {
            Some(more) => rest = more.trim_start(),
            None => break,
        }
    }
    let reason = rest.trim().trim_start_matches(['—', '–', '-', ':', '=']).trim();
    (names, reason)
}

/// Why an allowance cannot be used, and what to do.
fn invalid(name: &str, reason: &str, known: &[&'static str], language: Language) -> Option<(String, String)> {
    if !known.contains(&name) {
        let message =
            language.pick(format!("« {name} » n'est pas une règle"), format!("`{name}` is no rule"));
        let help = match nearest(name, known) {
            Some(near) => {
                language.pick(format!("vouliez-vous dire « {near} » ?"), format!("did you mean `{near}`?"))
            }
            None => language.pick("`propose rules` donne la liste", "`propose rules` lists them").to_owned(),
        };
        return Some((message, help));
    }
    if !reason.chars().any(char::is_alphanumeric) {
        let message = language.pick(
            format!("« {name} » est autorisé sans raison"),
            format!("`{name}` is allowed without a reason"),
        );
        return Some((message, example(language)));
    }
    None
}

fn example(language: Language) -> String {
    language
        .pick(
            "écrivez par exemple `%% propose: allow total-mismatch — accord du 12/05 %%`",
            "write for example `%% propose: allow total-mismatch — agreed on 12 May %%`",
        )
        .to_owned()
}

fn finding(message: String, help: String, span: Span) -> Diagnostic {
    Diagnostic::new(&ALLOWANCE_INVALID, message).at(span).help(help)
}
