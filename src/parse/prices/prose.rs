//! Amounts in sentences. Precision before recall: a client's budget, a ceiling,
//! a penalty or a share capital is no price of the proposal.

use super::cell::{Lead, Mention, Run, mentions};
use super::context::Document;
use super::outline::Piece;
use super::words::{fold, has_any};
use crate::language::Language;
use crate::money::Decimal;
use crate::proposal::price::Price;
use crate::proposal::pricing::{Caption, Formula, PaymentShares, ProsePrice, ProseSubject};

#[rustfmt::skip]
const TOTAL: &[&str] = &[
    "montant total", "montant global", "montant de la proposition", "montant de notre proposition", "montant de cette proposition", "montant de la presente proposition",
    "montant de l offre", "montant du devis", "montant de la prestation", "montant du projet", "montant de la mission", "cout total", "cout global", "cout du projet",
    "prix total", "prix global", "budget total", "budget global", "total general", "pour un total de", "soit un total de", "un total de", "au total", "total de la proposition", "total de l offre",
    "total du projet", "total ht", "total ttc", "investissement total", "investissement global", "l investissement", "votre investissement", "total amount", "total price", "total cost", "total investment", "overall price",
    "overall cost", "grand total", "for a total of", "a total of", "in total", "project total", "price of this proposal", "our price", "the investment", "your investment", "gesamtpreis", "gesamtbetrag", "gesamtkosten", "gesamtsumme",
    "importe total", "precio total", "coste total", "el total",
];
#[rustfmt::skip]
const OFFER: &[&str] = &[
    "tarif pack", "tarif du pack", "prix pack", "prix du pack", "tarif forfait", "prix forfaitaire", "pack price", "package price", "bundle price", "paketpreis", "precio del pack",
    "tarif du forfait", "prix du forfait", "pack", "bundle", "paket",
];
/// Sentences about money that is no price of the proposal.
#[rustfmt::skip]
const OTHER_MONEY: &[&str] = &[
    "plafond", "plafonne", "plafonnee", "capital", "capital social", "indemnite", "indemnites", "penalite", "penalites", "retard", "assurance", "assurances", "franchise", "chiffre d affaires", "garantie", "garanties", "responsabilite",
    "votre budget", "budget du client", "budget de reference", "enveloppe", "budget maximum", "economies attendues", "gain", "gains", "perte", "pertes", "roi", "retour sur investissement", "seuil", "subvention", "subventions", "aide", "aides", "caution",
    "cap", "capped", "liability", "penalty", "penalties", "late payment", "insurance", "turnover", "revenue", "your budget", "threshold", "grant", "share capital", "deposit guarantee", "savings of", "loss", "losses",
    "haftung", "vertragsstrafe", "stammkapital", "umsatz", "ihr budget", "responsabilidad", "penalizacion", "capital social de", "tiers", "third party", "editeur", "hebergeur", "concurrent", "concurrents", "marche", "market",
];
#[rustfmt::skip]
const PAYMENT: &[&str] = &[
    "a la commande", "a la signature", "a la livraison", "a la recette", "a la reception", "a la mise en production", "a la mise en service", "au demarrage", "au lancement", "a mi parcours", "a mi projet", "a la fin", "en fin", "a la cloture",
    "a la validation", "au solde", "le solde", "solde", "d acompte", "acompte", "a l acceptation", "a la remise", "on order", "upon order", "on signature", "upon signature", "at signature", "on signing", "upon signing", "on delivery", "upon delivery", "on completion", "upon completion",
    "on acceptance", "at kick off", "at kickoff", "at go live", "on go live", "deposit", "balance", "bei auftragserteilung", "bei auftrag", "bei lieferung", "bei abnahme", "nach abnahme", "anzahlung", "a la firma", "a la entrega", "al inicio", "a la finalizacion", "a l issue", "a 30 jours",
];

