//! A company as its documents show it: who it is, how it looks. One look serves
//! many companies, so templates read this and nothing of it is in their code.

mod color;
mod read;

pub use color::Color;
pub use read::{BRAND_CONTRAST, BRAND_INVALID, BRAND_UNKNOWN_KEY, parse, read};

use super::legal::{Mention, Profile};
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
}

/// The logos: paths of image files, relative to the folder of the brand file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Logos {
    /// On white and on tints.
    pub main: Option<String>,
    /// On the primary colour.
    pub light: Option<String>,
    /// The sign alone, where the word is too much.
    pub mark: Option<String>,
    /// The least width of the main logo, in millimetres.
    pub min_width_mm: Option<u16>,
}

/// The colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colors {
    /// Headings, heads of tables, the cover's field.
    pub primary: Color,
    /// Used sparingly: the price, the decision, the next step.
    pub accent: Color,
    /// Running text.
    pub ink: Color,
    /// Secondary text: header, footer, captions.
    pub grey: Color,
    /// Hairlines; never text.
    pub line: Color,
    /// A tint of the primary colour, for grounds.
    pub primary_tint: Color,
    /// A tint of the accent, for grounds.
    pub accent_tint: Color,
    /// A grey ground.
    pub grey_tint: Color,
    /// Text on the primary colour.
    pub on_primary: Color,
    /// Secondary text on the primary colour.
    pub soft_on_primary: Color,
    /// The accent on the primary colour.
    pub accent_on_primary: Color,
}

impl Default for Colors {
    fn default() -> Self {
        Self {
            primary: Color::new(0x1f, 0x3a, 0x5f),
            accent: Color::new(0x1b, 0x6f, 0x8a),
            ink: Color::new(0x1b, 0x22, 0x2b),
            grey: Color::new(0x57, 0x61, 0x6c),
            line: Color::new(0xc9, 0xcf, 0xd6),
            primary_tint: Color::new(0xea, 0xef, 0xf5),
            accent_tint: Color::new(0xe8, 0xf3, 0xf6),
            grey_tint: Color::new(0xf4, 0xf6, 0xf8),
            on_primary: Color::new(0xff, 0xff, 0xff),
            soft_on_primary: Color::new(0xc8, 0xd4, 0xe2),
            accent_on_primary: Color::new(0x8f, 0xd0, 0xe4),
        }
    }
}

/// A colour for bar, icon and title, and a ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CalloutColors {
    /// Bar, icon and title.
    pub ink: Color,
    /// The ground.
    pub tint: Color,
}

/// The five families of callouts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Callouts {
    pub info: CalloutColors,
    pub success: CalloutColors,
    pub warning: CalloutColors,
    pub danger: CalloutColors,
    pub neutral: CalloutColors,
}

impl Default for Callouts {
    fn default() -> Self {
        let pair = |ink: [u8; 3], tint: [u8; 3]| CalloutColors {
            ink: Color::new(ink[0], ink[1], ink[2]),
            tint: Color::new(tint[0], tint[1], tint[2]),
        };
        Self {
            info: pair([0x17, 0x5c, 0x8a], [0xe8, 0xf1, 0xf8]),
            success: pair([0x27, 0x69, 0x4a], [0xe9, 0xf4, 0xee]),
            warning: pair([0x8a, 0x54, 0x00], [0xfd, 0xf3, 0xe0]),
            danger: pair([0xa6, 0x2b, 0x2b], [0xfb, 0xec, 0xec]),
            neutral: pair([0x57, 0x61, 0x6c], [0xf4, 0xf6, 0xf8]),
        }
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
}
