/// What stands where somebody signs, in small letters, with and without accents.
const FORMULAS: &[&str] = &[
    "bon pour accord",
    "bon pour commande",
    "lu et approuve",
    "lu et approuvé",
    "signature du client",
    "signature client",
    "cachet et signature",
    "signature et cachet",
    "date et signature",
    "date, signature",
    "date and signature",
    "datum, unterschrift",
    "datum und unterschrift",
    "fecha y firma",
    "nom et signature",
    "signature precedee",
    "signature précédée",
    "agreed and accepted",
    "accepted and agreed",
    "firma y sello",
    "firma y fecha",
    "firma del cliente",
];

/// What stands there if it begins a short line; elsewhere these are ordinary
/// words.
const BEGINNINGS: &[&str] =
    &["accepted by", "sign here", "signed by", "unterschrift", "ort, datum", "einverstanden", "aceptado por"];

/// Words that speak of signing, where a line to write on stands beside them.
#[rustfmt::skip]
const STEMS: &[&str] = &[
    "sign", "unterschrift", "firma", "cachet", "accord", "accepted", "accepté par", "acceptée par", "acceptés par",
    "acceptées par", "acceptee par", "approuv", "agreed", "approved by", "einverstanden", "angenommen", "genehmigt",
    "freigegeben", "aceptad", "aprobado por",
];

/// Lines to write on.
const BLANKS: &[&str] = &["____", "……", "......"];

/// The longest line that is a label and what is filled in behind it.
const LABEL_LENGTH: usize = 60;

/// What says by itself that one signs there.
const LABELS: &[&str] =
    &["signature", "signatures", "signataire", "signataires", "cachet", "signed", "firma", "aceptado"];

/// Whether a text holds a line to write on.
pub fn has_blank(text: &str) -> bool {
    BLANKS.iter().any(|blank| text.contains(blank))
}

/// Whether somebody writes a name and a date: `Pour le client : ____ Date : ____`.
fn is_dated(text: &str) -> bool {
    const BY_HAND: &[&str] = &["date", "lieu", "place", "datum", "ort", "fecha", "lugar"];
    let labels = || text.split("____").filter(|part| part.contains(char::is_alphabetic));
    let by_hand = |part: &str| {
        let label = part.trim_end_matches([':', ' ']).rsplit([' ', '_', ',']).next().unwrap_or_default();
        BY_HAND.contains(&label)
    };
    labels().count() >= 2 && labels().any(by_hand)
}

/// Whether a piece of text is a place to sign: a label or a formula, and no
/// sentence that speaks of signatures.
pub fn is_place_to_sign(text: &str) -> bool {
    let text = text.replace(['\u{a0}', '\u{202f}'], " ").to_lowercase();
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    LABELS.contains(&bare)
        || FORMULAS.iter().any(|formula| text.contains(formula))
        || has_blank(&text) && STEMS.iter().any(|stem| text.contains(stem))
        || is_dated(&text)
        || text.chars().count() <= LABEL_LENGTH && BEGINNINGS.iter().any(|words| bare.starts_with(words))
}
