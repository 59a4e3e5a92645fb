//! What is to be said about each price that the catalog knows.

use chrono::NaiveDate;

use super::compare::{Expected, Gap, Listed, Outcome, Terms, compare};
use super::explain::{Explanation, explain};
use super::multiples;
use super::sale::{Offer, Sale};
use super::view::View;
use crate::catalog::{Charge, DatedPrice, Item};
use crate::check::free_months::free_months;
use crate::money::Decimal;
use crate::proposal::price::{Period, Price, Qualifier};
use crate::proposal::pricing::{Equation, LinePrice, Operation, Reading, TableKind};
use crate::source::Span;

/// A price and what is to be said about it.
pub(super) struct Judged<'a, 'v> {
    pub(super) sale: &'v Sale<'a>,
    pub(super) item: &'a Item,
    pub(super) offer: Offer,
    /// Where the catalog's price stands.
    pub(super) source: Span,
    pub(super) verdict: Verdict,
}

/// What is to be said about a price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is the catalog's.
    Fits(Expected),
    /// It is lower, and the document says why.
    Discounted {
        /// By how much.
        percent: Decimal,
        /// From this.
        from: Expected,
    },
    /// It is another.
    Differs(Expected, Vec<Explanation>),
    /// The price before the reduction is another.
    ListDiffers(Expected, Vec<Explanation>),
    /// It is the catalog's figure on another basis.
    WrongBasis(Expected),
    /// It is the catalog's figure for another period.
    WrongPeriod(Expected),
    /// It held before.
    Expired {
        /// Its last day.
        until: Option<NaiveDate>,
        /// What holds now.
        now: Expected,
        /// Since when.
        since: Option<NaiveDate>,
    },
    /// It will hold.
    NotYet {
        /// Its first day.
        from: NaiveDate,
        /// What holds now; none where nothing does.
        now: Option<Expected>,
    },
    /// It lies below the least that the item costs.
    BelowFloor(Expected),
    /// The catalog has no price for it.
    OnQuote,
    /// It is the price of another size.
    WrongSize {
        /// The size that is declared.
        size: Decimal,
        /// What is counted.
        of: String,
        /// Whether the frontmatter declares it.
        declared: bool,
        /// What that size costs.
        expected: Expected,
    },
    /// It cannot be compared.
    Unknown(Gap, Expected),
    /// The catalog has no price on the document's day.
    NoPriceThen,
}

impl Verdict {
    fn is_bad(&self) -> bool {
        !matches!(self, Self::Fits(_) | Self::Discounted { .. } | Self::Unknown(..) | Self::OnQuote)
    }
}

/// Judges every price of a document: at most one defect per line, since the
/// others follow from it, and per column where columns are variants.
pub(super) fn judge<'a, 'v>(view: &'v View<'a>) -> Vec<Judged<'a, 'v>> {
    let mut judged = Vec::new();
    for sale in &view.sales {
        let Some(item) = sale.item() else { continue };
        if item.is_retired_on(view.date) {
            continue;
        }
        let mut own: Vec<Judged<'a, 'v>> = sale
            .offers
            .iter()
            .filter_map(|offer| {
                let (source, verdict) = verdict_of_any(view, sale, item, offer)?;
                Some(Judged { sale, item, offer: offer.clone(), source, verdict })
            })
            .collect();
        let variants = sale.table.is_some_and(|table| table.kind == TableKind::Comparison);
        if !variants {
            let settled = own.iter().any(|one| !matches!(one.verdict, Verdict::Unknown(..)));
            if settled {
                own.retain(|one| !matches!(one.verdict, Verdict::Unknown(..)));
            }
            let mut seen_bad = false;
            let mut seen_discount = false;
            let mut seen_quote = false;
            own.retain(|one| {
                let bad = one.verdict.is_bad();
                let discount = matches!(one.verdict, Verdict::Discounted { .. });
                let quote = one.verdict == Verdict::OnQuote;
                let again = (bad && seen_bad) || (discount && seen_discount) || (quote && seen_quote);
                seen_quote |= quote;
                seen_bad |= bad;
                seen_discount |= discount;
                !again
            });
        }
        judged.append(&mut own);
    }
    one_per_sentence(&mut judged);
    multiples::leave_out(&mut judged);
    judged
}

