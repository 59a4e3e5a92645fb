//! Payments that a list or a sentence lays down: `30 % à la commande, soit
//! 4 350 €`, `3 échéances de 1 450 €`, `dépôt de 3 000 $, solde de 7 711,61 $`.

use super::cell::{Lead, Mention};
use super::modifiers::basis;
use super::words::{fold, has_any, starts_with_any};
use crate::language::{Phrases, phrases};
use crate::money::Decimal;
use crate::proposal::price::{Period, Price, TaxBasis};
use crate::proposal::pricing::{PaymentPart, PaymentPlan};
use crate::source::Span;

/// Moments and kinds of payments.
#[rustfmt::skip]
const MOMENTS: &Phrases = phrases![
    "a la commande", "a la signature", "a la livraison", "a la recette", "a la reception", "a la mise en production", "a la mise en service", "a la mise en ligne", "au demarrage", "au lancement", "a mi parcours", "a mi projet", "a mi mission", "a la fin", "en fin", "a la cloture",
    "a la validation", "au solde", "solde", "d acompte", "acompte", "acomptes", "a l acceptation", "a la remise", "a la reservation", "depot", "avance", "arrhes", "on order", "upon order", "on signature", "upon signature", "at signature", "on signing", "upon signing", "on delivery", "upon delivery", "on completion", "upon completion",
    "on acceptance", "at kick off", "at kickoff", "on kick off", "on kickoff", "on go live", "at go live", "deposit", "balance", "upfront", "up front", "in advance", "with the order", "with order", "with your order", "to book", "bei auftragserteilung", "bei auftrag", "bei lieferung", "bei abnahme", "nach abnahme", "anzahlung", "restzahlung", "bei beauftragung", "bei vertragsschluss",
    "a la firma", "a la entrega", "al inicio", "a la finalizacion", "a la aceptacion", "anticipo", "senal", "a l issue", "a 30 jours", "a la notification", "au rapport final",
];
const BALANCE: &Phrases = phrases![
    "solde",
    "le reste",
    "balance",
    "remainder",
    "the rest",
    "remaining",
    "rest",
    "restzahlung",
    "restbetrag",
    "resto",
    "saldo",
];
/// Words before an amount that make it a payment by itself.
#[rustfmt::skip]
const PAYMENT_OF: &[&str] = &[
    "acompte de", "acompte d", "depot de", "depot d", "avance de", "arrhes de", "solde de", "solde", "reste", "deposit of", "deposit", "balance of", "balance", "advance of", "anzahlung von", "anzahlung", "restzahlung von", "rest von", "anticipo de", "saldo de", "acompte", "depot", "versement de",
];
/// Words that a payment is named by.
#[rustfmt::skip]
const PAID: &[&str] = &[
    "acompte", "depot", "avance", "arrhes", "versement", "deposit", "down payment", "anzahlung", "anticipo", "senal",
];
/// Words that make a percentage something else than a part of a payment.
#[rustfmt::skip]
const NO_PART: &[&str] = &[
    "tva", "vat", "mwst", "ust", "iva", "remise", "rabais", "reduction", "discount", "rebate", "skonto", "rabatt", "escompte", "descuento", "majoration", "taux", "penalite", "penalites", "penalty", "interest", "interet", "interets", "retard", "late", "zinsen", "commission", "annulation", "annuler", "annulez", "cancel", "cancellation", "cancels", "resiliation", "storno", "stornierung", "cancelacion", "dedit",
];
/// Words of sentences about payments that are due where nothing is bought.
#[rustfmt::skip]
const CANCELLED: &Phrases = phrases!["annulation", "annuler", "annulez", "cancel", "cancels", "cancellation", "resiliation", "storno", "stornierung", "cancelacion", "dedit", "refund",];
/// Words beside an amount that is due for another reason.
#[rustfmt::skip]
const OTHER_MONEY: &Phrases = phrases![
    "indemnite", "indemnites", "penalite", "penalites", "retard", "recouvrement", "penalty", "late", "recovery", "interest", "mahngebuhr", "verzug", "recargo", "penalizacion", "plafond", "capital",
];
/// Words that an amount is paid by, in so many times.
const PAYMENTS: &Phrases = phrases![
    "paiement",
    "paiements",
    "payable",
    "payables",
    "reglement",
    "regle",
    "reglez",
    "payez",
    "payment",
    "payments",
    "pay",
    "zahlung",
    "zahlbar",
    "pago",
    "pagos",
    "pagadero",
];
/// What comes back in so many times.
#[rustfmt::skip]
pub(super) const TIMES: &[&str] = &[
    "echeances", "echeance", "mensualites", "versements", "fois", "paiements", "acomptes", "instalments", "installments", "payments", "raten", "cuotas", "pagos", "plazos", "termes", "tranches",
];

