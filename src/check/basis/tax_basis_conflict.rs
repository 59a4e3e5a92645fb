use std::collections::BTreeMap;

use super::super::Context;
use super::super::cells::{amounts, basis_code, fold, named};
use crate::diagnostics::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};
use crate::language::Language;
use crate::money::Decimal;
use crate::proposal::price::TaxBasis;
use crate::proposal::pricing::{Origin, PriceTable, Role, RowRole};
use crate::source::Span;

declare_rule! {
    /// A price that is said to be both with and without tax.
    ///
    /// A cell against its header, a header against the heading above it, or one
    /// item with the same figure HT in one place and TTC in another. Only one of
    /// them can be right, and the client will pick the lower.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Audit | 1 200 € TTC |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Prix TTC |
    /// |---|---|
    /// | Audit | 1 200 € TTC |
    /// ```
    pub TAX_BASIS_CONFLICT = "tax-basis-conflict", Error
}

/// Reports contradictions about tax.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let language = context.language();
    for table in context.pricing.tables.iter().filter(|table| table.is_checked()) {
        cells_against_headers(table, language, findings);
        headers_against_text(table, language, findings);
        summed_together(table, language, findings);
    }
    same_figure(context, findings);
}

fn cells_against_headers(table: &PriceTable, language: Language, findings: &mut Vec<Diagnostic>) {
    for seen in amounts(table).filter(|seen| seen.row.role == RowRole::Line) {
        let Some(column) = table.columns.get(seen.cell.column) else { continue };
        let (Some(said), Some(header)) = (seen.amount.said.basis, &column.said.basis) else { continue };
        // A cell with both prices is no contradiction.
        let both = seen.amount.alternatives.iter().any(|other| other.basis == Some(header.value));
        if said == header.value || both {
            continue;
        }
        let (head, cell) = (named(header.value, language), named(said, language));
        let message = language.pick(
            format!("L'en-tête dit {head}, la cellule dit {cell}"),
            format!("the header says {head}, the cell says {cell}"),
        );
        let here = language.pick("l'en-tête", "the header");
        findings.push(
            Diagnostic::new(&TAX_BASIS_CONFLICT, message)
                .at(seen.cell.span)
                .related(header.span, here)
                .facts(contradiction(said, header.value)),
        );
    }
}

/// Lines without and with tax under one total.
fn summed_together(table: &PriceTable, language: Language, findings: &mut Vec<Diagnostic>) {
    if !table.rows.iter().any(|row| matches!(row.role, RowRole::Total(_) | RowRole::Subtotal)) {
        return;
    }
    for (index, column) in table.columns_of(Role::Amount).filter(|(_, column)| column.said.basis.is_none()) {
        let said: Vec<_> = amounts(table)
            .filter(|seen| seen.cell.column == index && seen.row.role == RowRole::Line)
            .filter_map(|seen| Some((seen.amount.said.basis?, seen.cell.span)))
            .collect();
        let Some((first, one)) = said.first() else { continue };
        if let Some((second, other)) = said.iter().find(|(basis, _)| basis != first) {
            let heading = &column.heading;
            let message = language.pick(
                format!("Le total de « {heading} » additionne des prix HT et TTC"),
                format!("total of `{heading}` adds prices excl. and incl. VAT"),
            );
            let here = language.pick("l'autre base", "the other basis");
            findings.push(
                Diagnostic::new(&TAX_BASIS_CONFLICT, message)
                    .at(*other)
                    .related(*one, here)
                    .facts(contradiction(*second, *first)),
            );
        }
    }
}

/// The one basis that all price columns name, against the text above.
fn headers_against_text(table: &PriceTable, language: Language, findings: &mut Vec<Diagnostic>) {
    let mut said = table
        .columns
        .iter()
        .filter(|column| matches!(column.role, Role::Amount | Role::UnitPrice))
        .filter_map(|column| column.said.basis.as_ref());
    let Some(first) = said.next() else { return };
    if said.any(|other| other.value != first.value) {
        return;
    }
    // Totals on the other basis explain what the text says.
    let mixed =
        table.rows.iter().any(|row| row.said.basis.as_ref().is_some_and(|said| said.value != first.value));
    let Some(text) = &table.context.basis else { return };
    if mixed
        || text.value == first.value
        || !matches!(text.origin, Origin::Caption | Origin::Heading | Origin::Note)
    {
        return;
    }
    let (head, around) = (named(first.value, language), named(text.value, language));
    let message = language.pick(
        format!("L'en-tête dit {head}, le texte autour du tableau dit {around}"),
        format!("the header says {head}, the text around the table says {around}"),
    );
    let here = language.pick("ici", "here");
    findings.push(
        Diagnostic::new(&TAX_BASIS_CONFLICT, message)
            .at(first.span)
            .related(text.span, here)
            .facts(contradiction(first.value, text.value)),
    );
}

fn contradiction(found: TaxBasis, expected: TaxBasis) -> Facts {
    Facts { found: Some(basis_code(found)), expected: Some(basis_code(expected)), ..Facts::default() }
}

/// The same item at the same figure on two bases.
fn same_figure(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let language = context.language();
    let mut known: BTreeMap<String, Vec<(Decimal, TaxBasis, Span, usize)>> = BTreeMap::new();
    for (index, table) in context.pricing.tables.iter().enumerate().filter(|(_, table)| table.is_checked()) {
        for seen in amounts(table).filter(|seen| seen.row.role == RowRole::Line) {
            let price = &seen.amount.price;
            let role = table.columns.get(seen.cell.column).map(|column| column.role);
            let (Some(basis), true) = (price.basis, role == Some(Role::Amount)) else { continue };
            let label = fold(&seen.row.label);
            if label.is_empty() || price.amount.is_zero() {
                continue;
            }
            let known = known.entry(label).or_default();
            let other = known
                .iter()
                .find(|(amount, other, _, at)| *amount == price.amount && *other != basis && *at != index);
            if let Some((_, other, span, _)) = other {
                let (here, there, text) = (named(basis, language), named(*other, language), &seen.cell.text);
                let label = &seen.row.label;
                let message = language.pick(
                    format!("« {label} » : {text} est {here} ici et {there} ailleurs"),
                    format!("`{label}`: {text} is {here} here and {there} elsewhere"),
                );
                let place = language.pick("l'autre prix", "the other price");
                findings.push(
                    Diagnostic::new(&TAX_BASIS_CONFLICT, message)
                        .at(seen.cell.span)
                        .related(*span, place)
                        .facts(contradiction(basis, *other)),
                );
            }
            known.push((price.amount, basis, seen.cell.span, index));
        }
    }
}
