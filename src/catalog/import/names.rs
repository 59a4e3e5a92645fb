//! Names, families and references out of headings and labels.

use crate::catalog::lookup::{normalise, words};
use crate::language::Language;

/// Words of headings that say that prices follow, not of what.
const GENERIC: &[&str] = &[
    "tarification",
    "tarifs",
    "tarif",
    "prix",
    "offre",
    "offres",
    "forfait",
    "forfaits",
    "formule",
    "formules",
    "grille",
    "tarifaire",
    "tarifaires",
    "nos",
    "notre",
    "mensuel",
    "mensuelle",
    "mensuels",
    "annuel",
    "annuelle",
    "annuels",
    "annuelles",
    "pricing",
    "prices",
    "price",
    "plans",
    "plan",
    "packages",
    "monthly",
    "yearly",
    "annual",
    "our",
    "options",
    "option",
    "supplementaires",
    "supplementaire",
    "additional",
    "optional",
];

/// Words for quantities of time.
const QUANTITIES: &[&str] = &[
    "demi", "journee", "journees", "jour", "jours", "heure", "heures", "semaine", "semaines", "mois", "an",
    "half", "day", "days", "hour", "hours", "week", "weeks", "month", "months", "year", "tag", "tage",
    "stunde", "stunden", "woche", "wochen", "monat", "monate",
];

/// Words without weight in a reference.
const SMALL: &[&str] = &[
    "de", "du", "des", "la", "le", "les", "l", "d", "un", "une", "et", "ou", "a", "au", "aux", "en", "par",
    "pour", "sur", "avec", "the", "of", "and", "or", "for", "to", "in", "with", "per",
];

/// A heading without its number, what follows a dash, and parentheses.
pub(super) fn head(heading: &str) -> String {
    let plain = without_number(heading);
    let cut = [" — ", " – ", " - ", " : "].iter().filter_map(|mark| plain.find(mark)).min();
    let plain = cut.and_then(|at| plain.get(..at)).unwrap_or(plain);
    without_parenthesis(plain).trim().to_owned()
}

/// A heading without its number.
pub(super) fn without_number(heading: &str) -> &str {
    let plain = heading.trim();
    let rest = plain.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    if rest.len() == plain.len() {
        plain
    } else {
        rest.trim_start_matches([')', ' ', '-', '—', '–', '\u{a0}'])
    }
}

/// A label without a parenthesis at its end.
pub(super) fn without_parenthesis(label: &str) -> &str {
    match label.trim_end().strip_suffix(')').and_then(|open| open.rfind('(')) {
        Some(at) if at > 0 => label.get(..at).map_or(label, str::trim_end),
        _ => label,
    }
}

/// The words of a heading that say what is sold, as written.
fn telling(heading: &str) -> Vec<String> {
    let head = head(heading);
    head.split_whitespace()
        .filter(|word| {
            let key = normalise(word);
            !key.is_empty() && !GENERIC.contains(&key.as_str()) && !SMALL.contains(&key.as_str())
        })
        .map(str::to_owned)
        .collect()
}

/// The family of a table: the words of the nearest heading that says something,
/// as `build` or `forfaits-deploiement`; where none does, what the nearest one
/// is called at all (`plans`).
pub(super) fn family(section: &[String], language: Language) -> String {
    let nearest = section.iter().rev().map(|heading| telling(heading)).find(|words| !words.is_empty());
    let words = nearest.map(|words| words.join(" ")).or_else(|| section.last().map(|last| head(last)));
    let slug = words.map(|words| slug(&words, 3).to_lowercase()).filter(|slug| !slug.is_empty());
    slug.unwrap_or_else(|| language.pick("divers", "other").to_owned())
}

/// Whether a heading only says that options follow.
pub(super) fn says_options(heading: &str) -> bool {
    let key = normalise(heading);
    telling(heading).is_empty() && words(&key).iter().any(|word| word.starts_with("option"))
}

/// Whether a text only says that a price follows: `Tarif`, `Our price`.
pub(super) fn says_price(text: &str) -> bool {
    let key = normalise(text);
    words(&key).iter().all(|word| {
        GENERIC.contains(word) || SMALL.contains(word) || ["montant", "amount", "cout", "cost"].contains(word)
    })
}

