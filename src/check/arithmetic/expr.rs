//! Formulas over printed numbers.

use std::collections::BTreeMap;

use crate::language::Language;
use crate::money::{Currency, Decimal, Decimals, format_amount, format_number, format_share, plain, round};
use crate::proposal::pricing::{Pricing, Reading};
use crate::source::Span;

/// Names a number that is printed in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Id {
    pub(super) table: usize,
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) part: Part,
}

/// Which number of a cell it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Part {
    /// The price, quantity or share itself.
    Main,
    /// The upper end of a range.
    High,
    /// The same price in another way, by its place.
    Other(usize),
    /// What the row's label says its tax is of.
    Base,
    /// The percentage beside an amount.
    Share,
}

/// A number as it is printed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Printed {
    pub(super) value: Decimal,
    pub(super) span: Span,
    /// The decimals that its column prints at most.
    pub(super) places: u32,
    /// The decimals of its own.
    pub(super) decimals: u32,
    pub(super) tolerance: Decimal,
    pub(super) currency: Option<Currency>,
    pub(super) label: String,
    /// What its column is called.
    pub(super) heading: String,
    /// Whether it is a share in percent.
    pub(super) percent: bool,
    /// Whether its reading is doubtful: then nothing is held against it.
    pub(super) doubtful: bool,
}

/// All printed numbers of a document.
#[derive(Debug, Default)]
pub(super) struct Book {
    numbers: BTreeMap<Id, Printed>,
}

impl Book {
    /// Collects the numbers of all tables.
    pub(super) fn new(pricing: &Pricing) -> Self {
        let mut numbers = BTreeMap::new();
        for (table, sheet) in pricing.tables.iter().enumerate().filter(|(_, sheet)| sheet.is_checked()) {
            for (row, line) in sheet.rows.iter().enumerate() {
                if let Some(base) = &line.base {
                    let printed = Printed {
                        value: base.amount,
                        span: line.label_span,
                        places: base.decimals,
                        decimals: base.decimals,
                        tolerance: base.tolerance,
                        currency: base.currency,
                        label: line.label.clone(),
                        heading: String::new(),
                        percent: false,
                        doubtful: false,
                    };
                    numbers.insert(Id { table, row, column: 0, part: Part::Base }, printed);
                }
                for cell in &line.cells {
                    let column = cell.column;
                    let places = sheet.columns.get(column).map_or(0, |column| column.decimals);
                    let heading = sheet.columns.get(column).map_or("", |column| column.heading.as_str());
                    let mut add = |part, value: Decimal, decimals, tolerance, currency, percent, doubtful| {
                        let printed = Printed {
                            value,
                            span: cell.span,
                            places,
                            decimals,
                            tolerance,
                            currency,
                            label: line.label.clone(),
                            heading: heading.to_owned(),
                            percent,
                            doubtful,
                        };
                        numbers.insert(Id { table, row, column, part }, printed);
                    };
                    match &cell.reading {
                        Reading::Amount(amount) => {
                            let price = &amount.price;
                            let doubtful = !amount.doubts.is_empty()
                                && amount.doubts.iter().any(|doubt| {
                                    matches!(doubt, crate::proposal::pricing::Doubt::Ambiguous { .. })
                                });
                            add(
                                Part::Main,
                                price.amount,
                                price.decimals,
                                price.tolerance,
                                price.currency,
                                false,
                                doubtful,
                            );
                            if let crate::proposal::price::Qualifier::To(high) = price.qualifier {
                                add(
                                    Part::High,
                                    high,
                                    price.decimals,
                                    price.tolerance,
                                    price.currency,
                                    false,
                                    doubtful,
                                );
                            }
                            if let Some((value, decimals)) = amount.share {
                                add(Part::Share, value, decimals, Decimal::ZERO, None, true, doubtful);
                            }
                            for (at, other) in amount.alternatives.iter().enumerate() {
                                add(
                                    Part::Other(at),
                                    other.amount,
                                    other.decimals,
                                    other.tolerance,
                                    other.currency,
                                    false,
                                    doubtful,
                                );
                            }
                        }
                        Reading::Percent { value, decimals, .. } => {
                            add(Part::Main, *value, *decimals, Decimal::ZERO, None, true, false);
                        }
                        Reading::Quantity { value, .. } => {
                            add(Part::Main, *value, value.scale(), Decimal::ZERO, None, false, false);
                        }
                        _ => {}
                    }
                }
            }
        }
        Self { numbers }
    }

