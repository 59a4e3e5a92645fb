use super::Lowering;
use crate::diagnostics::{Diagnostic, declare_rule};
use crate::source::Span;
use crate::typeset::code::Code;
use crate::typeset::math::{Unreadable, translate};

declare_rule! {
    /// A formula with a command that is not known, or that is not closed. Its
    /// source is shown in a box in its place, which no client should see.
    ///
    /// Macros and packages of LaTeX are not available; Obsidian's own formulas
    /// mostly need neither.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// $\SI{3}{\kilo\watt}$
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// $3\,\text{kW}$
    /// ```
    pub(in crate::typeset) MATH_UNREADABLE = "math-unreadable", Warning
}

impl Lowering<'_> {
    /// Writes a formula.
    pub(super) fn math(&mut self, code: &mut Code, span: Span, source: &str, display: bool) {
        // What stands behind `%` is the author's own, here and read by ear.
        let shown = without_comments(source);
        match translate(source) {
            Ok(formula) => code.at(span, |code| {
                code.fmt(format_args!("(n.math)(display: {display}, source: "));
                code.string(shown.trim());
                code.raw(", ");
                code.raw(&formula);
                code.raw(")");
            }),
            Err(Unreadable(what)) => {
                let message = self.language.pick(
                    format!("formule illisible : `{what}`"),
                    format!("formula cannot be read: `{what}`"),
                );
                let help = self.language.pick(
                    "elle est montrée telle quelle dans un cadre ; les macros et paquets de LaTeX ne sont pas disponibles",
                    "it is shown as written, in a box; macros and packages of LaTeX are not available",
                );
                self.findings.push(Diagnostic::new(&MATH_UNREADABLE, message).at(span).help(help));
                code.run(span, &shown, |code| {
                    code.raw("(n.unreadable)(");
                    code.string(&shown);
                    code.fmt(format_args!(", display: {display})"));
                });
            }
        }
    }
}

/// LaTeX without its comments: from a `%` that is not escaped to the end of the
/// line.
fn without_comments(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut escaped = false;
    let mut comment = false;
    for c in source.chars() {
        comment = c != '\n' && (comment || (c == '%' && !escaped));
        escaped = c == '\\' && !escaped;
        if !comment {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::without_comments;

    #[test]
    fn comments_go_and_percents_stay() {
        assert_eq!(without_comments("a % b\nc\\% d \\\\% e"), "a \nc\\% d \\\\");
    }
}
