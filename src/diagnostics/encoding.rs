//! What is to be said about the bytes of a file, as findings.

use super::{Diagnostic, Facts, Rule, declare_rule};
use crate::language::Language;
use crate::source::{Damage, DamagedWord, FileId, InvalidBytes, InvalidRun, Span, TextFacts};

declare_rule! {
    /// Text whose characters were damaged on the way: `é` that became `√©`,
    /// `Ã©` or `�`.
    ///
    /// It happens when a program reads a UTF-8 file as Mac Roman, Windows-1252
    /// or ISO 8859-1 and saves it again. Nothing is lost then, so that the
    /// text is repaired as it is read; `propose check --fix` repairs the file.
    /// A single word that looks damaged in a text that is right is reported and
    /// left alone. A `�` stands where a character was lost for good.
    ///
    /// Wrong:
    ///
    /// ```md
    /// Offre compl√®te d'infog√©rance
    /// ```
    ///
    /// Right:
    ///
    /// ```md
    /// Offre complète d'infogérance
    /// ```
    pub TEXT_DAMAGED = "text-damaged", Warning
}

declare_rule! {
    /// Bytes that are not text in UTF-8, the encoding of Obsidian and of
    /// everything else in a vault.
    ///
    /// A note of an old program is often written in Windows-1252 or Mac Roman.
    /// It is read as such for a draft, but Obsidian shows `�` for its accents,
    /// and a guess is no ground for what a client gets. `propose check --fix`
    /// writes the file in UTF-8 where no byte is lost by it.
    ///
    /// Wrong: a file that begins with the bytes `4F 66 66 72 65 20 E0` ("Offre à"
    /// in Windows-1252).
    ///
    /// Right: the same file in UTF-8, `4F 66 66 72 65 20 C3 A0`.
    pub BYTES_INVALID = "bytes-invalid", Error
}

/// The rules about the bytes of a file.
pub static RULES: &[&Rule] = &[&TEXT_DAMAGED, &BYTES_INVALID];

/// The findings about the bytes of a file, in the order of the file's places
/// within each kind.
pub fn findings(file: FileId, facts: &TextFacts, language: Language) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    if let Some(invalid) = &facts.invalid {
        match invalid.read_as {
            Some(encoding) => findings.extend(other_encoding(file, invalid, encoding.name(), language)),
            None => findings.extend(unreadable(file, invalid, language)),
        }
    }
    if let Some(damage) = &facts.damage {
        findings.push(repaired(file, damage, language));
    }
    findings.extend(facts.suspects.iter().map(|word| suspect(file, word, language)));
    findings.extend(lost(file, facts, language));
    findings
}

fn other_encoding(
    file: FileId,
    invalid: &InvalidBytes,
    encoding: &str,
    language: Language,
) -> Option<Diagnostic> {
    let (first, others) = invalid.runs.split_first()?;
    let message = language.pick(
        format!("le fichier n'est pas en {} ; il est lu comme du {encoding}", invalid.expected),
        format!("the file is not in {}; it is read as {encoding}", invalid.expected),
    );
    let help = language.pick(
        "`propose check --fix` le récrit en UTF-8 ; relisez les accents",
        "`propose check --fix` writes it in UTF-8; check the accents",
    );
    let mut finding = Diagnostic::new(&BYTES_INVALID, message)
        .at(Span::new(file, first.range.clone()))
        .label(bytes_label(first, language))
        .help(help);
    for run in others.iter().take(2) {
        finding = finding.related(Span::new(file, run.range.clone()), bytes_label(run, language));
    }
    Some(finding)
}

