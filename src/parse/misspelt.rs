//! Property keys that look like a misspelling of one that the tool reads.

use strsim::damerau_levenshtein;

use super::metadata::labels::{self, NAMES};
use super::names;
use super::rules::FRONTMATTER_UNKNOWN_KEY;
use crate::diagnostics::{Diagnostic, Facts};
use crate::language::Language;
use crate::yaml::Node;

/// Keys beside those of [`NAMES`] that are read: terms about prices.
const TERMS: &[&str] = &[
    "tva",
    "vat",
    "taux tva",
    "vat rate",
    "mwst",
    "iva",
    "taux change",
    "taux de change",
    "exchange rate",
    "exchange rates",
    "remise",
    "remises",
    "discount",
    "discounts",
    "taille",
    "size",
    "off catalog",
    "hors catalogue",
    "propose",
];

/// Keys of Obsidian, of its plugins and of people that are close to a known one
/// and mean something else.
const OTHERS: &[&str] = &[
    "tags",
    "aliases",
    "cssclasses",
    "publish",
    "created",
    "update",
    "issue",
    "expired",
    "content",
    "langage",
    "custom",
    "model",
    "object",
    "county",
    "templater",
    "service",
    "keyword",
];

/// Reports keys that are a letter or two away from a known one. Any other key
/// is the author's own.
pub(super) fn keys(properties: &Node, language: Language, findings: &mut Vec<Diagnostic>) {
    let keys: Vec<String> = properties.entries().iter().map(|entry| names::key(&entry.key)).collect();
    for (entry, key) in properties.entries().iter().zip(&keys) {
        let Some(near) = near(key).filter(|near| !keys.iter().any(|other| same(other, near))) else {
            continue;
        };
        let shown = written(near, &entry.key);
        let message = language.pick(
            format!("propriété inconnue : `{}`", entry.key),
            format!("unknown property: `{}`", entry.key),
        );
        let help = language.pick(
            format!("vouliez-vous dire `{shown}` ? Telle quelle, elle n'est pas lue"),
            format!("did you mean `{shown}`? As it stands it is not read"),
        );
        let facts = Facts { found: Some(entry.key.clone()), expected: Some(shown), ..Facts::default() };
        findings
            .push(Diagnostic::new(&FRONTMATTER_UNKNOWN_KEY, message).at(entry.span).help(help).facts(facts));
    }
}

/// All names that are read.
fn known() -> impl Iterator<Item = &'static str> {
    NAMES.iter().flat_map(|(_, names)| names.iter()).chain(TERMS).copied()
}

/// The known name that a key most likely means; none for a known one.
fn near(key: &str) -> Option<&'static str> {
    // A plural is a word of its own: `clients`, `references`.
    let own = |name: &str| name == key || key.strip_suffix('s') == Some(name);
    if known().any(own) || OTHERS.contains(&key) {
        return None;
    }
    let candidates = known().filter_map(|name| Some((distance(key, name)?, name)));
    // The first of equals: names stand with the most usual one first.
    candidates.min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

/// How far a key is from a name that it may stand for.
fn distance(key: &str, name: &str) -> Option<usize> {
    let (length, own) = (name.chars().count(), key.chars().count());
    let apart = length.abs_diff(own);
    let (most, may) = match length {
        // Most short words that differ by a letter are other words; letters
        // that changed places are a slip.
        0..=3 => return None,
        4 | 5 => (1, apart == 0 && sorted(key) == sorted(name)),
        6..=8 => (1, apart <= 1),
        _ => (2, apart <= 2),
    };
    may.then(|| damerau_levenshtein(key, name)).filter(|distance| *distance <= most)
}

fn sorted(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().collect();
    letters.sort_unstable();
    letters
}

/// Whether a key is one of the names of what a name stands for.
fn same(key: &str, name: &str) -> bool {
    key == name || labels::key(key).is_some_and(|known| labels::key(name) == Some(known))
}

/// A name as it is usually written, joined as the author joins words.
fn written(name: &str, like: &str) -> String {
    let joint = like.chars().find(|c| matches!(c, '-' | '_' | ' ')).unwrap_or('_');
    let name = match name {
        "validite" => "validité",
        "numero" => "numéro",
        "modele" => "modèle",
        "resume" => "résumé",
        name => name,
    };
    name.replace(' ', &joint.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceFile, Sources};

    fn found(text: &str) -> Vec<String> {
        let file = Sources::new().add(SourceFile::new("a.md", text));
        let node = crate::yaml::parse(file, text, 0).unwrap();
        let mut findings = Vec::new();
        keys(&node, Language::English, &mut findings);
        findings
            .into_iter()
            .map(|finding| format!("{}, {}", finding.message, finding.facts.expected.unwrap_or_default()))
            .collect()
    }

    #[test]
    fn slips_are_named_with_the_key_that_is_meant() {
        let text =
            "cleint: x\nvaldité: x\nvalid-utnil: x\ntilte: x\nauteru: x\nexchange_rat: 1\nhors-catalgue: x\n";
        assert_eq!(
            found(text),
            [
                "unknown property: `cleint`, client",
                "unknown property: `valdité`, validité",
                "unknown property: `valid-utnil`, valid-until",
                "unknown property: `tilte`, title",
                "unknown property: `auteru`, auteur",
                "unknown property: `exchange_rat`, exchange_rate",
                "unknown property: `hors-catalgue`, hors-catalogue",
            ]
        );
    }

    #[test]
    fn the_table_of_properties_names_each_name_that_is_read_and_no_other() {
        let page = include_str!("../../templates/README.md");
        let table = page.split("## What a note can say").nth(1).unwrap().split("\n## ").next().unwrap();
        let mut told = Vec::new();
        // The first table; a second one is about what stands in the text.
        let rows = table.lines().skip_while(|line| !line.starts_with("| `"));
        for row in rows.take_while(|line| line.starts_with("| `")) {
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            let [_, names @ .., _says, _] = cells.as_slice() else { panic!("{row}") };
            let codes = names.iter().flat_map(|cell| cell.split('`').skip(1).step_by(2));
            let names: Vec<String> = codes.map(names::key).collect();
            // All names of a row stand for one thing.
            let of = |name: &String| NAMES.iter().position(|(_, known)| known.contains(&name.as_str()));
            assert!(names.iter().all(|name| of(name) == of(&names[0])), "{row}");
            told.extend(names);
        }
        let mut read: Vec<String> = known().map(str::to_owned).collect();
        told.sort();
        read.sort();
        assert_eq!(told, read);
    }

    #[test]
    fn keys_of_other_people_are_theirs() {
        for key in [
            "tags",
            "lead",
            "visual",
            "template-type",
            "template-version",
            "created",
            "status",
            "data",
            "dates",
            "clients",
            "references",
            "project",
            "priority",
            "up",
            "related",
            "cover",
            "banner",
            "issue",
            "source",
            "rating",
            "deadline",
            "budget",
            "note",
            "link",
            "links",
            "parent",
            "content",
            "phone",
            "mail",
            "tag",
            "title",
            "Titre",
            "VALID_UNTIL",
            "mots-clés",
            "id",
            "uid",
            "url",
            "stage",
            "owner",
            "due",
            "topic",
            "category",
            "categories",
            "type",
            "kind",
            "land",
            "topics",
            "area",
            "place",
            "event",
            "meeting",
        ] {
            assert_eq!(found(&format!("{key}: x\n")), Vec::<String>::new(), "{key}");
        }
        assert!(found("client: a\ncleint: b\n").is_empty(), "the client is known already");
    }
}
