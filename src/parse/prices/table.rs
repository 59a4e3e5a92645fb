//! Understands one table.

use super::cell::{CellContext, Votes, read, vote};
use super::chosen::option_marks;
use super::columns::{Around, Draft, columns};
use super::context::{Document, Surroundings, table_context};
use super::grid::{GridCell, grid};
use super::modifiers::{basis, currency, period};
use super::rows::{self, Shape};
use super::settle::{
    complete, infer_basis, settle_brackets, settle_counts, settle_factors, settle_unit_price, share_basis,
};
use super::words::fold;
use crate::language::Language;
use crate::proposal::Table;
use crate::proposal::price::{Price, TaxBasis};
use crate::proposal::pricing::{
    Origin, PriceCell, PriceColumn, PriceContext, PriceRow, PriceTable, Reading, Role, RowRole, Said,
    TableKind,
};
use crate::source::Span;

/// Understands a table in its surroundings.
pub(super) fn understand(
    table: &Table,
    span: Span,
    around: &Surroundings,
    document: &Document,
    language: Language,
) -> PriceTable {
    let (mut head, mut rows) = grid(table);
    super::header::promote_header(&mut head, &mut rows);
    let width = head.iter().chain(rows.iter().flatten()).map(|cell| cell.column + 1).max().unwrap_or(0);
    let count = width.max(table.columns.len());
    let nearby = table_context(around);
    let money_rows =
        rows.iter().filter(|row| row.iter().any(|cell| rows::names_money(&cell.text))).count() >= 2;
    let sums = rows.iter().flatten().any(|cell| rows::adds_up(&cell.text));
    let known = Around {
        context: &nearby,
        money_rows,
        sums,
        attributes: !sums
            && rows.iter().filter(|row| counts(row)).filter_map(|row| row.first()).any(|cell| {
                let named = super::header::header(&cell.text, language);
                named.strong && matches!(named.role, Some(Role::Amount | Role::UnitPrice))
            }),
    };
    let drafts = columns(&head, &rows, count, language, known);
    let context = nearby.or(&document.context);
    let votes = vote(
        rows.iter()
            .flatten()
            .filter(|cell| {
                drafts.get(cell.column).is_some_and(Draft::holds_money) || super::spelled::has_currency(cell)
            })
            .map(|cell| cell.text.clone()),
    );
    let mut columns: Vec<PriceColumn> = drafts.iter().map(|draft| column(draft, &context, span)).collect();
    let schedule = super::kinds::is_schedule(&drafts, around, &rows);
    let mut group = None;
    let mut out = Vec::new();
    let spelled = super::spelled::spells_currency(&drafts, &rows);
    let reader = Reader { drafts: &drafts, columns: &columns, votes, language, schedule, spelled };
    // A first row that was taken for the header is no row any more.
    let skipped = table.rows.len().saturating_sub(rows.len());
    for (cells, row) in rows.iter().zip(table.rows.iter().skip(skipped)) {
        let row = reader.row(cells, row.span, group.as_ref());
        if row.role == RowRole::Section {
            group = (!row.label.is_empty()).then(|| row.label.clone());
        }
        out.push(row);
    }
    super::unnamed::sums(&mut out, &rows, &columns);
    super::restated::settle(&mut out, &columns);
    settle_counts(&mut columns, &mut out);
    settle_factors(&mut columns, &out);
    settle_unit_price(&mut columns, &out, &drafts);
    settle_brackets(&mut out, &columns);
    super::restated::settle_decimals(&mut out, &columns);
    share_basis(&mut columns);
    infer_basis(&mut columns, &out);
    super::unnamed::settle_prices(&mut out);
    for row in &mut out {
        complete(row, &columns);
    }
    for (index, column) in columns.iter_mut().enumerate() {
        column.decimals = out
            .iter()
            .filter_map(|row| row.cell(index)?.reading.price())
            .map(|price| price.decimals)
            .max()
            .unwrap_or(0);
    }
    let mut understood = PriceTable {
        span,
        kind: TableKind::NotPrices,
        skipped: None,
        section: around.section.clone(),
        caption: around.caption.clone(),
        notes: around.notes.clone(),
        context,
        columns,
        rows: out,
        continues: None,
        in_text: false,
    };
    super::kinds::decide(&mut understood, &drafts, around, schedule);
    understood
}

/// A column with what its header says, completed by the table's context.
fn column(draft: &Draft, context: &PriceContext, table: Span) -> PriceColumn {
    let span = draft.span.unwrap_or(table);
    let said = PriceContext {
        currency: draft.header.currency.map(|value| Said { value, span, origin: Origin::Header }),
        basis: draft.header.basis.map(|value| Said { value, span, origin: Origin::Header }),
        period: draft.header.period.map(|value| Said { value, span, origin: Origin::Header }),
        vat: draft.header.vat.map(|value| Said { value, span, origin: Origin::Header }),
    };
    let mut full = said.clone();
    if full.currency.is_none() {
        full.currency = draft.currency.map(|value| Said { value, span, origin: Origin::Cell });
    }
    let mut full = full.or(context);
    if draft.role == Role::UnitPrice && draft.header.period.is_none() {
        // What a heading says of the table's amounts need not hold for the
        // price of one day of work.
        full.period = None;
    }
    PriceColumn {
        role: draft.role,
        named: draft.header.role == Some(draft.role),
        heading: draft.text.clone(),
        span: draft.span,
        said,
        context: full,
        decimals: 0,
        count: draft.header.count,
    }
}

