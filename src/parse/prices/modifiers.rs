//! The words that say whether tax is in a price, how often it is due and in
//! which currency, wherever they stand: header, caption, heading, note, cell.

use super::words::{find, fold, has, has_any, without_all};
use crate::language::{Language, Phrases, Words, phrases};
use crate::money::{Currency, Decimal};
use crate::proposal::price::{Period, TaxBasis};

#[rustfmt::skip]
pub(super) static NET: Phrases = Phrases::new(&[
    "hors taxes", "hors taxe", "hors tva", "net de taxe", "net de taxes", "nets de taxe", "nets de taxes", "net de tva", "sans tva", "ht", "htva", "avant taxes", "before taxes", "before sales tax", "plus tax", "plus sales tax", "excluding vat", "excluding tax",
    "excluding taxes", "exclusive of vat", "excl of vat", "excl vat", "excl tax", "excl taxes", "ex vat",
    "exc vat", "vat excluded", "vat not included", "exclude vat", "exclude taxes", "not including vat",
    "net of vat", "net of tax", "before vat", "before tax", "plus vat", "+ vat", "+ tva", "+ mwst", "+ ust", "+ tax", "+ gst", "zzgl mwst",
    "zzgl ust", "zuzuglich mwst", "zuzuglich ust", "zzgl gesetzlicher mwst", "zzgl der gesetzlichen mwst",
    "exkl mwst", "exkl ust", "exklusive mwst", "ohne mwst", "ohne ust", "netto", "nettopreis",
    "nettopreise", "nettobetrag", "nettosumme", "gesamtnetto", "sin iva", "sin impuestos",
    "iva no incluido", "iva excluido", "+ iva", "mas iva", "base imponible",
    "ex gst", "exc gst", "excl gst", "excluding gst", "exclude gst", "exclusive of gst", "plus gst", "before gst",
]);
#[rustfmt::skip]
pub(super) static GROSS: Phrases = Phrases::new(&[
    "toutes taxes comprises", "taxes comprises", "taxes incluses", "taxe incluse", "taxe comprise", "tva comprise", "tva incluse", "ttc", "tvac", "tva inclus",
    "including vat", "including tax", "including taxes", "inclusive of vat", "incl of vat", "incl vat",
    "incl tax", "inc vat", "inc tax", "vat included", "vat inclusive", "include vat", "gross", "with vat",
    "brutto", "bruttopreis", "bruttobetrag", "bruttosumme", "inkl mwst", "inkl ust", "inklusive mwst",
    "inc gst", "incl gst", "including gst", "include gst", "inclusive of gst", "gst included",
    "einschl mwst", "einschliesslich mwst", "einschliesslich ust", "iva incluido", "iva incl", "con iva", "impuestos incluidos", "con impuestos",
]);
#[rustfmt::skip]
const MONTH: &[&str] = &[
    "mois", "mensuel", "mensuelle", "mensuels", "mensuelles", "mensuellement", "mensualite", "mensualites",
    "month", "monthly", "mo", "mth", "pcm", "monat", "monate", "monatlich", "monatspreis", "monatliche", "monatlicher",
    "mtl", "mes", "mensual", "mensuales", "mensualmente",
];
#[rustfmt::skip]
const QUARTER: &[&str] = &[
    "trimestre", "trimestriel", "trimestrielle", "quarter", "quarterly", "quartal", "vierteljahrlich",
    "trimestral",
];
#[rustfmt::skip]
const YEAR: &Phrases = phrases![
    "an", "annee", "annuel", "annuelle", "annuels", "annuelles", "annuellement", "year", "yearly", "annual",
    "annually", "annum", "yr", "pa", "jahr", "jahrlich", "jahrespreis", "jahrliche", "jahrlicher", "ano", "anual",
    "anuales",
];
#[rustfmt::skip]
const DAY: &[&str] = &[
    "jour", "j", "jh", "jrs", "jour homme", "journee", "journalier", "tjm", "day", "daily", "man day",
    "tag", "tagessatz", "pt", "personentag", "dia", "jornada",
];
const HOUR: &[&str] =
    &["heure", "h", "horaire", "hour", "hourly", "hr", "stunde", "std", "stundensatz", "hora"];
#[rustfmt::skip]
const ONCE: &Phrases = phrases![
    "unique", "ponctuel", "ponctuelle", "one off", "one time", "one shot", "oneshot", "once", "einmalig",
    "einmalige", "pago unico", "non recurrent", "non recurrents", "non recurring", "setup",
    "mise en service",
];

/// Words that make the unit after them a rate.
const PER: &[&str] =
    &["/", "par", "per", "pro", "por", "al", "chaque", "each", "a l", "de l", "la", "l", "je"];

/// The period that one word names as a unit after `/` or `par`.
pub(super) fn period_of_unit(word: &str) -> Option<Period> {
    let lists = [
        (MONTH, Period::Month),
        (QUARTER, Period::Quarter),
        (YEAR, Period::Year),
        (DAY, Period::Day),
        (HOUR, Period::Hour),
    ];
    lists.into_iter().find_map(|(list, period)| list.contains(&word).then_some(period))
}

