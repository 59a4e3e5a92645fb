//! One proposal becomes pages.

use typst::diag::{SourceResult, Warned};
use typst::foundations::Bytes;
use typst::syntax::Source;
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _};
use typst_kit::fonts::FontStore;
use typst_layout::PagedDocument;

use super::branding::branding;
use super::code::Segments;
use super::ending::Ending;
use super::files::{Attachment, Files};
use super::lower::{Lowered, lower};
use super::pictures::Pictures;
use super::world::{DocumentWorld, GENERATED, PACKAGE, Parsed, VirtualFiles};
use super::{fonts, glyphs, length, missing, problems, template};
use crate::beside::beside;
use crate::diagnostics::Diagnostic;
use crate::proposal::Proposal;
use crate::settings::Brand;
use crate::source::{Sources, Span};

/// A document that has up to this many pages below a masthead is short.
const MAX_SHORT: usize = 2;

/// What fills two pages below a cover up to so much of a page's height, both taken
/// together, may fit on two pages with a masthead, which takes some 0.3 of one.
const FITS_BELOW_MASTHEAD: f64 = 1.5;

/// A page with what all documents have: the kit, two weights of the usual text.
const WARM_UP: &str = "#import \"templates/kit/kit.typ\"
#set text(font: \"Source Sans 3\", lang: \"fr\")
#set par(justify: true)
Proposition commerciale
#text(weight: 600)[Prix]
";

/// What is shared by all documents: fonts and Typst's library. Cheap to use
/// from several threads at once.
pub struct Typesetter {
    own_fonts: Vec<Vec<u8>>,
    fonts: FontStore,
    library: LazyHash<Library>,
    templates: Parsed,
}

impl std::fmt::Debug for Typesetter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Typesetter").finish_non_exhaustive()
    }
}

/// One document to be set.
pub struct Job<'a> {
    /// What it says.
    pub proposal: &'a Proposal,
    /// Whose it is.
    pub brand: &'a Brand,
    /// The name of the template, a folder of `templates`; none for what the
    /// frontmatter asks for, else what [`super::suited`] finds.
    pub template: Option<&'a str>,
    /// Where its files come from.
    pub files: &'a dyn Files,
    /// Whether each page is marked as a draft.
    pub draft: bool,
}

/// What came of a job.
#[derive(Debug)]
pub struct Compiled {
    /// The pages; none where the template failed.
    pub document: Option<PagedDocument>,
    /// What was found on the way.
    pub findings: Vec<Diagnostic>,
    /// What the pages are compared with: the generated code, and what each part of
    /// it says.
    code: Option<Source>,
    segments: Segments,
}

impl Compiled {
    /// Compares the pages with what they should say. It may be done while they are
    /// written.
    pub fn compare(&self, sources: &Sources, proposal: &Proposal) -> Vec<Diagnostic> {
        let Some(document) = &self.document else { return Vec::new() };
        glyphs::findings(document, self.code.as_ref(), &self.segments, sources, proposal)
    }
}

/// All files of a document and what is needed to trace its pages back.
pub struct Prepared {
    pub(super) files: VirtualFiles,
    pub(super) lowered: Lowered,
    pub(super) findings: Vec<Diagnostic>,
    /// The form that is tried first, and mostly the last.
    likely: Form,
    /// Whether the template makes a difference between short and other documents.
    has_forms: bool,
}

impl Typesetter {
    /// Collects the fonts: the project's own, as bytes of font files, and the
    /// embedded ones.
    pub fn new(own_fonts: &[Vec<u8>]) -> Self {
        Self {
            own_fonts: own_fonts.to_vec(),
            fonts: fonts::store(own_fonts),
            library: LazyHash::new(Library::default()),
            templates: Parsed::default(),
        }
    }

    /// The same, with further fonts behind the others.
    #[must_use]
    pub fn with_fonts(mut self, files: &[fonts::FontFile]) -> Self {
        fonts::add(&mut self.fonts, files);
        self
    }

    /// Does what the first document would have to wait for and does not depend on
    /// it: evaluates the kit, opens the fonts of most pages. Worth it where
    /// another core reads the document meanwhile.
    pub fn warm_up(&self, files: &dyn Files) {
        let mut all = VirtualFiles::default();
        template::add(&mut all, "kit", files);
        let code = all.clone();
        all.project("main.typ", Bytes::from_string(WARM_UP));
        let generated = Parsed::default();
        let Some(world) = DocumentWorld::new(&self.fonts, &self.library, all, &self.templates, &generated)
        else {
            return;
        };
        // Typst parses a file when it is imported: from the other end, half of them
        // are parsed before.
        let parse = || code.code().for_each(|(id, bytes)| drop(self.templates.source(id, bytes)));
        beside(parse, || drop(typst::compile::<PagedDocument>(&world)));
    }

