//! R7 in sentences: `X € HT, soit Y € TTC`, held to each other and to what the
//! tables print.

use super::sentences::{Broken, figures, is_same, minor};
use super::totals;
use crate::check::Context;
use crate::check::arithmetic::printed_totals;
use crate::check::basis::GROSS_NET_MISMATCH;
use crate::check::cells::{amounts, fold};
use crate::diagnostics::Diagnostic;
use crate::money::{Decimal, Decimals, Slip, format_amount, format_number, round, slip};
use crate::proposal::price::{Period, Price, TaxBasis};
use crate::proposal::pricing::{ProsePrice, ProseSubject};
use crate::source::Span;

/// Checks every price that a sentence says without and with tax.
pub(in crate::check) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let pairs: Vec<Pair<'_>> = context.pricing.prose.iter().filter_map(Pair::of).collect();
    if pairs.is_empty() {
        return;
    }
    let totals: Vec<(Price, Span)> =
        printed_totals(context.pricing).into_iter().map(|total| (total.price, total.span)).collect();
    let tables = context.pricing.tables.iter().filter(|table| table.is_checked()).flat_map(amounts);
    let mut printed: Vec<Price> = tables.map(|seen| seen.amount.price.clone()).collect();
    // A year of what is due each month.
    let months = totals.iter().filter(|(total, _)| total.period == Some(Period::Month));
    printed.extend(months.filter_map(|(total, _)| {
        Some(Price { amount: total.amount.checked_mul(Decimal::from(12))?, ..total.clone() })
    }));
    for pair in &pairs {
        let known = |price: &Price| {
            printed.iter().any(|other| other.currency == price.currency && other.amount == price.amount)
        };
        findings.extend(
            pair.rate(context)
                .and_then(|rate| pair.against_itself(context, rate, &totals, &known))
                .or_else(|| pair.against_totals(context, &totals, &known)),
        );
    }
}

