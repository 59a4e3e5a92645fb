//! What a row of a price table does, by its label.

use super::exempt::is_exempt;
use super::modifiers::{basis, percent, period, vat_rate};
use super::row_words::{
    DEPOSIT, DISCOUNT, DUE, EQUIVALENT, LIST_VALUE, NO_DISCOUNT, PACK_PRICE, REDUCED, ROUNDING, SAVING,
    SUBTOTAL, SURCHARGE, TOTAL, VAT, VAT_INCLUDED, WITHHOLDING,
};
use super::words::{fold, has_any, starts_with_any};
use crate::language::{Phrases, phrases};
use crate::money::Decimal;
use crate::proposal::price::{Period, TaxBasis};
use crate::proposal::pricing::RowRole;

/// What is known of a row beside its label.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts about a row")]
pub(super) struct Shape {
    /// Whether any cell beside the label holds an amount or stands for one.
    pub(super) valued: bool,
    /// Whether one holds an amount.
    pub(super) priced: bool,
    /// The number of cells that are not empty.
    pub(super) filled: usize,
    /// Whether a quantity and a unit price, or a reference, stand in it.
    pub(super) itemised: bool,
    /// Whether its amount is negative.
    pub(super) negative: bool,
    /// Whether the table is about instalments.
    pub(super) schedule: bool,
}

/// What a row does.
pub(super) fn role(label: &str, shape: Shape) -> RowRole {
    let folded = tidy(label);
    let starts = |list: &[&str]| starts_with_any(&folded, list);
    if !shape.valued {
        return if shape.filled <= 1 || is_total(label) { RowRole::Section } else { RowRole::Line };
    }
    // A total may add up quantities too.
    let sum = starts(&[
        "total",
        "totaux",
        "sous total",
        "subtotal",
        "sub total",
        "grand total",
        "gesamt",
        "gesamtsumme",
        "summe",
        "zwischensumme",
    ]);
    // `Contingency 5% of items 1–6` beside the numbers of the lines.
    let adjusts = percent(&folded).is_some() && (starts(SURCHARGE) || starts(DISCOUNT));
    if shape.itemised && !sum && !adjusts {
        return RowRole::Line;
    }
    // A tax that is named with its amount is a tax, if of nothing.
    if is_exempt(&folded) && !starts(TOTAL) && !(starts(VAT) && shape.priced) {
        return RowRole::Note;
    }
    if starts(ROUNDING) {
        return RowRole::Surcharge;
    }
    // `Total TVA comprise` is a total, whatever words of tax it begins with.
    if starts(TOTAL) && basis(&folded) == Some(TaxBasis::Gross) {
        return total(&folded);
    }
    if starts(VAT_INCLUDED) {
        return RowRole::VatIncluded;
    }
    if starts(SUBTOTAL) {
        return RowRole::Subtotal;
    }
    if starts(LIST_VALUE) {
        return RowRole::ListValue;
    }
    if starts(PACK_PRICE) {
        return RowRole::PackPrice;
    }
    if starts(SAVING) {
        return RowRole::Saving;
    }
    // `Zwischentotal`, `Angebotssumme brutto`
    let first = folded.split(' ').next().unwrap_or_default();
    if first.len() > 7 && (first.ends_with("summe") || first.ends_with("total")) {
        return if first.starts_with("zwischen") || first.starts_with("teil") {
            RowRole::Subtotal
        } else {
            total(&folded)
        };
    }
    let compound = ["rabatt", "nachlass", "skonto"].iter().any(|tail| first.ends_with(tail));
    // `Charity discount 10%`
    let reduces = percent(&folded).is_some()
        && !shape.schedule
        && folded.split(' ').count() <= 7
        && has_any(&folded, DISCOUNT)
        && !has_any(&folded, NO_DISCOUNT);
    // `Friends' discount`
    let named = folded.split(" (").next().unwrap_or(&folded).split(' ').next_back().unwrap_or_default();
    let reduces = reduces || folded.split(' ').count() <= 4 && ["discount", "rebate"].contains(&named);
    // `Your cost after rebate` is what is left.
    let left = !shape.negative && (!shape.schedule && starts(DUE) || has_any(&folded, REDUCED));
    // `Three-year commitment, 12% off`
    let taken_off = shape.negative && !starts(WITHHOLDING) && !starts(DEPOSIT);
    let reduces = reduces || taken_off && percent(&folded).is_some();
    if !left
        && (compound
            || reduces
            || (starts(DISCOUNT) && !is_service(&folded))
            || (shape.negative && has_any(&folded, DISCOUNT)))
    {
        return RowRole::Discount;
    }
    // zzgl. 19 % MwSt.
    let leading = folded.split_once(" % ").filter(|(number, _)| number.parse::<Decimal>().is_ok());
    if leading.is_some_and(|(_, rest)| starts_with_any(rest, VAT)) {
        return RowRole::Vat;
    }
    let rate = folded.split(' ').next().is_some_and(|word| matches!(word, "zzgl" | "plus" | "+"))
        && vat_rate(&folded).is_some();
    if rate
        || starts(&[
            "total tva",
            "montant tva",
            "montant de la tva",
            "total vat",
            "total taxes",
            "total mwst",
        ])
        || (starts(VAT) && !starts(TOTAL) && !is_about_tax(&folded))
    {
        return RowRole::Vat;
    }
    // `MA sales tax (6.25% on equipment)`
    let head = label.split('(').next().map(fold).unwrap_or_default();
    let ends_in_tax = VAT.iter().any(|tax| head.strip_suffix(tax).is_some_and(|head| head.ends_with(' ')));
    if ends_in_tax && head.split(' ').count() <= 4 && vat_rate(&folded).is_some() && !starts(TOTAL) {
        return RowRole::Vat;
    }
    if starts(WITHHOLDING) {
        return RowRole::Withholding;
    }
    if !shape.schedule {
        if starts(DEPOSIT) {
            return RowRole::Deposit;
        }
        if starts(DUE) {
            return RowRole::Due;
        }
    }
    if starts(EQUIVALENT) {
        return RowRole::Equivalent;
    }
    if starts(TOTAL) {
        return total(&folded);
    }
    // `Annual subscription total`, `Section subtotal`
    let named = super::modifiers::strip(&folded);
    if named.split(' ').count() <= 5 && !shape.itemised {
        match named.split(' ').next_back() {
            Some("subtotal" | "zwischensumme") => return RowRole::Subtotal,
            Some("total" | "gesamtsumme" | "summe") => return total(&folded),
            _ => {}
        }
    }
    if starts(SURCHARGE) && percent(&folded).is_some() {
        return RowRole::Surcharge;
    }
    RowRole::Line
}

