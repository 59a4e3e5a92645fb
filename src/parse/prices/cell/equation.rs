//! Sums that a text writes out: `3 jours à 420 € = 1 260 €`, `15 225 € / 8 =
//! 1 903,13 €`, `2 jours à 890 €, soit 1 780 €`, `450 $ (25 × 18 $)`.

use super::super::payments::TIMES;
use super::CellContext;
use super::lex::{Lexeme, Token};
use super::numbers::resolve;
use super::phrase::{Item, Lead, placed_items};
use super::price::price_of;
use crate::money::{Currency, Decimal};
use crate::proposal::price::TaxBasis;
use crate::proposal::pricing::{Equation, Operation};

/// What a hundredth of a currency is called: `184 miles @ 45p`.
const CENTS: &[&str] =
    &["p", "pence", "c", "ct", "cts", "cent", "cents", "centime", "centimes", "rappen", "rp", "centimos"];

/// What joins a number to what stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    Plus,
    Minus,
    Times,
    By,
}

/// The equations of a text, each with the number of its result as written.
pub(super) fn equations(lexemes: &[Lexeme], context: &CellContext<'_>) -> Vec<(Equation, String)> {
    let placed = placed_items(lexemes);
    let mut out = Vec::new();
    for (at, (item, range)) in placed.iter().enumerate() {
        if item.struck || item.end.is_some() && item.lead == Lead::Equals {
            continue;
        }
        // `10 680 $, which is 12 × 890 $`
        if let Some((next, next_range)) = placed.get(at + 1)
            && !next.factors.is_empty()
            && item.factors.is_empty()
            && item.end.is_none()
            && item.currency_in(context).is_some()
            && is_link(lexemes, range.end..next_range.start)
            // `0,95 € le m², soit 276 × 0,95 = 262,20 €`
            && placed.get(at + 2).is_none_or(|(result, _)| result.lead != Lead::Equals)
            && let Some(left) = left_of(&placed, at + 2, lexemes, context).filter(|left| left.start == at + 1)
        {
            out.extend(equation(&left, item, lexemes, range.start, context));
            continue;
        }
        // `450 $ (25 × 18 $)`: the product stands behind its result.
        let closed = lexemes.get(range.end).is_some_and(|lexeme| lexeme.token == Token::Close)
            && !lexemes.get(range.end + 1).is_some_and(|lexeme| is_joint(&lexeme.token));
        if closed
            && let Some(left) = left_of(&placed, at + 1, lexemes, context)
            && let Some((result, result_range)) = left.start.checked_sub(1).and_then(|one| placed.get(one))
            && let Some((_, first)) = placed.get(left.start)
            && is_opened(lexemes, first.start)
            // `4 fois sans frais (4 × 160 €)`: what stands before is no result.
            && (result.currency.is_some()
                || result.unit.is_none() && is_directly_before(lexemes, result_range.end, first.start))
            && result.factors.is_empty()
            && result.end.is_none()
        {
            let only_products = left.operations.iter().all(|(operation, _)| *operation != Operation::Minus);
            if only_products && !is_factor(lexemes, first.start) {
                let start = result_range.start;
                out.extend(equation(&left, result, lexemes, start, context));
            }
            continue;
        }
        let result = match item.lead {
            Lead::Equals => true,
            Lead::Restated => said_so(lexemes, range.start),
            Lead::First => is_after_colon(lexemes, range.start),
            Lead::List | Lead::Saving => false,
        };
        if !result || !item.factors.is_empty() || is_factor_in_brackets(lexemes, range.start) {
            continue;
        }
        let Some(left) = left_of(&placed, at, lexemes, context) else { continue };
        // Without an equals sign only a count times a price is one, and its result
        // no difference (`le lot 1 revient à 7 575 €, soit 1 302 € de moins`).
        if item.lead != Lead::Equals && (!left.counted || is_difference(lexemes, range.end)) {
            continue;
        }
        let earlier = placed.get(..left.start).unwrap_or_default();
        if item.lead != Lead::Equals && is_of_another(earlier, &left, item, context) {
            continue;
        }
        let left = if item.lead == Lead::Equals { left } else { or_what_it_leaves(left, item, context) };
        out.extend(equation(&left, item, lexemes, range.start, context));
    }
    out
}