/// A sentence that gives an item's price may go on with other amounts (`900 €
/// par mois, puis 950 €`): once one of them is right, the others are not held
/// to be it.
fn one_per_sentence(judged: &mut Vec<Judged<'_, '_>>) {
    let right: Vec<(Span, *const Item)> = judged
        .iter()
        .filter(|one| matches!(one.verdict, Verdict::Fits(_) | Verdict::Discounted { .. }))
        .filter_map(|one| Some((one.sale.sentence?, std::ptr::from_ref(one.item))))
        .collect();
    judged.retain(|one| {
        let settled =
            one.sale.sentence.is_some_and(|span| right.contains(&(span, std::ptr::from_ref(one.item))));
        !(settled && one.verdict.is_bad())
    });
}

/// Where a product is written out, its factor may be the catalog's price as
/// well as its result.
fn verdict_of_any(view: &View<'_>, sale: &Sale<'_>, item: &Item, offer: &Offer) -> Option<(Span, Verdict)> {
    // Nothing is asked for what another cell gives away.
    let given = |cell: &LinePrice| matches!(cell.reading, Reading::Free { .. } | Reading::Included);
    if offer.price.amount.is_zero() && sale.cells().iter().any(given) {
        return None;
    }
    let own = verdict(view, sale, item, offer)?;
    if matches!(own.1, Verdict::Fits(_) | Verdict::Discounted { .. }) {
        return Some(own);
    }
    // A count in the label: `Boîtes mail (84)`, `Vitrerie, 4 passages`; months
    // that a year gives away.
    let once = || std::iter::once(Decimal::ONE);
    let counted = sale.terms.quantity.is_none() && !offer.unit && sale.line.is_some();
    let written = counted.then(|| written_counts(view, offer));
    let counts: Vec<Decimal> = once()
        .chain(counts(&sale.label).filter(|_| counted))
        // `9 salariés × 19,50 €`: a year of nine.
        .chain(offer.factors.iter().copied())
        .chain(written.into_iter().flatten())
        .collect();
    let paid = paid_months(sale, offer).filter(|_| item.period == Period::Month);
    let fitting =
        once().chain(paid).flat_map(|months| counts.iter().map(move |count| (months, *count))).skip(1);
    let fitting = fitting
        .filter_map(|(months, count)| {
            let amount = offer.price.amount.checked_div(months)?.checked_div(count)?;
            let period = if months == Decimal::ONE { offer.price.period } else { Some(Period::Month) };
            let one = Offer {
                price: Price { amount, period, ..offer.price.clone() },
                factors: Vec::new(),
                ..offer.clone()
            };
            verdict(view, sale, item, &one)
        })
        .find(|(_, verdict)| matches!(verdict, Verdict::Fits(_)));
    if fitting.is_some() {
        return fitting;
    }
    let factors = offer.factors.iter().map(|factor| Offer {
        price: Price { amount: *factor, tolerance: Decimal::ZERO, ..offer.price.clone() },
        factors: Vec::new(),
        ..offer.clone()
    });
    let fitting = factors
        .filter_map(|factor| verdict(view, sale, item, &factor))
        .find(|(_, verdict)| matches!(verdict, Verdict::Fits(_)));
    Some(fitting.unwrap_or(own))
}

/// The months of a year that are paid for, where the header of the price or a
/// line around the table gives some away: `Annual (2 months free)`.
fn paid_months(sale: &Sale<'_>, offer: &Offer) -> Option<Decimal> {
    let heading = sale.cells().iter().find(|cell| cell.span == offer.span).map(|cell| cell.heading.as_str());
    let around = sale.table.into_iter().flat_map(|table| table.caption.iter().chain(&table.notes));
    let mut texts = heading.into_iter().chain(around.map(|caption| caption.text.as_str()));
    let free = texts.find_map(free_months)?;
    Decimal::from(12).checked_sub(free).filter(|paid| *paid > Decimal::ONE)
}

