//! Payments in sentences and lists: their shares make the whole, each amount is
//! its share of it, and together they are a total of the document.

use crate::check::Context;
use crate::check::arithmetic::{INSTALMENTS_MISMATCH, printed_totals};
use crate::check::cells::amounts;
use crate::diagnostics::{Diagnostic, Facts};
use crate::language::Language;
use crate::money::{
    Currency, Decimal, Decimals, Slip, format_amount, format_number, format_share, plain, round, slip,
};
use crate::proposal::price::Price;
use crate::proposal::pricing::{PaymentPart, PaymentPlan, ProseSubject};

/// Checks every plan of payments.
pub(in crate::check) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let wholes = Wholes::of(context);
    for plan in &context.pricing.payments {
        let made = shares(plan);
        if let Some(sum) = made {
            findings.push(not_whole(context.language(), plan, sum, &wholes));
        }
        amounts_of(context, plan, &wholes, made.is_some(), findings);
    }
}

/// What payments may be shares of.
struct Wholes {
    /// What the document calls a total.
    totals: Vec<Price>,
    /// What should stand there, where a total is wrong.
    mended: Vec<Price>,
    /// Every other amount that it prints.
    others: Vec<Price>,
}

impl Wholes {
    fn of(context: &Context<'_>) -> Self {
        let pricing = context.pricing;
        let (mut totals, mut mended): (Vec<Price>, Vec<Price>) = (Vec::new(), Vec::new());
        for total in printed_totals(pricing) {
            mended.extend(total.mended.map(|amount| Price { amount, ..total.price.clone() }));
            totals.push(total.price);
        }
        for prose in pricing.prose.iter().filter(|prose| prose.names == ProseSubject::Total) {
            totals.push(prose.price.clone());
            totals.extend(prose.restated.iter().map(|(price, _)| price.clone()));
        }
        let tables = pricing.tables.iter().filter(|table| table.is_checked()).flat_map(amounts);
        // What is paid so many times is no whole of its own: `3 × 410 €`.
        let paid = |span| pricing.payments.iter().flat_map(|plan| &plan.parts).any(|part| part.span == span);
        let mentioned = pricing.mentioned.iter().filter(|said| said.factors.is_empty() || !paid(said.span));
        let mentioned = mentioned.map(|said| said.price.clone());
        let others = tables.map(|seen| seen.amount.price.clone()).chain(mentioned).collect();
        Self { totals, mended, others }
    }
}

/// What the shares of a plan make, where that is not the whole.
fn shares(plan: &PaymentPlan) -> Option<Decimal> {
    let shares: Vec<Decimal> = plan.parts.iter().filter_map(|part| part.share).collect();
    let sum = shares.iter().copied().fold(Decimal::ZERO, Decimal::saturating_add);
    // Two ways to pay in one list each make a whole.
    let whole = (round(sum, 6) % Decimal::ONE_HUNDRED).is_zero();
    (!plan.open && shares.len() >= 2 && shares.len() == plan.parts.len() && !whole).then_some(sum)
}

/// Shares that do not make the whole; where the amounts do, the one whose amount
/// is another share is the wrong one.
fn not_whole(language: Language, plan: &PaymentPlan, sum: Decimal, wholes: &Wholes) -> Diagnostic {
    let number = |value| format_number(round(value, 2), language, Decimals::AsNeeded(0));
    let shares = plan.parts.iter().filter_map(|part| part.share);
    let list = shares.map(number).collect::<Vec<_>>().join(" + ");
    let total = number(sum);
    let message = language.pick(
        format!("Les échéances font {total}\u{a0}% au lieu de 100\u{a0}% : {list}"),
        format!("instalments add up to {total}%, not 100%: {list}"),
    );
    let made = total_of(plan).filter(|made| candidates(plan, &wholes.totals).contains(made));
    let mut wrong =
        plan.parts.iter().filter(|part| made.is_some_and(|made| agrees(part, made) == Some(false)));
    let culprit = wrong.next().filter(|_| wrong.next().is_none());
    let span = culprit.or(plan.parts.last()).map_or(plan.span, |part| part.span);
    let finding = Diagnostic::new(&INSTALMENTS_MISMATCH, message).at(span).facts(Facts {
        found: Some(sum.normalize().to_string()),
        expected: Some("100".into()),
        ..Facts::default()
    });
    let told =
        culprit.zip(made).and_then(|(part, made)| {
            let price = part.amount.as_ref()?;
            let share = price.amount.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(made)?;
            let places = Decimals::AsNeeded(price.currency.map_or(2, Currency::minor_units));
            let show = |value| format_amount(value, price.currency, language, places);
            let (amount, of, share) = (show(price.amount), show(made), number(share));
            Some(language.pick(
                format!("{amount} sur {of} font {share}\u{a0}%"),
                format!("{amount} of {of} is {share}%"),
            ))
        });
    match told {
        Some(help) => finding.help(help),
        None => finding,
    }
}

