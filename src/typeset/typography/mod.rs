//! Spaces that typography asks for, set when a document is typeset and never
//! written into its source. Characters other than spaces stay as they are.
//!
//! French: a no-break space before `:` and within guillemets, a narrow one
//! before `;`, `!` and `?`. In every language amounts, units, dates and
//! references hold together. What an author typed as a no-break space stays.

mod breaking;
mod numbers;
mod ordinals;

pub(super) use breaking::{LONG_WORD, breakable, breaks_by_itself, collapse};
pub(super) use ordinals::ordinals;

use crate::language::{Language, month};

/// NO-BREAK SPACE.
const NBSP: char = '\u{a0}';
/// NARROW NO-BREAK SPACE.
const NARROW: char = '\u{202f}';

/// Words that belong to the number before them.
const UNITS: &[&str] = &[
    "mois", "jour", "jours", "heure", "heures", "semaine", "semaines", "an", "ans", "année", "années",
    "minute", "minutes", "h", "min", "s", "ms", "j", "month", "months", "day", "days", "hour", "hours",
    "week", "weeks", "year", "years", "Monat", "Monate", "Tag", "Tage", "Stunde", "Stunden", "Jahr", "Jahre",
    "mes", "meses", "día", "días", "horas", "años", "km", "m", "cm", "mm", "kg", "g", "t", "Ko", "Mo", "Go",
    "To", "KB", "MB", "GB", "TB", "Gio", "Tio", "GiB", "TiB", "Mbit/s", "Gbit/s", "vCPU", "k€", "K€", "M€",
    "EUR", "USD", "CHF", "GBP", "FCFA", "XOF", "XAF", "euros", "francs", "pt", "px", "°C", "HT", "TTC",
];

/// Words that belong to the number or name after them.
const LEADERS: &[&str] = &[
    "n°", "N°", "nº", "p.", "pp.", "art.", "Art.", "§", "M.", "MM.", "Mme", "Mlle", "Dr", "Me", "fig.",
    "vol.", "Nr.", "Tél.", "tél.", "page", "Page", "Seite", "annexe", "Annexe", "article", "Article", "lot",
    "Lot", "phase", "Phase", "étape", "Étape", "version", "Version", "step", "Step",
];

/// Sets the spaces of one run of text. `before` and `after` are the characters
/// that touch it on the page; none at the ends of a paragraph. Words of more
/// characters than `longest` may break.
pub(super) fn set(
    text: &str,
    before: Option<char>,
    after: Option<char>,
    language: Language,
    longest: usize,
) -> String {
    let run = Run { chars: text.chars().collect(), before, after };
    let french = language == Language::French;
    let groups = run.number_groups();
    let mut out = String::with_capacity(text.len() + 8);
    for (at, &c) in run.chars.iter().enumerate() {
        if c == ' ' {
            out.push(groups.get(at).copied().flatten().unwrap_or_else(|| run.space(at, french)));
            continue;
        }
        if let Some(space) = run.missing_before(at, c, french) {
            out.push(space);
        }
        out.push(c);
        if french && c == '«' && run.get(at + 1).is_some_and(|next| !next.is_whitespace()) {
            out.push(NBSP);
        }
    }
    breakable(&out, longest)
}

/// A run of text and what touches it.
struct Run {
    chars: Vec<char>,
    before: Option<char>,
    after: Option<char>,
}

impl Run {
    fn get(&self, at: usize) -> Option<char> {
        if at == self.chars.len() { self.after } else { self.chars.get(at).copied() }
    }

    fn previous(&self, at: usize) -> Option<char> {
        at.checked_sub(1).map_or(self.before, |at| self.chars.get(at).copied())
    }

    /// The word that starts at an index.
    fn word(&self, at: usize) -> String {
        self.chars.get(at..).unwrap_or_default().iter().take_while(|c| !c.is_whitespace()).collect()
    }

    /// The word that ends before an index.
    fn word_before(&self, at: usize) -> String {
        let word: Vec<char> = self
            .chars
            .get(..at)
            .unwrap_or_default()
            .iter()
            .rev()
            .take_while(|c| !c.is_whitespace())
            .copied()
            .collect();
        word.into_iter().rev().collect()
    }

