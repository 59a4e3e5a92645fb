use super::{Brand, CalloutColors, Color, Legal, MIN_CONTRAST};
use crate::diagnostics::{Diagnostic, Facts, declare_rule};
use crate::language::Language;
use crate::settings::legal::Profile;
use crate::settings::template::mentions;
use crate::source::{FileId, Span};
use crate::yaml::{self, MapReader, Node, Reader};

declare_rule! {
    /// A value in the brand file that cannot be used: a colour that is no
    /// `#rrggbb`, a list where a text is expected, a file that is not YAML.
    ///
    /// The default takes its place, so the document would not look as the brand
    /// asks.
    ///
    /// Wrong:
    ///
    /// ```yaml
    /// colours:
    ///   primary: dark blue
    /// ```
    ///
    /// Right:
    ///
    /// ```yaml
    /// colours:
    ///   primary: "#0f3b4c"
    /// ```
    pub BRAND_INVALID = "brand-invalid", Error
}

declare_rule! {
    /// A key of the brand file that nobody reads: most often a misspelling,
    /// whose effect would silently be missing from every document.
    ///
    /// Wrong:
    ///
    /// ```yaml
    /// colours:
    ///   primry: "#0f3b4c"
    /// ```
    ///
    /// Right:
    ///
    /// ```yaml
    /// colours:
    ///   primary: "#0f3b4c"
    /// ```
    pub BRAND_UNKNOWN_KEY = "brand-unknown-key", Warning
}

declare_rule! {
    /// A colour for text that is too close to its ground: below a contrast of
    /// 4.5:1 (WCAG 2.1, AA) small text is hard to read, and is lost on an
    /// office printer.
    ///
    /// Wrong:
    ///
    /// ```yaml
    /// colours:
    ///   grey: "#aab4bb"
    /// ```
    ///
    /// Right:
    ///
    /// ```yaml
    /// colours:
    ///   grey: "#56636e"
    /// ```
    pub BRAND_CONTRAST = "brand-contrast", Warning
}

/// Reads a brand file. What does not fit is reported, and the default stands in
/// its place.
pub fn parse(file: FileId, text: &str, language: Language) -> (Brand, Vec<Diagnostic>) {
    match yaml::parse(file, text, 0) {
        Ok(node) => read(&node, language),
        Err(error) => {
            let finding = Diagnostic::new(&BRAND_INVALID, error.message).at(error.span);
            (Brand::default(), vec![finding])
        }
    }
}

