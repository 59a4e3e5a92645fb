//! What is known about a proposal: from its properties, else from the document.

pub(crate) mod dates;
mod detect;
mod fallback;
pub(super) mod labels;
mod values;

use labels::Key;
use values::Values;

pub(super) use detect::language as detect;
pub(super) use fallback::complete;
pub(super) use values::unquoted_link;

use super::rules::{DATE_UNREADABLE, FRONTMATTER_INVALID};
use crate::diagnostics::Diagnostic;
use crate::language::Language;
use crate::proposal::{Attach, DocumentKind, Field, Metadata, PageBreaks, Party, Typography};
use crate::source::Span;
use crate::yaml::{Node, Value};

/// The language that the properties name.
pub(super) fn language(properties: &Node) -> (Option<Language>, Option<Field<String>>) {
    let entry = properties.entries().iter().find(|entry| labels::key(&entry.key) == Some(Key::Language));
    let tag = entry.and_then(|entry| {
        let text = values::text(&entry.value)?;
        Some(Field { value: text, span: entry.value.span })
    });
    (tag.as_ref().and_then(|tag| Language::from_tag(&tag.value)), tag)
}

/// What the properties append to the document, as written: `[[CGV]]`,
/// `conditions.pdf`, `[[CGV|Nos conditions]]`.
pub(super) fn annexes(properties: &Node) -> Vec<Field<String>> {
    let mut out = Vec::new();
    for entry in properties.entries() {
        if labels::key(&entry.key) == Some(Key::Annexes) {
            values::scalars(&entry.value, &mut out);
        }
    }
    out
}

/// The value that names the client's logo, of its own or within that of the
/// client.
pub(super) fn client_logo(properties: &Node) -> Option<&Node> {
    let find = |key: Key| {
        let named = properties.entries().iter().filter(move |entry| labels::key(&entry.key) == Some(key));
        named.map(|entry| &entry.value).find(|value| !value.is_null())
    };
    let within =
        |client: &'_ Node| client.entries().iter().position(|entry| super::names::key(&entry.key) == "logo");
    find(Key::ClientLogo).or_else(|| {
        let client = find(Key::Client)?;
        client.entries().get(within(client)?).map(|entry| &entry.value)
    })
}

/// Reads the properties of a note.
pub(super) fn read(
    properties: &Node,
    span: Option<Span>,
    language: Language,
    findings: &mut Vec<Diagnostic>,
) -> Metadata {
    let (_, language_tag) = self::language(properties);
    let mut values = Values { properties, language, findings };
    let american = dates::is_american(language, language_tag.as_ref().map(|tag| tag.value.as_str()));
    let date = values.date(Key::Date, american);
    let valid_until = values.valid_until(american, date.as_ref());
    Metadata {
        span,
        title: values.text(Key::Title),
        subtitle: values.text(Key::Subtitle),
        client: values.client(),
        // Which file that is, the vault knows.
        client_logo: None,
        authors: values.list(Key::Author),
        number: values.text(Key::Number),
        version: values.text(Key::Version),
        kind: values.kind(),
        proposal: values.is_proposal(),
        versions: Vec::new(),
        date,
        valid_until,
        updated: values.date(Key::Updated, american),
        subject: values.text(Key::Subject),
        language,
        language_tag,
        country: values.code(Key::Country),
        currency: values.code(Key::Currency),
        project_currency: None,
        template: values.text(Key::Template),
        brand: values.text(Key::Brand),
        output: values.text(Key::Output),
        contents: values.truth(Key::Contents),
        acceptance: values.truth(Key::Acceptance),
        page_breaks: values.page_breaks(),
        typography: values.typography(),
        attach: values.attach(),
        keywords: values.list(Key::Keywords),
        description: values.text(Key::Description),
        pricing: super::prices::terms(properties),
    }
}

