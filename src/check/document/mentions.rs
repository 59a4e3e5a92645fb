//! Whether a document says what it has to: in its text, or by what its template
//! prints from the brand.

use super::facts::Document;
use super::validity;
use crate::language::Language;
use crate::settings::legal::{Mention, Profile};

/// The legal forms that a company's papers name.
const LEGAL_FORMS: &[&str] =
    &["SAS", "SASU", "SARL", "SUARL", "EURL", "SA", "SNC", "SCI", "SCOP", "SELARL", "SEM", "GIE"];

/// Words that speak of paying, folded.
const PAYMENT: &[&str] =
    &["paiement", "reglement", "payable", "a regler", "payment", "payable", "zahlung", "pago"];

impl Document<'_> {
    /// What its papers must say.
    pub(super) fn required(&self) -> Vec<Mention> {
        let own = self.context.brand.and_then(|brand| brand.legal.require.clone());
        own.unwrap_or_else(|| self.profile.map(Profile::required).unwrap_or_default().to_vec())
    }

    /// What its quotes should say.
    pub(super) fn recommended(&self) -> Vec<Mention> {
        let own = self.context.brand.and_then(|brand| brand.legal.recommend.clone());
        own.unwrap_or_else(|| self.profile.map(Profile::recommended).unwrap_or_default().to_vec())
    }

    /// Whether a mention is on its pages.
    pub(super) fn says(&self, mention: Mention) -> bool {
        (self.context.prints.contains(&mention) && self.knows(mention)) || self.writes(mention)
    }

    /// Whether the brand, the frontmatter or the template knows what to print
    /// for a mention.
    pub(super) fn knows(&self, mention: Mention) -> bool {
        let metadata = &self.context.proposal.metadata;
        let legal = self.context.brand.map(|brand| &brand.legal);
        let fact = |key: &str| legal.is_some_and(|legal| legal.fact(key).is_some());
        match mention {
            Mention::IssuerName => self.context.brand.is_some_and(|brand| brand.company.name.is_some()),
            Mention::IssuerLegalForm => fact("legal_form"),
            Mention::IssuerCapital => fact("capital"),
            Mention::IssuerAddress => legal.is_some_and(|legal| !legal.address.is_empty()),
            Mention::IssuerSiren => fact("siren") || fact("siret"),
            Mention::IssuerRcsCity => fact("rcs_city"),
            Mention::IssuerVatNumber => fact("vat_number"),
            Mention::IssuerNinea => fact("ninea"),
            Mention::IssuerNif => fact("nif"),
            Mention::IssuerRccm => fact("rccm"),
            Mention::SoleTrader => is_sole_trader(self),
            Mention::DocumentNumber => metadata.number.is_some(),
            Mention::DocumentDate => metadata.date.is_some(),
            Mention::ValidUntil => metadata.valid_until.is_some(),
            Mention::ClientName => metadata.client.is_some(),
            Mention::ClientAddress => {
                metadata.client.as_ref().is_some_and(|client| !client.address.is_empty())
            }
            Mention::VatRateOrExemption | Mention::VatExemption => self.context.pricing.exemption.is_some(),
            // What a template prints of these it prints by itself.
            Mention::PaymentTerms
            | Mention::PaymentLateRate
            | Mention::PaymentIndemnity
            | Mention::GeneralTerms => true,
            // The note can do without it.
            Mention::SignatureBlock => metadata.acceptance.as_ref().is_none_or(|asked| asked.value),
        }
    }

    /// Whether the author or the brand's own texts say it in words.
    fn writes(&self, mention: Mention) -> bool {
        let text = self.folded.as_str();
        let any = |words: &[&str]| words.iter().any(|word| text.contains(word));
        let word =
            |words: &[&str]| text.split(|c: char| !c.is_alphanumeric()).any(|own| words.contains(&own));
        let metadata = &self.context.proposal.metadata;
        match mention {
            Mention::IssuerName => {
                let name = self.context.brand.and_then(|brand| brand.company.name.as_deref());
                name.is_some_and(|name| text.contains(&super::remnants::fold(name)))
            }
            Mention::IssuerLegalForm => {
                any(&["societe par actions", "societe a responsabilite", "societe anonyme"])
                    || self.text.split(|c: char| !c.is_alphanumeric()).any(|own| LEGAL_FORMS.contains(&own))
            }
            Mention::IssuerCapital => any(&["capital social", "au capital", "capital de", "capital :"]),
            Mention::IssuerAddress => any(&["siege social", "siege :", "adresse :", "adresse\t"]),
            Mention::IssuerSiren => word(&["siren", "siret", "rcs"]),
            Mention::IssuerRcsCity => word(&["rcs"]) || any(&["r.c.s", "registre du commerce"]),
            Mention::IssuerVatNumber => any(&[
                "tva intracommunautaire",
                "numero de tva",
                "n° tva",
                "n° de tva",
                "vat number",
                "vat no",
                "vat id",
            ]),
            Mention::IssuerNinea => word(&["ninea"]),
            Mention::IssuerNif => word(&["nif"]),
            Mention::IssuerRccm => word(&["rccm"]),
            Mention::SoleTrader => is_sole_trader(self),
            Mention::DocumentNumber => metadata.number.is_some(),
            Mention::DocumentDate => metadata.date.is_some(),
            Mention::ValidUntil => metadata.valid_until.is_some() || validity::stated(self).is_some(),
            Mention::ClientName => metadata.client.is_some() || self.names_client(),
            Mention::ClientAddress => {
                metadata.client.as_ref().is_some_and(|client| !client.address.is_empty())
            }
            Mention::VatRateOrExemption => {
                let pricing = self.context.pricing;
                pricing.exemption.is_some()
                    || !pricing.vat_mentions.is_empty()
                    || any(&["autoliquidation", "reverse charge", "259-1", "293 b"])
            }
            Mention::VatExemption => any(&["293 b"]),
            Mention::PaymentTerms => any(PAYMENT) || self.refers_to_terms(),
            Mention::PaymentLateRate => {
                any(&[
                    "penalite",
                    "interet legal",
                    "interets de retard",
                    "late payment",
                    "retard de paiement",
                ]) || self.refers_to_terms()
            }
            Mention::PaymentIndemnity => {
                any(&["40 €", "40€", "40 eur", "€40", "€ 40"])
                    && any(&["indemnit", "recouvrement", "recovery"])
                    || self.refers_to_terms()
            }
            Mention::SignatureBlock => self.has_signature_block(),
            Mention::GeneralTerms => self.refers_to_terms(),
        }
    }

    /// Whether it refers to general terms of sale, which say the rest.
    fn refers_to_terms(&self) -> bool {
        let words = [
            "conditions generales de vente",
            "conditions generales de prestation",
            "conditions generales de service",
            "terms and conditions",
            "terms of sale",
        ];
        words.iter().any(|word| self.folded.contains(word))
            || self.folded.split(|c: char| !c.is_alphanumeric()).any(|word| word == "cgv")
    }

    /// Whether a line or row of its text names the client.
    fn names_client(&self) -> bool {
        let labels =
            ["client", "destinataire", "a l'attention de", "a l’attention de", "customer", "prepared for"];
        self.units.iter().flat_map(super::units::Unit::parts).any(|part| {
            let folded = super::remnants::fold(part);
            labels.iter().any(|label| {
                folded.strip_prefix(label).is_some_and(|rest| {
                    let rest = rest.trim_start();
                    rest.is_empty() || rest.starts_with(':')
                })
            })
        })
    }
}

