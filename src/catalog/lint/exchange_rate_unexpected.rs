use super::Lint;
use crate::catalog::words::number;
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};
use crate::money::{Currency, Decimal, Decimals, plain};

declare_rule! {
    /// An exchange rate is not the fixed one. One euro is 655.957 CFA francs
    /// (XOF and XAF), by treaty. Looks at the catalog's rates and at those in a
    /// document's frontmatter, which are also held to the catalog's fixed
    /// rates.
    ///
    /// Wrong:
    ///
    /// ```yaml
    /// exchange: [{from: EUR, to: XOF, rate: 650}]
    /// ```
    ///
    /// Right:
    ///
    /// ```yaml
    /// exchange: [{from: EUR, to: XOF, rate: 655.957}]
    /// ```
    pub EXCHANGE_RATE_UNEXPECTED = "exchange-rate-unexpected", Error
}

/// The rate between two currencies that are tied to one another: multiply by
/// the first, divide by the second number.
pub fn fixed_rate(from: Currency, to: Currency) -> Option<(Decimal, Decimal)> {
    let parity = Decimal::new(655_957, 3);
    if from == Currency::EUR && to.is_cfa() {
        Some((parity, Decimal::ONE))
    } else if from.is_cfa() && to == Currency::EUR {
        Some((Decimal::ONE, parity))
    } else {
        None
    }
}

pub(super) fn check(lint: &mut Lint<'_>) {
    for exchange in &lint.catalog.exchange {
        let Some((times, by)) = fixed_rate(exchange.from, exchange.to) else { continue };
        let found = exchange.rate.value;
        let one = found.checked_mul(by).map(|one| crate::money::round(one, 4));
        if (by == Decimal::ONE && found == times) || (by != Decimal::ONE && one == Some(times)) {
            continue;
        }
        let language = lint.language;
        let value = if by == Decimal::ONE { times } else { by };
        let (found_text, wanted) = (number(found, language), number(value, language));
        let message = language.pick(
            format!("cours {found_text} ; parité fixe {wanted}"),
            format!("rate {found_text}; fixed parity {wanted}"),
        );
        let exact = |value| plain(value, Decimals::AsNeeded(0));
        let finding = Diagnostic::new(&EXCHANGE_RATE_UNEXPECTED, message)
            .at(exchange.rate.span)
            .facts(Facts { found: Some(exact(found)), expected: Some(exact(value)), ..Facts::default() });
        lint.report(finding, &[]);
    }
}