    /// Sets a document. Template files in which something failed are added to
    /// `sources`, so that findings can point into them.
    pub fn compile(&self, job: &Job<'_>, sources: &mut Sources) -> Compiled {
        let mut compiled = self.finish(job, self.prepare(job), sources);
        let lost = compiled.compare(sources, job.proposal);
        compiled.findings.extend(lost);
        compiled
    }

    /// Sets a document that was prepared, as [`Typesetter::compile`] does; what is
    /// on the pages is for [`Compiled::compare`] to say.
    pub fn finish(&self, job: &Job<'_>, mut prepared: Prepared, sources: &mut Sources) -> Compiled {
        let mut findings = std::mem::take(&mut prepared.findings);
        findings.append(&mut prepared.lowered.findings);
        let generated = Parsed::default();
        let Some(Set { world, output }) = self.settle(job, &mut prepared, &generated) else {
            return Compiled { document: None, findings, code: None, segments: prepared.lowered.segments };
        };
        let place = problems::Place {
            world: &world,
            segments: &prepared.lowered.segments,
            files: job.files,
            fallback: Span::new(job.proposal.file, 0..0),
            language: job.proposal.metadata.language,
        };
        let mut problems: Vec<_> = output.warnings.iter().collect();
        let document = match &output.output {
            Ok(document) => Some(document.clone()),
            Err(errors) => {
                problems.extend(errors);
                None
            }
        };
        findings.extend(problems.into_iter().map(|problem| place.finding(problem, sources)));
        let code = world.generated();
        Compiled { document, findings, code, segments: prepared.lowered.segments }
    }

    /// Finds the form that suits the document's length: a few pages get a
    /// masthead in the place of a cover, and a last page of a few lines, which
    /// looks like an accident, is saved where closer setting can. What is likely
    /// is tried first, so that most documents are set once.
    fn settle<'a>(
        &'a self,
        job: &Job<'_>,
        prepared: &mut Prepared,
        generated: &'a Parsed,
    ) -> Option<Set<'a>> {
        let Prepared { likely, has_forms, .. } = *prepared;
        let mut attempt = |form: Form| {
            prepared.library(job.draft, form);
            self.set(prepared, generated)
        };
        let covered = Form::default();
        let short = Form { short: true, ..covered };
        let fits = |set: &Set<'_>| set.pages().is_some_and(|pages| pages <= MAX_SHORT);
        let mut form = likely;
        let mut set = attempt(form)?;
        if !has_forms {
            form = if fits(&set) { short } else { covered };
        } else if form.short && !fits(&set) {
            form = covered;
            set = attempt(form)?;
        } else if !form.short && set.leaves_room_for_a_masthead() {
            let shorter = attempt(short)?;
            if fits(&shorter) {
                form = short;
                set = shorter;
            }
        }
        if set.ending().is_some_and(|ending| ending.may_be_saved(usize::from(!form.short))) {
            let closer = attempt(Form { tight: true, ..form })?;
            if closer.pages().is_some_and(|pages| Some(pages) < set.pages()) {
                return Some(closer);
            }
        }
        prepared.library(job.draft, form);
        Some(set)
    }

    fn set<'a>(&'a self, prepared: &Prepared, generated: &'a Parsed) -> Option<Set<'a>> {
        let files = prepared.files.clone();
        let world = DocumentWorld::new(&self.fonts, &self.library, files, &self.templates, generated)?;
        let output = typst::compile::<PagedDocument>(&world);
        Some(Set { world, output })
    }

    /// The document as files that plain Typst accepts, with their paths in a
    /// folder `DIR`: `typst compile --root DIR --package-path DIR/packages
    /// --font-path DIR/fonts --ignore-system-fonts DIR/main.typ` gives the same
    /// pages. Findings are those of the preparation; [`Typesetter::compile`]
    /// gives the others.
    pub fn bundle(&self, job: &Job<'_>, mut prepared: Prepared) -> (Vec<(String, Vec<u8>)>, Vec<Diagnostic>) {
        let mut findings = std::mem::take(&mut prepared.findings);
        findings.append(&mut prepared.lowered.findings);
        self.settle(job, &mut prepared, &Parsed::default());
        let folder = PACKAGE.trim_start_matches('@').replace(':', "/");
        let mut bundle: Vec<(String, Vec<u8>)> = prepared
            .files
            .into_files()
            .map(|(package, path, bytes)| {
                let path = if package { format!("packages/{folder}/{path}") } else { path };
                (path, bytes.to_vec())
            })
            .collect();
        let own = self.own_fonts.iter().enumerate();
        bundle.extend(own.map(|(at, bytes)| (format!("fonts/own-{}.otf", at + 1), bytes.clone())));
        bundle.extend(fonts::EMBEDDED.iter().map(|(name, bytes)| (format!("fonts/{name}"), bytes.to_vec())));
        bundle.sort();
        (bundle, findings)
    }

    /// Asks for every file that a job needs, without setting it.
    pub fn survey(&self, job: &Job<'_>) {
        drop(self.prepare(job));
    }

    /// Writes all files that Typst will see: the generated code, images, the
    /// template.
    pub fn prepare(&self, job: &Job<'_>) -> Prepared {
        let language = job.proposal.metadata.language;
        let mut findings = Vec::new();
        let pictures = Pictures::of(job.proposal, job.files);
        let lowered = lower(job.proposal, &pictures);
        let brand = branding(job.brand, job.files, &|family| self.has_family(family));
        let families: Vec<String> = self.fonts.book().families().map(|(name, _)| name.to_owned()).collect();
        findings.extend(missing::found(
            job.brand,
            job.files,
            &|family| self.has_family(family),
            &families,
            language,
        ));
        let template = template::name(job, &mut findings);

        let mut all = VirtualFiles::default();
        let text = |text: String| Bytes::from_string(text);
        all.package("typst.toml", text(manifest()));
        all.package(GENERATED, text(lowered.code.clone()));
        all.package("brand.typ", text(brand.code));
        for (path, bytes) in lowered.files.iter().chain(&brand.files) {
            all.package(path, Bytes::new(bytes.clone()));
        }
        let mut main = format!(
            "#import \"templates/{template}/template.typ\": pages\n#import \"{PACKAGE}\"\n#pages(document)\n"
        );
        for wanted in &job.proposal.metadata.attach {
            if let Some(attachment) = job.files.attachment(wanted.value) {
                let Attachment { name, mime, description, relationship, bytes } = attachment;
                main.push_str(&format!(
                    "#pdf.attach(\"{name}\", relationship: \"{relationship}\", mime-type: \"{mime}\", \
                     description: \"{description}\")\n"
                ));
                all.project(name, Bytes::new(bytes));
            }
        }
        all.project("main.typ", text(main));
        template::add(&mut all, &template, job.files);
        let has_forms = all.mention(&format!("templates/{template}/"), "short");
        let likely = Form { short: length::likely_short(job.proposal, &pictures), tight: false };
        let mut prepared = Prepared { files: all, lowered, findings, likely, has_forms };
        prepared.library(job.draft, Form::default());
        prepared
    }

    fn has_family(&self, family: &str) -> bool {
        self.fonts.book().contains_family(&family.to_lowercase())
    }
}

