//! Totals that stand in lines of text: below a table (`**Total TTC : 5 848,14
//! €**`, `Soit 13 548,00 € HT par an`), or at the end of a list of prices.

use super::cell::{Lead, Mention, flatten, mentions};
use super::context::Document;
use super::modifiers::{basis, currency, period, vat_rate};
use super::outline::Piece;
use super::place::Places;
use super::rows::{self, Shape};
use super::words::fold;
use crate::language::Language;
use crate::money::{Currency, Decimal};
use crate::proposal::Inline;
use crate::proposal::price::Price;
use crate::proposal::pricing::{
    Amount, Caption, CellSaid, Origin, PriceCell, PriceColumn, PriceContext, PriceRow, PriceTable, Reading,
    Role, RowRole, Said, TableKind,
};
use crate::source::Span;

/// How many lines below a table are looked at, and how many of them may say
/// something else before the first total.
const LINES: usize = 8;
const OTHERS: usize = 2;

/// The block of totals in the lines below the table at `at`, and where it ends;
/// none where there is none.
pub(super) fn below(
    pieces: &[Piece<'_>],
    at: usize,
    table: &PriceTable,
    document: &Document,
    language: Language,
) -> Option<(PriceTable, usize)> {
    let currency = table.columns.iter().rev().find_map(|column| column.context.currency.as_ref());
    let currency = currency.or(document.context.currency.as_ref()).map(|said| said.value);
    let (rows, end) = totals(pieces, at + 1, OTHERS, false, currency, language);
    let block = made(rows, TableKind::Totals, table.section.clone(), &table.context)?;
    Some((block, end))
}

/// The rows of totals from a piece on, where `others` lines may say something
/// else first, and where they end.
fn totals(
    pieces: &[Piece<'_>],
    from: usize,
    mut others: usize,
    closes: bool,
    currency: Option<Currency>,
    language: Language,
) -> (Vec<PriceRow>, usize) {
    let mut rows: Vec<PriceRow> = Vec::new();
    let mut end = from;
    for (at, piece) in pieces.iter().enumerate().skip(from).take(LINES) {
        let Piece::Text { inlines, caption, .. } = piece else { break };
        let found = placed(inlines, caption.span, currency, language);
        let total = || closing(&caption.text, caption.span, &found).filter(|_| closes && rows.is_empty());
        match row(&caption.text, caption.span, &found).or_else(total) {
            Some(row) => {
                rows.push(row);
                end = at + 1;
            }
            None if rows.is_empty() && others > 0 => others -= 1,
            None => break,
        }
    }
    (rows, end)
}

/// The amounts of a line with their places.
fn placed(
    inlines: &[Inline],
    line: Span,
    currency: Option<Currency>,
    language: Language,
) -> Vec<(Mention, Span)> {
    let mut places = Places::new(inlines, line);
    mentions(&flatten(inlines), language, currency)
        .into_iter()
        .map(|mention| {
            let span = places.next(&mention.written);
            (mention, span)
        })
        .collect()
}

/// A table of rows that stand in text; none without a total.
fn made(
    rows: Vec<PriceRow>,
    kind: TableKind,
    section: Vec<Caption>,
    context: &PriceContext,
) -> Option<PriceTable> {
    let sums = |row: &PriceRow| {
        matches!(
            row.role,
            RowRole::Total(_)
                | RowRole::RecurringTotal(_)
                | RowRole::Due
                | RowRole::Subtotal
                | RowRole::Equivalent
        )
    };
    let span = rows.first()?.span.to(rows.last()?.span);
    if !rows.iter().any(sums) {
        return None;
    }
    let decimals = rows.iter().flat_map(|row| &row.cells).filter_map(|cell| cell.reading.price());
    let decimals = decimals.map(|price| price.decimals).max().unwrap_or(0);
    let column = |role| PriceColumn {
        role,
        named: false,
        heading: String::new(),
        span: None,
        said: PriceContext::default(),
        context: context.clone(),
        decimals: if role == Role::Amount { decimals } else { 0 },
        count: None,
    };
    let mut columns = vec![column(Role::Label), column(Role::Amount)];
    let mut rows = rows;
    super::settle::infer_basis(&mut columns, &rows);
    for row in &mut rows {
        super::settle::complete(row, &columns);
    }
    Some(PriceTable {
        span,
        kind,
        skipped: None,
        section,
        caption: Vec::new(),
        notes: Vec::new(),
        context: context.clone(),
        columns,
        rows,
        continues: None,
        in_text: true,
    })
}

/// A list of prices that begins at `at` and ends in its total, and where that
/// is: `- Cadrage : 1 260 €`, …, `Total : 3 570 €`.
pub(super) fn list(
    pieces: &[Piece<'_>],
    at: usize,
    document: &Document,
    language: Language,
) -> Option<(PriceTable, usize)> {
    let begins =
        !matches!(at.checked_sub(1).and_then(|at| pieces.get(at)), Some(Piece::Text { list: true, .. }));
    let currency = document.context.currency.as_ref().map(|said| said.value);
    let mut rows = Vec::new();
    let mut end = at;
    while let Some(Piece::Text { inlines, caption, list: true, .. }) = pieces.get(end).filter(|_| begins) {
        let found = placed(inlines, caption.span, currency, language);
        if row(&caption.text, caption.span, &found).is_some() {
            break;
        }
        rows.extend(line(inlines, caption, &found, currency, language)?);
        end += 1;
    }
    if rows.len() < 2 {
        return None;
    }
    let (sums, stop) = totals(pieces, end, 0, true, currency, language);
    if !matches!(sums.first()?.role, RowRole::Total(_) | RowRole::Subtotal) {
        return None;
    }
    rows.extend(sums);
    let section = super::context::surroundings(pieces, at).section;
    Some((made(rows, TableKind::Quote, section, &document.context)?, stop))
}

/// An item of a list with its price: a row, or nothing where it is given away;
/// none where its price cannot be told.
fn line(
    inlines: &[Inline],
    caption: &Caption,
    found: &[(Mention, Span)],
    currency: Option<Currency>,
    language: Language,
) -> Option<Vec<PriceRow>> {
    let priced: Vec<&(Mention, Span)> = found.iter().filter(|(mention, _)| mention.price.is_some()).collect();
    let worked = super::cell::equations(&flatten(inlines), language, currency);
    let result = worked.last().and_then(|(_, written)| {
        priced.iter().rev().find(|(mention, _)| mention.written == *written).copied()
    });
    let (mention, place) = match (result, priced.as_slice()) {
        (Some(result), _) => result,
        (None, [only]) => only,
        // The same with tax.
        (None, [first, second])
            if second.0.lead == Lead::Restated
                && first.0.price.as_ref()?.basis != second.0.price.as_ref()?.basis =>
        {
            first
        }
        // `Fahrtkosten entfallen`
        (None, []) => {
            let figures = caption.text.contains(|c: char| c.is_ascii_digit());
            return (!figures || super::cell::gives_away(&caption.text)).then(Vec::new);
        }
        _ => return None,
    };
    let price = mention.price.clone().filter(|price| price.is_firm() && price.per.is_none())?;
    if price.period.is_some() || found.iter().any(|(mention, _)| mention.percent.is_some()) {
        return None;
    }
    let label = caption.text.split(mention.written.as_str()).next().unwrap_or_default();
    let label = label.trim_end().trim_end_matches([':', '=', '–', '—', '€', '$', '£', '(']).trim().to_owned();
    Some(vec![bare(RowRole::Line, label, caption.span, *place, mention.written.clone(), price)])
}

/// A row of one amount.
fn bare(role: RowRole, label: String, span: Span, place: Span, written: String, price: Price) -> PriceRow {
    let reading = Reading::Amount(Box::new(Amount {
        said: CellSaid { currency: price.currency, basis: price.basis, period: price.period },
        price,
        alternatives: Vec::new(),
        list: None,
        formula: None,
        share: None,
        doubts: Vec::new(),
    }));
    PriceRow {
        span,
        role,
        label,
        label_span: span,
        cells: vec![PriceCell { span: place, column: 1, text: written, reading }],
        group: None,
        said: PriceContext::default(),
        measure: false,
        percent: None,
        count: None,
        base: None,
        product: None,
        optional: false,
        chosen: false,
    }
}

/// The sum in the first sentence below a list: `Zusammen sind das 1 345 €.`,
/// `soit 8 400 € HT.`
fn closing(text: &str, span: Span, found: &[(Mention, Span)]) -> Option<PriceRow> {
    const SUMS: &[&str] = &[
        "soit",
        "cela fait",
        "ce qui fait",
        "au total",
        "en tout",
        "le tout",
        "l ensemble",
        "ensemble",
        "that makes",
        "that comes to",
        "which comes to",
        "altogether",
        "all together",
        "in total",
        "in all",
        "zusammen",
        "das macht",
        "macht zusammen",
        "insgesamt",
        "das ergibt",
        "en total",
        "todo junto",
        "eso suma",
    ];
    let (mention, place) = found.first().filter(|(mention, _)| mention.price.is_some())?;
    let (label, tail) = text.split_once(mention.written.as_str())?;
    let sentence = tail.split(". ").next().unwrap_or(tail);
    let said = fold(label);
    let own = super::words::starts_with_any(&said, SUMS) && said.split(' ').count() <= 6;
    // `soit 2 400 € par mois pendant trois mois` says something else.
    let price = mention.price.clone().filter(|price| own && price.is_firm() && price.period.is_none())?;
    let alone = !found.iter().skip(1).any(|(other, _)| {
        sentence.contains(other.written.as_str()) && (other.price.is_some() || other.percent.is_some())
    });
    let basis = price.basis;
    let row =
        bare(RowRole::Total(basis), label.trim().to_owned(), span, *place, mention.written.clone(), price);
    alone.then(|| PriceRow {
        said: PriceContext {
            basis: basis.map(|value| Said { value, span, origin: Origin::Row }),
            ..PriceContext::default()
        },
        ..row
    })
}

/// A line that is a label and one amount.
fn row(text: &str, span: Span, found: &[(Mention, Span)]) -> Option<PriceRow> {
    // `1 € = 655,957 FCFA` is a rate, not an amount.
    let is_rate = |at: usize| {
        let one = |(mention, _): &(Mention, Span)| {
            mention.price.as_ref().is_some_and(|price| price.amount == Decimal::ONE)
        };
        let equals = |at: usize| found.get(at).is_some_and(|(mention, _)| mention.lead == Lead::Equals);
        found.get(at).is_some_and(one) && equals(at + 1)
            || equals(at) && at.checked_sub(1).and_then(|one| found.get(one)).is_some_and(one)
    };
    let priced: Vec<&(Mention, Span)> = found
        .iter()
        .enumerate()
        .filter(|(at, (mention, _))| mention.price.is_some() && !is_rate(*at))
        .map(|(_, one)| one)
        .collect();
    let rated = priced.len() < found.iter().filter(|(mention, _)| mention.price.is_some()).count();
    let [(mention, place)] = priced.as_slice() else { return None };
    let price = mention.price.clone()?;
    let (label, tail) = text.split_once(mention.written.as_str())?;
    // A label is short, and nothing but basis and period follows the amount.
    let label = label.trim_end().trim_end_matches([':', '=', '–', '—', '€', '$', '£', '(']).trim();
    let words = fold(label).split(' ').count();
    // What stands in brackets says more of it.
    let tail = tail.split('(').next().unwrap_or(tail);
    let rest = super::modifiers::strip(&fold(tail));
    let told = rest.split(' ').filter(|word| !word.is_empty()).count();
    if words > 7 || told > 3 && !rated || label.is_empty() {
        return None;
    }
    let shape = Shape {
        valued: true,
        priced: true,
        filled: 2,
        itemised: false,
        negative: price.amount.is_sign_negative(),
        schedule: false,
    };
    let role = rows::role(label, shape);
    let restated = role == RowRole::Equivalent && (period(&fold(text)).is_some() || rated);
    // `Sur douze mois : 15 060 €`
    let count = super::months::count(&fold(label));
    let spread = count.is_some()
        && super::words::starts_with_any(&fold(label), &["sur", "over", "auf", "sobre", "pour", "for"]);
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
        RowRole::Line if spread => RowRole::Total(row_basis),
        RowRole::Total(None) => match period(&folded) {
            Some(period) if period.is_recurring() => RowRole::RecurringTotal(period),
            _ => RowRole::Total(row_basis),
        },
        role => role,
    };
    let percent = rows::label_percent(label);
    let bare = bare(role, label.to_owned(), span, *place, mention.written.clone(), price);
    Some(PriceRow {
        said: PriceContext {
            currency: currency(text).map(said(Origin::Row)),
            basis: row_basis.map(|value| Said { value, span, origin: Origin::Row }),
            period: period(&folded).map(|value| Said { value, span, origin: Origin::Row }),
            vat: vat_rate(&folded).map(|value| Said { value, span, origin: Origin::Row }),
        },
        measure: false,
        percent,
        count: super::months::count(&folded).or(count),
        ..bare
    })
}
