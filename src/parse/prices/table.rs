//! Understands one table.

use super::cell::{CellContext, Votes, read, vote};
use super::columns::{Draft, columns, currency_of};
use super::context::{Document, Surroundings, table_context};
use super::grid::{GridCell, grid};
use super::modifiers::{basis, currency, period};
use super::rows::{self, Shape};
use super::words::fold;
use crate::language::Language;
use crate::money::{Currency, Decimal};
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
    around: Surroundings,
    document: &Document,
    language: Language,
) -> PriceTable {
    let (mut head, mut rows) = grid(table);
    promote_header(&mut head, &mut rows);
    let width = head.iter().chain(rows.iter().flatten()).map(|cell| cell.column + 1).max().unwrap_or(0);
    let count = width.max(table.columns.len());
    let nearby = table_context(&around);
    let money_rows =
        rows.iter().filter(|row| row.iter().any(|cell| rows::names_money(&cell.text))).count() >= 2;
    let drafts = columns(&head, &rows, count, language, &nearby, money_rows);
    let context = nearby.or(&document.context);
    let votes = vote(
        rows.iter()
            .flatten()
            .filter(|cell| drafts.get(cell.column).is_some_and(Draft::holds_money) || has_currency(cell))
            .map(|cell| cell.text.clone()),
    );
    let mut columns: Vec<PriceColumn> = drafts
        .iter()
        .enumerate()
        .map(|(index, draft)| column(draft, currency_of(&rows, index, language), &context, span))
        .collect();
    let schedule = super::kinds::is_schedule(&drafts, &around, &rows);
    let mut group = None;
    let mut out = Vec::new();
    let reader = Reader { drafts: &drafts, columns: &columns, votes, language, schedule };
    // A first row that was taken for the header is no row any more.
    let skipped = table.rows.len().saturating_sub(rows.len());
    for (cells, row) in rows.iter().zip(table.rows.iter().skip(skipped)) {
        let row = reader.row(cells, row.span, group.as_ref());
        if row.role == RowRole::Section {
            group = (!row.label.is_empty()).then(|| row.label.clone());
        }
        out.push(row);
    }
    settle_unit_price(&mut columns, &out, &drafts);
    share_basis(&mut columns);
    infer_basis(&mut columns, &out);
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
    };
    super::kinds::decide(&mut understood, &drafts, &around, schedule);
    understood
}

/// A table without a header of its own may have it in its first row, in bold or
/// not: a row of words that name columns.
fn promote_header(head: &mut Vec<GridCell>, rows: &mut Vec<Vec<GridCell>>) {
    if head.iter().any(|cell| !cell.text.is_empty()) {
        return;
    }
    let Some(first) = rows.first() else { return };
    let named = first
        .iter()
        .filter(|cell| super::header::header(&cell.text, Language::French).role.is_some())
        .count();
    let digits = first.iter().any(|cell| cell.text.contains(|c: char| c.is_ascii_digit()));
    if !digits
        && named >= 2
        && named * 2 >= first.len()
        && !rows::is_total(first.first().map_or("", |cell| &cell.text))
    {
        *head = rows.remove(0);
    }
}

fn has_currency(cell: &GridCell) -> bool {
    super::context::mentions_amount(&cell.text)
}

