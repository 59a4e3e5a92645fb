//! What kind of table it is, and whether it is about prices at all.

use super::columns::Draft;
use super::context::Surroundings;
use super::grid::GridCell;
use super::words::{fold, has_any};
use crate::language::{Phrases, phrases};
use crate::proposal::pricing::{PriceTable, Reading, Role, RowRole, Skipped, TableKind};
use crate::proposal::{Annotation, Scope};

#[rustfmt::skip]
const OPTION_WORDS: &Phrases = phrases![
    "option", "options", "en option", "optionnel", "optionnels", "optionnelles", "non inclus",
    "non inclus dans", "non incluses", "en sus", "en supplement", "complementaires", "optional", "add on",
    "add ons", "extras", "not included", "optionen", "zusatzleistungen", "opcional", "opcionales",
    "opciones",
];
#[rustfmt::skip]
const PAYMENT_WORDS: &Phrases = phrases![
    "acompte", "solde", "a la commande", "commande", "a la signature", "signature", "a la livraison",
    "livraison", "a la recette", "recette", "mise en production", "demarrage", "lancement", "fin de projet",
    "echeance", "jalon", "deposit", "balance", "on order", "on signature", "upon signature", "on delivery",
    "upon delivery", "delivery", "kick off", "kickoff", "acceptance", "go live", "anzahlung", "restzahlung",
    "bei auftrag", "auftragserteilung", "abnahme", "lieferung", "anticipo", "a la firma", "firma",
    "entrega", "final", "pv", "vabf", "vsr", "tranche", "milestone", "reception",
];
#[rustfmt::skip]
const SCHEDULE_WORDS: &Phrases = phrases![
    "echeancier", "echeances", "modalites de paiement", "modalites de facturation",
    "conditions de paiement", "calendrier de facturation", "facturation", "paiement", "paiements",
    "payment schedule", "payment terms", "payment plan", "payments", "payment", "invoicing", "billing",
    "zahlungsplan", "zahlungsbedingungen", "zahlung", "calendario de pagos", "forma de pago", "pagos",
    "jalons", "milestones", "instalments", "installments", "tranches",
];

/// Whether a table is a schedule of payments.
pub(super) fn is_schedule(drafts: &[Draft], around: &Surroundings, rows: &[Vec<GridCell>]) -> bool {
    let has = |role: Role| drafts.iter().any(|draft| draft.role == role);
    let amount = has(Role::Amount);
    if has(Role::Quantity) || has(Role::UnitPrice) || !(amount || has(Role::Share)) {
        return false;
    }
    // A quote with its deposit and balance below the taxes is no schedule.
    let taxed = rows.iter().flatten().any(|cell| super::rows::names_tax(&cell.text));
    let last = rows.len().saturating_sub(1);
    let early_total =
        rows.iter().take(last).any(|row| row.iter().any(|cell| super::rows::names_money(&cell.text)));
    if taxed || early_total {
        return false;
    }
    let near = around
        .caption
        .iter()
        .chain(around.section.last())
        .any(|caption| has_any(&fold(&caption.text), SCHEDULE_WORDS));
    let head = drafts.iter().any(|draft| {
        draft.role == Role::Milestone
            || has_any(
                &draft.folded,
                phrases![
                    "echeance",
                    "jalon",
                    "tranche",
                    "milestone",
                    "instalment",
                    "installment",
                    "etape de facturation",
                ],
            )
    });
    let payments =
        rows.iter().filter(|row| row.iter().any(|cell| has_any(&fold(&cell.text), PAYMENT_WORDS))).count();
    let is_share = |cell: &GridCell| {
        let folded = fold(&cell.text);
        folded.contains(" %") || super::fractions::in_label(&folded).is_some()
    };
    let shares = has(Role::Share) || rows.iter().filter(|row| row.iter().any(is_share)).count() >= 2;
    let signs = [near, head, payments >= 2].iter().filter(|sign| **sign).count();
    (shares && signs >= 1) || signs >= 2
}

