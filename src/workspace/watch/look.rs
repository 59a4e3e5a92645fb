//! Looking at one document: its findings and, where somebody wants to see them,
//! its pages.

use std::path::Path;
use std::sync::Arc;

use super::WatchOptions;
use super::board::Page;
use super::view::{PageView, pages};
use crate::diagnostics::Diagnostic;
use crate::source::Sources;
use crate::typeset::{Format, Standard, Typesetter};
use crate::workspace::build::guard;
use crate::workspace::limit::{Limits, Unfinished, in_time};
use crate::workspace::{Failure, RenderOptions, Report, Subject, Workspace};

/// How many documents may be given up, each with a thread that still works on
/// it, before no further one is set.
const MAX_LATE: usize = 4;

/// What came of looking at a document.
#[derive(Default)]
pub(super) struct Looked {
    pub(super) report: Report,
    pub(super) sources: Sources,
    /// New pages; none where none could be made, or nobody wanted any.
    pub(super) pages: Option<(Vec<Page>, Vec<PageView>)>,
    pub(super) failure: Option<Failure>,
    /// What the document is about, as far as it could be read.
    pub(super) subject: Option<Subject>,
}

/// Looks at documents.
pub(super) struct Reader {
    options: RenderOptions,
    /// What one document may take.
    limits: Limits,
    late: usize,
}

impl Reader {
    pub(super) fn new(options: &WatchOptions) -> Self {
        let render = RenderOptions {
            format: Some(Format::Svg),
            draft: options.draft,
            template: options.template.clone(),
            standard: Standard::Best,
            ppi: 144,
            pages: Vec::new(),
            machine_fonts: false,
            timestamp: None,
        };
        Self { options: render, limits: options.limits, late: 0 }
    }

    /// Checks a note and sets it where there is a typesetter, in a thread of its
    /// own: a template may not come to an end.
    ///
    /// # Errors
    ///
    /// Where it takes more memory than it may: only the end of the program gives
    /// it back.
    pub(super) fn look(
        &mut self,
        name: &str,
        typesetter: Option<&Arc<Typesetter>>,
        workspace: &Workspace,
    ) -> Result<Looked, Failure> {
        if self.late >= MAX_LATE {
            let failure = Failure::new("several documents did not come to an end: run propose watch again");
            return Ok(Looked { failure: Some(failure), ..Looked::default() });
        }
        let (note, options) = (name.to_owned(), self.options.clone());
        let (typesetter, workspace) = (typesetter.cloned(), workspace.clone());
        let work = move || guard(|| look(&note, typesetter.as_deref(), &workspace, &options));
        Ok(match in_time(self.limits, work) {
            Ok(Ok(looked)) => looked,
            Ok(Err(finding)) => Looked::found(*finding),
            Err(heavy @ Unfinished::Heavy(_)) => return Err(heavy.about(Path::new(name))),
            Err(unfinished) => {
                self.late += usize::from(matches!(unfinished, Unfinished::Late(_)));
                Looked { failure: Some(unfinished.about(Path::new(name))), ..Looked::default() }
            }
        })
    }
}

impl Looked {
    fn found(finding: Diagnostic) -> Self {
        Self { report: Report { findings: vec![finding], ..Report::default() }, ..Self::default() }
    }
}

/// Checks a note, and sets it where that is wanted: also one with errors, since
/// its author wants to see it.
fn look(
    name: &str,
    typesetter: Option<&Typesetter>,
    workspace: &Workspace,
    options: &RenderOptions,
) -> Looked {
    let path = workspace.project.border.join(name);
    let result = match typesetter {
        Some(typesetter) => workspace.render_beside(typesetter, &path, options, |_| false).map(|rendered| {
            let made = rendered.artifacts;
            let pages = (!made.is_empty()).then(|| pages(made));
            Looked {
                report: rendered.report,
                sources: rendered.sources,
                pages,
                failure: None,
                subject: Some(rendered.subject),
            }
        }),
        None => workspace.check(&path).map(|checked| Looked {
            report: checked.report,
            sources: checked.sources,
            subject: Some(Subject::of(&checked.proposal)),
            ..Looked::default()
        }),
    };
    result.unwrap_or_else(|failure| Looked { failure: Some(failure), ..Looked::default() })
}
