use super::facts::price_facts;
use super::show::{both, number};
use super::tiers::{Declared, from_frontmatter, leading_range, speaks_of};
use super::verdict::{Judged, Verdict};
use super::view::View;
use crate::catalog::ItemSize;
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Facts, Severity};
use crate::language::Language;

declare_rule! {
    /// A price is that of another size than the one declared. 12 nodes stand at
    /// the price of 5, or an item is for less than what the client has. The
    /// size is declared in the row or in the frontmatter (`taille: {noeuds:
    /// 12}`), where it makes this an error.
    ///
    /// With this catalog:
    ///
    /// ```yaml
    /// items:
    ///   - ref: SUP
    ///     name: Support
    ///     unit: mois
    ///     tiers: {by: nodes, mode: volume, steps: [{up_to: 5, amount: 200}, {up_to: 20, amount: 350}]}
    /// ```
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// ---
    /// taille: {noeuds: 12}
    /// ---
    ///
    /// | Prestation | Prix HT/mois |
    /// | --- | --- |
    /// | Support | 200 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// ---
    /// taille: {noeuds: 12}
    /// ---
    ///
    /// | Prestation | Prix HT/mois |
    /// | --- | --- |
    /// | Support | 350 € |
    /// ```
    pub(super) CATALOG_TIER_MISMATCH = "catalog-tier-mismatch", Warning
}

pub(super) fn check(view: &View<'_>, judged: &[Judged<'_, '_>], findings: &mut Vec<Diagnostic>) {
    let language = view.language;
    for one in judged {
        let Verdict::WrongSize { size, of, declared, expected } = &one.verdict else { continue };
        let (printed, wanted) = both(&one.offer.price, expected, language);
        let (title, size) = (one.item.title(language), number(*size, language));
        let message = language.pick(
            format!("{title} : {printed} pour {size} {of}, catalogue {wanted}"),
            format!("{title}: {printed} for {size} {of}, catalog {wanted}"),
        );
        let finding = Diagnostic::new(&CATALOG_TIER_MISMATCH, message)
            .at(one.offer.span)
            .related(one.source, language.pick("palier du catalogue", "the catalog's step"))
            .facts(price_facts(one.item, &one.offer.price, expected));
        findings.push(weigh(finding, *declared));
    }
    items(view, findings);
}

/// Items that are for other sizes than the row or the frontmatter declares.
fn items(view: &View<'_>, findings: &mut Vec<Diagnostic>) {
    let language = view.language;
    for sale in &view.sales {
        let Some(item) = sale.item() else { continue };
        for size in item.sizes() {
            let in_row = sale.line.iter().flat_map(|line| &line.sizes).find_map(|(heading, value)| {
                let speaks = speaks_of(heading, &size.of) || speaks_of(&value.value, &size.of);
                speaks.then(|| Some((leading_range(&value.value)?, value.span)))?
            });
            if let Some((range, span)) = in_row {
                let beyond = size.range.high.is_some_and(|high| range.low > high);
                let below = size.bounded_below && range.high.is_some_and(|high| high < size.range.low);
                if beyond || below {
                    let declared = Declared { size: range.low, frontmatter: false, span };
                    findings.push(other_size(
                        item.title(language),
                        &item.reference.value,
                        &size,
                        &declared,
                        language,
                    ));
                }
            } else if sale.is_bought()
                && let Some(declared) = from_frontmatter(view, &size.of)
                && size.range.high.is_some_and(|high| declared.size > high)
            {
                let at = Declared { span: sale.place(), ..declared };
                findings.push(other_size(item.title(language), &item.reference.value, &size, &at, language));
            }
        }
    }
}

fn other_size(
    title: &str,
    item: &str,
    size: &ItemSize,
    declared: &Declared,
    language: Language,
) -> Diagnostic {
    let (count, of) = (number(declared.size, language), &size.of);
    let low = size.bounded_below.then(|| number(size.range.low, language));
    let high = size.range.high.map(|high| number(high, language));
    let range = match (low, high) {
        (Some(low), Some(high)) => format!("{low}-{high}"),
        (None, Some(high)) => language.pick(format!("jusqu’à {high}"), format!("up to {high}")),
        (Some(low), None) => format!("{low}+"),
        (None, None) => String::new(),
    };
    let message = language.pick(
        format!("{title} : {count} {of} déclarés, palier {range}"),
        format!("{title}: {count} {of} declared, step {range}"),
    );
    let finding = Diagnostic::new(&CATALOG_TIER_MISMATCH, message)
        .at(declared.span)
        .related(size.span, language.pick("palier du catalogue", "the catalog's step"))
        .facts(Facts {
            found: Some(super::compare::machine(declared.size)),
            expected: Some(range),
            item: Some(item.to_owned()),
            ..Facts::default()
        });
    weigh(finding, declared.frontmatter)
}

/// What the frontmatter declares is meant: an error.
fn weigh(finding: Diagnostic, frontmatter: bool) -> Diagnostic {
    if frontmatter { finding.severity(Severity::Error) } else { finding }
}
