//! Links: what they show and where they lead.

use super::names;
use super::note::{Note, PendingLink};
use super::rules::{LINK_UNRESOLVED, PATH_OUTSIDE};
use super::vault::Resolution;
use crate::diagnostics::Diagnostic;
use crate::language::Language;
use crate::proposal::LinkTarget;
use crate::source::Span;

/// Begins the name of a target that is resolved at the end; no author can type
/// it, because the control character is dropped from anchors.
const PENDING: char = '\u{1}';

/// The target of a Markdown or HTML link. `shown` is named in findings.
pub(super) fn target(note: &mut Note<'_>, address: &str, span: Span, shown: &str) -> LinkTarget {
    let address = address.trim();
    if address.is_empty() {
        return LinkTarget::None;
    }
    if let Some(scheme) = scheme(address) {
        return match scheme.as_str() {
            "http" | "https" | "mailto" | "tel" | "ftp" | "sms" => LinkTarget::Url(address.to_owned()),
            "file" => {
                outside(note, span, shown);
                LinkTarget::None
            }
            _ => LinkTarget::None,
        };
    }
    if let Some(rest) = address.strip_prefix("//") {
        return LinkTarget::Url(format!("https://{rest}"));
    }
    wiki(note, address, span, shown)
}

/// The scheme of an address, lower case; none for a path.
pub(super) fn scheme(address: &str) -> Option<String> {
    let (scheme, _) = address.split_once(':')?;
    let word = scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    word.then(|| scheme.to_ascii_lowercase())
}

/// The target of a wikilink, or of a Markdown link to a note.
pub(super) fn wiki(note: &mut Note<'_>, target: &str, span: Span, shown: &str) -> LinkTarget {
    let (path, fragment) = target.split_once('#').unwrap_or((target, ""));
    let fragment = names::percent_decode(fragment).unwrap_or_else(|| fragment.to_owned());
    let path = if path.trim().is_empty() {
        note.path.to_owned()
    } else {
        match note.resolve(path) {
            Resolution::Found(path) => path,
            Resolution::Missing { near, .. } => {
                unresolved(note, span, shown, &near);
                return LinkTarget::None;
            }
            Resolution::Outside => {
                outside(note, span, shown);
                return LinkTarget::None;
            }
        }
    };
    let index = note.links.len();
    note.links.push(PendingLink {
        path,
        fragment: fragment.trim().to_owned(),
        span,
        shown: shown.to_owned(),
    });
    LinkTarget::Place { file: note.file, name: format!("{PENDING}{index}") }
}

/// The index of a target that is still to be resolved.
pub(super) fn pending(target: &LinkTarget) -> Option<usize> {
    match target {
        LinkTarget::Place { name, .. } => name.strip_prefix(PENDING)?.parse().ok(),
        LinkTarget::Url(_) | LinkTarget::Heading(_) | LinkTarget::None => None,
    }
}

/// A pending target at another index.
pub(super) fn rebase(target: &mut LinkTarget, offset: usize) {
    if let (Some(index), LinkTarget::Place { name, .. }) = (pending(target), target) {
        *name = format!("{PENDING}{}", index + offset);
    }
}

/// What a wikilink without a text of its own shows: `Note > Titre`.
pub(super) fn display(target: &str) -> String {
    let target = target.trim();
    let parts: Vec<&str> = target.split('#').map(str::trim).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { target.to_owned() } else { parts.join(" > ") }
}

fn unresolved(note: &mut Note<'_>, span: Span, shown: &str, near: &[String]) {
    let message = note.language.pick(
        format!("le lien `{shown}` ne mène nulle part : seul son texte est imprimé"),
        format!("the link `{shown}` leads nowhere: only its text is printed"),
    );
    let mut finding = Diagnostic::new(&LINK_UNRESOLVED, message).at(span);
    if let Some(help) = near_help(note.language, near) {
        finding = finding.help(help);
    }
    note.report(finding);
}

/// Names similar files.
pub(super) fn near_help(language: Language, near: &[String]) -> Option<String> {
    let names: Vec<String> = near.iter().map(|path| format!("`{path}`")).collect();
    (!names.is_empty()).then(|| {
        let names = names.join(", ");
        language.pick(format!("vouliez-vous dire {names} ?"), format!("did you mean {names}?"))
    })
}

pub(super) fn outside(note: &mut Note<'_>, span: Span, shown: &str) {
    let finding = leads_out(note.language, span, shown);
    note.report(finding);
}

/// The finding for a path that leads out of the project.
pub(super) fn leads_out(language: Language, span: Span, shown: &str) -> Diagnostic {
    let message = language.pick(
        format!("`{shown}` sort du projet : rien n'y est lu"),
        format!("`{shown}` leads out of the project: nothing is read there"),
    );
    let help = language.pick("copiez le fichier dans le projet", "copy the file into the project");
    Diagnostic::new(&PATH_OUTSIDE, message).at(span).help(help)
}
