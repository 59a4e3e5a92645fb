//! The roles of a table's columns: by their headers, then by what their cells
//! say.

use super::cell::{CellContext, Votes};
use super::figures::Figures;
use super::grid::GridCell;
use super::header::{Header, header};
use super::label::decide_label;
use super::tally::{Tally, tally};
use super::words::{fold, has_any};
use crate::language::{Language, phrases};
use crate::money::Currency;
use crate::proposal::pricing::{PriceContext, Role};

/// A column as it was understood so far.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) header: Header,
    pub(super) text: String,
    pub(super) folded: String,
    pub(super) span: Option<crate::source::Span>,
    pub(super) role: Role,
    /// Whether it holds amounts.
    pub(super) money: bool,
    /// Whether an amount in it needs a currency of its own, since numbers of
    /// other kinds stand beside.
    pub(super) explicit: bool,
    /// The currency that most amounts in it carry themselves.
    pub(super) currency: Option<Currency>,
}

impl Draft {
    /// Whether the column holds amounts of any kind.
    pub(super) fn holds_money(&self) -> bool {
        self.money
    }
}

/// What is known of a table before its columns are understood.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around<'a> {
    /// What the text around says.
    pub(super) context: &'a PriceContext,
    /// Whether rows are named by words for money (`Total HT`, `TVA`).
    pub(super) money_rows: bool,
    /// Whether a row adds up others.
    pub(super) sums: bool,
    /// Whether a row is named by a word for a price, so that items stand in
    /// columns; not asked where a row adds up others.
    pub(super) attributes: bool,
}

/// Understands the columns of a table.
pub(super) fn columns(
    head: &[GridCell],
    rows: &[Vec<GridCell>],
    count: usize,
    language: Language,
    around: Around<'_>,
) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = (0..count)
        .map(|column| {
            let cell = head.iter().find(|cell| cell.column == column);
            let text = cell.map(|cell| cell.text.clone()).unwrap_or_default();
            let header = header(&text, language);
            Draft {
                role: header.role.unwrap_or(Role::Other),
                folded: fold(&text),
                span: cell.filter(|cell| !cell.text.is_empty()).map(|cell| cell.span),
                header,
                text,
                money: false,
                explicit: false,
                currency: None,
            }
        })
        .collect();
    let votes = Votes::default();
    let context = CellContext {
        language,
        currency: None,
        money: false,
        explicit: false,
        multiplier: None,
        votes: &votes,
    };
    let tallies: Vec<Tally> = (0..count).map(|column| tally(rows, column, &context)).collect();
    let figures = Figures { rows, context: &context };
    let multiplied = figures.multiply(&drafts) || figures.prove(&mut drafts);
    decide_money(&mut drafts, &tallies, around, multiplied);
    for index in figures.parts(&drafts, &tallies) {
        if let Some(draft) = drafts.get_mut(index) {
            (draft.role, draft.money) = (Role::Amount, true);
        }
    }
    struck_is_list(&mut drafts, rows);
    share_header(&mut drafts);
    decide_label(&mut drafts, &tallies);
    decide_tax_and_shares(&mut drafts, &tallies, rows);
    decide_unit_price(&mut drafts);
    for (draft, tally) in drafts.iter_mut().zip(&tallies) {
        draft.currency = tally.currency();
    }
    drafts
}

