//! The language of a text: from its script, else from its commonest words and
//! those of its tables.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use crate::language::Language;

/// The commonest words of each language, and those of offers in the languages
/// that have rules of their own. French is first. A single letter is often no
/// word (`a`, `i`).
const WORDS: &[(Language, &str)] = &[
    (
        Language::French,
        "le la les des du de et est une un pour dans avec sur nous vous votre par au aux ce cette sont en à \
         ou devis montant prix désignation quantité qté prestation remise ht ttc tva",
    ),
    (
        Language::English,
        "the and of to is are for with our your we you this that in by as be will from it on quote price \
         prices qty amount item unit rate fee discount vat excl incl free monthly yearly included per",
    ),
    (
        Language::German,
        "der die das und ist sind für mit wir sie den dem ein eine von zu auf im werden nicht ihr unser \
         angebot leistung menge einzelpreis gesamtpreis netto brutto mwst zzgl summe betrag stunden",
    ),
    (
        Language::Spanish,
        "el los las es son para con nuestro su del una por que al este nosotros usted como más de la en \
         presupuesto concepto cantidad precio importe descuento partida iva",
    ),
    (
        Language::Other("it"),
        "il lo gli di che è per con non sono della delle degli del nel una un come più anche questo dei alla dal si la le",
    ),
    (
        Language::Other("pt"),
        "os as do da dos das não um uma para com em no na que é mais ou por como são de seu você ao",
    ),
    (Language::Other("ca"), "el els les la amb és per una un que de dels més com són aquest al del"),
    (Language::Other("ro"), "și este în cu pe nu pentru sunt care din mai la de sau un ale să prin"),
    (
        Language::Other("nl"),
        "de het een en van is dat die in te voor met niet zijn op aan ook als wordt je naar door of kan",
    ),
    (Language::Other("sv"), "och att det som en är på för med av den inte till ett om har eller du kan"),
    (Language::Other("da"), "og at det som en er på for med af den ikke til et om har eller du kan"),
    (Language::Other("nb"), "og å det som en er på for med av den ikke til et om har eller du kan"),
    (Language::Other("pl"), "na się jest nie do to że oraz lub dla od są jak po aby może"),
    (Language::Other("cs"), "se na je že pro jako nebo jsou které není při také do po"),
    (Language::Other("fi"), "ja on ei se että tai ovat joka voit myös kun jos sen ole kuin"),
    (Language::Other("hu"), "az és hogy nem egy is van vagy meg ez csak mint lehet ha"),
    (Language::Other("tr"), "ve bir bu için ile da de olarak veya gibi daha çok olan her"),
    (
        Language::Other("id"),
        "yang dan di dengan untuk dari ini itu pada tidak dalam adalah atau akan ke anda",
    ),
    (Language::Other("vi"), "và của là các có cho trong được một không này với để bạn"),
];

/// The languages that each word belongs to, as bits of [`WORDS`].
static KNOWN: LazyLock<HashMap<&'static str, u32>> = LazyLock::new(|| {
    let mut known = HashMap::new();
    for (at, (_, words)) in WORDS.iter().enumerate() {
        for word in words.split_whitespace() {
            *known.entry(word).or_default() |= 1 << at;
        }
    }
    known
});

/// How much of a text is looked at.
const SAMPLE: usize = 20_000;

/// The language of a text; `default` where none is clearly ahead.
pub(crate) fn language(text: &str, default: Language) -> Language {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = text.get(..end).unwrap_or_default().to_lowercase();
    let mut scores = [0usize; WORDS.len()];
    // The words of the other languages that stand in the text.
    let mut different: BTreeSet<&str> = BTreeSet::new();
    let mut scripts = Scripts::default();
    let mut fenced = false;
    for line in sample.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        for word in line.split(|c: char| !c.is_alphabetic()) {
            scripts.count(word);
            let Some((word, languages)) = KNOWN.get_key_value(word) else { continue };
            different.insert(word);
            for (at, score) in scores.iter_mut().enumerate() {
                *score += usize::from(*languages & (1 << at) != 0);
            }
        }
    }
    if let Some(language) = scripts.language() {
        return language;
    }
    let french = scores.first().copied().unwrap_or_default();
    let varied = |at: usize| {
        different
            .iter()
            .filter(|word| KNOWN.get(*word).is_some_and(|languages| languages & (1 << at) != 0))
            .count()
    };
    let best = |other: bool| {
        let scores = scores.iter().zip(WORDS).enumerate();
        // Words that two languages share must not outweigh the default.
        scores
            .filter(|(_, (_, (language, _)))| matches!(language, Language::Other(_)) == other)
            .filter(|(at, (score, _))| {
                **score >= 4 && **score > french + french / 2 && (!other || varied(*at) >= 4)
            })
            .map(|(_, (score, (language, _)))| (*score, *language))
            .max_by_key(|(score, _)| *score)
    };
    match (best(false), best(true)) {
        (Some((own, language)), Some((score, _))) if score <= own + own / 4 => language,
        (_, Some((_, language))) | (Some((_, language)), None) => language,
        (None, None) => {
            let own = WORDS.iter().position(|(language, _)| *language == default);
            let own = own.and_then(|at| scores.get(at)).copied().unwrap_or_default();
            if french >= 4 && french > own + own / 2 { Language::French } else { default }
        }
    }
}

