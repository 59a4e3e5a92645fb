//! Items out of sentences: what an offer sells beside its tables.

use super::facts::{commitment_in, minimum};
use super::names::{family, reference, says_options, says_price, without_number};
use super::{Draft, DraftCharge, DraftItem};
use crate::catalog::lookup::{normalise, words};
use crate::proposal::price::{Period, Qualifier};
use crate::proposal::pricing::{Pricing, ProsePrice, ProseSubject};

/// Takes what sentences sell: `Interventions hors plage : 150 € HT/heure,
/// minimum 2 heures`, or `Tarif : 890 €` under a heading that names what.
pub(super) fn collect(draft: &mut Draft, pricing: &Pricing) {
    for prose in pricing.prose.iter().filter(|prose| prose.names != ProseSubject::Total) {
        if let Some(item) = item(draft, prose) {
            draft.add(item);
        }
    }
}

fn item(draft: &Draft, prose: &ProsePrice) -> Option<DraftItem> {
    let (before, _) = prose.sentence.split_once(':')?;
    let by_heading = says_price(before);
    let heading = prose.section.last().map(|heading| without_number(heading));
    let name = if by_heading { heading? } else { before.trim() };
    let count = words(&normalise(name)).len();
    let sentence = normalise(&prose.sentence);
    let known = draft.items.iter().any(|item| {
        let names = std::iter::once(&item.name).chain(&item.aliases);
        names
            .map(|name| normalise(name))
            .any(|own| if by_heading { own == normalise(name) } else { sentence.contains(&own) })
    });
    let pack = draft.bundles.iter().any(|bundle| normalise(&bundle.name) == normalise(name));
    // The price of a pack is that of a bundle, not of an item.
    let offer = prose.names == ProseSubject::Offer && !by_heading;
    let cap = prose.price.qualifier == Qualifier::UpTo;
    if known || pack || offer || cap || count == 0 || count > 6 {
        return None;
    }
    // What a heading names belongs to the heading above it.
    let around = if by_heading {
        prose.section.split_last().map_or(&[][..], |(_, above)| above)
    } else {
        &prose.section
    };
    let kind = by_heading.then(|| name.split_whitespace().next()).flatten();
    let mut own_family = match kind {
        // `Formule Émotion`, `Formule Histoire`: the word that they share.
        Some(kind) if around.is_empty() && says_price(kind) => format!("{}s", reference(kind).to_lowercase()),
        _ => family(around, draft.language),
    };
    let on_top = prose.section.last().is_some_and(|heading| says_options(heading));
    if on_top {
        own_family.push_str("-option");
    }
    let (currency, basis) = draft.own(&prose.price);
    let period = prose.price.period.unwrap_or(Period::Once);
    let amount = (prose.list.as_ref()).map_or(prose.price.amount, |(list, _)| list.amount);
    let mut comments =
        vec![draft.language.pick("lu dans une phrase : à vérifier", "read in a sentence: check").to_owned()];
    if prose.list.is_some() {
        comments.push(draft.language.pick("prix avant remise", "price before the reduction").to_owned());
    }
    Some(DraftItem {
        reference: reference(name),
        family: own_family,
        name: name.to_owned(),
        aliases: Vec::new(),
        period,
        counted: prose.price.per.clone().filter(|_| period == Period::Once),
        attributes: Vec::new(),
        charge: match prose.price.qualifier {
            // A least number of hours is no floor of the price of one.
            Qualifier::From if minimum(&sentence).is_none() => DraftCharge::From(amount),
            Qualifier::From
            | Qualifier::Exact
            | Qualifier::Addition
            | Qualifier::UpTo
            | Qualifier::About
            | Qualifier::To(_) => DraftCharge::Amount(amount),
        },
        currency,
        basis,
        min_quantity: minimum(&sentence),
        min_term_months: commitment_in(&prose.sentence).filter(|_| period.is_recurring()),
        comments,
        section: prose.section.clone(),
        on_top,
    })
}
