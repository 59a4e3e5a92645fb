//! Which template a document gets, and its files.

use typst::foundations::Bytes;

use super::choice::{DEFAULT_TEMPLATE, suited};
use super::files::{self, Files};
use super::typesetter::Job;
use super::world::VirtualFiles;
use crate::diagnostics::{Diagnostic, declare_rule};

declare_rule! {
    /// A template that neither the project's `templates` folder nor the program
    /// holds. The template `proposal` is used in its place.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// ---
    /// template: propsal
    /// ---
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// ---
    /// template: proposal
    /// ---
    /// ```
    pub(super) TEMPLATE_UNKNOWN = "template-unknown", Error
}

/// Adds the files of a template and of the kit to those that Typst sees: the
/// project's own, else the embedded ones.
pub(super) fn add(all: &mut VirtualFiles, template: &str, files: &dyn Files) {
    for path in paths(template, files) {
        if let Some((bytes, _)) = files::template(files, &path) {
            all.project(&format!("templates/{path}"), Bytes::new(bytes));
        }
    }
}

/// The files of a template and of the kit.
fn paths(template: &str, files: &dyn Files) -> Vec<String> {
    let own = format!("{template}/");
    let embedded = files::TEMPLATES.iter().map(|(path, _)| *path);
    let mut paths: Vec<String> = embedded
        .filter(|path| path.starts_with("kit/") || path.starts_with(&own))
        .map(str::to_owned)
        .collect();
    paths.push(format!("{template}/template.typ"));
    paths.extend(files.template_names(template));
    paths.extend(files.template_names("kit"));
    paths.sort();
    paths.dedup();
    paths
}

/// The template of a job; where there is none of that name, the default.
pub(super) fn name(job: &Job<'_>, findings: &mut Vec<Diagnostic>) -> String {
    let asked = job.proposal.metadata.template.as_ref();
    let named = job.template.or(asked.map(|field| field.value.as_str()));
    let name = named.unwrap_or_else(|| suited(job.proposal));
    let plain = !name.is_empty()
        && !name.starts_with('.')
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' '));
    if plain && name != "kit" && files::template(job.files, &format!("{name}/template.typ")).is_some() {
        return name.to_owned();
    }
    let language = job.proposal.metadata.language;
    let message = language.pick(format!("gabarit inconnu : `{name}`"), format!("unknown template: `{name}`"));
    let finding = Diagnostic::new(&TEMPLATE_UNKNOWN, message);
    findings.push(match asked.filter(|field| job.template.is_none() && field.value == name) {
        Some(field) => finding.at(field.span),
        None => finding,
    });
    DEFAULT_TEMPLATE.to_owned()
}