    pub(super) fn get(&self, id: Id) -> Option<&Printed> {
        self.numbers.get(&id)
    }
}

/// Values that replace printed ones while a fault is looked for.
pub(super) type Overrides = BTreeMap<Id, Decimal>;

/// A formula.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expr {
    /// A printed number.
    Cell(Id),
    /// A number from a label, the frontmatter or trade: a rate, twelve months.
    Number(Decimal),
    Sum(Vec<Expr>),
    Negative(Box<Expr>),
    Product(Vec<Expr>),
    Quotient(Box<Expr>, Box<Expr>),
    /// A percentage of something.
    Share(Box<Expr>, Box<Expr>),
    /// Less a percentage.
    Less(Box<Expr>, Box<Expr>),
    /// With a percentage added: `base × (1 + t)`.
    Plus(Box<Expr>, Box<Expr>),
    /// Without a percentage that is in it: `gross / (1 + t)`.
    Without(Box<Expr>, Box<Expr>),
    /// Rounded to the minor unit.
    Rounded(Box<Expr>, u32),
    /// The value without its sign.
    Absolute(Box<Expr>),
}

impl Expr {
    pub(super) fn share(percent: Expr, of: Expr) -> Self {
        Self::Share(Box::new(percent), Box::new(of))
    }

    pub(super) fn minus(self) -> Self {
        match self {
            Self::Negative(inner) => *inner,
            other => Self::Negative(Box::new(other)),
        }
    }

    /// Its value; none where a number is missing or grows too large.
    pub(super) fn value(&self, book: &Book, overrides: &Overrides) -> Option<Decimal> {
        let hundred = Decimal::ONE_HUNDRED;
        let of = |expr: &Expr| expr.value(book, overrides);
        match self {
            Self::Cell(id) => {
                overrides.get(id).copied().or_else(|| book.get(*id).map(|printed| printed.value))
            }
            Self::Number(value) => Some(*value),
            Self::Sum(terms) => terms.iter().try_fold(Decimal::ZERO, |sum, term| sum.checked_add(of(term)?)),
            Self::Negative(term) => Some(-of(term)?),
            Self::Product(factors) => {
                factors.iter().try_fold(Decimal::ONE, |product, factor| product.checked_mul(of(factor)?))
            }
            Self::Quotient(above, below) => of(above)?.checked_div(of(below)?),
            Self::Share(percent, base) => of(base)?.checked_mul(of(percent)?)?.checked_div(hundred),
            Self::Less(percent, base) => {
                of(base)?.checked_mul(hundred.checked_sub(of(percent)?)?)?.checked_div(hundred)
            }
            Self::Plus(percent, base) => {
                of(base)?.checked_mul(hundred.checked_add(of(percent)?)?)?.checked_div(hundred)
            }
            Self::Without(percent, base) => {
                of(base)?.checked_mul(hundred)?.checked_div(hundred.checked_add(of(percent)?)?)
            }
            Self::Rounded(term, places) => Some(round(of(term)?, *places)),
            Self::Absolute(term) => Some(of(term)?.abs()),
        }
    }

    /// The printed numbers in it.
    pub(super) fn cells(&self, out: &mut Vec<Id>) {
        match self {
            Self::Cell(id) => out.push(*id),
            Self::Number(_) => {}
            Self::Sum(terms) | Self::Product(terms) => terms.iter().for_each(|term| term.cells(out)),
            Self::Negative(term) | Self::Rounded(term, _) | Self::Absolute(term) => term.cells(out),
            Self::Quotient(one, other)
            | Self::Share(one, other)
            | Self::Less(one, other)
            | Self::Plus(one, other)
            | Self::Without(one, other) => {
                one.cells(out);
                other.cells(out);
            }
        }
    }

