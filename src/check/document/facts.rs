//! What is known about a document as a whole, found out once for all rules.

use super::remnants::fold;
use super::units::{Unit, units};
use super::words::has;
use crate::check::Context;
use crate::language::Language;
use crate::proposal::DocumentKind;
use crate::settings::legal::Profile;
use crate::source::Span;

/// A document, and what is known about it.
pub(super) struct Document<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) language: Language,
    /// Its text, piece by piece.
    pub(super) units: Vec<Unit>,
    /// What kind of document it is.
    pub(super) kind: DocumentKind,
    /// What kind of issuer it comes from: as the brand says, else as its
    /// identifiers tell; none where nothing tells.
    pub(super) profile: Option<Profile>,
    /// All text that reaches the pages, as it is written.
    pub(super) text: String,
    /// The same without accents and case.
    pub(super) folded: String,
}

/// Words that make a document a quote where its title has them.
const QUOTE_TITLES: &[&str] = &["devis", "quote", "quotation", "estimate", "angebot", "presupuesto"];

impl<'a> Document<'a> {
    pub(super) fn new(context: &'a Context<'a>) -> Self {
        let units = units(context.proposal, context.sources);
        let mut text: String = units.iter().flat_map(|unit| [unit.flat.text.as_str(), "\n"]).collect();
        if let Some(brand) = context.brand {
            let own = brand.texts.footer.iter().chain(&brand.texts.mentions).chain(&brand.legal.mentions);
            own.for_each(|line| text.extend([line.as_str(), "\n"]));
        }
        let folded = fold(&text);
        let mut document = Self {
            context,
            language: context.language(),
            units,
            kind: DocumentKind::Other,
            profile: None,
            text,
            folded,
        };
        document.kind = document.find_kind();
        document.profile = document.find_profile();
        document
    }

    /// Whether it is an offer to a client.
    pub(super) fn is_quote(&self) -> bool {
        self.kind == DocumentKind::Quote
    }

    /// Whether it has a place to sign.
    pub(super) fn has_signature_block(&self) -> bool {
        self.units.iter().flat_map(Unit::parts).any(crate::proposal::is_place_to_sign)
    }

    /// Where something that is missing would stand: at the start of the
    /// frontmatter, else at the title, else at the start of the note.
    pub(super) fn place(&self) -> Span {
        let metadata = &self.context.proposal.metadata;
        if let Some(span) = metadata.span {
            let fence = self.context.sources.slice(span).lines().next().unwrap_or_default();
            return Span::new(span.file, span.range().start..span.range().start + fence.len());
        }
        let title = metadata.title.as_ref().map(|title| title.span);
        title.unwrap_or_else(|| Span::new(self.context.proposal.file, 0..0))
    }

    /// Quotes are told from brochures with care: a duty of a quote must not be
    /// asked of a price list, and nothing of a note without prices.
    fn find_kind(&self) -> DocumentKind {
        let metadata = &self.context.proposal.metadata;
        if let Some(kind) = &metadata.kind {
            return kind.value;
        }
        match metadata.template.as_ref().map(|template| template.value.to_lowercase()).as_deref() {
            Some("quote" | "devis") => return DocumentKind::Quote,
            Some("brochure") => return DocumentKind::Brochure,
            _ => {}
        }
        let pricing = self.context.pricing;
        let priced = pricing.tables.iter().any(crate::proposal::pricing::PriceTable::is_checked)
            || !pricing.prose.is_empty();
        if !priced {
            return DocumentKind::Other;
        }
        // `Devis` alone may be the title of a price list; with a number it is
        // one that was issued.
        let title = metadata.title.as_ref().map(|title| title.value.as_str()).unwrap_or_default();
        let titled = super::words::sentences(title).iter().any(|words| has(words, QUOTE_TITLES));
        let numbered = metadata.number.is_some() || title.contains(|c: char| c.is_ascii_digit());
        let titled = titled && numbered;
        if metadata.client.is_some() || titled || self.has_signature_block() {
            DocumentKind::Quote
        } else {
            DocumentKind::Brochure
        }
    }

    fn find_profile(&self) -> Option<Profile> {
        let legal = &self.context.brand?.legal;
        if legal.profile.is_some() {
            return legal.profile;
        }
        let has = |key: &str| legal.fact(key).is_some();
        if has("ninea") {
            return Some(Profile::SnCompany);
        }
        if has("nif") {
            return Some(Profile::TgCompany);
        }
        let vat = legal.fact("vat_number").map(str::trim).unwrap_or_default().to_uppercase();
        if has("siren") || has("siret") || has("rcs_city") || vat.starts_with("FR") {
            return Some(if !super::mentions::is_sole_trader(self) {
                Profile::FrCompany
            } else if self.folded.contains("293 b") {
                Profile::FrEiFranchise
            } else {
                Profile::FrEi
            });
        }
        // Of another country, or of OHADA without a word about which: it is
        // known who it is, and nothing more is asked here.
        (has("rccm") || !vat.is_empty()).then_some(Profile::None)
    }
}
