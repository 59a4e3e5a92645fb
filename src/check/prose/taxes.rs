//! R5 and R7 in sentences: `1 000 € HT et 200 € de TVA, soit 1 200 € TTC`.

use super::sentences::{Broken, is_same, minor};
use crate::check::Context;
use crate::check::arithmetic::VAT_AMOUNT_MISMATCH;
use crate::check::basis::GROSS_NET_MISMATCH;
use crate::diagnostics::Diagnostic;
use crate::money::{Decimal, Decimals, format_amount, format_number, round};
use crate::proposal::price::Price;
use crate::proposal::pricing::SaidTax;

/// Checks every tax that a sentence names with its amount.
pub(in crate::check) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for said in &context.pricing.taxes {
        let of_rate = rate(context, said);
        let broken = of_rate.is_some();
        findings.extend(of_rate);
        // The sum follows from a wrong tax.
        if !broken {
            findings.extend(sum(context, said));
        }
    }
}

/// The tax is its rate of the price without it.
fn rate(context: &Context<'_>, said: &SaidTax) -> Option<Diagnostic> {
    let rate = said.rate.or_else(|| context.pricing.vat_rate())?;
    let (tax, span) = &said.tax;
    let language = context.language();
    let percent = format_number(rate, language, Decimals::AsNeeded(0));
    let percent = language.pick(format!("{percent}\u{a0}%"), format!("{percent}%"));
    let (expected, formula) = if let Some(net) = &said.net {
        let of = language.pick("de", "of");
        let expected = net.amount.checked_mul(rate)?.checked_div(Decimal::ONE_HUNDRED)?;
        (expected, format!("{percent} {of} {}", show(context, net)))
    } else {
        let (gross, _) = said.gross.as_ref()?;
        let whole = Decimal::ONE_HUNDRED.checked_add(rate)?;
        let expected = gross.amount.checked_mul(rate)?.checked_div(whole)?;
        (expected, format!("{} − {} / (1 + {percent})", show(context, gross), show(context, gross)))
    };
    // Totals whose tax was rounded line by line differ by cents.
    let slack = Decimal::new(2, minor(tax));
    if is_same(expected, tax, slack) {
        return None;
    }
    // Where the three agree with one another, the tax is of another rate.
    let agrees = said
        .net
        .as_ref()
        .zip(said.gross.as_ref())
        .is_some_and(|(net, (gross, _))| net.amount.checked_add(tax.amount) == Some(gross.amount));
    let named = said.rate.is_some();
    let expected = round(expected, minor(tax));
    (named || !agrees).then(|| {
        Broken { rule: &VAT_AMOUNT_MISMATCH, formula, expected, found: tax, span: *span }.report(context)
    })
}

/// The price with tax is the price without it and the tax.
fn sum(context: &Context<'_>, said: &SaidTax) -> Option<Diagnostic> {
    let (net, (gross, span), (tax, _)) = (said.net.as_ref()?, said.gross.as_ref()?, &said.tax);
    let expected = net.amount.checked_add(tax.amount)?;
    let formula = format!("{} + {}", show(context, net), show(context, tax));
    (!is_same(expected, gross, Decimal::ZERO)).then(|| {
        Broken { rule: &GROSS_NET_MISMATCH, formula, expected, found: gross, span: *span }.report(context)
    })
}

fn show(context: &Context<'_>, price: &Price) -> String {
    format_amount(price.amount, price.currency, context.language(), Decimals::AsNeeded(minor(price)))
}
