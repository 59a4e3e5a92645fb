use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

use super::limit::STACK;
use super::machine_fonts::machine_fonts;
use super::session::Note;
use super::{Checked, Confined, Failure, Report, Subject, Workspace, attach, write};
use crate::diagnostics::Diagnostic;
use crate::language::Language;
use crate::proposal::{Attach, Proposal};
use crate::source::Sources;
use crate::typeset::{self, Artifact, Attachment, Files, Format, Job, Options, Standard, Typesetter};

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

/// The files of a project as templates and pages ask for them.
struct ProjectFiles<'a> {
    files: &'a Confined,
    templates: String,
    brand_folder: String,
    /// What the document asks the PDF to carry.
    attachments: Vec<(Attach, Attachment)>,
}

impl Files for ProjectFiles<'_> {
    fn read(&self, path: &str) -> Option<Vec<u8>> {
        self.files.read(path).ok()
    }

    fn template(&self, path: &str) -> Option<Vec<u8>> {
        self.files.read(&format!("{}/{path}", self.templates)).ok()
    }

    fn template_names(&self, folder: &str) -> Vec<String> {
        let names = self.files.list(&format!("{}/{folder}", self.templates)).unwrap_or_default();
        names.into_iter().map(|name| format!("{folder}/{name}")).collect()
    }

    fn attachment(&self, what: Attach) -> Option<Attachment> {
        self.attachments.iter().find(|(own, _)| *own == what).map(|(_, attachment)| attachment.clone())
    }

    fn brand(&self, path: &str) -> Option<Vec<u8>> {
        self.files.read(&format!("{}/{path}", self.brand_folder)).ok()
    }
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
    let workspace = Workspace::open(note)?;
    // Nobody else needs the second core: fonts are found and the kit is evaluated
    // while the note is read, and pages are set while it is checked, in vain where
    // errors stop them.
    let template = options.template.as_deref();
    let fonts = || {
        let mut own = workspace.typesetter();
        if options.machine_fonts {
            own = own.with_fonts(&machine_fonts());
        }
        own.warm_up(&workspace.project_files(None));
        own
    };
    let (typesetter, read) = beside(fonts, || workspace.read_note(note, template))?;
    let read = read?;
    let target = target(note, &read.proposal, options.draft)?;
    let mut sources = read.sources.clone();
    let (report, made) =
        beside(|| workspace.assess(&read), || workspace.set(&typesetter, &read, &mut sources, options))?;
    Ok(workspace.conclude(Note { sources, ..read }, report, target, options, stops, |_| made))
}

/// Does two things at once, the first on a thread of its own.
fn beside<A: Send, B>(
    first: impl FnOnce() -> A + Send,
    second: impl FnOnce() -> B,
) -> Result<(A, B), Failure> {
    std::thread::scope(|scope| {
        let first = std::thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, first)
            .map_err(|error| Failure::io("a second thread", error))?;
        let second = second();
        Ok((first.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), second))
    })
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
            let set = self.set(typesetter, read, &mut sources, options);
            read.sources = sources;
            set
        }))
    }

    /// Sets the pages of a note, whatever is wrong with it.
    fn set(
        &self,
        typesetter: &Typesetter,
        note: &Note,
        sources: &mut Sources,
        options: &RenderOptions,
    ) -> Set {
        let Note { proposal, brand, .. } = note;
        let mut files = self.project_files(note.brand_file.as_deref());
        files.attachments = attach::attachments(proposal, brand, sources);
        let template = self.template(proposal, options);
        make(
            typesetter,
            &Job { proposal, brand, template, files: &files, draft: options.draft },
            sources,
            options,
        )
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
        let missing = typeset::missing(&checked.brand, &files, || self.own_fonts(), language);
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
        Typesetter::new(&self.own_fonts())
    }

    /// The font files of the project that are not embedded.
    fn own_fonts(&self) -> Vec<Vec<u8>> {
        let folder = self.project.below_root("assets/fonts");
        let is_font = |name: &&String| {
            let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_lowercase();
            matches!(extension.as_str(), "ttf" | "otf" | "ttc" | "otc")
        };
        let names = self.files.list(&folder).unwrap_or_default();
        names
            .iter()
            .filter(is_font)
            .map(|name| format!("{folder}/{name}"))
            .filter(|name| !self.is_embedded(name))
            .filter_map(|name| self.files.read(&name).ok())
            .collect()
    }

    /// Whether a font file is one of the embedded ones. Its beginning tells: a
    /// font's directory holds the length and the checksum of each of its tables
    /// (OpenType, "Table Directory").
    fn is_embedded(&self, name: &str) -> bool {
        let Ok((size, start)) = self.files.start(name, 1024) else { return false };
        let same = |bytes: &[u8]| bytes.len() as u64 == size && bytes.starts_with(&start);
        typeset::fonts::EMBEDDED.iter().any(|(_, bytes)| same(bytes))
    }

    fn project_files(&self, brand_file: Option<&str>) -> ProjectFiles<'_> {
        let folder =
            |name: &str| name.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned());
        ProjectFiles {
            files: &self.files,
            templates: self.project.below_root("templates"),
            brand_folder: brand_file.map(folder).unwrap_or_default(),
            attachments: Vec::new(),
        }
    }

    /// The template that is asked for from outside the note.
    fn template<'a>(&'a self, proposal: &Proposal, options: &'a RenderOptions) -> Option<&'a str> {
        options.template.as_deref().or(match &proposal.metadata.template {
            Some(_) => None,
            None => self.policy.template.as_ref().map(|template| template.value.as_str()),
        })
    }
}