/// The amounts of a list that payments may be parts of.
fn candidates(plan: &PaymentPlan, list: &[Price]) -> Vec<Decimal> {
    let fits = |whole: &&Price| {
        plan.parts.iter().all(|part| {
            let base = part.base.zip(whole.basis).is_none_or(|(said, own)| said == own);
            base && part.amount.as_ref().is_none_or(|amount| alike(amount, whole))
        })
    };
    list.iter().filter(fits).map(|whole| whole.amount).collect()
}

/// Amounts that are their shares of a total, and that make it together.
/// Where the shares do not make the whole, that was said; then only an amount
/// that is not its share is, and only where the amounts do not make it either.
fn amounts_of(
    context: &Context<'_>,
    plan: &PaymentPlan,
    wholes: &Wholes,
    told: bool,
    findings: &mut Vec<Diagnostic>,
) {
    let (totals, others) = (candidates(plan, &wholes.totals), candidates(plan, &wholes.others));
    let mended = candidates(plan, &wholes.mended);
    if told && total_of(plan).is_some_and(|made| totals.contains(&made)) {
        return;
    }
    let implied = with_the_rest(plan);
    let agreeing = |whole: &Decimal| implied.iter().filter(|part| agrees(part, *whole) == Some(true)).count();
    let shared = plan.parts.iter().filter(|part| part.share.is_some() && part.amount.is_some()).count();
    let mut whole = None;
    if shared > 0 {
        // The total that most parts fit, of several the one that they come nearest
        // to, else any amount that they do.
        let made = total_of(plan).unwrap_or_default();
        let fits = |whole: &Decimal| (agreeing(whole), std::cmp::Reverse((*whole - made).abs()));
        let best = |list: &[Decimal]| list.iter().copied().max_by_key(fits).filter(|w| agreeing(w) > 0);
        let sum = total_of(plan).filter(|sum| agreeing(sum) == shared);
        let known = best(&totals).or_else(|| best(&mended)).or_else(|| best(&others));
        whole = known.or(sum.filter(|_| totals.is_empty()));
        // Where a total is wrong, what agrees with none of them may follow from that.
        let nearest = || nearest_ratio(plan, &totals).filter(|_| mended.is_empty());
        let slipped = || totals.iter().chain(&mended).copied().find(|whole| is_slip_of_share(plan, *whole));
        let reference = whole.or_else(nearest).or_else(slipped).or_else(|| of_other_basis(plan, wholes));
        let Some(reference) = reference else { return };
        let wrong: Vec<&PaymentPart> =
            plan.parts.iter().filter(|part| agrees(part, reference) == Some(false)).collect();
        for part in &wrong {
            findings.extend(not_its_share(context.language(), part, reference));
        }
        if !wrong.is_empty() {
            return;
        }
    }
    let Some(sum) = total_of(plan).filter(|_| !plan.open && !told) else { return };
    let complete = plan.parts.len() > 1 || plan.parts.iter().any(|part| part.times.is_some());
    let slack = slack(plan);
    let near = |value: &Decimal| (*value - sum).abs() <= slack;
    let known =
        whole.iter().any(near) || whole.is_none() && totals.iter().chain(&mended).chain(&others).any(near);
    if !complete || known {
        return;
    }
    // The total that a slip of the hand in one of them is away from, else the
    // nearest.
    let slipped = |total: &Decimal| {
        plan.parts.iter().filter(|part| part.times.is_none()).any(|part| {
            let Some(price) = &part.amount else { return false };
            let meant = price.amount.checked_add(*total - sum);
            meant.is_some_and(|meant| {
                matches!(slip(price.amount, meant), Some(Slip::Swapped | Slip::OneDigit))
            })
        })
    };
    let likely = || totals.iter().chain(&mended).chain(&others).copied().find(slipped);
    let nearest = || totals.iter().copied().min_by_key(|total| (*total - sum).abs());
    let Some(expected) = whole.or_else(|| nearest().and_then(|nearest| likely().or(Some(nearest)))) else {
        return;
    };
    // So many times an amount may pay for anything that comes to it, unless it is
    // nearly the total.
    let near = (sum - expected).abs() <= expected / Decimal::from(20);
    if near || plan.parts.len() > 1 {
        findings.extend(not_the_whole(context.language(), plan, sum, expected));
    }
}

