//! The words by which headers say what their column holds, folded.

use crate::language::{Phrases, phrases};

#[rustfmt::skip]
pub(super) const EQUIVALENT: &Phrases = phrases![
    "equivalent", "equivalente", "equivalence", "soit", "i e", "ie", "entspricht", "equivale", "effective",
    "prix de revient",
];
#[rustfmt::skip]
pub(super) const LIST_PRICE: &Phrases = phrases![
    "au lieu de", "prix public", "prix barre", "prix normal", "prix initial", "ancien prix", "ancien tarif",
    "avant remise", "montant brut", "total brut", "prix brut", "brut", "brut ht", "list price", "rrp",
    "msrp", "was", "before discount", "regular price", "statt", "listenpreis", "antes", "precio de lista",
    "tarif public", "valeur",
];
#[rustfmt::skip]
pub(super) const AFTER_DISCOUNT: &Phrases = phrases![
    "apres remise", "remise deduite", "remise incluse", "prix remise", "tarif remise", "net remise",
    "after discount", "discounted", "nach rabatt", "con descuento",
];
#[rustfmt::skip]
pub(super) const SAVING: &Phrases = phrases![
    "economie", "economies", "saving", "savings", "saves", "you save", "vous economisez", "ersparnis", "ahorro",
];
#[rustfmt::skip]
pub(super) const DISCOUNT: &Phrases = phrases![
    "remise", "remises", "rabais", "ristourne", "reduction", "escompte", "discount", "rebate", "rabatt",
    "nachlass", "skonto", "dto", "descuento", "rem", "rem %", "% rem", "disc",
];
pub(super) const VAT: &Phrases =
    phrases!["tva", "vat", "tax", "gst", "mwst", "ust", "iva", "taxe", "taxes", "steuer", "sales tax"];
