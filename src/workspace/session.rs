use std::path::Path;
use std::sync::Arc;

use super::own::add;
use super::price_list::PriceList;
use super::recorder::Recorder;
use super::vault::DiskVault;
use super::{Confined, Failure, Project, ReadError};
use crate::beside::beside;
use crate::catalog::{self, LintFinding};
use crate::check::reading::ReadCoverage;
use crate::check::{self, Levels};
use crate::diagnostics::render::{Prices, Skipped, Summary, Tables};
use crate::diagnostics::{Diagnostic, encoding};
use crate::language::Language;
use crate::parse;
use crate::proposal::Proposal;
use crate::proposal::pricing::Pricing;
use crate::settings::{Brand, Manifest, Policy};
use crate::source::{self, Sources};

/// A project that is open: what all its documents share is read once.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// Its folders.
    pub project: Project,
    /// Its policy.
    pub policy: Policy,
    pub(super) files: Confined,
    pub(super) vault: DiskVault,
    /// The project's own files, shared by all documents.
    shared: Sources,
    /// What was found in them.
    findings: Vec<Diagnostic>,
    /// Its price list.
    pub(super) prices: Arc<PriceList>,
}

/// What is reported about one or more documents.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The findings, in the order of files and places.
    pub findings: Vec<Diagnostic>,
    /// What was looked at.
    pub summary: Summary,
    /// The language that the report is written in.
    pub language: Language,
}

/// A document that was read.
#[derive(Debug)]
pub(super) struct Note {
    /// The files its places lie in.
    pub(super) sources: Sources,
    /// What it says.
    pub(super) proposal: Proposal,
    /// What it says about prices.
    pub(super) pricing: Pricing,
    /// What was found while reading.
    pub(super) findings: Vec<Diagnostic>,
    /// The name of the brand file, below the border.
    pub(super) brand_file: Option<String>,
    /// The brand.
    pub(super) brand: Brand,
    /// What its template says about itself.
    pub(super) manifest: Manifest,
}

impl Note {
    /// The note with what came of checking it.
    pub(super) fn checked(self, report: Report) -> Checked {
        let Self { sources, proposal, brand_file, brand, .. } = self;
        Checked { sources, proposal, report, brand_file, brand }
    }
}

/// What a document is about, for lists of documents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Subject {
    /// Its title.
    pub title: Option<String>,
    /// Whom it is for.
    pub client: Option<String>,
}

impl Subject {
    /// What a proposal says.
    pub fn of(proposal: &Proposal) -> Self {
        let metadata = &proposal.metadata;
        Self {
            title: metadata.title.as_ref().map(|title| title.value.clone()),
            client: metadata.client.as_ref().map(|client| client.name.value.clone()),
        }
    }
}

/// A document that was read and checked.
#[derive(Debug)]
pub struct Checked {
    /// The files its places lie in.
    pub sources: Sources,
    /// What it says.
    pub proposal: Proposal,
    /// What was found.
    pub report: Report,
    /// The name of the brand file, below the border.
    #[cfg_attr(not(feature = "typeset"), expect(dead_code, reason = "what pages are made with"))]
    pub(super) brand_file: Option<String>,
    /// The brand.
    #[cfg_attr(not(feature = "typeset"), expect(dead_code, reason = "what pages are made with"))]
    pub(super) brand: Brand,
}

#[cfg(feature = "typeset")]
impl Report {
    /// Orders what was found and counts it again, after something was added.
    pub(super) fn settle(&mut self) {
        sort(&mut self.findings);
        self.summary = std::mem::take(&mut self.summary).counted(&self.findings);
    }
}

impl Workspace {
    /// Opens the project that a file or folder belongs to.
    ///
    /// # Errors
    ///
    /// Where the path does not exist.
    pub fn open(path: &Path) -> Result<Self, Failure> {
        let (project, files) = Self::locate(path)?;
        Ok(Self::with(project, files))
    }

    /// The project that a file or folder belongs to, and its files.
    pub(super) fn locate(path: &Path) -> Result<(Project, Confined), Failure> {
        let project = Project::find(path).map_err(|error| Failure::io(path.display(), error))?;
        let files = Confined::new(project.border.clone());
        Ok((project, files))
    }

    /// Opens a project with all that is asked of the disk written down, now and
    /// for every document.
    pub fn open_recorded(project: Project, recorder: &Arc<Recorder>) -> Self {
        let files = Confined::new(project.border.clone()).recorded(recorder);
        Self::with(project, files)
    }

    /// The same project, with all that a document asks of the disk written
    /// down.
    #[must_use]
    pub fn recorded(&self, recorder: &Arc<Recorder>) -> Self {
        Self { files: self.files.recorded(recorder), vault: self.vault.recorded(recorder), ..self.clone() }
    }

