//! What a column holds, by its header.

use super::grid::GridCell;
use super::header_words::{
    AFTER_DISCOUNT, AMOUNT, DISCOUNT, DURATION, EQUIVALENT, LABEL, LIST_PRICE, MILESTONE, NO_PRICE, OTHER,
    OTHER_UNITS, POSITION, QUANTITY, REFERENCE, SAVING, SHARE, SIZE, TIME_UNITS, UNIT, UNIT_PRICE, VAT,
    WEAK_AMOUNT,
};
use super::modifiers::{currency, header_basis, multiplier, percent, period, strip, vat_rate};
use super::months::count;
use super::words::{fold, has, has_any};
use crate::language::{Language, Phrases, phrases};
use crate::money::{Currency, Decimal};
use crate::proposal::price::{Period, TaxBasis};
use crate::proposal::pricing::Role;

/// What a header says.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Header {
    /// The role that its words name; none where they name none.
    pub(super) role: Option<Role>,
    /// Whether its words alone make a bare number below them money.
    pub(super) strong: bool,
    /// Whether it names a unit that is not money.
    pub(super) other_unit: bool,
    pub(super) basis: Option<TaxBasis>,
    pub(super) period: Option<Period>,
    pub(super) currency: Option<Currency>,
    pub(super) vat: Option<Decimal>,
    pub(super) multiplier: Option<Decimal>,
    /// A count before a unit of time (`Total 12 mois`), in months or as
    /// written.
    pub(super) count: Option<Decimal>,
}

/// The rate of tax that a header names, in percent.
pub(super) fn vat(text: &str, language: Language) -> Option<Decimal> {
    text.contains('%').then(|| tax(text, &fold(text), language).1).flatten()
}

/// The tax basis that a header names, and the rate of the tax in percent.
fn tax(text: &str, folded: &str, language: Language) -> (Option<TaxBasis>, Option<Decimal>) {
    let basis = header_basis(folded, language);
    // `Tarif TTC (20 %)`
    let vat = vat_rate(folded).or_else(|| {
        let inside = text.split('(').nth(1).map(fold)?;
        percent(&inside).filter(|_| basis == Some(TaxBasis::Gross)).map(|(rate, _)| rate)
    });
    (basis, vat)
}

/// Reads a header.
pub(super) fn header(text: &str, language: Language) -> Header {
    let folded = fold(text);
    let (basis, vat) = tax(text, &folded, language);
    let (currency, multiplier) = (currency(text), multiplier(text, &folded));
    let count = count(&folded);
    let mut period = period(&folded);
    let money_words = currency.is_some() || basis.is_some() || multiplier.is_some();
    let words = strip(&folded);
    let parenthesis = text.split(['(', '[']).nth(1).map(fold).unwrap_or_default();
    let unit_word = |units: &[&str]| parenthesis.split(' ').any(|word| units.contains(&word));
    let other_unit = !money_words
        && (unit_word(OTHER_UNITS)
            || has_any(
                &folded,
                phrases!["requests / s", "req / s", "requetes / s", "en %", "en jours", "in days"],
            ));
    // Money that nobody is asked for.
    let other_unit = other_unit || has_any(&words, NO_PRICE);
    let time_unit = !money_words && unit_word(TIME_UNITS);
    let role = if other_unit && !has_any(&words, SHARE) && !has_any(&words, DISCOUNT) && !has_any(&words, VAT)
    {
        Some(Role::Other)
    } else if time_unit {
        Some(if has_any(&words, DURATION) { Role::Duration } else { Role::Quantity })
    } else {
        // What stands in brackets completes the words before it: `Prix TTC (TVA
        // 20 %)` is no tax.
        let head = text.split(['(', '[']).next().map(fold).unwrap_or_default();
        let own = strip(&head);
        Some(&head)
            .filter(|head| head.len() < folded.len() && !own.is_empty())
            .and_then(|head| role(head, &own, money_words, period))
            .or_else(|| role(&folded, &words, money_words, period))
    };
    // `entspricht EUR`: the same amount in another currency.
    let role = role.map(|role| {
        let converted = role == Role::Equivalent && currency.is_some() && period.is_none();
        if converted { Role::Amount } else { role }
    });
    if matches!(role, Some(Role::Duration | Role::Quantity | Role::Size)) {
        period = None;
    }
    let strong = money_words
        || has_any(&words, AMOUNT)
        || has_any(&words, UNIT_PRICE)
        || (period.is_some() && has_any(&words, WEAK_AMOUNT));
    Header { role, strong, other_unit, basis, period, currency, vat, multiplier, count }
}

