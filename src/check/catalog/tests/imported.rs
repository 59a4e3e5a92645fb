//! Catalogs made out of offers, read back.

use super::*;
use crate::catalog::Charge;
use crate::money::Currency;
use crate::proposal::price::{Period, TaxBasis};

/// The catalog that an offer gives, and its text.
fn imported(note: &str) -> (Loaded, String) {
    let case = Case::new(HEAD, note);
    let text = crate::catalog::import(&case.parsed.proposal, &case.parsed.pricing, "offer.md");
    let again = Case::new(&text, note);
    assert_eq!(again.loaded.findings, [], "{text}");
    let wrong: Vec<String> = again.said().into_iter().filter(|line| line.contains("error[catalog")).collect();
    assert_eq!(wrong, Vec::<String>::new(), "{text}");
    (again.loaded, text)
}

#[test]
fn an_english_quote_with_tax_becomes_a_gross_catalog() {
    let (loaded, text) = imported(
        "---\nlang: en\ndate: 2025-03-01\ncurrency: GBP\n---\n\n## Hosting\n\n| Plan | Users | Price per month (incl. VAT) |\n| --- | --- | --- |\n| Small | 1-10 | £40 |\n| Large | 11-50 | from £90 |\n\n## Work\n\n| Item | Qty | Unit price (incl. VAT) | Amount |\n| --- | --- | --- | --- |\n| Set-up: \"fast\" & safe #1 | 2 | £300 | £600 |\n| **Total** | | | £600 |\n",
    );
    let catalog = &loaded.catalog;
    assert_eq!((catalog.currency, catalog.basis), (Currency::GBP, TaxBasis::Gross), "{text}");
    let small = catalog.items.iter().find(|item| item.title(Language::English).ends_with("Small")).unwrap();
    assert_eq!(small.period, Period::Month);
    assert_eq!(small.attribute("users").unwrap().value.value, "1-10");
    let large = catalog.items.iter().find(|item| item.title(Language::English).ends_with("Large")).unwrap();
    assert!(matches!(&large.charge, Charge::From(floor) if floor.value.to_string() == "90"));
    let setup = catalog.items.iter().find(|item| item.title(Language::English).contains("Set-up")).unwrap();
    assert_eq!(setup.title(Language::English), "Set-up: \"fast\" & safe #1");
    assert_eq!(setup.price_on(None).unwrap().amount.value.to_string(), "300");
}

#[test]
fn what_an_offer_leaves_open_stands_in_a_comment() {
    let (loaded, text) =
        imported("| Prestation | Tarif |\n| --- | --- |\n| Audit | 690 € |\n| Conseil | ~~900 €~~ 800 € |\n");
    assert!(text.contains("`basis` est à vérifier"), "{text}");
    assert!(text.contains("# prix avant remise"), "{text}");
    let advice = loaded.catalog.item("CONSEIL").unwrap();
    assert_eq!(advice.price_on(None).unwrap().amount.value.to_string(), "900");
}

#[test]
fn a_document_without_prices_gives_an_empty_catalog() {
    let (loaded, _) = imported("# Une note\n\nSans prix.\n");
    assert!(loaded.catalog.items.is_empty());
}
