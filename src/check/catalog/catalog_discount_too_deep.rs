use super::facts::price_facts;
use super::show::percent;
use super::verdict::{Judged, Verdict};
use super::view::View;
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};
use crate::money::Decimal;
use crate::proposal::pricing::RowRole;
use crate::source::Span;

declare_rule! {
    /// A discount that the document shows is deeper than the catalog's
    /// `discount_policy` allows.
    ///
    /// With this catalog:
    ///
    /// ```yaml
    /// discount_policy: {max_percent: 10}
    /// items:
    ///   - {ref: AUD, name: Audit, unit: forfait, prices: [{amount: 690}]}
    /// ```
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// | --- | --- |
    /// | Audit | ~~690 €~~ 483 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// | --- | --- |
    /// | Audit | ~~690 €~~ 621 € |
    /// ```
    pub(super) CATALOG_DISCOUNT_TOO_DEEP = "catalog-discount-too-deep", Warning
}

pub(super) fn check(view: &View<'_>, judged: &[Judged<'_, '_>], findings: &mut Vec<Diagnostic>) {
    let Some(most) = &view.catalog.max_discount else { return };
    for one in judged {
        if let Verdict::Discounted { percent, from } = &one.verdict
            && *percent > most.value
        {
            let facts = price_facts(one.item, &one.offer.price, from);
            findings.push(finding(view, *percent, most.value, one.offer.span).facts(facts));
        }
    }
    let rows = view.context.pricing.tables.iter().flat_map(|table| &table.rows);
    let rows =
        rows.filter(|row| row.role == RowRole::Discount).filter_map(|row| Some((row.percent?, row.span)));
    let global = &view.context.proposal.metadata.pricing.discounts;
    let global = global.iter().filter_map(|discount| Some((discount.percent?, discount.span)));
    for (percent, span) in rows.chain(global) {
        if percent > most.value {
            findings.push(finding(view, percent, most.value, span));
        }
    }
}

fn finding(view: &View<'_>, found: Decimal, most: Decimal, span: Span) -> Diagnostic {
    let language = view.language;
    let (off, limit) = (percent(found, language), percent(most, language));
    let message =
        language.pick(format!("remise {off}, maximum {limit}"), format!("discount {off}, maximum {limit}"));
    let mut finding = Diagnostic::new(&CATALOG_DISCOUNT_TOO_DEEP, message).at(span).facts(Facts {
        found: Some(super::compare::machine(found)),
        expected: Some(super::compare::machine(most)),
        ..Facts::default()
    });
    if let Some(policy) = &view.catalog.max_discount {
        finding =
            finding.related(policy.span, language.pick("maximum du catalogue", "the catalog's maximum"));
    }
    finding
}
