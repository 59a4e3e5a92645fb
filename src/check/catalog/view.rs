//! Matches a document with the catalog, once for all rules.

use chrono::NaiveDate;

use super::sale::{Offer, Sale};
use super::vocabulary::{announces_off_catalog, months, says_price, speaks_of_table};
use crate::catalog::Catalog;
use crate::catalog::lookup::{Found, Index, Query, Step, counted, normalise};
use crate::check::Context;
use crate::check::cells::count_of_each;
use crate::language::Language;
use crate::money::Decimal;
use crate::proposal::price::{Period, Price, Qualifier};
use crate::proposal::pricing::{
    LinePrice, PriceRole, PriceTable, PricedLine, Reading, Role, RowRole, TableKind,
};
use crate::proposal::{Field, Scope};
use crate::source::Span;

/// A document beside the catalog.
pub(super) struct View<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) catalog: &'a Catalog,
    /// Its names, ready to be compared.
    pub(super) index: Index<'a>,
    pub(super) language: Language,
    /// The day whose prices hold; none for the newest.
    pub(super) date: Option<NaiveDate>,
    /// What it sells, in order.
    pub(super) sales: Vec<Sale<'a>>,
    /// What holds for the lines of each table.
    tables: Vec<TableFacts>,
}

/// What holds for all lines of a table.
#[derive(Debug, Default)]
struct TableFacts {
    /// The percentages of its rows that are discounts.
    discounts: Vec<Decimal>,
    /// Whether a heading, caption or note says that no catalog knows its lines.
    off_catalog: bool,
}

impl TableFacts {
    fn of(table: &PriceTable) -> Self {
        let rows = table.rows.iter().filter(|row| row.role == RowRole::Discount);
        let mut above = table.section.iter().chain(&table.caption);
        // A line below speaks of what it names; of the table only where it says so.
        let mut below = table.notes.iter().filter(|note| speaks_of_table(&note.text));
        Self {
            discounts: rows.filter_map(|row| row.percent).collect(),
            off_catalog: above.any(|caption| announces_off_catalog(&caption.text))
                || below.any(|note| announces_off_catalog(&note.text)),
        }
    }
}

impl<'a> View<'a> {
    /// Matches everything a document sells; none without a catalog.
    pub(super) fn new(context: &'a Context<'a>) -> Option<Self> {
        let metadata = &context.proposal.metadata;
        let mut view = Self {
            context,
            catalog: context.catalog?,
            index: Index::new(context.catalog?),
            language: metadata.language,
            date: metadata.date.as_ref().map(|date| date.value),
            sales: Vec::new(),
            tables: context.pricing.tables.iter().map(TableFacts::of).collect(),
        };
        let pricing = context.pricing;
        let carried = crate::check::arithmetic::carried_lines(pricing);
        for line in pricing.lines().filter(|line| !carried.contains(&(line.table, line.row))) {
            let Some(table) = pricing.tables.get(line.table) else { continue };
            if table.in_text
                || matches!(table.kind, TableKind::Schedule | TableKind::Totals | TableKind::NotPrices)
            {
                continue;
            }
            view.add_line(line, table);
        }
        view.add_text();
        Some(view)
    }

