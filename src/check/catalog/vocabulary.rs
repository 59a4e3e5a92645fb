//! Words by which labels and sentences say what an amount is.

use crate::catalog::lookup::{Found, normalise, words};
use crate::money::Decimal;

/// Whether a row of a matrix of plans is the one of their prices, not of
/// something that each plan offers: its label only says that prices follow, or
/// repeats words of the plans' names.
pub(super) fn says_price(label: &str, plans: &[Found<'_>]) -> bool {
    const PRICE: &[&str] = &[
        "tarif",
        "tarifs",
        "prix",
        "montant",
        "abonnement",
        "forfait",
        "cout",
        "mensuel",
        "mensuelle",
        "annuel",
        "annuelle",
        "mois",
        "an",
        "ht",
        "ttc",
        "par",
        "en",
        "eur",
        "price",
        "prices",
        "cost",
        "fee",
        "rate",
        "amount",
        "monthly",
        "yearly",
        "annual",
        "month",
        "year",
        "per",
        "excl",
        "incl",
        "vat",
        "total",
        "preis",
        "precio",
    ];
    let key = normalise(label);
    words(&key).iter().all(|word| {
        PRICE.contains(word)
            || plans.iter().all(|plan| {
                plan.item.is_some_and(|(item, _)| {
                    let names = item.name.all().chain(&item.aliases);
                    names.map(|name| normalise(&name.value)).any(|name| words(&name).contains(word))
                })
            })
    })
}

/// Words of sentences whose amount is not what an item costs.
pub(super) const NO_PRICE: &[&str] = &[
    "acompte",
    "acomptes",
    "solde",
    "echeance",
    "echeances",
    "mensualite",
    "mensualites",
    "versement",
    "versements",
    "penalite",
    "penalites",
    "indemnite",
    "indemnites",
    "plafond",
    "plafonne",
    "plafonnee",
    "budget",
    "enveloppe",
    "economie",
    "economies",
    "capital",
    "tva",
    "remise",
    "deposit",
    "balance",
    "instalment",
    "instalments",
    "penalty",
    "penalties",
    "cap",
    "capped",
    "saving",
    "savings",
    "vat",
    "discount",
];

/// The months that a label names: `RUN Standard (12 mois)`, `sur 2 ans`.
pub(super) fn months(label: &str) -> Option<Decimal> {
    let key = normalise(label);
    let words: Vec<&str> = words(&key);
    words.windows(2).find_map(|pair| {
        let [count, unit] = pair else { return None };
        let count: Decimal = Decimal::from(count.parse::<u16>().ok().filter(|count| *count > 0)?);
        match *unit {
            "mois" | "month" | "months" => Some(count),
            "an" | "ans" | "annee" | "annees" | "year" | "years" => count.checked_mul(Decimal::from(12)),
            _ => None,
        }
    })
}

pub(super) fn announces_off_catalog(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "hors catalogue",
        "hors-catalogue",
        "au reel",
        "aux frais reels",
        "refacture",
        "off-catalog",
        "off catalog",
        "at cost",
    ];
    let key = normalise(text);
    WORDS.iter().any(|word| key.contains(word))
}
