use chrono::{Datelike as _, NaiveDate};

use super::Lowering;
use super::runs::hold_small_words;
use super::signing::Place;
use crate::language::Language;
use crate::money::{Decimals, Money, format_amount};
use crate::proposal::price::TaxBasis;
use crate::proposal::{DocumentKind, Field, ImageSource, Total, in_words};
use crate::typeset::code::Code;
use crate::typeset::typography;

impl Lowering<'_> {
    /// Writes `meta`: what is known about the proposal, as a dictionary in
    /// which what is unknown is `none`.
    pub(super) fn metadata(&mut self, code: &mut Code) {
        let meta = &self.proposal.metadata;
        let client_logo = self.client_logo();
        let language = self.language;
        let worded = |field: Option<&Field<String>>| {
            field.map(|field| Field { value: self.worded(&field.value), span: field.span })
        };
        code.raw("#let meta = ");
        code.group("(", ")", |code| {
            let title = worded(meta.title.as_ref());
            text(code, "title", title.as_ref());
            let display = title.map(|Field { value, span }| Field {
                value: typography::breakable(&hold_small_words(&value), self.longest),
                span,
            });
            text(code, "display-title", display.as_ref());
            text(code, "subtitle", worded(meta.subtitle.as_ref()).as_ref());
            code.line();
            code.raw("client: ");
            match &meta.client {
                None => code.raw("none"),
                Some(client) => code.group("(", ")", |code| {
                    text(code, "name", Some(&client.name));
                    texts(code, "address", &client.address);
                    text(code, "contact", client.contact.as_ref());
                }),
            }
            code.raw(",");
            entry(code, "client-logo", |code| match &client_logo {
                Some(name) => {
                    code.raw("path(");
                    code.string(name);
                    code.raw(")");
                }
                None => code.raw("none"),
            });
            texts(code, "authors", &meta.authors);
            text(code, "number", meta.number.as_ref());
            text(code, "version", meta.version.as_ref());
            date(code, "date", meta.date.as_ref(), language);
            date(code, "valid-until", meta.valid_until.as_ref(), language);
            date(code, "updated", meta.updated.as_ref(), language);
            text(code, "subject", worded(meta.subject.as_ref()).as_ref());
            entry(code, "language", |code| code.string(language.code()));
            let region = meta.language_tag.as_ref().and_then(|tag| region(&tag.value));
            entry(code, "region", |code| match &region {
                Some(region) => code.string(region),
                None => code.raw("none"),
            });
            text(code, "country", meta.country.as_ref());
            text(code, "currency", meta.currency.as_ref());
            texts(code, "keywords", &meta.keywords);
            text(code, "description", meta.description.as_ref());
            entry(code, "contents", |code| {
                code.raw(match meta.contents.as_ref().map(|field| field.value) {
                    None => "auto",
                    Some(true) => "true",
                    Some(false) => "false",
                });
            });
            entry(code, "kind", |code| {
                code.raw(match meta.kind.as_ref().map(|kind| kind.value) {
                    Some(DocumentKind::Quote) => "\"quote\"",
                    Some(DocumentKind::Brochure) => "\"brochure\"",
                    Some(DocumentKind::Other) => "\"other\"",
                    None => "none",
                });
            });
            entry(code, "acceptance", |code| {
                code.raw(match meta.acceptance.as_ref().map(|field| field.value) {
                    None => "auto",
                    Some(true) => "true",
                    Some(false) => "false",
                });
            });
            entry(code, "signed", |code| {
                code.raw(match super::signing::place(self.proposal) {
                    Place::Absent => "false",
                    Place::Label => "\"label\"",
                    Place::Own => "true",
                });
            });
            entry(code, "total", |code| match &self.proposal.total {
                Some(total) => code.at(total.span, |code| total_in(code, total, language, region.as_deref())),
                None => code.raw("none"),
            });
            entry(code, "numbered", |code| {
                let marked =
                    self.headings.values().flatten().any(|heading| heading.level <= 2 && heading.marked);
                code.fmt(format_args!("{marked}"));
            });
            entry(code, "headings", |code| {
                let mut all: Vec<_> = self.headings.values().flatten().collect();
                all.sort_by_key(|heading| heading.number);
                code.raw("(");
                for heading in all.into_iter().filter(|heading| heading.level <= 2) {
                    code.fmt(format_args!("({}, ", heading.level));
                    code.string(&heading.text);
                    code.raw("), ");
                }
                code.raw(")");
            });
        });
    }
}

impl Lowering<'_> {
    /// The file of the client's logo, beside the code. One that is not there was
    /// reported when the note was read.
    fn client_logo(&mut self) -> Option<String> {
        let logo = self.proposal.metadata.client_logo.as_ref()?;
        let ImageSource::File(path) = &logo.value else { return None };
        match self.pictures.get(path, None) {
            Ok(picture) => Some(self.file(&picture.bytes, picture.extension)),
            Err(problem) => {
                self.findings.push(problem.finding(path, logo.span, self.language));
                None
            }
        }
    }
}

fn entry(code: &mut Code, key: &str, value: impl FnOnce(&mut Code)) {
    code.line();
    code.fmt(format_args!("{key}: "));
    value(code);
    code.raw(",");
}

fn text(code: &mut Code, key: &str, field: Option<&Field<String>>) {
    entry(code, key, |code| match field {
        Some(field) => code.at(field.span, |code| code.string(&field.value)),
        None => code.raw("none"),
    });
}

fn texts(code: &mut Code, key: &str, fields: &[Field<String>]) {
    entry(code, key, |code| {
        code.raw("(");
        for field in fields {
            code.at(field.span, |code| code.string(&field.value));
            code.raw(", ");
        }
        code.raw(")");
    });
}

fn date(code: &mut Code, key: &str, field: Option<&Field<NaiveDate>>, language: Language) {
    entry(code, key, |code| match field {
        Some(field) => code.at(field.span, |code| {
            let day = field.value;
            code.fmt(format_args!(
                "(value: datetime(year: {}, month: {}, day: {}), text: ",
                day.year(),
                day.month(),
                day.day()
            ));
            code.string(&in_words(day, language));
            code.raw(")");
        }),
        None => code.raw("none"),
    });
}

/// The amount that is agreed to, in figures and in words.
fn total_in(code: &mut Code, total: &Total, language: Language, region: Option<&str>) {
    let Money { amount, currency } = total.amount;
    let places = currency.minor_units();
    // As the document prints it: `9 530,00 €` beside `10 101,80 €`.
    let decimals = if total.decimals > 0 { Decimals::Exactly(places) } else { Decimals::AsNeeded(places) };
    code.raw("(amount: ");
    code.string(&format_amount(amount, Some(currency), language, decimals));
    code.raw(", words: ");
    match crate::money::in_words(amount, currency, language, region) {
        Some(words) => code.string(&words),
        None => code.raw("none"),
    }
    code.raw(", basis: ");
    code.raw(match total.basis {
        Some(TaxBasis::Net) => "\"net\"",
        Some(TaxBasis::Gross) => "\"gross\"",
        Some(TaxBasis::Exempt) | None => "none",
    });
    code.fmt(format_args!(", yearly: {})", total.yearly));
}

/// The region of a language tag (`fr-CH` → `CH`).
fn region(tag: &str) -> Option<String> {
    tag.split(['-', '_'])
        .skip(1)
        .find(|part| part.len() == 2 && part.chars().all(|c| c.is_ascii_alphabetic()))
        .map(str::to_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_region_is_the_second_part_of_a_tag() {
        assert_eq!(region("fr-ch").as_deref(), Some("CH"));
        assert_eq!(region("fr"), None);
    }
}
