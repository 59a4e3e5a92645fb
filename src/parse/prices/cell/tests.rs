use super::*;
use crate::proposal::price::{Price, Qualifier};
use crate::proposal::pricing::Doubt;

/// What a cell of a price column says, in one line.
fn said(text: &str, language: Language, currency: Option<Currency>, money: bool) -> String {
    let votes = Votes::default();
    let context = CellContext { language, currency, money, explicit: false, multiplier: None, votes: &votes };
    let runs: Vec<Run> = text
        .split("~~")
        .enumerate()
        .filter(|(_, text)| !text.is_empty())
        .map(|(at, text)| Run { text: text.into(), struck: at % 2 == 1 })
        .collect();
    describe(&read(&runs, &context))
}

fn price(price: &Price) -> String {
    let mut out = price.amount.normalize().to_string();
    if let Some(currency) = price.currency {
        out += &format!(" {currency}");
    }
    if let Some(basis) = price.basis {
        out += &format!(" {basis:?}");
    }
    if let Some(period) = price.period {
        out += &format!(" per {period:?}");
    }
    if let Some(per) = &price.per {
        out += &format!(" each {per}");
    }
    match &price.qualifier {
        Qualifier::Exact => {}
        Qualifier::To(end) => out += &format!(" to {}", end.normalize()),
        other => out += &format!(" {other:?}"),
    }
    if !price.tolerance.is_zero() {
        out += &format!(" ±{}", price.tolerance.normalize());
    }
    out
}

fn describe(reading: &Reading) -> String {
    match reading {
        Reading::Amount(amount) => {
            let mut out = price(&amount.price);
            for other in &amount.alternatives {
                out += &format!(" = {}", price(other));
            }
            if let Some(list) = &amount.list {
                out += &format!(" was {}", price(list));
            }
            if let Some(formula) = &amount.formula {
                let factors: Vec<String> =
                    formula.factors.iter().map(|f| f.normalize().to_string()).collect();
                out += &format!(" by {}{}", factors.join("×"), if formula.result { "" } else { "?" });
            }
            for doubt in &amount.doubts {
                out += &match doubt {
                    Doubt::Ambiguous { other } => format!(" or {}", other.normalize()),
                    Doubt::Notation(language) => format!(" as {}", language.code()),
                    Doubt::MinorUnit => " cents".into(),
                    Doubt::Inverted => " inverted".into(),
                };
            }
            out
        }
        Reading::Free { list } => {
            list.as_ref().map_or("free".into(), |list| format!("free was {}", price(list)))
        }
        Reading::OnQuote { from } => {
            from.as_ref().map_or("on quote".into(), |from| format!("on quote from {}", price(from)))
        }
        Reading::Percent { value, addition, of, .. } => {
            format!(
                "{}{}%{}",
                if *addition { "+" } else { "" },
                value,
                of.as_ref().map_or(String::new(), |of| format!(" of {of}"))
            )
        }
        Reading::Quantity { value, unit } => format!("{value} of {}", unit.as_deref().unwrap_or("-")),
        Reading::Included => "included".into(),
        Reading::Empty => "empty".into(),
        Reading::Placeholder => "placeholder".into(),
        Reading::Unreadable => "unreadable".into(),
        Reading::Text => "text".into(),
    }
}