/// A column with what its header says, completed by the table's context.
fn column(draft: &Draft, cells: Option<Currency>, context: &PriceContext, table: Span) -> PriceColumn {
    let span = draft.span.unwrap_or(table);
    let said = PriceContext {
        currency: draft.header.currency.map(|value| Said { value, span, origin: Origin::Header }),
        basis: draft.header.basis.map(|value| Said { value, span, origin: Origin::Header }),
        period: draft.header.period.map(|value| Said { value, span, origin: Origin::Header }),
        vat: draft.header.vat.map(|value| Said { value, span, origin: Origin::Header }),
    };
    let mut full = said.clone();
    if full.currency.is_none() {
        full.currency = cells.map(|value| Said { value, span, origin: Origin::Cell });
    }
    let mut full = full.or(context);
    if draft.role == Role::UnitPrice && draft.header.period.is_none() {
        // What a heading says of the table's amounts need not hold for the
        // price of one day of work.
        full.period = None;
    }
    PriceColumn {
        role: draft.role,
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
}

impl Reader<'_> {
    /// Reads a row.
    fn row(&self, cells: &[GridCell], span: Span, group: Option<&String>) -> PriceRow {
        let label = self.label(cells);
        let text = label.map(|cell| cell.text.clone()).unwrap_or_default();
        let price_row = super::header::header(&text, self.language);
        // `Prix HT/mois` as the label of a row: a table with its items in columns.
        let transposed = price_row.role == Some(Role::Amount)
            && price_row.strong
            && !rows::is_total(&text)
            && !self.drafts.iter().any(Draft::holds_money);
        let read: Vec<PriceCell> = cells.iter().map(|cell| self.cell(cell, label, transposed)).collect();
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
        let (optional, chosen) = rows::option_marks(&text);
        let folded = fold(&text);
        let label_span = label.map_or(span, |cell| cell.span);
        let origin = Origin::Row;
        let period = if role == RowRole::Line { rows::line_period(&text) } else { period(&folded) };
        let said = PriceContext {
            currency: currency(&text).map(|value| Said { value, span: label_span, origin }),
            basis: self.row_basis(role, &folded).map(|value| Said { value, span: label_span, origin }),
            period: period.or(price_row.period.filter(|_| transposed)).map(|value| Said {
                value,
                span: label_span,
                origin,
            }),
            vat: super::modifiers::vat_rate(&folded).map(|value| Said { value, span: label_span, origin }),
        };
        let percent = rows::label_percent(&text).or_else(|| {
            // Under a share column a percentage is the row's, not a rate.
            read.iter().find_map(|cell| match &cell.reading {
                Reading::Percent { value, .. } if role != RowRole::Line => Some(value.abs()),
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
            percent,
            count: super::header::count(&folded),
            optional,
            chosen,
        }
    }

    /// The basis that a row's label names; a discount or a line does not change
    /// the basis of its column by naming a tax.
    fn row_basis(&self, role: RowRole, folded: &str) -> Option<TaxBasis> {
        match role {
            RowRole::Total(basis) => basis,
            RowRole::Vat | RowRole::VatIncluded => None,
            _ => basis(folded),
        }
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
    fn cell(&self, cell: &GridCell, label: Option<&GridCell>, transposed: bool) -> PriceCell {
        let draft = self.drafts.get(cell.column);
        let column = self.columns.get(cell.column);
        let money = draft.is_some_and(Draft::holds_money)
            || transposed && label.is_none_or(|label| label.column != cell.column);
        let context = CellContext {
            language: self.language,
            currency: column.and_then(|column| column.context.currency.as_ref()).map(|said| said.value),
            money,
            multiplier: draft.and_then(|draft| draft.header.multiplier),
            votes: &self.votes,
        };
        let is_label = label.is_some_and(|label| label.column == cell.column);
        let mut reading = if cell.text.is_empty() && cell.runs.iter().all(|run| !run.struck) {
            Reading::Empty
        } else if is_label && !money {
            Reading::Text
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
        PriceCell { span: cell.span, column: cell.column, text: cell.text.clone(), reading }
    }
}

/// A lone price column beside quantities holds unit prices, unless its total
/// adds up the column as it stands.
fn settle_unit_price(columns: &mut [PriceColumn], rows: &[PriceRow], drafts: &[Draft]) {
    let priced: Vec<usize> = columns
        .iter()
        .enumerate()
        .filter(|(_, column)| matches!(column.role, Role::UnitPrice | Role::Amount))
        .map(|(index, _)| index)
        .collect();
    if let Some(unit) = unit_by_products(columns, rows, &priced).and_then(|index| columns.get_mut(index)) {
        unit.role = Role::UnitPrice;
        return;
    }
    let [only] = priced.as_slice() else { return };
    let named = drafts.get(*only).is_none_or(|draft| draft.header.role == Some(Role::UnitPrice));
    let lines = || rows.iter().filter(|row| row.role == RowRole::Line);
    let value = |row: &PriceRow, column: usize| row.cell(column).and_then(|cell| cell.reading.number());
    let total = rows
        .iter()
        .find(|row| matches!(row.role, RowRole::Total(_) | RowRole::Subtotal | RowRole::RecurringTotal(_)))
        .and_then(|row| value(row, *only));
    let Some(total) = total.filter(|_| !named) else { return };
    let quantity = columns.iter().position(|column| column.role == Role::Quantity);
    let sum = |times: bool| {
        lines()
            .filter_map(|row| {
                let price = value(row, *only)?;
                let count = quantity.filter(|_| times).and_then(|column| value(row, column));
                price.checked_mul(count.unwrap_or(Decimal::ONE))
            })
            .try_fold(Decimal::ZERO, Decimal::checked_add)
    };
    let off =
        |sum: Option<Decimal>| sum.and_then(|sum| sum.checked_sub(total)).map(|difference| difference.abs());
    if let (Some(plain), Some(multiplied)) = (off(sum(false)), off(sum(true)))
        && plain < multiplied
        && let Some(column) = columns.get_mut(*only)
    {
        column.role = Role::Amount;
    }
}

/// The amount column that, times the quantities, gives another one in most
/// rows: whatever it is called, it holds unit prices.
fn unit_by_products(columns: &[PriceColumn], rows: &[PriceRow], priced: &[usize]) -> Option<usize> {
    let has_unit = columns.iter().any(|column| column.role == Role::UnitPrice);
    let quantity = columns.iter().position(|column| column.role == Role::Quantity).filter(|_| !has_unit)?;
    let value = |row: &PriceRow, column: usize| row.cell(column).and_then(|cell| cell.reading.number());
    priced.iter().copied().find(|unit| {
        priced.iter().filter(|amount| *amount != unit).any(|amount| {
            let lines = rows.iter().filter(|row| row.role == RowRole::Line);
            let checked: Vec<(bool, bool)> = lines
                .filter_map(|row| {
                    let (count, unit, amount) =
                        (value(row, quantity)?, value(row, *unit)?, value(row, *amount)?);
                    Some((count.checked_mul(unit)? == amount, count == Decimal::ONE))
                })
                .collect();
            let holds = checked.iter().filter(|(holds, _)| *holds).count();
            // One of each shows nothing.
            holds * 2 > checked.len() && checked.iter().any(|(holds, one)| *holds && !*one)
        })
    })
}

/// Where one price column says its basis, those that say nothing share it; to
/// the right of a column of tax they are with tax.
fn share_basis(columns: &mut [PriceColumn]) {
    let said: Vec<Said<TaxBasis>> = columns
        .iter()
        .filter(|column| is_price(column.role) && column.role != Role::VatAmount)
        .filter_map(|column| column.said.basis.clone())
        .collect();
    let Some(first) =
        said.first().filter(|first| said.iter().all(|other| other.value == first.value)).cloned()
    else {
        return;
    };
    let tax = columns.iter().position(|column| column.role == Role::VatAmount);
    for (index, column) in columns.iter_mut().enumerate() {
        let open = is_price(column.role)
            && column.context.basis.as_ref().is_none_or(|said| said.origin > Origin::Totals);
        if !open {
            continue;
        }
        let after_tax =
            column.role == Role::Amount && first.value == TaxBasis::Net && tax.is_some_and(|tax| tax < index);
        let value = if after_tax { TaxBasis::Gross } else { first.value };
        column.context.basis = Some(Said { value, ..first.clone() });
    }
}

/// Fills in what a column without a basis is by its totals: lines that add up
/// to `Total HT` are without tax.
fn infer_basis(columns: &mut [PriceColumn], rows: &[PriceRow]) {
    let total = |basis| {
        rows.iter().find(|row| match row.role {
            RowRole::Total(said) => said == Some(basis),
            RowRole::Subtotal | RowRole::RecurringTotal(_) => {
                row.said.basis.as_ref().is_some_and(|said| said.value == basis)
            }
            _ => false,
        })
    };
    let vat_added = rows.iter().find(|row| row.role == RowRole::Vat);
    let net = total(TaxBasis::Net).or(vat_added);
    let (value, row) = match (net, total(TaxBasis::Gross)) {
        (Some(row), _) => (TaxBasis::Net, row),
        (None, Some(row)) => (TaxBasis::Gross, row),
        (None, None) => return,
    };
    for column in columns.iter_mut().filter(|column| is_price(column.role)) {
        let further = column.context.basis.as_ref().is_none_or(|said| said.origin > Origin::Totals);
        if further {
            column.context.basis = Some(Said { value, span: row.label_span, origin: Origin::Totals });
        }
    }
}

/// Whether a column of a role holds prices.
pub(super) fn is_price(role: Role) -> bool {
    matches!(
        role,
        Role::UnitPrice | Role::Amount | Role::ListPrice | Role::Saving | Role::Equivalent | Role::VatAmount
    )
}

/// Completes the prices of a row by what its label and its columns say.
fn complete(row: &mut PriceRow, columns: &[PriceColumn]) {
    let said = row.said.clone();
    for cell in &mut row.cells {
        let Some(column) = columns.get(cell.column) else { continue };
        let context = said.or(&column.context);
        let fill = |price: &mut Price, like: Option<&Price>| {
            price.currency = price
                .currency
                .or(like.and_then(|l| l.currency))
                .or(context.currency.as_ref().map(|s| s.value));
            price.basis = price.basis.or(context.basis.as_ref().map(|s| s.value));
            price.period = price.period.or(context.period.as_ref().map(|s| s.value));
        };
        match &mut cell.reading {
            Reading::Amount(amount) => {
                fill(&mut amount.price, None);
                let main = amount.price.clone();
                for alternative in &mut amount.alternatives {
                    alternative.currency = alternative.currency.or(main.currency);
                }
                if let Some(list) = &mut amount.list {
                    fill(list, Some(&main));
                }
            }
            Reading::Free { list: Some(price) } | Reading::OnQuote { from: Some(price) } => fill(price, None),
            Reading::Included
            | Reading::Free { list: None }
            | Reading::Empty
            | Reading::OnQuote { from: None }
            | Reading::Percent { .. }
            | Reading::Placeholder
            | Reading::Unreadable
            | Reading::Quantity { .. }
            | Reading::Text => {}
        }
    }
}
