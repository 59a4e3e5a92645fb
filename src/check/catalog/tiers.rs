//! Prices by size.

use super::compare::{Listed, Outcome, compare};
use super::explain::explain;
use super::sale::{Offer, Sale};
use super::verdict::Verdict;
use super::view::View;
use crate::catalog::lookup::{normalise, words};
use crate::catalog::{Item, SizeRange, Step, TierMode, Tiers};
use crate::money::Decimal;
use crate::source::Span;

/// A size that the document declares.
pub(super) struct Declared {
    pub(super) size: Decimal,
    /// Whether it stands in the frontmatter.
    pub(super) frontmatter: bool,
    pub(super) span: Span,
}

/// The words that count the same thing.
const SAME: &[&[&str]] = &[
    &["node", "nodes", "noeud", "noeuds"],
    &["worker", "workers"],
    &["user", "users", "utilisateur", "utilisateurs", "seat", "seats", "poste", "postes"],
    &["day", "days", "jour", "jours"],
    &["hour", "hours", "heure", "heures"],
    &["service", "services"],
    &["application", "applications", "app", "apps"],
    &["ticket", "tickets"],
    &["site", "sites"],
];

/// Whether a text speaks of the thing that a catalog counts.
pub(super) fn speaks_of(text: &str, of: &str) -> bool {
    let text = normalise(text);
    let of = normalise(of);
    let said = words(&text);
    if said.contains(&of.as_str()) {
        return true;
    }
    SAME.iter()
        .filter(|same| same.contains(&of.as_str()))
        .flat_map(|same| same.iter())
        .any(|word| said.contains(word))
}

/// The size of a line: what its row says, else what the frontmatter says.
pub(super) fn declared(view: &View<'_>, sale: &Sale<'_>, of: &str) -> Option<Declared> {
    let row = sale.line.iter().flat_map(|line| &line.sizes).find_map(|(heading, value)| {
        let own = speaks_of(heading, of) || speaks_of(&value.value, of);
        let size = own.then(|| leading_size(&value.value))??;
        Some(Declared { size, frontmatter: false, span: value.span })
    });
    row.or_else(|| from_frontmatter(view, of))
}

/// The size that the frontmatter declares.
pub(super) fn from_frontmatter(view: &View<'_>, of: &str) -> Option<Declared> {
    let sizes = &view.context.proposal.metadata.pricing.size;
    sizes.iter().find_map(|(key, value)| {
        let size = speaks_of(&key.value, of).then(|| leading_size(&value.value))??;
        Some(Declared { size, frontmatter: true, span: value.span })
    })
}

/// The largest size that a text begins with: `5`, `1-3 services`, `10+`.
pub(super) fn leading_size(text: &str) -> Option<Decimal> {
    let range = leading_range(text)?;
    Some(range.high.unwrap_or(range.low))
}

/// The sizes that a text begins with.
pub(super) fn leading_range(text: &str) -> Option<SizeRange> {
    let text = text.trim();
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '–' | '+' | ' ' | '.')))
        .unwrap_or(text.len());
    SizeRange::parse(text.get(..end)?)
}

fn step(tiers: &Tiers, size: Decimal) -> Option<&Step> {
    tiers.steps.iter().find(|step| step.up_to.as_ref().is_none_or(|up_to| size <= up_to.value))
}

/// What a size costs.
fn total(tiers: &Tiers, size: Decimal) -> Option<Decimal> {
    match tiers.mode {
        TierMode::Volume => step(tiers, size).map(|step| step.amount.value),
        TierMode::Graduated => {
            let (mut sum, mut below) = (Decimal::ZERO, Decimal::ZERO);
            for step in &tiers.steps {
                let top = step.up_to.as_ref().map_or(size, |up_to| up_to.value.min(size));
                sum = sum.checked_add(top.checked_sub(below)?.checked_mul(step.amount.value)?)?;
                below = top;
                if below >= size {
                    return Some(sum);
                }
            }
            None
        }
    }
}

pub(super) fn verdict(
    view: &View<'_>,
    sale: &Sale<'_>,
    item: &Item,
    tiers: &Tiers,
    offer: &Offer,
) -> Option<(Span, Verdict)> {
    let listed = |amount| Listed { amount, currency: item.currency, basis: item.basis, period: item.period };
    let against = |amount| {
        let own = listed(amount);
        compare(&offer.price, &own, &sale.terms_for(offer, &own, view.language), view.language)
    };
    let declared = declared(view, sale, &tiers.by.value);
    let amounts: Vec<Decimal> = tiers.steps.iter().map(|step| step.amount.value).collect();
    let fits_some =
        amounts.iter().find(|amount| against(**amount).is_some_and(|(outcome, _)| outcome == Outcome::Fits));
    let Some(declared) = declared else {
        // Without a size, a price of any step, or any sum of graduated steps,
        // may be right.
        let first = *amounts.first()?;
        return match (fits_some, tiers.mode) {
            (Some(amount), _) => Some((tiers.span, Verdict::Fits(against(*amount)?.1))),
            (None, TierMode::Graduated) => None,
            (None, TierMode::Volume) => {
                let (outcome, expected) = against(first)?;
                match outcome {
                    Outcome::Unknown(gap) => Some((tiers.span, Verdict::Unknown(gap, expected))),
                    Outcome::Fits | Outcome::Differs => {
                        let nearest = amounts
                            .iter()
                            .min_by_key(|amount| {
                                offer.price.amount.checked_sub(**amount).map_or(Decimal::MAX, |gap| gap.abs())
                            })
                            .copied()?;
                        let (_, expected) = against(nearest)?;
                        let why = explain(view, sale, item, &offer.price, &listed(nearest), &expected);
                        Some((tiers.span, Verdict::Differs(expected, why)))
                    }
                }
            }
        };
    };
    let span = step(tiers, declared.size).map_or(tiers.span, |step| step.amount.span);
    let wanted = total(tiers, declared.size)?;
    let (outcome, expected) = against(wanted)?;
    Some((
        span,
        match outcome {
            Outcome::Fits => Verdict::Fits(expected),
            Outcome::Unknown(gap) => Verdict::Unknown(gap, expected),
            Outcome::Differs if fits_some.is_some() => Verdict::WrongSize {
                size: declared.size,
                of: tiers.by.value.clone(),
                declared: declared.frontmatter,
                expected,
            },
            Outcome::Differs => {
                let why = explain(view, sale, item, &offer.price, &listed(wanted), &expected);
                Verdict::Differs(expected, why)
            }
        },
    ))
}
