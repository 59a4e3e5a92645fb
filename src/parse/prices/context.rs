//! What the text around a table, and the whole document, say about prices.

use super::exempt::is_exempt;
use super::modifiers::{basis, currency, period, vat_rate};
use super::outline::Piece;
use super::words::{fold, has_any};
use crate::language::{Phrases, phrases};
use crate::money::Currency;
use crate::proposal::Proposal;
use crate::proposal::pricing::{Caption, Exchange, Origin, PriceContext, Said};
use crate::source::Span;

/// Words that make a line one about prices.
#[rustfmt::skip]
const PRICE_WORDS: &Phrases = phrases![
    "tarif", "tarifs", "tarification", "tarifaire", "tarifaires", "prix", "montant", "montants", "cout",
    "couts", "budget", "devis", "redevance", "abonnement", "abonnements", "honoraires", "chiffrage",
    "investissement", "price", "prices", "pricing", "amount", "amounts", "cost", "costs", "fee", "fees",
    "rates", "quote", "quotation", "subscription", "investment", "preis", "preise", "betrage", "kosten",
    "angebot", "gebuhren", "precio", "precios", "importe", "importes", "coste", "costes", "tarifas",
    "presupuesto", "options", "option",
];
/// Lines about when money is paid or prices change say nothing of a period.
#[rustfmt::skip]
const PAYMENT_WORDS: &Phrases = phrases![
    "revision", "indexation", "indexe", "indexee", "facturation", "facture", "facturee", "factures",
    "paiement", "payable", "preavis", "penalites", "penalite", "invoiced", "billed", "billing", "payment",
    "rapport", "reunion", "comite", "audit", "engagement",
];

/// The texts around a table.
#[derive(Debug, Clone, Default)]
pub(super) struct Surroundings {
    pub(super) section: Vec<Caption>,
    pub(super) caption: Vec<Caption>,
    pub(super) notes: Vec<Caption>,
    /// Whether nothing but a break stands between it and the table before.
    pub(super) follows_table: bool,
}

/// The texts around the piece at `at`.
pub(super) fn surroundings(pieces: &[Piece<'_>], at: usize) -> Surroundings {
    let mut out = Surroundings::default();
    let before = pieces.get(..at).unwrap_or_default();
    let mut open: Vec<(u8, &Caption)> = Vec::new();
    for piece in before {
        if let Piece::Heading { level, caption, .. } = piece {
            open.retain(|(outer, _)| outer < level);
            open.push((*level, caption));
        }
    }
    out.section = open.into_iter().map(|(_, caption)| caption.clone()).collect();
    for piece in before.iter().rev().take(2) {
        match piece {
            Piece::Text { caption, list, .. } => {
                let short = caption.text.chars().count() <= 220;
                let leads = caption.text.trim_end().ends_with(':') || out.caption.is_empty();
                if !short || !leads || *list && !caption.text.trim_end().ends_with(':') {
                    break;
                }
                out.caption.insert(0, caption.clone());
            }
            Piece::Heading { .. } | Piece::Table { .. } => break,
        }
    }
    out.follows_table = matches!(before.last(), Some(Piece::Table { .. }));
    for piece in pieces.get(at + 1..).unwrap_or_default().iter().take(5) {
        match piece {
            Piece::Text { caption, .. } if caption.text.chars().count() <= 300 => {
                // A line that leads to the next table is that table's.
                out.notes.push(caption.clone());
            }
            Piece::Text { .. } => {}
            Piece::Heading { .. } => break,
            Piece::Table { .. } => {
                if out.notes.last().is_some_and(|note| note.text.trim_end().ends_with(':')) {
                    out.notes.pop();
                }
                break;
            }
        }
    }
    out
}

/// What one line says about all prices near it, sentence by sentence; nothing
/// where it is about something else.
fn line(caption: &Caption, origin: Origin) -> PriceContext {
    let mut out = sentence(&caption.text, caption.span, origin);
    // `Prix HT par an. Déplacement : 1,10 €/km.`
    let mut rest = caption.text.as_str();
    while let Some((head, tail)) = rest.split_once(". ") {
        if has_any(&fold(head), PRICE_WORDS) {
            out = out.or(&sentence(head, caption.span, origin));
        }
        rest = tail;
    }
    out
}

fn sentence(text: &str, span: Span, origin: Origin) -> PriceContext {
    let folded = fold(text);
    let about_prices = has_any(&folded, PRICE_WORDS);
    let said = |origin| move |value| Said { value, span, origin };
    let own_amount = mentions_amount(text);
    let period = period(&folded)
        .filter(|_| about_prices && !own_amount && !has_any(&folded, PAYMENT_WORDS))
        .map(|value| Said { value, span, origin });
    PriceContext {
        currency: currency(text).filter(|_| about_prices || origin == Origin::Caption).map(said(origin)),
        basis: basis(&folded)
            .filter(|_| !own_amount || about_prices && all_prices(&folded))
            .map(|value| Said { value, span, origin }),
        period,
        vat: vat_rate(&folded).map(|value| Said { value, span, origin }),
    }
}

/// Whether a line says something of every price.
fn all_prices(folded: &str) -> bool {
    has_any(
        folded,
        phrases![
            "prix", "tarifs", "montants", "prices", "amounts", "fees", "rates", "preise", "betrage",
            "precios", "importes", "costs",
        ],
    ) && has_any(
        folded,
        phrases![
            "tous",
            "toutes",
            "nos",
            "les",
            "ces",
            "s entendent",
            "exprimes",
            "indiques",
            "sont",
            "all",
            "our",
            "these",
            "are",
            "exclude",
            "include",
            "alle",
            "unsere",
            "verstehen",
            "sind",
            "todos",
            "nuestros",
            "son",
            "the",
            "listed",
            "los",
            "ci dessus",
            "ci dessous",
        ],
    )
}

/// Whether a text begins with a sentence that says nothing but how prices are
/// taxed: `Prix TVA comprise.`
fn states(text: &str) -> bool {
    const ABOUT: &Phrases = phrases![
        "tva",
        "vat",
        "tax",
        "taxe",
        "taxes",
        "mwst",
        "ust",
        "iva",
        "gst",
        "impuestos",
        "ht",
        "ttc",
        "netto",
        "brutto",
    ];
    let (first, rest) = text.split_once('.').unwrap_or((text, ""));
    let folded = fold(first);
    let words = folded.split(' ').count();
    text.contains('.')
        && (rest.is_empty() || rest.starts_with(' '))
        && words <= 5
        && !first.contains([':', ',', '('])
        && has_any(&folded, ABOUT)
        && (basis(&folded).is_some())
        && (words <= 3 || has_any(&folded, PRICE_WORDS) || folded.starts_with("tva et taxes"))
}

/// Folded text without the rates of a tax: `inkl 19 % mwst` as `inkl mwst`.
fn without_rates(folded: &str) -> String {
    let words: Vec<&str> = folded.split(' ').collect();
    let rate = |at: usize| words.get(at) == Some(&"%");
    let kept = words.iter().enumerate().filter(|(at, _)| !rate(*at) && !rate(at + 1));
    kept.map(|(_, word)| *word).collect::<Vec<_>>().join(" ")
}

/// The currency that a spelling stands for without more said, where the
/// document's own is another one that is spelled alike: `$` and `FCFA`.
pub(super) fn spelled_alike(own: Currency) -> Option<(Currency, &'static [&'static str])> {
    if own.is_dollar() {
        Some((Currency::USD, &["US$", "USD", "$US", "$ US"]))
    } else {
        (own == Currency::XAF).then_some((Currency::XOF, &["XOF", "UEMOA", "BCEAO"]))
    }
}

