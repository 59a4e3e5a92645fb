//! The text of one paragraph as it will stand on the page: its runs, with the
//! spaces and characters of typography.

use std::collections::VecDeque;

use super::Lowering;
use crate::proposal::{Inline, InlineKind, Typography};
use crate::typeset::{quotes, typography};

/// A text of fewer characters stands on one line.
const LINE: usize = 55;

/// A word up to this many characters should not stand alone on a line.
const SHORT: usize = 9;

/// The runs of text of one paragraph, as they will stand on the page.
pub(super) type Runs = VecDeque<String>;

impl Lowering<'_> {
    /// Whether quotes, apostrophes, dashes and dots are replaced.
    fn smart(&self) -> bool {
        let asked = self.proposal.metadata.typography.as_ref();
        asked.is_some_and(|asked| asked.value == Typography::Smart)
    }

    /// A text of its own, with the characters that typography asks for.
    pub(super) fn worded(&self, text: &str) -> String {
        if !self.smart() {
            return text.to_owned();
        }
        let mut runs = [Some(text.to_owned())];
        quotes::smart(&mut runs, self.language);
        let [run] = runs;
        run.unwrap_or_default()
    }

    /// The text of all runs, in order, with the spaces of typography.
    pub(super) fn runs(&self, inlines: &[Inline]) -> Runs {
        let mut pieces = Vec::new();
        pieces_of(inlines, &mut pieces);
        let mut collapsed: Vec<Option<String>> = Vec::with_capacity(pieces.len());
        let mut fresh = true;
        for piece in &pieces {
            match piece {
                Piece::Text(text) => {
                    let text = typography::collapse(text, fresh);
                    fresh = text.chars().next_back().map_or(fresh, |last| last == ' ');
                    collapsed.push(Some(text));
                }
                Piece::Break => {
                    trim_end(&mut collapsed);
                    fresh = true;
                    collapsed.push(None);
                }
                Piece::Object => {
                    fresh = false;
                    collapsed.push(None);
                }
            }
        }
        trim_end(&mut collapsed);
        if self.smart() {
            quotes::smart(&mut collapsed, self.language);
        }
        hold_last_words(&pieces, &mut collapsed);
        if self.display {
            for text in collapsed.iter_mut().flatten() {
                *text = hold_small_words(text);
            }
        }
        let edge = |at: Option<usize>, last: bool| {
            let at = at?;
            match (pieces.get(at)?, collapsed.get(at)?) {
                (Piece::Text(_), Some(text)) if last => text.chars().next_back(),
                (Piece::Text(_), Some(text)) => text.chars().next(),
                (Piece::Break, _) => None,
                _ => Some('\u{fffc}'),
            }
        };
        let mut runs = Runs::new();
        for (at, text) in collapsed.iter().enumerate() {
            if let Some(text) = text {
                let (before, after) = (edge(at.checked_sub(1), true), edge(Some(at + 1), false));
                runs.push_back(typography::set(text, before, after, self.language, self.narrow()));
            }
        }
        runs
    }

    /// The longest word that a line has room for here: boxes make it shorter.
    pub(super) fn narrow(&self) -> usize {
        self.longest.saturating_sub(self.boxed).max(self.longest.min(18))
    }
}

