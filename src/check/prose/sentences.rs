//! Sentences that contradict themselves: a price with tax, a year, a product.

use crate::check::Context;
use crate::check::arithmetic::{
    CONVERSION_MISMATCH, LINE_TOTAL_MISMATCH, PERIOD_TOTAL_MISMATCH, SAVINGS_MISMATCH, TOTAL_MISMATCH,
    cfa_parity,
};
use crate::diagnostics::{Diagnostic, Facts, Rule};
use crate::money::{Currency, Decimal, Decimals, format_amount, format_number, plain, round};
use crate::proposal::price::{Period, Price};
use crate::proposal::pricing::{Equation, Mentioned, Operation, ProsePrice};
use crate::source::Span;

/// Checks what each sentence says of its own amounts.
pub(in crate::check) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let mut broken = Vec::new();
    for sum in &context.pricing.equations {
        equation(context, sum, &mut broken);
    }
    for prose in &context.pricing.prose {
        // What restates a wrong result was worked out from the right one.
        if !broken.iter().any(|finding: &Diagnostic| finding.span == Some(prose.span)) {
            restated(context, prose, findings);
        }
    }
    findings.append(&mut broken);
}

/// How many digits an amount has without the zeros at its end: that two amounts
/// of few digits are alike says little.
pub(super) fn figures(amount: Decimal) -> usize {
    amount.normalize().mantissa().unsigned_abs().to_string().trim_end_matches('0').len()
}

/// An equation that does not hold: `formula = expected`, and not `found`.
pub(super) struct Broken<'a> {
    pub(super) rule: &'static Rule,
    pub(super) formula: String,
    pub(super) expected: Decimal,
    pub(super) found: &'a Price,
    pub(super) span: Span,
}

impl Broken<'_> {
    pub(super) fn report(&self, context: &Context<'_>) -> Diagnostic {
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

pub(super) fn minor(price: &Price) -> u32 {
    price.currency.map_or(2, Currency::minor_units)
}

/// Whether a printed amount is a value, as precisely as it is printed.
pub(super) fn is_same(value: Decimal, printed: &Price, slack: Decimal) -> bool {
    let places = minor(printed).min(printed.decimals);
    let rounded = round(value, places);
    rounded == printed.amount
        || round(value, minor(printed)) == printed.amount
        || (value - printed.amount).abs() <= slack + printed.tolerance
}

/// `X €/mois, soit Y €/an`.
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
        let (Some(from), Some(to)) =
            (price.period.and_then(Period::per_year), other.period.and_then(Period::per_year))
        else {
            continue;
        };
        let taxed = price.basis.is_some() && other.basis.is_some() && price.basis != other.basis;
        if from == to || taxed || prose.sentence.contains('%') {
            continue;
        }
        let times = Decimal::from(from.max(to) / from.min(to));
        let (formula, expected) = if from > to {
            (format!("{times} × {shown}"), price.amount.checked_mul(times))
        } else {
            (format!("{shown} / {times}"), price.amount.checked_div(times))
        };
        let Some(expected) = expected else { continue };
        let free =
            ["offert", "gratuit", "free", "remise", "discount", "save", "saving", "économ", "spar", "ahorr"]
                .iter()
                .any(|word| prose.sentence.to_lowercase().contains(word));
        // `29 € par mois ou 290 € par an`: two ways to pay, of which one is cheaper.
        let cheaper =
            from > to && other.amount < expected && other.amount.checked_mul(Decimal::TWO) > Some(expected);
        let chosen =
            cheaper && [" ou ", " or ", " oder ", " o "].iter().any(|word| prose.sentence.contains(word));
        if free && from > to {
            findings.extend(saved(context, prose, &formula, expected, other));
        }
        if !is_same(expected, other, Decimal::new(6, minor(other) + 1)) && !free && !chosen {
            let expected = round(expected, minor(other));
            let broken =
                Broken { rule: &PERIOD_TOTAL_MISMATCH, formula, expected, found: other, span: *place };
            findings.push(broken.report(context));
        }
    }
}

