use std::path::{Path, PathBuf};

use super::machine_fonts::machine_fonts;
use super::material::{ProjectFiles, own_fonts, own_typesetter};
use super::session::Note;
use super::target::target;
use super::{Checked, Failure, Report, Subject, Workspace, attach, write};
use crate::beside::beside;
use crate::diagnostics::Diagnostic;
use crate::language::Language;
use crate::proposal::Proposal;
use crate::source::Sources;
use crate::typeset::{self, Artifact, Format, Job, Options, Prepared, Standard, Typesetter};

/// How a note is rendered.
#[derive(Debug, Clone)]
pub struct RenderOptions {
    /// What is written; none for a folder of Typst code.
    pub format: Option<Format>,
    /// Whether a watermarked draft is made, whatever was found.
    pub draft: bool,
    /// The template, instead of the one that the note or the project asks for.
    pub template: Option<String>,
    /// The standard of a PDF.
    pub standard: Standard,
    /// Pixels per inch of PNG pages.
    pub ppi: u16,
    /// The pages that are written as images, first and last of each range; all
    /// where there are none.
    pub pages: Vec<(usize, usize)>,
    /// Whether fonts of this machine may be used.
    pub machine_fonts: bool,
    /// Seconds since 1970, for the metadata of a note without a date.
    pub timestamp: Option<i64>,
}

/// A note that was checked and, if nothing stopped it, typeset.
#[derive(Debug)]
pub struct Rendered {
    /// The files its places lie in.
    pub sources: Sources,
    /// What was found, on the pages as well.
    pub report: Report,
    /// What is to be written; nothing where errors stopped the client copy.
    pub artifacts: Vec<Made>,
    /// Whether the document has a date of its own, so that no other reaches the
    /// PDF's metadata.
    pub dated: bool,
    /// What the document is about.
    pub subject: Subject,
    /// Where the first file goes unless asked otherwise.
    target: PathBuf,
}

/// A file that was made.
#[derive(Debug)]
pub struct Made {
    /// What is appended to the note's name: `.pdf`, `-1.png`; a path for the
    /// files of a folder of Typst code.
    pub suffix: String,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// The text of the page, where it is the image of one.
    pub text: Option<String>,
}

/// Checks a note and typesets it. `stops` says which findings stop the client
/// copy; a draft is made whatever they are.
///
/// # Errors
///
/// Where the note cannot be read.
pub fn render(
    note: &Path,
    options: &RenderOptions,
    stops: impl Fn(&Diagnostic) -> bool,
) -> Result<Rendered, Failure> {
    let (project, files) = Workspace::locate(note)?;
    let mut typesetter = own_typesetter(&project, &files);
    if options.machine_fonts {
        typesetter = typesetter.with_fonts(&machine_fonts());
    }
    // Nobody else needs the second core: the kit is evaluated while the note is
    // read.
    let kit = ProjectFiles::new(&project, &files, None);
    let ((), prepared) = beside(
        || typesetter.warm_up(&kit),
        || -> Result<_, Failure> {
            let workspace = Workspace::with(project.clone(), files.clone());
            let read = workspace.read_note(note, options.template.as_deref())?;
            let prepared = workspace.prepare(&typesetter, &read, options);
            Ok((workspace, read, prepared))
        },
    );
    let (workspace, read, prepared) = prepared?;
    workspace.set_beside(&typesetter, note, (read, prepared), options, stops)
}

/// The files that were made, and what was found on the way.
type Set = (Vec<Made>, Vec<Diagnostic>);

impl Workspace {
    /// Checks a note of this project and typesets it.
    ///
    /// # Errors
    ///
    /// Where the note cannot be read.
    pub fn render(
        &self,
        typesetter: &Typesetter,
        note: &Path,
        options: &RenderOptions,
        stops: impl Fn(&Diagnostic) -> bool,
    ) -> Result<Rendered, Failure> {
        let read = self.read_note(note, options.template.as_deref())?;
        let target = target(note, &read.proposal, options.draft)?;
        let report = self.assess(&read);
        Ok(self.conclude(read, report, target, options, stops, |read| {
            let mut sources = read.sources.clone();
            let prepared = self.prepare(typesetter, read, options);
            let set = self.set(typesetter, read, prepared, &mut sources, options);
            read.sources = sources;
            set
        }))
    }