/// Keeps a short last word before a line break from standing alone on a line;
/// that of a paragraph is Typst's own care.
fn hold_last_words(pieces: &[Piece<'_>], texts: &mut [Option<String>]) {
    for (at, text) in texts.iter_mut().enumerate() {
        let (Some(text), Some(Piece::Break)) = (text, pieces.get(at + 1)) else { continue };
        if let Some((before, last)) = text.rsplit_once(' ')
            && before.chars().count() > LINE
            && last.chars().count() <= SHORT
        {
            *text = format!("{before}\u{a0}{last}");
        }
    }
}

/// Small words that stay with the one after them in a title, beside all words of
/// one or two letters.
const SMALL_WORDS: &[&str] = &[
    "aux", "avec", "chez", "dans", "des", "les", "par", "pour", "sans", "sous", "sur", "une", "and", "for",
    "from", "the", "with", "auf", "das", "dem", "den", "der", "des", "die", "für", "mit", "und", "von",
    "zum", "zur", "con", "del", "las", "los", "para", "por",
];

/// Keeps the small words of a title with the one after them: no line of it ends
/// in "de" or "the".
pub(super) fn hold_small_words(text: &str) -> String {
    let mut held = String::with_capacity(text.len());
    for part in text.split_inclusive(' ') {
        let word = part.trim_end_matches(' ');
        // After an elision: `l’offre d’un an`.
        let bare = word.rsplit(['\'', '’', '\u{a0}', '(']).next().unwrap_or(word);
        let small = bare.chars().all(char::is_lowercase)
            && (matches!(bare.chars().count(), 1 | 2) || SMALL_WORDS.contains(&bare));
        held.push_str(word);
        if word.len() < part.len() {
            held.push(if small { '\u{a0}' } else { ' ' });
        }
    }
    held
}

enum Piece<'a> {
    Text(&'a str),
    Break,
    Object,
}

fn pieces_of<'a>(inlines: &'a [Inline], pieces: &mut Vec<Piece<'a>>) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) => pieces.push(Piece::Text(text)),
            InlineKind::Break => pieces.push(Piece::Break),
            InlineKind::Emphasis(content)
            | InlineKind::Strong(content)
            | InlineKind::Styled(_, content)
            | InlineKind::Link { content, .. } => pieces_of(content, pieces),
            InlineKind::Code(_)
            | InlineKind::Math { .. }
            | InlineKind::Image(_)
            | InlineKind::Footnote(_)
            | InlineKind::Tag(_) => pieces.push(Piece::Object),
            InlineKind::Anchor(_) => {}
        }
    }
}

/// Removes white space that would stand before a line break.
fn trim_end(pieces: &mut [Option<String>]) {
    if let Some(Some(text)) = pieces.last_mut() {
        text.truncate(text.trim_end_matches(' ').len());
    }
}

/// Splits `2.1 Gestion` into the author's own number and the rest.
pub(super) fn split_number(text: &str) -> Option<(&str, &str)> {
    let (number, rest) = text.split_once([' ', '\u{a0}', '\u{202f}'])?;
    let digits = number.trim_end_matches(['.', ')']);
    let numeric = digits
        .split('.')
        .all(|part| !part.is_empty() && part.len() <= 3 && part.chars().all(|c| c.is_ascii_digit()));
    // "3 offres" is a heading that begins with a number, not a numbered one.
    let marked = digits.len() < number.len() || digits.contains('.');
    (numeric && marked && !rest.trim().is_empty()).then_some((number, rest))
}

/// Splits `Par Awa EXEMPLE` into the word that leads and the name.
pub(super) fn split_lead(text: &str) -> Option<(&str, &str)> {
    let (lead, rest) = text.split_once(' ')?;
    let rest = rest.trim_start_matches([':', ' ', '\u{a0}']);
    let known = ["par", "by", "von", "por", "auteur", "author"];
    (known.contains(&lead.to_lowercase().as_str()) && !rest.is_empty()).then_some((lead, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_of_a_title_stay_with_the_one_after_them() {
        let shown = |text: &str| hold_small_words(text).replace('\u{a0}', "~");
        assert_eq!(
            shown("Offre annuelle de maintenance de Cluster"),
            "Offre annuelle de~maintenance de~Cluster"
        );
        assert_eq!(
            shown("La mise en place d’un suivi pour la ville"),
            "La mise en~place d’un~suivi pour~la~ville"
        );
        assert_eq!(shown("BUILD – Plan A "), "BUILD – Plan A ");
    }

    #[test]
    fn a_number_in_front_of_a_heading_is_told_from_a_number_in_it() {
        assert_eq!(split_number("2.1 Gestion"), Some(("2.1", "Gestion")));
        assert_eq!(split_number("1. Contexte"), Some(("1.", "Contexte")));
        assert_eq!(split_number("3 offres"), None);
        assert_eq!(split_number("1. "), None);
        assert_eq!(split_number("2025. Bilan"), None);
    }
}
