//! Numbers whose digits stand in groups: they hold together.

use super::{NARROW, NBSP, Run};

impl Run {
    /// The spaces between groups of digits that make one number, by index:
    /// thousands (`12 000`) get a narrow no-break space, telephone numbers and
    /// registration numbers a no-break space. Anything else is left alone.
    pub(super) fn number_groups(&self) -> Vec<Option<char>> {
        let mut spaces = vec![None; self.chars.len()];
        let mut at = 0;
        while at < self.chars.len() {
            let boundary = self.previous(at).is_none_or(|c| {
                !c.is_alphanumeric() && !matches!(c, '.' | ',' | ' ' | NBSP | NARROW) || c == ' '
            });
            if !(boundary && self.chars.get(at).is_some_and(char::is_ascii_digit)) {
                at += 1;
                continue;
            }
            let plus = self.previous(at) == Some('+');
            let (mut lengths, mut gaps) = (Vec::new(), Vec::new());
            loop {
                let length = self
                    .chars
                    .get(at..)
                    .unwrap_or_default()
                    .iter()
                    .take_while(|c| c.is_ascii_digit())
                    .count();
                lengths.push(length);
                at += length;
                let digit_follows = self.chars.get(at + 1).is_some_and(char::is_ascii_digit);
                if self.chars.get(at) == Some(&' ') && digit_follows {
                    gaps.push(at);
                    at += 1;
                } else {
                    break;
                }
            }
            let ends = self.get(at).is_none_or(|c| !c.is_alphabetic() || c == '€');
            if let Some(space) = grouping(&lengths, plus).filter(|_| ends) {
                for gap in gaps {
                    if let Some(slot) = spaces.get_mut(gap) {
                        *slot = Some(space);
                    }
                }
            }
        }
        spaces
    }
}

/// The space within a number whose groups of digits have these lengths.
fn grouping(lengths: &[usize], plus: bool) -> Option<char> {
    let (first, rest) = lengths.split_first()?;
    if rest.is_empty() {
        return None;
    }
    if (1..=3).contains(first) && rest.iter().all(|length| *length == 3) {
        return Some(NARROW);
    }
    let pairs = |groups: &[usize]| groups.len() >= 3 && groups.iter().all(|length| *length == 2);
    if pairs(lengths) || (plus && lengths.len() > 2) || lengths == [3, 3, 3, 5] || lengths == [3, 3, 2, 2] {
        return Some(NBSP);
    }
    None
}