/// How many letters of a text belong to each script.
#[derive(Default)]
struct Scripts {
    latin: usize,
    kana: usize,
    /// Each other script that tells a language, with the code of the commonest.
    others: [usize; OTHERS.len()],
}

/// A language, how many Latin letters one of its own is worth, and which those are.
type Script = (&'static str, usize, fn(char) -> bool);

/// Scripts beside Latin and kana.
const OTHERS: [Script; 10] = [
    ("zh", 3, |c| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')),
    ("ko", 2, |c| matches!(c, '\u{ac00}'..='\u{d7af}')),
    ("ar", 1, |c| matches!(c, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}')),
    ("he", 1, |c| matches!(c, '\u{590}'..='\u{5ff}')),
    ("ru", 1, |c| matches!(c, '\u{400}'..='\u{52f}')),
    ("el", 1, |c| matches!(c, '\u{370}'..='\u{3ff}')),
    ("th", 1, |c| matches!(c, '\u{e00}'..='\u{e7f}')),
    ("hi", 1, |c| matches!(c, '\u{900}'..='\u{97f}')),
    ("bn", 1, |c| matches!(c, '\u{980}'..='\u{9ff}')),
    ("km", 1, |c| matches!(c, '\u{1780}'..='\u{17ff}')),
];

impl Scripts {
    fn count(&mut self, word: &str) {
        for c in word.chars() {
            match c {
                'a'..='z' | '\u{c0}'..='\u{24f}' => self.latin += 1,
                '\u{3040}'..='\u{30ff}' => self.kana += 1,
                c => {
                    for (count, (_, worth, of)) in self.others.iter_mut().zip(OTHERS) {
                        *count += if of(c) { worth } else { 0 };
                    }
                }
            }
        }
    }

    /// The language of the script that most is written in; none where that is
    /// Latin. Languages that share a script are not told apart.
    fn language(&self) -> Option<Language> {
        let (count, (code, ..)) = self.others.iter().zip(OTHERS).max_by_key(|(count, _)| **count)?;
        let all = count + 2 * self.kana;
        if all < 12 || all <= self.latin {
            return None;
        }
        // Kana stand among ideographs in Japanese only.
        Some(Language::Other(if 8 * self.kana > *count { "ja" } else { code }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_tell_the_language() {
        for (text, code) in [
            ("Nous vous proposons un contrat de maintenance pour la sécurité.", "fr"),
            ("We offer the maintenance of your cluster for the year.", "en"),
            ("Wir bieten die Wartung für den Cluster und das Team.", "de"),
            ("Ofrecemos el mantenimiento para los clientes y con su equipo.", "es"),
            ("La manutenzione del sistema è inclusa nel prezzo e non si paga per gli utenti.", "it"),
            ("De prijs van het onderhoud is niet inbegrepen in een abonnement voor de klant.", "nl"),
            ("A manutenção dos servidores não é cobrada e os backups são feitos com o plano.", "pt"),
            ("Kubernetes", "fr"),
            // Letters are no words.
            ("a b a b i o a z i", "fr"),
        ] {
            assert_eq!(language(text, Language::French).code(), code, "{text}");
        }
    }

    #[test]
    fn scripts_tell_the_language() {
        for (text, code) in [
            ("データベースのバックアップを毎日行います。Kubernetes", "ja"),
            ("我们每天备份数据库，并检查其完整性。", "zh"),
            ("데이터베이스를 매일 백업합니다.", "ko"),
            ("نقدم صيانة قاعدة البيانات كل يوم", "ar"),
            ("Мы ежедневно выполняем резервное копирование.", "ru"),
            // A name in another script does not change the language.
            ("Le client est 東京電力 et le prix est dans la table.", "fr"),
        ] {
            assert_eq!(language(text, Language::French).code(), code, "{text}");
        }
    }
}
