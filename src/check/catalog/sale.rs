//! What a document sells: lines of its price tables and prices in its
//! sentences, each with the item of the catalog that it is matched with.

use super::compare::{Listed, Outcome, Terms, compare};
use crate::catalog::Item;
use crate::catalog::lookup::Found;
use crate::language::Language;
use crate::money::Decimal;
use crate::proposal::price::Price;
use crate::proposal::pricing::{LinePrice, PriceTable, PricedLine, Reading, TableKind};
use crate::source::Span;

/// Something sold.
#[derive(Debug)]
pub(super) struct Sale<'a> {
    /// The line; none for a sentence.
    pub(super) line: Option<PricedLine>,
    /// Its table.
    pub(super) table: Option<&'a PriceTable>,
    /// The paragraph of a sentence; none for a line.
    pub(super) sentence: Option<Span>,
    /// What the document calls it.
    pub(super) label: String,
    /// Where.
    pub(super) label_span: Span,
    /// What it is in the catalog.
    pub(super) found: Found<'a>,
    /// Whether the author says that no catalog knows it.
    pub(super) off_catalog: bool,
    /// The prices to hold to the catalog, the decisive one first.
    pub(super) offers: Vec<Offer>,
    /// What is known beside the price.
    pub(super) terms: Terms,
    /// Percentages that are documented as a discount on it.
    pub(super) discounts: Vec<Decimal>,
}

/// A price that a document asks for something.
#[derive(Debug, Clone)]
pub(super) struct Offer {
    /// Where it stands.
    pub(super) span: Span,
    /// The price.
    pub(super) price: Price,
    /// The price before a reduction, and where it stands.
    pub(super) list: Option<(Price, Span)>,
    /// The factors of a product written out beside it (`3 x 99 € = 297 €`).
    pub(super) factors: Vec<Decimal>,
    /// Whether it is for one, not for the whole line.
    pub(super) unit: bool,
    /// The months that the header over it names (`7 Monate`).
    pub(super) months: Option<Decimal>,
}

impl<'a> Sale<'a> {
    /// The item it is matched with.
    pub(super) fn item(&self) -> Option<&'a Item> {
        self.found.item.map(|(item, _)| item).filter(|_| !self.off_catalog)
    }

    /// The cells that stand in the place of a price.
    pub(super) fn cells(&self) -> &[LinePrice] {
        self.line.as_ref().map_or(&[], |line| &line.prices)
    }

    /// Whether the line is bought, as far as the document says: a line that
    /// adds up, and not one to choose from.
    pub(super) fn is_bought(&self) -> bool {
        let quote = self.table.is_some_and(|table| matches!(table.kind, TableKind::Quote));
        let optional = self.line.as_ref().is_some_and(|line| line.optional);
        quote && !optional
    }

    /// Whether it costs nothing of its own: `Inclus`, `Offert`.
    pub(super) fn is_free(&self) -> bool {
        !self.cells().is_empty()
            && self
                .cells()
                .iter()
                .all(|cell| matches!(cell.reading, Reading::Included | Reading::Free { .. }))
    }

    /// What is known beside one of its prices. A header that counts months may name
    /// a commitment (`24 mois`): only a larger amount is for all of them.
    pub(super) fn terms_for(&self, offer: &Offer, listed: &Listed, language: Language) -> Terms {
        let terms = &self.terms;
        let counted = terms.months.is_none()
            && offer.months.is_some()
            && offer.price.amount > listed.amount
            && matches!(compare(&offer.price, listed, terms, language), Some((Outcome::Differs, _)));
        Terms { months: if counted { offer.months } else { terms.months }, ..terms.clone() }
    }

    /// How many are sold.
    pub(super) fn quantity(&self) -> Option<Decimal> {
        self.line.as_ref()?.quantity.as_ref().map(|quantity| quantity.value)
    }

    /// Where a finding about the whole of it points.
    pub(super) fn place(&self) -> Span {
        self.offers.first().map_or(self.label_span, |offer| offer.span)
    }
}