/// Whether a text names a currency by one of its own names.
pub(super) fn names(piece: &Piece<'_>, names: &[&str]) -> bool {
    let says = |text: &str| names.iter().any(|name| text.contains(name));
    match piece {
        Piece::Text { caption, .. } | Piece::Heading { caption, .. } => says(&caption.text),
        Piece::Table { table, .. } => {
            let rows = table.header.iter().chain(&table.rows);
            rows.flat_map(|row| &row.cells).any(|cell| says(&crate::proposal::plain_text(&cell.content)))
        }
    }
}

/// Whether an amount of money stands in a text.
pub(super) fn mentions_amount(text: &str) -> bool {
    let mut last = ' ';
    text.char_indices().any(|(at, c)| {
        let (before, after) = text.split_at(at);
        // `k€` and `MEUR` join a letter.
        let inside = c.is_alphabetic() && last.is_alphabetic() && !matches!(last, 'k' | 'K' | 'M');
        last = c;
        !c.is_ascii_digit()
            && !inside
            && Currency::at_start(after).is_some_and(|(_, length)| {
                before.trim_end().ends_with(|c: char| c.is_ascii_digit() || matches!(c, 'k' | 'K' | 'M'))
                    || after
                        .get(length..)
                        .is_some_and(|tail| tail.trim_start().starts_with(|c: char| c.is_ascii_digit()))
            })
    })
}

/// What holds for a table by the text around it, nearest first.
pub(super) fn table_context(around: &Surroundings) -> PriceContext {
    let mut context = PriceContext::default();
    for caption in around.caption.iter().rev() {
        context = context.or(&line(caption, Origin::Caption));
    }
    for heading in around.section.iter().rev() {
        context = context.or(&line(heading, Origin::Heading));
    }
    for note in &around.notes {
        context = context.or(&line(note, Origin::Note));
    }
    context
}

/// What holds for the whole document.
#[derive(Debug, Clone, Default)]
pub(super) struct Document {
    pub(super) context: PriceContext,
    pub(super) vat_mentions: Vec<Said<crate::money::Decimal>>,
    pub(super) exemption: Option<Span>,
    pub(super) exchange: Vec<Exchange>,
}

