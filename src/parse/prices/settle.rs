//! What columns turn out to hold once their rows are read: unit prices or
//! amounts, with or without tax.

use super::columns::Draft;
use crate::money::Decimal;
use crate::proposal::price::{Price, TaxBasis};
use crate::proposal::pricing::{
    Amount, CellSaid, Origin, PriceColumn, PriceRow, Reading, Role, RowRole, Said,
};

/// A lone price column beside quantities holds unit prices, unless its total
/// adds up the column as it stands.
pub(super) fn settle_unit_price(columns: &mut [PriceColumn], rows: &[PriceRow], drafts: &[Draft]) {
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
    let value = |row: &PriceRow, column: usize| row.cell(column).and_then(|cell| cell.reading.number());
    let is_sum = |row: &PriceRow| {
        matches!(row.role, RowRole::Total(_) | RowRole::Subtotal | RowRole::RecurringTotal(_))
    };
    let at = rows.iter().position(is_sum);
    // What stands below the first total is not in it.
    let lines = || rows.iter().take(at.unwrap_or_default()).filter(|row| row.role == RowRole::Line);
    let total = at.and_then(|at| value(rows.get(at)?, *only));
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
    let quantity = columns.iter().position(|column| column.role == Role::Quantity)?;
    // Beside a column of unit prices it is what remains of them: `Prix net`.
    let is_unit = |index: usize| columns.get(index).is_some_and(|column| column.role == Role::UnitPrice);
    priced.iter().copied().filter(|unit| !is_unit(*unit)).find(|unit| {
        priced.iter().filter(|amount| *amount != unit).any(|amount| {
            makes(rows, &[quantity], *unit, *amount, Decimal::ONE).is_some_and(|(holds, all)| holds * 2 > all)
        })
    })
}

/// In how many rows of how many counts times a price are an amount; none where
/// nothing shows it, since one of each does not.
fn makes(
    rows: &[PriceRow],
    counts: &[usize],
    unit: usize,
    amount: usize,
    set: Decimal,
) -> Option<(usize, usize)> {
    let value = |row: &PriceRow, column: usize| row.cell(column).and_then(|cell| cell.reading.number());
    let lines = rows.iter().filter(|row| row.role == RowRole::Line);
    let checked: Vec<(bool, bool)> = lines
        .filter_map(|row| {
            let (unit, amount) = (value(row, unit)?, value(row, amount)?);
            // A dash for one of several counts.
            let given: Vec<Decimal> = counts.iter().filter_map(|count| value(row, *count)).collect();
            let count = given.iter().try_fold(Decimal::ONE, |all, one| all.checked_mul(*one));
            let count = count.filter(|_| !given.is_empty())?;
            let free = unit.is_zero() || amount.is_zero();
            let product = count.checked_mul(unit)?;
            Some((product == amount.checked_mul(set)?, count == Decimal::ONE || free))
        })
        .collect();
    let holds = checked.iter().filter(|(holds, _)| *holds).count();
    checked.iter().any(|(holds, one)| *holds && !*one).then_some((holds, checked.len()))
}

/// Further columns that the rows show to be multiplied into their amounts,
/// beside those that are called a quantity: `Days | Interpreters | Rate | Fee`.
pub(super) fn settle_factors(columns: &mut [PriceColumn], rows: &[PriceRow]) {
    let of = |roles: &[Role]| -> Vec<usize> {
        let numbered = columns.iter().enumerate().filter(|(_, column)| roles.contains(&column.role));
        numbered.map(|(index, _)| index).collect()
    };
    let counts = of(&[Role::Quantity, Role::Duration]);
    let (units, amounts) = (of(&[Role::UnitPrice]), of(&[Role::Amount]));
    let others = of(&[Role::Other, Role::Size, Role::Description, Role::Unit]);
    if counts.is_empty() {
        return;
    }
    let number = |row: &PriceRow, column: usize| row.cell(column).and_then(|cell| cell.reading.number());
    let product = |row: &PriceRow, unit: usize| {
        let counted = counts.iter().filter_map(|column| number(row, *column));
        counted.fold(number(row, unit), |product, count| product?.checked_mul(count))
    };
    let lines = || rows.iter().filter(|row| row.role == RowRole::Line);
    // Rows that only the further column explains, and those that nothing does.
    let shows = |other: usize, unit: usize, amount: usize| {
        let (mut only, mut neither) = (0, 0);
        for row in lines() {
            let (Some(product), Some(amount)) = (product(row, unit), number(row, amount)) else { continue };
            let more = number(row, other).and_then(|count| product.checked_mul(count));
            only += usize::from(product != amount && more == Some(amount));
            neither += usize::from(product != amount && more != Some(amount));
        }
        only >= 2 && only > neither
    };
    let found = others
        .into_iter()
        .find(|other| units.iter().any(|unit| amounts.iter().any(|amount| shows(*other, *unit, *amount))));
    if let Some(column) = found.and_then(|other| columns.get_mut(other)) {
        column.role = Role::Quantity;
    }
}

