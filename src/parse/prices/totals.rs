//! Totals that stand in lines of text below a table: `**Total TTC : 5 848,14 €**`,
//! a list of them, `Soit 13 548,00 € HT par an`.

use super::cell::{Mention, flatten, mentions};
use super::context::Document;
use super::modifiers::{basis, currency, period, vat_rate};
use super::outline::Piece;
use super::place::Places;
use super::rows::{self, Shape};
use super::words::fold;
use crate::language::Language;
use crate::proposal::pricing::{
    Amount, CellSaid, Origin, PriceCell, PriceColumn, PriceContext, PriceRow, PriceTable, Reading, Role,
    RowRole, Said, TableKind,
};
use crate::source::Span;

/// How many lines below a table are looked at, and how many of them may say
/// something else before the first total.
const LINES: usize = 8;
const OTHERS: usize = 2;

/// The block of totals in the lines below the table at `at`; none where there
/// is none.
pub(super) fn below(
    pieces: &[Piece<'_>],
    at: usize,
    table: &PriceTable,
    document: &Document,
    language: Language,
) -> Option<PriceTable> {
    let currency = table.columns.iter().rev().find_map(|column| column.context.currency.as_ref());
    let currency = currency.or(document.context.currency.as_ref()).map(|said| said.value);
    let mut rows: Vec<PriceRow> = Vec::new();
    let mut others = 0;
    for piece in pieces.get(at + 1..).unwrap_or_default().iter().take(LINES) {
        let Piece::Text { inlines, caption, .. } = piece else { break };
        let mut places = Places::new(inlines, caption.span);
        let found: Vec<(Mention, Span)> = mentions(&flatten(inlines), language, currency)
            .into_iter()
            .map(|mention| {
                let span = places.next(&mention.written);
                (mention, span)
            })
            .collect();
        match row(&caption.text, caption.span, &found) {
            Some(row) => rows.push(row),
            None if rows.is_empty() && others < OTHERS => others += 1,
            None => break,
        }
    }
    let sums = |row: &PriceRow| {
        matches!(row.role, RowRole::Total(_) | RowRole::RecurringTotal(_) | RowRole::Due | RowRole::Subtotal)
    };
    let span = rows.first()?.span.to(rows.last()?.span);
    if !rows.iter().any(sums) {
        return None;
    }
    let column = |role| PriceColumn {
        role,
        named: false,
        heading: String::new(),
        span: None,
        said: PriceContext::default(),
        context: table.context.clone(),
        decimals: 0,
        count: None,
    };
    Some(PriceTable {
        span,
        kind: TableKind::Totals,
        skipped: None,
        section: table.section.clone(),
        caption: Vec::new(),
        notes: Vec::new(),
        context: table.context.clone(),
        columns: vec![column(Role::Label), column(Role::Amount)],
        rows,
        continues: None,
        in_text: true,
    })
}

/// A line that is a label and one amount.
fn row(text: &str, span: Span, found: &[(Mention, Span)]) -> Option<PriceRow> {
    let priced: Vec<&(Mention, Span)> = found.iter().filter(|(mention, _)| mention.price.is_some()).collect();
    let [(mention, place)] = priced.as_slice() else { return None };
    let price = mention.price.clone()?;
    let (label, tail) = text.split_once(mention.written.as_str())?;
    // A label is short, and nothing but basis and period follows the amount.
    let label = label.trim_end().trim_end_matches([':', '=', '–', '—', '€', '$', '£', '(']).trim();
    let words = fold(label).split(' ').count();
    let rest = super::modifiers::strip(&fold(tail));
    let told = rest.split(' ').filter(|word| !word.is_empty()).count();
    if words > 7 || told > 3 || label.is_empty() {
        return None;
    }
    let shape = Shape {
        valued: true,
        filled: 2,
        itemised: false,
        negative: price.amount.is_sign_negative(),
        schedule: false,
    };
    let role = rows::role(label, shape);
    let restated = role == RowRole::Equivalent && period(&fold(text)).is_some();
    if !restated
        && !rows::adds_up(label)
        && !matches!(role, RowRole::Vat | RowRole::VatIncluded | RowRole::Due | RowRole::Total(_))
        && !matches!(role, RowRole::Discount | RowRole::Withholding if rows::label_percent(label).is_some())
    {
        return None;
    }
    let folded = fold(text);
    let said = |origin| move |value| Said { value, span, origin };
    let row_basis = basis(&folded).filter(|_| !matches!(role, RowRole::Vat | RowRole::VatIncluded));
    let role = match role {
        RowRole::Total(None) => match period(&folded) {
            Some(period) if period.is_recurring() => RowRole::RecurringTotal(period),
            _ => RowRole::Total(row_basis),
        },
        role => role,
    };
    let reading = Reading::Amount(Box::new(Amount {
        said: CellSaid { currency: price.currency, basis: price.basis, period: price.period },
        price,
        alternatives: Vec::new(),
        list: None,
        formula: None,
        doubts: Vec::new(),
    }));
    Some(PriceRow {
        span,
        role,
        label: label.to_owned(),
        label_span: span,
        cells: vec![PriceCell { span: *place, column: 1, text: mention.written.clone(), reading }],
        group: None,
        said: PriceContext {
            currency: currency(text).map(said(Origin::Row)),
            basis: row_basis.map(|value| Said { value, span, origin: Origin::Row }),
            period: period(&folded).map(|value| Said { value, span, origin: Origin::Row }),
            vat: vat_rate(&folded).map(|value| Said { value, span, origin: Origin::Row }),
        },
        percent: rows::label_percent(label),
        count: super::header::count(&folded),
        base: None,
        product: None,
        optional: false,
        chosen: false,
    })
}
