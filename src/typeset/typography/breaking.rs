//! White space that Markdown hides, and words that are longer than a line.

use super::{NARROW, NBSP};

/// The longest word that a line always has room for.
pub(in crate::typeset) const LONG_WORD: usize = 30;

/// Lets words that are longer than a line can be (addresses, names of files)
/// break: after their punctuation, else anywhere. The places are marked with
/// zero-width spaces, which leave no trace on the page.
pub(in crate::typeset) fn breakable(text: &str, longest: usize) -> String {
    if text.len() <= longest {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(|c: char| c.is_whitespace() && c != NBSP && c != NARROW) {
        if word.chars().count() <= longest {
            out.push_str(word);
            continue;
        }
        let mut since = 0;
        let mut chars = word.chars().peekable();
        while let Some(c) = chars.next() {
            out.push(c);
            if breaks_by_itself(c) {
                since = 0;
                continue;
            }
            since += 1;
            let pause =
                matches!(c, '/' | '?' | '&' | '=' | '_' | '-' | '.' | ',' | ';' | ':' | '@' | '+' | '|');
            let follows = chars.peek().is_some_and(|next| next.is_alphanumeric());
            if follows && ((pause && since > 2) || since >= longest) {
                out.push('\u{200b}');
                since = 0;
            }
        }
    }
    out
}

/// Whether Typst knows where a line may end at a character of a script that
/// writes no spaces: ideographs, kana, Hangul, and the scripts of South-East Asia.
pub(in crate::typeset) fn breaks_by_itself(c: char) -> bool {
    matches!(
        c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}'
        | '\u{20000}'..='\u{3ffff}'
    )
}

/// Joins white space that Markdown does not show: runs of spaces, tabs and line
/// ends become one space; none is left where `trim_start` says that a line
/// begins.
pub(in crate::typeset) fn collapse(text: &str, trim_start: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = trim_start;
    for c in text.chars() {
        if matches!(c, ' ' | '\t' | '\n' | '\r') {
            if !space {
                out.push(' ');
            }
            space = true;
        } else if !c.is_control() {
            out.push(c);
            space = false;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_longer_than_a_line_may_break() {
        let address = "https://exemple.fr/une/adresse?avec=des&parametres=1";
        let set = breakable(address, LONG_WORD);
        assert_eq!(set.replace('\u{200b}', ""), address);
        assert!(set.contains("fr/\u{200b}une/\u{200b}adresse?\u{200b}avec"), "{set}");
        assert_eq!(breakable(&"x".repeat(70), 30).matches('\u{200b}').count(), 2);
        assert_eq!(breakable("un mot court", 30), "un mot court");
        let japanese = "データベースのバックアップ".repeat(5);
        assert_eq!(breakable(&japanese, 30), japanese);
    }

    #[test]
    fn white_space_that_markdown_hides_is_joined() {
        assert_eq!(collapse("  a \n\t b ", true), "a b ");
        assert_eq!(collapse(" a\u{a0} b", false), " a\u{a0} b");
    }
}