/// A share of an amount, or what it leaves of it or adds to it, whichever the result is
/// nearest to: `Remise de 10 % sur 2 000 €, soit 1 800 €`.
fn or_what_it_leaves(left: Left, result: &Item, context: &CellContext<'_>) -> Left {
    let found =
        result.numeral.as_ref().map(|it| resolve(it, result.currency, context.language, context.votes).0);
    let (Some(found), true, [(_, share), (_, whole)]) = (found, left.shared, left.operations.as_slice())
    else {
        return left;
    };
    let Some(part) = share.checked_mul(*whole) else { return left };
    let of = |operation| vec![(Operation::Plus, *whole), (operation, part)];
    let distance = |value: Option<Decimal>| value.map_or(Decimal::MAX, |value| (value - found).abs());
    let ways = [
        (distance(Some(part)), left.operations.clone()),
        (distance(whole.checked_sub(part)), of(Operation::Minus)),
        (distance(whole.checked_add(part)), of(Operation::Plus)),
    ];
    let nearest = ways.into_iter().min_by_key(|(distance, _)| *distance);
    Left { operations: nearest.map_or_else(Vec::new, |(_, operations)| operations), ..left }
}

/// Whether a number further up, and not the one before the price, makes the
/// result: `Hedge, 22 m: from 4 m to 2.5 m at £27 a metre: £594`.
fn is_of_another(
    earlier: &[(Item, std::ops::Range<usize>)],
    left: &Left,
    result: &Item,
    context: &CellContext<'_>,
) -> bool {
    let value =
        |item: &Item| Some(resolve(item.numeral.as_ref()?, item.currency, context.language, context.votes).0);
    let ([(_, count), (_, price)], Some(result)) = (left.operations.as_slice(), value(result)) else {
        return false;
    };
    let plain = |item: &Item| item.currency_in(context).is_none() && !item.percent && item.end.is_none();
    count.checked_mul(*price) != Some(result)
        && earlier
            .iter()
            .filter(|(item, _)| plain(item))
            .filter_map(|(item, _)| value(item))
            .any(|count| count > Decimal::ONE && count.checked_mul(*price) == Some(result))
}

/// Whether what stands before the equals sign at or before `at` is in brackets
/// and a part of a calculation: `2 500 € × (53 / 33) = …`.
fn is_factor_in_brackets(lexemes: &[Lexeme], at: usize) -> bool {
    let before = lexemes.get(..at).unwrap_or_default();
    let Some(sign) = before.iter().rposition(|lexeme| lexeme.token == Token::Equals) else { return false };
    let left = before.get(..sign).unwrap_or_default();
    left.last().is_some_and(|lexeme| lexeme.token == Token::Close) && is_factor(left, left.len())
}

/// Whether a calculation goes on with the last bracket that opens before `at`.
fn is_factor(lexemes: &[Lexeme], at: usize) -> bool {
    let before = lexemes.get(..at).unwrap_or_default();
    let open = before.iter().rposition(|lexeme| lexeme.token == Token::Open);
    open.and_then(|open| before.get(open.checked_sub(1)?)).is_some_and(|lexeme| is_joint(&lexeme.token))
}

fn is_joint(token: &Token) -> bool {
    matches!(token, Token::Times | Token::Slash | Token::Plus | Token::Dash)
}

/// The factors of the product in a text that gives no result (`12 mois à
/// 1 167,00 €`, `19 680,00 DH × 12`); none where it is no count times a price.
pub(super) fn product(lexemes: &[Lexeme], context: &CellContext<'_>) -> Option<Vec<Decimal>> {
    let placed = placed_items(lexemes);
    let left = left_of(&placed, placed.len(), lexemes, context)?;
    let last = placed.last().is_some_and(|(item, _)| !item.factors.is_empty());
    let factored = left.start + 1 == placed.len() && last;
    ((left.counted || factored) && left.currency.is_some())
        .then(|| left.operations.into_iter().map(|(_, value)| value).collect())
}

struct Left {
    /// Its first item.
    start: usize,
    operations: Vec<(Operation, Decimal)>,
    currency: Option<Currency>,
    basis: Option<TaxBasis>,
    /// Whether it is a count times a price.
    counted: bool,
    /// Whether it has a number with cents, and none with other decimals.
    cents: bool,
    /// Whether it begins with a percentage.
    shared: bool,
}

