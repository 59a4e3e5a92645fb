//! What a document has to say about its issuer, its client and its terms, by
//! the legal form and country of the issuer. A checklist, no legal advice.

/// What kind of issuer a company is, as far as it changes what its papers must
/// say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Profile {
    /// A French company (C. com. R. 123-237 and R. 123-238).
    FrCompany,
    /// A French sole trader who charges VAT.
    FrEi,
    /// A French sole trader without VAT (CGI, art. 293 B).
    FrEiFranchise,
    /// A Senegalese company: NINEA and RCCM.
    SnCompany,
    /// A Togolese company: NIF and RCCM.
    TgCompany,
    /// Anyone of whom nothing is asked here.
    None,
}

impl Profile {
    /// All of them, with their names in `brand.yaml`.
    pub const NAMES: &[(&'static str, Self)] = &[
        ("fr-company", Self::FrCompany),
        ("fr-ei", Self::FrEi),
        ("fr-ei-franchise", Self::FrEiFranchise),
        ("sn-company", Self::SnCompany),
        ("tg-company", Self::TgCompany),
        ("none", Self::None),
    ];

    /// Reads a name.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase();
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, profile)| *profile)
    }

    /// Whether French law holds.
    pub fn is_french(self) -> bool {
        matches!(self, Self::FrCompany | Self::FrEi | Self::FrEiFranchise)
    }

    /// What the law asks for on the papers of such an issuer.
    pub fn required(self) -> &'static [Mention] {
        use Mention::{
            IssuerAddress, IssuerCapital, IssuerLegalForm, IssuerName, IssuerNif, IssuerNinea, IssuerRccm,
            IssuerRcsCity, IssuerSiren, SoleTrader, VatExemption,
        };
        match self {
            Self::FrCompany => {
                &[IssuerName, IssuerLegalForm, IssuerCapital, IssuerAddress, IssuerSiren, IssuerRcsCity]
            }
            Self::FrEi => &[IssuerName, SoleTrader, IssuerAddress, IssuerSiren],
            Self::FrEiFranchise => &[IssuerName, SoleTrader, IssuerAddress, IssuerSiren, VatExemption],
            Self::SnCompany => {
                &[IssuerName, IssuerLegalForm, IssuerCapital, IssuerAddress, IssuerNinea, IssuerRccm]
            }
            Self::TgCompany => {
                &[IssuerName, IssuerLegalForm, IssuerCapital, IssuerAddress, IssuerNif, IssuerRccm]
            }
            Self::None => &[],
        }
    }

    /// What is customary on its quotes to other professionals.
    pub fn recommended(self) -> &'static [Mention] {
        use Mention::{IssuerVatNumber, PaymentIndemnity, PaymentLateRate, PaymentTerms};
        match self {
            Self::FrCompany | Self::FrEi => {
                &[IssuerVatNumber, PaymentTerms, PaymentLateRate, PaymentIndemnity]
            }
            Self::FrEiFranchise => &[PaymentTerms, PaymentLateRate, PaymentIndemnity],
            Self::SnCompany | Self::TgCompany => &[PaymentTerms],
            Self::None => &[],
        }
    }
}

/// Something that a document has to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names in `Mention::NAMES` say it")]
pub enum Mention {
    IssuerName,
    IssuerLegalForm,
    IssuerCapital,
    IssuerAddress,
    IssuerSiren,
    IssuerRcsCity,
    IssuerVatNumber,
    IssuerNinea,
    IssuerNif,
    IssuerRccm,
    /// "EI" or "entrepreneur individuel" beside the name.
    SoleTrader,
    DocumentNumber,
    DocumentDate,
    ValidUntil,
    ClientName,
    ClientAddress,
    VatRateOrExemption,
    /// "TVA non applicable, art. 293 B du CGI".
    VatExemption,
    PaymentTerms,
    PaymentLateRate,
    /// The fixed sum of 40 € for the costs of recovery (C. com. D. 441-5).
    PaymentIndemnity,
    SignatureBlock,
    GeneralTerms,
}

impl Mention {
    /// Whether it is the same on all papers of a company: what a brand file
    /// knows and a template prints.
    pub fn is_of_issuer(self) -> bool {
        matches!(
            self,
            Self::IssuerName
                | Self::IssuerLegalForm
                | Self::IssuerCapital
                | Self::IssuerAddress
                | Self::IssuerSiren
                | Self::IssuerRcsCity
                | Self::IssuerVatNumber
                | Self::IssuerNinea
                | Self::IssuerNif
                | Self::IssuerRccm
                | Self::SoleTrader
        )
    }

    /// All of them, with their names in `brand.yaml` and `template.yaml`.
    pub const NAMES: &[(&'static str, Self)] = &[
        ("issuer.name", Self::IssuerName),
        ("issuer.legal_form", Self::IssuerLegalForm),
        ("issuer.capital", Self::IssuerCapital),
        ("issuer.address", Self::IssuerAddress),
        ("issuer.siren", Self::IssuerSiren),
        ("issuer.rcs_city", Self::IssuerRcsCity),
        ("issuer.vat_number", Self::IssuerVatNumber),
        ("issuer.ninea", Self::IssuerNinea),
        ("issuer.nif", Self::IssuerNif),
        ("issuer.rccm", Self::IssuerRccm),
        ("issuer.sole_trader", Self::SoleTrader),
        ("document.number", Self::DocumentNumber),
        ("document.date", Self::DocumentDate),
        ("document.valid_until", Self::ValidUntil),
        ("client.name", Self::ClientName),
        ("client.address", Self::ClientAddress),
        ("vat.rate_or_exemption", Self::VatRateOrExemption),
        ("vat.exemption", Self::VatExemption),
        ("payment.terms", Self::PaymentTerms),
        ("payment.late_rate", Self::PaymentLateRate),
        ("payment.indemnity_40", Self::PaymentIndemnity),
        ("signature_block", Self::SignatureBlock),
        ("cgv", Self::GeneralTerms),
    ];

    /// Reads a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, mention)| *mention)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_read_as_what_it_names() {
        for (name, mention) in Mention::NAMES {
            assert_eq!(Mention::from_name(name), Some(*mention));
        }
        assert_eq!(Profile::from_name(" FR-company "), Some(Profile::FrCompany));
        assert_eq!(Profile::from_name("fr"), None);
    }
}