    /// The same, on two cores: pages are set while the note is checked, in vain
    /// where errors stop them.
    ///
    /// # Errors
    ///
    /// As [`Workspace::render`].
    pub(super) fn render_beside(
        &self,
        typesetter: &Typesetter,
        note: &Path,
        options: &RenderOptions,
        stops: impl Fn(&Diagnostic) -> bool,
    ) -> Result<Rendered, Failure> {
        let read = self.read_note(note, options.template.as_deref())?;
        let prepared = self.prepare(typesetter, &read, options);
        self.set_beside(typesetter, note, (read, prepared), options, stops)
    }

    /// Sets and checks a note that was read and prepared.
    fn set_beside(
        &self,
        typesetter: &Typesetter,
        note: &Path,
        (read, prepared): (Note, Prepared),
        options: &RenderOptions,
        stops: impl Fn(&Diagnostic) -> bool,
    ) -> Result<Rendered, Failure> {
        let target = target(note, &read.proposal, options.draft)?;
        let mut sources = read.sources.clone();
        let (report, made) =
            beside(|| self.assess(&read), || self.set(typesetter, &read, prepared, &mut sources, options));
        Ok(self.conclude(Note { sources, ..read }, report, target, options, stops, |_| made))
    }

    /// Writes what Typst will see of a note.
    fn prepare(&self, typesetter: &Typesetter, note: &Note, options: &RenderOptions) -> Prepared {
        let Note { proposal, brand, sources, .. } = note;
        let mut files = self.project_files(note.brand_file.as_deref());
        files.attachments = attach::attachments(proposal, brand, sources);
        typesetter.prepare(&self.job(note, &files, options))
    }

    /// Sets the pages of a note, whatever is wrong with it.
    fn set(
        &self,
        typesetter: &Typesetter,
        note: &Note,
        prepared: Prepared,
        sources: &mut Sources,
        options: &RenderOptions,
    ) -> Set {
        let files = self.project_files(note.brand_file.as_deref());
        make(typesetter, &self.job(note, &files, options), prepared, sources, options)
    }

    fn job<'a>(&'a self, note: &'a Note, files: &'a ProjectFiles<'a>, options: &'a RenderOptions) -> Job<'a> {
        let Note { proposal, brand, .. } = note;
        Job { proposal, brand, template: self.template(proposal, options), files, draft: options.draft }
    }

    /// Puts together what came of a note: its pages, as `set` gives them, where
    /// no error stops them.
    fn conclude(
        &self,
        mut note: Note,
        mut report: Report,
        target: PathBuf,
        options: &RenderOptions,
        stops: impl Fn(&Diagnostic) -> bool,
        set: impl FnOnce(&mut Note) -> Set,
    ) -> Rendered {
        let may = |report: &Report| options.draft || !report.findings.iter().any(&stops);
        let mut artifacts = Vec::new();
        if may(&report) {
            let (made, mut found) = set(&mut note);
            let levels = self.levels();
            found.retain_mut(|finding| levels.apply(finding));
            report.findings.extend(found);
            if may(&report) {
                artifacts = made;
            }
            report.settle();
        }
        let dated = note.proposal.metadata.date.is_some();
        let subject = Subject::of(&note.proposal);
        Rendered { sources: note.sources, report, artifacts, dated, subject, target }
    }

    /// Adds what the brand of a checked note names and that is not there:
    /// setting the note would say it, and checking it does not set it.
    pub(super) fn with_brand_files(&self, mut checked: Checked) -> Checked {
        let files = self.project_files(checked.brand_file.as_deref());
        let language = checked.report.language;
        let missing =
            typeset::missing(&checked.brand, &files, || own_fonts(&self.project, &self.files), language);
        let levels = self.levels();
        checked.report.findings.extend(
            missing.into_iter().filter_map(|mut finding| levels.apply(&mut finding).then_some(finding)),
        );
        checked.report.settle();
        checked
    }

    /// Asks for all that setting a checked note would ask for, so that a
    /// recorder sees it.
    pub fn survey(&self, typesetter: &Typesetter, checked: &Checked, options: &RenderOptions) {
        let files = self.project_files(checked.brand_file.as_deref());
        let template = self.template(&checked.proposal, options);
        let (proposal, brand) = (&checked.proposal, &checked.brand);
        typesetter.survey(&Job { proposal, brand, template, files: &files, draft: options.draft });
    }

    /// The fonts of the project, from `assets/fonts`, and the embedded ones.
    pub fn typesetter(&self) -> Typesetter {
        own_typesetter(&self.project, &self.files)
    }

    fn project_files(&self, brand_file: Option<&str>) -> ProjectFiles<'_> {
        ProjectFiles::new(&self.project, &self.files, brand_file)
    }

    /// The template that is asked for from outside the note.
    fn template<'a>(&'a self, proposal: &Proposal, options: &'a RenderOptions) -> Option<&'a str> {
        options.template.as_deref().or(match &proposal.metadata.template {
            Some(_) => None,
            None => self.policy.template.as_ref().map(|template| template.value.as_str()),
        })
    }
}

