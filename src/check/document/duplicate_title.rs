use super::facts::Document;
use super::remnants::fold;
use crate::declare_rule;
use crate::diagnostics::Diagnostic;
use crate::proposal::{Block, BlockKind, plain_text};
use crate::source::Span;

declare_rule! {
    /// Two headings of level 1 where one names the document.
    ///
    /// The first becomes the title of the cover and of the PDF; the second is
    /// set beneath it. A note whose sections are all of level 1 is not meant.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// # Offre annuelle de maintenance
    ///
    /// ##### Par Camille Exemple
    ///
    /// # Offre commerciale
    ///
    /// ## Client : YAS
    ///
    /// ## 1. Contexte
    ///
    /// Votre cluster.
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// # Offre annuelle de maintenance
    ///
    /// ##### Par Camille Exemple
    ///
    /// ## Client : YAS
    ///
    /// ## 1. Contexte
    ///
    /// Votre cluster.
    /// ```
    pub(super) DUPLICATE_TITLE = "duplicate-title", Info
}

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    let head = &document.context.proposal.head;
    let Some((title, name)) = head.title.as_ref().and_then(first_level) else { return };
    let beneath = head.subtitles.iter().filter_map(first_level);
    // In the text only the same title again is one too many.
    let again =
        document.context.proposal.blocks.iter().filter_map(first_level).filter(|(_, text)| *text == name);
    let language = document.language;
    for (span, text) in beneath.chain(again) {
        let message = if text == name {
            language.pick("le titre du document est répété", "the title of the document is repeated")
        } else {
            language.pick("deux titres de niveau 1", "two headings of level 1")
        };
        let help = language.pick(
            "gardez-en un, ou faites du second un titre de niveau 2",
            "keep one, or make the second one of level 2",
        );
        let label = language.pick("le premier", "the first one");
        findings.push(Diagnostic::new(&DUPLICATE_TITLE, message).at(span).related(title, label).help(help));
    }
}

/// Place and text of a heading of level 1.
fn first_level(block: &Block) -> Option<(Span, String)> {
    match &block.kind {
        BlockKind::Heading { level: 1, content, .. } => {
            let span = content.first().zip(content.last()).map_or(block.span, |(a, b)| a.span.to(b.span));
            Some((span, fold(&plain_text(content))))
        }
        BlockKind::Aligned { blocks, .. } => blocks.iter().find_map(first_level),
        _ => None,
    }
}
