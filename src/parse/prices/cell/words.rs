//! Words that take the place of an amount.

use super::super::words::{fold, has, has_any, starts_with_any};
use super::CellContext;
use super::phrase::{Item, Lead};
use super::price::price_of;
use crate::language::{Phrases, phrases};
use crate::money::Currency;
use crate::proposal::pricing::Reading;

#[rustfmt::skip]
const ON_QUOTE: &Phrases = phrases![
    "sur devis", "sur demande", "nous consulter", "nous contacter", "contactez nous", "a la demande",
    "on request", "upon request", "on quote", "on quotation", "by quotation", "quote on request", "poa",
    "price on application", "price on request", "contact us", "custom", "custom pricing", "auf anfrage",
    "preis auf anfrage", "a consultar", "consultar", "bajo demanda", "bajo presupuesto",
    "segun presupuesto", "bajo consulta", "devis personnalise",
];
#[rustfmt::skip]
const FREE: &Phrases = phrases![
    "offert", "offerte", "offerts", "offertes", "gratuit", "gratuite", "gratuits", "gratuites", "gracieux",
    "gracieusement", "free", "free of charge", "complimentary", "no charge", "gratis", "kostenlos",
    "kostenfrei", "gratuito", "gratuita", "sin coste", "remise 100 %",
];
#[rustfmt::skip]
const INCLUDED: &Phrases = phrases![
    "inclus", "incluse", "incluses", "compris", "comprise", "comprises", "included", "incl", "inclusive",
    "inkl", "inklusive", "inbegriffen", "enthalten", "incluido", "incluida", "incluidos", "incluidas",
];
#[rustfmt::skip]
const NONE: &[&str] = &[
    "n / a", "na", "so", "sans objet", "neant", "none", "nil", "aucun", "aucune", "entfallt", "keine",
    "no aplica", "/", "non", "no", "nein", "non inclus", "non incluse", "not included", "nicht enthalten",
    "no incluido", "non compris",
];
#[rustfmt::skip]
const LEFT_OPEN: &[&str] = &[
    "tbd", "tba", "tbc", "a definir", "a completer", "a preciser", "a determiner", "a renseigner",
    "a chiffrer", "a remplir", "a calculer", "montant", "to be defined", "to be determined",
    "to be completed", "to be confirmed", "to do", "todo", "noch offen", "zu definieren", "wird erganzt",
    "por definir", "por determinar",
];

/// A figure left to fill in: `XXX €`, `[Montant]`, `____ €`, `{{total}}`,
/// `À définir`. Without a currency sign only where a price is expected.
pub(super) fn placeholder(text: &str, money: bool) -> Option<Reading> {
    let folded = fold(text);
    let currency = text.char_indices().any(|(at, c)| {
        !c.is_alphanumeric() && Currency::at_start(text.get(at..).unwrap_or_default()).is_some()
    }) || has_any(&folded, phrases!["eur", "euros", "fcfa", "cfa", "chf", "usd"]);
    if !(money || currency) {
        return None;
    }
    let digits = text.chars().any(|c| c.is_ascii_digit());
    let crosses = folded.split(' ').any(|word| {
        word.len() >= 2 && word.chars().all(|c| c == 'x') || (currency && word == "x" && !digits)
    });
    let bracketed = text.trim_start().starts_with('[')
        && text.contains(']')
        && (text.chars().any(char::is_alphabetic) || text.contains('…') || text.contains(".."));
    let frame = text.contains("{{") || text.contains("+++") || text.contains("___") || text.contains("???");
    let dots = !digits
        && (text.contains('…') || text.contains("..."))
        && text.chars().all(|c| !c.is_alphabetic() || currency)
        && currency;
    let open = !digits
        && LEFT_OPEN.iter().any(|words| {
            folded == *words || (*words != "montant" && money && starts_with_any(&folded, &[words]))
        });
    (crosses || bracketed || frame || dots || open).then_some(Reading::Placeholder)
}

/// Whether a text says that something is given away or part of the rest.
pub(in crate::parse::prices) fn gives_away(text: &str) -> bool {
    let folded = fold(text);
    has_any(&folded, FREE) || has_any(&folded, INCLUDED)
}

/// Whether a text is a word that takes the place of a price.
pub(in crate::parse::prices) fn stands_for_price(text: &str) -> bool {
    let folded = fold(text);
    [ON_QUOTE, FREE, INCLUDED].iter().any(|list| starts_with_any(&folded, list))
        || placeholder(text, true).is_some()
        || matches!(text.trim(), "✓" | "✔" | "✅" | "☑")
}

/// A word that stands for an amount; none where the cell says an amount itself.
pub(super) fn reading(text: &str, items: &[Item], context: &CellContext<'_>) -> Option<Reading> {
    let folded = fold(text);
    let blank = text.chars().all(|c| {
        c.is_whitespace() || matches!(c, '-' | '–' | '—' | '−' | '/' | '·' | '.' | '…' | '✗' | '✘' | '❌')
    });
    if blank && items.is_empty() {
        return Some(Reading::Empty);
    }
    if !context.money {
        return None;
    }
    if text.chars().all(|c| matches!(c, '✓' | '✔' | '✅' | '☑' | '●' | '\u{fe0f}' | ' ')) {
        return Some(Reading::Included);
    }
    if NONE.contains(&folded.as_str()) {
        return Some(Reading::Empty);
    }
    let has_main = items.iter().any(|item| !item.struck && item.lead != Lead::List && item.is_money(context));
    let says = |list: &Phrases| starts_with_any(&folded, list) || (!has_main && has_any(&folded, list));
    let first = || {
        items
            .iter()
            .filter(|item| item.is_money(context))
            .find_map(|item| price_of(item, None, context))
            .map(|(price, _)| price)
    };
    if says(FREE) && !has(&folded, "non gratuit") {
        return Some(Reading::Free { list: first() });
    }
    if says(ON_QUOTE) {
        return Some(Reading::OnQuote { from: first() });
    }
    let not_included = has_any(
        &folded,
        phrases!["non inclus", "non compris", "not included", "nicht enthalten", "no incluido"],
    );
    if says(INCLUDED)
        && !not_included
        && !starts_with_any(&folded, &["incl vat", "incl tax", "inkl mwst", "inclusive of vat"])
    {
        return Some(Reading::Included);
    }
    None
}