    fn add_line(&mut self, line: PricedLine, table: &'a PriceTable) {
        let noted = self.annotation(&line, "ref");
        let reference = noted.or(line.reference.as_ref().map(|reference| reference.value.as_str()));
        let reference = reference.map(str::to_owned);
        let reference = reference.as_deref();
        if reference.is_none() && self.add_rhythms(&line, table) {
            return;
        }
        let period = line.prices.iter().find_map(|cell| cell.period);
        let mut line = line;
        let mut found = self.look_up(&line.label, line.label_span, reference, &line, period);
        if is_nothing(&found) {
            // `25 Team seats`: how many, then the name.
            if let Some((count, name, other)) = counted(&line.label).and_then(|(count, names)| {
                let found = |name: &String| {
                    Some(self.look_up(name, line.label_span, reference, &line, period))
                        .filter(|it| it.item.is_some())
                };
                names.iter().find_map(|name| Some((count, name.clone(), found(name)?)))
            }) {
                let span = line.label_span;
                (line.label, found) = (name, other);
                line.quantity.get_or_insert(Field { value: count, span });
            } else if let Some((label, span, other)) = self.named_beside(&line, table, period) {
                (line.label, line.label_span, found) = (label, span, other);
            } else if let Some(other) = self.within(&line) {
                found = other;
            }
        }
        if found.item.is_none()
            && let Some((size, found)) = self.sized(&line)
        {
            let heading = table.columns.first().map_or("", |column| column.heading.as_str());
            let size = Field { value: size.to_string(), span: line.label_span };
            let own = PricedLine { sizes: vec![(heading.to_owned(), size)], ..line };
            for (price, found) in found {
                self.push_cell(&own, table, &price, found);
            }
            return;
        }
        if table.kind == TableKind::Comparison && found.item.is_none() {
            // A matrix of plans: the columns are what is sold.
            let mut under = line.clone();
            under.section.push(line.label.clone());
            let columns: Vec<Found<'a>> = line
                .prices
                .iter()
                .map(|price| self.look_up(&price.heading, price.span, None, &under, price.period))
                .collect();
            if columns.iter().all(|found| found.item.is_some()) && says_price(&line.label, &columns) {
                for (price, found) in line.prices.iter().zip(columns) {
                    self.push_cell(&line, table, price, found);
                }
                return;
            }
            if columns.iter().all(|found| found.item.is_some())
                && let Some(count) = self.counted_out(&line, table, &columns)
            {
                let quantity = Some(Field { value: count, span: line.label_span });
                let counted = PricedLine { quantity, ..line.clone() };
                for (price, found) in line.prices.iter().zip(columns) {
                    self.push_cell(&counted, table, price, found);
                }
                return;
            }
            let crossed = self.crossed(&line);
            if !crossed.is_empty() {
                for (price, found) in crossed {
                    self.push_cell(&line, table, &price, found);
                }
                return;
            }
        }
        let (label, span) = (line.label.clone(), line.label_span);
        self.push(line, table, found, label, span);
    }

    /// Adds one price of a line under the name of its column.
    fn push_cell(&mut self, line: &PricedLine, table: &'a PriceTable, price: &LinePrice, found: Found<'a>) {
        let own = PricedLine { prices: vec![price.clone()], ..line.clone() };
        self.push(own, table, found, price.heading.clone(), price.span);
    }

    /// Adds each price of a line that sells one thing by the month and by the
    /// year, where the catalog knows these as two items of one name; false where
    /// it does not.
    fn add_rhythms(&mut self, line: &PricedLine, table: &'a PriceTable) -> bool {
        let recurring = |cell: &&LinePrice| cell.period.is_some_and(Period::is_recurring);
        let first = line.prices.iter().find(recurring);
        if line.prices.iter().filter(recurring).all(|cell| cell.period == first.and_then(|own| own.period)) {
            return false;
        }
        let found: Vec<Found<'a>> = line
            .prices
            .iter()
            .map(|cell| self.look_up(&line.label, line.label_span, None, line, cell.period))
            .collect();
        let items = || found.iter().filter_map(|found| Some(&found.item?.0.reference.value));
        if items().all(|item| Some(item) == items().next()) {
            return false;
        }
        for (price, found) in line.prices.iter().zip(found) {
            let own = PricedLine { prices: vec![price.clone()], ..line.clone() };
            self.push(own, table, found, line.label.clone(), line.label_span);
        }
        true
    }

