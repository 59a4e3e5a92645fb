//! The corpus is complete: every relation, every notation, every kind of row and
//! every rule has a proposal in which something is wrong with it, and one in
//! which it looks odd and is right.

use std::collections::BTreeMap;

use propose::check::{allowances, arithmetic, basis, prose, reading};
use propose::language::Language;
use propose::parse;
use propose::proposal::price::{Qualifier, TaxBasis};
use propose::proposal::pricing::{PriceRow, PriceTable, Pricing, Reading, Role, RowRole, TableKind};
use propose::source::{SourceFile, Sources};

use super::{NoVault, corpus, expected};

/// A proposal of the corpus.
struct Note {
    text: String,
    pricing: Pricing,
    language: Language,
    /// The rules that it raises, and the line on which each does.
    raised: Vec<(String, String)>,
}

impl Note {
    fn all() -> Vec<Self> {
        let read = |path: std::path::PathBuf| {
            let text = std::fs::read_to_string(path).unwrap();
            let mut sources = Sources::new();
            let file = sources.add(SourceFile::new("x.md", text.as_str()));
            let parsed = parse::parse(&mut sources, file, &NoVault);
            Self {
                raised: expected(&text),
                language: parsed.proposal.metadata.language,
                pricing: parsed.pricing,
                text,
            }
        };
        corpus().into_iter().map(read).collect()
    }

    fn tables(&self) -> impl Iterator<Item = &PriceTable> {
        self.pricing.tables.iter().filter(|table| table.is_checked())
    }

    fn rows(&self) -> impl Iterator<Item = &PriceRow> {
        self.tables().flat_map(|table| &table.rows)
    }

    fn raises(&self, rules: &[&str]) -> bool {
        self.raised.iter().any(|(rule, _)| rules.contains(&rule.as_str()))
    }

    fn has_row(&self, fits: impl Fn(RowRole) -> bool) -> bool {
        self.rows().any(|row| fits(row.role))
    }

    fn has_columns(&self, roles: &[Role]) -> bool {
        self.tables().any(|table| roles.iter().all(|role| table.columns_of(*role).count() > 0))
    }
}

/// A thing that a proposal may show.
type Shows = fn(&Note) -> bool;

/// R1–R13, the rules that tell of each, and what a proposal has in which it can
/// hold.
const RELATIONS: &[(&str, &[&str], Shows)] = &[
    ("R1 line = quantity × price", &["line-total-mismatch"], |note| {
        note.has_columns(&[Role::Quantity, Role::UnitPrice, Role::Amount])
    }),
    ("R2 subtotal", &["subtotal-mismatch"], |note| note.has_row(|role| role == RowRole::Subtotal)),
    ("R3 discount row", &["discount-amount-mismatch"], |note| {
        note.rows().any(|row| row.role == RowRole::Discount && row.percent.is_some())
    }),
    ("R4 total without tax", &["total-mismatch"], |note| {
        note.has_row(|role| role == RowRole::Total(Some(TaxBasis::Net)))
    }),
    ("R5 tax = base × rate", &["vat-amount-mismatch"], |note| note.has_row(|role| role == RowRole::Vat)),
    ("R6 taxes of several rates", &["vat-amount-mismatch", "total-mismatch"], |note| {
        note.tables().any(|table| table.rows.iter().filter(|row| row.role == RowRole::Vat).count() > 1)
    }),
    ("R7 total with tax", &["total-mismatch", "gross-net-mismatch"], |note| {
        note.has_row(|role| role == RowRole::Total(Some(TaxBasis::Gross)))
    }),
    ("R8 what is due", &["amount-due-mismatch"], |note| note.has_row(|role| role == RowRole::Due)),
    ("R9 a year of months", &["period-total-mismatch"], |note| {
        let of = |table: &PriceTable, years: u32| {
            table.columns.iter().any(|column| {
                column.context.period.as_ref().and_then(|said| said.value.per_year()) == Some(years)
            })
        };
        note.tables().any(|table| of(table, 12) && of(table, 1))
    }),
    ("R9 a price per day or piece", &["unit-equivalent-mismatch"], |note| {
        note.has_columns(&[Role::Equivalent])
    }),
    ("R10 saving", &["savings-mismatch"], |note| {
        note.has_columns(&[Role::ListPrice]) || !note.pricing.savings.is_empty()
    }),
    ("R11 instalments in a table", &["instalments-mismatch"], |note| {
        note.tables().any(|table| table.kind == TableKind::Schedule)
    }),
    ("R11 instalments in text", &["instalments-mismatch"], |note| !note.pricing.payments.is_empty()),
    ("R12 conversion", &["conversion-mismatch"], |note| {
        let currencies: Vec<_> = note
            .rows()
            .flat_map(|row| &row.cells)
            .filter_map(|cell| cell.reading.price()?.currency)
            .collect();
        currencies.iter().any(|one| currencies.first() != Some(one))
    }),
    ("R13 both bases side by side", &["gross-net-mismatch"], |note| {
        let of = |table: &PriceTable, basis| {
            let mut amounts = table.columns_of(Role::Amount);
            amounts.any(|(_, column)| column.context.basis.as_ref().is_some_and(|said| said.value == basis))
        };
        note.tables().any(|table| of(table, TaxBasis::Net) && of(table, TaxBasis::Gross))
    }),
];

