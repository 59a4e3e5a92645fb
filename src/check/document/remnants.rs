use std::ops::Range;

use crate::language::unaccented;

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Search {
    /// Whether `TODO` is a note to oneself: in Spanish it says "everything".
    pub(super) todo: bool,
    /// Whether `____` is left to fill in: not where somebody signs.
    pub(super) blanks: bool,
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
    if search.blanks {
        blanks(text, &mut found);
    }
    if search.words {
        words(text, search.todo, &mut found);
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
        if length <= LONGEST && spaced && opens && between.chars().any(char::is_alphanumeric) {
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
    // `hash [-r] [name]` says how a command is called.
    if text.contains("[-") {
        return;
    }
    let mut open = None;
    for (at, c) in text.char_indices() {
        match (c, open) {
            ('[', _) => open = Some(at),
            ('\n', _) => open = None,
            (']', Some(start)) => {
                open = None;
                if text.get(start + 1..at).is_some_and(asks) {
                    found.push(start..at + 1);
                }
            }
            _ => {}
        }
    }
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

/// Whether a text holds a line to write on that [`blanks`] would find.
pub(super) fn has_blank(text: &str) -> bool {
    text.contains("____")
}

fn blanks(text: &str, found: &mut Vec<Range<usize>>) {
    let mut at = 0;
    for part in text.split_inclusive(|c| c != '_') {
        let blank = part.len() - part.trim_start_matches('_').len();
        if blank >= 4 {
            found.push(at..at + blank);
        }
        at += part.len();
    }
}

fn words(text: &str, todo: bool, found: &mut Vec<Range<usize>>) {
    let words: Vec<(usize, &str)> = tokens(text);
    let mut pairs = 0;
    for (number, (start, word)) in words.iter().enumerate() {
        let end = start + word.len();
        let next = text.get(end..).unwrap_or_default();
        // `XX XX XX`: the digits of a telephone number.
        let pair = *word == "XX";
        pairs = if pair { pairs + 1 } else { 0 };
        let follows = words.get(number + 1).is_some_and(|(_, next)| *next == "XX");
        if pair && !follows && pairs >= 2 {
            let first = words.get(number + 1 - pairs).map_or(*start, |(start, _)| *start);
            found.push(first..end);
            continue;
        }
        let crosses = word.len() >= 3 && (word.chars().all(|c| c == 'X') || word.chars().all(|c| c == 'x'));
        let note = match *word {
            "TBD" | "TBA" | "TBC" | "FIXME" => true,
            // Beside `DONE` it is the name of a state.
            "TODO" if words.iter().any(|(_, word)| *word == "DONE") => false,
            "TODO" => {
                let colon = next.starts_with(':') || next.starts_with(" :");
                (colon && !is_behind_a_word(text, *start)) || (todo && is_a_note(text, *start..end))
            }
            _ => false,
        };
        if (crosses && !is_part_of_a_name(text, *start..end)) || note {
            found.push(*start..end);
        }
    }
}

/// Words before `TODO` that make a noun of it, folded.
#[rustfmt::skip]
const ARTICLES: &[&str] = &[
    "my", "your", "our", "ma", "mon", "mes", "ta", "ton", "tes", "ses", "nos", "vos", "leurs",
    "a", "the", "this", "that", "each", "every", "any", "no", "un", "une", "le", "la", "les", "des",
    "ce", "cette", "chaque", "du", "de", "ein", "eine", "das", "der", "die", "of",
];

/// Whether a word stands directly before a place (`Éléments TODO : …`).
fn is_behind_a_word(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default().trim_end_matches([' ', '\u{a0}']);
    before.ends_with(char::is_alphabetic)
}

/// Whether `TODO` says that something is missing here; the word has also become
/// a name for tasks (`chaque TODO`, `the TODO list`).
fn is_a_note(text: &str, place: Range<usize>) -> bool {
    let line = text.get(..place.start).and_then(|before| before.rsplit('\n').next()).unwrap_or_default();
    let before = line.trim_end();
    if before.is_empty() || before.ends_with([':', '|', '=', '-', '–', '—', '[']) {
        return true;
    }
    let next = text.get(place.end..).unwrap_or_default();
    let ends = next.trim_start_matches([' ', '\u{a0}']);
    let word = fold(before.rsplit(char::is_whitespace).next().unwrap_or_default());
    (ends.is_empty() || ends.starts_with(['.', ',', ';', ')', ']', '!', '?', '|', '\n']))
        && !ARTICLES.contains(&word.as_str())
}

/// Whether crosses stand within an address, a path or the name of a file
/// (`site=xxx`, `tmp.XXXXXX`, `‘xxx.txt’`), where they stand for any text.
fn is_part_of_a_name(text: &str, place: Range<usize>) -> bool {
    let quote = |c: char| matches!(c, '"' | '\'' | '‘' | '’' | '“' | '”' | '`');
    let before = text.get(..place.start).unwrap_or_default();
    let after = text.get(place.end..).unwrap_or_default();
    let lower = text.get(place).is_some_and(|word| word.starts_with('x'));
    if lower && (before.ends_with(quote) || after.starts_with(quote)) {
        return true;
    }
    let from = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let to = after.split(char::is_whitespace).next().unwrap_or_default();
    let to = to.trim_end_matches(['.', ',', ';', ':', ')', '!', '?']);
    let letters = |part: &str| part.chars().any(|c| c.is_alphabetic() && !matches!(c, 'x' | 'X'));
    let joins = |part: &str| part.contains(['/', '=', '\\', '.', '_']);
    (letters(from) && joins(from)) || (letters(to) && joins(to))
}

/// The words of a text and where they begin.
fn tokens(text: &str) -> Vec<(usize, &str)> {
    let mut tokens = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let part = c.is_alphanumeric() || c == '_';
        match (part, start) {
            (true, None) => start = Some(at),
            (false, Some(first)) => {
                tokens.extend(text.get(first..at).map(|word| (first, word)));
                start = None;
            }
            _ => {}
        }
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: Search = Search { todo: true, blanks: true, words: true };

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
