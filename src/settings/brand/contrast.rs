//! Whether text can be read on its ground.

use super::{BRAND_CONTRAST, Brand, Color, MIN_CONTRAST};
use crate::diagnostics::{Diagnostic, Facts};
use crate::source::Span;
use crate::yaml::Reader;

/// Text colours and the grounds that they stand on.
pub(super) fn all(reader: &mut Reader, brand: &Brand, seen: &[(&'static str, Span)]) {
    let c = &brand.colors;
    let light = [
        ("white", Color::new(255, 255, 255)),
        ("primary_tint", c.primary_tint),
        ("accent_tint", c.accent_tint),
        ("grey_tint", c.grey_tint),
    ];
    let dark = [("primary", c.primary)];
    for (key, span) in seen {
        let (color, grounds): (Color, &[(&str, Color)]) = match *key {
            "primary" => (c.primary, &light),
            "accent" => (c.accent, &light),
            "ink" => (c.ink, &light),
            "grey" => (c.grey, &light),
            "on_primary" => (c.on_primary, &dark),
            "soft_on_primary" => (c.soft_on_primary, &dark),
            "accent_on_primary" => (c.accent_on_primary, &dark),
            _ => continue,
        };
        one(reader, *span, key, color, grounds);
    }
}

pub(super) fn one(reader: &mut Reader, span: Span, key: &str, color: Color, grounds: &[(&str, Color)]) {
    let Some((ground, ratio)) = grounds
        .iter()
        .map(|(ground, on)| (*ground, color.contrast(*on)))
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .filter(|(_, ratio)| *ratio < MIN_CONTRAST)
    else {
        return;
    };
    let message = reader.language.pick(
        format!("`{key}` sur `{ground}` : contraste de {ratio:.1}:1"),
        format!("`{key}` on `{ground}`: contrast of {ratio:.1}:1"),
    );
    let help = reader.language.pick(
        format!("au moins {MIN_CONTRAST}:1 pour un texte lisible, aussi imprimé en gris"),
        format!("at least {MIN_CONTRAST}:1 for text that is read easily, also printed in grey"),
    );
    reader.findings.push(Diagnostic::new(&BRAND_CONTRAST, message).at(span).help(help).facts(Facts {
        found: Some(format!("{ratio:.1}")),
        expected: Some(format!("{MIN_CONTRAST}")),
        ..Facts::default()
    }));
}