fn unreadable(file: FileId, invalid: &InvalidBytes, language: Language) -> Vec<Diagnostic> {
    let finding = |run: &InvalidRun, message: String, help: &str| {
        Diagnostic::new(&BYTES_INVALID, message).at(Span::new(file, run.range.clone())).help(help)
    };
    // More places than anybody would type again: it is another kind of file.
    if let Some(first) = invalid.runs.first()
        && invalid.total > invalid.runs.len()
    {
        let (count, expected) = (invalid.total, invalid.expected);
        let message = language.pick(
            format!("ce fichier n'est pas un texte : {count} passages illisibles en {expected}"),
            format!("this file is no text: {count} places that are not {expected}"),
        );
        let help = language.pick(
            "si c'est un autre document (Word, PDF, image) sous ce nom, copiez-en le texte dans une note",
            "if it is another document (Word, PDF, picture) by this name, copy its text into a note",
        );
        return vec![finding(first, message, help)];
    }
    let each = |run: &InvalidRun| {
        let message = language.pick(
            format!("octets illisibles en {} : {}", invalid.expected, hexadecimal(run)),
            format!("bytes that are not {}: {}", invalid.expected, hexadecimal(run)),
        );
        let help = language.pick(
            "retapez ce passage et enregistrez le fichier en UTF-8",
            "type this place again and save the file as UTF-8",
        );
        finding(run, message, help)
    };
    invalid.runs.iter().map(each).collect()
}

fn repaired(file: FileId, damage: &Damage, language: Language) -> Diagnostic {
    let names: Vec<&str> = damage.encodings.iter().map(|encoding| encoding.name()).collect();
    let encodings = names.join(language.pick(" ou ", " or "));
    let count = damage.sequences;
    let (times_fr, times_en) = match damage.passes {
        0 | 1 => (String::new(), String::new()),
        2 => (", deux fois".to_owned(), ", twice".to_owned()),
        passes => (format!(", {passes} fois"), format!(", {passes} times")),
    };
    let message = language.pick(
        format!("texte abîmé, réparé à la lecture : {count} caractères UTF-8 pris pour du {encodings}{times_fr}"),
        format!("damaged text, repaired as it was read: {count} characters of UTF-8 taken for {encodings}{times_en}"),
    );
    let help = language.pick(
        "`propose check --fix` récrit le fichier tel qu'il est montré ici",
        "`propose check --fix` writes the file as it is shown here",
    );
    let mut finding = Diagnostic::new(&TEXT_DAMAGED, message).help(help);
    let mut words = damage.words.iter();
    if let Some(first) = words.next() {
        finding = finding.at(span(file, first)).label(on_disk(first, language)).facts(facts(first));
    }
    for word in words.take(2) {
        finding = finding.related(span(file, word), on_disk(word, language));
    }
    finding
}

fn suspect(file: FileId, word: &DamagedWord, language: Language) -> Diagnostic {
    let DamagedWord { before, after, .. } = word;
    let message = language.pick(
        format!("mot sans doute abîmé : « {before} » pour « {after} »"),
        format!("word that looks damaged: `{before}` for `{after}`"),
    );
    let help = language.pick(
        "le reste du texte est juste : corrigez ce mot, ou mettez-le entre accents graves s'il est voulu",
        "the rest of the text is right: correct this word, or put it in backticks if it is meant",
    );
    Diagnostic::new(&TEXT_DAMAGED, message).at(span(file, word)).help(help).facts(facts(word))
}

fn lost(file: FileId, facts: &TextFacts, language: Language) -> Option<Diagnostic> {
    let (places, total) = &facts.lost;
    let (first, others) = places.split_first()?;
    let message = match total {
        1 => language.pick("caractère perdu : `�`".to_owned(), "lost character: `�`".to_owned()),
        _ => language.pick(
            format!("caractères perdus : `�` à {total} endroits"),
            format!("lost characters: `�` in {total} places"),
        ),
    };
    let help = language.pick(
        "un programme a mis ce signe à la place d'un caractère qu'il ne savait pas lire : retapez-le",
        "a program put this sign for a character that it could not read: type it again",
    );
    let mut finding = Diagnostic::new(&TEXT_DAMAGED, message).at(Span::new(file, first.clone())).help(help);
    for place in others.iter().take(4) {
        finding = finding.related(Span::new(file, place.clone()), language.pick("ici aussi", "here too"));
    }
    Some(finding)
}

