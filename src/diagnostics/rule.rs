/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something worth knowing.
    Info,
    /// Something to look at before sending.
    Warning,
    /// Something that keeps the document from being sent.
    Error,
}

impl Severity {
    /// The word used on the command line, in reports and in `propose.yaml`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A kind of defect.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name: kebab-case, says what is wrong, reads well after "allow".
    pub name: &'static str,
    /// The severity of its findings where nothing else is asked for.
    pub severity: Severity,
    /// Whether it is reported without being asked for.
    pub on: bool,
    /// What it finds and why that matters, with examples, as Markdown.
    pub doc: &'static str,
}

/// Declares a [`Rule`] as a static; its doc comment is what `propose rules`
/// prints. A final `, off` makes it one that is only reported when asked for.
///
/// ```
/// propose::diagnostics::declare_rule! {
///     /// A price without a price.
///     pub PRICE_MISSING = "price-missing", Warning
/// }
/// assert_eq!(PRICE_MISSING.doc.trim(), "A price without a price.");
/// ```
#[macro_export]
macro_rules! declare_rule {
    ($(#[doc = $doc:literal])+ $vis:vis $id:ident = $name:literal, $severity:ident $(, $off:ident)?) => {
        $(#[doc = $doc])+
        $vis static $id: $crate::diagnostics::Rule = $crate::diagnostics::Rule {
            name: $name,
            severity: $crate::diagnostics::Severity::$severity,
            on: $crate::declare_rule!(@on $($off)?),
            doc: concat!($($doc, "\n"),+),
        };
    };
    (@on) => { true };
    (@on off) => { false };
}
pub use declare_rule;