/// A total and what it is of.
fn total(folded: &str) -> RowRole {
    if has_any(
        folded,
        phrases!["net a payer", "net a regler", "total a payer net", "total due", "total a pagar"],
    ) {
        return RowRole::Due;
    }
    if let Some(period) = period(folded) {
        return RowRole::RecurringTotal(period);
    }
    let basis = basis(folded).or_else(|| {
        let gross = starts_with_any(
            folded,
            &[
                "grand total",
                "total a payer",
                "total a regler",
                "gesamtbetrag",
                "endbetrag",
                "rechnungsbetrag",
                "bruttobetrag",
                "bruttosumme",
                "brutto",
            ],
        );
        let net = starts_with_any(
            folded,
            &[
                "net total",
                "net amount",
                "nettobetrag",
                "nettosumme",
                "netto",
                "net ht",
                "net commercial",
                "base imponible",
                "base ht",
                "total net",
            ],
        );
        match (net, gross) {
            (true, _) => Some(TaxBasis::Net),
            // A grand total says nothing of tax by itself.
            (false, true) if !folded.starts_with("grand total") => Some(TaxBasis::Gross),
            (false, _) => None,
        }
    });
    RowRole::Total(basis)
}

/// Whether a row that begins like a discount names a service.
fn is_service(folded: &str) -> bool {
    let after = ["remise", "reduction"]
        .iter()
        .find_map(|word| folded.strip_prefix(word))
        .unwrap_or_default()
        .trim_start();
    let number =
        after.trim_start_matches("de ").trim_start_matches("d ").starts_with(|c: char| c.is_ascii_digit());
    starts_with_any(folded, NO_DISCOUNT) && !number
}

/// Whether a label that begins with a tax names work about it (`VAT return`,
/// `TVA : déclaration trimestrielle`), not the tax itself.
fn is_about_tax(folded: &str) -> bool {
    #[rustfmt::skip]
    const WORK: &Phrases = phrases![
        "return", "returns", "registration", "filing", "filings", "advice", "advisory", "review", "audit", "compliance",
        "consulting", "planning", "representation", "declaration", "declarations", "conseil", "recuperation",
        "immatriculation", "accompagnement", "voranmeldung", "voranmeldungen", "erklarung", "beratung", "declaracion",
        "declaraciones", "asesoria",
    ];
    vat_rate(folded).is_none() && has_any(folded, WORK)
}

/// Whether a label begins like a total, whatever it is a total of.
pub(super) fn is_total(label: &str) -> bool {
    let folded = tidy(label);
    starts_with_any(&folded, TOTAL)
        || starts_with_any(&folded, SUBTOTAL)
        || starts_with_any(&folded, VAT) && !is_about_tax(&folded)
        || starts_with_any(&folded, DUE)
}