/// A price on both bases.
struct Pair<'a> {
    prose: &'a ProsePrice,
    net: (&'a Price, Span),
    gross: (&'a Price, Span),
}

impl<'a> Pair<'a> {
    fn of(prose: &'a ProsePrice) -> Option<Self> {
        let main = &prose.price;
        let (other, place) = prose.restated.iter().find(|(other, _)| {
            let rhythm = other.period.zip(main.period).is_none_or(|(one, other)| one == other);
            other.currency == main.currency && other.basis != main.basis && rhythm
        })?;
        let (first, second) = ((main, prose.span), (other, *place));
        let (net, gross) = match (main.basis, other.basis) {
            (Some(TaxBasis::Net), Some(TaxBasis::Gross)) => (first, second),
            (Some(TaxBasis::Gross), Some(TaxBasis::Net)) => (second, first),
            _ => return None,
        };
        (main.is_firm() && other.is_firm()).then_some(Self { prose, net, gross })
    }

    /// Whether the sentence or its heading speaks of all that is sold.
    fn names_all(&self) -> bool {
        const ALL: &[&str] = &[
            "prestation",
            "mission",
            "ensemble",
            "projet",
            "proposition",
            "facturation",
            "devis",
            "chantier",
            "engagement",
            "forfait",
            "project",
            "invoice",
            "invoicing",
            "proposal",
            "projekt",
            "angebot",
            "proyecto",
            "presupuesto",
        ];
        let heading = self.prose.section.last().map_or("", String::as_str);
        [self.prose.sentence.as_str(), heading]
            .iter()
            .any(|text| fold(text).split(' ').any(|word| ALL.contains(&word)))
    }

    /// The rate that the line names, else the document's.
    fn rate(&self, context: &Context<'_>) -> Option<Decimal> {
        let block = self.prose.block;
        let own = context.pricing.vat_mentions.iter().filter(|said| {
            said.span.file == block.file && block.start <= said.span.start && said.span.start < block.end
        });
        let mut own = own.map(|said| said.value);
        match own.next() {
            Some(rate) => own.all(|other| other == rate).then_some(rate),
            None => context.pricing.vat_rate(),
        }
    }

    /// Net and tax make gross. Where only the price with tax is one that a table
    /// prints, the other one is wrong.
    fn against_itself(
        &self,
        context: &Context<'_>,
        rate: Decimal,
        totals: &[(Price, Span)],
        known: &dyn Fn(&Price) -> bool,
    ) -> Option<Diagnostic> {
        let ((net, net_at), (gross, gross_at)) = (self.net, self.gross);
        let factor = Decimal::ONE_HUNDRED.checked_add(rate)?.checked_div(Decimal::ONE_HUNDRED)?;
        let slack = Decimal::new(6, minor(gross) + 1);
        let (with, without) = (net.amount.checked_mul(factor)?, gross.amount.checked_div(factor)?);
        if is_same(with, gross, slack) || is_same(without, net, Decimal::ZERO) {
            return None;
        }
        // The total that goes with the other amount is what was meant.
        let meant = |own: &Price, value: Decimal| {
            totals.iter().find(|(total, _)| {
                total.currency == own.currency
                    && total.basis == own.basis
                    && (total.amount - value).abs() <= Decimal::ONE
            })
        };
        for (own, at, value, other) in [(net, net_at, without, gross), (gross, gross_at, with, net)] {
            if let Some((total, span)) =
                meant(own, value).filter(|_| own == &self.prose.price && known(other) && !known(own))
            {
                return Some(totals::finding(context, own, at, total, *span));
            }
        }
        let language = context.language();
        let show = |price: &Price| {
            format_amount(price.amount, price.currency, language, Decimals::AsNeeded(minor(price)))
        };
        let of_gross = match (known(net), known(gross)) {
            (true, false) => true,
            (false, true) => false,
            // What is said second was worked out from the first.
            _ => self.prose.price.basis == Some(TaxBasis::Net),
        };
        let (formula, expected, found, span) = if of_gross {
            let rate = format_number(rate, language, Decimals::AsNeeded(0));
            let shown = show(net);
            let formula = language.pick(format!("{shown} + {rate}\u{a0}%"), format!("{shown} + {rate}%"));
            (formula, with, gross, gross_at)
        } else {
            let rate = format_number(rate, language, Decimals::AsNeeded(0));
            let rate = language.pick(format!("{rate}\u{a0}%"), format!("{rate}%"));
            (format!("{} / (1 + {rate})", show(gross)), without, net, net_at)
        };
        let expected = round(expected, minor(found));
        Some(Broken { rule: &GROSS_NET_MISMATCH, formula, expected, found, span }.report(context))
    }

    /// Two amounts that agree, that no table prints, and of which each is a slip
    /// away from a total: an older one, or mistyped.
    fn against_totals(
        &self,
        context: &Context<'_>,
        totals: &[(Price, Span)],
        known: &dyn Fn(&Price) -> bool,
    ) -> Option<Diagnostic> {
        // What names the total was compared already.
        if self.prose.names == ProseSubject::Total || known(self.net.0) || known(self.gross.0) {
            return None;
        }
        totals.iter().find_map(|(total, span)| {
            let own = match total.basis? {
                TaxBasis::Net => self.net.0,
                TaxBasis::Gross => self.gross.0,
                TaxBasis::Exempt => return None,
            };
            let comparable = own.currency == total.currency && own.period == total.period;
            let slipped = match slip(own.amount, total.amount)? {
                Slip::Swapped => figures(total.amount.trunc()) >= 3,
                // Small figures differ by one digit by chance.
                Slip::OneDigit => {
                    let enough = if self.names_all() { 3 } else { 4 };
                    figures(own.amount.max(total.amount).trunc()) >= enough
                }
                Slip::TimesTen | Slip::ByTen => false,
            };
            (comparable && slipped).then(|| totals::finding(context, own, self.prose.span, total, *span))
        })
    }
}
