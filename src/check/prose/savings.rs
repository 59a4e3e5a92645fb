//! R10 in sentences: what is saved is the difference of two prices, and its
//! percentage is of the higher one.

use super::sentences::{Broken, is_same, minor};
use crate::check::Context;
use crate::check::arithmetic::SAVINGS_MISMATCH;
use crate::check::cells::amounts;
use crate::diagnostics::Diagnostic;
use crate::money::{Decimal, Decimals, Slip, format_amount, format_number, round, slip};
use crate::proposal::price::Price;
use crate::proposal::pricing::{PriceRole, RowRole, SaidSaving};
use crate::source::Span;

/// Checks every saving that a sentence names.
pub(in crate::check) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for said in &context.pricing.savings {
        let found = match (&said.price, &said.list) {
            (Some(price), Some(list)) => {
                let (each, broken) = of_all(context, said, price, list);
                broken.or_else(|| difference(context, said, price, list).filter(|_| !each))
            }
            (Some(price), None) => of_price(context, said, price),
            (None, _) => match reduced_before(context, said) {
                Some((price, list)) => of_all(context, said, price, list).1,
                None => of_pack(context, said),
            },
        };
        let broken = found.is_some();
        findings.extend(found);
        // One fault: with the amount mended the percentage may be right.
        if !broken {
            findings.extend(percentage(context, said));
        }
    }
}

/// `X (au lieu de Y) — Économie : Z`.
fn difference(context: &Context<'_>, said: &SaidSaving, price: &Price, list: &Price) -> Option<Diagnostic> {
    let (saving, span) = said.amount.as_ref()?;
    if list.currency != price.currency
        || !list.is_firm()
        || !price.is_firm()
        || saving.currency != price.currency
    {
        return None;
    }
    let expected = list.amount.checked_sub(price.amount)?;
    let slack = list.tolerance + price.tolerance;
    (!is_same(expected, saving, slack)).then(|| taken(context, list, price, expected, saving, *span))
}

/// The reduced price that a sentence before in the same paragraph names: `L'étiquette
/// est à 0,45 € au lieu de 0,60 €. Vous économisez 33,45 €.`
fn reduced_before<'a>(context: &'a Context<'_>, said: &SaidSaving) -> Option<(&'a Price, &'a Price)> {
    let (_, span) = said.amount.as_ref()?;
    let before = context.pricing.prose.iter().rfind(|prose| {
        prose.block.file == span.file
            && prose.block.start <= span.start
            && span.end <= prose.block.end
            && prose.span.start < span.start
            && prose.list.is_some()
    })?;
    Some((&before.price, before.list.as_ref().map(|(list, _)| list)?))
}

/// What is saved on as many as the tables sell at a reduced price: whether it is what
/// the sentence says, and the finding where that is a slip of the hand away.
fn of_all(
    context: &Context<'_>,
    said: &SaidSaving,
    price: &Price,
    list: &Price,
) -> (bool, Option<Diagnostic>) {
    let none = (false, None);
    let Some((saving, span)) = &said.amount else { return none };
    let firm = list.currency == price.currency && saving.currency == price.currency && list.is_firm();
    let Some(one) = list.amount.checked_sub(price.amount).filter(|_| firm && price.is_firm()) else {
        return none;
    };
    let counts = context.pricing.lines().filter_map(|line| {
        let own = line.price_of(PriceRole::Unit)?.price()?;
        (own.amount == price.amount && own.currency == price.currency)
            .then(|| line.quantity.as_ref().map(|count| count.value))?
    });
    let all: Vec<(Decimal, Decimal)> =
        counts.filter_map(|count| Some((count, one.checked_mul(count)?))).collect();
    if all.iter().any(|(_, value)| is_same(*value, saving, Decimal::ZERO)) {
        return (true, None);
    }
    let slipped = |value: Decimal| {
        matches!(slip(saving.amount, value), Some(Slip::Swapped | Slip::OneDigit)) && one != saving.amount
    };
    let Some((count, expected)) = all.into_iter().find(|(_, value)| slipped(*value)) else { return none };
    let language = context.language();
    let shown = format_amount(one, price.currency, language, Decimals::AsNeeded(minor(price)));
    let formula = format!("{} × {shown}", format_number(count, language, Decimals::AsNeeded(0)));
    let broken = Broken { rule: &SAVINGS_MISMATCH, formula, expected, found: saving, span: *span };
    (true, Some(broken.report(context)))
}

/// `list − price = expected`, and not what is said.
fn taken(
    context: &Context<'_>,
    list: &Price,
    price: &Price,
    expected: Decimal,
    found: &Price,
    span: Span,
) -> Diagnostic {
    let show = |price: &Price| {
        let decimals = Decimals::AsNeeded(minor(price));
        format_amount(price.amount, price.currency, context.language(), decimals)
    };
    let formula = format!("{} − {}", show(list), show(price));
    Broken { rule: &SAVINGS_MISMATCH, formula, expected, found, span }.report(context)
}