/// The basis that folded text names; none where it names none or both.
pub(super) fn basis(folded: &str) -> Option<TaxBasis> {
    // The longest phrases first: `hors tva` is no `tva`.
    let (net, gross) = (has_any(folded, &NET), has_any(folded, &GROSS));
    // `TVA et taxes touristiques comprises`
    let gross = gross || has(folded, "tva et taxes") && has_any(folded, phrases!["comprises", "incluses"]);
    match (net, gross) {
        (true, false) => Some(TaxBasis::Net),
        (false, true) => Some(TaxBasis::Gross),
        (true, true) | (false, false) => None,
    }
}

/// The basis that a header names: `Net` alone counts in English and German,
/// where it is no "net à payer".
pub(super) fn header_basis(folded: &str, language: Language) -> Option<TaxBasis> {
    basis(folded).or_else(|| {
        let net = matches!(language, Language::English | Language::German)
            && has(folded, "net")
            && !has_any(folded, phrases!["to pay", "payable", "due", "amount due"]);
        net.then_some(TaxBasis::Net)
    })
}

/// The period of a price that folded text names: an adjective (`mensuel`) or a
/// unit after `/` or `par`. A number before a unit (`12 mois`) is a duration
/// and a unit alone (`Mois`) a quantity: neither is a period.
pub(super) fn period(folded: &str) -> Option<Period> {
    let mut found = None;
    let mut last: Option<&str> = None;
    let mut before: Option<&str> = None;
    for word in folded.split(' ') {
        let unit = period_of_unit(word);
        let adjective = unit.is_some() && !is_bare_unit(word);
        let rate = last.is_some_and(|last| PER.contains(&last))
            && (last != Some("l") || matches!(before, Some("de" | "a")))
            && (last != Some("la") || word == "journee");
        if let Some(unit) = unit.filter(|_| adjective || rate) {
            // `Tarif jour équivalent par an` names two: the first is the unit.
            found = found.or(Some(unit));
        }
        (before, last) = (last, Some(word));
    }
    found.or_else(|| has_any(folded, ONCE).then_some(Period::Once))
}

/// Words that name a unit of time and say nothing of a rate by themselves.
fn is_bare_unit(word: &str) -> bool {
    matches!(
        word,
        "mois"
            | "month"
            | "mo"
            | "mth"
            | "monat"
            | "monate"
            | "mes"
            | "trimestre"
            | "quarter"
            | "quartal"
            | "an"
            | "annee"
            | "year"
            | "yr"
            | "jahr"
            | "ano"
            | "annum"
            | "jour"
            | "j"
            | "jh"
            | "jrs"
            | "jour homme"
            | "journee"
            | "day"
            | "man day"
            | "tag"
            | "pt"
            | "personentag"
            | "dia"
            | "jornada"
            | "heure"
            | "h"
            | "hour"
            | "hr"
            | "stunde"
            | "std"
            | "hora"
    )
}

/// The currency that a text names as a word or symbol.
pub(super) fn currency(text: &str) -> Option<Currency> {
    let mut found = None;
    let mut last: Option<char> = None;
    for (at, c) in text.char_indices() {
        let boundary = !last.is_some_and(char::is_alphanumeric) || !c.is_alphabetic();
        // `k€` is thousands of euros.
        let multiple = matches!(last, Some('k' | 'K' | 'M'));
        if (boundary || multiple)
            && let Some((currency, _)) = Currency::at_start(text.get(at..).unwrap_or_default())
        {
            // A lower-case `mad`, `cad` or `dh` may be a word.
            let sure = !c.is_lowercase()
                || !currency.code().eq_ignore_ascii_case(text.get(at..at + 3).unwrap_or_default())
                || currency == Currency::EUR;
            if sure {
                found = found.or(Some(currency));
            }
        }
        last = Some(c);
    }
    found
}

/// The multiplier that a header names (`Montant (k€)`), as written and folded.
pub(super) fn multiplier(text: &str, folded: &str) -> Option<Decimal> {
    ["k€", "K€", "kEUR", "KEUR", "k$", "K$", "k£", "K£"]
        .iter()
        .any(|unit| text.contains(unit))
        .then(|| Decimal::from(1000))
        .or_else(|| {
            (["M€", "MEUR", "M$", "M£", "M FCFA"].iter().any(|unit| text.contains(unit))
                || has_any(folded, phrases!["millions de fcfa", "millions fcfa", "millions d euros"]))
            .then(|| Decimal::from(1_000_000))
        })
}