/// A mention, its place and the number of its sentence.
pub(super) type Placed = (Mention, Span, usize);

/// The payments of a document as they are gathered.
#[derive(Debug, Default)]
pub(super) struct Payments {
    plans: Vec<PaymentPlan>,
    /// The list that is open.
    list: Vec<Line>,
}

/// What one line lays down.
#[derive(Debug)]
struct Line {
    parts: Vec<PaymentPart>,
    /// Whether it names a moment of payment.
    moment: bool,
    /// Whether it speaks of a rest without an amount.
    rest: bool,
    /// Whether it names the rest, with or without an amount.
    balance: bool,
    span: Span,
}

impl Payments {
    /// Takes in a line: its mentions with their places.
    pub(super) fn line(&mut self, text: &str, found: &[Placed], in_list: bool, span: Span) {
        let line = read(text, found, in_list, span);
        if in_list {
            self.list.push(line);
            return;
        }
        self.flush();
        self.close(&[line]);
    }

    /// Ends a list.
    pub(super) fn flush(&mut self) {
        let mut list = std::mem::take(&mut self.list);
        if is_one_plan(&list) {
            // What names no payment (`Virement`) leaves nothing open.
            list.retain(|line| !line.parts.is_empty() || line.balance);
            self.close(&list);
            return;
        }
        // A line with several payments is a plan of its own.
        for lines in list.chunk_by(|one, other| one.parts.len() <= 1 && other.parts.len() <= 1) {
            if lines.iter().any(|line| !line.parts.is_empty()) {
                self.close(lines);
            }
        }
    }

    pub(super) fn finish(mut self) -> Vec<PaymentPlan> {
        self.flush();
        self.plans
    }

    /// Makes a plan of lines, if they are about payments.
    fn close(&mut self, lines: &[Line]) {
        let parts: Vec<PaymentPart> = lines.iter().flat_map(|line| line.parts.clone()).collect();
        let Some(span) = lines.iter().rev().find(|line| !line.parts.is_empty()).map(|line| line.span) else {
            return;
        };
        // Shares with amounts that make the whole say by themselves what they are.
        let shares = parts.iter().map(|part| part.share.filter(|_| part.amount.is_some()));
        // Thirds make it as nearly as they can be written.
        let sum = shares.sum::<Option<Decimal>>().map(|sum| crate::money::round(sum, 6));
        let whole = sum == Some(Decimal::ONE_HUNDRED);
        if !(lines.iter().any(|line| line.moment) || whole && parts.len() > 1) {
            return;
        }
        let open = lines.iter().any(|line| line.parts.is_empty() || line.rest);
        let balance = lines.iter().any(|line| line.balance);
        self.plans.push(PaymentPlan { parts, open, balance, span });
    }
}

/// Whether the shares of a list belong together though one of its lines names
/// several: `Avance : 40 %`, then `30 % à la livraison, 30 % à la réception`.
fn is_one_plan(list: &[Line]) -> bool {
    let shares = |line: &Line| line.parts.iter().filter_map(|part| part.share).sum::<Decimal>();
    let plain = |line: &Line| line.parts.iter().all(|part| part.share.is_some() && part.amount.is_none());
    let partial = |line: &&Line| line.parts.len() > 1 && !line.balance && shares(line) < Decimal::ONE_HUNDRED;
    let several = list.iter().filter(|line| line.parts.len() > 1);
    list.iter().all(plain)
        && list.iter().any(|line| line.parts.len() == 1)
        && several.clone().count() > 0
        && several.clone().count() == several.filter(partial).count()
}

