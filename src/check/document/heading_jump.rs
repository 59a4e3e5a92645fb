use super::facts::Document;
use crate::declare_rule;
use crate::diagnostics::Diagnostic;
use crate::proposal::{Block, BlockKind};
use crate::source::Span;

declare_rule! {
    /// A heading that leaves out a level: `####` after `##`.
    ///
    /// Contents and bookmarks then have a gap, and screen readers announce a
    /// section that is not there. Each kind of jump is reported once.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// # Offre
    ///
    /// ## 1. Contexte
    ///
    /// #### Existant
    ///
    /// Un cluster.
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// # Offre
    ///
    /// ## 1. Contexte
    ///
    /// ### Existant
    ///
    /// Un cluster.
    /// ```
    pub(super) HEADING_JUMP = "heading-jump", Info
}

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    let mut headings = Vec::new();
    collect(&document.context.proposal.blocks, &mut headings);
    // The cover stands above every section, whatever its headings are: only
    // sections are compared with each other.
    let mut seen = Vec::new();
    for pair in headings.windows(2) {
        let [(above, _), (level, span)] = pair else { continue };
        if *level <= above + 1 || seen.contains(&(*above, *level)) {
            continue;
        }
        seen.push((*above, *level));
        let language = document.language;
        let message = language.pick(
            format!("titre de niveau {level} sous un titre de niveau {above}"),
            format!("heading of level {level} below one of level {above}"),
        );
        let signs = "#".repeat(usize::from(above + 1));
        let help = language.pick(format!("écrivez `{signs}`"), format!("write `{signs}`"));
        findings.push(Diagnostic::new(&HEADING_JUMP, message).at(*span).help(help));
    }
}

/// Levels and places of the headings of a document's outline; what an embed
/// brings in has an outline of its own.
fn collect(blocks: &[Block], headings: &mut Vec<(u8, Span)>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading { level, content, outlined: true } => {
                let span = content.first().zip(content.last()).map_or(block.span, |(a, b)| a.span.to(b.span));
                headings.push((*level, span));
            }
            BlockKind::Aligned { blocks, .. } => collect(blocks, headings),
            _ => {}
        }
    }
}
