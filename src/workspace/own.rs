//! The project's own files: policy, price list, brand.

use super::{Confined, ReadError};
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Rule, encoding};
use crate::language::Language;
use crate::proposal::Field;
use crate::source::{self, FileId, Sources};

/// The rules of this module.
pub(super) static RULES: &[&Rule] = &[&PROJECT_FILE_UNREADABLE, &BRAND_UNKNOWN];

declare_rule! {
    /// A file of the project that is there and cannot be read: its policy, its
    /// price list, its brand. Going on without it would print prices that
    /// nobody compared, or a page that is not the company's.
    ///
    /// It is larger than 64 MiB, its permissions do not let it be read, it is a
    /// folder, or a link that leads out of the project.
    ///
    /// Wrong:
    ///
    /// ```console
    /// $ ln -s /srv/prices.yaml assets/catalog.yaml
    /// ```
    ///
    /// Right:
    ///
    /// ```console
    /// $ cp /srv/prices.yaml assets/catalog.yaml
    /// ```
    pub(super) PROJECT_FILE_UNREADABLE = "project-file-unreadable", Error
}

declare_rule! {
    /// A brand that the note or the policy names and that is not in
    /// `assets/brands`. The pages would bear no brand at all.
    ///
    /// Wrong, without a file `assets/brands/acmee.yaml`:
    ///
    /// ```markdown
    /// ---
    /// brand: acmee
    /// ---
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// ---
    /// brand: acme
    /// ---
    /// ```
    pub(super) BRAND_UNKNOWN = "brand-unknown", Error
}

/// Reads a file of the project into the sources; none where it is missing, or
/// cannot be read, which is a finding.
pub(super) fn add(
    files: &Confined,
    name: &str,
    sources: &mut Sources,
    findings: &mut Vec<Diagnostic>,
) -> Option<FileId> {
    let bytes = match files.read(name) {
        Ok(bytes) => bytes,
        Err(ReadError::Missing) => return None,
        Err(error) => {
            let message = format!("`{name}` cannot be read: {error}");
            findings.push(Diagnostic::new(&PROJECT_FILE_UNREADABLE, message));
            return None;
        }
    };
    let (file, facts) = source::read(name, &bytes);
    let file = sources.add(file);
    findings.extend(encoding::findings(file, &facts, Language::English));
    Some(file)
}

/// The finding for a brand that is not there.
pub(super) fn brand_unknown(name: &Field<String>, path: &str, language: Language) -> Diagnostic {
    let message = language.pick(
        format!("la charte `{}` n'existe pas : cherchée à `{path}`", name.value),
        format!("the brand `{}` does not exist: looked for at `{path}`", name.value),
    );
    Diagnostic::new(&BRAND_UNKNOWN, message).at(name.span)
}