/// Decides the kind of a table, and whether it is checked.
pub(super) fn decide(table: &mut PriceTable, drafts: &[Draft], around: &Surroundings, schedule: bool) {
    let price_columns = drafts.iter().filter(|draft| draft.holds_money()).count();
    let readings = || table.rows.iter().flat_map(|row| &row.cells).map(|cell| &cell.reading);
    let amounts = readings().filter(|reading| matches!(reading, Reading::Amount(_))).count();
    let in_columns = table.rows.iter().flat_map(|row| &row.cells).filter(|cell| {
        drafts.get(cell.column).is_some_and(Draft::holds_money)
            && !matches!(cell.reading, Reading::Empty | Reading::Text)
    });
    let price_like = in_columns.count();
    if price_columns == 0 && amounts == 0 {
        // A price column over words and figures that are no amounts.
        let unread = drafts.iter().enumerate().any(|(column, draft)| {
            let is_price = matches!(draft.role, Role::Amount | Role::UnitPrice) && draft.header.strong;
            let cells = table.rows.iter().filter_map(|row| row.cell(column));
            is_price && cells.clone().any(|cell| cell.text.contains(|c: char| c.is_ascii_digit()))
        });
        if unread {
            table.skipped = Some(Skipped::NothingReadable);
            return;
        }
        let other = drafts.iter().any(|draft| draft.header.other_unit);
        table.skipped = Some(if other { Skipped::OtherUnit } else { Skipped::NoPriceColumn });
        return;
    }
    if price_columns == 0 && lists_figures(table) {
        table.skipped = Some(Skipped::NoPriceColumn);
        return;
    }
    if counts_something(table, drafts) {
        table.skipped = Some(Skipped::OtherUnit);
        return;
    }
    if is_of_others(drafts, around) {
        table.skipped = Some(Skipped::OfOthers);
        return;
    }
    if price_columns > 0 && price_like == 0 {
        let digits = table.rows.iter().flat_map(|row| &row.cells).any(|cell| {
            drafts.get(cell.column).is_some_and(Draft::holds_money)
                && cell.text.contains(|c: char| c.is_ascii_digit())
        });
        table.skipped = Some(if digits { Skipped::NothingReadable } else { Skipped::NoAmounts });
        return;
    }
    table.kind = kind(table, drafts, around, schedule);
}

/// Whether the only thing that makes amounts of a table's numbers is a word in
/// their labels that is no word for prices (`Value (gp)`, `Lowest IGP cost`).
fn lists_figures(table: &PriceTable) -> bool {
    let bare = |cell: &crate::proposal::pricing::PriceCell| {
        cell.reading.amount().is_none_or(|amount| {
            let price = &amount.price;
            price.currency.is_none() && price.basis.is_none() && price.period.is_none()
        })
    };
    table.context.currency.is_none()
        && table.context.basis.is_none()
        && table.rows.iter().all(|row| {
            let amounts = row.cells.iter().any(|cell| cell.reading.amount().is_some());
            let figure = row.role == RowRole::Line && !super::header::says_price(&fold(&row.label));
            row.cells.iter().all(bare) && (figure || !amounts)
        })
}

