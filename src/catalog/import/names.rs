//! Names, families and references out of headings and labels.

use crate::catalog::lookup::{normalise, words};

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
/// as `build` or `forfaits-deploiement`.
pub(super) fn family(section: &[String]) -> String {
    let nearest = section.iter().rev().map(|heading| telling(heading)).find(|words| !words.is_empty());
    nearest.map_or_else(|| "divers".to_owned(), |words| slug(&words.join(" "), 3).to_lowercase())
}

/// The words of an options caption that tell one table of options from another:
/// `astreinte` of `Options astreinte (pour …) :`.
pub(super) fn option_words(caption: &str) -> String {
    slug(&telling(caption.trim_end_matches([':', ' ', '\u{a0}'])).join(" "), 2).to_lowercase()
}

/// The name of an item: a short label under a heading of one word takes that
/// word (`Starter` under `BUILD`).
pub(super) fn item_name(label: &str, section: &[String], option: bool) -> String {
    let label = label.trim();
    let short = without_parenthesis(label).split_whitespace().count() <= 3;
    if option || !short {
        return label.to_owned();
    }
    let keyword = section.iter().rev().find_map(|heading| match telling(heading).as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    });
    match keyword {
        Some(word) if !contains_word(label, &word) => format!("{word} {label}"),
        _ => label.to_owned(),
    }
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
        assert_eq!(family(&build), "build");
        assert_eq!(item_name("Starter", &build, false), "BUILD Starter");
        assert_eq!(item_name("Service Mesh (Istio/Linkerd)", &build, true), "Service Mesh (Istio/Linkerd)");
        assert_eq!(reference("BUILD Starter"), "BUILD-STARTER");
        assert_eq!(
            reference("Cluster de staging/développement additionnel"),
            "CLUSTER-STAGING-DEVELOPPEMENT-ADDITIONNEL"
        );
        let regie = section(&["4.2 Tarification DEPLOY", "Régie — Accompagnement sur mesure"]);
        assert_eq!(family(&regie), "regie");
        assert_eq!(item_name("Demi-journée (4h)", &regie, false), "Régie Demi-journée (4h)");
        assert_eq!(item_name("DEPLOY 10", &section(&["Forfaits annuels DEPLOY"]), false), "DEPLOY 10");
        assert_eq!(option_words("Options astreinte (pour offres Essentiel et Standard) :"), "astreinte");
        assert_eq!(option_words("Options supplémentaires :"), "");
        assert_eq!(without_number("5.1 Pack Démarrage"), "Pack Démarrage");
    }
}
