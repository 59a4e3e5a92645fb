use super::super::Context;
use super::super::cells::amounts;
use crate::diagnostics::Diagnostic;
use crate::diagnostics::declare_rule;
use crate::proposal::price::TaxBasis;
use crate::proposal::pricing::{PriceTable, Role, RowRole};

declare_rule! {
    /// A price with tax, and no rate.
    ///
    /// Without a rate nobody can check the tax. Name it in the row (`TVA 20 %`),
    /// in the header or in the frontmatter (`tva: 20`). Where the catalog's own prices
    /// are with tax, nothing is asked.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Audit | 1 000 € |
    /// | Total HT | 1 000 € |
    /// | Total TTC | 1 200 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Audit | 1 000 € |
    /// | Total HT | 1 000 € |
    /// | TVA 20 % | 200 € |
    /// | Total TTC | 1 200 € |
    /// ```
    pub VAT_RATE_MISSING = "vat-rate-missing", Warning
}

/// Reports a table with tax in a document that names no rate.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let pricing = context.pricing;
    if pricing.context.vat.is_some()
        || !pricing.vat_mentions.is_empty()
        || !context.proposal.metadata.pricing.vat.is_empty()
    {
        return;
    }
    // The usual rate of the country is known from the catalog.
    let country = context.proposal.metadata.country.as_ref().map(|field| field.value.as_str());
    if pricing.exemption.is_some() || country.is_some_and(|country| context.vat_rates.contains_key(country)) {
        return;
    }
    // Who sells with tax has nothing to add it to.
    let gross = |catalog: &crate::catalog::Catalog| {
        !catalog.items.is_empty() && catalog.items.iter().all(|item| item.basis == TaxBasis::Gross)
    };
    if context.catalog.is_some_and(gross) {
        return;
    }
    // `Tarif TTC (20 %)`
    if pricing.tables.iter().flat_map(|table| &table.columns).any(|column| column.said.vat.is_some()) {
        return;
    }
    // Where the tax of each line is printed, it can be checked.
    let rates = |table: &PriceTable| {
        table.columns_of(Role::VatRate).chain(table.columns_of(Role::VatAmount)).count() > 0
    };
    let printed = pricing.tables.iter().any(rates);
    for table in pricing.tables.iter().filter(|table| table.is_checked() && !table.in_text) {
        let with_tax = amounts(table).find(|seen| {
            seen.amount.price.basis == Some(TaxBasis::Gross)
                || matches!(seen.row.role, RowRole::Vat | RowRole::VatIncluded)
        });
        let Some(seen) = with_tax.filter(|_| !printed) else { continue };
        let language = context.language();
        let message = language.pick("TTC sans taux de TVA", "VAT-inclusive price without a rate");
        let help = language.pick(
            "écrivez « TVA 20 % », ou `tva: 20` en tête du document",
            "write `VAT 20%`, or `vat: 20` in the frontmatter",
        );
        findings.push(
            Diagnostic::new(&VAT_RATE_MISSING, message).at(seen.cell.span).help(help).facts(seen.facts()),
        );
        return;
    }
}