/// Reads a line.
fn read(text: &str, found: &[Placed], in_list: bool, span: Span) -> Line {
    let folded = fold(text);
    let mut moment = has_any(&folded, MOMENTS);
    let mut parts: Vec<PaymentPart> = Vec::new();
    let mut times: Option<Decimal> = None;
    let mut rest_said = false;
    let mut last_sentence = usize::MAX;
    for (at, (mention, place, sentence)) in found.iter().enumerate() {
        // What is due where nothing is bought.
        if [&mention.before, &mention.after].iter().any(|words| has_any(words, CANCELLED)) {
            continue;
        }
        let same = last_sentence == *sentence;
        last_sentence = *sentence;
        let next_to = |words: &[&str]| {
            starts_with_any(&mention.after, words)
                || mention.before.split(' ').rev().take(2).any(|word| words.contains(&word))
        };
        if let Some((share, _)) = mention.percent {
            let fits = share > Decimal::ZERO && share <= Decimal::ONE_HUNDRED && !next_to(NO_PART);
            let alone = in_list && (at == 0 || mention.before.is_empty());
            // `1/3 down, 1/3 on delivery`: what one share is of, the others are too.
            let beside = found.iter().any(|(other, _, number)| {
                number == sentence && other.percent.is_some() && leads_to_moment(&other.after)
            });
            if fits && (leads_to_moment(&mention.after) || ends_in_moment(&mention.before) || alone || beside)
            {
                // `50% deposit of the total inc. VAT (£912)`
                let tail = text.split_once(mention.written.as_str()).map_or("", |(_, tail)| tail);
                let words = tail.split(|c: char| c.is_ascii_digit()).next().unwrap_or_default();
                let base = base_of(&mention.after).or_else(|| basis(&fold(words)));
                parts.push(PaymentPart { share: Some(share), amount: None, times: None, base, span: *place });
            }
            continue;
        }
        if let Some((count, unit)) = &mention.count {
            times = TIMES.contains(&unit.as_str()).then_some(*count);
            continue;
        }
        let Some(price) = &mention.price else { continue };
        let rate = price.per.is_some()
            || price.period.is_some_and(|period| matches!(period, Period::Hour | Period::Day));
        if !price.is_firm() || rate {
            continue;
        }
        // Damages and fees of collection are no payments.
        let refused = [&mention.before, &mention.after].iter().any(|words| has_any(words, OTHER_MONEY));
        if refused {
            times = None;
            continue;
        }
        let whole = has_any(&mention.before, phrases!["total", "montant total", "sur un", "of the", "sur"]);
        let near = matches!(
            mention.before.as_str(),
            "" | "de" | "d" | "a" | "of" | "at" | "von" | "zu" | "je" | "de a"
        );
        // `Paiement en 3 × 410 €`, `en 3 échéances de 410 €`: no rent.
        let paid = !price.period.is_some_and(Period::is_recurring) && has_any(&folded, PAYMENTS);
        let factors = in_times(mention).filter(|_| paid);
        let (count, each) = factors
            .map_or((times.take().filter(|_| near), price.amount), |(count, each)| (Some(count), each));
        if let Some(count) = count {
            moment |= paid;
            let amount = Some(Price { amount: each, ..price.clone() });
            parts.push(PaymentPart { share: None, amount, times: Some(count), base: None, span: *place });
            continue;
        }
        // `le reste à la livraison (2 010 €)`: another payment, whatever stands
        // before it.
        let rest = has_any(&mention.before, BALANCE);
        let restated = matches!(mention.lead, Lead::Restated | Lead::Equals);
        match parts.last_mut() {
            Some(part) if part.share.is_some() && part.amount.is_none() && !whole && same && !rest => {
                if restated || mention.before.split(' ').count() <= 6 {
                    (part.amount, part.span) = (Some(price.clone()), *place);
                }
            }
            Some(part) if part.amount.is_some() && restated && !rest => {}
            last => {
                let begun = last.is_some();
                // `Acompte demandé : 1 250 €`
                let named = mention.before.split(' ').count() <= 3 && starts_with_any(&mention.before, PAID);
                let of = named || PAYMENT_OF.iter().any(|words| ends_with(&mention.before, words));
                let led = in_list && ends_in_moment(&mention.before);
                if of || led || rest && (begun || in_list) || leads_to_moment_known(&mention.after) {
                    let amount = Some(price.clone());
                    parts.push(PaymentPart { share: None, amount, times: None, base: None, span: *place });
                }
            }
        }
        rest_said |= rest;
    }
    let balance = has_any(&folded, BALANCE);
    let rest = balance
        && !rest_said
        && parts.iter().all(|part| part.share.is_none() || part.amount.is_none())
        && parts.iter().filter_map(|part| part.share).sum::<Decimal>() < Decimal::ONE_HUNDRED;
    Line {
        parts,
        moment: moment || times.is_some(),
        rest: rest || (balance && !rest_said && parts_open(found)),
        balance,
        span,
    }
}

