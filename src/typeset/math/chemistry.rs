//! Formulas of chemistry, `\ce{2 H2O}`: as far as they are letters, numbers,
//! charges, states and arrows. Anything else is not read.

use super::{sequence, sign, text};

/// The expression of a formula; none where it holds something that is not
/// known.
pub(super) fn formula(source: &str) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    let chars: Vec<char> = source.trim().chars().collect();
    let mut at = 0;
    // Whether a figure that comes next counts atoms.
    let mut counted = false;
    while let Some(c) = chars.get(at).copied() {
        let rest: String = chars.iter().skip(at).take(4).collect();
        let arrow = [("<=>", '⇌'), ("<->", '↔'), ("->", '→'), ("<-", '←')]
            .into_iter()
            .find(|(written, _)| rest.starts_with(written));
        if let Some((written, arrow)) = arrow {
            parts.extend(["math.thick".to_owned(), sign(arrow), "math.thick".to_owned()]);
            at += written.len();
            counted = false;
            continue;
        }
        let digits: String = chars.iter().skip(at).take_while(|c| c.is_ascii_digit()).collect();
        if !digits.is_empty() {
            at += digits.len();
            if counted {
                attach(&mut parts, "b", &text(&digits))?;
            } else {
                parts.extend([text(&digits), "math.thin".to_owned()]);
            }
            continue;
        }
        at += 1;
        match c {
            '^' | '_' => {
                let group: String = if chars.get(at) == Some(&'{') {
                    let inner: String = chars.iter().skip(at + 1).take_while(|c| **c != '}').collect();
                    at += inner.chars().count() + 2;
                    inner
                } else {
                    let end = |c: &&char| c.is_ascii_digit() || matches!(c, '+' | '-' | 'n');
                    chars.iter().skip(at).take_while(end).inspect(|_| at += 1).collect()
                };
                attach(&mut parts, if c == '^' { "t" } else { "b" }, &charge(&group)?)?;
            }
            '+' | '-' if counted && chars.get(at).is_none_or(|next| !next.is_alphanumeric()) => {
                attach(&mut parts, "t", &charge(&c.to_string())?)?;
            }
            '+' | '=' => parts.push(sign(c)),
            '-' => parts.push(sign('–')),
            ' ' => counted = false,
            '(' | '[' => {
                parts.push(sign(c));
                counted = false;
            }
            ')' | ']' => {
                parts.push(sign(c));
                counted = true;
            }
            '*' | '.' => parts.push(sign('⋅')),
            c if c.is_alphabetic() => {
                let more: String = chars.iter().skip(at).take_while(|c| c.is_lowercase()).collect();
                at += more.chars().count();
                parts.push(text(&format!("{c}{more}")));
                counted = true;
            }
            _ => return None,
        }
    }
    Some(sequence(&parts))
}

/// A charge or number: `2+`, `-`.
fn charge(source: &str) -> Option<String> {
    let known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-');
    (!source.is_empty() && source.chars().all(known)).then(|| text(&source.replace('-', "−")))
}

/// Puts a script on the last part.
fn attach(parts: &mut [String], place: &str, script: &str) -> Option<()> {
    let last = parts.last_mut()?;
    *last = match last.strip_suffix(')').filter(|inner| inner.starts_with("math.attach(")) {
        Some(open) => format!("{open}, {place}: {script})"),
        None => format!("math.attach({last}, {place}: {script})"),
    };
    Some(())
}