impl Prepared {
    /// Writes the entry of the virtual package.
    fn library(&mut self, draft: bool, form: Form) {
        let Form { short, tight } = form;
        let code = format!(
            "#import \"{GENERATED}\": meta, head, body, annexes\n#import \"brand.typ\": brand\n\
             #let draft = {draft}\n#let short = {short}\n#let tight = {tight}\n"
        );
        self.files.package("lib.typ", Bytes::from_string(code));
    }
}

/// What a template is told about the length of the document.
#[derive(Debug, Clone, Copy, Default)]
struct Form {
    /// It has a few pages only.
    short: bool,
    /// It is to be set a little closer.
    tight: bool,
}

/// One attempt at a document.
struct Set<'a> {
    world: DocumentWorld<'a>,
    output: Warned<SourceResult<PagedDocument>>,
}

impl Set<'_> {
    fn pages(&self) -> Option<usize> {
        self.output.output.as_ref().ok().map(|document| document.pages().len())
    }

    fn ending(&self) -> Option<Ending> {
        self.output.output.as_ref().ok().and_then(Ending::of)
    }

    /// Whether pages with a cover may be few enough with a masthead in its place.
    fn leaves_room_for_a_masthead(&self) -> bool {
        self.pages().is_some_and(|pages| match pages {
            0..=MAX_SHORT => true,
            _ if pages == MAX_SHORT + 1 => {
                self.ending().is_some_and(|ending| ending.last_two_fill_less_than(FITS_BELOW_MASTHEAD))
            }
            _ => false,
        })
    }
}

/// The manifest of the virtual package.
fn manifest() -> String {
    let (_, version) = PACKAGE.split_once(':').unwrap_or_default();
    format!("[package]\nname = \"document\"\nversion = \"{version}\"\nentrypoint = \"lib.typ\"\n")
}