/// Where the pages of a note go, without an extension: beside it, or where
/// its frontmatter says, within the project.
fn target(note: &Path, proposal: &Proposal, draft: bool) -> Result<PathBuf, Failure> {
    let output = proposal.metadata.output.as_ref().map(|output| output.value.as_str());
    let name = note.file_stem().unwrap_or_default();
    let folder = note.parent().unwrap_or(Path::new(""));
    let target = target_name(name, output, draft)?;
    if leaves(folder, &target) {
        return Err(outside(output.unwrap_or_default()));
    }
    Ok(folder.join(target))
}

/// Where the pages of a note go, below its folder and without an extension:
/// `name`, or what its frontmatter says.
///
/// # Errors
///
/// Where the frontmatter leads out of the folder.
pub(super) fn target_name(name: &OsStr, output: Option<&str>, draft: bool) -> Result<PathBuf, Failure> {
    let mut target = PathBuf::from(name);
    if let Some(output) = output {
        let asked = Path::new(output);
        target = plain(asked).ok_or_else(|| outside(output))?;
        if asked.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pdf")) {
            target.set_extension("");
        }
    }
    if draft {
        let mut name = target.into_os_string();
        name.push(".draft");
        target = name.into();
    }
    Ok(target)
}

fn outside(output: &str) -> Failure {
    Failure::new(format!("`output: {output}` leads out of the note's folder"))
        .help("name a file below the note's folder, or use `-o`")
}

/// A path that stays below where it starts on every system: no `..`, no drive,
/// no character that means something else elsewhere.
fn plain(path: &Path) -> Option<PathBuf> {
    let foreign = |c: char| c.is_control() || matches!(c, '\\' | ':');
    let parts: Option<PathBuf> = path
        .components()
        .map(|part| match part {
            Component::Normal(part) => part.to_str().filter(|part| !part.contains(foreign)),
            _ => None,
        })
        .collect();
    parts.filter(|parts| !parts.as_os_str().is_empty())
}

/// Whether one of the folders on the way is a link that leads out of the first
/// one. Those that are not there yet will be made as folders.
pub(super) fn leaves(folder: &Path, target: &Path) -> bool {
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(base) = std::fs::canonicalize(here) else { return false };
    target
        .ancestors()
        .skip(1)
        .filter_map(|above| std::fs::canonicalize(here.join(above)).ok())
        .any(|real| !real.starts_with(&base))
}

fn make(
    typesetter: &Typesetter,
    job: &Job<'_>,
    sources: &mut Sources,
    options: &RenderOptions,
) -> (Vec<Made>, Vec<Diagnostic>) {
    let Some(format) = options.format else {
        let (files, findings) = typesetter.bundle(job);
        let made = |(suffix, bytes)| Made { suffix, bytes, text: None };
        return (files.into_iter().map(made).collect(), findings);
    };
    let compiled = typesetter.compile(job, sources);
    let mut findings = compiled.findings;
    let Some(document) = compiled.document else { return (Vec::new(), findings) };
    let settings = Options {
        standard: options.standard,
        ident: Some(sources.get(job.proposal.file).path.clone()),
        timestamp: options.timestamp,
        ppi: options.ppi,
        pages: options.pages.clone(),
        language: job.proposal.metadata.language,
    };
    match typeset::export(&document, format, &settings) {
        Ok(exported) => {
            findings.extend(typeset::explained(exported.findings, job.proposal));
            let mut made: Vec<Made> = exported.artifacts.into_iter().map(Made::from).collect();
            if format != Format::Pdf {
                let texts = typeset::page_texts(&document).into_iter().enumerate();
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
