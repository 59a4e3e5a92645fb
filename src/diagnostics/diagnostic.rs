use super::{Fix, Rule, Severity};
use crate::source::{Merged, Span};

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// Its weight, after policy.
    pub severity: Severity,
    /// What is wrong: facts first, lower case where the language allows, no
    /// final period, user text in backticks or guillemets.
    pub message: String,
    /// Where; none for what concerns a whole project.
    pub span: Option<Span>,
    /// A short word beside the underlined place.
    pub label: Option<String>,
    /// What to do about it.
    pub help: Option<String>,
    /// Other places that explain it, and findings that follow from this one.
    pub related: Vec<Related>,
    /// The same facts for programs.
    pub facts: Facts,
    /// What would mend it.
    pub fix: Option<Fix>,
}

/// Another place that belongs to a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub span: Span,
    /// What is to be seen there.
    pub message: String,
}

/// What a finding says, for programs. Amounts are plain decimals (`"9000.00"`)
/// in the currency named, without thousands separators.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// What stands in the document.
    pub found: Option<String>,
    /// What should stand there.
    pub expected: Option<String>,
    /// ISO 4217 code of the amounts.
    pub currency: Option<String>,
    /// Reference of the catalog item.
    pub item: Option<String>,
    /// The relation that does not hold, as a formula.
    pub relation: Option<String>,
}

impl Diagnostic {
    /// A finding of a rule, at its default severity.
    pub fn new(rule: &'static Rule, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: rule.severity,
            message: message.into(),
            span: None,
            label: None,
            help: None,
            related: Vec::new(),
            facts: Facts::default(),
            fix: None,
        }
    }

    /// Sets where it is.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// Sets the word beside the underlined place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Sets what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds a place that explains it.
    #[must_use]
    pub fn related(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Related { span, message: message.into() });
        self
    }

    /// Sets the facts for programs.
    #[must_use]
    pub fn facts(mut self, facts: Facts) -> Self {
        self.facts = facts;
        self
    }

    /// Sets what would mend it.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// The same finding in another collection of files: `places` is what
    /// [`Sources::merge`](crate::source::Sources::merge) gave.
    #[must_use]
    pub fn moved(mut self, places: &Merged) -> Self {
        self.span = self.span.map(|span| places.span(span));
        for related in &mut self.related {
            related.span = places.span(related.span);
        }
        self.fix = self.fix.map(|fix| fix.moved(places));
        self
    }

    /// Changes its weight.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }
}