/// The VAT rate that folded text names (`TVA 20 %`, `VAT at 20%`): the number
/// before the first percent sign after the word.
pub(super) fn vat_rate(folded: &str) -> Option<Decimal> {
    if !folded.contains('%') {
        return None;
    }
    let start = [
        "tva",
        "vat",
        "mwst",
        "ust",
        "iva",
        "mehrwertsteuer",
        "umsatzsteuer",
        "gst",
        "hst",
        "pst",
        "qst",
        "tps",
        "tvq",
        "sales tax",
        "t v a",
    ]
    .iter()
    .filter_map(|word| find(folded, word))
    .min()
    .or_else(|| folded.starts_with("tax ").then_some(0))?;
    let (before, after) = folded.split_at(start);
    percent(after).filter(|(_, distance)| *distance <= 4).map(|(rate, _)| rate).or_else(|| {
        // `20 % TVA`, `zzgl. 19 % MwSt.`
        let rest = before.trim_end().strip_suffix('%')?.trim_end();
        rest.rsplit(' ').next()?.parse().ok()
    })
}

/// The first percentage in folded text and how many words stand before it.
pub(super) fn percent(folded: &str) -> Option<(Decimal, usize)> {
    let words: Vec<&str> = folded.split(' ').collect();
    let at = words.iter().position(|word| *word == "%")?;
    let number = words.get(at.checked_sub(1)?)?;
    Some((number.parse().ok()?, at - 1))
}

/// Folded text without the words that were understood as basis, period or
/// currency: what is left names the column's role.
pub(super) fn strip(folded: &str) -> String {
    #[rustfmt::skip]
    const CURRENCIES: &Phrases = phrases![
        "€", "$", "£", "eur", "euros", "euro", "fcfa", "f cfa", "cfa", "xof", "xaf", "usd", "gbp", "chf",
        "mad", "dh", "k€", "en",
    ];
    // Whatever is left out, no word is added.
    let words = Words::of(folded);
    let bases = NET
        .possible(words)
        .chain(GROSS.possible(words))
        .filter(|phrase| !matches!(*phrase, "netto" | "brutto" | "gross" | "nettobetrag" | "bruttobetrag"));
    without_all(folded, bases.chain(CURRENCIES.possible(words)))
}

/// Whether a label says how often an amount is due and names nothing that is
/// sold: `Par mois`, `Prix annuel HT`, `Billed monthly`.
pub(super) fn is_measure(label: &str) -> bool {
    #[rustfmt::skip]
    const ABOUT_PRICES: &[&str] = &[
        "prix", "tarif", "montant", "cout", "price", "cost", "fee", "rate", "amount", "preis", "betrag",
        "kosten", "precio", "importe", "coste", "cuota", "redevance", "mensualite", "paiement", "payment",
        "facture", "facturee", "facturation", "billed", "billing", "paid", "abgerechnet", "zahlung",
        "facturado", "pago", "soit", "equivalent", "total", "net", "netto", "gross", "brutto",
    ];
    let head = label.split(['(', '[', ',']).next().map(fold).unwrap_or_default();
    let head = if head.is_empty() { fold(label) } else { head };
    let words = strip(&head);
    let known =
        |word: &str| ABOUT_PRICES.contains(&word) || PER.contains(&word) || period_of_unit(word).is_some();
    let recurring = period(&head).is_some_and(Period::is_recurring);
    recurring && words.split(' ').filter(|word| !word.is_empty()).all(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_a_period_and_a_duration_is_none() {
        let read = |text: &str| period(&fold(text));
        for (text, expected) in [
            ("Tarif HT/mois", Some(Period::Month)),
            ("Tarification RUN (mensuel)", Some(Period::Month)),
            ("Tarif HT / an", Some(Period::Year)),
            ("Total sur 12 mois", None),
            ("Mois", None),
            ("Engagement 1 an", None),
            ("150 € HT de l'heure", Some(Period::Hour)),
            ("TJM", Some(Period::Day)),
            ("Prix par jour", Some(Period::Day)),
            ("Per month", Some(Period::Month)),
            ("Preis pro Monat", Some(Period::Month)),
            ("Precio al mes", Some(Period::Month)),
            ("USD p.a.", Some(Period::Year)),
            ("Frais de mise en service", Some(Period::Once)),
            ("Monthly fee", Some(Period::Month)),
            ("Prix", None),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn bases_currencies_and_rates_are_named_in_many_ways() {
        assert_eq!(basis(&fold("Montant H.T.")), Some(TaxBasis::Net));
        assert_eq!(basis(&fold("zzgl. MwSt.")), Some(TaxBasis::Net));
        assert_eq!(basis(&fold("prices include VAT")), Some(TaxBasis::Gross));
        assert_eq!(basis(&fold("Net à payer")), None);
        assert_eq!(header_basis("net", Language::English), Some(TaxBasis::Net));
        assert_eq!(header_basis("net", Language::French), None);
        assert_eq!(currency("Montant (F CFA HT)"), Some(Currency::XOF));
        assert_eq!(currency("Budget k€"), Some(Currency::EUR));
        assert_eq!(currency("European market"), None);
        assert_eq!(vat_rate(&fold("TVA (18 %)")), Some(Decimal::from(18)));
        assert_eq!(vat_rate(&fold("zzgl. 19 % MwSt.")), Some(Decimal::from(19)));
        assert_eq!(vat_rate(&fold("Remise 5 %")), None);
    }
}
