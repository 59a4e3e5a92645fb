use super::Lowering;
use crate::diagnostics::{Diagnostic, declare_rule};
use crate::source::Span;
use crate::typeset::code::Code;
use crate::typeset::diagrams;

declare_rule! {
    /// A Mermaid diagram that cannot be drawn. Its source is shown as code in
    /// its place, which no client should see.
    ///
    /// Wrong, since it does not say what kind of diagram it is:
    ///
    /// ````markdown
    /// ```mermaid
    /// A --> B
    /// ```
    /// ````
    ///
    /// Right:
    ///
    /// ````markdown
    /// ```mermaid
    /// graph LR
    ///   A --> B
    /// ```
    /// ````
    pub(in crate::typeset) DIAGRAM_UNREADABLE = "diagram-unreadable", Warning
}

impl Lowering<'_> {
    /// Writes a diagram.
    pub(super) fn diagram(&mut self, code: &mut Code, span: Span, source: &str) {
        // Comments are the author's own, also where the source is shown or read.
        let shown = without_comments(source);
        if let Some(picture) = diagrams::draw(source) {
            let (width, height) = (picture.width, picture.height);
            let name = self.drawn(picture.bytes.to_vec());
            code.at(span, |code| {
                code.raw("(n.diagram)(read(");
                code.string(&name);
                code.raw("), source: ");
                code.string(shown.trim());
                code.fmt(format_args!(", natural: ({width}, {height}))"));
            });
        } else {
            let message = self.language.pick("diagramme illisible", "diagram cannot be read");
            let help = self.language.pick(
                "sa source est montrée telle quelle ; remplacez-le par une image si elle est juste",
                "its source is shown as written; put an image in its place if it is correct",
            );
            self.findings.push(Diagnostic::new(&DIAGRAM_UNREADABLE, message).at(span).help(help));
            code.run(span, &shown, |code| {
                code.raw("(n.code-block)(");
                code.string(&shown);
                code.raw(", language: none)");
            });
        }
    }
}

/// A diagram without the lines that Mermaid does not draw: comments and
/// directives (`%%`).
fn without_comments(source: &str) -> String {
    source.split_inclusive('\n').filter(|line| !line.trim_start().starts_with("%%")).collect()
}
