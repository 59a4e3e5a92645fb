//! Prices in text: which item of the catalog each of them is asked for.

use std::collections::BTreeMap;

use super::sale::{Offer, Sale};
use super::view::View;
use super::vocabulary::{NO_PRICE, announces_off_catalog, months};
use crate::catalog::lookup::{Found, Step, ends_in_name, named_in, normalise, words};
use crate::catalog::{Charge, Item};
use crate::proposal::pricing::{Mentioned, ProsePrice, ProseSubject};
use crate::source::Span;

/// How a price goes on after its amount.
const TAXES: &[&str] = &["HT", "TTC", "H.T.", "T.T.C.", "HTVA", "TVAC", "net", "netto", "brutto"];

/// How a price goes on with what it is for.
const PER: &[&str] =
    &["par ", "/", "per ", "pro ", "al ", "la ", "le ", "l'", "l’", "de l'", "de l’", "each", "a "];

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

/// What stands before a price without what ends the one before: ` HT, Essentiel `.
fn own_words(text: &str) -> &str {
    let marks = |text: &'_ str| -> usize {
        text.len()
            - text.trim_start_matches(['*', '-', '–', '+', '>', '#', ' ', '\u{a0}', ',', ';', '.', '·']).len()
    };
    let mut rest = text.get(marks(text)..).unwrap_or_default();
    while let Some(word) = rest.split([' ', ',', ';', '·']).next().filter(|word| TAXES.contains(word)) {
        let after = rest.get(word.len()..).unwrap_or_default();
        rest = after.get(marks(after)..).unwrap_or_default();
    }
    // ` par mois, Essentiel `
    let each = PER.iter().any(|word| rest.starts_with(word));
    match rest.find([',', ';', '·']).filter(|_| each) {
        Some(at) => own_words(rest.get(at..).unwrap_or_default()),
        None => rest,
    }
}

/// A name without the count and the dash behind it: `Tube Ø25 (x25.0) — `.
fn uncounted(text: &str) -> &str {
    let name = text.trim_end_matches([' ', '\u{a0}', '—', '–', '-', ':', '|']);
    match name.strip_suffix(')').and_then(|inside| inside.rfind('(')) {
        Some(at) => name.get(..at).unwrap_or(name).trim_end(),
        None => name,
    }
}

/// What follows a price: what it is said to be for, without an article, and the
/// rest, which leads to the next price: `pour le chef de mission, `.
fn named_behind(text: &str) -> (&str, &str) {
    const FOR: &[&str] = &["pour ", "for ", "für ", "para "];
    #[rustfmt::skip]
    const ARTICLES: &[&str] = &[
        "le ", "la ", "les ", "l'", "l’", "un ", "une ", "chaque ", "the ", "a ", "an ", "each ", "der ", "die ", "das ", "den ", "dem ",
        "ein ", "eine ", "einen ", "el ", "los ", "las ", "una ",
    ];
    let Some(said) = FOR.iter().find_map(|word| text.strip_prefix(word)) else { return ("", text) };
    let joints = [", ", "; ", ". ", " et ", " and ", " und ", " y ", " (", ","];
    let end = joints.iter().filter_map(|joint| said.find(joint)).min().unwrap_or(said.len());
    let (name, rest) = said.split_at(end);
    let name = ARTICLES.iter().find_map(|article| name.strip_prefix(article)).unwrap_or(name);
    (name.trim_end_matches(['.', ' ']), own_words(rest))
}

/// Whether something else is joined to the name of an item: `Audit flash et vitrerie`.
fn is_joined(item: &Item, text: &str) -> bool {
    const JOINTS: &[&str] = &["et", "and", "und", "y"];
    let key = normalise(text);
    item.name.all().chain(&item.aliases).any(|name| {
        let name = normalise(&name.value);
        let behind = key.split_once(name.as_str()).map_or("", |(_, behind)| behind);
        words(behind).first().is_some_and(|word| JOINTS.contains(word))
    })
}

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
            let slice = |start: u32, end: u32| {
                let text =
                    (start < end).then(|| self.context.sources.slice(Span { start, end, ..first.block }));
                text.map(own_words).unwrap_or_default()
            };
            let mut from = first.block.start;
            let mut around = Vec::new();
            for (number, said) in block.iter().enumerate() {
                let end = block.get(number + 1).map_or(first.block.end, |next| next.span.start);
                let (_, before) = named_behind(slice(from, said.span.start));
                let (behind, _) = named_behind(slice(said.span.end, end));
                around.push((before, behind));
                from = said.span.end;
            }
            for (said, (before, behind)) in block.into_iter().zip(around) {
                let own = prose.get(&said.span).copied();
                self.add_price(said, own, (before, behind), asked == 1);
            }
        }
    }

    /// Adds a price in text: what stands before it up to the last price and what it
    /// is said to be for, and whether it is the only one of its line.
    fn add_price(
        &mut self,
        said: &'a Mentioned,
        prose: Option<&'a ProsePrice>,
        (before, behind): (&str, &str),
        alone: bool,
    ) {
        let names = prose.map_or(ProseSubject::Other, |prose| prose.names);
        if names == ProseSubject::Total || prose.is_none() && !said.asked {
            return;
        }
        let sentence = prose.map_or(before, |prose| prose.sentence.as_str());
        let says = |text: &str| {
            let key = normalise(text);
            words(&key).iter().any(|word| NO_PRICE.contains(word))
        };
        // `Suivi mensuel : Essentiel 45 €`
        let close = said.asked.then(|| {
            let listed = before.rsplit_once(": ").map(|(_, listed)| listed);
            // `520 € Dossier + 1 100 € …`: the name of the price before.
            if before.trim_end().ends_with(['+', '&']) {
                return None;
            }
            let close =
                ends_in_name(&self.index, before).or_else(|| ends_in_name(&self.index, uncounted(before)));
            close
                .or_else(|| listed.and_then(|listed| ends_in_name(&self.index, listed)))
                .or_else(|| ends_in_name(&self.index, behind))
        });
        let close = close.flatten();
        let share = prose.is_some_and(|prose| prose.share.is_some());
        let other = names == ProseSubject::Other && (share || says(before) || alone && says(sentence));
        if other || close.is_none() && names == ProseSubject::Other && said.price.per.is_some() {
            return;
        }
        // Several things before one price are not known to be this one alone.
        let last = before.rsplit(". ").next().unwrap_or(before);
        let several = last.contains(['+', '&']) || {
            let key = normalise(last);
            words(&key).iter().any(|word| PART.contains(word))
        };
        let single = |text: &str| named_in(&self.index, text).filter(|item| !is_joined(item, text));
        let named = || single(before).filter(|_| said.asked && !several);
        let mut item = close.or_else(named);
        if item.is_none() && !several && (alone || names == ProseSubject::Offer) {
            item = prose.and_then(|prose| single(&prose.sentence));
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