/// Which columns hold amounts of money.
fn decide_money(drafts: &mut [Draft], tallies: &[Tally], around: Around<'_>, multiplied: bool) {
    let is_price_role = |role: Role| {
        matches!(
            role,
            Role::UnitPrice
                | Role::Amount
                | Role::ListPrice
                | Role::Saving
                | Role::Equivalent
                | Role::VatAmount
                | Role::Discount
        )
    };
    for (index, (draft, tally)) in drafts.iter_mut().zip(tallies).enumerate() {
        let plain = tally.words == 0 && tally.counted == 0;
        if draft.header.other_unit {
            continue;
        }
        let dominated = tally.explicit > 0 && tally.explicit * 2 >= tally.filled;
        let by_total = tally.explicit > 0 && plain && (around.sums || !around.attributes);
        if is_price_role(draft.role) {
            // A price column over words (`Faible`, `Élevé`) holds none.
            let wordy = tally.words * 2 > tally.filled && tally.explicit == 0 && tally.numbers == 0;
            draft.money = (draft.header.strong || tally.explicit > 0) && !wordy;
            if wordy && draft.role != Role::Discount {
                // `Chantier (k€ HT)` in front stands over the labels.
                let keeps = draft.header.strong && index > 0;
                draft.role = if keeps { draft.role } else { Role::Other };
            }
        } else if draft.role == Role::Share {
            // `Éco-part.` over amounts is a fee beside the price.
            if dominated && tally.percents == 0 {
                (draft.role, draft.money) = (Role::Other, true);
            }
        } else if tally.formulas > 0 && tally.formulas == tally.explicit && draft.header.role.is_none() {
            // `9 salariés × 19,50 €` beside what it makes.
            draft.role = Role::Description;
        } else if dominated || by_total {
            draft.role = if draft.role == Role::Size { Role::Size } else { Role::Amount };
            draft.money = draft.role == Role::Amount;
            // `Séances 3` above `Prix 270 €`.
            draft.explicit = tally.numbers > 0 && (around.attributes || !plain) && !around.sums;
        }
    }
    let strong = drafts.iter().any(|draft| draft.money);
    // A currency or basis over the labels (`Poste (k€ HT)`) or around the table
    // makes the numbers beside them money.
    let over_labels = drafts.iter().any(|draft| {
        matches!(draft.role, Role::Label | Role::Other | Role::Description)
            && (draft.header.currency.is_some() || draft.header.basis.is_some())
    });
    let said_around = around.context.currency.is_some() || around.context.basis.is_some();
    let money_rows = around.money_rows;
    let headless = drafts.iter().all(|draft| draft.text.is_empty());
    // Where other columns write their currency, bare numbers are something else.
    let spelled = tallies.iter().filter(|tally| tally.explicit >= 2).count() > 0;
    for (index, (draft, tally)) in drafts.iter_mut().zip(tallies).enumerate() {
        if draft.money || draft.header.other_unit {
            continue;
        }
        let numeric = tally.numbers > 0 && tally.words == 0 && tally.counted == 0;
        let weak = is_price_role(draft.role);
        let unnamed = draft.header.role.is_none() || is_year(&draft.folded);
        let believed = (weak && numeric && (strong || said_around || over_labels || money_rows || multiplied))
                || (unnamed && numeric && index > 0 && !spelled && (over_labels || money_rows))
                // `nur EP` among the amounts
            || (multiplied && draft.role == Role::Amount && tally.numbers > tally.words)
            || (headless && numeric && index > 0 && money_rows);
        if believed {
            if !weak {
                draft.role = Role::Amount;
            }
            draft.money = true;
        } else if weak
            && draft.role != Role::Discount
            && draft.role != Role::VatAmount
            && !draft.header.strong
        {
            draft.role = Role::Other;
        }
    }
}

/// A column of struck amounts beside one of amounts holds the prices before.
fn struck_is_list(drafts: &mut [Draft], rows: &[Vec<GridCell>]) {
    let struck = |index: usize| rows.iter().flatten().any(|cell| cell.column == index && cell.is_struck());
    let amounts: Vec<usize> = drafts
        .iter()
        .enumerate()
        .filter(|(index, draft)| draft.money && draft.role == Role::Amount && !struck(*index))
        .map(|(index, _)| index)
        .collect();
    for (index, draft) in drafts.iter_mut().enumerate() {
        let open = matches!(draft.role, Role::Amount | Role::Other | Role::ListPrice);
        if open && struck(index) && amounts.iter().any(|other| *other != index) {
            (draft.role, draft.money) = (Role::ListPrice, true);
        }
    }
}

