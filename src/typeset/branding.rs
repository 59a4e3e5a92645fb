//! The brand as Typst code: what a template sees as `document.brand`.

use super::code::literal;
use super::files::Files;
use super::pictures::{self, Picture, Problem};
use crate::settings::Brand;
use crate::settings::brand::{CalloutColors, Color, Legal};

/// The brand's code and the files that it names.
pub(super) struct Branding {
    pub(super) code: String,
    pub(super) files: Vec<(String, Vec<u8>)>,
}

/// Writes the brand. `families` says which font families there are.
pub(super) fn branding(brand: &Brand, files: &dyn Files, known: &dyn Fn(&str) -> bool) -> Branding {
    let mut out = Writer::default();
    let mut result = Branding { code: String::new(), files: Vec::new() };
    out.line("#let brand = (");
    out.text("  name", brand.company.name.as_deref());
    out.text("  tagline", brand.company.tagline.as_deref());
    out.text("  website", brand.company.website.as_deref());
    out.line("  legal: (");
    for key in Legal::KEYS {
        out.text(&format!("    {}", key.replace('_', "-")), brand.legal.fact(key));
    }
    out.texts("    address", &brand.legal.address);
    out.texts("    mentions", &brand.legal.mentions);
    out.line("  ),");
    out.line("  contact: (");
    out.text("    name", brand.contact.name.as_deref());
    out.text("    role", brand.contact.role.as_deref());
    out.text("    email", brand.contact.email.as_deref());
    out.text("    phone", brand.contact.phone.as_deref());
    out.line("  ),");
    out.line("  bank: (");
    out.text("    name", brand.bank.name.as_deref());
    out.text("    iban", brand.bank.iban.as_deref());
    out.text("    bic", brand.bank.bic.as_deref());
    out.text("    account", brand.bank.account.as_deref());
    out.line("  ),");
    out.line("  logos: (");
    let logos = brand.logos.all();
    for (key, path) in logos {
        let picture = path.and_then(|path| logo(&path.value, files).ok());
        let name = picture.map(|picture| {
            let name = format!("brand/{key}.{}", picture.extension);
            result.files.push((name.clone(), picture.bytes.to_vec()));
            name
        });
        match name {
            Some(name) => out.line(&format!("    {key}: path(\"{name}\"),")),
            None => out.line(&format!("    {key}: none,")),
        }
    }
    let stems: Vec<String> =
        logos.iter().filter_map(|(_, path)| path.map(|path| stem(&path.value))).collect();
    out.texts("    names", &stems);
    match brand.logos.min_width_mm {
        Some(width) => out.line(&format!("    min-width: {width}mm,")),
        None => out.line("    min-width: none,"),
    }
    out.line("  ),");
    out.colors(brand);
    out.fonts(brand, known);
    out.text("  footer", brand.texts.footer.as_deref());
    out.texts("  mentions", &brand.texts.mentions);
    out.line(")");
    result.code = out.0;
    result
}

/// A logo, or why it cannot be shown.
pub(super) fn logo(path: &str, files: &dyn Files) -> Result<Picture, Problem> {
    pictures::read(files.brand(path).ok_or(Problem::Absent)?)
}

/// The name of a file without folder and extension.
fn stem(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}

#[derive(Default)]
struct Writer(String);

impl Writer {
    fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    fn text(&mut self, key: &str, value: Option<&str>) {
        self.0.push_str(key);
        self.0.push_str(": ");
        match value {
            Some(value) => literal(value, &mut self.0),
            None => self.0.push_str("none"),
        }
        self.0.push_str(",\n");
    }

    fn texts(&mut self, key: &str, values: &[String]) {
        self.0.push_str(key);
        self.0.push_str(": (");
        for value in values {
            literal(value, &mut self.0);
            self.0.push_str(", ");
        }
        self.0.push_str("),\n");
    }

    fn color(&mut self, key: &str, color: Color) {
        self.line(&format!("    {key}: rgb(\"{color}\"),"));
    }

    fn colors(&mut self, brand: &Brand) {
        let c = &brand.colors;
        self.line("  colors: (");
        for (key, color) in [
            ("primary", c.primary),
            ("accent", c.accent),
            ("ink", c.ink),
            ("grey", c.grey),
            ("line", c.line),
            ("primary-tint", c.primary_tint),
            ("accent-tint", c.accent_tint),
            ("grey-tint", c.grey_tint),
            ("on-primary", c.on_primary),
            ("soft-on-primary", c.soft_on_primary),
            ("accent-on-primary", c.accent_on_primary),
        ] {
            self.color(key, color);
        }
        self.line("  ),");
        self.line("  callouts: (");
        let callouts = &brand.callouts;
        for (key, CalloutColors { ink, tint }) in [
            ("info", callouts.info),
            ("success", callouts.success),
            ("warning", callouts.warning),
            ("danger", callouts.danger),
            ("neutral", callouts.neutral),
        ] {
            self.line(&format!("    {key}: (ink: rgb(\"{ink}\"), tint: rgb(\"{tint}\")),"));
        }
        self.line("  ),");
    }

    /// Families in the order in which a character is looked for. One that is
    /// not there is left out: Typst can silently drop a paragraph that begins
    /// with a character which no family before the fallback covers.
    fn fonts(&mut self, brand: &Brand, known: &dyn Fn(&str) -> bool) {
        let fonts = &brand.fonts;
        let defaults = crate::settings::brand::Fonts::default();
        self.line("  fonts: (");
        for (key, family, default) in [
            ("text", &fonts.text, &defaults.text),
            ("heading", &fonts.heading, &defaults.heading),
            ("code", &fonts.code, &defaults.code),
            ("math", &fonts.math, &defaults.math),
        ] {
            let mut families: Vec<&String> = Vec::new();
            for family in [family, default, &fonts.emoji, &fonts.symbols, &defaults.symbols] {
                if known(family) && !families.contains(&family) {
                    families.push(family);
                }
            }
            self.0.push_str("    ");
            let families: Vec<String> = families.into_iter().cloned().collect();
            self.texts(key, &families);
        }
        self.line("  ),");
    }
}