/// Reads a brand from its YAML tree.
pub fn read(node: &Node, language: Language) -> (Brand, Vec<Diagnostic>) {
    let mut reader = Reader::new(&BRAND_INVALID, &BRAND_UNKNOWN_KEY, language);
    let mut brand = Brand::default();
    let mut seen = Vec::new();
    if let Some(mut map) = reader.map(node) {
        // The version of this format; there is only one so far.
        map.get("schema");
        section(&mut reader, &mut map, "company", |reader, map| company(reader, map, &mut brand));
        section(&mut reader, &mut map, "legal", |reader, map| legal(reader, map, &mut brand.legal));
        section(&mut reader, &mut map, "contact", |reader, map| {
            let contact = &mut brand.contact;
            text(reader, map, "name", &mut contact.name);
            text(reader, map, "role", &mut contact.role);
            text(reader, map, "email", &mut contact.email);
            text(reader, map, "phone", &mut contact.phone);
        });
        section(&mut reader, &mut map, "bank", |reader, map| {
            text(reader, map, "name", &mut brand.bank.name);
            text(reader, map, "iban", &mut brand.bank.iban);
            text(reader, map, "bic", &mut brand.bank.bic);
        });
        section(&mut reader, &mut map, "logos", |reader, map| logos(reader, map, &mut brand));
        section(&mut reader, &mut map, "colours", |reader, map| {
            let colors = &mut brand.colors;
            let targets: [(&'static str, &mut Color); 11] = [
                ("primary", &mut colors.primary),
                ("accent", &mut colors.accent),
                ("ink", &mut colors.ink),
                ("grey", &mut colors.grey),
                ("line", &mut colors.line),
                ("primary_tint", &mut colors.primary_tint),
                ("accent_tint", &mut colors.accent_tint),
                ("grey_tint", &mut colors.grey_tint),
                ("on_primary", &mut colors.on_primary),
                ("soft_on_primary", &mut colors.soft_on_primary),
                ("accent_on_primary", &mut colors.accent_on_primary),
            ];
            for (key, target) in targets {
                if let Some(span) = color(reader, map, key, target) {
                    seen.push((key, span));
                }
            }
        });
        section(&mut reader, &mut map, "callouts", |reader, map| {
            let callouts = &mut brand.callouts;
            let targets: [(&'static str, &mut CalloutColors); 5] = [
                ("info", &mut callouts.info),
                ("success", &mut callouts.success),
                ("warning", &mut callouts.warning),
                ("danger", &mut callouts.danger),
                ("neutral", &mut callouts.neutral),
            ];
            for (key, target) in targets {
                let mut span = None;
                section(reader, map, key, |reader, map| {
                    span = color(reader, map, "ink", &mut target.ink);
                    color(reader, map, "tint", &mut target.tint);
                });
                if let Some(span) = span {
                    contrast(reader, span, key, target.ink, &[("tint", target.tint)]);
                }
            }
        });
        section(&mut reader, &mut map, "fonts", |reader, map| {
            let fonts = &mut brand.fonts;
            let targets: [(&'static str, &mut String); 6] = [
                ("text", &mut fonts.text),
                ("heading", &mut fonts.heading),
                ("code", &mut fonts.code),
                ("emoji", &mut fonts.emoji),
                ("symbols", &mut fonts.symbols),
                ("math", &mut fonts.math),
            ];
            for (key, target) in targets {
                if let Some(family) = map.get(key).and_then(|node| reader.text(node)) {
                    *target = family;
                }
            }
        });
        section(&mut reader, &mut map, "texts", |reader, map| {
            text(reader, map, "footer", &mut brand.texts.footer);
            brand.texts.mentions = lines(reader, map, "mentions");
        });
        reader.finish(map);
    }
    contrasts(&mut reader, &brand, &seen);
    (brand, reader.findings)
}

/// Reads one mapping of the file, to its end.
fn section<'a>(
    reader: &mut Reader,
    map: &mut MapReader<'a>,
    key: &'static str,
    read: impl FnOnce(&mut Reader, &mut MapReader<'a>),
) {
    if let Some(node) = map.get(key)
        && let Some(mut inner) = reader.map(node)
    {
        read(reader, &mut inner);
        reader.finish(inner);
    }
}

fn text(reader: &mut Reader, map: &mut MapReader<'_>, key: &'static str, target: &mut Option<String>) {
    if let Some(node) = map.get(key) {
        *target = reader.text(node).filter(|text| !text.trim().is_empty());
    }
}

/// A list of texts; one text is a list of its lines.
fn lines(reader: &mut Reader, map: &mut MapReader<'_>, key: &'static str) -> Vec<String> {
    let Some(node) = map.get(key) else { return Vec::new() };
    let texts: Vec<String> = node.items().iter().filter_map(|item| reader.text(item)).collect();
    texts
        .iter()
        .flat_map(|text| text.lines())
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .map(str::to_owned)
        .collect()
}

fn company(reader: &mut Reader, map: &mut MapReader<'_>, brand: &mut Brand) {
    text(reader, map, "name", &mut brand.company.name);
    text(reader, map, "tagline", &mut brand.company.tagline);
    text(reader, map, "website", &mut brand.company.website);
}

fn legal(reader: &mut Reader, map: &mut MapReader<'_>, legal: &mut Legal) {
    for key in Legal::KEYS {
        let mut value = None;
        text(reader, map, key, &mut value);
        legal.facts.extend(value.map(|value| (*key, value)));
    }
    legal.span = Some(map.span);
    if let Some(node) = map.get("profile")
        && let Some(name) = reader.text(node)
    {
        legal.profile = Profile::from_name(&name);
        if legal.profile.is_none() {
            let names: Vec<&str> = Profile::NAMES.iter().map(|(name, _)| *name).collect();
            let names = names.join(", ");
            let message = reader.language.pick(
                format!("`{name}` n'est pas un profil ; il y a {names}"),
                format!("`{name}` is no profile; there are {names}"),
            );
            reader.wrong(node.span, message);
        }
    }
    legal.require = map.get("require").map(|node| mentions(reader, node));
    legal.recommend = map.get("recommend").map(|node| mentions(reader, node));
    legal.address = lines(reader, map, "address");
    legal.mentions = lines(reader, map, "mentions");
}

fn logos(reader: &mut Reader, map: &mut MapReader<'_>, brand: &mut Brand) {
    text(reader, map, "main", &mut brand.logos.main);
    text(reader, map, "light", &mut brand.logos.light);
    text(reader, map, "mark", &mut brand.logos.mark);
    if let Some(node) = map.get("min_width_mm")
        && let Some(width) = reader.text(node)
    {
        brand.logos.min_width_mm = width.trim().parse().ok();
        if brand.logos.min_width_mm.is_none() {
            let message = reader.language.pick(
                format!("`{width}` n'est pas un nombre entier de millimètres"),
                format!("`{width}` is not a whole number of millimetres"),
            );
            reader.wrong(node.span, message);
        }
    }
}

/// Reads a colour; where one was read, says where it stands.
fn color(
    reader: &mut Reader,
    map: &mut MapReader<'_>,
    key: &'static str,
    target: &mut Color,
) -> Option<Span> {
    let node = map.get(key)?;
    let text = reader.text(node)?;
    let Some(color) = Color::from_hex(&text) else {
        let message = reader.language.pick(
            format!("`{text}` n'est pas une couleur (`#rrvvbb`)"),
            format!("`{text}` is not a colour (`#rrggbb`)"),
        );
        reader.wrong(node.span, message);
        return None;
    };
    *target = color;
    Some(node.span)
}

/// Text colours and the grounds that they stand on.
fn contrasts(reader: &mut Reader, brand: &Brand, seen: &[(&'static str, Span)]) {
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
        contrast(reader, *span, key, color, grounds);
    }
}

fn contrast(reader: &mut Reader, span: Span, key: &str, color: Color, grounds: &[(&str, Color)]) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceFile, Sources};

    fn parse_text(text: &str) -> (Brand, Vec<String>) {
        let file = Sources::new().add(SourceFile::new("brand.yaml", text));
        let (brand, findings) = parse(file, text, Language::English);
        let shown = findings.into_iter().map(|f| format!("{}: {}", f.rule.name, f.message)).collect();
        (brand, shown)
    }

    #[test]
    fn an_empty_file_is_the_neutral_brand() {
        assert_eq!(parse_text(""), (Brand::default(), vec![]));
    }

    #[test]
    fn the_neutral_brand_is_readable() {
        let colors = Brand::default().colors;
        let text = format!(
            "colours:\n  primary: \"{}\"\n  accent: \"{}\"\n  ink: \"{}\"\n  grey: \"{}\"\n  on_primary: \"{}\"\n  soft_on_primary: \"{}\"\n  accent_on_primary: \"{}\"\n",
            colors.primary,
            colors.accent,
            colors.ink,
            colors.grey,
            colors.on_primary,
            colors.soft_on_primary,
            colors.accent_on_primary
        );
        assert_eq!(parse_text(&text), (Brand::default(), vec![]));
    }

    #[test]
    fn the_legal_profile_and_its_lists_are_read() {
        let text = "legal: {profile: fr-ei, require: [issuer.siren], recommend: [cvg]}\n";
        let (brand, findings) = parse_text(text);
        assert_eq!(brand.legal.profile, Some(Profile::FrEi));
        assert_eq!(brand.legal.require.as_deref(), Some(&[crate::settings::legal::Mention::IssuerSiren][..]));
        assert_eq!(findings, ["brand-invalid: `cvg` is no mention that is known; did you mean `cgv`?"]);
        let (_, findings) = parse_text("legal: {profile: sarl}\n");
        assert_eq!(
            findings,
            [
                "brand-invalid: `sarl` is no profile; there are fr-company, fr-ei, fr-ei-franchise, sn-company, tg-company, none"
            ]
        );
    }

    #[test]
    fn each_value_that_does_not_fit_is_reported_and_the_rest_is_read() {
        let text = "company: {name: ACME, nmae: x}\nlegal: {siren: 012345678, address: [1 rue A, 75000 Paris]}\ncolours: {primary: blue, grey: \"#aab4bb\"}\n";
        let (brand, findings) = parse_text(text);
        assert_eq!(brand.company.name.as_deref(), Some("ACME"));
        assert_eq!(brand.legal.fact("siren"), Some("012345678"));
        assert_eq!(brand.legal.address, ["1 rue A", "75000 Paris"]);
        assert_eq!(
            findings,
            [
                "brand-unknown-key: unknown key: `nmae`",
                "brand-invalid: `blue` is not a colour (`#rrggbb`)",
                "brand-contrast: `grey` on `primary_tint`: contrast of 1.8:1",
            ]
        );
    }
}
