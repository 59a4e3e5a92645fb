//! What a brand names and that is not there: font families and logos.

use super::files::Files;
use super::pictures::Problem;
use super::{branding, fonts};
use crate::diagnostics::{Diagnostic, declare_rule};
use crate::language::Language;
use crate::settings::Brand;
use crate::yaml::nearest;

declare_rule! {
    /// A font family that the brand names and that is neither among the
    /// project's fonts nor embedded. An embedded family is used in its place;
    /// fonts of the system are only used with `--system-fonts`, since the next
    /// machine may not have them.
    ///
    /// Wrong, without a file of that family in `assets/fonts`:
    ///
    /// ```yaml
    /// fonts:
    ///   text: Helvetica Neue
    /// ```
    ///
    /// Right:
    ///
    /// ```yaml
    /// fonts:
    ///   text: Source Sans 3
    /// ```
    pub(super) FONT_MISSING = "font-missing", Warning
}

declare_rule! {
    /// A logo that the brand names and that is not there, or cannot be shown.
    ///
    /// Wrong, without such a file beside `brand.yaml`:
    ///
    /// ```yaml
    /// logos:
    ///   main: logo.svg
    /// ```
    ///
    /// Right:
    ///
    /// ```yaml
    /// logos:
    ///   main: images/logo.svg
    /// ```
    pub(super) LOGO_UNREADABLE = "logo-unreadable", Warning
}

/// What a brand names and that is not there, where nothing is to be set: the
/// fonts of the project are asked for only if a family is not embedded.
pub fn missing(
    brand: &Brand,
    files: &dyn Files,
    own_fonts: impl FnOnce() -> Vec<Vec<u8>>,
    language: Language,
) -> Vec<Diagnostic> {
    let embedded = fonts::embedded_families();
    let known = |families: &[String], name: &str| families.iter().any(|family| same(family, name));
    if brand.fonts.named.iter().all(|family| known(embedded, &family.value)) {
        return found(brand, files, &|_| true, embedded, language);
    }
    let own = own_fonts();
    let mut families = embedded.to_vec();
    families.extend(own.iter().flat_map(|bytes| fonts::families(bytes)));
    found(brand, files, &|name| known(&families, name), &families, language)
}

/// The findings for a brand; `has` says which families there are, `families`
/// gives those that are named as the nearest.
pub(super) fn found(
    brand: &Brand,
    files: &dyn Files,
    has: &dyn Fn(&str) -> bool,
    families: &[String],
    language: Language,
) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for family in brand.fonts.named.iter().filter(|family| !has(&family.value)) {
        let name = &family.value;
        let message = language
            .pick(format!("police `{name}` introuvable"), format!("font family `{name}` is not there"));
        let families: Vec<&str> = families.iter().map(String::as_str).collect();
        let help = match nearest(name, &families) {
            Some(near) => {
                language.pick(format!("vouliez-vous dire `{near}` ?"), format!("did you mean `{near}`?"))
            }
            None => language
                .pick(
                    "placez ses fichiers dans `assets/fonts`, ou nommez une police intégrée",
                    "put its files into `assets/fonts`, or name an embedded family",
                )
                .to_owned(),
        };
        findings.push(Diagnostic::new(&FONT_MISSING, message).at(family.span).help(help));
    }
    for (_, logo) in brand.logos.all() {
        let Some(logo) = logo else { continue };
        if let Err(problem) = branding::logo(&logo.value, files) {
            if problem == Problem::Absent {
                let name = &logo.value;
                let message = language.pick(
                    format!("le logo `{name}` n'existe pas"),
                    format!("the logo `{name}` does not exist"),
                );
                let help = language.pick(
                    "son chemin part du dossier du fichier de marque",
                    "its path begins in the folder of the brand file",
                );
                findings.push(Diagnostic::new(&LOGO_UNREADABLE, message).at(logo.span).help(help));
                continue;
            }
            let finding = problem.finding(&logo.value, logo.span, language);
            let of_brand = Diagnostic::new(&LOGO_UNREADABLE, finding.message).at(logo.span);
            findings.push(match finding.help {
                Some(help) => of_brand.help(help),
                None => of_brand,
            });
        }
    }
    findings
}

fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}
