use super::sale::Sale;
use super::show::quoted;
use super::verdict::Judged;
use super::view::View;
use super::vocabulary::names_only_time;
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};
use crate::proposal::pricing::{LinePrice, PriceTable, Reading, Role, RowRole, TableKind};

declare_rule! {
    /// A line with a price matches nothing in the catalog. Its price is not
    /// checked. Lines are matched by reference, then by name or alias; a name
    /// that is only alike is suggested and never taken.
    ///
    /// What no catalog knows is said with `%% propose: off-catalog %%` in the row, with
    /// `off_catalog: [Déplacements]` in the frontmatter, or in words: `hors catalogue`,
    /// `au réel`, `refacturé`.
    ///
    /// With this catalog:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: AUD, name: Audit, unit: forfait, prices: [{amount: 690}]}
    /// ```
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// | --- | --- |
    /// | Gouvernance | 500 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// | --- | --- |
    /// | Gouvernance (hors catalogue) | 500 € |
    /// ```
    pub(super) CATALOG_ITEM_UNKNOWN = "catalog-item-unknown", Warning
}

pub(super) fn check(view: &View<'_>, _: &[Judged<'_, '_>], findings: &mut Vec<Diagnostic>) {
    let language = view.language;
    for sale in &view.sales {
        let found = &sale.found;
        let nothing =
            found.item.is_none() && found.candidates.is_empty() && found.unknown_reference.is_none();
        // What a pack is made of need not be sold alone.
        let part = sale.table.is_some_and(|table| table.kind == TableKind::Bundle);
        let priced = sale.cells().iter().any(|cell| {
            match &cell.reading {
                Reading::Amount(_) | Reading::OnQuote { .. } => true,
                // `99,9 %` is no price; `+50 %` and `50 % du forfait` are.
                Reading::Percent { addition, of, .. } => *addition || of.is_some(),
                _ => false,
            }
        });
        if names_nothing(sale) {
            continue;
        }
        if !nothing || sale.off_catalog || part || !priced || sale.label.trim().is_empty() {
            continue;
        }
        let label = quoted(&sale.label, language);
        let near = found.near.map(|item| item.title(language));
        let hint = near.map_or_else(String::new, |near| {
            language.pick(format!(" ; proche : {near}"), format!("; did you mean {near}?"))
        });
        let message = language.pick(
            format!("{label} absent du catalogue{hint}"),
            format!("{label} is not in the catalog{hint}"),
        );
        let help = language.pick(
            "ajoutez-le au catalogue, ou écrivez `%% propose: off-catalog %%` dans la ligne",
            "add it to the catalog, or write `%% propose: off-catalog %%` in the row",
        );
        findings.push(
            Diagnostic::new(&CATALOG_ITEM_UNKNOWN, message)
                .at(sale.label_span)
                .help(help)
                .facts(Facts { found: Some(sale.label.clone()), ..Facts::default() }),
        );
    }
}

/// Whether a label names no item: a year of a price history, a month or a year
/// in a matrix of plans, a product written out, the subject of another part, a
/// percentage on top (`Eilzuschlag 25 %`), what is taken off.
pub(super) fn names_nothing(sale: &Sale<'_>) -> bool {
    let label = sale.label.trim();
    let figures = label.chars().all(|c| !c.is_alphabetic());
    let Some((line, table)) = sale.line.as_ref().zip(sale.table) else { return figures };
    let row = table.rows.get(line.row);
    let written_out =
        row.is_some_and(|row| row.product.is_some()) && label.contains(|c: char| c.is_ascii_digit());
    let rhythm = table.kind == TableKind::Comparison
        && row.is_some_and(|row| {
            row.said.period.is_some()
                || line.prices.iter().all(|cell| cell.price().is_some_and(|price| price.period.is_some()))
        });
    // A part of a price (`Esquisse 10 %`) is no item of its own.
    let part = row.is_some_and(|row| {
        row.cells.iter().any(|cell| {
            let share = table.columns.get(cell.column).is_some_and(|column| column.role == Role::Share);
            share && matches!(cell.reading, Reading::Percent { .. })
        })
    });
    let rated = label.trim_end_matches([')', ' ']).ends_with('%') && line.quantity.is_none();
    let prices = || line.prices.iter().filter_map(LinePrice::price);
    let taken_off = prices().count() > 0 && prices().all(|price| price.amount.is_sign_negative());
    figures
        || is_of_rates(table)
        || written_out
        || rhythm
        || part
        || rated
        || taken_off
        || row.is_some_and(|row| row.measure)
        || names_only_time(label)
}

/// Whether rates name the rows of a table: `10 %`, `20 %`, and what is not taxed.
fn is_of_rates(table: &PriceTable) -> bool {
    let lines = || table.rows.iter().filter(|row| row.role == RowRole::Line);
    let rates = lines().filter(|row| {
        let label = row.label.trim();
        label.ends_with('%') && label.chars().all(|c| !c.is_alphabetic())
    });
    let rates = rates.count();
    rates > 0 && rates * 2 >= lines().count()
}
