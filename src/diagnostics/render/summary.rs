use serde::{Deserialize, Serialize};

use super::line::columns;
use super::{Diagnostic, Severity, count};
use crate::language::Language;
use crate::source::Span;

/// What a run comes to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// How many findings are errors.
    pub errors: usize,
    /// How many are warnings.
    pub warnings: usize,
    /// How many are neither.
    pub infos: usize,
    /// How many documents were checked.
    pub files: usize,
    /// Prices that were held to the catalog; none where there is no catalog or
    /// no price.
    pub prices: Option<Prices>,
    /// What was read of tables.
    pub tables: Tables,
    /// Tables that look like prices and were not checked.
    pub skipped: Vec<Skipped>,
    /// Tables that are not about prices, for who wants to know; `tables` counts
    /// them also where their places are not kept.
    pub left_out: Vec<Skipped>,
    /// What else is to be said about the run as a whole, a sentence each
    /// (`no catalog: prices were not compared`).
    pub notes: Vec<String>,
}

/// Prices that were held to the catalog, and how what they are for was
/// recognised.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prices {
    /// How many could be compared.
    pub checked: usize,
    /// How many there are.
    pub total: usize,
    /// Lines recognised by their reference.
    pub by_reference: usize,
    /// By their name.
    pub by_name: usize,
    /// By an alias.
    pub by_alias: usize,
    /// By a looser spelling or with the help of the headings.
    pub by_context: usize,
    /// Prices in sentences that name what they are for.
    pub in_sentences: usize,
    /// Lines that fit several items.
    pub ambiguous: usize,
    /// Lines that fit nothing.
    pub unknown: usize,
    /// Lines that the author puts outside the catalog.
    pub off_catalog: usize,
}

/// What was read of tables.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tables {
    /// Those about prices that were checked.
    pub checked: usize,
    /// Those that are not about prices.
    pub others: usize,
    /// Prices of lines that were read, totals and taxes left out.
    pub prices: usize,
    /// Totals, taxes and other sums that were read.
    pub sums: usize,
}

/// A table that was not checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Where it stands.
    pub span: Span,
    /// Why.
    pub reason: String,
}

impl Prices {
    /// Adds those of another document.
    pub fn add(&mut self, other: Self) {
        self.checked += other.checked;
        self.total += other.total;
        self.by_reference += other.by_reference;
        self.by_name += other.by_name;
        self.by_alias += other.by_alias;
        self.by_context += other.by_context;
        self.in_sentences += other.in_sentences;
        self.ambiguous += other.ambiguous;
        self.unknown += other.unknown;
        self.off_catalog += other.off_catalog;
    }

    /// How lines were recognised, in a sentence.
    fn recognised(self, language: Language) -> String {
        let parts = [
            (self.by_reference, language.pick("par référence", "by reference")),
            (self.by_name, language.pick("par nom", "by name")),
            (self.by_alias, language.pick("par alias", "by alias")),
            (self.by_context, language.pick("avec l’aide des titres", "with the help of headings")),
            (self.in_sentences, language.pick("dans des phrases", "in sentences")),
            (self.ambiguous, language.pick("entre plusieurs articles", "between several items")),
            (self.unknown, language.pick("hors du catalogue", "not in the catalog")),
            (self.off_catalog, language.pick("écartés par l’auteur", "left out by the author")),
        ];
        let said = parts.into_iter().filter(|(count, _)| *count > 0);
        let said: Vec<String> = said.map(|(count, how)| format!("{count} {how}")).collect();
        format!("{}{}", language.pick("reconnus : ", "recognised: "), said.join(", "))
    }
}

impl Tables {
    /// Adds those of another document.
    pub fn add(&mut self, other: Self) {
        self.checked += other.checked;
        self.others += other.others;
        self.prices += other.prices;
        self.sums += other.sums;
    }
}

impl Summary {
    /// The summary of some findings in some documents, without anything about
    /// prices.
    pub fn of(findings: &[Diagnostic], files: usize) -> Self {
        Self {
            errors: count(findings, Severity::Error),
            warnings: count(findings, Severity::Warning),
            infos: count(findings, Severity::Info),
            files,
            ..Self::default()
        }
    }

    /// The same about documents, with these findings.
    #[must_use]
    pub fn counted(self, findings: &[Diagnostic]) -> Self {
        let Self { errors, warnings, infos, .. } = Self::of(findings, self.files);
        Self { errors, warnings, infos, ..self }
    }