/// The amounts in the sentences of a document that a rule can say something
/// about, and the shares of its payments.
pub(super) fn prose(
    pieces: &[Piece<'_>],
    document: &Document,
    language: Language,
) -> (Vec<ProsePrice>, Vec<PaymentShares>) {
    let currency = document.context.currency.as_ref().map(|said| said.value);
    let (mut prices, mut payments) = (Vec::new(), Vec::new());
    let mut section: Vec<(u8, String)> = Vec::new();
    // The shares of a list, one item after the other.
    let mut list: Vec<(Decimal, crate::source::Span)> = Vec::new();
    let mut open_balance = false;
    for piece in pieces {
        let Piece::Text { inlines, caption, list: in_list } = piece else {
            flush(&mut list, &mut open_balance, &mut payments);
            if let Piece::Heading { level, caption } = piece {
                section.retain(|(outer, _)| outer < level);
                section.push((*level, caption.text.clone()));
            }
            continue;
        };
        let headings: Vec<String> = section.iter().map(|(_, text)| text.clone()).collect();
        let runs = super::cell::flatten(inlines);
        let mut own_shares = Vec::new();
        for sentence in sentences(&runs) {
            let found = mentions(&sentence, language, currency);
            let text: String = sentence.iter().map(|run| run.text.as_str()).collect();
            own_shares.extend(payment_shares(&found));
            prices.extend(price(&found, &text, caption, &headings));
        }
        let folded = fold(&caption.text);
        let balance =
            has_any(&folded, &["solde", "balance", "reste", "remainder", "rest", "restzahlung", "resto"]);
        if *in_list && own_shares.len() <= 1 {
            open_balance |= balance && own_shares.is_empty();
            match own_shares.first() {
                Some(share) => list.push((*share, caption.span)),
                None if balance => {}
                None => flush(&mut list, &mut open_balance, &mut payments),
            }
        } else {
            flush(&mut list, &mut open_balance, &mut payments);
            if own_shares.len() >= 2
                && !(balance && own_shares.iter().sum::<Decimal>() < Decimal::ONE_HUNDRED)
            {
                payments.push(PaymentShares { shares: own_shares, span: caption.span });
            }
        }
    }
    flush(&mut list, &mut open_balance, &mut payments);
    (prices, payments)
}

fn flush(list: &mut Vec<(Decimal, crate::source::Span)>, balance: &mut bool, out: &mut Vec<PaymentShares>) {
    if list.len() >= 2
        && !*balance
        && let Some((_, span)) = list.last()
    {
        out.push(PaymentShares { shares: list.iter().map(|(share, _)| *share).collect(), span: *span });
    }
    list.clear();
    *balance = false;
}

/// The percentages that are followed at once by the moment of a payment, or
/// lead to one (`À la commande : 30 %`).
fn payment_shares(found: &[Mention]) -> Vec<Decimal> {
    let moment = |text: &str, at_end: bool| {
        PAYMENT.iter().any(|words| {
            let text = text
                .trim_start_matches("ht ")
                .trim_start_matches("ttc ")
                .trim_start_matches("du montant ")
                .trim_start_matches("total ");
            if at_end {
                text.ends_with(words) || text == *words
            } else {
                text.strip_prefix(words).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
            }
        })
    };
    found
        .iter()
        .filter(|mention| mention.percent.is_some())
        .filter(|mention| moment(&mention.after, false) || moment(&mention.before, true))
        .filter_map(|mention| mention.percent.map(|(value, _)| value))
        .filter(|value| *value > Decimal::ZERO && *value <= Decimal::ONE_HUNDRED)
        .collect()
}

/// Cuts runs into sentences.
fn sentences(runs: &[Run]) -> Vec<Vec<Run>> {
    let mut out: Vec<Vec<Run>> = vec![Vec::new()];
    for run in runs {
        let mut start = 0;
        let text = run.text.as_str();
        for (at, c) in text.char_indices() {
            let rest = text.get(at + c.len_utf8()..).unwrap_or_default();
            let mut after = rest.chars();
            let spaced = after.next().is_some_and(char::is_whitespace);
            let begins = after.next().is_some_and(char::is_uppercase);
            // `H.T. Le` and `art. 293` end no sentence; a capital after a
            // full word does.
            let ends = match c {
                '.' if spaced && begins => {
                    let before = text.get(..at).unwrap_or_default();
                    let word = before.rsplit([' ', '.']).next().unwrap_or_default();
                    word.chars().count() > 1 || !word.starts_with(char::is_alphabetic)
                }
                '!' | '?' | ';' => spaced,
                _ => false,
            };
            if ends {
                let piece = text.get(start..at).unwrap_or_default().to_owned();
                if let Some(last) = out.last_mut() {
                    last.push(Run { text: piece, struck: run.struck });
                }
                out.push(Vec::new());
                start = at + c.len_utf8();
            }
        }
        let piece = text.get(start..).unwrap_or_default().to_owned();
        if let Some(last) = out.last_mut() {
            last.push(Run { text: piece, struck: run.struck });
        }
    }
    out
}

/// The price of a sentence with all that is said about it.
fn price(found: &[Mention], text: &str, caption: &Caption, section: &[String]) -> Option<ProsePrice> {
    let folded = fold(text);
    let span = caption.span;
    let is_main = |mention: &&Mention| {
        mention.price.is_some() && matches!(mention.lead, Lead::First | Lead::Restated | Lead::Equals)
    };
    let factored = found.iter().find(|mention| mention.factors.len() > 1 && mention.price.is_some());
    let result = factored.and_then(|factored| {
        let at = found.iter().position(|mention| std::ptr::eq(mention, factored))?;
        found.get(at + 1).filter(|next| next.lead == Lead::Equals && next.price.is_some())
    });
    let main = match result {
        Some(result) => result,
        None => found.iter().find(is_main)?,
    };
    let price = main.price.clone()?;
    let formula = factored
        .filter(|_| result.is_some())
        .map(|mention| Formula { factors: mention.factors.clone(), result: true });
    let at = found.iter().position(|mention| std::ptr::eq(mention, main))?;
    let after = found.get(at + 1..).unwrap_or_default();
    let list = after
        .iter()
        .find(|mention| mention.lead == Lead::List)
        .or_else(|| found.iter().find(|mention| mention.lead == Lead::List && mention.price.is_some()));
    let saving = after.iter().find(|mention| mention.lead == Lead::Saving);
    let restated: Vec<Price> = after
        .iter()
        .take_while(|mention| mention.lead == Lead::Restated)
        .filter_map(|mention| mention.price.clone())
        .collect();
    // A share that leads to the amount: `30 % à la commande, soit 2 700 €`.
    let before = at.checked_sub(1).and_then(|before| found.get(before));
    let share = before
        .filter(|mention| {
            matches!(main.lead, Lead::Restated | Lead::Equals)
                && !payment_shares(std::slice::from_ref(mention)).is_empty()
        })
        .and_then(|mention| mention.percent)
        .map(|(value, _)| value);
    let other_money = has_any(&folded, OTHER_MONEY);
    let names = if other_money || share.is_some() {
        ProseSubject::Other
    } else if has_any(&folded, TOTAL)
        && found.iter().filter(|mention| mention.price.is_some() && mention.lead == Lead::First).count() == 1
    {
        ProseSubject::Total
    } else if has_any(&folded, OFFER) || list.is_some() {
        ProseSubject::Offer
    } else {
        ProseSubject::Other
    };
    let saving_percent =
        saving.and_then(|mention| mention.percent).map(|(value, decimals)| (value, decimals, span));
    Some(ProsePrice {
        span,
        sentence: text.trim().to_owned(),
        block: span,
        section: section.to_vec(),
        price,
        list: list.and_then(|mention| mention.price.clone()).map(|price| (price, span)),
        saving: saving.and_then(|mention| mention.price.clone()).map(|price| (price, span)),
        saving_percent,
        restated,
        formula,
        share,
        names,
    })
}
