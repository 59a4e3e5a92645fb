//! What a note says by accident.

mod lines;
mod texts;

use super::note::Note;
use super::rules::{COMMENT_UNCLOSED, DOLLAR_BECAME_MATH, FENCE_UNCLOSED, HTML_SWALLOWS_TEXT};
use crate::diagnostics::Diagnostic;
use crate::proposal::Block;

/// Looks at a parsed note for what its author most likely did not mean.
pub(super) fn check(note: &mut Note<'_>, blocks: &mut [Block]) {
    prepass(note);
    lines::check(note);
    texts::check(note, blocks);
}

/// What the steps before the Markdown parser have noticed.
pub(super) fn prepass(note: &mut Note<'_>) {
    let language = note.language;
    for range in note.prepared.unclosed_comments.clone() {
        // Drawings end with a lone `%%`, which hides nothing.
        if note.body.get(range.end..).is_some_and(|rest| rest.trim().is_empty()) {
            continue;
        }
        let marker = if note.body.get(range.clone()) == Some("%%") { "%%" } else { "-->" };
        let message = language.pick(
            "ce commentaire n'est jamais fermé : tout ce qui suit, jusqu'à la fin de la note, est caché",
            "this comment is never closed: all that follows, to the end of the note, is hidden",
        );
        let help = language.pick(
            format!("ajoutez `{marker}` où le commentaire finit"),
            format!("add `{marker}` where the comment ends"),
        );
        note.report(Diagnostic::new(&COMMENT_UNCLOSED, message).at(note.body_span(&range)).help(help));
    }
    if let Some(range) = note.prepared.unclosed_fence.clone() {
        let message = language.pick(
            "ce bloc de code n'est jamais fermé : tout ce qui suit est du code",
            "this code block is never closed: all that follows is code",
        );
        note.report(Diagnostic::new(&FENCE_UNCLOSED, message).at(note.body_span(&range)));
    }
    for range in note.prepared.money.clone() {
        let message = language.pick(
            "ces deux `$` font une formule du texte entre eux, dans Obsidian aussi",
            "these two `$` make the text between them a formula, in Obsidian too",
        );
        let help = language.pick("écrivez `\\$` pour un montant", "write `\\$` for an amount");
        note.report(Diagnostic::new(&DOLLAR_BECAME_MATH, message).at(note.body_span(&range)).help(help));
    }
    for range in note.prepared.breaks.clone() {
        let message = language.pick(
            "sans ligne vide après ce saut de page, Obsidian imprime tel quel le Markdown qui suit",
            "without an empty line after this page break, Obsidian prints the Markdown that follows as it stands",
        );
        let help = language.pick("ajoutez une ligne vide après", "add an empty line after it");
        note.report(Diagnostic::new(&HTML_SWALLOWS_TEXT, message).at(note.body_span(&range)).help(help));
    }
}
