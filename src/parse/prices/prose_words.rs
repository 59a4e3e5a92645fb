//! Words by which sentences say what an amount is.

use super::words::{fold, has_any, starts_with_any};
use crate::language::{Phrases, phrases};

#[rustfmt::skip]
const TOTAL: &Phrases = phrases![
    "montant total", "montant global", "montant de la proposition", "montant de notre proposition", "montant de cette proposition", "montant de la presente proposition",
    "montant de l offre", "montant du devis", "montant de la prestation", "montant du projet", "montant de la mission", "cout total", "cout global", "cout du projet",
    "prix total", "prix global", "budget total", "budget global", "total general", "pour un total de", "soit un total de", "un total de", "au total", "total de la proposition", "total de l offre",
    "budget de la mission", "budget de la prestation", "prix de la mission", "prix de la prestation", "cout de la mission", "cout de la prestation",
    "total du projet", "total ht", "total ttc", "investissement total", "investissement global", "l investissement", "votre investissement", "total amount", "total price", "total cost", "total investment", "overall price",
    "overall cost", "grand total", "all in", "tout compris", "taxes comprises s eleve", "for a total of", "a total of", "in total", "project total", "price of this proposal", "our price", "the investment", "your investment", "gesamtpreis", "gesamtbetrag", "gesamtkosten", "gesamtsumme",
    "die investition", "einmalige investition", "gesamtinvestition", "ihre investition", "la inversion", "inversion total", "importe total", "precio total", "coste total", "el total",
];
#[rustfmt::skip]
pub(super) const OFFER: &Phrases = phrases![
    "tarif pack", "tarif du pack", "prix pack", "prix du pack", "tarif forfait", "prix forfaitaire", "pack price", "package price", "bundle price", "paketpreis", "precio del pack",
    "tarif du forfait", "prix du forfait", "pack", "bundle", "paket",
];
/// What a total is of: `the total estimated investment`, `total contract value`.
#[rustfmt::skip]
const WHOLES: &[&str] = &[
    "investment", "cost", "price", "amount", "budget", "fee", "fees", "value", "montant", "cout", "prix", "investissement", "honoraires",
    "projet", "mission", "prestation", "devis", "inversion", "importe", "precio", "coste", "presupuesto", "kosten", "preis", "summe",
    "investition", "honorar",
];

/// Whether folded text names a total: by words of its own, or by `total` shortly
/// before what it is of.
pub(super) fn names_total(folded: &str) -> bool {
    let words: Vec<&str> = folded.split(' ').collect();
    let near = |at: usize| words.iter().skip(at + 1).take(3).any(|word| WHOLES.contains(word));
    has_any(folded, TOTAL) || words.iter().enumerate().any(|(at, word)| *word == "total" && near(at))
}

/// Sentences about money that is no price of the proposal.
#[rustfmt::skip]
pub(super) const OTHER_MONEY: &Phrases = phrases![
    "plafond", "plafonne", "plafonnee", "capital", "capital social", "indemnite", "indemnites", "penalite", "penalites", "retard", "assurance", "assurances", "franchise", "chiffre d affaires", "garantie", "garanties", "responsabilite",
    "votre budget", "budget du client", "vous nous avez", "vous avez indique", "you told us", "you indicated", "you mentioned", "budget de reference", "enveloppe", "budget maximum", "economies attendues", "gain", "gains", "perte", "pertes", "roi", "retour sur investissement", "seuil", "subvention", "subventions", "aide", "aides", "caution",
    "cap", "capped", "liability", "penalty", "penalties", "late payment", "insurance", "turnover", "revenue", "your budget", "threshold", "grant", "share capital", "deposit guarantee", "savings of", "loss", "losses",
    "cancel", "cancels", "cancellation", "annulation", "annuler", "dedit", "storno", "stornierung", "cancelacion", "haftung", "vertragsstrafe", "stammkapital", "umsatz", "ihr budget", "responsabilidad", "penalizacion", "capital social de", "exceed", "exceeds", "exceder", "excedera", "depasser", "depassera", "depasseront", "ubersteigen", "ubersteigt", "uberschreiten", "superar", "superara", "tiers", "third party", "editeur", "hebergeur", "concurrent", "concurrents", "marche", "market",
];
/// What is due where nothing is bought.
pub(super) const CANCELLED: &Phrases = phrases![
    "cancel",
    "cancels",
    "cancelled",
    "cancellation",
    "annulation",
    "annulez",
    "annuler",
    "annule",
    "storno",
    "stornierung",
    "cancelacion",
    "dedit",
];

/// Words behind the price of one of several.
pub(super) const EACH: &[&str] = &["each", "apiece", "chacun", "chacune", "jeweils", "cada uno", "cada una"];

/// Words for the term that the sentence before names.
#[rustfmt::skip]
pub(super) const SAME_TERM: &Phrases = phrases![
    "cette duree", "cette periode", "ce terme", "toute la duree", "over that term", "over this term", "over the term", "over that period",
    "over this period", "in this period", "diese laufzeit", "dieser laufzeit", "diesen zeitraum", "diesem zeitraum", "ese plazo",
    "este plazo", "ese periodo", "este periodo",
];

/// Whether a title announces a total: `Total du projet`, `Budget global`.
pub(super) fn is_of_total(title: &str) -> bool {
    let folded = fold(title);
    !title.contains(|c: char| c.is_ascii_digit())
        && folded.split(' ').count() <= 5
        && (starts_with_any(&folded, &["total"]) || starts_with_any(&folded, TOTAL))
}