/// What is known of a table while its rows are read.
struct Reader<'a> {
    drafts: &'a [Draft],
    columns: &'a [PriceColumn],
    votes: Votes,
    language: Language,
    schedule: bool,
    /// Whether rows write their currency in each cell, so that a row of bare
    /// numbers (`Indoor heads 2 | 3 | 3`) counts something else.
    spelled: bool,
}

/// Whether a row holds a figure: one that does not is none of prices.
fn counts(cells: &[GridCell]) -> bool {
    cells.iter().any(|cell| cell.text.contains(|c: char| c.is_ascii_digit()))
}

impl Reader<'_> {
    /// Reads a row.
    fn row(&self, cells: &[GridCell], span: Span, group: Option<&String>) -> PriceRow {
        let label = self.label(cells);
        let text = label.map(|cell| cell.text.clone()).unwrap_or_default();
        // `Prix HT/mois` as the label of a row: a table with its items in columns.
        let price_row =
            (counts(cells) && !self.drafts.iter().any(Draft::holds_money) && !rows::is_total(&text))
                .then(|| super::header::header(&text, self.language))
                .filter(|named| named.role == Some(Role::Amount) && named.strong);
        let transposed = price_row.is_some();
        let money = |cell: &&GridCell| self.drafts.get(cell.column).is_some_and(Draft::holds_money);
        let bare = self.spelled
            && !rows::is_total(&text)
            && !cells.iter().filter(money).any(super::spelled::has_currency);
        let read: Vec<PriceCell> =
            cells.iter().map(|cell| self.cell(cell, label, transposed, bare)).collect();
        let valued = read.iter().any(|cell| self.is_value(cell, label));
        let filled = |role: Role| {
            read.iter().any(|cell| {
                self.columns.get(cell.column).is_some_and(|column| column.role == role)
                    && !matches!(cell.reading, Reading::Empty | Reading::Text)
            })
        };
        let reference = read.iter().any(|cell| {
            !cell.text.is_empty()
                && self.columns.get(cell.column).is_some_and(|column| column.role == Role::Reference)
        });
        let shape = Shape {
            valued,
            priced: read.iter().any(|cell| cell.reading.price().is_some()),
            filled: read
                .iter()
                .filter(|cell| {
                    let numbering =
                        self.columns.get(cell.column).is_some_and(|column| column.role == Role::Position);
                    !cell.text.is_empty() && !numbering
                })
                .count(),
            itemised: (filled(Role::Quantity) && filled(Role::UnitPrice))
                || (reference && !rows::is_total(&text)),
            negative: read
                .iter()
                .any(|cell| cell.reading.price().is_some_and(|price| price.amount.is_sign_negative())),
            schedule: self.schedule,
        };
        let role = rows::role(&text, shape);
        let (optional, chosen) = option_marks(&text);
        let folded = fold(&text);
        let label_span = label.map_or(span, |cell| cell.span);
        let origin = Origin::Row;
        let measure = role == RowRole::Line && super::modifiers::is_measure(&text);
        let period =
            if role == RowRole::Line && !measure { rows::line_period(&text) } else { period(&folded) };
        let said = PriceContext {
            currency: currency(&text).map(|value| Said { value, span: label_span, origin }),
            basis: row_basis(role, &folded).map(|value| Said { value, span: label_span, origin }),
            period: period.or(price_row.and_then(|named| named.period)).map(|value| Said {
                value,
                span: label_span,
                origin,
            }),
            vat: super::modifiers::vat_rate(&folded).map(|value| Said { value, span: label_span, origin }),
        };
        let in_words = || super::fractions::in_label(&folded).filter(|_| self.schedule);
        let percent = rows::label_percent(&text).or_else(in_words).or_else(|| {
            // Under a share column a percentage is the row's, not a rate.
            read.iter().find_map(|cell| match &cell.reading {
                Reading::Percent { value, .. } if role != RowRole::Line => Some(value.abs()),
                // `−460 € (10 %)`
                Reading::Amount(amount) if adjusts(role) => amount.share.map(|(value, _)| value.abs()),
                _ => None,
            })
        });
        PriceRow {
            span,
            role,
            label: text,
            label_span,
            cells: read,
            group: group.cloned(),
            said,
            measure,
            percent,
            count: super::months::count(&folded),
            base: matches!(role, RowRole::Vat | RowRole::VatIncluded)
                .then(|| label.and_then(|label| self.stated_base(label)))
                .flatten(),
            product: (role == RowRole::Line).then(|| self.written_out(cells, label)).flatten(),
            optional,
            chosen,
        }
    }

    /// The product that the label writes out, or another cell of words: `9 salariés
    /// × 19,50 €`.
    fn written_out(
        &self,
        cells: &[GridCell],
        label: Option<&GridCell>,
    ) -> Option<Vec<crate::money::Decimal>> {
        let wordy = |cell: &&GridCell| {
            let role = self.columns.get(cell.column).map(|column| column.role);
            matches!(role, Some(Role::Description | Role::Other | Role::Size | Role::Unit))
                && !self.drafts.get(cell.column).is_some_and(Draft::holds_money)
        };
        label
            .and_then(|label| self.product(label))
            .or_else(|| cells.iter().filter(wordy).find_map(|cell| self.product(cell)))
    }

    /// The product in a label: `12 mois à 1 167,00 €`.
    fn product(&self, label: &GridCell) -> Option<Vec<crate::money::Decimal>> {
        let currency = self.columns.iter().rev().find_map(|column| column.context.currency.as_ref());
        super::cell::product_in(&label.runs, self.language, currency.map(|said| said.value))
    }

    /// The amount in the label of a tax: `TVA 10 % sur 5 529,00`.
    fn stated_base(&self, label: &GridCell) -> Option<Price> {
        let currency = self.columns.iter().rev().find_map(|column| column.context.currency.as_ref());
        super::cell::base_of_tax(&label.runs, self.language, currency.map(|said| said.value))
    }

    /// The cell that names the row: a total's words in any cell, else the label
    /// column, else the first words.
    fn label<'c>(&self, cells: &'c [GridCell]) -> Option<&'c GridCell> {
        let wordy = |cell: &&GridCell| {
            cell.text.chars().filter(|c| c.is_alphabetic()).count() >= 2 || cell.text == "#"
        };
        let in_label =
            |cell: &&GridCell| self.columns.get(cell.column).is_some_and(|column| column.role == Role::Label);
        let label = cells.iter().find(in_label).filter(|cell| !cell.text.is_empty());
        cells
            .iter()
            .filter(wordy)
            .find(|cell| rows::is_total(&cell.text) && label.is_none_or(|label| label.text.is_empty()))
            .or(label)
            .or_else(|| cells.iter().find(wordy))
    }

    /// Whether a cell gives its row a value.
    fn is_value(&self, cell: &PriceCell, label: Option<&GridCell>) -> bool {
        if label.is_some_and(|label| label.column == cell.column) {
            return false;
        }
        let money = self.columns.get(cell.column).is_some_and(|column| {
            !matches!(column.role, Role::Quantity | Role::Size | Role::Duration | Role::Position)
        });
        cell.reading.is_price_like() || (money && matches!(cell.reading, Reading::Percent { .. }))
    }

    /// Reads a cell.
    fn cell(&self, cell: &GridCell, label: Option<&GridCell>, transposed: bool, bare: bool) -> PriceCell {
        let draft = self.drafts.get(cell.column);
        let column = self.columns.get(cell.column);
        let money = draft.is_some_and(Draft::holds_money)
            || transposed && label.is_none_or(|label| label.column != cell.column);
        let context = CellContext {
            language: self.language,
            currency: column.and_then(|column| column.context.currency.as_ref()).map(|said| said.value),
            money,
            explicit: bare || draft.is_some_and(|draft| draft.explicit),
            multiplier: draft.and_then(|draft| draft.header.multiplier),
            votes: &self.votes,
        };
        let is_label = label.is_some_and(|label| label.column == cell.column);
        let mut reading = if cell.text.is_empty() && cell.runs.iter().all(|run| !run.struck) {
            Reading::Empty
        } else if is_label && !money {
            Reading::Text
        } else if column.is_some_and(|column| column.role == Role::ListPrice) && cell.is_struck() {
            read(&cell.restored(), &context)
        } else {
            read(&cell.runs, &context)
        };
        // `20` below `TVA %` is a rate.
        if let (Some(column), Reading::Quantity { value, unit: None }) = (column, &reading) {
            let rate = matches!(column.role, Role::VatRate | Role::Share | Role::Discount);
            if rate {
                reading =
                    Reading::Percent { value: *value, decimals: value.scale(), addition: false, of: None };
            }
        }
        // `13 €, non soumis à TVA`
        if let Reading::Amount(amount) = &mut reading
            && amount.price.basis.is_none()
            && super::exempt::is_exempt(&fold(&cell.text))
        {
            amount.price.basis = Some(TaxBasis::Exempt);
        }
        PriceCell { span: cell.span, column: cell.column, text: cell.text.clone(), reading }
    }
}

/// Whether a percentage beside a row's amount says how that was worked out.
fn adjusts(role: RowRole) -> bool {
    matches!(
        role,
        RowRole::Discount | RowRole::Surcharge | RowRole::Vat | RowRole::Deposit | RowRole::Withholding
    )
}

/// The basis that a row's label names; a discount or a line does not change
/// the basis of its column by naming a tax.
fn row_basis(role: RowRole, folded: &str) -> Option<TaxBasis> {
    match role {
        RowRole::Total(basis) => basis,
        RowRole::Vat | RowRole::VatIncluded => None,
        _ => basis(folded),
    }
}
