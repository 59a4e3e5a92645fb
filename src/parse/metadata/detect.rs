//! The language of a text, from its commonest words and those of its tables.

use crate::language::{Language, Phrases};

static WORDS: [(Language, Phrases); 4] = [
    (
        Language::French,
        Phrases::new(&[
            "le",
            "la",
            "les",
            "des",
            "du",
            "de",
            "et",
            "est",
            "une",
            "un",
            "pour",
            "dans",
            "avec",
            "sur",
            "nous",
            "vous",
            "votre",
            "par",
            "au",
            "aux",
            "ce",
            "cette",
            "sont",
            "en",
            "à",
            "ou",
            "devis",
            "montant",
            "prix",
            "désignation",
            "quantité",
            "qté",
            "prestation",
            "remise",
            "ht",
            "ttc",
            "tva",
        ]),
    ),
    (
        Language::English,
        Phrases::new(&[
            "the", "and", "of", "to", "is", "are", "for", "with", "our", "your", "we", "you", "this", "that",
            "in", "by", "as", "be", "will", "from", "it", "on", "quote", "price", "prices", "qty", "amount",
            "item", "unit", "rate", "fee", "discount", "vat", "excl", "incl", "free", "monthly", "yearly",
            "included", "per",
        ]),
    ),
    (
        Language::German,
        Phrases::new(&[
            "der",
            "die",
            "das",
            "und",
            "ist",
            "sind",
            "für",
            "mit",
            "wir",
            "sie",
            "den",
            "dem",
            "ein",
            "eine",
            "von",
            "zu",
            "auf",
            "im",
            "werden",
            "nicht",
            "ihr",
            "unser",
            "angebot",
            "leistung",
            "menge",
            "einzelpreis",
            "gesamtpreis",
            "netto",
            "brutto",
            "mwst",
            "zzgl",
            "summe",
            "betrag",
            "stunden",
        ]),
    ),
    (
        Language::Spanish,
        Phrases::new(&[
            "el",
            "los",
            "las",
            "es",
            "son",
            "para",
            "con",
            "nuestro",
            "su",
            "del",
            "una",
            "por",
            "que",
            "al",
            "este",
            "nosotros",
            "usted",
            "como",
            "más",
            "de",
            "la",
            "en",
            "presupuesto",
            "concepto",
            "cantidad",
            "precio",
            "importe",
            "descuento",
            "partida",
            "iva",
        ]),
    ),
];

/// How much of a text is looked at.
const SAMPLE: usize = 20_000;

/// The language whose function words are commonest in a text; French where none
/// is clearly ahead.
pub(crate) fn language(text: &str) -> Language {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = text.get(..end).unwrap_or_default().to_lowercase();
    let mut scores = [0usize; 4];
    let mut fenced = false;
    for line in sample.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        for word in line.split(|c: char| !c.is_alphabetic()) {
            for (score, (_, words)) in scores.iter_mut().zip(&WORDS) {
                *score += usize::from(words.may_begin(word) && words.contains(&word));
            }
        }
    }
    let french = scores.first().copied().unwrap_or_default();
    let best = scores.iter().zip(&WORDS).max_by_key(|(score, _)| **score);
    match best {
        // Words that two languages share must not outweigh the default.
        Some((score, (language, _))) if *score > french + french / 2 && *score >= 4 => *language,
        _ => Language::French,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_tell_the_language() {
        assert_eq!(
            language("Nous vous proposons un contrat de maintenance pour la sécurité."),
            Language::French
        );
        assert_eq!(language("We offer the maintenance of your cluster for the year."), Language::English);
        assert_eq!(language("Wir bieten die Wartung für den Cluster und das Team."), Language::German);
        assert_eq!(
            language("Ofrecemos el mantenimiento para los clientes y con su equipo."),
            Language::Spanish
        );
        assert_eq!(language("Kubernetes"), Language::French);
    }
}