/// The factors of the products that the text writes out for an amount: `pique-nique,
/// 24 × 17,50 € = 420 €` above a summary with `Pique-nique | 420 €`.
fn written_counts(view: &View<'_>, offer: &Offer) -> Vec<Decimal> {
    let of = |equation: &&Equation| {
        let product = equation.operations.iter().skip(1).all(|(operation, _)| *operation == Operation::Times);
        let result = &equation.result;
        product && result.amount == offer.price.amount && result.currency == offer.price.currency
    };
    let products = view.context.pricing.equations.iter().filter(of);
    products.flat_map(|product| product.operations.iter().map(|(_, factor)| *factor)).collect()
}

/// The whole numbers in a label.
fn counts(label: &str) -> impl Iterator<Item = Decimal> {
    label.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse::<Decimal>().ok())
}

fn listed(price: &DatedPrice, item: &Item) -> Listed {
    Listed { amount: price.amount.value, currency: price.currency, basis: price.basis, period: item.period }
}

fn verdict(view: &View<'_>, sale: &Sale<'_>, item: &Item, offer: &Offer) -> Option<(Span, Verdict)> {
    match &item.charge {
        Charge::Listed(_) => Some(dated(view, sale, item, offer)?),
        Charge::From(floor) | Charge::OnQuote(Some(floor)) => {
            Some((floor.span, above(view, sale, item, offer, floor.value)?))
        }
        Charge::OnQuote(None) => {
            let firm = matches!(offer.price.qualifier, Qualifier::Exact | Qualifier::Addition);
            firm.then_some((item.span, Verdict::OnQuote))
        }
        Charge::Tiered(tiers) => super::tiers::verdict(view, sale, item, tiers, offer),
        Charge::Percent(_) | Charge::Unknown => None,
    }
}

fn dated(view: &View<'_>, sale: &Sale<'_>, item: &Item, offer: &Offer) -> Option<(Span, Verdict)> {
    let language = view.language;
    let terms = &sale.terms;
    let Some(now) = item.price_on(view.date) else {
        let date = view.date?;
        let later = item.next_price(date);
        let verdict = match later {
            Some((price, from))
                if compare(&offer.price, &listed(price, item), terms, language)?.0 == Outcome::Fits =>
            {
                Verdict::NotYet { from, now: None }
            }
            _ => Verdict::NoPriceThen,
        };
        return Some((item.span, verdict));
    };
    let own = listed(now, item);
    let terms = &sale.terms_for(offer, &own, language);
    let (outcome, expected) = compare(&offer.price, &own, terms, language)?;
    // A bundle's struck price is the worth of its parts, which has its own rule.
    if !item.is_bundle()
        && let Some((list, _)) = &offer.list
    {
        let (list_outcome, list_expected) = compare(list, &own, terms, language)?;
        match list_outcome {
            Outcome::Fits if offer.price.amount < list.amount => {
                let percent = share_off(offer.price.amount, list.amount)?;
                return Some((now.amount.span, Verdict::Discounted { percent, from: list_expected }));
            }
            Outcome::Fits | Outcome::Unknown(_) => {}
            Outcome::Differs => {
                let why = explain(view, sale, item, list, &own, &list_expected);
                return Some((now.amount.span, Verdict::ListDiffers(list_expected, why)));
            }
        }
    }
    if outcome == Outcome::Fits {
        let verdict = match sale.line.as_ref().and_then(|line| line.discount_percent) {
            Some(percent) if !percent.is_zero() => Verdict::Discounted { percent, from: expected },
            _ => Verdict::Fits(expected),
        };
        return Some((now.amount.span, verdict));
    }
    for percent in &sale.discounts {
        let left = Decimal::ONE_HUNDRED.checked_sub(*percent)?.checked_div(Decimal::ONE_HUNDRED)?;
        let reduced = Listed { amount: own.amount.checked_mul(left)?, ..own };
        if let Some((Outcome::Fits, _)) = compare(&offer.price, &reduced, terms, language) {
            return Some((now.amount.span, Verdict::Discounted { percent: *percent, from: expected }));
        }
    }
    if outcome == Outcome::Differs {
        if let Some(verdict) = other_version(view, item, now, offer, terms, &expected) {
            return Some((now.amount.span, verdict));
        }
        if let Some(verdict) = as_listed(offer, &own, &expected) {
            return Some((now.amount.span, verdict));
        }
        let why = explain(view, sale, item, &offer.price, &own, &expected);
        return Some((now.amount.span, Verdict::Differs(expected, why)));
    }
    match outcome {
        Outcome::Unknown(gap) => Some((now.amount.span, Verdict::Unknown(gap, expected))),
        Outcome::Fits | Outcome::Differs => None,
    }
}