/// Whether a label says by its first words that the row adds up others.
pub(super) fn adds_up(label: &str) -> bool {
    let folded = tidy(label);
    starts_with_any(&folded, SUBTOTAL)
        || starts_with_any(&folded, TOTAL)
            && !starts_with_any(
                &folded,
                &["prix ht", "prix ttc", "montant ht", "montant ttc", "net", "netto", "brutto"],
            )
}

/// Whether a label is a word for the sum of money itself: in a table without
/// a header such rows show that its numbers are amounts.
pub(super) fn names_money(label: &str) -> bool {
    let folded = tidy(label);
    let total = starts_with_any(&folded, TOTAL) && (basis(&folded).is_some() || folded.contains('€'));
    total
        || starts_with_any(&folded, VAT)
        || starts_with_any(&folded, &["net a payer", "montant ht", "montant ttc", "amount due"])
}

/// Whether a label is that of a tax that is added.
pub(super) fn names_tax(label: &str) -> bool {
    let folded = tidy(label);
    starts_with_any(&folded, VAT) && !is_about_tax(&folded)
}

/// A folded label without numbering and signs at its start.
fn tidy(label: &str) -> String {
    let trimmed =
        label.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '+' | '[' | '☐' | '☑'));
    let folded = fold(trimmed);
    folded.strip_prefix("le ").or_else(|| folded.strip_prefix("the ")).unwrap_or(&folded).to_owned()
}

/// The percentage in a label (`Remise 5 %`, `TVA (20 %)`).
pub(super) fn label_percent(label: &str) -> Option<Decimal> {
    percent(&fold(label)).map(|(value, _)| value.abs())
}

/// The period that a line's label names as a rate (`par mois`, `/an`); an
/// adjective (`Rapport mensuel`) describes the service.
pub(super) fn line_period(label: &str) -> Option<Period> {
    let folded = fold(label);
    // `1 an offert, puis 120 €/an` tells of another price.
    if super::context::mentions_amount(label) {
        return None;
    }
    let rate = has_any(
        &folded,
        phrases![
            "par mois",
            "/ mois",
            "per month",
            "/ month",
            "/ mo",
            "pro monat",
            "al mes",
            "par an",
            "/ an",
            "per year",
            "/ year",
            "pro jahr",
            "al ano",
            "abonnement mensuel",
            "abonnement annuel",
            "forfait mensuel",
            "forfait annuel",
            "redevance mensuelle",
            "redevance annuelle",
            "monthly fee",
            "annual fee",
            "monthly subscription",
            "annual subscription",
        ],
    );
    rate.then(|| period(&folded)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    const VALUED: Shape =
        Shape { valued: true, priced: false, filled: 2, itemised: false, negative: false, schedule: false };

    #[test]
    fn labels_name_what_a_row_does() {
        use RowRole::*;
        let wrong: Vec<String> = [
            ("Audit flash", Line),
            ("Sous-total HT", Subtotal),
            ("Zwischensumme", Subtotal),
            ("Remise commerciale 5 %", Discount),
            ("Remise de 10 %", Discount),
            ("Remise en service", Line),
            ("Remise des clés", Line),
            ("Réduction des coûts cloud", Line),
            ("Geste commercial", Discount),
            ("Contingence 20 %", Surcharge),
            ("Frais de déplacement", Line),
            ("**Total HT**", Total(Some(TaxBasis::Net))),
            ("Total", Total(None)),
            ("Total général TTC", Total(Some(TaxBasis::Gross))),
            ("Total mensuel HT", RecurringTotal(Period::Month)),
            ("Total par an", RecurringTotal(Period::Year)),
            ("TVA 20 %", Vat),
            ("TVA (18 %)", Vat),
            ("VAT return", Line),
            ("TVA, déclaration trimestrielle", Line),
            ("VAT on the review, 20%", Vat),
            ("zzgl. 19 % MwSt.", Vat),
            ("19 % MwSt.", Vat),
            ("dont TVA 20 %", VatIncluded),
            ("Net à payer", Due),
            ("Reste à payer", Due),
            ("À régler", Due),
            ("Montant à régler", Due),
            ("Acompte versé", Deposit),
            ("Retenue à la source (5 %)", Withholding),
            ("Soit par mois", Equivalent),
            ("Prix du pack", PackPrice),
            ("Valeur totale", ListValue),
            ("Économie", Saving),
            ("Gesamtbetrag brutto", Total(Some(TaxBasis::Gross))),
            ("Grand total", Total(None)),
            ("TVA non applicable, art. 293 B du CGI", Note),
        ]
        .iter()
        .filter_map(|(label, expected)| {
            let found = role(label, VALUED);
            (found != *expected).then(|| format!("{label}: {found:?}, not {expected:?}"))
        })
        .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