impl Values<'_> {
    /// Reads a truth value.
    fn truth(&mut self, key: Key) -> Option<Field<bool>> {
        let Field { value, span } = self.text(key)?;
        let truth = match value.to_lowercase().as_str() {
            "true" | "yes" | "oui" | "on" | "ja" | "sí" | "si" => true,
            "false" | "no" | "non" | "off" | "nein" => false,
            _ => {
                let message = self
                    .language
                    .pick("ici, `true` ou `false` est attendu", "`true` or `false` is expected here");
                self.findings.push(Diagnostic::new(&FRONTMATTER_INVALID, message).at(span));
                return None;
            }
        };
        Some(Field { value: truth, span })
    }

    /// Reads where pages end: `rules`, `h1`, `h2`, or several of them.
    fn page_breaks(&mut self) -> Option<PageBreaks> {
        let places = self.list(Key::PageBreaks);
        let mut breaks = PageBreaks::default();
        for Field { value, span } in &places {
            if !breaks.ask(value) {
                let message = self
                    .language
                    .pick("ici, `rules`, `h1` ou `h2` est attendu", "`rules`, `h1` or `h2` is expected here");
                self.findings.push(Diagnostic::new(&FRONTMATTER_INVALID, message).at(*span));
            }
        }
        (!places.is_empty()).then_some(breaks)
    }

    /// Reads the kind of document; a word that names none is the author's own.
    fn kind(&mut self) -> Option<Field<DocumentKind>> {
        let Field { value, span } = self.text(Key::Type)?;
        let word = super::names::key(&value);
        let of = |words: &[&str]| words.contains(&word.as_str());
        let kind = if of(labels::QUOTES) {
            DocumentKind::Quote
        } else if of(labels::BROCHURES) {
            DocumentKind::Brochure
        } else if of(labels::OTHER_DOCUMENTS) {
            DocumentKind::Other
        } else {
            return None;
        };
        Some(Field { value: kind, span })
    }

    /// Reads which characters are replaced.
    fn typography(&mut self) -> Option<Field<Typography>> {
        let Field { value, span } = self.text(Key::Typography)?;
        let typography = Typography::from_name(&value);
        if typography.is_none() {
            let message = self
                .language
                .pick("ici, `smart` ou `plain` est attendu", "`smart` or `plain` is expected here");
            self.findings.push(Diagnostic::new(&FRONTMATTER_INVALID, message).at(span));
        }
        typography.map(|value| Field { value, span })
    }

    /// Reads what the PDF is to carry.
    fn attach(&mut self) -> Vec<Field<Attach>> {
        let mut all: Vec<Field<Attach>> = Vec::new();
        for Field { value, span } in self.list(Key::Attach) {
            let word = super::names::key(&value);
            let known = labels::ATTACHMENTS.iter().find(|(_, names)| names.contains(&word.as_str()));
            match known {
                Some((value, _)) if all.iter().any(|field| field.value == *value) => {}
                Some((value, _)) => all.push(Field { value: *value, span }),
                None => {
                    let message = self.language.pick(
                        format!("`{value}` ne peut pas être joint : il y a `prix` et `source`"),
                        format!("`{value}` cannot be attached: there are `prices` and `source`"),
                    );
                    self.findings.push(Diagnostic::new(&FRONTMATTER_INVALID, message).at(span));
                }
            }
        }
        all
    }

    /// Whether the kind of document is called a proposal.
    fn is_proposal(&mut self) -> bool {
        let kind = self.text(Key::Type);
        kind.is_some_and(|kind| labels::PROPOSALS.contains(&super::names::key(&kind.value).as_str()))
    }

    /// Reads a code such as `SN` or `XOF`.
    fn code(&mut self, key: Key) -> Option<Field<String>> {
        self.text(key).map(|field| Field { value: field.value.trim().to_uppercase(), span: field.span })
    }

    fn date(&mut self, key: Key, american: bool) -> Option<Field<chrono::NaiveDate>> {
        let field = self.text(key)?;
        let date = dates::date(&field.value, american);
        // When a note was changed is written by plugins in forms of their own.
        if date.is_none() && key != Key::Updated {
            self.unreadable(&field);
        }
        date.map(|value| Field { value, span: field.span })
    }

    fn valid_until(
        &mut self,
        american: bool,
        issued: Option<&Field<chrono::NaiveDate>>,
    ) -> Option<Field<chrono::NaiveDate>> {
        let field = self.text(Key::ValidUntil)?;
        if let Some(value) = dates::date(&field.value, american) {
            return Some(Field { value, span: field.span });
        }
        let Some(duration) = dates::duration(&field.value) else {
            self.unreadable(&field);
            return None;
        };
        let value = duration.after(issued?.value)?;
        Some(Field { value, span: field.span })
    }

    fn unreadable(&mut self, field: &Field<String>) {
        let message = self.language.pick(
            format!("`{}` n'est pas une date lisible", field.value),
            format!("`{}` is no date that can be read", field.value),
        );
        let help = self.language.pick("écrivez par exemple `2025-05-16`", "write for example `2025-05-16`");
        self.findings.push(Diagnostic::new(&DATE_UNREADABLE, message).at(field.span).help(help));
    }

    fn client(&mut self) -> Option<Party> {
        let node = self.node(Key::Client)?;
        let mut party = if let Value::Map(_) = &node.value {
            let inner = |names: &[&str]| {
                node.entries()
                    .iter()
                    .find(|entry| names.contains(&super::names::key(&entry.key).as_str()))
                    .map(|entry| &entry.value)
            };
            let name = inner(&["name", "nom", "societe", "company", "raison sociale"])?;
            let name = Field { value: values::text(name)?, span: name.span };
            let address = inner(&["address", "adresse"]).map(values::lines).unwrap_or_default();
            let contact = inner(&["contact", "attention", "interlocuteur"])
                .and_then(|node| Some(Field { value: values::text(node)?, span: node.span }));
            Party { name, address, contact }
        } else {
            Party { name: self.text(Key::Client)?, address: Vec::new(), contact: None }
        };
        if party.address.is_empty()
            && let Some(node) = self.node(Key::ClientAddress)
        {
            party.address = values::lines(node);
        }
        if party.contact.is_none() {
            party.contact = self.text(Key::ClientContact);
        }
        Some(party)
    }
}
