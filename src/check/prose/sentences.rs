//! Sentences that contradict themselves: a saving, a price with tax, a year, a
//! product, shares of a payment.

use crate::check::Context;
use crate::check::arithmetic::{
    CONVERSION_MISMATCH, LINE_TOTAL_MISMATCH, PERIOD_TOTAL_MISMATCH, SAVINGS_MISMATCH, TOTAL_MISMATCH,
    cfa_parity,
};
use crate::check::basis::GROSS_NET_MISMATCH;
use crate::check::cells::amounts;
use crate::diagnostics::{Diagnostic, Facts, Rule};
use crate::money::{Currency, Decimal, Decimals, format_amount, format_number, plain, round};
use crate::proposal::price::{Price, TaxBasis};
use crate::proposal::pricing::{Equation, Operation, ProsePrice};
use crate::source::Span;

/// Checks what each sentence says of its own amounts.
pub(in crate::check) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for prose in &context.pricing.prose {
        saving(context, prose, findings);
        restated(context, prose, findings);
    }
    for sum in &context.pricing.equations {
        equation(context, sum, findings);
    }
}

/// An equation that does not hold: `formula = expected`, and not `found`.
struct Broken<'a> {
    rule: &'static Rule,
    formula: String,
    expected: Decimal,
    found: &'a Price,
    span: Span,
}

impl Broken<'_> {
    fn report(&self, context: &Context<'_>) -> Diagnostic {
        let language = context.language();
        let decimals = Decimals::AsNeeded(minor(self.found));
        let show = |value| format_amount(value, self.found.currency, language, decimals);
        let (formula, expected, found) = (&self.formula, show(self.expected), show(self.found.amount));
        let message = language.pick(
            format!("{formula} = {expected}, et non {found}"),
            format!("{formula} = {expected}, not {found}"),
        );
        let help = language.pick(format!("écrivez {expected}"), format!("write {expected}"));
        Diagnostic::new(self.rule, message).at(self.span).help(help).facts(Facts {
            found: Some(plain(self.found.amount, decimals)),
            expected: Some(plain(self.expected, decimals)),
            currency: self.found.currency.map(|currency| currency.code().to_owned()),
            item: None,
            relation: Some(format!("{formula} = {expected}")),
        })
    }
}

fn minor(price: &Price) -> u32 {
    price.currency.map_or(2, Currency::minor_units)
}

/// Whether a printed amount is a value, as precisely as it is printed.
fn is_same(value: Decimal, printed: &Price, slack: Decimal) -> bool {
    let places = minor(printed).min(printed.decimals);
    let rounded = round(value, places);
    rounded == printed.amount
        || round(value, minor(printed)) == printed.amount
        || (value - printed.amount).abs() <= slack + printed.tolerance
}

/// `X (au lieu de Y) — Économie : Z`.
fn saving(context: &Context<'_>, prose: &ProsePrice, findings: &mut Vec<Diagnostic>) {
    let language = context.language();
    let price = &prose.price;
    let Some((list, _)) = &prose.list else { return saved(context, prose, findings) };
    if list.currency != price.currency || !list.is_firm() || !price.is_firm() {
        return;
    }
    let Some(expected) = list.amount.checked_sub(price.amount) else { return };
    let show = |price: &Price| {
        format_amount(price.amount, price.currency, language, Decimals::AsNeeded(minor(price)))
    };
    if let Some((saving, span)) = &prose.saving
        && saving.currency == price.currency
        && !is_same(expected, saving, list.tolerance + price.tolerance)
    {
        let formula = format!("{} − {}", show(list), show(price));
        findings.push(
            Broken { rule: &SAVINGS_MISMATCH, formula, expected, found: saving, span: *span }.report(context),
        );
    }
    if let Some((percent, decimals, span)) = prose.saving_percent {
        let Some(share) = expected
            .checked_mul(Decimal::ONE_HUNDRED)
            .and_then(|hundredfold| hundredfold.checked_div(list.amount))
        else {
            return;
        };
        let unit = Decimal::new(1, decimals);
        // `soit 15 %` is often rounded down, to be safe.
        if (share.abs() - percent.abs()).abs() >= unit {
            let number = |value| format_number(value, language, Decimals::AsNeeded(0));
            let (found, wanted) = (number(percent.abs()), number(round(share.abs(), decimals)));
            let message = language.pick(
                format!("Économie : {wanted}\u{a0}% de {}, et non {found}\u{a0}%", show(list)),
                format!("saving: {wanted}% of {}, not {found}%", show(list)),
            );
            findings.push(Diagnostic::new(&SAVINGS_MISMATCH, message).at(span));
        }
    }
}

