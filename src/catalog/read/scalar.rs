//! Scalars: amounts, dates, currencies, words of a closed list.

use chrono::NaiveDate;

use super::super::{CATALOG_INVALID, CATALOG_UNKNOWN_KEY};
use crate::language::Language;
use crate::money::{Currency, Decimal};
use crate::proposal::Field;
use crate::proposal::price::TaxBasis;
use crate::source::Span;
use crate::yaml::{MapReader, Node, Reader, Value, nearest};

/// Reads values and remembers what is wrong.
pub(super) struct Faults {
    pub(super) reader: Reader,
    pub(super) language: Language,
    /// The keys that each kind of mapping knows, for the test that holds the
    /// schema to the reader.
    #[cfg(test)]
    pub(super) known: std::collections::BTreeMap<&'static str, Vec<&'static str>>,
}

impl Faults {
    pub(super) fn new(language: Language) -> Self {
        Self {
            reader: Reader::new(&CATALOG_INVALID, &CATALOG_UNKNOWN_KEY, language),
            language,
            #[cfg(test)]
            known: std::collections::BTreeMap::new(),
        }
    }

    /// Ends a mapping of a kind.
    #[cfg_attr(not(test), expect(unused_variables, reason = "the kind only serves the schema's test"))]
    pub(super) fn finish(&mut self, kind: &'static str, map: MapReader<'_>) {
        #[cfg(test)]
        self.known.insert(kind, map.asked().to_vec());
        self.reader.finish(map);
    }

    pub(super) fn wrong(&mut self, span: Span, french: impl Into<String>, english: impl Into<String>) {
        let message = self.language.pick(french.into(), english.into());
        self.reader.wrong(span, message);
    }

    pub(super) fn missing(&mut self, span: Span, key: &str) {
        self.wrong(span, format!("la clé `{key}` manque"), format!("the key `{key}` is missing"));
    }

    pub(super) fn text(&mut self, node: &Node) -> Option<Field<String>> {
        let value = self.reader.text(node)?;
        Some(Field { value: value.trim().to_owned(), span: node.span })
    }

    /// A text that must be there and say something.
    pub(super) fn required_text(
        &mut self,
        map: &mut MapReader<'_>,
        key: &'static str,
    ) -> Option<Field<String>> {
        let span = map.span;
        let Some(node) = map.get(key) else {
            self.missing(span, key);
            return None;
        };
        let text = self.text(node)?;
        if text.value.is_empty() {
            self.missing(node.span, key);
            return None;
        }
        Some(text)
    }

    pub(super) fn texts(&mut self, node: Option<&Node>) -> Vec<Field<String>> {
        node.map(Node::items).unwrap_or_default().iter().filter_map(|node| self.text(node)).collect()
    }

    /// An amount or rate: digits, perhaps a point and decimals, nothing else.
    pub(super) fn number(&mut self, node: &Node) -> Option<Field<Decimal>> {
        let text = self.text(node)?;
        let plain = |text: &str| {
            let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
            let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            digits(whole) && digits(decimals)
        };
        let number = plain(&text.value).then(|| Decimal::from_str_exact(&text.value).ok()).flatten();
        if number.is_none() {
            self.wrong(
                node.span,
                format!(
                    "`{}` n’est pas un nombre : des chiffres, un point avant les décimales, rien d’autre",
                    text.value
                ),
                format!(
                    "`{}` is not a number: digits, a point before the decimals, nothing else",
                    text.value
                ),
            );
        }
        number.map(|value| Field { value, span: node.span })
    }

    pub(super) fn date(&mut self, node: &Node) -> Option<Field<NaiveDate>> {
        let text = self.text(node)?;
        let shaped = text.value.len() == "2025-01-31".len();
        let date = shaped.then(|| text.value.parse().ok()).flatten();
        if date.is_none() {
            self.wrong(
                node.span,
                format!("`{}` n’est pas une date de la forme `2025-01-31`", text.value),
                format!("`{}` is not a date of the form `2025-01-31`", text.value),
            );
        }
        date.map(|value| Field { value, span: node.span })
    }

    pub(super) fn currency(&mut self, node: &Node) -> Option<Currency> {
        let text = self.text(node)?;
        let currency = Currency::from_code(&text.value);
        if currency.is_none() {
            self.wrong(
                node.span,
                format!("`{}` n’est pas un code de devise de trois lettres (`EUR`, `XOF`)", text.value),
                format!("`{}` is not a currency code of three letters (`EUR`, `XOF`)", text.value),
            );
        }
        currency
    }

    pub(super) fn basis(&mut self, node: &Node) -> Option<TaxBasis> {
        self.word(node, &[("net", TaxBasis::Net), ("gross", TaxBasis::Gross)])
    }

    /// A word of a closed list.
    pub(super) fn word<T: Copy>(&mut self, node: &Node, words: &[(&str, T)]) -> Option<T> {
        let text = self.text(node)?;
        let lower = text.value.to_lowercase();
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == lower) {
            return Some(*value);
        }
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        self.not_one_of(node.span, &text.value, &known);
        None
    }

    /// Reports a word that a closed list does not hold.
    pub(super) fn not_one_of(&mut self, span: Span, found: &str, known: &[&str]) {
        let list = known.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
        let hint = nearest(found, known);
        let did = self.language.pick("vouliez-vous dire", "did you mean");
        let hint = hint.map(|near| format!(" ({did} `{near}` ?)")).unwrap_or_default();
        let hint = self.language.pick(hint.clone(), hint.replace(" ?)", "?)"));
        self.wrong(
            span,
            format!("`{found}` n’est pas l’un de {list}{hint}"),
            format!("`{found}` is none of {list}{hint}"),
        );
    }

    /// The entries of a list; what is no list is reported.
    pub(super) fn list<'a>(&mut self, node: Option<&'a Node>) -> &'a [Node] {
        match node.map(|node| (&node.value, node.span)) {
            Some((Value::List(items), _)) => items,
            Some((Value::Scalar { .. } | Value::Map(_), span)) => {
                self.wrong(span, "ici, une liste est attendue", "a list is expected here");
                &[]
            }
            Some((Value::Null, _)) | None => &[],
        }
    }
}