/// Where no column is called a quantity, the numbers that multiply one column
/// of amounts into another are one, whatever their header says (`Passages`,
/// `Heads`).
pub(super) fn settle_counts(columns: &mut [PriceColumn], rows: &mut [PriceRow]) {
    let has =
        |columns: &[PriceColumn], roles: &[Role]| columns.iter().any(|column| roles.contains(&column.role));
    if has(columns, &[Role::Quantity, Role::Duration]) && has(columns, &[Role::UnitPrice]) {
        return;
    }
    let of = |roles: &[Role]| -> Vec<usize> {
        let numbered = columns.iter().enumerate().filter(|(_, column)| roles.contains(&column.role));
        numbered.map(|(index, _)| index).collect()
    };
    let mut counts = of(&[Role::Quantity, Role::Duration]);
    counts.extend(of(&[Role::Other, Role::Size, Role::Description, Role::Unit, Role::Position]));
    // What was taken for amounts only since other columns hold money.
    counts.extend(of(&[Role::Amount]).into_iter().filter(|index| {
        columns.get(*index).is_some_and(|column| {
            let said = &column.said;
            // `Passages/an` names no money.
            let bare = said.currency.is_none() && said.basis.is_none() && said.vat.is_none();
            let whole = |own: &Amount| own.said == CellSaid::default() && own.price.decimals == 0;
            let counted = rows.iter().filter_map(|row| row.cell(*index)?.reading.amount()).all(whole);
            let measure = super::modifiers::is_measure(&column.heading);
            bare && (!column.named || said.period.is_some() && counted && !measure)
        })
    }));
    let priced = of(&[Role::Amount, Role::UnitPrice]);
    // One of them, or two: `Shifts | Stewards | Rate | Cost`.
    let alone = counts.iter().map(|count| vec![*count]);
    let pairs = counts
        .iter()
        .enumerate()
        .flat_map(|(at, count)| counts.iter().skip(at + 1).take(4).map(|other| vec![*count, *other]));
    // A price for the month is none of one of so many in the price for the year.
    let rhythm = |index: usize| {
        let said = columns.get(index).and_then(|column| column.said.period.as_ref());
        said.map(|said| said.value).filter(|period| period.is_recurring())
    };
    let rhythms =
        |one: usize, other: usize| rhythm(one).zip(rhythm(other)).is_some_and(|(one, other)| one != other);
    let found = alone.chain(pairs).find_map(|counts| {
        priced.iter().filter(|unit| !counts.contains(unit)).find_map(|unit| {
            let open =
                |amount: &&usize| *amount != unit && !counts.contains(amount) && !rhythms(*unit, **amount);
            priced.iter().filter(open).find_map(|amount| {
                // The price of one, of a hundred, of a thousand.
                let sets = [1, 100, 1000].map(Decimal::from).into_iter();
                let mut made = sets.filter_map(|set| makes(rows, &counts, *unit, *amount, set));
                made.any(|(holds, all)| holds >= 2 && holds * 2 > all)
                    .then(|| (counts.clone(), *unit, *amount))
            })
        })
    });
    let Some((counts, unit, amount)) = found else { return };
    for cell in rows.iter_mut().flat_map(|row| &mut row.cells).filter(|cell| counts.contains(&cell.column)) {
        if let Reading::Amount(amount) = &cell.reading {
            cell.reading = Reading::Quantity { value: amount.price.amount, unit: None };
        }
    }
    // What else is called a quantity is none of this product.
    for (index, column) in columns.iter_mut().enumerate() {
        if matches!(column.role, Role::Quantity | Role::Duration) && !counts.contains(&index) {
            column.role = Role::Other;
        }
    }
    let counted = counts.into_iter().map(|count| (count, Role::Quantity));
    for (index, role) in counted.chain([(unit, Role::UnitPrice), (amount, Role::Amount)]) {
        if let Some(column) = columns.get_mut(index) {
            column.role = role;
        }
    }
}

/// Where one price column says its basis, those that say nothing share it; to
/// the right of a column of tax they are with tax.
pub(super) fn share_basis(columns: &mut [PriceColumn]) {
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
pub(super) fn infer_basis(columns: &mut [PriceColumn], rows: &[PriceRow]) {
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
pub(super) fn complete(row: &mut PriceRow, columns: &[PriceColumn]) {
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

/// `(1 710,00)` where quantity times price is 1 710: no deduction, but an amount
/// that is told and not asked for.
pub(super) fn settle_brackets(rows: &mut [PriceRow], columns: &[PriceColumn]) {
    for row in rows.iter_mut().filter(|row| row.role == RowRole::Line) {
        let factors = row.cells.iter().filter(|cell| {
            let role = columns.get(cell.column).map(|column| column.role);
            matches!(role, Some(Role::Quantity | Role::UnitPrice))
        });
        let product = factors
            .filter_map(|cell| cell.reading.number())
            .try_fold(Decimal::ONE, Decimal::checked_mul)
            .filter(|product| *product > Decimal::ONE);
        let mut told = false;
        for cell in row.cells.iter_mut().filter(|cell| cell.text.starts_with('(') && cell.text.ends_with(')'))
        {
            let amount = columns.get(cell.column).is_some_and(|column| column.role == Role::Amount);
            if let Reading::Amount(own) = &mut cell.reading
                && amount
                && Some(-own.price.amount) == product
            {
                own.price.amount = own.price.amount.abs();
                told = true;
            }
        }
        row.optional |= told;
    }
}