/// `Booked one by one these would be $7,800, so you save $800`: with one price
/// beside, the other one must be a price of the document.
fn saved(context: &Context<'_>, prose: &ProsePrice, findings: &mut Vec<Diagnostic>) {
    let language = context.language();
    let price = &prose.price;
    let Some((saving, span)) = &prose.saving else { return };
    if saving.currency != price.currency || saving.period != price.period || prose.sentence.contains('%') {
        return;
    }
    let tables = context.pricing.tables.iter().filter(|table| table.is_checked()).flat_map(amounts);
    let known: Vec<Decimal> = tables
        .map(|seen| &seen.amount.price)
        .chain(context.pricing.mentioned.iter().map(|(price, _)| price))
        .filter(|other| other.currency == price.currency && other.amount != saving.amount)
        .map(|other| other.amount)
        .collect();
    let others = [price.amount.checked_sub(saving.amount), price.amount.checked_add(saving.amount)];
    if others.into_iter().flatten().any(|other| known.contains(&other)) {
        return;
    }
    // The price that comes nearest to what it would have to be.
    let off = |other: &Decimal| ((price.amount - *other).abs() - saving.amount).abs();
    let Some(nearest) = known.iter().filter(|other| **other != price.amount).min_by_key(|other| off(other))
    else {
        return;
    };
    // Another subject altogether.
    if off(nearest) * Decimal::TWO > saving.amount {
        return;
    }
    let (high, low) = (price.amount.max(*nearest), price.amount.min(*nearest));
    let show = |value| format_amount(value, price.currency, language, Decimals::AsNeeded(minor(price)));
    let formula = format!("{} − {}", show(high), show(low));
    let expected = high - low;
    findings.push(
        Broken { rule: &SAVINGS_MISMATCH, formula, expected, found: saving, span: *span }.report(context),
    );
}