    /// Reads what all documents of a project share.
    pub(super) fn with(project: Project, files: Confined) -> Self {
        let vault = DiskVault::new(&project, files.clone());
        let mut shared = Sources::in_folder(project.base());
        let mut findings = Vec::new();
        let mut policy = Policy::default();
        if let Some(file) = add(&files, &project.below_root("propose.yaml"), &mut shared, &mut findings) {
            let (read, found) = Policy::read(&shared, file);
            policy = read;
            findings.extend(found);
        }
        let vault = vault.with_defaults(&policy);
        let language = policy.language.as_ref().map_or_else(Language::default, |language| language.value);
        let prices = PriceList::locate(&files, &project, &mut shared, &mut findings, language);
        let mut open = Self { project, policy, files, vault, shared, findings, prices };
        open.leave_out_made();
        open
    }

    /// Leaves the folder that builds write to out of the vault, once it is
    /// there.
    pub(super) fn leave_out_made(&mut self) {
        if let Some(made) = made_folder(&self.files, &self.project, &self.policy) {
            self.vault.hide(made);
        }
    }

    /// Reads and checks one note.
    ///
    /// # Errors
    ///
    /// Where the note cannot be read at all; whatever is wrong in it is a
    /// finding.
    pub fn check(&self, path: &Path) -> Result<Checked, Failure> {
        let checked = self.check_for(path, None)?;
        #[cfg(feature = "typeset")]
        let checked = self.with_brand_files(checked);
        Ok(checked)
    }

    /// Reads and checks one note that is to be typeset with a template other
    /// than its own.
    pub(super) fn check_for(&self, path: &Path, template: Option<&str>) -> Result<Checked, Failure> {
        let note = if self.prices.is_unread() {
            beside(|| self.prices.list(), || self.read_note(path, template)).1?
        } else {
            self.read_note(path, template)?
        };
        let report = self.assess(&note);
        Ok(note.checked(report))
    }

    /// Reads one note that is to be typeset with a template other than its own.
    pub(super) fn read_note(&self, path: &Path, template: Option<&str>) -> Result<Note, Failure> {
        let real = std::fs::canonicalize(path).map_err(|error| Failure::io(path.display(), error))?;
        let name = self.project.name(&real).unwrap_or_else(|| path.display().to_string());
        let bytes = self.files.read_at(&name, &real).map_err(|error| unreadable(path, error))?;
        let mut sources = self.shared.clone();
        let (file, facts) = source::read(name, &bytes);
        let file = sources.add(file);
        let parsed = parse::parse(&mut sources, file, &self.vault);
        let (mut proposal, pricing) = (parsed.proposal, parsed.pricing);
        let language = proposal.metadata.language;
        let mut findings = self.findings.clone();
        findings.extend(encoding::findings(file, &facts, language));
        findings.extend(parsed.findings);
        let (brand_file, brand) = self.brand(&proposal, &mut sources, &mut findings);
        let typography = &mut proposal.metadata.typography;
        *typography = typography.take().or_else(|| brand.texts.typography.clone());
        parse::break_pages(&mut proposal, brand.texts.page_breaks);
        let manifest = self.manifest(&proposal, template, &mut sources, &mut findings);
        Ok(Note { sources, proposal, pricing, findings, brand_file, brand, manifest })
    }

    /// Checks a note that was read.
    pub(super) fn assess(&self, note: &Note) -> Report {
        let Note { sources, proposal, pricing, brand_file, brand, manifest, .. } = note;
        let list = self.prices.list();
        let mut findings = note.findings.clone();
        findings.extend_from_slice(&list.findings);
        let vat_rates = list.catalog.iter().flat_map(|catalog| &catalog.vat_rates);
        let vat_rates = vat_rates.map(|rate| (rate.country.value.clone(), rate.percent.value)).collect();
        let context = check::Context {
            sources,
            proposal,
            pricing,
            catalog: list.catalog.as_ref(),
            vat_rates: &vat_rates,
            brand: brand_file.is_some().then_some(brand),
            prints: &manifest.prints,
        };
        let levels = self.levels();
        check::allowances::silence(&context, &mut findings);
        let (found, coverage) = check::run_and_cover(&context, &levels);
        findings.extend(found);
        let named = coverage.as_ref().map(|coverage| coverage.items.as_slice()).unwrap_or_default();
        // What is wrong with the catalog, as far as it concerns these items.
        let about = |found: &&LintFinding| found.items.iter().any(|item| named.contains(item));
        findings.extend(list.lint.iter().filter(about).map(|found| found.finding.clone()));
        check::allowances::silence(&context, &mut findings);
        findings.retain_mut(|finding| levels.apply(finding));
        sort(&mut findings);
        let mut summary = Summary::of(&findings, 1);
        about_prices(&mut summary, proposal, pricing, coverage.as_ref());
        Report { findings, summary, language: proposal.metadata.language }
    }

