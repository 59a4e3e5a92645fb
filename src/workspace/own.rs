//! The project's own files: policy, price list, brand.

use super::{Confined, ReadError, Workspace};
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Rule, encoding};
use crate::language::Language;
use crate::proposal::{Field, Proposal};
use crate::settings::{Brand, Manifest, brand};
use crate::source::{self, FileId, Sources};
use crate::yaml::nearest;

/// The rules of this module.
pub(super) static RULES: &[&Rule] = &[&PROJECT_FILE_UNREADABLE, &BRAND_UNKNOWN];

declare_rule! {
    /// A file of the project that is there and cannot be read: its policy, its
    /// price list, its brand. Going on without it would print prices that
    /// nobody compared, or a page that is not the company's.
    ///
    /// It is larger than 8 MiB, its permissions do not let it be read, it is a
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
fn brand_unknown(name: &Field<String>, path: &str, known: &[String], language: Language) -> Diagnostic {
    let message = language.pick(
        format!("la charte `{}` n'existe pas : cherchée à `{path}`", name.value),
        format!("the brand `{}` does not exist: looked for at `{path}`", name.value),
    );
    let finding = Diagnostic::new(&BRAND_UNKNOWN, message).at(name.span);
    let known: Vec<&str> = known.iter().filter_map(|file| file.strip_suffix(".yaml")).collect();
    match (nearest(&name.value, &known), known.as_slice()) {
        (Some(near), _) => finding
            .help(language.pick(format!("vouliez-vous dire `{near}` ?"), format!("did you mean `{near}`?"))),
        (None, []) => finding,
        (None, known) => {
            let known = known.join(", ");
            finding.help(language.pick(format!("il y a {known}"), format!("there are {known}")))
        }
    }
}

impl Workspace {
    /// What the template of a document says about itself: the project's own
    /// manifest, else the embedded one.
    pub(super) fn manifest(
        &self,
        proposal: &Proposal,
        template: Option<&str>,
        sources: &mut Sources,
        findings: &mut Vec<Diagnostic>,
    ) -> Manifest {
        let own = proposal.metadata.template.as_ref().or(self.policy.template.as_ref());
        let name = template.or(own.map(|name| name.value.as_str())).unwrap_or_else(|| suited(proposal));
        let path = self.project.below_root(&format!("templates/{name}/template.yaml"));
        match add(&self.files, &path, sources, findings) {
            Some(file) => {
                let text = sources.get(file).text.clone();
                let (manifest, found) = Manifest::parse(file, &text, proposal.metadata.language);
                findings.extend(found);
                manifest
            }
            None => Manifest::embedded(name),
        }
    }

    /// The brand of a document: the one that its frontmatter or the policy
    /// names, else `assets/brand.yaml`, else a neutral one.
    pub(super) fn brand(
        &self,
        proposal: &Proposal,
        sources: &mut Sources,
        findings: &mut Vec<Diagnostic>,
    ) -> (Option<String>, Brand) {
        let named = proposal.metadata.brand.as_ref().or(self.policy.brand.as_ref());
        let name = match named {
            Some(name) => format!("assets/brands/{}.yaml", name.value),
            None => "assets/brand.yaml".to_owned(),
        };
        let path = self.project.below_root(&name);
        match add(&self.files, &path, sources, findings) {
            Some(file) => {
                let text = sources.get(file).text.clone();
                let (brand, found) = brand::parse(file, &text, proposal.metadata.language);
                findings.extend(found);
                (Some(path), brand)
            }
            None => {
                let language = proposal.metadata.language;
                let known = self.files.list(&self.project.below_root("assets/brands")).unwrap_or_default();
                findings.extend(named.map(|name| brand_unknown(name, &path, &known, language)));
                (None, Brand::default())
            }
        }
    }
}

/// The template of a document that asks for none.
fn suited(proposal: &Proposal) -> &'static str {
    #[cfg(feature = "typeset")]
    return crate::typeset::suited(proposal);
    #[cfg(not(feature = "typeset"))]
    {
        let _ = proposal;
        crate::settings::DEFAULT_TEMPLATE
    }
}