/// The total of the basis that a share is said to be of, where its amount is that
/// share of the total on the other one.
fn of_other_basis(plan: &PaymentPlan, wholes: &Wholes) -> Option<Decimal> {
    let mut shared = plan.parts.iter().filter(|part| part.share.is_some() && part.amount.is_some());
    let part = shared.next().filter(|_| shared.next().is_none())?;
    let amount = part.amount.as_ref()?;
    let said = part.base.or(amount.basis)?;
    let alike = |whole: &&Price| whole.basis.is_some() && whole.currency == amount.currency;
    let mut all = wholes.totals.iter().chain(&wholes.others).filter(alike);
    let crossed = all.any(|whole| whole.basis != Some(said) && agrees(part, whole.amount) == Some(true));
    let mut own = wholes.mended.iter().chain(&wholes.totals).filter(alike);
    own.find(|whole| whole.basis == Some(said)).filter(|_| crossed).map(|whole| whole.amount)
}

/// Whether an amount is a slip of the hand away from its share of a total.
fn is_slip_of_share(plan: &PaymentPlan, whole: Decimal) -> bool {
    plan.parts.iter().any(|part| {
        let Some((share, price)) = part.share.zip(part.amount.as_ref()) else { return false };
        let exact = whole.checked_mul(share).and_then(|part| part.checked_div(Decimal::ONE_HUNDRED));
        let places = price.currency.map_or(2, Currency::minor_units);
        exact.is_some_and(|exact| {
            matches!(slip(price.amount, round(exact, places)), Some(Slip::Swapped | Slip::OneDigit))
        })
    })
}

/// The parts, of which the rest is the share that the others leave: `20 % deposit
/// (3 714 €), balance of 14 856 €`.
fn with_the_rest(plan: &PaymentPlan) -> Vec<PaymentPart> {
    let mut parts = plan.parts.clone();
    let said: Decimal = parts.iter().filter_map(|part| part.share).sum();
    let mut open = parts.iter_mut().filter(|part| part.share.is_none());
    let rest = open.next().filter(|part| plan.balance && part.times.is_none() && open.next().is_none());
    if let (Some(part), Some(rest)) = (rest, Decimal::ONE_HUNDRED.checked_sub(said))
        && said > Decimal::ZERO
        && rest > Decimal::ZERO
    {
        part.share = Some(rest);
    }
    parts
}

/// Whether an amount may be a part of a total: of its currency, and not said to
/// be on another basis.
fn alike(part: &Price, whole: &Price) -> bool {
    let recurring = whole.period.is_some_and(crate::proposal::price::Period::is_recurring);
    part.currency == whole.currency
        && (part.basis.is_none() || whole.basis.is_none() || part.basis == whole.basis)
        && whole.is_firm()
        && (!recurring || whole.period != part.period)
}

/// Whether a part is its share of a whole; none where it lacks one of both.
fn agrees(part: &PaymentPart, whole: Decimal) -> Option<bool> {
    let (share, price) = (part.share?, part.amount.as_ref()?);
    let exact = whole.checked_mul(share)?.checked_div(Decimal::ONE_HUNDRED)?;
    Some((exact - price.amount).abs() <= unit(price) + price.tolerance)
}

/// The last printed digit's worth: the last instalment takes what rounding left.
fn unit(price: &Price) -> Decimal {
    Decimal::new(1, price.currency.map_or(2, Currency::minor_units).min(price.decimals))
}