fn figures(note: &Note, fits: impl Fn(&str, &str) -> bool) -> bool {
    note.text.lines().any(|line| {
        line.match_indices(|c: char| c.is_ascii_digit())
            .any(|(at, digit)| fits(&line[..at], &line[at + digit.len()..]))
    })
}

/// Notations of amounts: a proposal in which each is read, whatever it raises.
const NOTATIONS: &[(&str, Shows)] = &[
    ("narrow no-break space", |note| figures(note, |_, after| after.starts_with('\u{202f}'))),
    ("no-break space", |note| figures(note, |_, after| after.starts_with('\u{a0}'))),
    ("dot between thousands", |note| {
        figures(note, |_, after| {
            after.starts_with('.') && after.len() > 4 && after[1..4].chars().all(|c| c.is_ascii_digit())
        })
    }),
    ("comma between thousands", |note| {
        note.language == Language::English
            && figures(note, |_, after| {
                after.starts_with(',') && after[1..].starts_with(|c: char| c.is_ascii_digit())
            })
    }),
    ("apostrophe between thousands", |note| figures(note, |_, after| after.starts_with(['\'', '’']))),
    ("currency in front", |note| figures(note, |before, _| before.ends_with(['€', '£', '$']))),
    ("FCFA", |note| note.text.contains("FCFA")),
    ("CHF", |note| note.text.contains("CHF")),
    ("no cents", |note| figures(note, |_, after| after.starts_with(".–") || after.starts_with(",-"))),
    ("thousands of euros", |note| note.text.contains("k€")),
    ("floor", |note| has_qualifier(note, |it| matches!(it, Qualifier::From))),
    ("estimate", |note| has_qualifier(note, |it| matches!(it, Qualifier::About))),
    ("range", |note| has_qualifier(note, |it| matches!(it, Qualifier::To(_)))),
    ("addition", |note| has_qualifier(note, |it| matches!(it, Qualifier::Addition))),
    ("struck price", |note| note.text.contains("~~")),
    ("bold amount", |note| note.text.contains("**")),
    ("footnote mark", |note| note.text.contains("[^")),
    ("two amounts in a cell", |note| has_amount(note, |amount| !amount.alternatives.is_empty())),
    ("product written out", |note| has_amount(note, |amount| amount.formula.is_some())),
    ("percentage beside an amount", |note| has_amount(note, |amount| amount.share.is_some())),
    ("thousandths", |note| note.text.contains('‰')),
    ("share in words", |note| note.text.contains("tiers")),
    ("included", |note| has_reading(note, |reading| matches!(reading, Reading::Included))),
    ("free", |note| has_reading(note, |reading| matches!(reading, Reading::Free { .. }))),
    ("on quote", |note| has_reading(note, |reading| matches!(reading, Reading::OnQuote { .. }))),
    ("placeholder", |note| has_reading(note, |reading| matches!(reading, Reading::Placeholder))),
    ("unreadable", |note| has_reading(note, |reading| matches!(reading, Reading::Unreadable))),
    ("dash for nothing", |note| has_reading(note, |reading| matches!(reading, Reading::Empty))),
];

