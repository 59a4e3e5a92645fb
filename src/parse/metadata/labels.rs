//! The names of properties and of facts on a cover: the one table of them.

use crate::parse::names;
use crate::proposal::Attach;

/// A fact of a proposal's metadata.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Key {
    Title,
    Subtitle,
    Client,
    ClientAddress,
    ClientContact,
    ClientLogo,
    Author,
    Number,
    Version,
    Type,
    Date,
    ValidUntil,
    Updated,
    Subject,
    Language,
    Country,
    Currency,
    Template,
    Brand,
    Output,
    Contents,
    Acceptance,
    PageBreaks,
    Annexes,
    Typography,
    Attach,
    Keywords,
    Description,
}

/// Every key and the names it goes by, most usual first. Names are compared
/// without case and accents, with `-`, `_` and space as one.
pub(crate) const NAMES: &[(Key, &[&str])] = &[
    (Key::Title, &["title", "titre", "titel", "titulo"]),
    (Key::Subtitle, &["subtitle", "sous titre", "untertitel", "subtitulo"]),
    (
        Key::Client,
        &[
            "client",
            "customer",
            "destinataire",
            "recipient",
            "kunde",
            "cliente",
            "pour",
            "for",
            "prepared for",
            "prepare pour",
            "societe cliente",
            "nom du client",
            "client name",
        ],
    ),
    (
        Key::ClientAddress,
        &[
            "client address",
            "customer address",
            "adresse du client",
            "adresse client",
            "address",
            "adresse",
            "kundenadresse",
        ],
    ),
    (
        Key::ClientContact,
        &[
            "contact",
            "client contact",
            "contact client",
            "attention",
            "a l'attention de",
            "attn",
            "interlocuteur",
            "ansprechpartner",
        ],
    ),
    (
        Key::ClientLogo,
        &["client logo", "logo client", "logo du client", "customer logo", "kundenlogo", "logo del cliente"],
    ),
    (Key::Author, &["author", "authors", "auteur", "auteurs", "redacteur", "redige par", "autor", "autores"]),
    (
        Key::Number,
        &[
            "number",
            "numero",
            "n°",
            "no",
            "devis",
            "quote",
            "quote number",
            "numero de devis",
            "numero d'offre",
            "reference",
            "ref",
            "ref.",
            "offre n°",
            "devis n°",
            "proposal number",
            "nummer",
            "angebotsnummer",
        ],
    ),
    (Key::Version, &["version", "revision", "indice"]),
    (Key::Type, &["type", "type de document", "document type"]),
    (
        Key::Date,
        &[
            "date",
            "date d'emission",
            "date de l'offre",
            "date du devis",
            "issued",
            "issue date",
            "emis le",
            "datum",
            "fecha",
        ],
    ),
    (
        Key::ValidUntil,
        &[
            "valid until",
            "valid",
            "validity",
            "validite",
            "valable jusqu'au",
            "valide jusqu'au",
            "validite jusqu'au",
            "duree de validite",
            "validite de l'offre",
            "expires",
            "expiration",
            "expiry",
            "date d'expiration",
            "gultig bis",
            "gueltig bis",
            "valido hasta",
            "validez",
            "validez hasta",
        ],
    ),
    (
        Key::Updated,
        &[
            "updated",
            "modified",
            "last modified",
            "mis a jour",
            "mise a jour",
            "modifie",
            "modifie le",
            "date modified",
        ],
    ),
    (Key::Subject, &["subject", "objet", "sujet", "betreff", "asunto", "concerne", "re"]),
    (Key::Language, &["lang", "language", "langue", "sprache", "idioma"]),
    (Key::Country, &["country", "pays", "land", "pais"]),
    (Key::Currency, &["currency", "devise", "monnaie", "wahrung", "waehrung", "moneda"]),
    (Key::Template, &["template", "modele", "gabarit", "vorlage", "plantilla"]),
    (Key::Brand, &["brand", "marque", "marke", "marca"]),
    (Key::Output, &["output", "sortie", "fichier", "pdf"]),
    (
        Key::Contents,
        &[
            "toc",
            "contents",
            "table of contents",
            "sommaire",
            "table des matieres",
            "inhalt",
            "indice general",
        ],
    ),
    (
        Key::Acceptance,
        &[
            "acceptance",
            "acceptation",
            "bon pour accord",
            "place to sign",
            "annahme",
            "auftragserteilung",
            "aceptacion",
        ],
    ),
    (
        Key::PageBreaks,
        &["page breaks", "page break", "sauts de page", "saut de page", "seitenumbruche", "saltos de pagina"],
    ),
    (
        Key::Annexes,
        &["annexes", "annexe", "annex", "appendix", "appendices", "anhang", "anlagen", "anexos", "anexo"],
    ),
    (Key::Typography, &["typography", "typographie", "typografie", "tipografia"]),
    (Key::Attach, &["attach", "joindre", "beilagen", "adjuntar"]),
    (Key::Keywords, &["keywords", "mots cles", "schlagworter", "palabras clave"]),
    (Key::Description, &["description", "resume", "summary", "abstract", "beschreibung"]),
];

