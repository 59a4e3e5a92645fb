use chrono::NaiveDate;

use super::verdict::{Judged, Verdict};
use super::view::View;
use crate::catalog::lookup::Step;
use crate::catalog::{Charge, Item, LintFinding};
use crate::diagnostics::Diagnostic;
use crate::proposal::pricing::Reading;

/// How much of a document was held to the catalog.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Lines and sentences with a price, or a word in the place of one, that
    /// could be held to the catalog.
    pub priced: usize,
    /// Those that were compared with the catalog, right or wrong.
    pub checked: usize,
    /// Lines matched by their reference.
    pub by_reference: usize,
    /// By their name.
    pub by_name: usize,
    /// By an alias.
    pub by_alias: usize,
    /// By a looser spelling or with the help of the headings.
    pub by_context: usize,
    /// Prices in sentences that name what they are for.
    pub in_sentences: usize,
    /// Lines that fit several items.
    pub ambiguous: usize,
    /// Lines that fit nothing.
    pub unmatched: usize,
    /// Lines that the author puts outside the catalog.
    pub off_catalog: usize,
    /// The day whose prices held; none for the newest ones.
    pub date: Option<NaiveDate>,
    /// The references of the items that the document names, in order.
    pub items: Vec<String>,
}

/// What a catalog's own check says about the items that a document names.
pub fn concerning(findings: Vec<LintFinding>, coverage: &Coverage) -> Vec<Diagnostic> {
    let named = |found: &LintFinding| found.items.iter().any(|item| coverage.items.contains(item));
    findings.into_iter().filter(named).map(|found| found.finding).collect()
}

/// How much of a document is held to the catalog.
pub(super) fn coverage(view: &View<'_>, judged: &[Judged<'_, '_>]) -> Coverage {
    let mut coverage = Coverage { date: view.date, ..Coverage::default() };
    for sale in &view.sales {
        if let Some(item) = sale.item()
            && !coverage.items.contains(&item.reference.value)
        {
            coverage.items.push(item.reference.value.clone());
        }
        let free = sale.is_free() || (sale.offers.is_empty() && sale.cells().is_empty());
        if free {
            continue;
        }
        if sale.off_catalog {
            coverage.off_catalog += 1;
            continue;
        }
        if sale.found.item.is_none() && super::catalog_item_unknown::names_nothing(sale) {
            continue;
        }
        coverage.priced += 1;
        let Some((item, step)) = sale.found.item else {
            if sale.found.candidates.is_empty() {
                coverage.unmatched += 1;
            } else {
                coverage.ambiguous += 1;
            }
            continue;
        };
        if sale.line.is_none() {
            coverage.in_sentences += 1;
        } else {
            match step {
                Step::Reference => coverage.by_reference += 1,
                Step::Name => coverage.by_name += 1,
                Step::Alias => coverage.by_alias += 1,
                Step::Normalised | Step::Context => coverage.by_context += 1,
            }
        }
        if is_answered(item, sale.cells().iter().map(|cell| &cell.reading)) {
            coverage.checked += 1;
        }
    }
    let mut compared: Vec<*const super::sale::Sale<'_>> = Vec::new();
    for one in judged {
        let known = !matches!(one.verdict, Verdict::Unknown(..) | Verdict::NoPriceThen | Verdict::OnQuote);
        let sale = std::ptr::from_ref(one.sale);
        if known && !compared.contains(&sale) {
            compared.push(sale);
            coverage.checked += 1;
        }
    }
    coverage
}

/// Whether words in the place of a price are what the catalog says.
fn is_answered<'r>(item: &Item, mut readings: impl Iterator<Item = &'r Reading>) -> bool {
    match &item.charge {
        Charge::OnQuote(_) => readings.any(|reading| matches!(reading, Reading::OnQuote { from: None })),
        Charge::Percent(_) => {
            readings.any(|reading| matches!(reading, Reading::Percent { .. } | Reading::Amount(_)))
        }
        Charge::Listed(_) | Charge::Tiered(_) | Charge::From(_) | Charge::Unknown => false,
    }
}
