//! Rules: what can be wrong with a proposal. One file per rule, in folders by
//! topic; each folder lists its rules and its checks.

pub mod allowances;
pub mod arithmetic;
pub mod basis;
pub mod catalog;
mod cells;
pub mod document;
mod free_months;
mod levels;
pub mod prose;
pub mod reading;

pub use levels::{Level, Levels};

use std::collections::BTreeMap;

use crate::beside::beside;
use crate::catalog::Catalog;
use crate::check::catalog::Coverage;
use crate::diagnostics::{Diagnostic, Rule};
use crate::language::Language;
use crate::money::Decimal;
use crate::proposal::Proposal;
use crate::proposal::pricing::{Pricing, RowRole};
use crate::settings::Brand;
use crate::settings::legal::Mention;
use crate::source::Sources;

/// What rules look at.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The files.
    pub sources: &'a Sources,
    /// The document.
    pub proposal: &'a Proposal,
    /// What it says about money.
    pub pricing: &'a Pricing,
    /// The price list; without one the rules about it are silent.
    pub catalog: Option<&'a Catalog>,
    /// The usual VAT rate of a country (ISO 3166-1 alpha-2) in percent, from the
    /// catalog or the settings: no law is built in.
    pub vat_rates: &'a BTreeMap<String, Decimal>,
    /// The company that the document comes from; none where no brand file says.
    pub brand: Option<&'a Brand>,
    /// What the document's template prints without the author writing it.
    pub prints: &'a [Mention],
}

/// A group of checks: looks at a document and adds what it finds.
type Check = fn(&Context<'_>, &mut Vec<Diagnostic>);

/// A topic: its rules and its checks.
type Topic = (&'static [&'static Rule], &'static [Check]);

/// What is said about prices, before they are held to the catalog.
const PRICES: &[Topic] = &[reading::TOPIC, basis::TOPIC, arithmetic::TOPIC, prose::TOPIC];

/// A document of so many tables is checked on two cores.
const MANY: usize = 8;

/// Every rule about a document, in the order of its topics.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    let prices = PRICES.iter().flat_map(|(rules, _)| *rules);
    prices.chain(catalog::RULES).chain(document::TOPIC.0).chain(allowances::RULES).copied()
}

/// Applies every rule, at the levels asked for, and what the author allows.
/// Findings come in the order of the document.
pub fn run(context: &Context<'_>, levels: &Levels) -> Vec<Diagnostic> {
    run_and_cover(context, levels).0
}

/// The same, and how much of the document was held to the catalog; no coverage
/// without a catalog.
pub fn run_and_cover(context: &Context<'_>, levels: &Levels) -> (Vec<Diagnostic>, Option<Coverage>) {
    let found = |topics: &[Topic]| {
        let mut findings = Vec::new();
        for check in topics.iter().flat_map(|(_, checks)| *checks) {
            check(context, &mut findings);
        }
        findings
    };
    let prices = || {
        let mut findings = found(PRICES);
        let coverage = catalog::check(context, &mut findings);
        (findings, coverage)
    };
    let document = || found(&[document::TOPIC]);
    let ((mut findings, coverage), document) = if context.pricing.tables.len() < MANY {
        (prices(), document())
    } else {
        // What is said about the document as a whole takes as long as all else.
        let (document, prices) = beside(document, prices);
        (prices, document)
    };
    findings.extend(document);
    // Two ways may lead to one finding.
    let mut said = std::collections::BTreeSet::new();
    findings.retain(|finding| said.insert((finding.rule.name, finding.span, finding.message.clone())));
    findings.retain_mut(|finding| levels.apply(finding));
    allowances::apply(context, &mut findings, levels);
    findings.sort_by_key(|finding| finding.span);
    (findings, coverage)
}

/// Whether a row adds up others.
fn is_sum_row(role: RowRole) -> bool {
    matches!(
        role,
        RowRole::Subtotal
            | RowRole::Total(_)
            | RowRole::RecurringTotal(_)
            | RowRole::Due
            | RowRole::PackPrice
            | RowRole::ListValue
    )
}

impl Context<'_> {
    /// The language of the document, in which findings about it are worded.
    pub fn language(&self) -> Language {
        self.proposal.metadata.language
    }
}