/// A table without a header of its own may have it in its first row, in bold or
/// not: a row of words that name columns.
pub(super) fn promote_header(head: &mut Vec<GridCell>, rows: &mut Vec<Vec<GridCell>>) {
    if head.iter().any(|cell| !cell.text.is_empty()) {
        return;
    }
    let Some(first) = rows.first() else { return };
    let named = first.iter().filter(|cell| header(&cell.text, Language::French).role.is_some()).count();
    let digits = first.iter().any(|cell| cell.text.contains(|c: char| c.is_ascii_digit()));
    if !digits
        && named >= 2
        && named * 2 >= first.len()
        && !super::rows::is_total(first.first().map_or("", |cell| &cell.text))
    {
        *head = rows.remove(0);
    }
}

/// The role that words name.
fn role(folded: &str, words: &str, money: bool, period: Option<Period>) -> Option<Role> {
    let says = |list: &Phrases| has_any(words, list);
    let price = says(AMOUNT) || says(UNIT_PRICE) || says(WEAK_AMOUNT) || money;
    let restates = super::words::starts_with_any(words, &["soit", "entspricht", "i e", "ie", "equivalent"]);
    if restates && !words.contains("total") {
        return Some(Role::Equivalent);
    }
    if says(EQUIVALENT)
        && (price || period.is_some() || says(phrases!["jour", "day", "tag", "mois", "month"]))
    {
        return Some(Role::Equivalent);
    }
    if says(AFTER_DISCOUNT) {
        return Some(Role::Amount);
    }
    if words == "list"
        || says(LIST_PRICE)
            && !says(phrases!["prix unitaire brut", "pu brut"])
            && !has(words, "valeur unitaire")
    {
        return Some(Role::ListPrice);
    }
    if says(SAVING) {
        return Some(Role::Saving);
    }
    if says(DISCOUNT) {
        return Some(Role::Discount);
    }
    if has_any(words, VAT) && !says(phrases!["hors"]) {
        let rate = says(phrases!["taux", "rate", "satz", "tipo"]);
        return Some(if rate { Role::VatRate } else { Role::VatAmount });
    }
    // `% HT`, `Part`: shares, whatever else the words say; `€ TTC (20 %)` names
    // the rate of the tax in it.
    let rate = money && percent(words).is_some() && !says(phrases!["part", "share"]);
    if says(SHARE) && !says(AMOUNT) && !rate {
        return Some(Role::Share);
    }
    if says(OTHER) && !says(AMOUNT) && !money {
        return Some(Role::Other);
    }
    if price && says(AMOUNT) && is_per_unit(words) {
        return Some(Role::UnitPrice);
    }
    // `Price per month` is what is due each month; `per day` is a rate.
    let due = period.is_some_and(Period::is_recurring) && !is_per_unit(words);
    if due && has_any(words, phrases!["price per", "cost per", "rate per", "fee per"]) {
        return Some(Role::Amount);
    }
    if says(UNIT_PRICE) && !(says(AMOUNT) && has_any(words, phrases!["total"])) {
        return Some(Role::UnitPrice);
    }
    if price && !is_count(words) {
        let first = words.split(' ').next().unwrap_or_default();
        // `Abonnement` or `Forfait` over names; the cells decide.
        if says(AMOUNT)
            || says(WEAK_AMOUNT)
            || money && (period.is_some() || !says(LABEL) || first.is_empty())
        {
            return Some(Role::Amount);
        }
    }
    // `Unit/mo`, `Par unité / mois`
    if period.is_some() && super::words::starts_with_any(words, UNIT) {
        return Some(Role::UnitPrice);
    }
    // `Par mois` is a rate; `Mois` alone counts them.
    if period.is_some() && super::words::starts_with_any(words, &["par", "per", "pro", "por", "al", "/"]) {
        return Some(Role::Amount);
    }
    for (list, role) in [
        (REFERENCE, Role::Reference),
        (SIZE, Role::Size),
        (DURATION, Role::Duration),
        (QUANTITY, Role::Quantity),
        (UNIT, Role::Unit),
        (MILESTONE, Role::Milestone),
    ] {
        if says(list) {
            return Some(role);
        }
    }
    if says(LABEL) {
        return Some(Role::Label);
    }
    if POSITION.contains(&folded) {
        return Some(Role::Position);
    }
    if period.is_some() {
        return Some(Role::Amount);
    }
    None
}