    /// Which space stands where the author typed an ordinary one.
    fn space(&self, at: usize, french: bool) -> char {
        let (Some(previous), Some(next)) = (self.previous(at), self.get(at + 1)) else { return ' ' };
        let beyond = self.get(at + 2);
        let closes = beyond.is_none_or(|c| !c.is_alphanumeric());
        if french && !previous.is_whitespace() {
            match next {
                ';' | '!' | '?' if closes => return NARROW,
                ':' if closes && !matches!(beyond, Some(':' | '/')) => return NBSP,
                '»' => return NBSP,
                _ => {}
            }
            if previous == '«' {
                return NBSP;
            }
        }
        if previous.is_ascii_digit() && matches!(next, '%' | '‰' | '€' | '$' | '£' | '°') && closes {
            return NBSP;
        }
        let word = self.word(at + 1);
        let word = word.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '€');
        let unit = word.split_once('/').filter(|_| !UNITS.contains(&word)).map_or(word, |(unit, _)| unit);
        if (previous.is_ascii_digit() || matches!(previous, '€' | '%')) && UNITS.contains(&unit) {
            return NBSP;
        }
        let leader = self.word_before(at);
        let leader = leader.trim_start_matches(['(', '[', '«', '"']);
        if LEADERS.contains(&leader) && (next.is_ascii_digit() || next.is_uppercase()) {
            return NBSP;
        }
        // A name in capitals holds the number after it: `ISO 27001`, `KW 24`.
        let capitals = leader.chars().count() >= 2 && leader.chars().all(char::is_uppercase);
        if capitals && next.is_ascii_digit() {
            return NBSP;
        }
        let day = leader.trim_end_matches("er").trim_end_matches('.');
        if (1..=2).contains(&day.len())
            && day.chars().all(|c| c.is_ascii_digit())
            && (word == "de" || month(&word.to_lowercase()).is_some())
        {
            return NBSP;
        }
        if matches!(next, '–' | '—') && beyond.is_none_or(char::is_whitespace) && !self.opens_aside(at + 1)
        {
            return NBSP;
        }
        if matches!(previous, '–' | '—') && at > 0 && self.opens_aside(at - 1) {
            return NBSP;
        }
        ' '
    }

    /// Whether a dash is the first of a pair around an aside: its space inside
    /// then holds, the one outside breaks.
    fn opens_aside(&self, at: usize) -> bool {
        let dashes: Vec<usize> = self
            .chars
            .iter()
            .enumerate()
            .filter(|(at, c)| {
                matches!(c, '–' | '—')
                    && self.previous(*at).is_some_and(char::is_whitespace)
                    && self.get(at + 1).is_some_and(char::is_whitespace)
            })
            .map(|(at, _)| at)
            .collect();
        let Some(position) = dashes.iter().position(|dash| *dash == at) else { return false };
        position % 2 == 0 && position + 1 < dashes.len()
    }

    /// The space that French or an amount asks for where the author typed none.
    fn missing_before(&self, at: usize, c: char, french: bool) -> Option<char> {
        if !french {
            return None;
        }
        let previous = self.previous(at)?;
        let next = self.get(at + 1);
        let closes =
            next.is_none_or(|c| c.is_whitespace() || matches!(c, ')' | ']' | '»' | '"' | '!' | '?' | '…'));
        match c {
            ';' | '!' | '?' if closes && (previous.is_alphanumeric() || matches!(previous, ')' | '»')) => {
                (!self.address(at)).then_some(NARROW)
            }
            ':' if next.is_none_or(char::is_whitespace)
                && (previous.is_alphabetic() || matches!(previous, ')' | '»')) =>
            {
                (!self.address(at)).then_some(NBSP)
            }
            '»' if !previous.is_whitespace() => Some(NBSP),
            '%' | '€'
                if previous.is_ascii_digit()
                    && next.is_none_or(|c| !c.is_alphanumeric() && c != '%')
                    && !self.address(at) =>
            {
                Some(NBSP)
            }
            _ => None,
        }
    }

    /// Whether the word around an index is an address, a qualified name or the
    /// short name of an emoji (`:smile:`), where nothing is changed.
    fn address(&self, at: usize) -> bool {
        let word = self.word_before(at) + &self.word(at);
        word.starts_with(':')
            || word.contains("://")
            || word.contains('@')
            || word.starts_with("www.")
            || word.contains("::")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, language: Language) -> String {
        set(text, None, None, language, LONG_WORD).replace(NBSP, "~").replace(NARROW, "^")
    }

    fn french(text: &str) -> String {
        shown(text, Language::French)
    }

    #[test]
    fn punctuation_gets_its_french_space() {
        for (typed, set) in [
            ("Prix : 100", "Prix~: 100"),
            ("Prêt ?", "Prêt^?"),
            ("Prêt? Oui! Bien; oui", "Prêt^? Oui^! Bien^; oui"),
            ("Quoi ?!", "Quoi^?!"),
            ("Note: texte", "Note~: texte"),
            ("« mot » et «mot»", "«~mot~» et «~mot~»"),
            ("(HT) : oui", "(HT)~: oui"),
        ] {
            assert_eq!(french(typed), set);
        }
    }

    #[test]
    fn amounts_units_dates_and_references_hold_together() {
        for (typed, set) in [
            ("9 000 €", "9^000~€"),
            ("1 800 € HT/mois", "1^800~€~HT/mois"),
            ("12 345 678 €", "12^345^678~€"),
            ("+50% du tarif", "+50~% du tarif"),
            ("50 %", "50~%"),
            ("12 mois", "12~mois"),
            ("10 jours ouvrés", "10~jours ouvrés"),
            ("16 mai 2025", "16~mai 2025"),
            ("1er janvier", "1er~janvier"),
            ("n° 3, p. 4, M. Diop", "n°~3, p.~4, M.~Diop"),
            ("+33 7 49 62 49 89", "+33~7~49~62~49~89"),
            ("07 49 62 49 89", "07~49~62~49~89"),
            ("SIRET 123 456 789 00012", "SIRET~123~456~789~00012"),
            ("TVA. 022 345 67 89", "TVA. 022~345~67~89"),
            ("DEPLOY 10, ISO 27001, lot 2", "DEPLOY~10, ISO~27001, lot~2"),
        ] {
            assert_eq!(french(typed), set);
        }
    }

    #[test]
    fn what_only_looks_like_punctuation_is_left_alone() {
        for text in [
            "https://exemple.fr/devis?a=1",
            "à 9:30",
            "16:9",
            "std::fs",
            "24/7",
            "24h/24, 7j/7",
            "FR76 3000 6000 0112 3456 7890 189",
            "en 2025 300 clients",
            "a@b.fr",
            "H+4",
            "1-3 services",
            "voir www.exemple.com!",
            "99,9",
            "RKE2 1.10",
        ] {
            assert_eq!(french(text), text);
        }
    }

    #[test]
    fn spaces_that_the_author_chose_stay() {
        assert_eq!(french("1\u{a0}800\u{202f}€"), "1~800^€");
        assert_eq!(french("Prix\u{202f}: 3"), "Prix^: 3");
    }

    #[test]
    fn the_neighbours_of_a_run_count() {
        let set = |text, before, after| {
            super::set(text, before, after, Language::French, LONG_WORD)
                .replace(NBSP, "~")
                .replace(NARROW, "^")
        };
        assert_eq!(set(" : garantir", Some('f'), None), "~: garantir");
        assert_eq!(set("9 000 ", None, Some('€')), "9^000~");
        assert_eq!(set(": x", None, None), ": x");
    }

    #[test]
    fn dashes_do_not_start_a_line() {
        assert_eq!(french("BUILD — Construction"), "BUILD~— Construction");
        assert_eq!(french("un texte — une incise — suite"), "un texte —~une incise~— suite");
    }

    #[test]
    fn other_languages_only_hold_amounts_together() {
        let english = |text| shown(text, Language::English);
        assert_eq!(english("Price: 12 months!"), "Price: 12~months!");
        assert_eq!(english("50%"), "50%");
        assert_eq!(shown("1.800,00 €", Language::German), "1.800,00~€");
    }
}
