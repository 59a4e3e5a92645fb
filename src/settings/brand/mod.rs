//! A company as its documents show it: who it is, how it looks. One look serves
//! many companies, so templates read this and nothing of it is in their code.

mod color;
mod contrast;
mod numbers;
mod palette;
mod read;
mod rules;
#[cfg(test)]
mod tests;

pub use color::{Color, named};
pub use palette::{CalloutColors, Callouts, Colors, Given};
pub use read::{parse, read};
pub use rules::{BRAND_CONTRAST, BRAND_INVALID, BRAND_NUMBER_WRONG, BRAND_UNKNOWN_KEY};

use super::legal::{Mention, Profile};
use crate::proposal::{Field, PageBreaks, Typography};
use crate::source::Span;

/// The least contrast of text on its ground (WCAG 2.1, level AA).
pub const MIN_CONTRAST: f64 = 4.5;

/// A brand. Its default is neutral: no company, no logo, quiet blues and greys.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Brand {
    /// The company.
    pub company: Company,
    /// What the law asks a company to print.
    pub legal: Legal,
    /// Whom to ask.
    pub contact: Contact,
    /// Where to pay.
    pub bank: Bank,
    /// The logos.
    pub logos: Logos,
    /// The colours.
    pub colors: Colors,
    /// The colours of callouts.
    pub callouts: Callouts,
    /// The font families.
    pub fonts: Fonts,
    /// Default texts.
    pub texts: Texts,
}

/// The company.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Company {
    /// Its name; templates leave it out where it is unknown.
    pub name: Option<String>,
    /// A line under the name.
    pub tagline: Option<String>,
    /// Its site.
    pub website: Option<String>,
}

/// Facts of the legal identity, each printed where it is known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Legal {
    /// Known facts, in the order in which they are customarily printed, with
    /// their keys: see [`Legal::KEYS`].
    pub facts: Vec<(&'static str, String)>,
    /// The address, a line each.
    pub address: Vec<String>,
    /// Further lines, printed as they are.
    pub mentions: Vec<String>,
    /// Where all of this stands.
    pub span: Option<Span>,
    /// What kind of issuer it is.
    pub profile: Option<Profile>,
    /// What its documents must say, instead of what the profile asks for.
    pub require: Option<Vec<Mention>>,
    /// What its quotes should say, instead of what is customary.
    pub recommend: Option<Vec<Mention>>,
}

impl Legal {
    /// The keys of known facts (C. com. R. 123-237 and R. 123-238 in France;
    /// `ninea` and `rccm` in Senegal, `nif` and `rccm` in Togo).
    pub const KEYS: &[&'static str] = &[
        "legal_form",
        "capital",
        "siren",
        "siret",
        "rcs_city",
        "ape",
        "vat_number",
        "ninea",
        "nif",
        "rccm",
        "insurance",
    ];

    /// A known fact.
    pub fn fact(&self, key: &str) -> Option<&str> {
        self.facts.iter().find(|(known, _)| *known == key).map(|(_, value)| value.as_str())
    }
}

/// A person to ask.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Contact {
    pub name: Option<String>,
    pub role: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
}

/// A bank account.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Bank {
    pub name: Option<String>,
    pub iban: Option<String>,
    pub bic: Option<String>,
    /// An account that has no IBAN, as its country writes it.
    pub account: Option<String>,
}

/// The logos: paths of image files, relative to the folder of the brand file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Logos {
    /// On white and on tints.
    pub main: Option<Field<String>>,
    /// On the primary colour.
    pub light: Option<Field<String>>,
    /// The sign alone, where the word is too much.
    pub mark: Option<Field<String>>,
    /// The least width of the main logo, in millimetres; where it would be
    /// narrower, the mark takes its place.
    pub min_width_mm: Option<u16>,
}

impl Logos {
    /// The logos by their keys.
    pub fn all(&self) -> [(&'static str, Option<&Field<String>>); 3] {
        [("main", self.main.as_ref()), ("light", self.light.as_ref()), ("mark", self.mark.as_ref())]
    }
}

/// The font families. A missing character is looked for in the emoji, symbol
/// and math families, in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Fonts {
    pub text: String,
    pub heading: String,
    pub code: String,
    pub emoji: String,
    pub symbols: String,
    pub math: String,
    /// The families that the brand names itself, and where.
    pub named: Vec<Field<String>>,
}

impl Default for Fonts {
    fn default() -> Self {
        Self {
            text: "Source Sans 3".to_owned(),
            heading: "Source Sans 3".to_owned(),
            code: "Source Code Pro".to_owned(),
            emoji: "Twemoji Mozilla".to_owned(),
            symbols: "DejaVu Sans".to_owned(),
            math: "New Computer Modern Math".to_owned(),
            named: Vec::new(),
        }
    }
}

/// Default texts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Texts {
    /// A line at the foot of each page.
    pub footer: Option<String>,
    /// Lines after the last section, each a paragraph.
    pub mentions: Vec<String>,
    /// Which characters documents replace that do not say it themselves.
    pub typography: Option<Field<Typography>>,
    /// Where pages end in documents that do not say it themselves.
    pub page_breaks: PageBreaks,
}
