use std::ops::Range;

use super::blanks::{Blanks, blanks};
use super::stand_ins::stand_ins;
use crate::language::unaccented;

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Search {
    /// Whether `TODO` is a note to oneself: in Spanish it says "everything".
    pub(super) todo: bool,
    /// Which `____` are left to fill in.
    pub(super) blanks: Blanks,
    /// Whether single words count (`XXX`, `TBD`).
    pub(super) words: bool,
}

/// What templates put between their signs, longest sign first.
const FRAMES: &[(&str, &str)] = &[("{{", "}}"), ("<%", "%>"), ("+++", "+++")];

/// How long what stands between two signs may be.
const LONGEST: usize = 300;

/// Calls to fill something in, folded.
#[rustfmt::skip]
const LEFT_OPEN: &[&str] = &[
    "a completer", "a definir", "a preciser", "a renseigner", "a remplir", "a determiner", "a confirmer",
    "a chiffrer", "a inserer", "a remplacer", "a rediger", "a adapter", "a calculer", "a ajouter", "inserer", "remplacer",
    "tbd", "tba", "tbc", "todo", "to do", "to be defined", "to be determined", "to be completed",
    "to be confirmed", "to be added", "to be filled in", "fill in", "insert", "replace", "placeholder",
    "auszufullen", "auszufuellen", "zu erganzen", "zu definieren", "wird erganzt", "noch offen", "bitte ausfullen", "einfugen",
    "por definir", "por completar", "por determinar", "por confirmar", "a completar", "rellenar", "insertar",
];

/// What a field of a template is called, folded: alone or before a few words
/// (`nom du client`).
#[rustfmt::skip]
const FIELDS: &[&str] = &[
    "montant", "nom", "prenom", "date", "client", "societe", "entreprise", "adresse", "titre", "prix", "tarif", "numero",
    "reference", "logo", "votre", "vos", "contact", "telephone", "email", "ville", "duree", "objet", "destinataire",
    "amount", "name", "company", "address", "title", "price", "your", "number", "customer", "project", "city",
    "betrag", "kunde", "kundenname", "datum", "firma", "titel", "preis", "ihr", "ihre",
    "importe", "nombre", "cliente", "fecha", "empresa", "direccion", "titulo", "precio", "su",
];

/// Text with accents and case left out, and single spaces.
pub(super) fn fold(text: &str) -> String {
    let plain = unaccented(text);
    if !plain.contains(char::is_whitespace) {
        return plain;
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text as a whole asks to be filled in (`À définir`, `XX €`).
pub(super) fn is_left_open(text: &str) -> bool {
    let folded = fold(text.trim_matches(|c: char| !c.is_alphanumeric()));
    LEFT_OPEN.contains(&folded.as_str())
        || text.contains("???")
        || folded.split(' ').any(|word| word.len() >= 2 && word.chars().all(|c| c == 'x'))
}

/// What a template or a draft left in a text, in order and without overlaps.
pub(super) fn remnants(text: &str, search: Search) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (open, close) in FRAMES {
        framed(text, open, close, &mut found);
    }
    bracketed(text, &mut found);
    lorem(text, &mut found);
    blanks(text, search.blanks, &mut found);
    if search.words {
        stand_ins(text, search.todo, &mut found);
    }
    found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut end = 0;
    found.retain(|range| {
        let apart = range.start >= end;
        end = end.max(range.end);
        apart
    });
    found
}

fn framed(text: &str, open: &str, close: &str, found: &mut Vec<Range<usize>>) {
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find(open)).map(|start| at + start) {
        let inside = start + open.len();
        at = inside;
        let Some(length) = text.get(inside..).and_then(|rest| rest.find(close)) else { continue };
        let between = text.get(inside..inside + length).unwrap_or_default();
        // `+++` is a mark as well: `Sécurité +++, coût ++, vitesse +++`.
        let spaced = open != "+++" || (between.starts_with(' ') && between.ends_with(' '));
        let before = text.get(..start).and_then(|before| before.chars().next_back());
        let opens = match open {
            "+++" => before.is_none_or(|c| c.is_whitespace() && trimmed_end(text, start)),
            // `${{ … }}` is what a program fills in, `@{{ … }}` its own table.
            _ => !matches!(before, Some('$' | '@')),
        };
        // `start{{Start}}-->|then|next` is a node of a diagram.
        let after = text.get(inside + length + close.len()..).unwrap_or_default();
        let node = open == "{{" && before.is_some_and(char::is_alphanumeric) && after.starts_with("--");
        if length <= LONGEST && spaced && opens && !node && between.chars().any(char::is_alphanumeric) {
            at = inside + length + close.len();
            found.push(start..at);
        }
    }
}

