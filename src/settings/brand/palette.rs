use super::{Color, MIN_CONTRAST};

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

/// The colours that a brand names itself.
#[derive(Debug, Clone, Copy, Default)]
#[expect(missing_docs, reason = "the fields of `Colors`")]
pub struct Given {
    pub primary: Option<Color>,
    pub accent: Option<Color>,
    pub ink: Option<Color>,
    pub grey: Option<Color>,
    pub line: Option<Color>,
    pub primary_tint: Option<Color>,
    pub accent_tint: Option<Color>,
    pub grey_tint: Option<Color>,
    pub on_primary: Option<Color>,
    pub soft_on_primary: Option<Color>,
    pub accent_on_primary: Option<Color>,
}

const WHITE: Color = Color::new(0xff, 0xff, 0xff);

/// How much of a colour is in its tint, in percent.
const TINT: u8 = 9;

impl Colors {
    /// Completes what a brand names: tints and the colours on the primary one
    /// follow from primary and accent, so that two colours make a whole look.
    /// A brand without an accent has one colour for both.
    pub fn complete(given: &Given) -> Self {
        let plain = Self::default();
        let ink = given.ink.unwrap_or(plain.ink);
        let own = given.primary.is_some() || given.accent.is_some();
        let primary = given.primary.unwrap_or(plain.primary);
        let accent = given.accent.or(given.primary).unwrap_or(plain.accent);
        let on_primary = given.on_primary.unwrap_or(if primary.contrast(WHITE) >= primary.contrast(ink) {
            WHITE
        } else {
            ink
        });
        // As far from the text on it, and from the accent, as stays readable.
        let readable = |from: Color, towards: Color, steps: [u8; 20]| {
            let mixed = steps.into_iter().map(|part| from.mix(towards, part));
            mixed.into_iter().find(|color| color.contrast(primary) >= MIN_CONTRAST).unwrap_or(towards)
        };
        let (soft, bright) = if own {
            (
                readable(primary, on_primary, STEPS.map(|step| step.max(65))),
                readable(accent, on_primary, STEPS),
            )
        } else {
            (plain.soft_on_primary, plain.accent_on_primary)
        };
        let tint = |color: Color, known: bool, plain: Color| {
            if known { WHITE.mix(color, TINT) } else { plain }
        };
        Self {
            primary,
            accent,
            ink,
            grey: given.grey.unwrap_or(plain.grey),
            line: given.line.unwrap_or(plain.line),
            primary_tint: given.primary_tint.unwrap_or(tint(
                primary,
                given.primary.is_some(),
                plain.primary_tint,
            )),
            accent_tint: given.accent_tint.unwrap_or(tint(accent, own, plain.accent_tint)),
            grey_tint: given.grey_tint.unwrap_or(plain.grey_tint),
            on_primary,
            soft_on_primary: given.soft_on_primary.unwrap_or(soft),
            accent_on_primary: given.accent_on_primary.unwrap_or(bright),
        }
    }
}

/// Parts of a mixture in percent, from nothing to nearly all.
const STEPS: [u8; 20] = [0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95];

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_brand_without_colours_has_the_plain_ones() {
        assert_eq!(Colors::complete(&Given::default()), Colors::default());
    }

    #[test]
    fn whatever_two_colours_are_given_what_follows_from_them_can_be_read() {
        let colors = ["#14532d", "#be185d", "#7c2d12", "#1e1b4b", "#facc15", "#6b7280", "#000000", "#ffffff"];
        for primary in colors {
            for accent in colors {
                let given = Given {
                    primary: Color::from_hex(primary),
                    accent: Color::from_hex(accent),
                    ..Given::default()
                };
                let all = Colors::complete(&given);
                for (name, on) in [
                    ("on_primary", all.on_primary),
                    ("soft_on_primary", all.soft_on_primary),
                    ("accent_on_primary", all.accent_on_primary),
                ] {
                    let contrast = on.contrast(all.primary);
                    assert!(contrast >= 4.4, "{primary} {accent}: {name} {on} has {contrast:.1}:1");
                }
                assert!(all.ink.contrast(all.primary_tint) >= MIN_CONTRAST, "{primary}");
                assert!(all.ink.contrast(all.accent_tint) >= MIN_CONTRAST, "{accent}");
            }
        }
    }

    #[test]
    fn a_brand_of_one_colour_has_it_for_its_accent() {
        let green = Color::from_hex("#14532d").unwrap();
        let colors = Colors::complete(&Given { primary: Some(green), ..Given::default() });
        assert_eq!((colors.accent, colors.on_primary), (green, WHITE));
        assert_eq!(colors.primary_tint, colors.accent_tint);
    }
}