    fn push(&mut self, line: PricedLine, table: &'a PriceTable, found: Found<'a>, label: String, span: Span) {
        let item = found.item.map(|(item, _)| item);
        let list_column =
            line.price_of(PriceRole::List).and_then(|cell| Some((cell.price()?.clone(), cell.span)));
        let mut offers: Vec<Offer> = Vec::new();
        for cell in line.prices.iter().filter(|cell| matches!(cell.role, PriceRole::Unit | PriceRole::Amount))
        {
            let unit = cell.role == PriceRole::Unit;
            let over = months(&cell.heading);
            let formula = cell.reading.amount().and_then(|amount| amount.formula.as_ref());
            // `9 salariés × 19,50 €` in another cell.
            let cells = || line.prices.iter().filter_map(|other| other.reading.amount()?.formula.as_ref());
            let other = || cells().next().map(|formula| formula.factors.clone());
            let beside = || table.rows.get(line.row)?.product.clone().or_else(other);
            let factors = formula.map(|formula| formula.factors.clone()).or_else(beside).unwrap_or_default();
            let free = match &cell.reading {
                Reading::Free { list } => Some(list.clone()),
                _ => None,
            };
            let own_list = cell.list.clone().map(|list| (list, cell.span));
            // Beside the amount of a line a smaller list price is that of one.
            let times = |list: &Price| {
                let count = line.quantity.as_ref().map(|count| count.value).filter(|_| !unit)?;
                let small = cell.price().is_some_and(|own| list.amount < own.amount);
                small.then(|| list.amount.checked_mul(count)).flatten()
            };
            let column = list_column.clone().map(|(list, span)| {
                let amount = times(&list).unwrap_or(list.amount);
                (Price { amount, ..list }, span)
            });
            let list = own_list.or(column);
            match (cell.price(), free) {
                (Some(price), _) => {
                    let alternatives = cell.reading.amount().map(|amount| amount.alternatives.clone());
                    offers.push(Offer {
                        span: cell.span,
                        price: price.clone(),
                        list,
                        factors: factors.clone(),
                        unit,
                        months: over,
                    });
                    // `3 300 €, soit 550 € la séance` for six of them.
                    let each = |other: &Price| {
                        other.per != price.per || count_of_each(&line.label, price, other).is_some()
                    };
                    for price in alternatives.into_iter().flatten().filter(|other| !each(other)) {
                        offers.push(Offer {
                            span: cell.span,
                            price,
                            list: None,
                            factors: factors.clone(),
                            unit,
                            months: over,
                        });
                    }
                }
                (None, Some(list_price)) => {
                    let list = list_price.map(|list| (list, cell.span)).or(list);
                    if let Some((before, span)) = list {
                        let price = Price { amount: Decimal::ZERO, ..before.clone() };
                        offers.push(Offer {
                            span: cell.span,
                            price,
                            list: Some((before, span)),
                            factors: Vec::new(),
                            unit,
                            months: over,
                        });
                    }
                }
                (None, None) => {}
            }
        }
        // `360 €` beside `+85 €/h`: what is added is another price.
        let added = |offer: &Offer| offer.price.qualifier == Qualifier::Addition;
        if !offers.iter().all(added) {
            offers.retain(|offer| !added(offer));
        }
        // What one costs decides; the line's own sum is arithmetic.
        if offers.iter().any(|offer| offer.unit) {
            offers.retain(|offer| offer.unit);
        }
        let vat = line.vat.or_else(|| table.vat().map(|said| said.value));
        let currency = offers.first().and_then(|offer| offer.price.currency);
        let mut terms = self.terms(item, vat, currency);
        terms.quantity = line
            .quantity
            .as_ref()
            .map(|quantity| quantity.value)
            .filter(|_| offers.iter().all(|offer| !offer.unit));
        terms.months = months(&label);
        let mut discounts: Vec<Decimal> = line.discount_percent.into_iter().collect();
        let facts = self.tables.get(line.table);
        discounts.extend(facts.iter().flat_map(|facts| &facts.discounts));
        let global = &self.context.proposal.metadata.pricing.discounts;
        discounts.extend(global.iter().filter_map(|discount| discount.percent));
        let off_catalog = self.is_off_catalog(&label, &line, table);
        self.sales.push(Sale {
            table: Some(table),
            sentence: None,
            label,
            label_span: span,
            found,
            off_catalog,
            offers,
            terms,
            discounts,
            line: Some(line),
        });
    }