    /// How far its value may be off because amounts in it are rounded by their
    /// notation (`4,5 k€`).
    pub(super) fn tolerance(&self, book: &Book) -> Decimal {
        let mut cells = Vec::new();
        self.cells(&mut cells);
        cells.iter().filter_map(|id| book.get(*id)).map(|printed| printed.tolerance).sum()
    }

    /// The formula in the document's language.
    pub(super) fn show(&self, book: &Book, overrides: &Overrides, style: Style) -> String {
        let show = |expr: &Expr| expr.show(book, overrides, style);
        let inner = |expr: &Expr| match expr {
            Self::Sum(terms) if terms.len() > 1 => format!("({})", show(expr)),
            _ => show(expr),
        };
        match self {
            Self::Cell(id) => {
                let Some(printed) = book.get(*id) else { return "?".into() };
                let value = overrides.get(id).copied().unwrap_or(printed.value);
                style.number(value, printed)
            }
            Self::Number(value) => style.plain(*value),
            Self::Sum(terms) if terms.len() > 6 => {
                let (count, language) = (terms.len(), style.language);
                language.pick(format!("somme de {count} lignes"), format!("sum of {count} lines"))
            }
            Self::Sum(terms) => {
                let mut out = String::new();
                for (at, term) in terms.iter().enumerate() {
                    let (minus, term) = match term {
                        Self::Negative(term) => (true, &**term),
                        term => (false, term),
                    };
                    let shown = inner(term);
                    let bare = shown.trim_start_matches(['-', '−']);
                    let sign = if minus == (bare.len() < shown.len()) { " + " } else { " − " };
                    out.push_str(if at == 0 && sign == " + " { "" } else { sign });
                    out.push_str(bare);
                }
                out.trim_start().to_owned()
            }
            Self::Negative(term) => format!("−{}", inner(term)),
            Self::Product(factors) => factors.iter().map(inner).collect::<Vec<_>>().join(" × "),
            Self::Quotient(above, below) => format!("{} / {}", inner(above), inner(below)),
            Self::Share(percent, base) => {
                let of = style.language.pick("de", "of");
                let percent = match &**percent {
                    Self::Number(value) if !style.plain => format_share(*value, style.language),
                    percent => style.percent(&show(percent)),
                };
                format!("{percent} {of} {}", inner(base))
            }
            Self::Less(percent, base) => format!("{} − {}", inner(base), style.percent(&show(percent))),
            Self::Plus(percent, base) => format!("{} + {}", inner(base), style.percent(&show(percent))),
            Self::Without(percent, base) => {
                format!("{} / (1 + {})", inner(base), style.percent(&show(percent)))
            }
            Self::Rounded(term, _) => show(term),
            // Deductions are printed with and without a minus.
            Self::Absolute(term) => show(term).trim_start_matches(['-', '−']).to_owned(),
        }
    }
}

/// How formulas are written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub(super) language: Language,
    /// Whether for programs: plain decimals.
    pub(super) plain: bool,
}

impl Style {
    /// A printed number, with the decimals that its column prints.
    fn number(self, value: Decimal, printed: &Printed) -> String {
        if self.plain || (printed.currency.is_none() && !printed.percent) {
            return self.plain(value);
        }
        if printed.percent {
            return format_number(value.abs(), self.language, Decimals::AsNeeded(0));
        }
        self.amount(value, printed)
    }

    /// An amount as its column prints it.
    pub(super) fn amount(self, value: Decimal, printed: &Printed) -> String {
        let minor = printed.currency.map_or(2, Currency::minor_units);
        let value = round(value, minor.max(printed.decimals));
        let fits = round(value, printed.places) == value;
        let decimals = if fits { Decimals::Exactly(printed.places) } else { Decimals::AsNeeded(minor) };
        if self.plain {
            return plain(value, decimals);
        }
        format_amount(value, printed.currency, self.language, decimals)
    }

    fn plain(self, value: Decimal) -> String {
        if self.plain {
            value.normalize().to_string()
        } else {
            format_number(value, self.language, Decimals::AsNeeded(0))
        }
    }

    fn percent(self, shown: &str) -> String {
        let space = if self.language == Language::English { "" } else { "\u{a0}" };
        format!("{shown}{}%", if self.plain { "" } else { space })
    }
}
