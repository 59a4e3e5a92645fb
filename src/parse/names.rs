//! How names are compared: keys of properties, headings, files.

use unicode_normalization::UnicodeNormalization;

use crate::language::unaccented;

/// Lower case without accents, for comparing words that people type.
pub(super) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in unaccented(text).chars() {
        match c {
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            'ß' => out.push_str("ss"),
            '’' | 'ʼ' => out.push('\''),
            '\u{a0}' | '\u{202f}' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A property key or label as it is compared: [`fold`]ed, with `-`, `_` and
/// runs of spaces as one space.
pub(super) fn key(text: &str) -> String {
    let folded: String =
        fold(text).chars().map(|c| if matches!(c, '-' | '_' | '\u{2011}') { ' ' } else { c }).collect();
    let mut out = String::with_capacity(folded.len());
    for word in folded.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// A heading or the part of a link that names it, as Obsidian compares them
/// (`stripHeading`): punctuation that may not stand in a link is a space.
pub(super) fn heading(text: &str) -> String {
    let spaced: String = text
        .nfc()
        .map(|c| match c {
            '!' | '"' | '#' | '$' | '%' | '&' | '(' | ')' | '*' | '+' | ',' | '.' | ':' | ';' | '<' | '='
            | '>' | '?' | '@' | '^' | '`' | '{' | '|' | '}' | '~' | '/' | '[' | ']' | '\\' | '\r' | '\n'
            | '\u{a0}' => ' ',
            c => c,
        })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// A path as it is compared: NFC, lower case, one `/` between parts, a
/// non-breaking space as a space (Obsidian's `normalizePath`).
pub(super) fn path(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfc() {
        match c {
            '\u{a0}' | '\u{202f}' => out.push(' '),
            '/' if out.is_empty() || out.ends_with('/') => {}
            c => out.extend(c.to_lowercase()),
        }
    }
    out.trim_end_matches('/').to_owned()
}

/// Resolves `%20` and its kind; none where there is nothing to resolve or the
/// bytes are no UTF-8.
pub(super) fn percent_decode(text: &str) -> Option<String> {
    if !text.contains('%') {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let hex = |at: usize| tail.get(at).and_then(|b| char::from(*b).to_digit(16));
        if let (b'%', Some(high), Some(low)) = (first, hex(0), hex(1)) {
            bytes.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
            rest = tail.get(2..).unwrap_or_default();
        } else {
            bytes.push(first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).ok().filter(|decoded| decoded != text)
}

/// The last part of a path.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The folder of a path, without a final `/`; empty at the top.
pub(super) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The extension of a path, lower case; none where the part after the last dot
/// is empty or no single word.
pub(super) fn extension(path: &str) -> Option<String> {
    let (stem, extension) = file_name(path).rsplit_once('.')?;
    let word = !extension.is_empty() && extension.len() <= 12 && extension.chars().all(char::is_alphanumeric);
    (word && !stem.is_empty()).then(|| extension.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_compare_without_the_punctuation_that_links_cannot_hold() {
        assert_eq!(heading("Prix (HT) : total"), heading("Prix HT total"));
        assert_ne!(heading("l'offre"), heading("loffre"));
    }

    #[test]
    fn keys_compare_without_case_accents_and_separators() {
        assert_eq!(key("Validité_jusqu’au"), key("validite jusqu'au"));
        assert_eq!(key("mis-à-jour"), "mis a jour");
    }

    #[test]
    fn paths_compare_in_nfc_with_non_breaking_spaces_as_spaces() {
        assert_eq!(path("A//Devis sanite\u{301}.png"), path("a/devis\u{a0}sanité.PNG"));
    }

    #[test]
    fn percent_signs_that_encode_nothing_stay() {
        assert_eq!(percent_decode("My%20Note.md").as_deref(), Some("My Note.md"));
        assert_eq!(percent_decode("100%.md"), None);
        assert_eq!(percent_decode("%ff"), None);
    }
}