/// Values of the type for an offer to a client.
pub(super) const QUOTES: &[&str] = &[
    "devis",
    "proposition",
    "proposition commerciale",
    "proposition de prix",
    "proposal",
    "quote",
    "quotation",
    "estimate",
    "proforma",
    "angebot",
    "presupuesto",
    "cotizacion",
];

/// Those of them that call it a proposal, which has a cover.
pub(super) const PROPOSALS: &[&str] = &["proposition", "proposition commerciale", "proposal"];

/// Values of the type for an offer to nobody in particular.
pub(super) const BROCHURES: &[&str] = &[
    "brochure",
    "plaquette",
    "catalogue",
    "catalog",
    "tarif",
    "tarifs",
    "offre de services",
    "service offer",
    "price list",
    "preisliste",
    "folleto",
];

/// Values of the type for documents that are no offers.
pub(super) const OTHER_DOCUMENTS: &[&str] =
    &["facture", "invoice", "avoir", "credit note", "contrat", "contract", "bon de commande", "order"];

/// What a PDF can carry, by the names that a note calls it.
pub(crate) const ATTACHMENTS: &[(Attach, &[&str])] = &[
    (Attach::Prices, &["prices", "prix", "preise", "precios"]),
    (Attach::Source, &["source", "note", "quelle", "fuente"]),
];

/// Labels of facts on a cover that are no metadata of their own.
const OTHER_FACTS: &[&str] = &[
    "duree",
    "duree de l'engagement",
    "duree d'engagement",
    "duree du contrat",
    "engagement",
    "duration",
    "term",
    "lieu",
    "place",
    "projet",
    "project",
    "perimetre",
    "scope",
    "societe",
    "company",
    "responsable",
    "email",
    "e mail",
    "telephone",
    "phone",
    "tel",
    "site",
    "affaire",
    "contrat",
    "contract",
    "periode",
    "period",
    "budget",
    "statut",
    "status",
    "confidentialite",
    "diffusion",
    "classification",
    "siret",
    "laufzeit",
    "projekt",
    "proyecto",
    "duracion",
    "offre",
    "emetteur",
    "prestataire",
    "fournisseur",
    "supplier",
    "provider",
    "start",
    "debut",
    "date de debut",
    "demarrage",
];

/// The key that a name stands for.
pub(crate) fn key(name: &str) -> Option<Key> {
    let name = names::key(name);
    NAMES.iter().find(|(_, names)| names.iter().any(|known| is_same(known, &name))).map(|(key, _)| *key)
}

/// Whether a key as it is compared is one of the known names; keys often do
/// without an apostrophe: `valable_jusqu_au`, `valable_jusquau`.
pub(super) fn is_same(known: &str, name: &str) -> bool {
    known == name
        || known.contains('\'') && (known.replace('\'', " ") == name || known.replace('\'', "") == name)
}

/// Whether a label is one of a cover.
pub(crate) fn is_fact(label: &str) -> bool {
    let name = names::key(label);
    // What governs the pages is no fact about the offer.
    key(label).is_some_and(|key| {
        !matches!(key, Key::Acceptance | Key::PageBreaks | Key::Annexes | Key::Typography | Key::Attach)
    }) || OTHER_FACTS.contains(&name.as_str())
        || OTHER_FACTS
            .iter()
            .any(|fact| name.strip_prefix(fact).is_some_and(|rest| rest.starts_with([' ', '\''])))
}

/// Whether a label names the client or the subject, which no section does.
pub(crate) fn is_party(label: &str) -> bool {
    matches!(key(label), Some(Key::Client | Key::Subject | Key::Date | Key::Number | Key::Version))
}
