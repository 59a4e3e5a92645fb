//! Why a number is probably wrong: the usual slips, tried in order.

use super::expr::{Book, Expr, Overrides, Style};
use super::judge::Fault;
use super::relation::Relation;
use super::rules::{PERIOD_TOTAL_MISMATCH, VAT_AMOUNT_MISMATCH};
use crate::language::Language;
use crate::money::{Decimal, Decimals, Slip, format_number, round, slip};

/// The explanation that fits, if one does.
pub(super) fn explain(
    fault: &Fault,
    relation: &Relation,
    relations: &[Relation],
    book: &Book,
    style: Style,
) -> Option<String> {
    let printed = book.get(relation.target)?;
    let found = printed.value.abs();
    let expected = if fault.culprit == relation.target { fault.expected.abs() } else { return None };
    let language = style.language;
    if relation.rule == &VAT_AMOUNT_MISMATCH
        && let Some(text) = tax(fault, relation, relations, book, found, language)
    {
        return Some(text);
    }
    if relation.rule == &PERIOD_TOTAL_MISMATCH
        && let Some(text) = months(&fault.way, book, &fault.mended, found, language)
    {
        return Some(text);
    }
    terms(fault, book, found, expected, style)
        .or_else(|| factors(&fault.way, book, &fault.mended, found, language))
        .or_else(|| stale(fault, relations, book, style))
        .or_else(|| digits(found, expected, language))
}

/// `20 % du montant avant remise`, another rate.
fn tax(
    fault: &Fault,
    relation: &Relation,
    relations: &[Relation],
    book: &Book,
    found: Decimal,
    language: Language,
) -> Option<String> {
    let Expr::Share(rate, base) = &fault.way else { return None };
    let rate = rate.value(book, &fault.mended)?;
    let near = |value: Decimal| round(value, 2) == found || round(value, 0) == found;
    // The base before the discounts that make it up.
    if let Expr::Cell(id) = **base {
        let made = relations.iter().find(|other| other.target == id)?;
        for way in &made.ways {
            if let Expr::Sum(terms) = &way.expr {
                let before: Vec<Expr> =
                    terms.iter().filter(|term| !matches!(term, Expr::Negative(_))).cloned().collect();
                if before.len() < terms.len() {
                    let sum = Expr::Sum(before).value(book, &fault.mended)?;
                    if near(sum.checked_mul(rate)?.checked_div(Decimal::ONE_HUNDRED)?) {
                        let rate = format_number(rate, language, Decimals::AsNeeded(0));
                        return Some(language.pick(
                            format!("{rate}\u{a0}% du montant avant remise"),
                            format!("{rate}% of the amount before the discount"),
                        ));
                    }
                }
            }
        }
    }
    let base = base.value(book, &fault.mended)?;
    for other in ["20", "18", "10", "5.5", "19", "21", "8.5", "2.1", "7", "8.1"] {
        let other: Decimal = other.parse().ok()?;
        if other != rate && near(base.checked_mul(other)?.checked_div(Decimal::ONE_HUNDRED)?) {
            let other = format_number(other, language, Decimals::AsNeeded(0));
            return Some(
                language.pick(format!("c'est une TVA à {other}\u{a0}%"), format!("that is VAT at {other}%")),
            );
        }
    }
    let _ = relation;
    None
}

/// `11 mois`.
fn months(way: &Expr, book: &Book, mended: &Overrides, found: Decimal, language: Language) -> Option<String> {
    let Expr::Product(factors) = way else { return None };
    let (Some(Expr::Number(times)), Some(unit)) = (factors.first(), factors.get(1)) else { return None };
    let count = found.checked_div(unit.value(book, mended)?)?;
    if count == *times || !count.fract().is_zero() || count > Decimal::from(60) || count < Decimal::TWO {
        return None;
    }
    let count = count.normalize();
    Some(language.pick(format!("{count} mois"), format!("{count} months")))
}

