//! What is to be said about totals beside whether they add up.

use super::expr::{Book, Printed, Style};
use super::relation::Relation;
use super::rules::{ROUNDING_DRIFT, TOTAL_MISSING, TOTAL_PARTIAL};
use super::sheet::Sheet;
use super::sums::Sums;
use crate::check::Context;
use crate::check::basis::RECURRING_MIXED;
use crate::diagnostics::{Diagnostic, Facts};
use crate::language::Language;
use crate::money::Currency;
use crate::proposal::price::Qualifier;
use crate::proposal::pricing::{Role, RowRole, TableKind};

/// A printed number, for programs.
fn facts(printed: &Printed) -> Facts {
    let plain = Style { language: Language::default(), plain: true };
    Facts {
        found: Some(plain.amount(printed.value, printed)),
        currency: printed.currency.map(|currency: Currency| currency.code().to_owned()),
        ..Facts::default()
    }
}

/// `rounding-drift`.
pub(super) fn drift(relation: &Relation, book: &Book, language: Language) -> Option<Diagnostic> {
    let printed = book.get(relation.target)?;
    let none = super::report::nothing_mended();
    let (expected, _) = relation.expected(book, &none)?;
    let difference = printed.value.checked_sub(expected)?.abs();
    if difference.is_zero() {
        return None;
    }
    let style = Style { language, plain: false };
    let amount = style.amount(difference, printed);
    let plain = Style { plain: true, ..style };
    let message = language.pick(
        format!("Écart d'arrondi de {amount} (TVA par ligne au lieu du total)"),
        format!("{amount} of rounding (VAT per line instead of on the total)"),
    );
    Some(
        Diagnostic::new(&ROUNDING_DRIFT, message)
            .at(printed.span)
            .facts(Facts { expected: Some(plain.amount(expected, printed)), ..facts(printed) }),
    )
}

/// `total-partial`: a total over lines without an amount that does not say so.
pub(super) fn partial(
    context: &Context<'_>,
    sheet: &Sheet<'_>,
    sums: &Sums,
    book: &Book,
    findings: &mut Vec<Diagnostic>,
) {
    let language = context.language();
    let says = [
        "sur devis",
        "hors",
        "partiel",
        "à partir",
        "a partir",
        "on request",
        "on quote",
        "excluding",
        "excl.",
        "partial",
        "from",
        "auf anfrage",
        "ohne",
        "sin ",
        "*",
        "estim",
        "poa",
    ];
    let mut told: Vec<(usize, crate::source::Span)> = Vec::new();
    for (id, missing) in &sums.partial {
        let Some(table) = context.pricing.tables.get(id.table) else { continue };
        let Some(row) = table.rows.get(id.row) else { continue };
        let open = row.cell(id.column).and_then(|cell| cell.reading.price()).is_some_and(|price| {
            matches!(price.qualifier, Qualifier::From | Qualifier::About | Qualifier::To(_))
        });
        // `HT` and `excl. VAT` are no words about what is left out.
        let label = row
            .label
            .to_lowercase()
            .replace("hors taxe", "")
            .replace("excl. vat", "")
            .replace("excl. tax", "")
            .replace("excluding vat", "");
        let notes = sheet.table.notes.iter().map(|note| note.text.to_lowercase());
        let explained = notes.into_iter().any(|note| {
            (note.contains("devis") || note.contains("request") || note.contains("quote"))
                && note.contains("total")
                || note.contains("hors ") && note.contains("devis")
        });
        if open
            || explained
            || says.iter().any(|word| label.contains(word))
            || told.iter().any(|(table, span)| *table == id.table && *span == missing.span)
        {
            continue;
        }
        told.push((id.table, missing.span));
        let Some(printed) = book.get(*id) else { continue };
        let message = language.pick(
            "Le total ignore la ligne « sur devis »".to_owned(),
            "total leaves out the line that is on request".to_owned(),
        );
        let help = language.pick(
            "écrivez-le dans le libellé : « Total hors … », ou « à partir de »",
            "say so in its label: `Total excluding …`, or `from`",
        );
        let here = language.pick("cette ligne n'a pas de montant", "this line has no amount");
        findings.push(
            Diagnostic::new(&TOTAL_PARTIAL, message)
                .at(printed.span)
                .related(missing.span, here)
                .help(help)
                .facts(facts(printed)),
        );
    }
}

/// `recurring-mixed`: one-off and recurring amounts in one sum.
pub(super) fn mixed(sums: &Sums, book: &Book, language: Language, findings: &mut Vec<Diagnostic>) {
    for id in &sums.mixed {
        let Some(printed) = book.get(*id) else { continue };
        let amount = Style { language, plain: false }.amount(printed.value, printed);
        let message = language.pick(
            format!("Le total {amount} ajoute des montants uniques et récurrents sans durée"),
            format!("total {amount} adds one-off and recurring amounts without a duration"),
        );
        let help = language.pick(
            "donnez deux totaux, ou une durée : « Total première année », « Total 12 mois »",
            "give two totals, or a duration: `Total first year`, `Total 12 months`",
        );
        findings.push(
            Diagnostic::new(&RECURRING_MIXED, message).at(printed.span).help(help).facts(facts(printed)),
        );
    }
}

/// `total-missing`: several lines with quantities and amounts, and no total.
pub(super) fn missing(sheet: &Sheet<'_>, sums: &Sums, language: Language, findings: &mut Vec<Diagnostic>) {
    let table = sheet.table;
    if table.kind != TableKind::Quote
        || !sums.totals.is_empty()
        || table.columns_of(Role::Quantity).count() == 0
    {
        return;
    }
    let amounts: Vec<usize> = sheet.amount_columns();
    let lines = sheet.rows().filter(|line| {
        line.row.role == RowRole::Line && amounts.iter().any(|column| line.price(*column).is_some())
    });
    let subtotals = sheet.rows().any(|line| super::super::is_sum_row(line.row.role));
    if lines.count() < 2 || subtotals {
        return;
    }
    let message = language.pick("Devis à quantités sans total", "itemised table without a total");
    let help = language.pick("ajoutez une ligne « Total HT »", "add a row `Total excl. VAT`");
    findings.push(Diagnostic::new(&TOTAL_MISSING, message).at(table.span.head()).help(help));
}