/// Whether nothing, a colon or a dash stands before a place in its line.
fn trimmed_end(text: &str, at: usize) -> bool {
    let line = text.get(..at).and_then(|before| before.rsplit('\n').next()).unwrap_or_default();
    let before = line.trim_end();
    before.is_empty() || before.ends_with([':', '-', '–', '—', '|', '"'])
}

fn bracketed(text: &str, found: &mut Vec<Range<usize>>) {
    if is_synopsis(text) {
        return;
    }
    let mut open = None;
    for (at, c) in text.char_indices() {
        match (c, open) {
            ('[', _) => open = Some(at),
            ('\n', _) => open = None,
            (']', Some(start)) => {
                open = None;
                if text.get(start + 1..at).is_some_and(asks) && !is_section(text, start..at + 1) {
                    found.push(start..at + 1);
                }
            }
            _ => {}
        }
    }
}

/// Whether brackets say how a command is called: `hash [-r] [name]`,
/// `coproc [NAME] command [redirections]`.
fn is_synopsis(text: &str) -> bool {
    let command = || text.split(' ').next().unwrap_or_default();
    let called = || !command().is_empty() && command().chars().all(|c| c.is_ascii_lowercase());
    let inside = || text.split('[').skip(1).filter_map(|part| part.split_once(']')).map(|(inside, _)| inside);
    let other = || inside().count() > 1 && inside().any(|inside| !asks(inside));
    text.contains("[-") || (called() && other() && !text.contains(['.', ',', ':', '!', '?', '\n']))
}

/// Whether brackets are a line of their own above `key=value`: a section of a
/// file of settings.
fn is_section(text: &str, place: Range<usize>) -> bool {
    let before = text.get(..place.start).unwrap_or_default();
    let after = text.get(place.end..).unwrap_or_default();
    let Some(next) = after.strip_prefix('\n').and_then(|rest| rest.split('\n').next()) else { return false };
    let key = next.split_once('=').map(|(key, _)| key);
    let named = key.is_some_and(|key| !key.is_empty() && !key.contains(char::is_whitespace));
    named && (before.is_empty() || before.ends_with('\n'))
}

/// Whether the text between two brackets asks to be replaced.
fn asks(text: &str) -> bool {
    let folded = fold(text);
    let words: Vec<&str> = folded.split([' ', '\'', '’', '_']).collect();
    let crosses = |word: &&str| word.len() >= 2 && word.chars().all(|c| c == 'x');
    if words.iter().any(crosses) {
        return true;
    }
    let whole_words = format!(" {folded} ");
    let says = |phrase: &&str| {
        whole_words.contains(&format!(" {phrase} "))
            || folded.strip_suffix(phrase).is_some_and(|rest| rest.ends_with([':', '-']))
    };
    let call = LEFT_OPEN.iter().any(says);
    let plain = folded.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '\'' | '’' | '-' | '/' | '_'));
    let field = words.len() <= 5
        && plain
        && words.first().is_some_and(|first| FIELDS.contains(&first.trim_matches(['_', '-'])));
    text.chars().count() <= 80 && (call || field)
}