fn make(
    typesetter: &Typesetter,
    job: &Job<'_>,
    prepared: Prepared,
    sources: &mut Sources,
    options: &RenderOptions,
) -> (Vec<Made>, Vec<Diagnostic>) {
    let Some(format) = options.format else {
        let (files, findings) = typesetter.bundle(job, prepared);
        let made = |(suffix, bytes)| Made { suffix, bytes, text: None };
        return (files.into_iter().map(made).collect(), findings);
    };
    let compiled = typesetter.finish(job, prepared, sources);
    let Some(document) = &compiled.document else { return (Vec::new(), compiled.findings) };
    let settings = Options {
        standard: options.standard,
        ident: Some(sources.get(job.proposal.file).path.clone()),
        timestamp: options.timestamp,
        ppi: options.ppi,
        pages: options.pages.clone(),
        language: job.proposal.metadata.language,
    };
    let compare = || compiled.compare(sources, job.proposal);
    let export = || typeset::export(document, format, &settings);
    let (lost, exported) = beside(compare, export);
    let mut findings = compiled.findings;
    findings.extend(lost);
    match exported {
        Ok(exported) => {
            findings.extend(typeset::explained(exported.findings, job.proposal));
            let mut made: Vec<Made> = exported.artifacts.into_iter().map(Made::from).collect();
            if format != Format::Pdf {
                let texts = typeset::page_texts(document).into_iter().enumerate();
                let texts = texts.filter(|(at, _)| settings.wants(*at));
                for (made, (_, text)) in made.iter_mut().zip(texts) {
                    made.text = Some(text);
                }
            }
            (made, findings)
        }
        Err(found) => {
            findings.extend(typeset::explained(found, job.proposal));
            (Vec::new(), findings)
        }
    }
}

impl From<Artifact> for Made {
    fn from(artifact: Artifact) -> Self {
        let suffix = match artifact.page {
            Some(page) => format!("-{page}.{}", artifact.extension),
            None => format!(".{}", artifact.extension),
        };
        Self { suffix, bytes: artifact.bytes, text: None }
    }
}

impl Rendered {
    /// The language of the document.
    pub fn language(&self) -> Language {
        self.report.language
    }

    /// Writes what was made and says where: at `output` where one is given, as
    /// a file, or as a folder where several files are made.
    ///
    /// # Errors
    ///
    /// Where a file cannot be written; those before it are then written whole.
    pub fn write(&self, output: Option<&Path>, many: bool) -> Result<Vec<PathBuf>, Failure> {
        let mut written = Vec::new();
        for made in &self.artifacts {
            let path = self.place(made, output, many);
            if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                std::fs::create_dir_all(folder).map_err(|error| Failure::io(folder.display(), error))?;
            }
            write(&path, &made.bytes).map_err(|error| Failure::io(path.display(), error))?;
            written.push(path);
        }
        Ok(written)
    }

    fn place(&self, made: &Made, output: Option<&Path>, many: bool) -> PathBuf {
        let joined = |base: &Path| {
            let mut name = base.as_os_str().to_owned();
            name.push(&made.suffix);
            PathBuf::from(name)
        };
        let folder_of_code = !made.suffix.starts_with(['.', '-']);
        match output {
            Some(output) if folder_of_code => output.join(&made.suffix),
            None if folder_of_code => self.target.with_extension("typ.d").join(&made.suffix),
            Some(output) if many || output.is_dir() => {
                joined(&output.join(self.target.file_name().unwrap_or_default()))
            }
            // `-o pages.png` makes `pages-1.png`, `pages-2.png`.
            Some(output) if made.suffix.starts_with('-') => joined(&output.with_extension("")),
            Some(output) => output.to_path_buf(),
            None => joined(&self.target),
        }
    }
}
