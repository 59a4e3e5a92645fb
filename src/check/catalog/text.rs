//! Prices in text: which item of the catalog each of them is asked for.

use std::collections::BTreeMap;

use super::sale::{Offer, Sale};
use super::view::View;
use super::vocabulary::{NO_PRICE, announces_off_catalog, months};
use crate::catalog::lookup::{Found, Step, ends_in_name, named_in, normalise, words};
use crate::catalog::{Charge, Item};
use crate::proposal::pricing::{Mentioned, ProsePrice, ProseSubject};
use crate::source::Span;

/// Words that make what is named a part of the price behind it.
const PART: &[&str] = &[
    "compris",
    "comprise",
    "comprises",
    "inclus",
    "incluse",
    "incluses",
    "included",
    "including",
    "includes",
    "inclut",
    "comprend",
    "offert",
    "offerte",
    "inkl",
    "inklusive",
    "enthalten",
    "incluido",
    "incluida",
];

impl<'a> View<'a> {
    /// Adds the prices in text. Each belongs to what is named between the price
    /// before and itself; a line with one price may name it anywhere.
    pub(super) fn add_text(&mut self) {
        let pricing = self.context.pricing;
        let prose: BTreeMap<Span, &'a ProsePrice> =
            pricing.prose.iter().map(|prose| (prose.span, prose)).collect();
        let mut at = 0;
        while let Some(first) = pricing.mentioned.get(at) {
            let rest = pricing.mentioned.get(at..).unwrap_or_default();
            let block: Vec<&Mentioned> = rest.iter().take_while(|said| said.block == first.block).collect();
            at += block.len();
            let asked = block.iter().filter(|said| said.asked).count();
            let mut from = first.block.start;
            for said in block {
                let own = prose.get(&said.span).copied();
                let before = (from < said.span.start).then(|| {
                    self.context.sources.slice(Span { start: from, end: said.span.start, ..said.span })
                });
                from = said.span.end;
                let before =
                    before.map(|text| text.trim_start_matches(['*', '-', '+', '>', '#', ' ', ',', ';', '.']));
                self.add_price(said, own, before.unwrap_or_default(), asked == 1);
            }
        }
    }

    /// Adds a price in text: what stands before it up to the last price, and
    /// whether it is the only one of its line.
    fn add_price(&mut self, said: &'a Mentioned, prose: Option<&'a ProsePrice>, before: &str, alone: bool) {
        let names = prose.map_or(ProseSubject::Other, |prose| prose.names);
        if names == ProseSubject::Total || prose.is_none() && !said.asked {
            return;
        }
        let sentence = prose.map_or(before, |prose| prose.sentence.as_str());
        let says = |text: &str| {
            let key = normalise(text);
            words(&key).iter().any(|word| NO_PRICE.contains(word))
        };
        let close = said.asked.then(|| ends_in_name(&self.index, before)).flatten();
        let share = prose.is_some_and(|prose| prose.share.is_some());
        let other = names == ProseSubject::Other && (share || says(before) || alone && says(sentence));
        if other || close.is_none() && names == ProseSubject::Other && said.price.per.is_some() {
            return;
        }
        // Several things before one price are not known to be this one alone.
        let several = before.contains(['+', '&']) || {
            let key = normalise(before);
            words(&key).iter().any(|word| PART.contains(word))
        };
        let named = || named_in(&self.index, before).filter(|_| said.asked && !several);
        let mut item = close.or_else(named);
        if item.is_none() && !several && (alone || names == ProseSubject::Offer) {
            item = prose.and_then(|prose| named_in(&self.index, &prose.sentence));
        }
        if item.is_none() && names == ProseSubject::Offer {
            let headings = prose.map(|prose| prose.section.as_slice()).unwrap_or_default();
            item = headings.iter().rev().find_map(|heading| self.item_of_heading(heading));
        }
        let Some(item) = item else { return };
        // An item that is a percentage of another has no amount of its own.
        if matches!(item.charge, Charge::Percent(_)) {
            return;
        }
        let mut terms = self.terms(Some(item), None, said.price.currency);
        terms.months = months(sentence);
        let global = &self.context.proposal.metadata.pricing.discounts;
        let formula = prose.and_then(|prose| prose.formula.as_ref());
        self.sales.push(Sale {
            line: None,
            table: None,
            sentence: Some(said.block),
            label: item.title(self.language).to_owned(),
            label_span: said.span,
            found: Found { item: Some((item, Step::Context)), ..Found::default() },
            off_catalog: announces_off_catalog(sentence),
            offers: vec![Offer {
                span: said.span,
                price: said.price.clone(),
                list: prose.and_then(|prose| prose.list.clone()),
                factors: formula.map_or(&said.factors, |formula| &formula.factors).clone(),
                unit: false,
                months: None,
            }],
            terms,
            discounts: global.iter().filter_map(|discount| discount.percent).collect(),
        });
    }

    /// The item that a heading is about: `5.1 Pack Démarrage Kubernetes`.
    fn item_of_heading(&self, heading: &str) -> Option<&'a Item> {
        let plain = heading.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c.is_whitespace());
        let key = normalise(plain);
        let exact = self
            .catalog
            .items
            .iter()
            .find(|item| item.name.all().chain(&item.aliases).any(|name| normalise(&name.value) == key));
        exact.or_else(|| named_in(&self.index, heading))
    }
}