#[rustfmt::skip]
pub(super) const UNIT_PRICE: &Phrases = phrases![
    "pu", "prix unitaire", "tarif unitaire", "prix unit", "cout unitaire", "montant unitaire",
    "valeur unitaire", "unitaire", "tjm", "taux journalier", "taux horaire", "tarif journalier",
    "tarif horaire", "prix catalogue", "tarif catalogue", "prix journalier", "prix / jour", "prix jour",
    "tarif jour", "unit price", "unit cost", "unit rate", "price per", "cost per", "rate per", "rate",
    "ansatz", "day rate", "daily rate", "hourly rate", "price each", "each", "einzelpreis", "satz", "stuckpreis",
    "einheitspreis", "e preis", "ep", "stundensatz", "tagessatz", "precio unitario", "precio unit",
    "p unit", "coste unitario", "tarifa", "prix a l unite", "prix par jour", "cout journalier",
];
#[rustfmt::skip]
pub(super) const AMOUNT: &Phrases = phrases![
    "montant", "montants", "prix", "tarif", "tarifs", "tarification", "cout", "couts", "investissement",
    "honoraires", "redevance", "loyer", "abonnement", "price", "prices", "pricing", "amount", "fee", "fees",
    "cost", "costs", "investment", "preis", "preise", "betrag", "gesamtpreis", "gp", "g preis", "aufpreis", "kosten",
    "honorar", "precio", "importe", "coste", "mensualite", "mensualites", "supplement", "surcout", "budget",
    "forfait ht",
];
/// Words that mean money only beside something that says so.
#[rustfmt::skip]
pub(super) const WEAK_AMOUNT: &Phrases = phrases![
    "total", "totaux", "sous total", "subtotal", "line total", "sum", "summe", "gesamt", "net", "gross",
    "netto", "brutto", "nettobetrag", "bruttobetrag", "setup", "mise en service", "gesamtsumme",
];
#[rustfmt::skip]
pub(super) const SHARE: &Phrases = phrases![
    "part", "pourcentage", "share", "percent", "percentage", "anteil", "porcentaje", "poids", "repartition",
    "quote part", "%",
];
#[rustfmt::skip]
pub(super) const MILESTONE: &Phrases = phrases![
    "echeance", "echeances", "jalon", "jalons", "tranche", "evenement", "milestone", "milestones",
    "instalment", "installment", "payment", "terme", "hito", "hitos", "meilenstein", "zahlungsplan",
    "facturation", "date de facturation", "paiement", "vencimiento", "declencheur", "falligkeit",
];
#[rustfmt::skip]
pub(super) const REFERENCE: &Phrases = phrases![
    "ref", "reference", "code", "sku", "item no", "item code", "art nr", "artikelnr", "artikel nr",
    "artikelnummer", "referencia", "part number", "part no", "code article",
];
#[rustfmt::skip]
pub(super) const POSITION: &[&str] = &[
    "no", "#", "pos", "position", "no de ligne", "line",
];
#[rustfmt::skip]
pub(super) const DURATION: &Phrases = phrases![
    "duree", "mois", "nb mois", "nombre de mois", "months", "duration", "term", "dauer", "monate",
    "laufzeit", "meses", "duracion", "periode", "periodes",
];
#[rustfmt::skip]
pub(super) const QUANTITY: &Phrases = phrases![
    "qte", "quantite", "quantites", "qty", "quantity", "nb", "nbre", "nombre", "nombre de jours", "jours",
    "jour", "jh", "jours homme", "hours", "heures", "days", "nb jours", "nb de jours", "volume", "menge",
    "anzahl", "stunden", "tage", "stuck", "cant", "cantidad", "dias", "horas", "unites", "units", "charge",
    "effort", "aufwand", "anz", "stk", "man days", "hrs", "pcs", "nb d heures", "nombre d heures", "pax", "charge estimee", "charges", "j h", "q",
];
#[rustfmt::skip]
pub(super) const UNIT: &Phrases = phrases![
    "unite", "u", "unit", "einheit", "unidad", "ud", "facturation par", "uom",
];
#[rustfmt::skip]
pub(super) const SIZE: &Phrases = phrases![
    "noeuds", "noeuds max", "jours inclus", "complexite", "max nodes", "nodes", "seats", "users",
    "utilisateurs", "knoten", "workers", "palier", "capacite", "heures incluses", "days included",
    "hours included", "included days", "postes", "sites", "inklusivtage", "nb utilisateurs",
];
#[rustfmt::skip]
pub(super) const LABEL: &Phrases = phrases![
    "designation", "description", "prestation", "prestations", "offre", "formule", "forfait", "service",
    "services", "poste", "libelle", "option", "options", "pack", "composant", "produit", "produits",
    "article", "articles", "type d application", "type", "module", "lot", "phase", "element", "elements",
    "ligne", "objet", "profil", "item", "items", "plan", "package", "deliverable", "product", "role",
    "profile", "component", "leistung", "leistungen", "beschreibung", "paket", "bezeichnung", "produkt",
    "artikel", "rolle", "concepto", "descripcion", "servicio", "producto", "livrable", "tache", "activite",
    "intervention", "ressource", "abonnement", "licence", "license", "rubrique", "nature", "inclus",
    "contenu", "etape", "intitule", "intitules", "what", "denomination", "materiel", "fourniture",
    "fournitures", "equipement", "workstream", "partida", "partidas", "mission", "missions",
];
#[rustfmt::skip]
pub(super) const OTHER: &Phrases = phrases![
    "delai", "delais", "temps de reponse", "temps", "temps de resolution", "garantie", "lead time",
    "response", "response time", "sla", "disponibilite", "frequence", "statut", "status", "date",
    "commentaire", "commentaires", "remarque", "remarques", "notes", "note", "validite", "priorite",
    "responsable", "debut", "fin", "start", "end", "version", "niveau", "plage", "plage horaire",
    "engagement", "annee", "score", "ms", "lieferzeit", "reaktionszeit", "plazo", "criteres", "criticite",
    "detail", "details",
];
/// Money in a header that is no price.
#[rustfmt::skip]
pub(super) const NO_PRICE: &Phrases = phrases![
    "penalite", "penalites", "penalty", "penalties", "indemnite", "indemnites", "amende", "plafond", "caution", "franchise", "capital", "chiffre d affaires", "ca", "turnover", "revenue",
    "service credit", "service credits", "vertragsstrafe", "umsatz", "penalizacion", "gain", "gains", "roi", "perte", "pertes",
];
/// Units in a header that are no money.
#[rustfmt::skip]
pub(super) const OTHER_UNITS: &[&str] = &[
    "ms", "s", "sec", "secondes", "seconds", "min", "minutes", "go", "gb", "gib", "mb", "mib", "to", "tb",
    "tib", "ko", "kg", "km", "kw", "kwh", "m2", "m3", "%", "vcpu", "cpu", "cores", "mbps", "gbps", "req",
    "requests", "requetes", "points", "pts", "co2", "t", "etp", "fte",
];
#[rustfmt::skip]
pub(super) const TIME_UNITS: &[&str] = &[
    "h", "heures", "hours", "j", "jours", "days", "jh", "stunden", "tage", "semaines", "weeks", "dias",
    "horas", "mois", "months",
];