/// The words of an options caption that tell one table of options from another:
/// `astreinte` of `Options astreinte (pour …) :`.
pub(super) fn option_words(caption: &str) -> String {
    slug(&telling(caption.trim_end_matches([':', ' ', '\u{a0}'])).join(" "), 2).to_lowercase()
}

/// The one word of a heading that says what its items are: `BUILD`.
pub(super) fn keyword(section: &[String]) -> Option<String> {
    section.iter().rev().find_map(|heading| match telling(heading).as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    })
}

/// Whether a label says how much and not of what: `Journée (8h)`, `Forfait 5
/// jours`.
pub(super) fn says_quantity(label: &str) -> bool {
    let key = normalise(without_parenthesis(label));
    words(&key).iter().all(|word| {
        QUANTITIES.contains(word) || GENERIC.contains(word) || word.chars().all(|c| c.is_ascii_digit())
    })
}

/// A short label with the word of its heading before it (`Starter` under
/// `BUILD`), unless it says that word itself.
pub(super) fn with_keyword(label: &str, keyword: &str) -> String {
    let short = without_parenthesis(label).split_whitespace().count() <= 3;
    if !short || contains_word(label, keyword) { label.to_owned() } else { format!("{keyword} {label}") }
}

fn contains_word(text: &str, word: &str) -> bool {
    let (text, word) = (normalise(text), normalise(word));
    words(&text).contains(&word.as_str())
}

/// `BUILD-STARTER` of `BUILD Starter (3 workers)`: at most so many words.
pub(super) fn reference(name: &str) -> String {
    let slug = slug(without_parenthesis(name), 4);
    if slug.is_empty() { "ITEM".to_owned() } else { slug }
}

fn slug(text: &str, most: usize) -> String {
    let key = normalise(text);
    let mut out = String::new();
    let all =
        key.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && !SMALL.contains(word));
    for word in all.take(most) {
        // References are typed: letters beyond ASCII are left out.
        let ascii: String = word.chars().filter(char::is_ascii_alphanumeric).collect();
        if !ascii.is_empty() {
            if !out.is_empty() {
                out.push('-');
            }
            out.push_str(&ascii.to_uppercase());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(headings: &[&str]) -> Vec<String> {
        headings.iter().map(|heading| (*heading).to_owned()).collect()
    }

    #[test]
    fn families_names_and_references_come_from_headings_and_labels() {
        let build = section(&["2. BUILD — Construction de Cluster Kubernetes", "2.2 Tarification BUILD"]);
        assert_eq!(family(&build, Language::French), "build");
        assert_eq!(keyword(&build).as_deref(), Some("BUILD"));
        assert_eq!(with_keyword("Starter", "BUILD"), "BUILD Starter");
        assert_eq!(
            with_keyword("Installation d'un logiciel de paie", "BUILD"),
            "Installation d'un logiciel de paie"
        );
        assert_eq!(reference("BUILD Starter"), "BUILD-STARTER");
        assert_eq!(
            reference("Cluster de staging/développement additionnel"),
            "CLUSTER-STAGING-DEVELOPPEMENT-ADDITIONNEL"
        );
        let regie = section(&["4.2 Tarification DEPLOY", "Régie — Accompagnement sur mesure"]);
        assert_eq!(family(&regie, Language::French), "regie");
        assert_eq!(with_keyword("DEPLOY 10", "DEPLOY"), "DEPLOY 10");
        assert!(says_quantity("Demi-journée (4h)") && says_quantity("Forfait 5 jours"));
        assert!(!says_quantity("Journée de formation") && !says_quantity("DEPLOY 10"));
        assert_eq!(family(&section(&["Plans"]), Language::English), "plans");
        assert_eq!(family(&[], Language::English), "other");
        assert!(says_options("Options supplémentaires") && !says_options("Options astreinte"));
        assert_eq!(option_words("Options astreinte (pour offres Essentiel et Standard) :"), "astreinte");
        assert_eq!(option_words("Options supplémentaires :"), "");
        assert_eq!(without_number("5.1 Pack Démarrage"), "Pack Démarrage");
    }
}