/// The rates of the frontmatter.
fn exchange_terms(proposal: &Proposal, own: Option<Currency>) -> Vec<Exchange> {
    let code = |text: &Option<String>| text.as_deref().and_then(Currency::from_text);
    let rates = proposal.metadata.pricing.exchange.iter();
    rates
        .filter_map(|rate| {
            let (from, to) = (code(&rate.from).or(own)?, code(&rate.to).or(own)?);
            (from != to).then_some(Exchange { from, to, rate: rate.rate.value, span: rate.rate.span })
        })
        .collect()
}

/// The rate in a sentence: `1 € = 655,957 FCFA`, `1 EUR = 1,10 USD`.
fn exchange_in(text: &str, span: Span) -> Option<Exchange> {
    let (left, right) = text.split_once('=')?;
    let left: Vec<&str> = left.split_whitespace().collect();
    let one = left.iter().rposition(|word| {
        *word == "1"
            || word.starts_with('1') && Currency::from_text(word.get(1..).unwrap_or_default()).is_some()
    })?;
    let from = Currency::from_text(left.get(one + 1).copied().or_else(|| left.get(one)?.get(1..))?)?;
    let right = right.trim_start();
    let end = right.find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.')).unwrap_or(right.len());
    let number = right.get(..end)?.trim_end_matches(['.', ',']);
    // A rate has decimals: its mark never separates thousands.
    let rate = match crate::money::numeral(number)? {
        crate::money::Numeral::Plain { value, .. } => value,
        crate::money::Numeral::Either { fraction, .. } => fraction,
    };
    let (to, _) = Currency::at_start(right.get(end..)?.trim_start())?;
    (from != to && !rate.is_zero()).then_some(Exchange { from, to, rate, span })
}

/// Reads what the frontmatter and the sentences of a document say for all of
/// its prices.
pub(super) fn document(proposal: &Proposal, pieces: &[Piece<'_>]) -> Document {
    let mut out = Document::default();
    let metadata = &proposal.metadata;
    if let Some(field) = &metadata.currency {
        out.context.currency = Currency::from_text(&field.value).map(|value| Said {
            value,
            span: field.span,
            origin: Origin::Frontmatter,
        });
    }
    if let [rate] = metadata.pricing.vat.as_slice() {
        out.context.vat = Some(Said { value: rate.value, span: rate.span, origin: Origin::Frontmatter });
    }
    let mut currencies: Vec<Said<Currency>> = Vec::new();
    let mut note_currency = |text: &str, span| {
        if let Some(value) = currency(text).filter(|value| currencies.iter().all(|said| said.value != *value))
        {
            currencies.push(Said { value, span, origin: Origin::Document });
        }
    };
    out.exchange = exchange_terms(proposal, out.context.currency.as_ref().map(|said| said.value));
    let mut vats = Vec::new();
    let mut statement = PriceContext::default();
    for piece in pieces {
        match piece {
            Piece::Heading { caption, .. } | Piece::Text { caption, .. } => {
                let folded = fold(&caption.text);
                note_currency(&caption.text, caption.span);
                out.exchange.extend(exchange_in(&caption.text, caption.span));
                if let Some(value) = vat_rate(&folded) {
                    vats.push(Said { value, span: caption.span, origin: Origin::Document });
                }
                if is_exempt(&folded) && !has_any(&folded, phrases!["sauf", "unless", "if reverse"]) {
                    out.exemption.get_or_insert(caption.span);
                }
                if all_prices(&folded) || matches!(piece, Piece::Text { .. }) && states(&caption.text) {
                    let basis = basis(&folded).or_else(|| basis(&without_rates(&folded))).map(|value| Said {
                        value,
                        span: caption.span,
                        origin: Origin::Document,
                    });
                    statement = statement.or(&PriceContext { basis, ..PriceContext::default() });
                }
            }
            Piece::Table { table, .. } => {
                // `€ TTC (20 %)`
                for cell in table.header.iter().flat_map(|row| &row.cells) {
                    let text = super::outline::visible(&cell.content);
                    if let Some(value) = super::header::vat(&text, metadata.language) {
                        vats.push(Said { value, span: cell.span, origin: Origin::Document });
                    }
                }
                for row in table.header.iter().chain(&table.rows) {
                    for cell in &row.cells {
                        let text = super::outline::visible(&cell.content);
                        let folded = fold(&text);
                        note_currency(&text, cell.span);
                        if let Some(value) = vat_rate(&folded) {
                            vats.push(Said { value, span: cell.span, origin: Origin::Document });
                        }
                        if is_exempt(&folded) {
                            out.exemption.get_or_insert(cell.span);
                        }
                    }
                }
            }
        }
    }
    // `$` in a project whose prices are in Canadian dollars.
    let shared = metadata.project_currency.and_then(spelled_alike);
    let named = |spelled: &[&str]| pieces.iter().any(|piece| names(piece, spelled));
    if let [only] = currencies.as_slice()
        && !shared.is_some_and(|(default, spelled)| only.value == default && !named(spelled))
    {
        statement.currency = Some(only.clone());
    }
    out.context = out.context.or(&statement);
    if let Some(value) = metadata.project_currency {
        let span = Span::new(proposal.file, 0..0);
        out.context.currency.get_or_insert(Said { value, span, origin: Origin::Document });
    }
    out.vat_mentions = vats;
    out
}
