/// A piece of LaTeX.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// `\name`, or a backslash and one other character.
    Command(String),
    /// `{`.
    Open,
    /// `}`.
    Close,
    /// White space of any length.
    Space,
    /// Any other character.
    Char(char),
}

/// Takes LaTeX apart. Comments (`%` to the end of the line) leave nothing.
pub(super) fn tokens(source: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut chars = source.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                let mut name = String::new();
                while let Some(letter) = chars.next_if(char::is_ascii_alphabetic) {
                    name.push(letter);
                }
                if name.is_empty() {
                    // At the very end, the space behind it was cut off.
                    let Some(c) = chars.next() else { break };
                    name.push(if c.is_whitespace() { ' ' } else { c });
                } else {
                    // The space after a command ends it.
                    while chars.next_if(|c| c.is_whitespace()).is_some() {}
                }
                tokens.push(Token::Command(name));
            }
            '{' => tokens.push(Token::Open),
            '}' => tokens.push(Token::Close),
            '%' => while chars.next_if(|c| *c != '\n').is_some() {},
            c if c.is_whitespace() => {
                if tokens.last() != Some(&Token::Space) {
                    tokens.push(Token::Space);
                }
            }
            c if c.is_control() => {}
            c => tokens.push(Token::Char(c)),
        }
    }
    tokens
}
