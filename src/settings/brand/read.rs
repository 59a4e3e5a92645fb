use super::{
    BRAND_INVALID, BRAND_NUMBER_WRONG, BRAND_UNKNOWN_KEY, Brand, CalloutColors, Color, Colors, Fonts, Given,
    Legal, contrast, numbers,
};
use crate::diagnostics::Diagnostic;
use crate::language::Language;
use crate::proposal::{Field, PageBreaks, Typography};
use crate::settings::legal::Profile;
use crate::settings::template::mentions;
use crate::source::{FileId, Span};
use crate::yaml::{self, MapReader, Node, Reader};

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
    let (brand, reader) = fill(node, language);
    (brand, reader.findings)
}

pub(super) fn fill(node: &Node, language: Language) -> (Brand, Reader) {
    let mut reader = Reader::new(&BRAND_INVALID, &BRAND_UNKNOWN_KEY, language);
    let mut brand = Brand::default();
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
            let bank = &mut brand.bank;
            text(reader, map, "name", &mut bank.name);
            text(reader, map, "iban", &mut bank.iban);
            text(reader, map, "bic", &mut bank.bic);
            text(reader, map, "account", &mut bank.account);
        });
        section(&mut reader, &mut map, "logos", |reader, map| logos(reader, map, &mut brand));
        let mut seen = Vec::new();
        section(&mut reader, &mut map, "colours", |reader, map| seen = colours(reader, map, &mut brand));
        contrast::all(&mut reader, &brand, &seen);
        section(&mut reader, &mut map, "callouts", |reader, map| callouts(reader, map, &mut brand));
        section(&mut reader, &mut map, "fonts", |reader, map| fonts(reader, map, &mut brand.fonts));
        section(&mut reader, &mut map, "texts", |reader, map| {
            text(reader, map, "footer", &mut brand.texts.footer);
            brand.texts.mentions = lines(reader, map, "mentions");
            if let Some(Field { value, span }) = field(reader, map, "typography") {
                match Typography::from_name(&value) {
                    Some(value) => brand.texts.typography = Some(Field { value, span }),
                    None => reader.wrong(
                        span,
                        language.pick(
                            "ici, `smart` ou `plain` est attendu",
                            "`smart` or `plain` is expected here",
                        ),
                    ),
                }
            }
            page_breaks(reader, map, language, &mut brand.texts.page_breaks);
        });
        reader.finish(map);
    }
    for (key, fault) in numbers::faults(&brand) {
        let section = if matches!(key, "iban" | "bic") { "bank" } else { "legal" };
        let value = node.get(section).and_then(|section| section.get(key)).unwrap_or(node);
        let finding = Diagnostic::new(&BRAND_NUMBER_WRONG, fault.message(key, language)).at(value.span);
        reader.findings.push(finding);
    }
    (brand, reader)
}

/// Reads the colours; says which ones the brand names, and where.
fn colours(reader: &mut Reader, map: &mut MapReader<'_>, brand: &mut Brand) -> Vec<(&'static str, Span)> {
    let mut given = Given::default();
    let targets: [(&'static str, &mut Option<Color>); 11] = [
        ("primary", &mut given.primary),
        ("accent", &mut given.accent),
        ("ink", &mut given.ink),
        ("grey", &mut given.grey),
        ("line", &mut given.line),
        ("primary_tint", &mut given.primary_tint),
        ("accent_tint", &mut given.accent_tint),
        ("grey_tint", &mut given.grey_tint),
        ("on_primary", &mut given.on_primary),
        ("soft_on_primary", &mut given.soft_on_primary),
        ("accent_on_primary", &mut given.accent_on_primary),
    ];
    let mut seen = Vec::new();
    for (key, target) in targets {
        if let Some(field) = color(reader, map, key) {
            *target = Some(field.value);
            seen.push((key, field.span));
        }
    }
    brand.colors = Colors::complete(&given);
    seen
}

fn callouts(reader: &mut Reader, map: &mut MapReader<'_>, brand: &mut Brand) {
    let callouts = &mut brand.callouts;
    let targets: [(&'static str, &mut CalloutColors); 5] = [
        ("info", &mut callouts.info),
        ("success", &mut callouts.success),
        ("warning", &mut callouts.warning),
        ("danger", &mut callouts.danger),
        ("neutral", &mut callouts.neutral),
    ];
    for (key, target) in targets {
        let mut place = None;
        section(reader, map, key, |reader, map| {
            let ink = color(reader, map, "ink");
            let tint = color(reader, map, "tint");
            place = ink.as_ref().or(tint.as_ref()).map(|field| field.span);
            target.ink = ink.map_or(target.ink, |ink| ink.value);
            target.tint = tint.map_or(target.tint, |tint| tint.value);
        });
        if let Some(span) = place {
            contrast::one(reader, span, key, target.ink, &[("tint", target.tint)]);
        }
    }
}

/// Reads the families; headings are set in that of the text where nothing else
/// is asked for.
fn fonts(reader: &mut Reader, map: &mut MapReader<'_>, fonts: &mut Fonts) {
    let Fonts { text, heading, code, emoji, symbols, math, named } = fonts;
    let targets: [(&'static str, &mut String); 6] = [
        ("text", text),
        ("heading", heading),
        ("code", code),
        ("emoji", emoji),
        ("symbols", symbols),
        ("math", math),
    ];
    let mut body = None;
    for (key, target) in targets {
        let family = field(reader, map, key);
        let follows = body.as_ref().filter(|_| key == "heading");
        if let Some(family) = family.as_ref().map(|family| &family.value).or(follows) {
            target.clone_from(family);
        }
        if key == "text" {
            body = family.as_ref().map(|family| family.value.clone());
        }
        named.extend(family);
    }
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

/// A text and where it stands.
fn field(reader: &mut Reader, map: &mut MapReader<'_>, key: &'static str) -> Option<Field<String>> {
    let node = map.get(key)?;
    let value = reader.text(node).filter(|text| !text.trim().is_empty())?;
    Some(Field { value, span: node.span })
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

/// Where pages end: a place or a list of them.
fn page_breaks(reader: &mut Reader, map: &mut MapReader<'_>, language: Language, breaks: &mut PageBreaks) {
    let Some(node) = map.get("page_breaks") else { return };
    for item in node.items() {
        if let Some(place) = reader.text(item)
            && !breaks.ask(&place)
        {
            reader.wrong(
                item.span,
                language
                    .pick("ici, `rules`, `h1` ou `h2` est attendu", "`rules`, `h1` or `h2` is expected here"),
            );
        }
    }
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
    brand.logos.main = field(reader, map, "main");
    brand.logos.light = field(reader, map, "light");
    brand.logos.mark = field(reader, map, "mark");
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

/// Reads a colour.
fn color(reader: &mut Reader, map: &mut MapReader<'_>, key: &'static str) -> Option<Field<Color>> {
    let node = map.get(key)?;
    let text = reader.text(node)?;
    let color = Color::from_hex(&text);
    if color.is_none() {
        let message = reader.language.pick(
            format!("`{text}` n'est pas une couleur (`#rrvvbb`)"),
            format!("`{text}` is not a colour (`#rrggbb`)"),
        );
        reader.wrong(node.span, message);
    }
    color.map(|value| Field { value, span: node.span })
}