/// How many times an amount is paid, and the amount, where they are written as a product.
fn in_times(mention: &Mention) -> Option<(Decimal, Decimal)> {
    let [count, each] = mention.factors.as_slice() else { return None };
    let counts = count.fract().is_zero() && *count > Decimal::ONE && *count <= Decimal::from(60);
    (counts && count < each).then_some((*count, *each))
}

/// Of which total a share is, by the words after it: `du net TTC`, `des
/// Bruttobetrags`.
fn base_of(after: &str) -> Option<TaxBasis> {
    basis(after).or_else(|| {
        after.split(' ').take(3).find_map(|word| match word {
            word if word.starts_with("brutto") => Some(TaxBasis::Gross),
            word if word.starts_with("netto") => Some(TaxBasis::Net),
            _ => None,
        })
    })
}

/// Whether a line has no figure for its rest.
fn parts_open(found: &[Placed]) -> bool {
    let shares: Decimal =
        found.iter().filter_map(|(mention, ..)| mention.percent).map(|(value, _)| value).sum();
    shares < Decimal::ONE_HUNDRED
}

/// Words without what may stand between a share and its moment.
fn core(text: &str) -> &str {
    [
        "ht ",
        "ttc ",
        "du montant ",
        "total ",
        "de l ensemble ",
        "of the total ",
        "of total ",
        "of the price ",
        "is ",
        "are ",
        "est ",
        "sont ",
        "due ",
        "du ",
        "dus ",
        "payable ",
        "payables ",
        "a payer ",
        "des ",
    ]
    .iter()
    .fold(text, |text, words| text.strip_prefix(words).unwrap_or(text))
}

/// Whether a share is followed by a moment: a known one or any other that the
/// language puts there (`à la validation des maquettes`).
fn leads_to_moment(after: &str) -> bool {
    let after = core(after);
    leads_to_moment_known(after)
        || starts_with_any(
            after,
            &[
                "a", "au", "aux", "apres", "des", "lors", "on", "upon", "at", "after", "by", "bei", "nach",
                "zu", "zum", "al",
            ],
        )
}

fn leads_to_moment_known(after: &str) -> bool {
    starts_with_any(core(after), MOMENTS)
}

/// Whether words end in a moment: `À la commande : 30 %`.
fn ends_in_moment(before: &str) -> bool {
    // `una señal del 25 %`
    let joined = [" de", " del", " d", " of", " von", " in hohe von"];
    let before = joined.iter().find_map(|joint| before.strip_suffix(joint)).unwrap_or(before);
    MOMENTS.iter().any(|words| ends_with(before, words) || before.starts_with(words))
}

fn ends_with(text: &str, words: &str) -> bool {
    text == words || text.strip_suffix(words).is_some_and(|head| head.ends_with(' '))
}

/// The share that leads to an amount: `30 % à la commande, soit 2 700 €`.
pub(super) fn share_before(mention: &Mention) -> Option<Decimal> {
    let (value, _) = mention.percent?;
    (leads_to_moment(&mention.after) || ends_in_moment(&mention.before)).then_some(value)
}
