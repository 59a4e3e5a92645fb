use super::facts::Document;
use super::words::{Word, has, has_phrase};
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};
use crate::language::Language;
use crate::money::Currency;

declare_rule! {
    /// Payment terms longer than French law allows between professionals: 60
    /// days from the invoice, or 45 days to the end of the month (C. com.
    /// L. 441-10).
    ///
    /// A longer term is void and fined, whoever asked for it. Not asked of
    /// issuers in other countries.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// Paiement à 90 jours date de facture.
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// Paiement à 30 jours date de facture. Préavis de résiliation : 90 jours.
    /// ```
    pub(super) PAYMENT_TERM_TOO_LONG = "payment-term-too-long", Warning
}

/// Days from the invoice, and to the end of the month.
const LONGEST: u32 = 60;
const LONGEST_TO_MONTH_END: u32 = 45;

const PAYMENT: &[&str] = &[
    "paiement",
    "paiements",
    "reglement",
    "reglements",
    "payable",
    "payables",
    "reglable",
    "payment",
    "payments",
    "regle",
    "regles",
    "reglee",
    "reglees",
    "paye",
    "payes",
    "payee",
    "payees",
    "facture",
    "factures",
    "invoice",
];

/// Sentences about another length of time.
const OTHER: &[&str] = &[
    "preavis",
    "engagement",
    "garantie",
    "validite",
    "valable",
    "valide",
    "livraison",
    "intervention",
    "conservation",
    "conserve",
    "conservees",
    "resiliation",
    "suspension",
    "suspendu",
    "retard",
    "defaut",
    "relance",
    "remboursement",
    "rembourse",
    "notice",
    "warranty",
    "late",
    "overdue",
    "delivery",
    "refund",
    "contestation",
    "reclamation",
    // Instalments: the last one is not the term of the first.
    "fois",
    "echelonne",
    "echelonnes",
    "mensualites",
    "echeances",
    "echeancier",
    "instalments",
    "installments",
];

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    if !is_french(document) {
        return;
    }
    for unit in &document.units {
        for sentence in &unit.sentences {
            if !has(sentence, PAYMENT) || has(sentence, OTHER) {
                continue;
            }
            let Some((at, days)) = days(sentence) else { continue };
            let month_end = has_phrase(sentence, "fin de mois") || has_phrase(sentence, "end of month");
            let most = if month_end { LONGEST_TO_MONTH_END } else { LONGEST };
            if days <= most {
                continue;
            }
            let words = sentence.get(at..at + 2).unwrap_or_default();
            let Some((first, last)) = words.first().zip(words.last()) else { continue };
            let span = unit.flat.span(&(first.range.start..last.range.end), document.context.sources);
            let Some(span) = span else { continue };
            report(document, span, days, month_end, most, findings);
        }
    }
}

fn report(
    document: &Document<'_>,
    span: crate::source::Span,
    days: u32,
    month_end: bool,
    most: u32,
    findings: &mut Vec<Diagnostic>,
) {
    let language = document.language;
    let (french, english) = if month_end { (" fin de mois", " to the end of the month") } else { ("", "") };
    let message = language.pick(
        format!("délai de paiement de {days} jours{french} ; au plus {most} entre professionnels"),
        format!("payment term of {days} days{english}; at most {most} between professionals"),
    );
    let help = language.pick(
        "C. com. L. 441-10 : 60 jours à compter de la facture, ou 45 jours fin de mois",
        "C. com. L. 441-10: 60 days from the invoice, or 45 days to the end of the month",
    );
    let facts = Facts { found: Some(days.to_string()), expected: Some(most.to_string()), ..Facts::default() };
    findings.push(Diagnostic::new(&PAYMENT_TERM_TOO_LONG, message).at(span).help(help).facts(facts));
}

/// Where a sentence names a number of days, and how many.
fn days(sentence: &[Word]) -> Option<(usize, u32)> {
    sentence.windows(2).enumerate().find_map(|(at, pair)| match pair {
        [number, unit] if matches!(unit.folded.as_str(), "jour" | "jours" | "days" | "j") => {
            let days: u32 = number.folded.parse().ok()?;
            (days <= 400).then_some((at, days))
        }
        _ => None,
    })
}

/// Whether French law holds, as far as one can tell.
fn is_french(document: &Document<'_>) -> bool {
    if let Some(profile) = document.profile {
        return profile.is_french();
    }
    let currency = document.context.pricing.context.currency.as_ref().map(|said| said.value);
    document.language == Language::French && currency.is_none_or(|currency| currency == Currency::EUR)
}