fn slack(plan: &PaymentPlan) -> Decimal {
    let of = |part: &PaymentPart| {
        let price = part.amount.as_ref()?;
        let times = part.times.unwrap_or(Decimal::ONE);
        let cents =
            if part.times.is_some() { times.checked_mul(unit(price))? / Decimal::TWO } else { Decimal::ZERO };
        cents.checked_add(price.tolerance)
    };
    plan.parts.iter().filter_map(of).sum()
}

/// What all parts make, where each has an amount.
fn total_of(plan: &PaymentPlan) -> Option<Decimal> {
    plan.parts.iter().try_fold(Decimal::ZERO, |sum, part| {
        let price = part.amount.as_ref()?;
        sum.checked_add(price.amount.checked_mul(part.times.unwrap_or(Decimal::ONE))?)
    })
}

/// The total of which the parts come nearest to being their shares.
fn nearest_ratio(plan: &PaymentPlan, totals: &[Decimal]) -> Option<Decimal> {
    let part = plan.parts.iter().find(|part| part.share.is_some() && part.amount.is_some())?;
    let whole = part.amount.as_ref()?.amount.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(part.share?)?;
    totals.iter().copied().min_by_key(|total| (*total - whole).abs())
}

fn not_its_share(language: Language, part: &PaymentPart, whole: Decimal) -> Option<Diagnostic> {
    let (share, price) = (part.share?, part.amount.as_ref()?);
    let places = price.currency.map_or(2, Currency::minor_units);
    let expected = round(whole.checked_mul(share)?.checked_div(Decimal::ONE_HUNDRED)?, places);
    let show = |value| format_amount(value, price.currency, language, Decimals::AsNeeded(places));
    let percent = format_share(share, language);
    let (of, right, found) = (show(whole), show(expected), show(price.amount));
    let message = language.pick(
        format!("{percent} de {of} = {right}, et non {found}"),
        format!("{percent} of {of} = {right}, not {found}"),
    );
    let relation =
        format!("{}% * {} = {}", round(share, 4).normalize(), whole.normalize(), expected.normalize());
    Some(finding(
        price,
        message,
        language.pick(format!("écrivez {right}"), format!("write {right}")),
        part,
        expected,
        relation,
    ))
}

fn not_the_whole(language: Language, plan: &PaymentPlan, sum: Decimal, whole: Decimal) -> Option<Diagnostic> {
    let last = plan.parts.last()?;
    let price = last.amount.as_ref()?;
    let places = price.currency.map_or(2, Currency::minor_units);
    let show = |value| format_amount(value, price.currency, language, Decimals::AsNeeded(places));
    let terms: Vec<String> = plan
        .parts
        .iter()
        .filter_map(|part| {
            let amount = show(part.amount.as_ref()?.amount);
            Some(
                part.times
                    .map_or_else(|| amount.clone(), |times| format!("{} × {amount}", times.normalize())),
            )
        })
        .collect();
    let (terms, made, total) = (terms.join(" + "), show(sum), show(whole));
    let message = language.pick(
        format!("Les échéances font {terms} = {made}, le total est {total}"),
        format!("instalments make {terms} = {made}, the total is {total}"),
    );
    // What the last one would have to be.
    let others = sum.checked_sub(price.amount.checked_mul(last.times.unwrap_or(Decimal::ONE))?)?;
    let expected = whole.checked_sub(others)?.checked_div(last.times.unwrap_or(Decimal::ONE))?;
    let rest = show(round(expected, places));
    let help = language
        .pick(format!("écrivez {rest}, ou corrigez les autres"), format!("write {rest}, or mend the others"));
    let relation = format!("{} = {}", sum.normalize(), whole.normalize());
    Some(finding(price, message, help, last, expected, relation))
}

fn finding(
    price: &Price,
    message: String,
    help: String,
    part: &PaymentPart,
    expected: Decimal,
    relation: String,
) -> Diagnostic {
    let decimals = Decimals::AsNeeded(price.currency.map_or(2, Currency::minor_units));
    Diagnostic::new(&INSTALMENTS_MISMATCH, message).at(part.span).help(help).facts(Facts {
        found: Some(plain(price.amount, decimals)),
        expected: Some(plain(expected, decimals)),
        currency: price.currency.map(|currency| currency.code().to_owned()),
        item: None,
        relation: Some(relation),
    })
}
