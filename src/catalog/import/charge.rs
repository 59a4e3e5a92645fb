//! What a line costs, as a charge of an item.

use super::{Draft, DraftCharge};
use crate::money::Decimal;
use crate::proposal::price::Qualifier;
use crate::proposal::pricing::{LinePrice, PriceRole, PricedLine, Reading};

/// What a line costs by one of its cells, and what is to be said about it; none
/// where it sells nothing. `text` is what the cell says, `base` the family that
/// a percentage is taken of.
pub(super) fn charge(
    draft: &Draft,
    line: &PricedLine,
    cell: &LinePrice,
    text: &str,
    base: Option<&str>,
    comments: &mut Vec<String>,
) -> Option<DraftCharge> {
    let mut say =
        |french: &str, english: &str| comments.push(draft.language.pick(french, english).to_owned());
    Some(match &cell.reading {
        Reading::Amount(amount) => {
            let price = amount.list.as_ref().unwrap_or(&amount.price);
            if amount.list.is_some() {
                say("prix avant remise", "price before the reduction");
            }
            let mut value = price.amount;
            let quantity = line.quantity.as_ref().map(|quantity| quantity.value);
            if cell.role == PriceRole::Amount
                && let Some(quantity) = quantity.filter(|quantity| *quantity > Decimal::ONE)
            {
                value = value.checked_div(quantity)?;
            }
            if !price.tolerance.is_zero() || matches!(price.qualifier, Qualifier::About | Qualifier::To(_)) {
                say("montant arrondi : à vérifier", "rounded amount: check");
            }
            match price.qualifier {
                Qualifier::From | Qualifier::To(_) => DraftCharge::From(value),
                Qualifier::Exact | Qualifier::Addition | Qualifier::UpTo | Qualifier::About => {
                    DraftCharge::Amount(value)
                }
            }
        }
        Reading::OnQuote { from } => DraftCharge::OnQuote(from.as_ref().map(|from| from.amount)),
        Reading::Percent { value, of, .. } => {
            if of.is_none() {
                say(
                    "l'offre ne dit pas de quel prix : à vérifier",
                    "the offer does not say of what price: check",
                );
            }
            match base {
                Some(base) => DraftCharge::Percent(value.abs(), base.to_owned()),
                None => {
                    let share = value.normalize();
                    say(
                        &format!("{share} % d'un prix que l'offre ne nomme pas : à compléter"),
                        &format!("{share} % of a price that the offer does not name: to complete"),
                    );
                    DraftCharge::OnQuote(None)
                }
            }
        }
        Reading::Free { list: Some(list) } => {
            say("offert dans l'offre", "free in the offer");
            DraftCharge::Amount(list.amount)
        }
        // A plan that costs nothing is one of the plans; what is free with
        // something else is not.
        Reading::Free { list: None } if text.split_whitespace().count() < 3 => {
            DraftCharge::Amount(Decimal::ZERO)
        }
        Reading::Included
        | Reading::Free { list: None }
        | Reading::Empty
        | Reading::Placeholder
        | Reading::Unreadable
        | Reading::Quantity { .. }
        | Reading::Text => return None,
    })
}
