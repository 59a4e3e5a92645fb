use crate::diagnostics::declare_rule;

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

declare_rule! {
    /// A registration or account number that cannot be right: its check digits
    /// do not fit, it has too few or too many characters, or two numbers that
    /// hold each other differ. It holds for IBAN, BIC, SIREN, SIRET and the
    /// French VAT number; others are printed as they are.
    ///
    /// A client would pay to another account, or find no such company.
    ///
    /// Wrong:
    ///
    /// ```yaml
    /// legal:
    ///   siren: 732 829 302
    /// ```
    ///
    /// Right:
    ///
    /// ```yaml
    /// legal:
    ///   siren: 732 829 320
    /// ```
    pub BRAND_NUMBER_WRONG = "brand-number-wrong", Error
}