/// Whether a folded header says that prices stand below, and nothing else could.
pub(super) fn says_price(folded: &str) -> bool {
    const SURE: &Phrases = phrases![
        "prix",
        "tarif",
        "tarifs",
        "price",
        "prices",
        "fee",
        "fees",
        "montant",
        "amount",
        "preis",
        "preise",
        "betrag",
        "honoraires",
        "precio",
        "importe",
        "investissement",
        "investment",
        "loyer",
        "abonnement",
    ];
    has_any(folded, SURE)
}

/// Whether words say that a price is for one of something (`Prix / nœud`,
/// `Price per seat / month`); a unit of time is a period.
fn is_per_unit(words: &str) -> bool {
    let all: Vec<&str> = words.split(' ').collect();
    all.windows(2).any(|pair| {
        let [per, unit] = pair else { return false };
        matches!(*per, "/" | "per" | "par" | "pro" | "por")
            && unit.len() > 1
            && unit.chars().all(char::is_alphabetic)
            && super::modifiers::period_of_unit(unit).is_none()
            && !matches!(*unit, "lot" | "phase" | "ligne" | "line" | "poste" | "rapport")
    })
}

/// Whether words count things in spite of a `total`: `Total jours`.
fn is_count(words: &str) -> bool {
    has_any(
        words,
        phrases![
            "total jours",
            "total heures",
            "total days",
            "total hours",
            "total jh",
            "nombre total",
            "total noeuds",
            "total nodes",
        ],
    ) && !has_any(words, AMOUNT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_name_the_role_of_their_column() {
        let wrong: Vec<String> = [
            ("Réf.", Some(Role::Reference)),
            ("Désignation", Some(Role::Label)),
            ("Type d'application", Some(Role::Label)),
            ("N°", Some(Role::Position)),
            ("Qté", Some(Role::Quantity)),
            ("Mois", Some(Role::Duration)),
            ("Jours", Some(Role::Quantity)),
            ("Charge (JH)", Some(Role::Quantity)),
            ("Unité", Some(Role::Unit)),
            ("P.U. HT", Some(Role::UnitPrice)),
            ("Prix unitaire", Some(Role::UnitPrice)),
            ("TJM", Some(Role::UnitPrice)),
            ("Unit price", Some(Role::UnitPrice)),
            ("Einzelpreis", Some(Role::UnitPrice)),
            ("Montant HT", Some(Role::Amount)),
            ("Total TTC", Some(Role::Amount)),
            ("Tarif HT/mois", Some(Role::Amount)),
            ("Prix du service", Some(Role::Amount)),
            ("€ HT", Some(Role::Amount)),
            ("Mensuel", Some(Role::Amount)),
            ("Net (EUR)", Some(Role::Amount)),
            ("Prix après remise", Some(Role::Amount)),
            ("Remise", Some(Role::Discount)),
            ("TVA 20 %", Some(Role::VatAmount)),
            ("Taux de TVA", Some(Role::VatRate)),
            ("Montant hors TVA", Some(Role::Amount)),
            ("Au lieu de", Some(Role::ListPrice)),
            ("Économie", Some(Role::Saving)),
            ("Tarif jour équivalent", Some(Role::Equivalent)),
            ("Soit par mois", Some(Role::Equivalent)),
            ("Nœuds max", Some(Role::Size)),
            ("Jours inclus", Some(Role::Size)),
            ("Délai", Some(Role::Other)),
            ("Temps de réponse", Some(Role::Other)),
            ("Cost (ms)", Some(Role::Other)),
            ("Part", Some(Role::Share)),
            ("% HT", Some(Role::Share)),
            ("Échéance", Some(Role::Milestone)),
            ("Support", None),
            ("Gesamtpreis", Some(Role::Amount)),
            ("Importe", Some(Role::Amount)),
        ]
        .iter()
        .filter_map(|(text, expected)| {
            let found = header(text, Language::French).role;
            (found != *expected).then(|| format!("{text}: {found:?}, not {expected:?}"))
        })
        .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