/// The terms that end before the item at `end`.
fn left_of(
    placed: &[(Item, std::ops::Range<usize>)],
    end: usize,
    lexemes: &[Lexeme],
    context: &CellContext<'_>,
) -> Option<Left> {
    let mut start = end.checked_sub(1)?;
    let mut joints: Vec<Joint> = Vec::new();
    while let Some(joint) = joint(placed, start, lexemes) {
        joints.insert(0, joint);
        start -= 1;
    }
    let items = placed.get(start..end)?;
    if items.iter().any(|(item, _)| item.permille || item.numeral.is_none() || item.multiplier.is_some()) {
        return None;
    }
    // A percentage multiplies; added to an amount it may be of anything.
    let shared = items.iter().any(|(item, _)| item.percent);
    if shared
        && (items.len() + usize::from(items.iter().any(|(item, _)| !item.factors.is_empty())) < 2
            || joints.iter().any(|joint| *joint != Joint::Times))
    {
        return None;
    }
    let range = items.iter().any(|(item, _)| item.end.is_some());
    let factors = items.iter().any(|(item, _)| !item.factors.is_empty());
    if joints.is_empty() && !range && !factors {
        return None;
    }
    let mut operations = Vec::new();
    let all = std::iter::once(None).chain(joints.iter().copied().map(Some));
    for ((item, _), joint) in items.iter().zip(all) {
        let first = match joint {
            None | Some(Joint::Plus) => Operation::Plus,
            Some(Joint::Minus) => Operation::Minus,
            Some(Joint::Times) => Operation::Times,
            Some(Joint::By) => Operation::By,
        };
        operations.extend(operations_of(item, first, context));
    }
    let mut currencies = items.iter().filter_map(|(item, _)| item.currency_in(context));
    let currency = currencies.next();
    if currencies.any(|other| Some(other) != currency) {
        return None;
    }
    let products = joints.iter().all(|joint| *joint == Joint::Times);
    let counts = items
        .iter()
        .filter(|(item, _)| item.currency_in(context).is_none() && item.factors.is_empty())
        .count();
    let counted = products && !range && !joints.is_empty() && counts + 1 == items.len();
    let decimals: Vec<u32> = operations.iter().map(|(_, value)| value.scale()).collect();
    let cents = decimals.contains(&2) && decimals.iter().all(|decimals| matches!(decimals, 0 | 2));
    let basis = items.iter().find_map(|(item, _)| item.basis);
    let shared = items.first().is_some_and(|(item, _)| item.percent);
    Some(Left { start, operations, currency, basis, counted, cents, shared })
}

/// An item's own numbers: its factors, or the two ends of what looks like a
/// range and is a difference.
fn operations_of(item: &Item, first: Operation, context: &CellContext<'_>) -> Vec<(Operation, Decimal)> {
    let hundredths =
        item.currency.is_none() && item.unit.as_deref().is_some_and(|unit| CENTS.contains(&unit));
    let value = |numeral| {
        let value = resolve(numeral, item.currency, context.language, context.votes).0;
        if hundredths { value.checked_div(Decimal::ONE_HUNDRED).unwrap_or(value) } else { value }
    };
    let mut out: Vec<(Operation, Decimal)> =
        item.numeral.iter().map(|numeral| (first, value(numeral))).collect();
    out.extend(item.factors.iter().map(|numeral| (Operation::Times, value(numeral))));
    // `860 000 × 9,4 %`
    if let Some((_, last)) = out.last_mut().filter(|_| item.percent) {
        *last = last.checked_div(Decimal::ONE_HUNDRED).unwrap_or(*last);
    }
    out.extend(item.end.iter().map(|(numeral, _)| (Operation::Minus, value(numeral))));
    out
}

/// What joins an item to the one before; none where it begins a formula.
fn joint(placed: &[(Item, std::ops::Range<usize>)], at: usize, lexemes: &[Lexeme]) -> Option<Joint> {
    let (before, item) = (placed.get(at.checked_sub(1)?)?, placed.get(at)?);
    if before.0.percent && is_share_of(lexemes.get(before.1.start + 2..item.1.start)?) {
        return Some(Joint::Times);
    }
    let between = lexemes.get(before.1.end..item.1.start)?;
    let signs: Vec<&Token> = between
        .iter()
        .map(|lexeme| &lexeme.token)
        .filter(|token| !matches!(token, Token::Currency(_) | Token::Franc))
        .collect();
    match signs.as_slice() {
        [Token::Plus] => Some(Joint::Plus),
        [Token::Dash] => Some(Joint::Minus),
        [Token::Slash] => Some(Joint::By),
        [Token::Times] => Some(Joint::Times),
        [Token::Word(word)] => match word.as_str() {
            "a" | "at" | "zu" | "x" | "fois" | "times" | "je" => Some(Joint::Times),
            // `6 mensualités de 250 €`
            "de" | "d" | "of" | "von" if before.0.unit.as_deref().is_some_and(|it| TIMES.contains(&it)) => {
                Some(Joint::Times)
            }
            "plus" => Some(Joint::Plus),
            "moins" | "minus" | "less" => Some(Joint::Minus),
            _ => None,
        },
        [Token::Other] if between.iter().any(|lexeme| lexeme.written == "@") => Some(Joint::Times),
        _ => None,
    }
}