fn has_reading(note: &Note, fits: impl Fn(&Reading) -> bool) -> bool {
    note.rows().flat_map(|row| &row.cells).any(|cell| fits(&cell.reading))
}

fn has_amount(note: &Note, fits: impl Fn(&propose::proposal::pricing::Amount) -> bool) -> bool {
    has_reading(note, |reading| reading.amount().is_some_and(&fits))
}

fn has_qualifier(note: &Note, fits: impl Fn(&Qualifier) -> bool) -> bool {
    has_amount(note, |amount| fits(&amount.price.qualifier))
}

/// Whether a row is of a kind.
type Fits = fn(RowRole) -> bool;

/// The kinds of rows, each by its name.
const ROWS: &[(&str, Fits)] = &[
    ("line", |role| role == RowRole::Line),
    ("section", |role| role == RowRole::Section),
    ("subtotal", |role| role == RowRole::Subtotal),
    ("discount", |role| role == RowRole::Discount),
    ("surcharge", |role| role == RowRole::Surcharge),
    ("total without tax", |role| role == RowRole::Total(Some(TaxBasis::Net))),
    ("total with tax", |role| role == RowRole::Total(Some(TaxBasis::Gross))),
    ("total", |role| role == RowRole::Total(None)),
    ("recurring total", |role| matches!(role, RowRole::RecurringTotal(_))),
    ("tax", |role| role == RowRole::Vat),
    ("tax that is in", |role| role == RowRole::VatIncluded),
    ("withholding", |role| role == RowRole::Withholding),
    ("deposit", |role| role == RowRole::Deposit),
    ("due", |role| role == RowRole::Due),
    ("equivalence", |role| role == RowRole::Equivalent),
    ("price of a pack", |role| role == RowRole::PackPrice),
    ("list value", |role| role == RowRole::ListValue),
    ("saving", |role| role == RowRole::Saving),
    ("note", |role| role == RowRole::Note),
];

#[test]
fn the_corpus_shows_every_relation_notation_row_and_rule() {
    let notes = Note::all();
    let mut missing = Vec::new();
    for (name, rules, shows) in RELATIONS {
        let (wrong, right): (Vec<&Note>, Vec<&Note>) =
            notes.iter().filter(|note| shows(note)).partition(|note| note.raises(rules));
        if wrong.is_empty() {
            missing.push(format!("{name}: nowhere wrong"));
        }
        if !right.iter().any(|note| note.raised.is_empty()) {
            missing.push(format!("{name}: nowhere right"));
        }
    }
    for (name, shows) in NOTATIONS {
        let seen: Vec<&Note> = notes.iter().filter(|note| shows(note)).collect();
        if seen.is_empty() {
            missing.push(format!("notation: {name}"));
        }
    }
    for (name, fits) in ROWS {
        let seen: Vec<&Note> = notes.iter().filter(|note| note.has_row(fits)).collect();
        if !seen.iter().any(|note| note.raised.is_empty()) {
            missing.push(format!("row: {name}: in no proposal that is right"));
        }
        if !seen.iter().any(|note| !note.raised.is_empty()) {
            missing.push(format!("row: {name}: in no proposal that is wrong"));
        }
    }
    let mut raised: BTreeMap<&str, usize> = BTreeMap::new();
    for (rule, _) in notes.iter().flat_map(|note| &note.raised) {
        *raised.entry(rule).or_default() += 1;
    }
    for rule in [reading::RULES, basis::RULES, arithmetic::RULES, prose::RULES, allowances::RULES].concat() {
        // What the catalog is needed for is shown in `catalog.rs` and beside its rules.
        let listed = matches!(rule.name, "tax-basis-mismatch" | "period-mismatch");
        if rule.on && !listed && !raised.contains_key(rule.name) {
            missing.push(format!("rule: {} is raised nowhere", rule.name));
        }
    }
    assert!(missing.is_empty(), "the corpus lacks\n{}", missing.join("\n"));
}