/// The catalog's own figure in a column of another basis or period.
fn as_listed(offer: &Offer, own: &Listed, expected: &Expected) -> Option<Verdict> {
    if offer.price.amount != own.amount || offer.price.currency.is_some_and(|own| own != expected.currency) {
        return None;
    }
    if expected.period != own.period && own.period.is_recurring() {
        return Some(Verdict::WrongPeriod(expected.clone()));
    }
    (expected.basis != own.basis).then(|| Verdict::WrongBasis(expected.clone()))
}

fn other_version(
    view: &View<'_>,
    item: &Item,
    now: &DatedPrice,
    offer: &Offer,
    terms: &Terms,
    expected: &Expected,
) -> Option<Verdict> {
    let since = now.from.as_ref().map(|from| from.value);
    for price in item.prices().into_iter().rev().filter(|price| !std::ptr::eq(*price, now)) {
        let (outcome, _) = compare(&offer.price, &listed(price, item), terms, view.language)?;
        if outcome != Outcome::Fits {
            continue;
        }
        let from = price.from.as_ref().map(|from| from.value);
        return Some(match (from, since) {
            (Some(from), Some(since)) if from > since => {
                Verdict::NotYet { from, now: Some(expected.clone()) }
            }
            _ => Verdict::Expired {
                until: price.until.as_ref().map(|until| until.value),
                now: expected.clone(),
                since,
            },
        });
    }
    None
}

/// A price of an item that has only a floor.
fn above(view: &View<'_>, sale: &Sale<'_>, item: &Item, offer: &Offer, floor: Decimal) -> Option<Verdict> {
    let own = Listed { amount: floor, currency: item.currency, basis: item.basis, period: item.period };
    let (outcome, expected) =
        compare(&offer.price, &own, &sale.terms_for(offer, &own, view.language), view.language)?;
    let comparable =
        offer.price.basis.is_some_and(|basis| basis == expected.basis) || outcome == Outcome::Fits;
    Some(match outcome {
        Outcome::Fits => Verdict::Fits(expected),
        Outcome::Unknown(gap) => Verdict::Unknown(gap, expected),
        Outcome::Differs if offer.price.amount < expected.amount => Verdict::BelowFloor(expected),
        // `from` names the floor itself.
        Outcome::Differs if offer.price.qualifier == Qualifier::From => {
            let why = explain(view, sale, item, &offer.price, &own, &expected);
            Verdict::Differs(expected, why)
        }
        Outcome::Differs if comparable => Verdict::Fits(expected),
        Outcome::Differs => Verdict::Unknown(Gap::Basis, expected),
    })
}

/// By how much, in percent, one amount is below another.
pub(super) fn share_off(amount: Decimal, list: Decimal) -> Option<Decimal> {
    list.checked_sub(amount)?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(list)
}

/// Compares a price with the catalog's once more, on other terms: whether it
/// fits, and what was expected.
pub(super) fn again(view: &View<'_>, one: &Judged<'_, '_>, terms: &Terms) -> Option<(bool, Expected)> {
    let price = one.item.price_on(view.date)?;
    let (outcome, expected) = compare(&one.offer.price, &listed(price, one.item), terms, view.language)?;
    Some((outcome == Outcome::Fits, expected))
}
