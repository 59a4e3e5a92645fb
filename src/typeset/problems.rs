//! What Typst reports becomes findings in files that the user can open: the
//! author's line where there is one, the template's line beside it.

use std::ops::Range;

use typst::diag::{Severity as TypstSeverity, SourceDiagnostic};
use typst::syntax::{DiagSpan, FileId, VirtualRoot};
use typst::{World as _, WorldExt as _};

use super::code::Segments;
use super::files::{self, Files};
use super::world::{DocumentWorld, GENERATED};
use crate::diagnostics::{Diagnostic, declare_rule};
use crate::language::Language;
use crate::source::{SourceFile, Sources, Span};

declare_rule! {
    /// Typst, which sets the pages, could not go on: most often a mistake in a
    /// template. Where the author's text led there, its line is shown first and
    /// the template's line with it.
    ///
    /// Wrong, in a template:
    ///
    /// ```typst
    /// #text(size: 10)[…]
    /// ```
    ///
    /// Right:
    ///
    /// ```typst
    /// #text(size: 10pt)[…]
    /// ```
    pub(super) TYPST_ERROR = "typst-error", Error
}

declare_rule! {
    /// Typst, which sets the pages, noticed something that may show: a font
    /// without a style that is asked for, pages that did not settle.
    ///
    /// Wrong, in a template:
    ///
    /// ```typst
    /// #set text(font: "A family that is not there")
    /// ```
    ///
    /// Right:
    ///
    /// ```typst
    /// #set text(font: document.brand.fonts.text)
    /// ```
    pub(super) TYPST_WARNING = "typst-warning", Warning
}

/// What is needed to trace a place in Typst's files back to the user's.
pub(super) struct Place<'a> {
    pub(super) world: &'a DocumentWorld<'a>,
    pub(super) segments: &'a Segments,
    pub(super) files: &'a dyn Files,
    pub(super) fallback: Span,
    pub(super) language: Language,
}

impl Place<'_> {
    /// The finding for what Typst reported.
    pub(super) fn finding(&self, problem: &SourceDiagnostic, sources: &mut Sources) -> Diagnostic {
        let rule = match problem.severity {
            TypstSeverity::Error => &TYPST_ERROR,
            TypstSeverity::Warning => &TYPST_WARNING,
        };
        let author = self
            .author(problem.span)
            .or_else(|| problem.trace.iter().find_map(|point| self.author(point.span.into())));
        let template = self
            .template(problem.span, sources)
            .or_else(|| problem.trace.iter().find_map(|point| self.template(point.span.into(), sources)));
        let mut finding = Diagnostic::new(rule, problem.message.to_string());
        finding = match (author, template) {
            (Some(author), Some(template)) => finding.at(author).related(
                template,
                self.language.pick("dans cette ligne du gabarit", "in this line of the template"),
            ),
            (Some(span), None) | (None, Some(span)) => finding.at(span),
            (None, None) => finding.at(self.fallback),
        };
        let hints: Vec<String> = problem.hints.iter().map(|hint| hint.v.to_string()).collect();
        if hints.is_empty() { finding } else { finding.help(hints.join("; ")) }
    }

    fn range(&self, span: DiagSpan) -> Option<(FileId, Range<usize>)> {
        Some((span.id()?, self.world.range(span)?))
    }

    /// The place in the Markdown.
    fn author(&self, span: DiagSpan) -> Option<Span> {
        let (id, range) = self.range(span)?;
        let rooted = id.get();
        let generated = matches!(rooted.root(), VirtualRoot::Package(_))
            && rooted.vpath().get_without_slash() == GENERATED;
        if !generated {
            return None;
        }
        self.segments.find(&range).map(|(_, segment)| segment.span)
    }

    /// The place in a template, whose file joins the sources.
    fn template(&self, span: DiagSpan, sources: &mut Sources) -> Option<Span> {
        let (id, range) = self.range(span)?;
        let rooted = id.get();
        if !matches!(rooted.root(), VirtualRoot::Project) {
            return None;
        }
        let path = rooted.vpath().get_without_slash().strip_prefix("templates/")?.to_owned();
        let text = self.world.source(id).ok()?.text().to_owned();
        let own = files::template(self.files, &path).is_some_and(|(_, own)| own);
        let shown = if own { format!("templates/{path}") } else { format!("<propose>/templates/{path}") };
        let known =
            sources.iter().find(|(_, file)| file.path == shown && file.text == text).map(|(id, _)| id);
        let file = known.unwrap_or_else(|| sources.add(SourceFile::new(shown, text)));
        Some(Span::new(file, range))
    }
}
