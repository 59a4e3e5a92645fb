use crate::language::{Language, Notation};
use crate::money::{Currency, Decimal, Numeral};
use crate::proposal::pricing::Doubt;

/// What the numbers of a column and of the document show about how they are
/// written: counts of unambiguous uses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::parse::prices) struct Votes {
    pub(in crate::parse::prices) dot_groups: usize,
    pub(in crate::parse::prices) comma_groups: usize,
    pub(in crate::parse::prices) dot_marks: usize,
    pub(in crate::parse::prices) comma_marks: usize,
    /// Groups by apostrophes: Swiss use, with a dot before the decimals.
    pub(in crate::parse::prices) apostrophes: usize,
}

impl Votes {
    /// Counts one number.
    pub(in crate::parse::prices) fn count(&mut self, numeral: &Numeral) {
        if let Numeral::Plain { group, mark, decimals, .. } = numeral {
            match group {
                Some('.') => self.dot_groups += 1,
                Some(',') => self.comma_groups += 1,
                Some('\'') => self.apostrophes += 1,
                _ => {}
            }
            // One or two decimals are money; more are rates.
            match mark {
                Some('.') if *decimals <= 2 => self.dot_marks += 1,
                Some(',') if *decimals <= 2 => self.comma_marks += 1,
                _ => {}
            }
        }
    }
}

/// A number in its language: its value, its printed decimals, and what is
/// doubtful about it.
pub(in crate::parse::prices) fn resolve(
    numeral: &Numeral,
    currency: Option<Currency>,
    language: Language,
    votes: &Votes,
) -> (Decimal, u32, Option<Doubt>) {
    match numeral {
        Numeral::Plain { value, decimals, group, mark } => {
            let cents = currency.map_or(2, Currency::minor_units);
            if cents == 0 && *decimals > 0 {
                return (*value, *decimals, Some(Doubt::MinorUnit));
            }
            if language.notation() == Notation::English
                && *mark == Some(',')
                && group.is_none()
                && votes.comma_marks < 2
            {
                let other =
                    value.checked_mul(Decimal::from(10_u64.pow((*decimals).min(8)))).map(|v| v.trunc());
                return (*value, *decimals, other.map(|other| Doubt::Ambiguous { other }));
            }
            let doubt =
                foreign(*group, *mark, *decimals, currency, language).filter(|_| votes.apostrophes == 0);
            (*value, *decimals, doubt)
        }
        Numeral::Either { mark, whole, fraction } => {
            either(*mark, *whole, *fraction, currency, language, votes)
        }
    }
}

/// One mark before three digits.
fn either(
    mark: char,
    whole: Decimal,
    fraction: Decimal,
    currency: Option<Currency>,
    language: Language,
    votes: &Votes,
) -> (Decimal, u32, Option<Doubt>) {
    let thousands = (whole, 0, None);
    if currency.is_some_and(|currency| currency.minor_units() == 0) {
        return thousands;
    }
    let dot = mark == '.';
    let (groups, marks) =
        if dot { (votes.dot_groups, votes.dot_marks) } else { (votes.comma_groups, votes.comma_marks) };
    // The mark's meaning elsewhere settles it where all agree.
    if groups > 0 && marks == 0 {
        return thousands;
    }
    let notation = language.notation();
    let native = match notation {
        Notation::Continental => dot,
        Notation::English => !dot,
        Notation::Spaced => false,
    };
    if native && marks == 0 {
        return thousands;
    }
    // In Swiss use only the dot is a decimal mark, and never with three digits.
    match (notation, dot) {
        (Notation::English, true) | (Notation::Continental, false) => {
            (fraction, 3, Some(Doubt::Ambiguous { other: whole }))
        }
        _ => (whole, 0, Some(Doubt::Ambiguous { other: fraction })),
    }
}

/// Whether an unambiguous number is written as another language does.
fn foreign(
    group: Option<char>,
    mark: Option<char>,
    decimals: u32,
    currency: Option<Currency>,
    language: Language,
) -> Option<Doubt> {
    let swiss = currency == Some(Currency::CHF);
    let english = group == Some(',') && mark != Some(',');
    let continental = group == Some('.');
    match language.notation() {
        Notation::Spaced | Notation::Continental if english => Some(Doubt::Notation(Language::English)),
        Notation::English if continental => Some(Doubt::Notation(Language::German)),
        Notation::English if mark == Some(',') && group == Some(' ') => {
            Some(Doubt::Notation(Language::French))
        }
        Notation::Continental if mark == Some('.') && group.is_none() && !swiss && decimals <= 2 => {
            Some(Doubt::Notation(Language::English))
        }
        _ => None,
    }
}