/// Whether bare numbers under a word that also means effort (`Cost`, `Coût`) are
/// no money: of routes, moves in a game, operations.
fn counts_something(table: &PriceTable, drafts: &[Draft]) -> bool {
    #[rustfmt::skip]
    const EFFORT: &[&str] = &[
        "cost", "costs", "cout", "couts", "kosten", "coste", "costes", "total", "charge", "value", "valeur",
    ];
    #[rustfmt::skip]
    const PLAIN: &[&str] = &[
        "estimated", "estime", "estimes", "monthly", "annual", "yearly", "mensuel", "annuel", "unit",
        "unitaire", "per", "par", "of", "de", "du", "des", "the", "le", "la", "les", "in", "en", "setup",
        "mois", "an", "month", "year", "hosting", "line", "d", "l",
    ];
    let money: Vec<&Draft> = drafts.iter().filter(|draft| draft.holds_money()).collect();
    let ambiguous = |draft: &Draft| {
        let header = &draft.header;
        let mut words = draft.folded.split(' ');
        header.currency.is_none()
            && header.basis.is_none()
            && header.multiplier.is_none()
            && words.any(|word| EFFORT.contains(&word))
            && !super::header::says_price(&draft.folded)
    };
    if money.is_empty() || !money.iter().all(|draft| ambiguous(draft)) {
        return false;
    }
    let has = |role: Role| table.columns.iter().any(|column| column.role == role);
    let sums = table.rows.iter().any(|row| is_sum(row.role) || row.role == RowRole::Discount);
    let amounts: Vec<_> =
        table.rows.iter().flat_map(|row| &row.cells).filter_map(|cell| cell.reading.amount()).collect();
    let bare =
        amounts.iter().all(|amount| amount.said.currency.is_none() && amount.price.amount.fract().is_zero());
    if sums || has(Role::Quantity) || has(Role::UnitPrice) || has(Role::Reference) || !bare {
        return false;
    }
    let small = amounts.iter().all(|amount| amount.price.amount < crate::money::Decimal::from(50));
    let qualified = money
        .iter()
        .any(|draft| draft.folded.split(' ').any(|word| !EFFORT.contains(&word) && !PLAIN.contains(&word)));
    let beside = table.columns.iter().enumerate().any(|(index, column)| {
        column.role == Role::Other
            && table.rows.iter().any(|row| {
                row.cell(index)
                    .is_some_and(|cell| matches!(cell.reading, Reading::Quantity { unit: None, .. }))
            })
    });
    let stated = table.context.currency.is_some() || table.context.basis.is_some();
    if stated { small && (qualified || beside) } else { small || qualified || beside }
}

/// Whether a table tells of other people's money: contracts with other
/// clients, offers of competitors.
fn is_of_others(drafts: &[Draft], around: &Surroundings) -> bool {
    const WHO: &[&str] = &[
        "client",
        "clients",
        "nom du client",
        "maitre d ouvrage",
        "beneficiaire",
        "customer",
        "customers",
        "client name",
        "kunde",
        "kunden",
        "auftraggeber",
        "cliente",
        "clientes",
        "concurrent",
        "concurrents",
        "competitor",
        "competitors",
        "vendor",
        "vendors",
        "provider",
        "providers",
        "wettbewerber",
        "anbieter",
        "competidor",
        "proveedor",
        "editeur",
    ];
    const HEADINGS: &Phrases = phrases![
        "nos references",
        "references clients",
        "references similaires",
        "marches similaires",
        "our references",
        "track record",
        "referenzen",
        "nuestras referencias",
        "for comparison",
        "a titre de comparaison",
        "comparaison avec le marche",
        "zum vergleich",
        "market comparison",
    ];
    let items = drafts.iter().any(|draft| draft.header.role == Some(Role::Label));
    let who = drafts.iter().any(|draft| WHO.contains(&draft.folded.as_str()));
    let near = around.caption.iter().chain(around.section.last());
    let told = near.map(|caption| fold(&caption.text)).any(|text| has_any(&text, HEADINGS));
    let alone = around.section.last().map(|caption| fold(&caption.text)).is_some_and(|heading| {
        let plain = heading.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ' ');
        matches!(plain, "references" | "referenzen" | "referencias" | "nos references" | "our references")
    });
    alone || (who && !items) || told && (who || !items)
}