/// `19 $/month, or 209 $/year (you save 19 $)`: what the longer period saves.
fn saved(
    context: &Context<'_>,
    prose: &ProsePrice,
    formula: &str,
    whole: Decimal,
    reduced: &Price,
) -> Option<Diagnostic> {
    let said = context.pricing.savings.iter().find(|said| said.sentence == prose.sentence)?;
    let (saving, span) = said.amount.as_ref().filter(|(saving, _)| saving.currency == reduced.currency)?;
    let expected = whole.checked_sub(reduced.amount)?;
    if is_same(expected, saving, Decimal::ZERO) || saving.period.is_some_and(|period| period != Period::Year)
    {
        return None;
    }
    let shown = format_amount(
        reduced.amount,
        reduced.currency,
        context.language(),
        Decimals::AsNeeded(minor(reduced)),
    );
    let formula = format!("{formula} − {shown}");
    Some(Broken { rule: &SAVINGS_MISMATCH, formula, expected, found: saving, span: *span }.report(context))
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
    let mut broken = Broken { rule, formula, expected, found, span }.report(context);
    if let Some(finding) = wrong_part(context, equation, span) {
        findings.push(finding);
        return;
    }
    // What is taken off may be the wrong one, where it was not worked out from a share.
    let shares = || context.pricing.mentioned.iter().flat_map(|said| &said.shares);
    if let [(Operation::Plus, whole), (Operation::Minus, part)] = equation.operations.as_slice()
        && let Some(taken) = whole.checked_sub(found.amount).filter(|taken| *taken > Decimal::ZERO)
        && !shares().any(|share| whole.checked_mul(*share) == part.checked_mul(Decimal::ONE_HUNDRED))
    {
        let show = |value| format_amount(value, found.currency, language, Decimals::AsNeeded(minor(found)));
        let (right, taken, part) = (show(expected), show(taken), show(*part));
        broken = broken.help(language.pick(
            format!("écrivez {right}, ou {taken} au lieu de {part}"),
            format!("write {right}, or {taken} instead of {part}"),
        ));
    }
    findings.push(broken);
}

/// `8 % de remise : 6 606 − 660,60 = 6 077,52`: where the result is right for the
/// percentage that the line names, what is taken off is wrong.
fn wrong_part(context: &Context<'_>, equation: &Equation, span: Span) -> Option<Diagnostic> {
    let [(Operation::Plus, whole), (Operation::Minus, part)] = equation.operations.as_slice() else {
        return None;
    };
    let result = &equation.result;
    let block = |said: &&Mentioned| {
        said.block.file == span.file && said.block.start <= span.start && span.end <= said.block.end
    };
    let mentioned = || context.pricing.mentioned.iter().filter(block);
    let taken = whole.checked_sub(result.amount)?;
    let share = mentioned().flat_map(|said| said.shares.iter().copied()).find(|share| {
        let exact = whole.checked_mul(*share).and_then(|part| part.checked_div(Decimal::ONE_HUNDRED));
        exact.is_some_and(|exact| round(exact, minor(result)) == taken)
    })?;
    // A bare number has no place of its own: then it is told at the result.
    let place = mentioned().find(|said| said.price.amount == *part).map_or(span, |said| said.span);
    let found = Price { amount: *part, ..result.clone() };
    let language = context.language();
    let show = |value| format_amount(value, result.currency, language, Decimals::AsNeeded(minor(result)));
    let percent = format_number(share, language, Decimals::AsNeeded(0));
    let formula = language
        .pick(format!("{percent}\u{a0}% de {}", show(*whole)), format!("{percent}% of {}", show(*whole)));
    let broken = Broken { rule: &TOTAL_MISMATCH, formula, expected: taken, found: &found, span: place };
    Some(broken.report(context))
}
