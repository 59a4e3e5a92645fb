//! Prices of a line that are its price for so many: `Per user £1.75 | Per month £84.00`
//! in a document about 48 users.

use std::collections::BTreeMap;

use super::verdict::{Judged, Verdict};
use crate::money::Decimal;

/// Leaves out what is a multiple of a price that is right beside it: the same multiple
/// in two lines of a table, or one that a line around the table names.
pub(super) fn leave_out(judged: &mut Vec<Judged<'_, '_>>) {
    let all: Vec<Option<Decimal>> = judged.iter().map(|one| multiple(one, judged)).collect();
    let mut lines: BTreeMap<(u32, Decimal), usize> = BTreeMap::new();
    let key = |one: &Judged<'_, '_>, times: Decimal| Some((one.sale.table?.span.start, times.normalize()));
    for (one, times) in judged.iter().zip(&all) {
        if let Some(key) = times.and_then(|times| key(one, times)) {
            *lines.entry(key).or_default() += 1;
        }
    }
    let mut all = all.into_iter();
    judged.retain(|one| {
        let Some(times) = all.next().flatten() else { return true };
        let several = key(one, times).and_then(|key| lines.get(&key)).is_some_and(|lines| *lines > 1);
        !several && !is_named(one, times)
    });
}

/// How many times the right price of its line a wrong one is.
fn multiple(one: &Judged<'_, '_>, all: &[Judged<'_, '_>]) -> Option<Decimal> {
    if !matches!(one.verdict, Verdict::Differs(..)) || one.sale.line.is_none() {
        return None;
    }
    let right = all.iter().find(|other| {
        std::ptr::eq(other.sale, one.sale)
            && matches!(other.verdict, Verdict::Fits(_) | Verdict::Discounted { .. })
    })?;
    let times = one.offer.price.amount.checked_div(right.offer.price.amount)?;
    (times > Decimal::ONE && times.fract().is_zero()).then_some(times)
}

/// Whether a line around the table names a number.
fn is_named(one: &Judged<'_, '_>, times: Decimal) -> bool {
    let texts = one.sale.table.into_iter().flat_map(|table| table.caption.iter().chain(&table.notes));
    let mut numbers = texts.flat_map(|caption| caption.text.split(|c: char| !c.is_ascii_digit()));
    numbers.any(|digits| digits.parse::<Decimal>().is_ok_and(|number| number == times))
}
