//! Faults as findings.

use super::explain::explain;
use super::expr::{Book, Expr, Overrides, Printed, Style};
use super::judge::Fault;
use super::relation::Relation;
use super::rules::{
    AMOUNT_DUE_MISMATCH, DISCOUNT_AMOUNT_MISMATCH, LINE_TOTAL_MISMATCH, PERIOD_TOTAL_MISMATCH,
    SAVINGS_MISMATCH, SUBTOTAL_MISMATCH, TOTAL_MISMATCH, VAT_AMOUNT_MISMATCH,
};
use crate::check::basis::GROSS_NET_MISMATCH;
use crate::diagnostics::{Diagnostic, Facts};
use crate::language::Language;
use crate::money::{Currency, Decimal};

/// The finding for a fault.
pub(super) fn finding(
    fault: &Fault,
    relations: &[Relation],
    book: &Book,
    language: Language,
) -> Option<Diagnostic> {
    let relation = relations.get(fault.relation)?;
    let target = book.get(relation.target)?;
    let culprit = book.get(fault.culprit)?;
    let style = Style { language, plain: false };
    let programs = Style { language, plain: true };
    let own = fault.culprit == relation.target;
    let (expected, way) = if own {
        (fault.expected, fault.way.clone())
    } else {
        relation.expected(book, &fault.mended).map(|(value, way)| (value, way.clone()))?
    };
    let formula = way.show(book, &fault.mended, style);
    let (wanted, found) =
        (shown(style, expected, target, relation), shown(style, target.value, target, relation));
    let message =
        message(relation, &formula, &wanted, &found, &difference(target, expected, style), &way, language);
    let mut finding = Diagnostic::new(relation.rule, message).at(culprit.span);
    let mut help: Vec<String> = explain(fault, relation, relations, book, style).into_iter().collect();
    if !own {
        // In the same row the column tells which number is meant.
        let row = (fault.culprit.table, fault.culprit.row) == (relation.target.table, relation.target.row);
        let beside = row && !culprit.heading.is_empty();
        let label = if beside { &culprit.heading } else { &culprit.label };
        let value = style.amount(fault.expected, culprit);
        help.push(language.pick(
            format!("tout s'accorde si « {label} » vaut ici {value}"),
            format!("everything agrees if `{label}` is {value} here"),
        ));
    } else if fault.confirmed {
        help.push(language.pick(
            format!("le reste s'accorde avec {found} : vérifiez aussi {}", inputs(relation, &way, language)),
            format!("the rest agrees with {found}: check {} too", inputs(relation, &way, language)),
        ));
    }
    if help.is_empty() {
        help.push(language.pick(
            format!("écrivez {wanted}, ou corrigez les lignes"),
            format!("write {wanted}, or mend the lines"),
        ));
    }
    finding = finding.help(help.join(language.pick(" ; ", "; ")));
    for follower in &fault.follows {
        if let Some(place) = relations.get(*follower).and_then(|other| book.get(other.target))
            && place.span != culprit.span
        {
            let message = language.pick("suite de cette erreur", "follows from this");
            finding = finding.related(place.span, message);
        }
    }
    let relation_text = format!(
        "{} = {}",
        way.show(book, &fault.mended, programs),
        shown(programs, expected, target, relation)
    );
    Some(finding.facts(Facts {
        found: Some(programs.amount(culprit.value, culprit)),
        expected: Some(programs.amount(fault.expected, culprit)),
        currency: culprit.currency.map(|currency: Currency| currency.code().to_owned()),
        item: None,
        relation: Some(relation_text),
    }))
}

/// What else may be wrong where a number is.
fn inputs(relation: &Relation, way: &Expr, language: Language) -> &'static str {
    if matches!(way, Expr::Share(..)) {
        return language.pick("le taux et la base", "the rate and the base");
    }
    if relation.carried {
        language.pick("l'autre tableau", "the other table")
    } else if relation.rule == &LINE_TOTAL_MISMATCH {
        language.pick("la quantité et le prix unitaire", "the quantity and the unit price")
    } else if relation.rule == &VAT_AMOUNT_MISMATCH || relation.rule == &DISCOUNT_AMOUNT_MISMATCH {
        language.pick("le taux et la base", "the rate and the base")
    } else if relation.rule == &PERIOD_TOTAL_MISMATCH || relation.rule == &GROSS_NET_MISMATCH {
        language.pick("l'autre montant", "the other amount")
    } else {
        language.pick("les lignes", "the lines")
    }
}

/// A number as its place prints it.
fn shown(style: Style, value: Decimal, printed: &Printed, relation: &Relation) -> String {
    let value = if relation.unsigned { value.abs() } else { value };
    if printed.percent {
        let number = crate::money::format_number(
            value,
            style.language,
            crate::money::Decimals::Exactly(printed.decimals),
        );
        return if style.language == Language::English || style.plain {
            format!("{number}%")
        } else {
            format!("{number}\u{a0}%")
        };
    }
    style.amount(value, printed)
}

/// `écart +100 €`.
fn difference(target: &Printed, expected: Decimal, style: Style) -> String {
    let Some(difference) = target.value.checked_sub(expected) else { return String::new() };
    let sign = if difference.is_sign_negative() { "" } else { "+" };
    let amount = style.amount(difference, target);
    style.language.pick(format!("écart {sign}{amount}"), format!("difference {sign}{amount}"))
}

fn message(
    relation: &Relation,
    formula: &str,
    wanted: &str,
    found: &str,
    difference: &str,
    way: &Expr,
    language: Language,
) -> String {
    let is_sum = matches!(way, Expr::Sum(_));
    if let Some(text) = elsewhere(relation, formula, wanted, found, way, language) {
        return text;
    }
    if relation.rule == &SUBTOTAL_MISMATCH {
        return language.pick(
            format!("Somme des lignes {wanted}, sous-total {found} ({difference})"),
            format!("lines add up to {wanted}, subtotal says {found} ({difference})"),
        );
    }
    if relation.rule == &TOTAL_MISMATCH && is_sum {
        return language.pick(
            format!("Total {found}, mais {formula} = {wanted} ({difference})"),
            format!("total says {found}, but {formula} = {wanted} ({difference})"),
        );
    }
    let subject = if relation.rule == &SAVINGS_MISMATCH {
        language.pick("Économie : ", "saving: ")
    } else if relation.rule == &AMOUNT_DUE_MISMATCH {
        language.pick("Reste à payer : ", "amount due: ")
    } else {
        ""
    };
    language.pick(
        format!("{subject}{formula} = {wanted}, et non {found}"),
        format!("{subject}{formula} = {wanted}, not {found}"),
    )
}

/// A line that carries over what another table makes.
fn elsewhere(
    relation: &Relation,
    formula: &str,
    wanted: &str,
    found: &str,
    way: &Expr,
    language: Language,
) -> Option<String> {
    let mut cells = Vec::new();
    way.cells(&mut cells);
    if cells.is_empty() || cells.iter().any(|id| id.table == relation.target.table) {
        return None;
    }
    let formula = if matches!(way, Expr::Cell(_)) { String::new() } else { format!("{formula} = ") };
    let text = language.pick(
        format!("{found} ici, {formula}{wanted} dans le tableau que cette ligne reprend"),
        format!("{found} here, {formula}{wanted} in the table that this line carries over"),
    );
    relation.carried.then_some(text)
}

/// A plain statement about a printed number.
pub(super) fn nothing_mended() -> Overrides {
    Overrides::new()
}
