//! Words that say that no tax is due.

use super::words::has_any;
use crate::language::{Phrases, phrases};

#[rustfmt::skip]
const EXEMPT: &Phrases = phrases![
    "tva non applicable", "exoneration de tva", "franchise en base", "franchise de tva", "article 293 b", "art 293 b", "art 293b",
    "article 293b", "hors champ de la tva", "autoliquidation", "auto liquidation", "reverse charge", "kleinunternehmer",
    "kleinunternehmerregelung", "19 ustg", "steuerfrei", "umsatzsteuerbefreit", "steuerbefreit", "nicht umsatzsteuerpflichtig",
    "nicht mehrwertsteuerpflichtig", "nicht mwst pflichtig", "zero rated", "keine mehrwertsteuer", "keine umsatzsteuer", "keine mwst",
    "no sales tax", "inversion del sujeto pasivo",
];

/// Names of the tax, as they stand in sentences about whether it is due.
const TAX: &Phrases =
    phrases!["vat", "tva", "mwst", "mehrwertsteuer", "umsatzsteuer", "ust", "iva", "gst", "hst", "tax"];

/// Whether folded text says that no tax is due: by a name for it, or by a tax
/// beside words that something is not subject to it, or that it is not charged.
pub(super) fn is_exempt(folded: &str) -> bool {
    has_any(folded, EXEMPT) || is_said_not_due(folded)
}

fn is_said_not_due(folded: &str) -> bool {
    #[rustfmt::skip]
    const DUE: &[&str] = &[
        "subject", "liable", "registered", "applicable", "applies", "charged", "chargeable", "added", "due", "payable", "soumis", "soumise",
        "soumises", "assujetti", "assujettie", "assujettis", "assujetties", "facturee", "redevable", "redevables", "applique",
        "pflichtig", "berechnet", "ausgewiesen", "erhoben", "sujeto", "sujeta", "sujetos", "sujetas", "aplicable", "exempt", "exempts", "exonere", "exoneree",
        "exonerees", "exentas", "exentos", "exento", "exenta", "befreit",
    ];
    #[rustfmt::skip]
    const FILLERS: &[&str] = &[
        "to", "for", "from", "a", "la", "de", "du", "l", "the", "any", "sales", "der", "von", "zur", "al", "del", "is", "are", "be",
        "will", "ne", "n", "est", "sont", "sera", "wird", "se", "aplica", "es", "yet", "currently",
    ];
    const NOT: &[&str] = &["not", "no", "non", "aucune", "pas", "nicht", "keine", "never", "isn", "aren"];
    if !has_any(folded, TAX) {
        return false;
    }
    let words: Vec<&str> = folded.split(' ').filter(|word| !FILLERS.contains(word)).collect();
    let free = |word: &str| {
        word.starts_with("exempt")
            || word.starts_with("exoner")
            || word.starts_with("exent")
            || word == "befreit"
    };
    let (tax, due, not) = (
        |word: &str| TAX.contains(&word),
        |word: &str| DUE.contains(&word),
        |word: &str| NOT.contains(&word),
    );
    // `sans TVA : l'association n'y est pas assujettie`
    let liable = |word: &str| word.starts_with("assujetti") || word.ends_with("pflichtig");
    let denied = words.windows(2).position(|pair| matches!(pair, [one, other] if not(one) && liable(other)));
    let near = |at: usize| words.iter().position(|word| tax(word)).is_some_and(|own| own.abs_diff(at) <= 5);
    denied.is_some_and(near)
        || words
            .windows(2)
            .any(|pair| matches!(pair, [one, other] if free(one) && tax(other) || tax(one) && free(other)))
        || words.windows(3).any(|three| {
            matches!(three, [one, two, three]
                if not(one) && (due(two) && tax(three) || tax(two) && due(three))
                    || tax(one) && not(two) && due(three))
        })
}

#[cfg(test)]
mod tests {
    use super::super::words::fold;
    use super::is_exempt;

    #[test]
    fn a_tax_that_is_not_due_is_told_from_one_that_is_not_included() {
        for text in [
            "TVA non applicable, art. 293 B du CGI",
            "Prestations non soumises à la TVA",
            "sans TVA : l'association n'y est pas assujettie",
            "No VAT is charged.",
            "Our services are not subject to sales tax.",
            "Exempt from VAT",
            "Nicht umsatzsteuerpflichtig",
            "Exento de IVA",
            "La TVA n'est pas applicable.",
        ] {
            assert!(is_exempt(&fold(text)), "{text}");
        }
        for text in [
            "Sales tax isn't included.",
            "Les livres ne sont pas remisés. TVA 20 %.",
            "Prix sans TVA",
            "VAT is due on delivery.",
            "Not subject to change. VAT 20% applies.",
            "Hors TVA",
        ] {
            assert!(!is_exempt(&fold(text)), "{text}");
        }
    }
}