    pub(super) fn levels(&self) -> Levels {
        let mut levels = Levels::default();
        for (rule, level) in &self.policy.rules {
            levels.set(rule.value.clone(), *level);
        }
        levels
    }

    /// Checks the catalog itself: what could not be read in it, and whether its
    /// prices fit together.
    pub fn check_catalog(&self) -> (Report, Sources) {
        let levels = self.levels();
        let list = self.prices.list();
        let own = |finding: &&Diagnostic| finding.span.is_some_and(|span| self.prices.holds(span.file));
        let found = self.findings.iter().chain(&list.findings);
        let mut findings: Vec<Diagnostic> = found.filter(own).cloned().collect();
        findings.extend(list.lint.iter().map(|found| found.finding.clone()));
        findings.retain_mut(|finding| levels.apply(finding));
        sort(&mut findings);
        let mut summary = Summary::of(&findings, 0);
        summary.notes.extend(list.catalog.as_ref().map(|own| catalog::view::summary(own, self.language())));
        (Report { findings, summary, language: self.language() }, self.shared.clone())
    }

    /// The language of what concerns the project as a whole.
    pub fn language(&self) -> Language {
        self.policy.language.as_ref().map_or_else(Language::default, |language| language.value)
    }
}

/// Adds what is to be said about the prices of a document as a whole: how many
/// were compared, as of when, or why none were.
fn about_prices(
    summary: &mut Summary,
    proposal: &Proposal,
    pricing: &Pricing,
    coverage: Option<&check::catalog::Coverage>,
) {
    let language = proposal.metadata.language;
    if let Some(coverage) = coverage.filter(|coverage| coverage.priced > 0) {
        summary.prices = Some(Prices {
            checked: coverage.checked,
            total: coverage.priced,
            by_reference: coverage.by_reference,
            by_name: coverage.by_name,
            by_alias: coverage.by_alias,
            by_context: coverage.by_context,
            in_sentences: coverage.in_sentences,
            ambiguous: coverage.ambiguous,
            unknown: coverage.unmatched,
            off_catalog: coverage.off_catalog,
        });
    }
    let read = check::reading::coverage(pricing);
    summary.tables = Tables {
        checked: read.price_tables,
        others: read.others.len(),
        prices: read.prices,
        sums: read.sums,
    };
    let table = |(span, why)| Skipped { span, reason: ReadCoverage::reason(why, language).to_owned() };
    summary.skipped.extend(read.skipped.into_iter().map(table));
    summary.left_out.extend(read.others.into_iter().map(table));
    let priced = pricing.lines().next().is_some() || !pricing.prose.is_empty();
    let note = match coverage {
        _ if !priced => return,
        None => language.pick(
            "pas de catalogue (assets/catalog.yaml) : les prix ne sont comparés à rien",
            "no catalog (assets/catalog.yaml): prices are not compared with anything",
        ),
        Some(coverage) if coverage.date.is_none() => language.pick(
            "document sans date : les prix sont comparés aux plus récents du catalogue",
            "document without a date: prices are compared with the catalog's newest",
        ),
        Some(_) => return,
    };
    summary.notes.push(note.to_owned());
}

/// The folder that `build` writes to, below the border, where it has written
/// and where no notes are kept.
fn made_folder(files: &Confined, project: &Project, policy: &Policy) -> Option<String> {
    let field = |field: &Option<crate::proposal::Field<String>>, default: &str| {
        let name = field.as_ref().map_or(default, |field| field.value.trim_matches('/'));
        project.below_root(name)
    };
    let (out, notes) = (field(&policy.output, "out"), field(&policy.proposals, "proposals"));
    let holds_notes = out.is_empty() || notes == out || notes.starts_with(&format!("{out}/"));
    let made = files.border().join(&out).join(".propose").is_dir();
    (made && !holds_notes).then_some(out)
}

fn unreadable(path: &Path, error: ReadError) -> Failure {
    match error {
        ReadError::Io(error) => Failure::io(path.display(), error),
        other => Failure::new(format!("{}: {other}", path.display())),
    }
}

/// Orders findings by file and place; those without a place come first.
pub(super) fn sort(findings: &mut [Diagnostic]) {
    findings.sort_by(|a, b| (a.span, a.rule.name, &a.message).cmp(&(b.span, b.rule.name, &b.message)));
}