/// `Booked one by one these would be $7,800, so you save $800`: with one price
/// beside, the other one must be a price of the document.
fn of_price(context: &Context<'_>, said: &SaidSaving, price: &Price) -> Option<Diagnostic> {
    let (saving, span) = said.amount.as_ref()?;
    if saving.currency != price.currency || saving.period != price.period || said.sentence.contains('%') {
        return None;
    }
    let known: Vec<Decimal> =
        printed(context, price).filter(|other| *other != saving.amount && *other != price.amount).collect();
    let others = [price.amount.checked_sub(saving.amount), price.amount.checked_add(saving.amount)];
    if others.into_iter().flatten().any(|other| known.contains(&other)) {
        return None;
    }
    // The price that comes nearest to what it would have to be.
    let off = |other: &Decimal| ((price.amount - *other).abs() - saving.amount).abs();
    let nearest = known.iter().copied().min_by_key(off)?;
    // Another subject altogether.
    if off(&nearest).checked_mul(Decimal::TWO)? > saving.amount {
        return None;
    }
    let other = Price { amount: nearest, ..price.clone() };
    let (list, reduced) = if nearest > price.amount { (&other, price) } else { (price, &other) };
    Some(taken(context, list, reduced, list.amount - reduced.amount, saving, *span))
}

/// `Économie de 4 600 €` under a pack: the difference of its two prices.
fn of_pack(context: &Context<'_>, said: &SaidSaving) -> Option<Diagnostic> {
    let (saving, span) = said.amount.as_ref()?;
    let tables = context.pricing.tables.iter().filter(|table| table.is_checked());
    let mut packs = tables.filter_map(|table| {
        let of = |role: RowRole| {
            let row = table.rows.iter().find(|row| row.role == role)?;
            row.cells.iter().rev().find_map(|cell| cell.reading.price())
        };
        Some((of(RowRole::ListValue)?, of(RowRole::PackPrice)?))
    });
    let (list, price) = packs.next().filter(|_| packs.next().is_none())?;
    let fits = list.currency == saving.currency && price.currency == saving.currency;
    let expected = list.amount.checked_sub(price.amount).filter(|_| fits)?;
    (!is_same(expected, saving, Decimal::ZERO)).then(|| taken(context, list, price, expected, saving, *span))
}

/// The percentage of what is saved.
fn percentage(context: &Context<'_>, said: &SaidSaving) -> Option<Diagnostic> {
    let (percent, decimals, span) = said.percent?;
    let saving = match (&said.amount, &said.price, &said.list) {
        (Some((saving, _)), ..) => saving.amount,
        (None, Some(price), Some(list)) => list.amount.checked_sub(price.amount)?,
        _ => return None,
    };
    let like = said.list.as_ref().or(said.price.as_ref()).or(said.amount.as_ref().map(|(price, _)| price))?;
    // Of what it may be a share: the price before, where the sentence names it.
    let bases: Vec<Decimal> = match (&said.list, &said.price) {
        (Some(list), _) => vec![list.amount],
        (None, Some(price)) => vec![price.amount.checked_add(saving)?, price.amount],
        (None, None) => {
            let known: Vec<Decimal> = printed(context, like).collect();
            let reduced =
                |list: &&Decimal| list.checked_sub(saving).is_some_and(|rest| known.contains(&rest));
            known.iter().filter(reduced).copied().collect()
        }
    };
    let unit = Decimal::new(1, decimals);
    let share = |base: &Decimal| {
        saving.abs().checked_mul(Decimal::ONE_HUNDRED)?.checked_div(*base).map(|share| (share, *base))
    };
    let shares: Vec<(Decimal, Decimal)> = bases.iter().filter_map(share).collect();
    // `soit 15 %` is often rounded down, to be safe.
    if shares.iter().any(|(share, _)| (*share - percent.abs()).abs() < unit) {
        return None;
    }
    let (share, base) = shares.first()?;
    let language = context.language();
    let number = |value| format_number(value, language, Decimals::AsNeeded(0));
    let (found, wanted) = (number(percent.abs()), number(round(*share, decimals)));
    let list = format_amount(*base, like.currency, language, Decimals::AsNeeded(minor(like)));
    let message = language.pick(
        format!("Économie : {wanted}\u{a0}% de {list}, et non {found}\u{a0}%"),
        format!("saving: {wanted}% of {list}, not {found}%"),
    );
    Some(Diagnostic::new(&SAVINGS_MISMATCH, message).at(span).facts(crate::diagnostics::Facts {
        found: Some(percent.abs().normalize().to_string()),
        expected: Some(round(*share, decimals).normalize().to_string()),
        ..Default::default()
    }))
}

/// Every amount of the document in the currency of a price.
fn printed<'a>(context: &'a Context<'_>, like: &'a Price) -> impl Iterator<Item = Decimal> + 'a {
    let tables = context.pricing.tables.iter().filter(|table| table.is_checked()).flat_map(amounts);
    tables
        .map(|seen| &seen.amount.price)
        .chain(context.pricing.mentioned.iter().map(|said| &said.price))
        .filter(|other| other.currency == like.currency)
        .map(|other| other.amount)
}
