use std::borrow::Cow;

/// Whether a character steers a terminal, or turns the order in which a reader
/// sees the others: control characters, and those of bidirectional text that
/// reach over what follows (Unicode, UAX #9).
pub fn steers(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A text that steers nothing, whatever a file holds or is called: `�` stands for
/// each character that would, a space for a tab; line ends stay.
pub fn calm(text: &str) -> Cow<'_, str> {
    if !text.contains(|c: char| steers(c) && c != '\n') {
        return Cow::Borrowed(text);
    }
    let shown = text.chars().map(|c| match c {
        '\n' => '\n',
        '\t' => ' ',
        c if steers(c) => '\u{FFFD}',
        c => c,
    });
    Cow::Owned(shown.collect())
}

#[cfg(test)]
mod tests {
    use super::calm;

    #[test]
    fn what_would_steer_is_replaced_and_nothing_else() {
        assert_eq!(calm("été\n\u{a0}a"), "été\n\u{a0}a");
        assert_eq!(calm("a\tb\u{1b}[31m\u{9b}2J\u{7f}\r\u{202e}c"), "a b�[31m�2J���c");
    }
}
