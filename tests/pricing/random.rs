//! Random quotes that are right by construction.

use propose::diagnostics::Severity;
use propose::language::Language;
use propose::money::{Currency, Decimal, Decimals, format_amount, round};

use super::{findings, shown};

/// A fixed generator: the same quotes on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[usize::try_from(self.roll(list.len() as u64)).unwrap()]
    }
}

/// Words of a quote in a language.
struct Words {
    language: Language,
    header: &'static str,
    subtotal: &'static str,
    discount: &'static str,
    net: &'static str,
    vat: &'static str,
    gross: &'static str,
    deposit: &'static str,
    due: &'static str,
}

const WORDS: [Words; 4] = [
    Words {
        language: Language::French,
        header: "| Désignation | Qté | PU HT | Montant HT |",
        subtotal: "Sous-total",
        discount: "Remise commerciale",
        net: "Total HT",
        vat: "TVA",
        gross: "Total TTC",
        deposit: "Acompte versé",
        due: "Reste à payer",
    },
    Words {
        language: Language::English,
        header: "| Description | Qty | Unit price | Amount |",
        subtotal: "Subtotal",
        discount: "Discount",
        net: "Total excl. VAT",
        vat: "VAT",
        gross: "Total incl. VAT",
        deposit: "Deposit paid",
        due: "Amount due",
    },
    Words {
        language: Language::German,
        header: "| Leistung | Menge | Einzelpreis | Gesamtpreis |",
        subtotal: "Zwischensumme",
        discount: "Rabatt",
        net: "Nettobetrag",
        vat: "MwSt.",
        gross: "Gesamtbetrag brutto",
        deposit: "Anzahlung",
        due: "Zu zahlen",
    },
    Words {
        language: Language::Spanish,
        header: "| Concepto | Cantidad | Precio unitario | Importe |",
        subtotal: "Subtotal",
        discount: "Descuento",
        net: "Base imponible",
        vat: "IVA",
        gross: "Total con IVA",
        deposit: "Anticipo",
        due: "Importe a pagar",
    },
];

/// A quote and, for each of its amounts, the byte range of its digits.
fn quote(dice: &mut Dice) -> String {
    let words = dice.pick(&WORDS);
    let currency = *dice.pick(&[Currency::EUR, Currency::XOF, Currency::GBP, Currency::EUR]);
    let places = currency.minor_units();
    let decimals = Decimals::Exactly(places);
    let show = |value: Decimal| format_amount(value, Some(currency), words.language, decimals);
    let number = |value: Decimal| propose::money::format_number(value, words.language, Decimals::AsNeeded(0));
    let mut lines = vec![words.header.to_owned(), "|---|---|---|---|".to_owned()];
    let mut total = Decimal::ZERO;
    let groups = 1 + dice.roll(3);
    for group in 0..groups {
        let mut subtotal = Decimal::ZERO;
        for item in 0..2 + dice.roll(4) {
            let quantity = Decimal::new(i64::try_from(1 + dice.roll(40)).unwrap(), 0)
                + Decimal::new(5 * i64::try_from(dice.roll(2)).unwrap(), 1);
            let unit = Decimal::new(i64::try_from(1_000 + dice.roll(900_000)).unwrap(), places);
            let amount = round(quantity * unit, places);
            subtotal += amount;
            let name = ["Alpha", "Beta", "Gamma", "Delta", "Omega"][usize::try_from(item).unwrap() % 5];
            lines.push(format!(
                "| {name} {} | {} | {} | {} |",
                group + 1,
                number(quantity),
                show(unit),
                show(amount)
            ));
        }
        if groups > 1 {
            lines.push(format!("| {} {} | | | {} |", words.subtotal, group + 1, show(subtotal)));
        }
        total += subtotal;
    }
    if dice.roll(2) == 0 {
        let percent = Decimal::from(5 + dice.roll(20));
        let discount = round(total * percent / Decimal::ONE_HUNDRED, places);
        total -= discount;
        lines.push(format!("| {} {} % | | | {} |", words.discount, number(percent), show(-discount)));
    }
    lines.push(format!("| **{}** | | | **{}** |", words.net, show(total)));
    let rate = *dice.pick(&[Decimal::from(20), Decimal::from(18), Decimal::from(21), Decimal::new(55, 1)]);
    let vat = round(total * rate / Decimal::ONE_HUNDRED, places);
    lines.push(format!("| {} {} % | | | {} |", words.vat, number(rate), show(vat)));
    lines.push(format!("| {} | | | {} |", words.gross, show(total + vat)));
    if dice.roll(3) == 0 {
        let deposit = Decimal::from(1 + dice.roll(9));
        lines.push(format!("| {} | | | {} |", words.deposit, show(-deposit)));
        lines.push(format!("| {} | | | {} |", words.due, show(total + vat - deposit)));
    }
    format!("---\nlang: {}\n---\n\n# 1\n\n{}\n", words.language.code(), lines.join("\n"))
}

#[test]
fn quotes_that_are_right_by_construction_raise_nothing() {
    let mut dice = Dice(7);
    for _ in 0..60 {
        let text = quote(&mut dice);
        let found: Vec<String> = findings(&text)
            .iter()
            .filter(|(_, finding)| {
                finding.severity >= Severity::Warning || finding.rule.name == "rounding-drift"
            })
            .map(shown)
            .collect();
        assert!(found.is_empty(), "{}\n{text}", found.join("\n"));
    }
}

#[test]
fn any_single_amount_changed_is_noticed_where_it_stands_or_below() {
    let mut dice = Dice(11);
    for _ in 0..10 {
        let text = quote(&mut dice);
        for range in super::mutations::amounts(&text) {
            let wrong = super::mutations::changed(&text, &range);
            let line = wrong[..range.start].lines().count();
            let found = findings(&wrong);
            let errors: Vec<&usize> = found
                .iter()
                .filter(|(_, finding)| finding.severity == Severity::Error)
                .map(|(line, _)| line)
                .collect();
            assert!(
                errors.iter().any(|at| **at >= line),
                "line {line} was changed, found at {errors:?}\n{wrong}"
            );
            assert!(
                errors.len() <= 1,
                "one fault, {} findings: {}\n{wrong}",
                errors.len(),
                found.iter().map(shown).collect::<Vec<_>>().join("\n")
            );
        }
    }
}
