//! The shapes of random proposals.

use propose::language::Language;
use propose::money::{Currency, Decimal, Decimals, format_amount, format_number, round};

use super::dice::Dice;
use super::more;

/// Words of a proposal in a language.
pub(super) struct Words {
    pub(super) language: Language,
    /// Label, quantity, unit price, line amount.
    pub(super) header: [&'static str; 4],
    reduction: &'static str,
    rate: &'static str,
    month: &'static str,
    year: &'static str,
    phase: &'static str,
    recap: &'static str,
    subtotal: &'static str,
    pub(super) discount: &'static str,
    pub(super) net: &'static str,
    vat: &'static str,
    gross: &'static str,
    deposit: &'static str,
    due: &'static str,
    instalments: &'static str,
    share: &'static str,
    total: &'static str,
    pub(super) moments: [&'static str; 3],
    notes: [&'static str; 3],
}

const WORDS: [Words; 4] = [
    Words {
        language: Language::French,
        header: ["Désignation", "Qté", "PU HT", "Montant HT"],
        reduction: "Remise",
        rate: "TVA",
        month: "Prix HT/mois",
        year: "Prix HT/an",
        phase: "Phase",
        recap: "Récapitulatif",
        subtotal: "Sous-total",
        discount: "Remise commerciale",
        net: "Total HT",
        vat: "TVA",
        gross: "Total TTC",
        deposit: "Acompte versé",
        due: "Reste à payer",
        instalments: "Échéance",
        share: "Part",
        total: "Total",
        moments: ["à la commande", "à la livraison", "à la recette"],
        notes: [
            "Offre valable 30 jours, version 2.1 du 12/05/2025, tél. 04 72 00 00 00.",
            "Notre société, au capital de 25 000 €, est joignable de 9h à 18h.",
            "Votre budget de 40 000 € couvre la tranche ferme.",
        ],
    },
    Words {
        language: Language::English,
        header: ["Description", "Qty", "Unit price", "Amount"],
        reduction: "Discount",
        rate: "VAT",
        month: "Price per month",
        year: "Price per year",
        phase: "Phase",
        recap: "Summary",
        subtotal: "Subtotal",
        discount: "Discount",
        net: "Total excl. VAT",
        vat: "VAT",
        gross: "Total incl. VAT",
        deposit: "Deposit paid",
        due: "Amount due",
        instalments: "Milestone",
        share: "Share",
        total: "Total",
        moments: ["on signature", "on delivery", "on completion"],
        notes: [
            "This quote is valid for 30 days. Version 2.1 of 12 May 2025.",
            "We carry 2,000,000 of liability insurance and answer within 4 hours.",
            "Support is available 24/7 with 99.9% uptime.",
        ],
    },
    Words {
        language: Language::German,
        header: ["Leistung", "Menge", "Einzelpreis", "Gesamtpreis"],
        reduction: "Rabatt",
        rate: "MwSt.",
        month: "Preis pro Monat",
        year: "Preis pro Jahr",
        phase: "Phase",
        recap: "Zusammenfassung",
        subtotal: "Zwischensumme",
        discount: "Rabatt",
        net: "Nettobetrag",
        vat: "MwSt.",
        gross: "Gesamtbetrag brutto",
        deposit: "Anzahlung",
        due: "Zu zahlen",
        instalments: "Meilenstein",
        share: "Anteil",
        total: "Summe",
        moments: ["bei Auftragserteilung", "bei Lieferung", "bei Abnahme"],
        notes: [
            "Dieses Angebot gilt bis zum 30.06.2025.",
            "Erreichbar Mo–Fr 8–18 Uhr, Reaktionszeit 4 Stunden.",
            "Zahlbar innerhalb von 14 Tagen ohne Abzug.",
        ],
    },
    Words {
        language: Language::Spanish,
        header: ["Concepto", "Cantidad", "Precio unitario", "Importe"],
        reduction: "Descuento",
        rate: "IVA",
        month: "Precio al mes",
        year: "Precio al año",
        phase: "Fase",
        recap: "Resumen",
        subtotal: "Subtotal",
        discount: "Descuento",
        net: "Base imponible",
        vat: "IVA",
        gross: "Total con IVA",
        deposit: "Anticipo",
        due: "Importe a pagar",
        instalments: "Hito",
        share: "Porcentaje",
        total: "Total",
        moments: ["a la firma", "a la entrega", "a la finalización"],
        notes: [
            "Presupuesto válido hasta el 30 de junio de 2025.",
            "Disponibilidad del 99,9 % y respuesta en 4 horas.",
            "Plazo de ejecución: 6 semanas.",
        ],
    },
];

pub(super) const NAMES: [&str; 10] =
    ["Alpha", "Beta", "Gamma", "Delta", "Omega", "Sigma", "Kappa", "Lambda", "Theta", "Zeta"];

/// How a proposal is written.
pub(super) struct Style<'a> {
    pub(super) words: &'a Words,
    pub(super) currency: Currency,
    pub(super) places: u32,
    /// Whether the sign of the currency stands in each cell; else in the
    /// header.
    signs: bool,
}

impl Style<'_> {
    pub(super) fn show(&self, value: Decimal) -> String {
        let decimals = Decimals::Exactly(self.places);
        if self.signs {
            format_amount(value, Some(self.currency), self.words.language, decimals)
        } else {
            format_number(value, self.words.language, decimals)
        }
    }

    pub(super) fn number(&self, value: Decimal) -> String {
        format_number(value, self.words.language, Decimals::AsNeeded(0))
    }

    /// A header over amounts.
    pub(super) fn over(&self, text: &str) -> String {
        if self.signs { text.to_owned() } else { format!("{text} ({})", self.currency.code()) }
    }
}

pub(super) fn row(cells: &[String]) -> String {
    format!("| {} |", cells.join(" | "))
}

pub(super) fn head(lines: &mut Vec<String>, cells: &[String]) {
    lines.push(row(cells));
    lines.push(format!("|{}", "---|".repeat(cells.len())));
}

/// A row whose label and amount stand at the ends.
pub(super) fn sum(label: &str, amount: String, width: usize) -> String {
    let mut cells = vec![String::new(); width];
    label.clone_into(&mut cells[0]);
    cells[width - 1] = amount;
    row(&cells)
}

/// A random proposal.
pub(super) fn proposal(dice: &mut Dice) -> String {
    let words = dice.pick(&WORDS);
    let currency = *dice.pick(&[
        Currency::EUR,
        Currency::EUR,
        Currency::XOF,
        Currency::XAF,
        Currency::GBP,
        Currency::CHF,
    ]);
    let places = currency.minor_units();
    let style = Style { words, currency, places, signs: dice.roll(4) > 0 };
    let mut lines: Vec<String> = Vec::new();
    match dice.roll(11) {
        0 => rates_per_line(dice, &style, &mut lines),
        1 => reductions_per_line(dice, &style, &mut lines),
        2 => months_and_years(dice, &style, &mut lines),
        3 => phases(dice, &style, &mut lines),
        4 => with_schedule(dice, &style, &mut lines),
        5 => packs(dice, &style, &mut lines),
        6 => more::options(dice, &style, &mut lines),
        7 => more::plans(dice, &style, &mut lines),
        8 => more::thirds(dice, &style, &mut lines),
        9 => more::reduced(dice, &style, &mut lines),
        _ => {
            quote(dice, &style, &mut lines);
        }
    }
    let note = dice.pick(&words.notes);
    format!(
        "---\nlang: {}\ncurrency: {}\n---\n\n# 1\n\n{}\n\n{note}\n",
        words.language.code(),
        currency.code(),
        lines.join("\n")
    )
}

/// Lines with quantities in groups, a discount, taxes, a deposit; what it
/// costs without and with tax.
pub(super) fn quote(dice: &mut Dice, style: &Style<'_>, lines: &mut Vec<String>) -> (Decimal, Decimal) {
    let (words, places) = (style.words, style.places);
    let [label, quantity, unit, amount] = words.header;
    head(lines, &[label.into(), quantity.into(), style.over(unit), style.over(amount)]);
    let mut total = Decimal::ZERO;
    let groups = 1 + dice.roll(3);
    for group in 0..groups {
        let mut subtotal = Decimal::ZERO;
        for item in 0..2 + dice.roll(4) {
            let count = dice.between(1, 41) + Decimal::new(5 * i64::try_from(dice.roll(2)).unwrap(), 1);
            let price = dice.amount(places);
            let amount = round(count * price, places);
            subtotal += amount;
            let name = NAMES[usize::try_from(item).unwrap() % 10];
            lines.push(row(&[
                format!("{name} {}", group + 1),
                style.number(count),
                style.show(price),
                style.show(amount),
            ]));
        }
        if groups > 1 {
            lines.push(sum(&format!("{} {}", words.subtotal, group + 1), style.show(subtotal), 4));
        }
        total += subtotal;
    }
    if dice.roll(2) == 0 {
        let percent = dice.between(5, 25);
        let discount = round(total * percent / Decimal::ONE_HUNDRED, places);
        total -= discount;
        let label = format!("{} {} %", words.discount, style.number(percent));
        lines.push(sum(&label, style.show(-discount), 4));
    }
    let gross = closing(dice, style, lines, total, 4);
    (total, gross)
}

/// The totals without and with tax, perhaps a deposit.
fn closing(
    dice: &mut Dice,
    style: &Style<'_>,
    lines: &mut Vec<String>,
    total: Decimal,
    width: usize,
) -> Decimal {
    let (words, places) = (style.words, style.places);
    lines.push(sum(&format!("**{}**", words.net), format!("**{}**", style.show(total)), width));
    let rate = *dice.pick(&[Decimal::from(20), Decimal::from(18), Decimal::from(21), Decimal::new(55, 1)]);
    let vat = round(total * rate / Decimal::ONE_HUNDRED, places);
    lines.push(sum(&format!("{} {} %", words.vat, style.number(rate)), style.show(vat), width));
    lines.push(sum(words.gross, style.show(total + vat), width));
    if dice.roll(3) == 0 {
        let deposit = dice.between(1, 10);
        lines.push(sum(words.deposit, style.show(-deposit), width));
        lines.push(sum(words.due, style.show(total + vat - deposit), width));
    }
    total + vat
}

/// Lines that each name their rate, and the taxes by rate.
fn rates_per_line(dice: &mut Dice, style: &Style<'_>, lines: &mut Vec<String>) {
    let (words, places) = (style.words, style.places);
    let [label, quantity, unit, amount] = words.header;
    let rates = [Decimal::from(20), Decimal::from(10)];
    head(
        lines,
        &[label.into(), quantity.into(), style.over(unit), format!("{} %", words.rate), style.over(amount)],
    );
    let mut bases = [Decimal::ZERO; 2];
    for item in 0..3 + dice.roll(5) {
        // Each rate has a line.
        let which =
            if item < 2 { usize::try_from(item).unwrap() } else { usize::try_from(dice.roll(2)).unwrap() };
        let (count, price) = (dice.between(1, 30), dice.amount(places));
        let amount = round(count * price, places);
        bases[which] += amount;
        lines.push(row(&[
            NAMES[usize::try_from(item).unwrap() % 10].into(),
            style.number(count),
            style.show(price),
            format!("{} %", style.number(rates[which])),
            style.show(amount),
        ]));
    }
    let total = bases[0] + bases[1];
    lines.push(sum(words.net, style.show(total), 5));
    let mut gross = total;
    for (rate, base) in rates.iter().zip(bases) {
        let vat = round(base * rate / Decimal::ONE_HUNDRED, places);
        gross += vat;
        lines.push(sum(&format!("{} {} %", words.vat, style.number(*rate)), style.show(vat), 5));
    }
    lines.push(sum(words.gross, style.show(gross), 5));
}

/// Lines with a reduction of their own.
fn reductions_per_line(dice: &mut Dice, style: &Style<'_>, lines: &mut Vec<String>) {
    let (words, places) = (style.words, style.places);
    let [label, quantity, unit, amount] = words.header;
    head(
        lines,
        &[
            label.into(),
            quantity.into(),
            style.over(unit),
            format!("{} %", words.reduction),
            style.over(amount),
        ],
    );
    let mut total = Decimal::ZERO;
    for item in 0..3 + dice.roll(5) {
        let (count, price, percent) = (dice.between(1, 30), dice.amount(places), dice.between(0, 30));
        let left = Decimal::ONE_HUNDRED - percent;
        let amount = round(count * price * left / Decimal::ONE_HUNDRED, places);
        total += amount;
        lines.push(row(&[
            NAMES[usize::try_from(item).unwrap() % 10].into(),
            style.number(count),
            style.show(price),
            format!("{} %", style.number(percent)),
            style.show(amount),
        ]));
    }
    closing(dice, style, lines, total, 5);
}

/// What is due each month and each year.
fn months_and_years(dice: &mut Dice, style: &Style<'_>, lines: &mut Vec<String>) {
    let (words, places) = (style.words, style.places);
    let net = |text: &str| match words.language {
        Language::French => style.over(text),
        Language::English | Language::Other(_) => style.over(&format!("{text} excl. VAT")),
        Language::German => style.over(&format!("{text} netto")),
        Language::Spanish => style.over(&format!("{text} sin IVA")),
    };
    head(lines, &[words.header[0].into(), net(words.month), net(words.year)]);
    let (mut month, mut year) = (Decimal::ZERO, Decimal::ZERO);
    for item in 0..3 + dice.roll(4) {
        let price = dice.amount(places);
        month += price;
        year += price * Decimal::from(12);
        let name = NAMES[usize::try_from(item).unwrap() % 10];
        lines.push(row(&[name.into(), style.show(price), style.show(price * Decimal::from(12))]));
    }
    lines.push(row(&[words.net.into(), style.show(month), style.show(year)]));
}

/// A table for each phase and one that sums them up.
fn phases(dice: &mut Dice, style: &Style<'_>, lines: &mut Vec<String>) {
    let (words, places) = (style.words, style.places);
    let price = match words.language {
        Language::French => "Prix HT",
        Language::English | Language::Other(_) => "Price excl. VAT",
        Language::German => "Preis netto",
        Language::Spanish => "Precio sin IVA",
    };
    let mut totals = Vec::new();
    for phase in 1..=2 + dice.roll(2) {
        lines.push(format!("## {} {phase} — {}\n", words.phase, NAMES[usize::try_from(phase).unwrap() + 4]));
        head(lines, &[words.header[0].into(), style.over(price)]);
        let mut total = Decimal::ZERO;
        for item in 0..2 + dice.roll(3) {
            let amount = dice.amount(places);
            total += amount;
            lines.push(row(&[NAMES[usize::try_from(item).unwrap()].into(), style.show(amount)]));
        }
        lines.push(sum(&format!("**{}**", words.net), style.show(total), 2));
        lines.push(String::new());
        totals.push(total);
    }
    lines.push(format!("## {}\n", words.recap));
    head(lines, &[words.phase.into(), style.over(price)]);
    for (at, total) in totals.iter().enumerate() {
        lines.push(row(&[format!("{} {}", words.phase, at + 1), style.show(*total)]));
    }
    closing(dice, style, lines, totals.iter().sum(), 2);
}

/// A quote, and the instalments in which it is paid: a table or a list.
fn with_schedule(dice: &mut Dice, style: &Style<'_>, lines: &mut Vec<String>) {
    let (words, places) = (style.words, style.places);
    let [label, quantity, unit, amount] = words.header;
    head(lines, &[label.into(), quantity.into(), style.over(unit), style.over(amount)]);
    let mut total = Decimal::ZERO;
    for item in 0..2 + dice.roll(4) {
        let (count, price) = (dice.between(1, 30), dice.amount(places) * Decimal::TEN);
        total += count * price;
        let name = NAMES[usize::try_from(item).unwrap()];
        lines.push(row(&[name.into(), style.number(count), style.show(price), style.show(count * price)]));
    }
    lines.push(sum(words.net, style.show(total), 4));
    let shares = dice.pick(&[[30, 40, 30], [50, 30, 20], [40, 35, 25]]).map(Decimal::from);
    let first = round(total * shares[0] / Decimal::ONE_HUNDRED, places);
    let second = round(total * shares[1] / Decimal::ONE_HUNDRED, places);
    let parts = [first, second, total - first - second];
    let sign = |value| format_amount(value, Some(style.currency), words.language, Decimals::Exactly(places));
    lines.push(String::new());
    if dice.roll(2) == 0 {
        for ((share, part), moment) in shares.iter().zip(parts).zip(words.moments) {
            lines.push(format!("- {} % {moment} : {}", style.number(*share), sign(part)));
        }
    } else {
        head(lines, &[words.instalments.into(), words.share.into(), style.over(amount)]);
        for ((share, part), moment) in shares.iter().zip(parts).zip(words.moments) {
            lines.push(row(&[moment.into(), format!("{} %", style.number(*share)), style.show(part)]));
        }
        lines.push(row(&[words.total.into(), "100 %".into(), style.show(total)]));
    }
}

/// A quote with lines that cost nothing or stand for another price.
fn packs(dice: &mut Dice, style: &Style<'_>, lines: &mut Vec<String>) {
    let (words, places) = (style.words, style.places);
    let [label, _, _, amount] = words.header;
    let (included, free) = match words.language {
        Language::French => ("inclus", "offert"),
        Language::English | Language::Other(_) => ("included", "free"),
        Language::German => ("inklusive", "kostenlos"),
        Language::Spanish => ("incluido", "gratis"),
    };
    head(lines, &[label.into(), style.over(amount)]);
    let mut total = Decimal::ZERO;
    for item in 0..3 + dice.roll(4) {
        let amount = dice.amount(places);
        total += amount;
        lines.push(row(&[NAMES[usize::try_from(item).unwrap()].into(), style.show(amount)]));
    }
    for word in [included, free, "–"] {
        if dice.roll(2) == 0 {
            lines.push(row(&[NAMES[usize::try_from(7 + dice.roll(3)).unwrap()].into(), word.into()]));
        }
    }
    closing(dice, style, lines, total, 2);
}
