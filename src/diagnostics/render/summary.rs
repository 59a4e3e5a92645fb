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
    /// How many prices were compared with the catalog; none where there is no
    /// catalog or no price.
    pub prices: Option<Prices>,
    /// Tables that look like prices and were not checked.
    pub skipped: Vec<Skipped>,
    /// What else is to be said about the run as a whole, a sentence each
    /// (`no catalog: prices were not compared`).
    pub notes: Vec<String>,
}

/// Prices that were compared with the catalog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prices {
    /// How many could be compared.
    pub checked: usize,
    /// How many there are.
    pub total: usize,
}

/// A table that was not checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Where it stands.
    pub span: Span,
    /// Why.
    pub reason: String,
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

    /// The summary in one line, without line end.
    pub fn line(&self, language: Language) -> String {
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
        let prices = self.prices.map_or_else(String::new, |Prices { checked, total }| {
            language.pick(
                format!(" ; {checked} prix {} sur {total}", if checked > 1 { "vérifiés" } else { "vérifié" }),
                format!("; {checked} of {total} prices checked"),
            )
        });
        format!("{found}{files}{prices}")
    }
}
