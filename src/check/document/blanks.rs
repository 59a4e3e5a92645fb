//! Lines to write on (`____`): template text that nobody replaced, or a form
//! that the reader fills in.

use std::ops::Range;

use super::remnants::fold;

/// Which blanks count as template text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Blanks {
    /// All of them, but for those of a question.
    All,
    /// Those within a sentence: beside a place to sign, a label with a line
    /// behind it (`Date : ____`) is filled in by who signs.
    Sentences,
    /// None: somebody signs or answers here.
    None,
}

/// Words that say of a section, a callout or a whole note that its reader
/// answers, folded.
#[rustfmt::skip]
const ANSWERED: &[&str] = &[
    "question", "questions", "questionnaire", "exercice", "exercices", "examen", "examens", "formulaire", "quiz",
    "exercise", "exercises", "exam", "exams", "worksheet", "form",
    "frage", "fragen", "fragebogen", "ubung", "ubungen", "klausur", "formular",
    "pregunta", "preguntas", "ejercicio", "ejercicios", "cuestionario", "formulario",
    "domanda", "domande", "esercizio", "esercizi", "esame", "questionario", "modulo",
];

/// The longest label, and the longest text between two blanks of a form.
const LABEL: usize = 60;

/// Whether a text holds a line to write on that [`blanks`] would find.
pub(super) fn has_blank(text: &str) -> bool {
    text.contains("____")
}

/// Whether a title says that the reader answers below it.
pub(super) fn is_answered(title: &str) -> bool {
    fold(title).split(|c: char| !c.is_alphanumeric()).any(|word| ANSWERED.contains(&word))
}

/// The blanks of a text that are template text.
pub(super) fn blanks(text: &str, which: Blanks, found: &mut Vec<Range<usize>>) {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let form = which == Blanks::Sentences && is_form(line);
        if which != Blanks::None && !form && !is_card(line) {
            let places = places(line).into_iter().filter(|place| !is_numbered(line, place));
            found.extend(places.map(|place| at + place.start..at + place.end));
        }
        at += line.len();
    }
}

/// Where four or more underscores stand.
fn places(line: &str) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    let mut at = 0;
    for part in line.split_inclusive(|c| c != '_') {
        let blank = part.len() - part.trim_start_matches('_').len();
        if blank >= 4 {
            places.push(at..at + blank);
        }
        at += part.len();
    }
    places
}

/// Whether a line is labels and blanks, and no sentence: `Nom : ____ Date : ____`,
/// `____ (Dana)`.
fn is_form(line: &str) -> bool {
    let mut parts = line.split("____").map(|part| part.trim_matches('_').trim());
    let is_label = |part: &str| part.is_empty() || (part.ends_with(':') && part.chars().count() <= LABEL);
    let is_remark = |part: &str| part.starts_with('(') && part.ends_with(')');
    parts.next().is_some_and(is_label)
        && parts.all(|part| is_label(part) || is_remark(part) || !part.contains(char::is_alphabetic))
}

/// Whether a blank bears the number of its answer: `____ (2)`.
fn is_numbered(line: &str, place: &Range<usize>) -> bool {
    let after = line.get(place.end..).unwrap_or_default().trim_start();
    let inside = after.strip_prefix('(').and_then(|rest| rest.split_once(')')).map(|(inside, _)| inside);
    inside.is_some_and(|number| !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()))
}

/// Whether a line is a card to learn with: a question, `;;` or `::`, its answer.
fn is_card(line: &str) -> bool {
    [";;", "::"].iter().any(|sign| {
        line.split_once(sign).is_some_and(|(question, answer)| {
            has_blank(question) && !has_blank(answer) && answer.contains(char::is_alphanumeric)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, which: Blanks) -> usize {
        let mut found = Vec::new();
        blanks(text, which, &mut found);
        found.len()
    }

    #[test]
    fn a_blank_in_a_sentence_is_template_text_wherever_it_stands() {
        for text in [
            "Le prix est de ____ € HT.",
            "entre la société ____ et le client",
            "Le prestataire : ____ s'engage à livrer",
            "____ jours après la commande",
        ] {
            assert_eq!(found(text, Blanks::All), 1, "{text}");
            assert_eq!(found(text, Blanks::Sentences), 1, "{text}");
            assert_eq!(found(text, Blanks::None), 0, "{text}");
        }
    }

    #[test]
    fn labels_with_lines_behind_them_are_a_form() {
        for text in
            ["Date : ______", "Nom : ____ Date : ____", "____ (Dana)", "Le : ____ / ____ / 2026", "______"]
        {
            assert_ne!(found(text, Blanks::All), 0, "{text}");
            assert_eq!(found(text, Blanks::Sentences), 0, "{text}");
        }
    }

    #[test]
    fn blanks_of_questions_are_answered_by_the_reader() {
        for text in
            ["For each ____ (1) there is ____(2).", "A ____ conversion ;; Widening", "Un ____ trie :: tri"]
        {
            assert_eq!(found(text, Blanks::All), 0, "{text}");
        }
        assert_eq!(found("le ____ (voir annexe)", Blanks::All), 1);
        assert_eq!(found("client:: ____", Blanks::All), 1);
        assert!(is_answered("Domanda Numero 152") && is_answered("Exercice n°3"));
        assert!(!is_answered("Formation") && !is_answered("Référence"));
    }
}