/// Whether what stands between a percentage and an amount says that the one is of
/// the other: `18 % de 1 650 000 F`.
fn is_share_of(between: &[Lexeme]) -> bool {
    const OF: &[&str] = &["de", "des", "d", "of", "von", "del", "sur", "les", "the", "los"];
    let mut words =
        between.iter().filter(|lexeme| !matches!(lexeme.token, Token::Currency(_) | Token::Franc));
    let of = |lexeme: &Lexeme| matches!(&lexeme.token, Token::Word(word) if OF.contains(&word.as_str()));
    words.next().is_some_and(of) && words.all(of)
}

/// Whether `soit` or an open bracket, and nothing else, leads to a number.
fn said_so(lexemes: &[Lexeme], start: usize) -> bool {
    let before = lexemes.get(..start).unwrap_or_default().iter().rev();
    let mut before = before.filter(|lexeme| !matches!(lexeme.token, Token::Currency(_) | Token::Franc));
    matches!(before.next().map(|lexeme| &lexeme.token),
        Some(Token::Word(word)) if matches!(word.as_str(), "soit" | "ie" | "is" | "entspricht" | "sea"))
}

/// Whether words say that what follows is what stands before: `which is`, `soit`.
fn is_link(lexemes: &[Lexeme], between: std::ops::Range<usize>) -> bool {
    const LINKS: &[&str] = &[
        "which is",
        "that is",
        "ie",
        "i e",
        "soit",
        "c est a dire",
        "das sind",
        "das ist",
        "d h",
        "es decir",
        "o sea",
        "being",
    ];
    let words = lexemes.get(between).unwrap_or_default().iter().filter_map(|lexeme| match &lexeme.token {
        Token::Word(word) => Some(word.as_str()),
        _ => None,
    });
    LINKS.contains(&words.collect::<Vec<_>>().join(" ").as_str())
}

/// Whether words after a number say that it is a difference.
fn is_difference(lexemes: &[Lexeme], at: usize) -> bool {
    let words: Vec<&str> = lexemes
        .get(at..)
        .unwrap_or_default()
        .iter()
        .take(3)
        .filter_map(|lexeme| match &lexeme.token {
            Token::Word(word) => Some(word.as_str()),
            _ => None,
        })
        .collect();
    matches!(
        words.as_slice(),
        ["de", "moins" | "plus" | "difference", ..]
            | ["less" | "more" | "cheaper" | "weniger" | "mehr" | "menos" | "mas" | "d", ..]
    )
}

/// Whether a bracket opens before a number and its currency sign.
fn is_opened(lexemes: &[Lexeme], start: usize) -> bool {
    let before = lexemes.get(..start).unwrap_or_default().iter().rev();
    let mut before = before.filter(|lexeme| !matches!(lexeme.token, Token::Currency(_) | Token::Franc));
    before.next().is_some_and(|lexeme| lexeme.token == Token::Open)
}

/// Whether nothing but signs of currencies and a bracket stands between two
/// places.
fn is_directly_before(lexemes: &[Lexeme], end: usize, start: usize) -> bool {
    lexemes.get(end..start).is_some_and(|between| {
        between.iter().all(|lexeme| matches!(lexeme.token, Token::Currency(_) | Token::Franc | Token::Open))
    })
}

fn is_after_colon(lexemes: &[Lexeme], start: usize) -> bool {
    let before = lexemes.get(..start).unwrap_or_default().iter().rev();
    let mut before = before.filter(|lexeme| !matches!(lexeme.token, Token::Currency(_) | Token::Franc));
    before.next().is_some_and(|lexeme| lexeme.token == Token::Other && lexeme.written == ":")
}

fn equation(
    left: &Left,
    result: &Item,
    lexemes: &[Lexeme],
    at: usize,
    context: &CellContext<'_>,
) -> Option<(Equation, String)> {
    let (price, doubts) = price_of(result, None, context)?;
    let currency = match (left.currency, result.currency_in(context)) {
        (Some(left), Some(right)) => Some(left).filter(|left| *left == right),
        // `12 × 8 = 96` is no money; with cents on both sides it is.
        (None, None) => context.currency.filter(|own| {
            own.minor_units() == 2 && left.cents && price.decimals == 2 && result.lead == Lead::Equals
        }),
        (left, right) => left.or(right),
    };
    let taxed = left.basis.zip(price.basis).is_some_and(|(left, right)| left != right);
    if taxed || currency.is_none() || !doubts.is_empty() || !price.is_firm() || result.percent {
        return None;
    }
    let written = lexemes.get(at).map(|lexeme| lexeme.written.clone())?;
    let price = crate::proposal::price::Price { currency: price.currency.or(currency), ..price };
    Some((Equation { operations: left.operations.clone(), result: price, span: None }, written))
}