/// What the header over the labels says (`Poste (k€ HT)`) holds for amounts
/// whose headers say nothing.
fn share_header(drafts: &mut [Draft]) {
    let labels = |draft: &&Draft| {
        !draft.money
            && (draft.header.currency.is_some()
                || draft.header.basis.is_some()
                || draft.header.multiplier.is_some())
    };
    let Some(said) = drafts.iter().find(labels).map(|draft| draft.header.clone()) else { return };
    for draft in drafts.iter_mut().filter(|draft| draft.money) {
        let header = &mut draft.header;
        if header.currency.is_none() && header.multiplier.is_none() {
            header.multiplier = said.multiplier;
        }
        header.currency = header.currency.or(said.currency);
        header.basis = header.basis.or(said.basis);
    }
}

/// Whether a header is a year or a numbered period: `2026`, `An 1`.
fn is_year(folded: &str) -> bool {
    let words: Vec<&str> = folded.split(' ').collect();
    match words.as_slice() {
        [year] => year.len() == 4 && year.starts_with("20") && year.chars().all(|c| c.is_ascii_digit()),
        [unit, number] => {
            matches!(*unit, "an" | "annee" | "year" | "jahr" | "ano" | "mois" | "month" | "t" | "q" | "y")
                && number.chars().all(|c| c.is_ascii_digit())
        }
        _ => false,
    }
}

/// Tells rates from amounts below `TVA`, `Remise` and `Part`.
fn decide_tax_and_shares(drafts: &mut [Draft], tallies: &[Tally], rows: &[Vec<GridCell>]) {
    for (index, (draft, tally)) in drafts.iter_mut().zip(tallies).enumerate() {
        if draft.role != Role::VatAmount {
            continue;
        }
        let values = || {
            rows.iter()
                .flatten()
                .filter(move |cell| cell.column == index && !cell.text.is_empty())
                .map(|cell| cell.text.replace(',', "."))
        };
        let rates = [
            "20", "10", "5.5", "2.1", "18", "19", "7", "21", "8.5", "0", "20.0", "20.00", "19.0", "8.1",
            "7.7", "9",
        ];
        let only_rates = tally.explicit == 0
            && draft.header.currency.is_none()
            && tally.numbers > 0
            && values().all(|text| rates.contains(&text.as_str()));
        if tally.percents * 2 >= tally.filled.max(1)
            || only_rates
            || draft.folded.contains('%') && draft.header.vat.is_none()
        {
            draft.role = Role::VatRate;
            draft.money = false;
        } else {
            draft.money = true;
        }
    }
    // `Taux` over percentages, beside a column of tax.
    if drafts.iter().any(|draft| draft.role == Role::VatAmount) {
        for (draft, tally) in drafts.iter_mut().zip(tallies) {
            let named = has_any(&draft.folded, phrases!["taux", "rate", "satz", "tipo"]) && !draft.money;
            if named && tally.percents * 2 > tally.filled {
                draft.role = Role::VatRate;
            }
        }
    }
    for draft in drafts.iter_mut().filter(|draft| draft.role == Role::Discount) {
        draft.money = !draft.folded.contains('%') || draft.header.currency.is_some();
    }
}

/// Tells unit prices from line amounts where the headers do not.
fn decide_unit_price(drafts: &mut [Draft]) {
    let has = |drafts: &[Draft], role| drafts.iter().any(|draft| draft.role == role);
    if !has(drafts, Role::Quantity) || has(drafts, Role::UnitPrice) {
        return;
    }
    let line_words = phrases![
        "total",
        "montant",
        "amount",
        "sous total",
        "subtotal",
        "importe",
        "betrag",
        "gesamtpreis",
        "gesamt",
        "line",
        "ligne",
        "summe",
    ];
    let amounts: Vec<usize> = drafts
        .iter()
        .enumerate()
        .filter(|(_, draft)| draft.role == Role::Amount)
        .map(|(index, _)| index)
        .collect();
    let says_line = |index: usize| drafts.get(index).is_some_and(|draft| has_any(&draft.folded, line_words));
    let unit = match amounts.as_slice() {
        [only] if !says_line(*only) => Some(*only),
        [first, rest @ ..]
            if !rest.is_empty() && !says_line(*first) && rest.iter().any(|index| says_line(*index)) =>
        {
            Some(*first)
        }
        _ => None,
    };
    if let Some(draft) = unit.and_then(|index| drafts.get_mut(index)) {
        draft.role = Role::UnitPrice;
    }
}