fn span(file: FileId, word: &DamagedWord) -> Span {
    Span::new(file, word.range.clone())
}

fn facts(word: &DamagedWord) -> Facts {
    Facts { found: Some(word.before.clone()), expected: Some(word.after.clone()), ..Facts::default() }
}

fn on_disk(word: &DamagedWord, language: Language) -> String {
    language.pick(format!("dans le fichier : `{}`", word.before), format!("in the file: `{}`", word.before))
}

fn bytes_label(run: &InvalidRun, language: Language) -> String {
    let bytes = hexadecimal(run);
    match run.bytes.len() {
        1 => language.pick(format!("octet {bytes}"), format!("byte {bytes}")),
        _ => language.pick(format!("octets {bytes}"), format!("bytes {bytes}")),
    }
}

fn hexadecimal(run: &InvalidRun) -> String {
    let bytes: Vec<String> = run.bytes.iter().take(8).map(|byte| format!("{byte:02X}")).collect();
    bytes.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Sources, read};

    fn said(bytes: &[u8], language: Language) -> Vec<(&'static str, String, String)> {
        let (file, facts) = read("a.md", bytes);
        let mut sources = Sources::new();
        let file = sources.add(file);
        let findings = findings(file, &facts, language);
        findings
            .into_iter()
            .map(|finding| {
                let start = sources.range(finding.span.unwrap()).start;
                (finding.rule.name, finding.message, format!("{}:{}", start.line, start.column))
            })
            .collect()
    }

    #[test]
    fn right_text_gives_no_finding() {
        assert_eq!(said("été".as_bytes(), Language::French), []);
    }

    #[test]
    fn damage_is_described_with_its_encoding_and_its_extent() {
        let text = "# R√©seau\n\nLa s√©curit√© de l‚Äô√©t√©";
        let expected = "texte abîmé, réparé à la lecture : 6 caractères UTF-8 pris pour du Mac Roman";
        assert_eq!(
            said(text.as_bytes(), Language::French),
            [("text-damaged", expected.to_owned(), "1:3".to_owned())]
        );
    }

    #[test]
    fn a_file_in_windows_1252_gives_one_error() {
        let said = said(b"Le r\xE9seau et la s\xE9curit\xE9, \xE0 l\x92\xE9t\xE9", Language::English);
        let expected = "the file is not in UTF-8; it is read as Windows-1252".to_owned();
        assert_eq!(said, [("bytes-invalid", expected, "1:5".to_owned())]);
    }

    #[test]
    fn every_run_of_unreadable_bytes_is_an_error_of_its_own() {
        let said = said(
            "é\u{e9}a\u{0}".bytes().chain([0xFF, 0xFE, b'\n', 0xC3]).collect::<Vec<_>>().as_slice(),
            Language::French,
        );
        let messages: Vec<_> = said.iter().map(|(_, message, at)| format!("{at} {message}")).collect();
        assert_eq!(
            messages,
            ["1:5 octets illisibles en UTF-8 : FF FE", "2:1 octets illisibles en UTF-8 : C3"]
        );
    }

    #[test]
    fn another_kind_of_file_is_called_so_once() {
        let said = said(&b"x\xFF".repeat(25), Language::English);
        let expected = "this file is no text: 25 places that are not UTF-8".to_owned();
        assert_eq!(said, [("bytes-invalid", expected, "1:2".to_owned())]);
    }

    #[test]
    fn a_lost_character_and_a_suspect_word_are_pointed_at() {
        let text = "Le dÃ©ploiement est prêt, la s\u{FFFD}curité aussi, à l’été.";
        let said = said(text.as_bytes(), Language::French);
        let messages: Vec<_> = said.iter().map(|(_, message, at)| format!("{at} {message}")).collect();
        assert_eq!(
            messages,
            [
                "1:4 mot sans doute abîmé : « dÃ©ploiement » pour « déploiement »",
                "1:31 caractère perdu : `\u{FFFD}`"
            ]
        );
    }
}
