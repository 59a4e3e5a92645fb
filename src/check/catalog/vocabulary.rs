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
            "mois" | "month" | "months" | "monat" | "monate" | "monaten" | "mes" | "meses" => Some(count),
            "an" | "ans" | "annee" | "annees" | "year" | "years" | "jahr" | "jahre" | "ano" | "anos" => {
                count.checked_mul(Decimal::from(12))
            }
            _ => None,
        }
    })
}

/// Whether a label is made of times, thresholds and numbers alone: `Septembre
/// 2026`, `First 12 months`, `de 5 001 à 20 000`, `moins de 100 000 €`.
pub(super) fn names_only_time(label: &str) -> bool {
    #[rustfmt::skip]
    const WORDS: &[&str] = &[
        "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre",
        "novembre", "decembre", "january", "february", "march", "april", "may", "june", "july", "august",
        "september", "october", "november", "december", "januar", "februar", "marz", "juni", "juli",
        "oktober", "dezember", "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
        "septiembre", "octubre", "noviembre", "diciembre", "mois", "month", "months", "monat", "monate",
        "monthly", "yearly", "mensuel", "annuel", "an", "ans", "annee", "annees", "year", "years", "jahr",
        "jahre", "semaine", "semaines", "week", "weeks", "trimestre", "quarter", "premier", "premiere",
        "deuxieme", "troisieme", "first", "second", "third", "fourth", "one", "two", "three", "off", "time",
        "une", "fois", "unique", "ponctuel", "einmalig", "in", "all", "total", "de", "du", "d'", "a", "au",
        "la", "le", "l'", "les", "the", "of", "to", "from", "bis", "von", "ab", "und", "et", "and", "plus",
        "moins", "jusqu'a", "jusqu'au", "jusque", "partir", "entre", "between", "over", "under", "up", "less",
        "more", "than", "above", "below", "au-dela", "dela", "desde", "hasta", "mas", "menos", "hors",
        "kosten", "cost", "costs", "cout", "couts", "prix", "price", "preis", "tarif", "rate", "coste", "precio",
        "pro", "per", "par", "por", "stunde", "stunden", "hour", "hours", "hourly", "heure", "heures", "horaire", "tag",
        "tage", "day", "days", "daily", "jour", "jours", "journalier", "hora", "horas", "dia", "dias", "unit", "unitaire",
        "advance", "avance", "d'avance", "upfront", "prepaid", "quarterly", "annually", "trimestriel", "trimestrielle",
        "mensuelle", "annuelle", "monatlich", "jahrlich", "vierteljahrlich", "im", "voraus", "mensual", "anual", "adelantado",
        "€", "eur", "euros", "fcfa", "f", "cfa", "chf", "mad", "dh", "usd", "cad", "sms", "er", "k",
    ];
    let key = normalise(label);
    let said = words(&key);
    !said.is_empty()
        && said.iter().all(|word| {
            WORDS.contains(word) || word.trim_end_matches('%').chars().all(|c| c.is_ascii_digit())
        })
}

/// Whether a line below a table is about all of it.
pub(super) fn speaks_of_table(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "ci-dessus",
        "ce tableau",
        "ces prix",
        "ces tarifs",
        "ces lignes",
        "ces prestations",
        "ces montants",
        "tous les",
        "toutes les",
        "l'ensemble",
        "above",
        "this table",
        "these prices",
        "these items",
        "these lines",
        "all prices",
        "all items",
        "prestations hors catalogue",
        "lignes hors catalogue",
    ];
    let key = normalise(text);
    WORDS.iter().any(|word| key.contains(word))
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