    /// Adds what was said about another document; `place` leads its places to
    /// where they are among those of all.
    pub fn add(&mut self, one: Self, place: impl Fn(Span) -> Span) {
        if let Some(prices) = one.prices {
            self.prices.get_or_insert_default().add(prices);
        }
        self.tables.add(one.tables);
        let moved = |skipped: Skipped| Skipped { span: place(skipped.span), ..skipped };
        self.skipped.extend(one.skipped.into_iter().map(moved));
        self.left_out.extend(one.left_out.into_iter().map(moved));
        for note in one.notes {
            if !self.notes.contains(&note) {
                self.notes.push(note);
            }
        }
    }

    /// The summary without line end: one line where it fits in so many columns,
    /// else one about prices and one about findings.
    pub fn lines(&self, language: Language, width: usize) -> String {
        let (found, prices) = (self.findings(language), self.about_prices(language));
        let mark = language.pick(" ; ", "; ");
        let one = [found.as_str(), prices.as_str()].join(mark);
        if prices.is_empty() {
            found
        } else if columns(&one) <= width {
            one
        } else {
            format!("{prices}\n{found}")
        }
    }

    /// `2 errors, 1 warning in 1 document`.
    fn findings(&self, language: Language) -> String {
        let counted = [
            (self.errors, language.pick(("erreur", "erreurs"), ("error", "errors"))),
            (self.warnings, language.pick(("avertissement", "avertissements"), ("warning", "warnings"))),
            (self.infos, language.pick(("information", "informations"), ("info", "infos"))),
        ];
        let parts: Vec<String> = counted
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, (one, many))| format!("{count} {}", if count == 1 { one } else { many }))
            .collect();
        let found = if parts.is_empty() {
            language.pick("aucun défaut trouvé", "nothing found").to_owned()
        } else {
            parts.join(", ")
        };
        let files = match self.files {
            0 => String::new(),
            1 => language.pick(" dans 1 document", " in 1 document").to_owned(),
            files => language.pick(format!(" dans {files} documents"), format!(" in {files} documents")),
        };
        format!("{found}{files}")
    }

    /// `18 of 18 prices checked; 2 tables not about prices`.
    fn about_prices(&self, language: Language) -> String {
        let mut parts = Vec::new();
        let many = |count: usize| count > 1;
        match self.prices {
            Some(Prices { checked, total, .. }) => parts.push(language.pick(
                format!("{checked} prix {} sur {total}", if many(checked) { "vérifiés" } else { "vérifié" }),
                format!("{checked} of {total} {} checked", if total == 1 { "price" } else { "prices" }),
            )),
            None if self.tables.prices > 0 => {
                let read = self.tables.prices;
                parts.push(language.pick(
                    format!("{read} prix {}", if many(read) { "lus" } else { "lu" }),
                    format!("{read} {} read", if read == 1 { "price" } else { "prices" }),
                ));
            }
            None => {}
        }
        if !self.skipped.is_empty() {
            let count = self.skipped.len();
            parts.push(language.pick(
                format!(
                    "{count} {} de prix non {}",
                    if many(count) { "tableaux" } else { "tableau" },
                    if many(count) { "vérifiés" } else { "vérifié" }
                ),
                format!("{count} price {} not checked", if count == 1 { "table" } else { "tables" }),
            ));
        }
        if self.tables.others > 0 && !parts.is_empty() {
            let count = self.tables.others;
            parts.push(language.pick(
                format!("{count} {} sans prix", if many(count) { "tableaux" } else { "tableau" }),
                format!("{count} {} not about prices", if count == 1 { "table" } else { "tables" }),
            ));
        }
        parts.join(language.pick(" ; ", "; "))
    }

    /// What was read and how, a sentence each, for who wants to know.
    pub fn details(&self, language: Language) -> Vec<String> {
        let mut details = Vec::new();
        let Tables { checked, prices, sums, .. } = self.tables;
        if checked > 0 {
            let mut text = language.pick(
                format!(
                    "{checked} {} de prix : {prices} prix",
                    if checked > 1 { "tableaux" } else { "tableau" }
                ),
                format!(
                    "{checked} price {}: {prices} {}",
                    if checked == 1 { "table" } else { "tables" },
                    if prices == 1 { "price" } else { "prices" },
                ),
            );
            if sums > 0 {
                text += &language.pick(
                    format!(", {sums} {}", if sums > 1 { "totaux et taxes" } else { "total ou taxe" }),
                    format!(", {sums} {}", if sums == 1 { "total or tax" } else { "totals and taxes" }),
                );
            }
            details.push(text);
        }
        details.extend(self.prices.map(|prices| prices.recognised(language)));
        details
    }
}