/// `X € HT, soit Y € TTC`, `X €/mois, soit Y €/an`.
fn restated(context: &Context<'_>, prose: &ProsePrice, findings: &mut Vec<Diagnostic>) {
    let language = context.language();
    let price = &prose.price;
    for (other, place) in &prose.restated {
        if !other.is_firm() || !price.is_firm() {
            continue;
        }
        if other.currency != price.currency {
            findings.extend(converted(context, price, other, *place));
            continue;
        }
        let shown = format_amount(price.amount, price.currency, language, Decimals::AsNeeded(minor(price)));
        let (rule, formula, expected): (&'static Rule, String, Option<Decimal>) =
            match (price.basis, other.basis) {
                (Some(TaxBasis::Net), Some(TaxBasis::Gross)) => {
                    let Some(rate) = context.pricing.vat_rate() else { continue };
                    let factor = (Decimal::ONE_HUNDRED + rate) / Decimal::ONE_HUNDRED;
                    let rate = format_number(rate, language, Decimals::AsNeeded(0));
                    let formula =
                        language.pick(format!("{shown} + {rate}\u{a0}%"), format!("{shown} + {rate}%"));
                    (&GROSS_NET_MISMATCH, formula, price.amount.checked_mul(factor))
                }
                (Some(TaxBasis::Gross), Some(TaxBasis::Net)) => {
                    let Some(rate) = context.pricing.vat_rate() else { continue };
                    let factor = (Decimal::ONE_HUNDRED + rate) / Decimal::ONE_HUNDRED;
                    let rate = format_number(rate, language, Decimals::AsNeeded(0));
                    let formula = language
                        .pick(format!("{shown} / (1 + {rate}\u{a0}%)"), format!("{shown} / (1 + {rate}%)"));
                    (&GROSS_NET_MISMATCH, formula, price.amount.checked_div(factor))
                }
                _ => {
                    let (Some(from), Some(to)) = (
                        price.period.and_then(crate::proposal::price::Period::per_year),
                        other.period.and_then(crate::proposal::price::Period::per_year),
                    ) else {
                        continue;
                    };
                    if from == to || prose.sentence.contains('%') {
                        continue;
                    }
                    let times = Decimal::from(from.max(to) / from.min(to));
                    if from > to {
                        (
                            &PERIOD_TOTAL_MISMATCH,
                            format!("{times} × {shown}"),
                            price.amount.checked_mul(times),
                        )
                    } else {
                        (
                            &PERIOD_TOTAL_MISMATCH,
                            format!("{shown} / {times}"),
                            price.amount.checked_div(times),
                        )
                    }
                }
            };
        let Some(expected) = expected else { continue };
        let free = ["offert", "gratuit", "free", "remise", "discount"]
            .iter()
            .any(|word| prose.sentence.to_lowercase().contains(word));
        if !is_same(expected, other, Decimal::new(6, minor(other) + 1))
            && (!free || rule != &PERIOD_TOTAL_MISMATCH)
        {
            let expected = round(expected, minor(other));
            findings.push(Broken { rule, formula, expected, found: other, span: *place }.report(context));
        }
    }
}

/// `8 156 160 FCFA, soit 12 433,99 €`: at the fixed parity, or the rate that the
/// document names.
fn converted(context: &Context<'_>, price: &Price, other: &Price, span: Span) -> Option<Diagnostic> {
    let (from, to) = (price.currency?, other.currency?);
    let pricing = context.pricing;
    let rate = |from: Currency, to: Currency| {
        let named = pricing.exchange.iter().find(|rate| rate.from == from && rate.to == to);
        let fixed = (from == Currency::EUR && to.is_cfa()).then(cfa_parity);
        fixed.or(named.map(|rate| rate.rate))
    };
    let (sign, rate, expected) = match (rate(from, to), rate(to, from)) {
        (Some(rate), _) => ("×", rate, price.amount.checked_mul(rate)?),
        (None, Some(rate)) => ("/", rate, price.amount.checked_div(rate)?),
        (None, None) => return None,
    };
    if (price.basis.is_some() && other.basis.is_some() && price.basis != other.basis)
        || is_same(expected, other, Decimal::new(6, minor(other) + 1))
    {
        return None;
    }
    let language = context.language();
    let shown = format_amount(price.amount, price.currency, language, Decimals::AsNeeded(minor(price)));
    let formula = format!("{shown} {sign} {}", format_number(rate, language, Decimals::AsNeeded(0)));
    let expected = round(expected, minor(other));
    Some(Broken { rule: &CONVERSION_MISMATCH, formula, expected, found: other, span }.report(context))
}

/// Sums that are written out: `12 × 450 € = 5 400 €`.
fn equation(context: &Context<'_>, equation: &Equation, findings: &mut Vec<Diagnostic>) {
    let found = &equation.result;
    let Some(expected) = equation.value() else { return };
    let divides = equation.operations.iter().any(|(operation, _)| *operation == Operation::By);
    let slack = if divides { Decimal::new(6, minor(found) + 1) } else { Decimal::ZERO };
    let Some(span) = equation.span.filter(|_| !is_same(expected, found, slack)) else { return };
    let language = context.language();
    let mut formula = String::new();
    for (at, (operation, value)) in equation.operations.iter().enumerate() {
        formula.push_str(match operation {
            Operation::Plus if at == 0 => "",
            Operation::Plus => " + ",
            Operation::Minus => " − ",
            Operation::Times => " × ",
            Operation::By => " / ",
        });
        formula.push_str(&format_number(*value, language, Decimals::AsNeeded(0)));
    }
    let adds = equation
        .operations
        .iter()
        .skip(1)
        .any(|(operation, _)| matches!(operation, Operation::Plus | Operation::Minus));
    let rule = if adds { &TOTAL_MISMATCH } else { &LINE_TOTAL_MISMATCH };
    let expected = round(expected, minor(found));
    findings.push(Broken { rule, formula, expected, found, span }.report(context));
}