fn all(cases: &[(&str, &str)], language: Language, currency: Option<Currency>, money: bool) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, expected)| {
            let found = said(text, language, currency, money);
            (found != *expected).then(|| format!("`{text}`: {found}, not {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn french_cells_of_a_price_column_are_read() {
    all(
        &[
            ("4 500 €", "4500 EUR"),
            ("4\u{202f}500\u{a0}€ HT", "4500 EUR Net"),
            ("4500", "4500"),
            ("4 881.98", "4881.98"),
            ("761,16 €", "761.16 EUR"),
            ("6.000.000 FCFA", "6000000 XOF"),
            ("12 500,75 FCFA", "12500.75 XOF cents"),
            ("812.500 FCFA", "812500 XOF"),
            ("500 000 F CFA HT", "500000 XOF Net"),
            ("1.800 €", "1800 EUR or 1.8"),
            ("1,800 €", "1800 EUR or 1.8"),
            ("1.800,00 €", "1800 EUR"),
            ("1,800.00 €", "1800 EUR as en"),
            ("1800,5 €", "1800.5 EUR"),
            ("€12,50.00", "unreadable"),
            ("7 50 €", "unreadable"),
            ("300,- €", "300 EUR"),
            ("4,5 k€", "4500 EUR ±50"),
            ("8 M FCFA", "8000000 XOF ±500000"),
            ("6 millions de FCFA", "6000000 XOF ±500000"),
            ("1,2 M€", "1200000 EUR ±50000"),
            ("+3 000 €", "3000 EUR Addition"),
            ("~80 €", "80 EUR About"),
            ("env. 80 €", "80 EUR About"),
            ("à partir de 4 000 €", "4000 EUR From"),
            ("dès 90 €/mois", "90 EUR per Month From"),
            ("jusqu’à 900 €", "900 EUR UpTo"),
            ("2 000 – 3 000 €", "2000 EUR to 3000"),
            ("3 000 – 2 000 €", "3000 EUR to 2000 inverted"),
            ("entre 2 000 et 3 000 €", "2000 EUR to 3000"),
            ("2 000 € à 3 000 €", "2000 EUR to 3000"),
            ("900 €/mois", "900 EUR per Month"),
            ("150 € HT/heure", "150 EUR Net per Hour"),
            ("150 € HT de l’heure", "150 EUR Net per Hour"),
            ("12 €/utilisateur/mois", "12 EUR per Month each utilisateur"),
            ("650 €/JH", "650 EUR per Day"),
            ("45 € par nœud", "45 EUR each noeud"),
            ("4 500 € HT / 5 400 € TTC", "4500 EUR Net = 5400 EUR Gross"),
            ("4 500 € (soit 5 400 € TTC)", "4500 EUR = 5400 EUR Gross"),
            ("4 500 / 5 400 €", "4500 EUR = 5400 EUR"),
            ("Offert (au lieu de 90 €)", "free was 90 EUR"),
            ("~~1 200 €~~ 990 €", "990 EUR was 1200 EUR"),
            ("~~90 €~~ Offert", "free was 90 EUR"),
            ("3 x 99 EUR = 297 EUR", "297 EUR by 3×99"),
            ("12 × 410", "4920 by 12×410?"),
            ("800 €/jour × 5 jours", "4000 EUR by 800×5?"),
            ("Inclus", "included"),
            ("✓", "included"),
            ("Gratuit", "free"),
            ("–", "empty"),
            ("n/a", "empty"),
            ("s.o.", "empty"),
            ("Sur devis", "on quote"),
            ("Sur devis (à partir de 60 000 € HT)", "on quote from 60000 EUR Net From"),
            ("Nous consulter", "on quote"),
            ("À définir", "placeholder"),
            ("XXX €", "placeholder"),
            ("[Montant]", "placeholder"),
            ("_____ €", "placeholder"),
            ("{{prix}}", "placeholder"),
            ("+50 %", "+50%"),
            ("+50% du tarif principal", "+50% of tarif principal"),
            ("-10 %", "-10%"),
            ("- 250,00 €", "-250 EUR"),
            ("−250 €", "-250 EUR"),
            ("(250,00)", "-250"),
            ("3 200,00 € (1)", "3200 EUR"),
            ("10 jours", "10 of jours"),
            ("5 jours", "5 of jours"),
            ("0 €", "0 EUR"),
            ("900 € (déplacement inclus)", "900 EUR"),
            ("1’500.–", "1500"),
            ("30/06/2025", "text"),
            ("24/7", "text"),
            ("H+4", "text"),
        ],
        Language::French,
        None,
        true,
    );
}

#[test]
fn cells_elsewhere_are_money_only_with_a_currency() {
    all(
        &[
            ("99,9 %", "99.9%"),
            ("30 min", "30 of min"),
            ("24/7", "text"),
            ("9h-18h", "text"),
            ("3 workers", "3 of workers"),
            ("10+ workers", "10 of workers"),
            ("1-3 services", "text"),
            ("RKE2", "text"),
            ("+33 7 49 62 49 89", "text"),
            ("19 Janvier 2025", "19 of janvier"),
            ("Sur demande", "text"),
            ("Gratuit", "text"),
            ("4 500 €", "4500 EUR"),
            ("✓", "text"),
            ("FR76 3000 4000", "text"),
        ],
        Language::French,
        None,
        false,
    );
}

#[test]
fn english_german_and_spanish_cells_are_read() {
    all(
        &[
            ("€9,000.00", "9000 EUR"),
            ("$1,800", "1800 USD"),
            ("€1.800", "1.8 EUR or 1800"),
            ("1800,5", "1800.5 or 18005"),
            ("€30k", "30000 EUR ±500"),
            ("€30k – €40k", "30000 EUR to 40000 ±500"),
            ("from €500", "500 EUR From"),
            ("£45/month", "45 GBP per Month"),
            ("$12/user/mo", "12 USD per Month each user"),
            ("$99 per year excl. VAT", "99 USD Net per Year"),
            ("Included", "included"),
            ("On request", "on quote"),
            ("TBD", "placeholder"),
            ("(250.00)", "-250"),
            ("1.800,00 €", "1800 EUR as de"),
            ("1,80,000", "unreadable"),
        ],
        Language::English,
        None,
        true,
    );
    all(
        &[
            ("1.800", "1800"),
            ("1.800,00 €", "1800 EUR"),
            ("1,800", "1.8 or 1800"),
            ("1.500,— €", "1500 EUR"),
            ("ab 500 €", "500 EUR From"),
            ("90 €/Std.", "90 EUR per Hour"),
            ("45 € pro Monat", "45 EUR per Month"),
            ("auf Anfrage", "on quote"),
            ("inkl.", "included"),
            ("1,800.00 €", "1800 EUR as en"),
        ],
        Language::German,
        None,
        true,
    );
    all(
        &[("1.800 €", "1800 EUR"), ("45 €/mes", "45 EUR per Month"), ("a consultar", "on quote")],
        Language::Spanish,
        None,
        true,
    );
    all(
        &[("1'500.–", "1500"), ("CHF 1'234.50", "1234.5 CHF"), ("Fr. 500", "500 CHF")],
        Language::German,
        Some(Currency::CHF),
        true,
    );
    all(
        &[("25 000 F", "25000 XOF"), ("1.800", "1800"), ("1,800", "1800")],
        Language::French,
        Some(Currency::XOF),
        true,
    );
}
