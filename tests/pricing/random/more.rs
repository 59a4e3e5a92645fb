//! Further shapes: options, plans in columns, shares in words, a reduction that
//! is printed with its percentage.

use propose::language::Language;
use propose::money::{Decimal, Decimals, format_amount, round};

use super::dice::Dice;
use super::layouts::{NAMES, Style, head, quote, row, sum};

/// A quote, and options that nobody has chosen.
pub(super) fn options(dice: &mut Dice, style: &Style<'_>, lines: &mut Vec<String>) {
    quote(dice, style, lines);
    let price = match style.words.language {
        Language::French => "Prix HT",
        Language::English | Language::Other(_) => "Price excl. VAT",
        Language::German => "Preis netto",
        Language::Spanish => "Precio sin IVA",
    };
    let title = match style.words.language {
        Language::German => "Optionen",
        Language::Spanish => "Opciones",
        Language::French | Language::Other(_) | Language::English => "Options",
    };
    lines.push(format!("\n## {title}\n"));
    head(lines, &["Option".into(), style.over(price)]);
    for item in 0..2 + dice.roll(3) {
        let name = NAMES[usize::try_from(item).unwrap() + 6];
        lines.push(row(&[name.into(), style.show(dice.amount(style.places))]));
    }
}

/// Plans in columns: what each costs by the month and by the year, which may be
/// that of ten months.
pub(super) fn plans(dice: &mut Dice, style: &Style<'_>, lines: &mut Vec<String>) {
    let (month, year, users) = match style.words.language {
        Language::French => ("Prix mensuel HT", "Prix annuel HT", "Utilisateurs"),
        Language::English | Language::Other(_) => {
            ("Billed monthly, excl. VAT", "Billed yearly, excl. VAT", "Users")
        }
        Language::German => ("Preis pro Monat netto", "Preis pro Jahr netto", "Nutzer"),
        Language::Spanish => ("Precio al mes sin IVA", "Precio al año sin IVA", "Usuarios"),
    };
    let months = *dice.pick(&[12, 12, 12, 10]);
    let count = 3 + usize::try_from(dice.roll(2)).unwrap();
    let mut names = vec![String::new()];
    names.extend(NAMES.iter().take(count).map(|name| (*name).to_owned()));
    head(lines, &names);
    let prices: Vec<Decimal> = (0..count).map(|_| dice.amount(style.places)).collect();
    // Without a column of prices each amount says its currency.
    let show = |value: Decimal| {
        let decimals = Decimals::Exactly(style.places);
        format_amount(value, Some(style.currency), style.words.language, decimals)
    };
    let cells = |label: &str, factor: u32| {
        let amounts = prices.iter().map(|price| show(price * Decimal::from(factor)));
        row(&std::iter::once(label.to_owned()).chain(amounts).collect::<Vec<_>>())
    };
    lines.push(cells(month, 1));
    lines.push(cells(year, months));
    let counts = (0..count).map(|_| style.number(dice.between(1, 90)));
    lines.push(row(&std::iter::once(users.to_owned()).chain(counts).collect::<Vec<_>>()));
}

/// A quote that is paid in thirds, said in words.
pub(super) fn thirds(dice: &mut Dice, style: &Style<'_>, lines: &mut Vec<String>) {
    let (total, _) = quote(dice, style, lines);
    let third = match style.words.language {
        Language::French => "un tiers",
        Language::English | Language::Other(_) => "one third",
        Language::German => "ein Drittel",
        Language::Spanish => "un tercio",
    };
    let part = round(total / Decimal::from(3), style.places);
    let parts = [part, part, total - part - part];
    lines.push(String::new());
    for (part, moment) in parts.iter().zip(style.words.moments) {
        let decimals = Decimals::Exactly(style.places);
        let amount = format_amount(*part, Some(style.currency), style.words.language, decimals);
        lines.push(format!("- {third} {moment} : {amount}"));
    }
}

/// A quote whose discount is printed as `−460 € (10 %)`.
pub(super) fn reduced(dice: &mut Dice, style: &Style<'_>, lines: &mut Vec<String>) {
    let (words, places) = (style.words, style.places);
    let [label, _, _, amount] = words.header;
    head(lines, &[label.into(), style.over(amount)]);
    let mut total = Decimal::ZERO;
    for item in 0..3 + dice.roll(4) {
        let amount = dice.amount(places);
        total += amount;
        lines.push(row(&[NAMES[usize::try_from(item).unwrap()].into(), style.show(amount)]));
    }
    let percent = dice.between(4, 30);
    let discount = round(total * percent / Decimal::ONE_HUNDRED, places);
    let shown = format!("{} ({} %)", style.show(-discount), style.number(percent));
    lines.push(row(&[words.discount.into(), shown]));
    lines.push(sum(&format!("**{}**", words.net), style.show(total - discount), 2));
}