fn kind(table: &PriceTable, drafts: &[Draft], around: &Surroundings, schedule: bool) -> TableKind {
    let has = |role: Role| table.columns.iter().any(|column| column.role == role);
    let lines = table.rows.iter().filter(|row| row.role == RowRole::Line).count();
    let totals = table.rows.iter().filter(|row| is_sum(row.role)).count();
    if schedule {
        return TableKind::Schedule;
    }
    if lines == 0 && totals > 0 {
        return TableKind::Totals;
    }
    if table.rows.iter().any(|row| matches!(row.role, RowRole::PackPrice | RowRole::ListValue)) {
        return TableKind::Bundle;
    }
    let quantities = has(Role::Quantity) && (has(Role::UnitPrice) || has(Role::Amount));
    let near = around
        .caption
        .last()
        .or(around.section.last())
        .map(|caption| fold(&caption.text))
        .unwrap_or_default();
    let head = drafts.iter().any(|draft| {
        matches!(draft.role, Role::Label) && has_any(&draft.folded, phrases!["option", "options", "optional"])
    });
    let options = head
        || (has_any(&near, OPTION_WORDS)
            && !has_any(
                &near,
                phrases![
                    "hors options",
                    "options incluses",
                    "options comprises",
                    "including options",
                    "with options",
                    "options retenues",
                    "retenues",
                    "options choisies",
                ],
            ));
    if options && totals == 0 && !table.rows.iter().any(|row| row.chosen) {
        return TableKind::Options;
    }
    let alike = |table: &PriceTable| {
        let amounts: Vec<_> = table.columns.iter().filter(|column| column.role == Role::Amount).collect();
        amounts.iter().enumerate().any(|(at, one)| {
            amounts.iter().skip(at + 1).any(|other| {
                let same = |a: &crate::proposal::pricing::PriceContext,
                            b: &crate::proposal::pricing::PriceContext| {
                    a.basis.as_ref().map(|s| s.value) == b.basis.as_ref().map(|s| s.value)
                        && a.period.as_ref().map(|s| s.value) == b.period.as_ref().map(|s| s.value)
                        && a.currency.as_ref().map(|s| s.value) == b.currency.as_ref().map(|s| s.value)
                };
                same(&one.context, &other.context)
                    && one.count == other.count
                    && !has_any(&fold(&other.heading), phrases!["total"])
            })
        })
    };
    if !quantities && alike(table) {
        return TableKind::Comparison;
    }
    if quantities || totals > 0 { TableKind::Quote } else { TableKind::PriceList }
}

/// Whether a row adds up others.
pub(super) fn is_sum(role: RowRole) -> bool {
    matches!(
        role,
        RowRole::Subtotal
            | RowRole::Total(_)
            | RowRole::RecurringTotal(_)
            | RowRole::Vat
            | RowRole::VatIncluded
            | RowRole::Due
            | RowRole::PackPrice
            | RowRole::ListValue
    )
}

/// Gives tables the kind that an annotation names (`propose: table options`).
pub(super) fn forced(tables: &mut [PriceTable], annotations: &[Annotation]) {
    for note in annotations {
        let Some(name) = note.text.trim().strip_prefix("table").map(|rest| fold(rest.trim())) else {
            continue;
        };
        let kind = match name.as_str() {
            "quote" | "devis" => TableKind::Quote,
            "list" | "price list" | "grille" => TableKind::PriceList,
            "options" => TableKind::Options,
            "comparison" | "comparatif" | "variantes" => TableKind::Comparison,
            "totals" | "totaux" => TableKind::Totals,
            "schedule" | "echeancier" => TableKind::Schedule,
            "bundle" | "pack" => TableKind::Bundle,
            "not prices" | "none" | "aucun" | "hors prix" => TableKind::NotPrices,
            _ => continue,
        };
        let place = match note.scope {
            Scope::Within(place) | Scope::Next(Some(place)) => place,
            Scope::Next(None) => continue,
        };
        let named = tables.iter_mut().find(|table| {
            table.span.file == place.file
                && table.span.start < place.end.max(place.start + 1)
                && place.start < table.span.end
        });
        if let Some(table) = named {
            table.kind = kind;
            if kind == TableKind::NotPrices {
                table.skipped = Some(Skipped::ByAuthor);
            }
        }
    }
}

/// Joins blocks of totals to the tables above them.
pub(super) fn join_totals(tables: &mut [PriceTable], follows: &[bool]) {
    for at in 1..tables.len() {
        let (before, after) = tables.split_at_mut(at);
        let (Some(above), Some(table)) = (before.last_mut(), after.first_mut()) else { continue };
        let close = follows.get(at).copied().unwrap_or(false) || table.caption.is_empty();
        let same_section = above.section == table.section;
        let items = matches!(
            above.kind,
            TableKind::Quote | TableKind::PriceList | TableKind::Comparison | TableKind::Options
        );
        if table.kind == TableKind::Totals && close && same_section && items && above.is_checked() {
            table.continues = Some(at - 1);
            super::settle::infer_basis(&mut above.columns, &table.rows);
            for row in &mut above.rows {
                super::settle::complete(row, &above.columns);
            }
            if above.kind == TableKind::PriceList {
                above.kind = TableKind::Quote;
            }
        }
    }
}