    /// The item that another cell of a row names, where the label names none:
    /// `Phase | Livrable | Prix`.
    fn named_beside(
        &self,
        line: &PricedLine,
        table: &PriceTable,
        period: Option<Period>,
    ) -> Option<(String, Span, Found<'a>)> {
        let row = table.rows.get(line.row)?;
        let words = row.cells.iter().filter(|cell| {
            let role = table.columns.get(cell.column).map(|column| column.role);
            matches!(role, Some(Role::Description | Role::Other | Role::Milestone | Role::Label))
                && matches!(cell.reading, Reading::Text)
                && cell.text != line.label
        });
        let mut found = words.filter_map(|cell| {
            let found = self.look_up(&cell.text, cell.span, None, line, period);
            let exact = found.item.is_some_and(|(_, step)| step <= Step::Normalised);
            exact.then(|| (cell.text.clone(), cell.span, found))
        });
        found.next().filter(|_| found.next().is_none())
    }

    pub(super) fn look_up(
        &self,
        label: &str,
        span: Span,
        reference: Option<&str>,
        line: &PricedLine,
        period: Option<Period>,
    ) -> Found<'a> {
        self.index.look_up(&Query {
            label,
            source: self.context.sources.slice(span),
            reference,
            section: &line.section,
            period,
            language: self.language,
            date: self.date,
        })
    }

    /// What an annotation of a line says after its first word.
    fn annotation(&self, line: &PricedLine, word: &str) -> Option<&'a str> {
        let table = self.context.pricing.tables.get(line.table)?.span;
        let holds = |scope: Scope| match scope {
            Scope::Within(span) => overlaps(span, line.span) && !contains(span, table),
            // A reference names one line, not all those of the next table.
            Scope::Next(Some(span)) => word != "ref" && contains(span, line.span),
            Scope::Next(None) => false,
        };
        self.context.proposal.annotations.iter().filter(|note| holds(note.scope)).find_map(|note| {
            let (first, rest) = note.text.split_once(char::is_whitespace).unwrap_or((&note.text, ""));
            (first == word).then_some(rest.trim())
        })
    }

    fn is_off_catalog(&self, label: &str, line: &PricedLine, table: &PriceTable) -> bool {
        if self.annotation(line, "off-catalog").is_some() || self.annotation(line, "hors-catalogue").is_some()
        {
            return true;
        }
        let key = normalise(label);
        let listed = &self.context.proposal.metadata.pricing.off_catalog;
        if listed.iter().any(|own| {
            let own = normalise(&own.value);
            !own.is_empty() && key.contains(&own)
        }) {
            return true;
        }
        let row = table.rows.get(line.row);
        let cells = row.iter().flat_map(|row| &row.cells).map(|cell| cell.text.as_str());
        let group = row.and_then(|row| row.group.as_deref());
        self.tables.get(line.table).is_some_and(|facts| facts.off_catalog)
            || cells.chain(group).chain([label]).any(announces_off_catalog)
    }
}

/// Whether nothing was found, nor anything that it may be.
fn is_nothing(found: &Found<'_>) -> bool {
    found.item.is_none() && found.candidates.is_empty() && found.unknown_reference.is_none()
}

fn overlaps(one: Span, other: Span) -> bool {
    one.file == other.file && one.start < other.end && other.start < one.end
}

fn contains(outer: Span, inner: Span) -> bool {
    outer.file == inner.file && outer.start <= inner.start && inner.end <= outer.end
}