/// A line left out or counted twice, a discount added.
fn terms(fault: &Fault, book: &Book, found: Decimal, expected: Decimal, style: Style) -> Option<String> {
    let Expr::Sum(terms) = &fault.way else { return None };
    let difference = found.checked_sub(expected)?;
    let language = style.language;
    for term in terms {
        let (negative, inner) = match term {
            Expr::Negative(inner) => (true, &**inner),
            term => (false, term),
        };
        let mut cells = Vec::new();
        inner.cells(&mut cells);
        let [id] = cells.as_slice() else { continue };
        let label = &book.get(*id)?.label;
        let value = inner.value(book, &fault.mended)?.abs();
        if value.is_zero() {
            continue;
        }
        let twice = value.checked_add(value)?;
        let text = if negative && difference == twice {
            language.pick(
                format!("« {label} » ajouté au lieu d'être déduit"),
                format!("`{label}` added instead of taken off"),
            )
        } else if negative && difference == value {
            language.pick(format!("« {label} » n'est pas déduit"), format!("`{label}` is not taken off"))
        } else if !negative && difference == -value {
            language.pick(
                format!("la ligne « {label} » n'est pas comptée"),
                format!("the line `{label}` is not counted"),
            )
        } else if !negative && difference == value {
            language.pick(
                format!("la ligne « {label} » est comptée deux fois"),
                format!("the line `{label}` is counted twice"),
            )
        } else {
            continue;
        };
        return Some(text);
    }
    None
}

/// A quantity forgotten or applied twice.
fn factors(
    way: &Expr,
    book: &Book,
    mended: &Overrides,
    found: Decimal,
    language: Language,
) -> Option<String> {
    let way = match way {
        Expr::Rounded(inner, _) => inner,
        way => way,
    };
    let Expr::Product(factors) = way else {
        if let Expr::Less(_, base) = way {
            let base = base.value(book, mended)?;
            return (round(base, 2) == found).then(|| {
                language.pick("la remise n'est pas déduite", "the discount is not taken off").to_owned()
            });
        }
        return None;
    };
    let unit = factors.last()?.value(book, mended)?;
    if found == unit {
        return Some(
            language.pick("la quantité n'est pas appliquée", "the quantity is not applied").to_owned(),
        );
    }
    let count = found.checked_div(unit)?;
    // `10 × 18 × 6,50` where 12 × 18 was meant: one of the factors is another one.
    let values: Option<Vec<Decimal>> = factors.iter().map(|factor| factor.value(book, mended)).collect();
    for (at, value) in values.iter().flatten().enumerate().take(factors.len().saturating_sub(1)) {
        let others = values.iter().flatten().enumerate().filter(|(other, _)| *other != at);
        let rest = others.map(|(_, value)| *value).try_fold(Decimal::ONE, Decimal::checked_mul)?;
        let other = found.checked_div(rest)?;
        let small = other < Decimal::from(1000) && other > Decimal::ZERO && factors.len() > 2;
        if small && other.fract().is_zero() {
            let (other, value) = (other.normalize(), value.normalize());
            return Some(language.pick(
                format!("compté {other} au lieu de {value}"),
                format!("{other} counted instead of {value}"),
            ));
        }
    }
    if count.fract().is_zero() && count > Decimal::ZERO && count < Decimal::from(1000) {
        let count = count.normalize();
        return Some(
            language.pick(format!("c'est le prix de {count}"), format!("that is the price of {count}")),
        );
    }
    None
}

/// A total and a tax that go with another base: both are stale.
fn stale(fault: &Fault, relations: &[Relation], book: &Book, style: Style) -> Option<String> {
    let Expr::Share(rate, _) = &fault.way else { return None };
    let rate = rate.value(book, &fault.mended)?;
    let tax = book.get(fault.culprit)?;
    let older = tax.value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(rate)?;
    let total = relations.iter().find(|other| other.inputs().contains(&fault.culprit))?;
    let printed = book.get(total.target)?;
    (older.checked_add(tax.value)? == printed.value).then(|| {
        let older = style.amount(older, tax);
        style.language.pick(
            format!("la taxe et le total vont avec une base de {older} : ils sont périmés"),
            format!("the tax and the total go with a base of {older}: they are stale"),
        )
    })
}

/// Digits swapped, one digit off, a zero too many.
pub(super) fn digits(found: Decimal, expected: Decimal, language: Language) -> Option<String> {
    let text = match slip(found, expected)? {
        Slip::TimesTen | Slip::ByTen => {
            language.pick("un zéro de trop ou de moins", "a zero too many or too few")
        }
        Slip::Swapped => language.pick("chiffres inversés", "digits swapped"),
        Slip::OneDigit if found.normalize().to_string().len() <= 3 => return None,
        Slip::OneDigit => language.pick("un seul chiffre diffère", "a single digit differs"),
    };
    Some(text.to_owned())
}