/// Whether the name, the legal form or the text says "EI".
pub(super) fn is_sole_trader(document: &Document<'_>) -> bool {
    let brand = document.context.brand;
    let own = brand
        .iter()
        .flat_map(|brand| brand.company.name.as_deref().into_iter().chain(brand.legal.fact("legal_form")));
    own.chain([document.text.as_str()]).any(|text| {
        let folded = super::remnants::fold(text);
        folded.contains("entrepreneur individuel")
            || folded.contains("entrepreneuse individuelle")
            || folded.contains("entreprise individuelle")
            || text.split(|c: char| !c.is_alphanumeric()).any(|word| word == "EI")
    })
}

/// Whether a mention identifies the issuer in a public register.
pub(super) fn is_identifier(mention: Mention) -> bool {
    use Mention::{IssuerNif, IssuerNinea, IssuerRccm, IssuerRcsCity, IssuerSiren};
    matches!(mention, IssuerSiren | IssuerRcsCity | IssuerNinea | IssuerNif | IssuerRccm)
}

/// Whether a mention has a rule of its own.
pub(super) fn has_own_rule(mention: Mention) -> bool {
    is_identifier(mention)
        || matches!(
            mention,
            Mention::IssuerVatNumber | Mention::ClientName | Mention::ValidUntil | Mention::SignatureBlock
        )
}

/// What mentions are called, in a list.
pub(super) fn list(mentions: &[Mention], language: Language) -> String {
    mentions.iter().map(|mention| label(*mention, language)).collect::<Vec<_>>().join(", ")
}

fn label(mention: Mention, language: Language) -> &'static str {
    let (french, english) = match mention {
        Mention::IssuerName => ("nom de l’émetteur", "name of the issuer"),
        Mention::IssuerLegalForm => ("forme juridique", "legal form"),
        Mention::IssuerCapital => ("capital social", "share capital"),
        Mention::IssuerAddress => ("adresse du siège", "registered office"),
        Mention::IssuerSiren => ("SIREN", "SIREN"),
        Mention::IssuerRcsCity => ("RCS et sa ville", "RCS and its city"),
        Mention::IssuerVatNumber => ("numéro de TVA", "VAT number"),
        Mention::IssuerNinea => ("NINEA", "NINEA"),
        Mention::IssuerNif => ("NIF", "NIF"),
        Mention::IssuerRccm => ("RCCM", "RCCM"),
        Mention::SoleTrader => ("« EI » auprès du nom", "“EI” beside the name"),
        Mention::DocumentNumber => ("numéro du document", "number of the document"),
        Mention::DocumentDate => ("date du document", "date of the document"),
        Mention::ValidUntil => ("validité", "validity"),
        Mention::ClientName => ("nom du client", "name of the client"),
        Mention::ClientAddress => ("adresse du client", "address of the client"),
        Mention::VatRateOrExemption => ("taux de TVA ou exonération", "VAT rate or exemption"),
        Mention::VatExemption => {
            ("« TVA non applicable, art. 293 B du CGI »", "“TVA non applicable, art. 293 B du CGI”")
        }
        Mention::PaymentTerms => ("délai de paiement", "payment terms"),
        Mention::PaymentLateRate => ("taux des pénalités de retard", "rate of late-payment interest"),
        Mention::PaymentIndemnity => ("indemnité de recouvrement de 40 €", "fixed recovery sum of €40"),
        Mention::SignatureBlock => ("bon pour accord", "place to sign"),
        Mention::GeneralTerms => ("conditions générales de vente", "general terms of sale"),
    };
    language.pick(french, english)
}
