use super::super::words::fold;
use crate::money::{Currency, Decimal, Numeral, is_space, numeral};

/// A piece of a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// Digits: read, or in a form that is no number.
    Number(Option<Numeral>),
    /// A date, a time, a phone number: digits that are no amount.
    Digits,
    Currency(Currency),
    /// `F` or `Fr.`, whose meaning depends on the document.
    Franc,
    /// `k`, `M`, `millions`.
    Multiplier(Decimal),
    Percent,
    /// `‰`.
    Permille,
    Plus,
    /// A minus or dash.
    Dash,
    Times,
    Equals,
    Slash,
    About,
    Less,
    Greater,
    Open,
    Close,
    Break,
    /// A word, folded.
    Word(String),
    /// Anything else.
    Other,
}

/// A token, whether it was struck through, and whether a space stood before it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lexeme {
    pub(super) token: Token,
    pub(super) struck: bool,
    pub(super) spaced: bool,
    /// A number, or a sign without a meaning of its own, as it is written.
    pub(super) written: String,
}

/// Takes text apart.
pub(super) fn lex(text: &str, struck: bool, out: &mut Vec<Lexeme>) {
    let mut rest = text;
    let mut spaced = true;
    while let Some(c) = rest.chars().next() {
        if c == '\n' {
            out.push(Lexeme { token: Token::Break, struck, spaced, written: String::new() });
            rest = rest.get(1..).unwrap_or_default();
            spaced = true;
            continue;
        }
        if is_space(c) || c.is_whitespace() {
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
            spaced = true;
            continue;
        }
        let after_number = matches!(
            out.last(),
            Some(Lexeme { token: Token::Number(_) | Token::Multiplier(_), struck: s, .. }) if *s == struck
        );
        let (tokens, length) = token(rest, c, after_number, spaced);
        let number = tokens.iter().any(|token| matches!(token, Token::Number(_)));
        let other = tokens.contains(&Token::Other);
        let written =
            if number || other { rest.get(..length.max(c.len_utf8())).unwrap_or_default() } else { "" };
        for token in tokens {
            out.push(Lexeme { token, struck, spaced, written: written.to_owned() });
        }
        rest = rest.get(length.max(c.len_utf8())..).unwrap_or_default();
        spaced = false;
    }
}

/// The next token or tokens and their length in bytes.
fn token(rest: &str, c: char, after_number: bool, spaced: bool) -> (Vec<Token>, usize) {
    if c.is_ascii_digit() {
        return number(rest);
    }
    if spaced && let Some((value, length)) = cents(rest) {
        return (vec![Token::Number(Some(value))], length);
    }
    if let Some((multiplier, length)) = multiplier(rest, after_number, spaced) {
        return (vec![Token::Multiplier(multiplier)], length);
    }
    if let Some((currency, length)) = Currency::at_start(rest) {
        return (vec![Token::Currency(currency)], length);
    }
    let one = |token| (vec![token], c.len_utf8());
    match c {
        '%' => one(Token::Percent),
        '‰' => one(Token::Permille),
        '+' => one(Token::Plus),
        '-' | '−' | '–' | '—' | '‑' => one(Token::Dash),
        '×' | '✕' | '*' => one(Token::Times),
        '=' => one(Token::Equals),
        '/' => one(Token::Slash),
        '~' | '≈' | '±' => one(Token::About),
        '<' | '≤' => one(Token::Less),
        '>' | '≥' => one(Token::Greater),
        '(' => one(Token::Open),
        ')' => one(Token::Close),
        c if c.is_alphabetic() => word(rest, after_number),
        _ => one(Token::Other),
    }
}

/// A number with its separators, and the dash that stands for no cents.
fn number(rest: &str) -> (Vec<Token>, usize) {
    if let Some(length) = date(rest) {
        return (vec![Token::Digits], length);
    }
    let bytes = rest.as_bytes();
    let digits_from =
        |at: usize| bytes.get(at..).unwrap_or_default().iter().take_while(|b| b.is_ascii_digit()).count();
    let mut end = digits_from(0);
    let mut last_run = end;
    let mut marked = false;
    while let Some(c) = rest.get(end..).and_then(|tail| tail.chars().next()) {
        let next = end + c.len_utf8();
        let run = digits_from(next);
        let joins = match c {
            '.' | ',' => run > 0,
            '\'' | '’' => run == 3,
            // A space holds thousands together only before exactly three digits.
            c if is_space(c) => run == 3 && last_run <= 3 && !marked,
            _ => false,
        };
        if !joins {
            break;
        }
        marked |= matches!(c, '.' | ',');
        last_run = run;
        end = next + run;
    }
    let value = numeral(rest.get(..end).unwrap_or_default());
    // 300,- and 1'500.–
    let mut tail = rest.get(end..).unwrap_or_default().chars();
    if matches!(tail.next(), Some('.' | ','))
        && let Some(dash) = tail.next().filter(|c| matches!(c, '-' | '–' | '—'))
    {
        let dashes = 1 + tail.take_while(|c| *c == dash).count();
        return (vec![Token::Number(value)], end + 1 + dashes * dash.len_utf8());
    }
    (vec![Token::Number(value)], end)
}

