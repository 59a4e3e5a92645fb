//! The words that name what a row does, folded.

use crate::language::{Phrases, phrases};

#[rustfmt::skip]
pub(super) const SUBTOTAL: &[&str] = &[
    "sous total", "sous totaux", "soustotal", "total partiel", "total intermediaire", "subtotal",
    "sub total", "sub totals", "zwischensumme", "zwischentotal", "ubertrag", "report", "teilsumme", "suma parcial",
];
#[rustfmt::skip]
pub(super) const DISCOUNT: &Phrases = phrases![
    "remise", "remises", "rabais", "ristourne", "reduction", "geste commercial", "escompte", "discount",
    "discounts", "less discount", "rebate", "rabatt", "nachlass", "preisnachlass", "skonto", "descuento",
    "dto", "avoir", "bon de reduction", "commercial discount", "volume discount", "abattement", "deduction",
];
/// What is left when a discount is taken off.
#[rustfmt::skip]
pub(super) const REDUCED: &Phrases = phrases![
    "apres remise", "apres rabais", "apres reduction", "remise deduite", "after discount", "after discounts", "after rebate",
    "net of discount", "less discount applied", "nach rabatt", "nach nachlass", "abzuglich rabatt", "tras descuento", "con descuento", "despues del descuento",
];
/// `Remise en service`, `Remise des clés`: services, not deductions.
#[rustfmt::skip]
pub(super) const NO_DISCOUNT: &Phrases = phrases![
    "remise en", "remise a", "remise au", "remise aux", "remise des", "remise du", "reduction de",
    "reduction des", "reduction du", "remise de la", "remise d",
];
#[rustfmt::skip]
pub(super) const SURCHARGE: &[&str] = &[
    "frais", "majoration", "contingence", "buffer", "aleas", "alea", "provision", "surcharge",
    "contingency", "zuschlag", "recargo", "supplement", "marge", "gestion de projet", "pilotage",
    "coordination", "project management", "risk buffer", "overhead", "risk", "risque", "projektmanagement",
    "service charge", "service fee", "gratuity", "admin fee", "administration fee", "management fee", "agency fee",
    "gastos generales", "beneficio industrial", "gemeinkosten", "frais generaux",
];
/// What makes a sum round; with its sign, and mostly after the totals.
#[rustfmt::skip]
pub(super) const ROUNDING: &[&str] = &[
    "arrondi", "arrondis", "rounding", "round off", "rundung", "rundungsdifferenz", "redondeo",
];
#[rustfmt::skip]
pub(super) const SAVING: &Phrases = phrases![
    "economie", "economies", "vous economisez", "soit une economie", "saving", "savings", "you save",
    "ersparnis", "ahorro",
];
#[rustfmt::skip]
pub(super) const WITHHOLDING: &[&str] = &[
    "retenue a la source", "retenue", "brs", "precompte", "withholding", "withholding tax",
    "less withholding", "quellensteuer", "retencion", "irpf",
];
#[rustfmt::skip]
pub(super) const DEPOSIT: &[&str] = &[
    "acompte", "acomptes", "avance", "arrhes", "deja verse", "deja versee", "deja paye", "deja regle",
    "deja facture", "versement", "deposit", "less deposit", "advance", "paid", "already paid",
    "amount paid", "down payment", "prepayment", "anzahlung", "abzuglich anzahlung", "anticipo",
    "deduction de l acompte", "moins acompte", "acompte verse",
];
#[rustfmt::skip]
pub(super) const DUE: &[&str] = &[
    "net a payer", "reste a payer", "solde", "solde a payer", "solde du", "reste du", "montant du",
    "amount due", "balance", "balance due", "total due", "remaining balance", "amount payable", "zu zahlen",
    "zahlbetrag", "restbetrag", "offener betrag", "saldo", "importe a pagar", "a payer",
    "a regler", "reste a regler", "montant a regler", "montant a payer", "solde a regler", "net a regler",
    "pendiente de pago", "left to pay", "a votre charge",
    "reste a votre charge", "reste a financer", "votre reste a charge", "solde a votre charge", "eigenanteil", "ihr eigenanteil",
    "noch zu zahlen", "zu uberweisen", "total a su cargo", "a su cargo", "resta por pagar", "queda por pagar", "your cost after", "net cost after", "liquido a percibir", "liquido a pagar", "total liquido", "cost after", "reste a charge",
];
#[rustfmt::skip]
pub(super) const VAT: &Phrases = phrases![
    "tva", "t v a", "montant tva", "montant de la tva", "total tva", "vat", "tax", "taxes", "sales tax",
    "gst", "hst", "pst", "qst", "tps", "tvq", "tvh", "gst / hst", "plus vat", "total vat", "vat amount", "mwst", "ust", "zzgl mwst", "zzgl ust", "+ tva", "+ vat",
    "mehrwertsteuer", "umsatzsteuer", "iva", "taxe", "zuzuglich mwst", "gesetzliche mwst", "+ mwst",
    "+ iva",
];
#[rustfmt::skip]
pub(super) const VAT_INCLUDED: &[&str] = &[
    "dont tva", "tva incluse", "tva comprise", "of which vat", "including vat", "includes vat",
    "vat included", "davon mwst", "enthaltene mwst", "inkl mwst", "incl vat", "darin enthalten",
    "iva incluido", "incluye iva", "dont taxes",
];
#[rustfmt::skip]
pub(super) const EQUIVALENT: &Phrases = phrases![
    "soit", "i e", "ie", "that is", "equivalent", "entspricht", "dont", "of which", "davon", "es decir",
    "cout mensuel equivalent", "prix moyen", "cout moyen", "average", "pour memoire", "pm",
];
#[rustfmt::skip]
pub(super) const PACK_PRICE: &[&str] = &[
    "prix du pack", "prix pack", "tarif pack", "tarif du pack", "forfait global", "prix forfaitaire",
    "pack price", "bundle price", "package price", "paketpreis", "prix du forfait", "precio del pack",
    "prix special", "prix remise",
];
#[rustfmt::skip]
pub(super) const LIST_VALUE: &[&str] = &[
    "valeur totale", "valeur", "prix public", "prix catalogue", "total catalogue", "total au catalogue",
    "total value", "list value", "list price", "au lieu de", "prix separes", "achetes separement",
    "bought separately", "einzeln", "listenpreis",
];
#[rustfmt::skip]
pub(super) const TOTAL: &Phrases = phrases![
    "total", "totaux", "montant total", "montant global", "montant ht", "montant ttc", "montant hors taxes",
    "montant net", "prix total", "prix ht", "prix ttc", "cout total", "cout global", "budget total",
    "budget global", "grand total", "net total", "net amount", "gross total", "overall", "overall total",
    "total cost", "total price", "gesamt", "gesamtsumme", "gesamtbetrag", "gesamtpreis", "gesamtkosten",
    "gesamtnetto", "gesamtbrutto", "summe", "nettobetrag", "nettosumme", "bruttobetrag", "bruttosumme",
    "endbetrag", "rechnungsbetrag", "importe total", "precio total", "coste total", "base imponible",
    "investissement total", "total general", "net ht", "net commercial", "net", "ensemble", "base ht",
    "all in", "all together", "altogether", "tout compris", "en tout", "insgesamt", "zusammen", "en total", "investment total", "total investment", "sum", "sum total", "netto", "brutto", "somme", "suma", "suma total",
];
