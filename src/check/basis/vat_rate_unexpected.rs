use super::super::Context;
use crate::diagnostics::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};
use crate::money::{Decimal, Decimals, format_number};
use crate::proposal::pricing::{Reading, Role, RowRole};
use crate::source::Span;

declare_rule! {
    /// A VAT rate that is not the one expected.
    ///
    /// The rate is the one of the frontmatter (`tva:`), else of the document's
    /// country in the catalog, or of an item there. No law is built in: where none
    /// says anything, nothing is expected; but a reduced rate that the country has
    /// is not called wrong. Several rates may be listed (`tva: [20, 10]`).
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// ---
    /// tva: 20
    /// ---
    ///
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Audit | 1 000 € |
    /// | Total HT | 1 000 € |
    /// | TVA 18 % | 180 € |
    /// | Total TTC | 1 180 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// ---
    /// tva: 20
    /// ---
    ///
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Audit | 1 000 € |
    /// | Total HT | 1 000 € |
    /// | TVA 20 % | 200 € |
    /// | Total TTC | 1 200 € |
    /// ```
    pub VAT_RATE_UNEXPECTED = "vat-rate-unexpected", Error
}

/// Reports rates of tables that are not among those expected.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let language = context.language();
    let metadata = &context.proposal.metadata;
    let country = metadata.country.as_ref().map(|field| field.value.as_str());
    let mut expected: Vec<Decimal> = metadata.pricing.vat.iter().map(|rate| rate.value).collect();
    let mut whose = language.pick("ce document", "this document").to_owned();
    let mut usual = None;
    if expected.is_empty() {
        let Some((country, rate)) =
            country.and_then(|country| Some((country, context.vat_rates.get(country)?)))
        else {
            return;
        };
        expected.push(*rate);
        country.clone_into(&mut whose);
        usual = Some(country);
    }
    let items = context.catalog.into_iter().flat_map(|catalog| &catalog.items);
    let of_items: Vec<Decimal> = items.filter_map(|item| Some(item.vat_rate.as_ref()?.value)).collect();
    let mut told: Vec<Decimal> = Vec::new();
    for (rate, span) in rates(context) {
        let known = || {
            usual.is_some_and(|country| of_items.contains(&rate) || super::usual_rates::has(country, rate))
        };
        if expected.contains(&rate) || rate.is_zero() || told.contains(&rate) || known() {
            continue;
        }
        told.push(rate);
        let number = |value: Decimal| format_number(value, language, Decimals::AsNeeded(0));
        let list: Vec<String> = expected.iter().map(|rate| number(*rate)).collect();
        let (found, list) = (number(rate), list.join(", "));
        let message = language.pick(
            format!("TVA {found}\u{a0}% ; {list}\u{a0}% attendu pour {whose}"),
            format!("VAT {found}%; {list}% expected for {whose}"),
        );
        findings.push(Diagnostic::new(&VAT_RATE_UNEXPECTED, message).at(span).facts(Facts {
            found: Some(rate.normalize().to_string()),
            expected: expected.first().map(|rate| rate.normalize().to_string()),
            ..Facts::default()
        }));
    }
}

/// The rates that price tables name, in their order.
fn rates(context: &Context<'_>) -> Vec<(Decimal, Span)> {
    let mut out = Vec::new();
    for table in context.pricing.tables.iter().filter(|table| table.is_checked()) {
        out.extend(
            table
                .columns
                .iter()
                .filter_map(|column| column.said.vat.as_ref())
                .map(|said| (said.value, said.span)),
        );
        for row in &table.rows {
            if matches!(row.role, RowRole::Vat | RowRole::VatIncluded) {
                let rate = row.said.vat.as_ref().map(|said| said.value).or(row.percent);
                out.extend(rate.map(|rate| (rate, row.label_span)));
            }
            for cell in &row.cells {
                let is_rate =
                    table.columns.get(cell.column).is_some_and(|column| column.role == Role::VatRate);
                if let Reading::Percent { value, .. } = cell.reading {
                    out.extend(is_rate.then_some((value, cell.span)));
                }
            }
        }
    }
    out
}