/// An amount that is written without its zero: `,90 €`.
fn cents(rest: &str) -> Option<(Numeral, usize)> {
    let digits = rest.strip_prefix([',', '.'])?;
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits.get(length..)?.starts_with([',', '.', '/', ':']);
    ((1..=2).contains(&length) && !whole)
        .then(|| Some((numeral(&format!("0{}", rest.get(..=length)?))?, length + 1)))?
}

/// The length of a date (`12/05/2025`, `01.03.2024`, `2025-06-30`) or a time
/// (`9h30`, `24/7`) at the start of a text.
fn date(rest: &str) -> Option<usize> {
    let end = rest
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '/' | '.' | '-' | ':')))
        .unwrap_or(rest.len());
    let run = rest.get(..end)?.trim_end_matches(['/', '.', '-', ':']);
    let separator = run.chars().find(|c| !c.is_ascii_digit())?;
    let parts: Vec<&str> = run.split(separator).collect();
    let numbers: Vec<u32> = parts.iter().map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let is_date = match (lengths.as_slice(), numbers.as_slice()) {
        ([4, 1..=2, 1..=2], [year, month, day]) => (1900..2100).contains(year) && *month <= 12 && *day <= 31,
        ([1..=2, 1..=2, 4 | 2], [day, month, _]) => separator != ',' && *day <= 31 && *month <= 31,
        ([1..=2, 4], [month, year]) => separator == '/' && *month <= 12 && (1900..2100).contains(year),
        ([2, 1], [24, 7]) => separator == '/',
        ([1..=2, 2], [hour, minute]) => separator == ':' && *hour < 25 && *minute < 60,
        _ => false,
    };
    is_date.then_some(run.len())
}

/// `k`, `M` and `Md` right after a number or before a currency sign, and the
/// words for thousands and millions.
fn multiplier(rest: &str, after_number: bool, spaced: bool) -> Option<(Decimal, usize)> {
    let (thousand, million, billion) =
        (Decimal::from(1_000), Decimal::from(1_000_000), Decimal::from(1_000_000_000));
    if !after_number {
        return None;
    }
    for (letters, value) in
        [("Mds", billion), ("Md", billion), ("k", thousand), ("K", thousand), ("M", million)]
    {
        let Some(tail) = rest.strip_prefix(letters) else { continue };
        let next = tail.chars().next();
        let trimmed = tail.trim_start_matches(is_space);
        let currency = Currency::at_start(trimmed).is_some();
        let alone = next.is_none_or(|c| !c.is_alphanumeric() && c != '\'' && c != '’');
        if currency || (alone && (!spaced || trimmed.is_empty())) {
            return Some((value, letters.len()));
        }
    }
    let word: String = rest.chars().take_while(|c| c.is_alphabetic() || *c == '.').collect();
    let value = match fold(&word).as_str() {
        "mille" | "milliers" | "thousand" | "tausend" | "mil" => thousand,
        "million" | "millions" | "mio" | "mn" | "millionen" | "millones" => million,
        "milliard" | "milliards" | "bn" | "billion" | "mrd" => billion,
        _ => return None,
    };
    // `de` and `d'` belong to it: 6 millions de FCFA.
    let mut length = word.len();
    let tail = rest.get(length..).unwrap_or_default();
    let trimmed = tail.trim_start_matches(is_space);
    for joint in ["de ", "d'", "d’", "de\u{a0}"] {
        if trimmed.starts_with(joint) {
            length += tail.len() - trimmed.len() + joint.len();
            break;
        }
    }
    Some((value, length))
}

/// A word, or several where an apostrophe joins them.
fn word(rest: &str, after_number: bool) -> (Vec<Token>, usize) {
    let mut end = rest
        .find(|c: char| !(c.is_alphabetic() || matches!(c, '\'' | '’' | '.' | '_')))
        .unwrap_or(rest.len());
    let mut text = rest.get(..end).unwrap_or_default();
    // A dot that ends a sentence is no part of an abbreviation; digits that
    // follow a word directly (`P1`, `RKE2`) make it a name.
    if rest.get(end..).is_some_and(|tail| tail.starts_with(|c: char| c.is_ascii_digit())) {
        end = rest.find(|c: char| !(c.is_alphanumeric() || c == '.')).unwrap_or(rest.len());
        return (vec![Token::Word(fold(rest.get(..end).unwrap_or_default()))], end);
    }
    // H+4, J-3: a moment.
    let mut tail = rest.get(end..).unwrap_or_default().chars();
    if matches!(tail.next(), Some('+' | '-'))
        && tail.next().is_some_and(|c| c.is_ascii_digit())
        && text.len() <= 2
        && !after_number
    {
        let digits = tail.take_while(char::is_ascii_digit).count();
        return (vec![Token::Word(fold(text))], end + 2 + digits);
    }
    // `x` between numbers multiplies.
    if matches!(text, "x" | "X") && after_number {
        return (vec![Token::Times], end);
    }
    if matches!(text, "F" | "Fr" | "Fr." | "fr." | "Frs" | "frs") {
        return (vec![Token::Franc], end);
    }
    if text.ends_with('_') {
        text = text.trim_end_matches('_');
        end = text.len();
    }
    let words = fold(text).split(' ').map(|word| Token::Word(word.to_owned())).collect();
    (words, end)
}