fn lorem(text: &str, found: &mut Vec<Range<usize>>) {
    // The words are ASCII, so that lower case moves nothing.
    let lower = text.to_ascii_lowercase();
    found.extend(lower.match_indices("lorem ipsum").map(|(at, words)| at..at + words.len()));
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: Search = Search { todo: true, blanks: Blanks::All, words: true };

    fn found(text: &str) -> Vec<&str> {
        remnants(text, ALL).into_iter().filter_map(|range| text.get(range)).collect()
    }

    #[test]
    fn what_templates_leave_is_found() {
        for (text, expected) in [
            ("Montant : [À compléter] €", "[À compléter]"),
            ("[A compléter]", "[A compléter]"),
            ("le [date à préciser] au plus tard", "[date à préciser]"),
            ("Pour [Nom du client], à [Ville]", "[Nom du client]"),
            ("[Montant]", "[Montant]"),
            ("[Montant HT]", "[Montant HT]"),
            ("[XX]", "[XX]"),
            ("[VOTRE_NOM]", "[VOTRE_NOM]"),
            ("[to be defined]", "[to be defined]"),
            ("[Your company name]", "[Your company name]"),
            ("[Client Name]", "[Client Name]"),
            ("[Kundenname]", "[Kundenname]"),
            ("[por definir]", "[por definir]"),
            ("[wird ergänzt]", "[wird ergänzt]"),
            ("{{client}}", "{{client}}"),
            ("le {{ date | format }}.", "{{ date | format }}"),
            ("<% tp.file.title %>", "<% tp.file.title %>"),
            ("+++ Lead paragraph goes here +++", "+++ Lead paragraph goes here +++"),
            ("Lorem Ipsum dolor sit amet", "Lorem Ipsum"),
            ("Référence : _____", "_____"),
            ("XXX €", "XXX"),
            ("TBD", "TBD"),
            ("n° 2026-XXX", "XXX"),
            ("(TODO)", "TODO"),
            ("Tél. : 06 XX XX XX XX", "XX XX XX XX"),
            ("SIRET : xxx xxx", "xxx"),
            ("le XX/XX/XXXX", "XX/XX"),
            ("Prix : TODO", "TODO"),
            ("TODO revoir ce paragraphe", "TODO"),
            ("Le montant sera TODO.", "TODO"),
            ("On Windows (TODO: add a source)", "TODO"),
            ("remise de xxx.", "xxx"),
            ("[Client]\nMontant = 300 €", "[Client]"),
            ("{{client}}--{{projet}}", "{{client}}"),
            ("[Nom] accepte [le périmètre]", "[Nom]"),
            ("Référence :XXX", "XXX"),
            ("le prix est TBD", "TBD"),
            ("XXX 公司", "XXX"),
        ] {
            assert_eq!(found(text).first(), Some(&expected), "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_it_is_left_alone() {
        for text in [
            "[1]",
            "[x]",
            "[ ]",
            "[X] fait",
            "[…]",
            "[...]",
            "[sic]",
            "[^1]",
            "[a]",
            "[2026]",
            "[Kubernetes]",
            "[RFC 2119]",
            "[voir annexe 2]",
            "[Groupe des clients du secteur privé et public]",
            "taille XXL",
            "le XXe siècle",
            "le XXIe siècle",
            "XX",
            "XXL, XXXL",
            "STBDX",
            "mastodonte",
            "Todo",
            "rendre à définir ensemble",
            "les points à préciser",
            "tarif à compléter selon l'usage",
            "a+++",
            "Sécurité +++, coût ++, vitesse +++",
            "classe A+++",
            "C++",
            "<50 %>",
            "x {y} z",
            "{{}}",
            "snake_case_name",
            "__gras__",
            "a ___ b",
            "5 % < x",
            "lorem",
            "hexxxa",
            "chaque TODO a une date",
            "The fake TODO list of 200 items",
            "le dossier TODO laissé intact",
            "This is a TODO.",
            "implémenté (TODO actuel)",
            "https://exemple.fr/get.php?site=xxx",
            "scratch=$(mktemp -t tmp.XXXXXXXXXX)",
            "le motif ‘xxx.txt’ et \"xxx\"",
            "hash [-r] [-p fichier] [name]",
            "${{ github.repository }}",
            "@{{ ModuleName='Pester' }}",
            "debut{{Start}}-->|puis|suite",
            "coproc [NAME] command [redirections]",
            "[client]\nuser=root",
            "如何 xxx》",
            "xxx:: voir",
            "curl -u operator:XXXXXXX",
            "Au final le TBD c'est un arbre",
            "un TODO, FIXME …",
            "Éléments TODO : convertit",
            "check ma TODO",
            "Clicking on a DONE task converts it to TODO",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn todo_is_a_word_in_spanish() {
        let spanish = Search { todo: false, ..ALL };
        assert!(remnants("TODO INCLUIDO", spanish).is_empty());
        assert_eq!(remnants("TODO: precio", spanish).len(), 1);
    }

    #[test]
    fn remnants_do_not_overlap() {
        assert_eq!(found("[TODO XXX] {{XXX}}"), ["[TODO XXX]", "{{XXX}}"]);
    }
}
