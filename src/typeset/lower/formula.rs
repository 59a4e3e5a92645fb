use super::Lowering;
use crate::source::Span;
use crate::typeset::code::Code;

impl Lowering<'_> {
    /// Writes a formula.
    pub(super) fn math(&mut self, code: &mut Code, span: Span, source: &str, display: bool) {
        code.at(span, |code| {
            code.raw("(n.unreadable)(");
            code.string(source);
            code.fmt(format_args!(", display: {display})"));
        });
    }

    /// Writes a diagram.
    pub(super) fn diagram(&mut self, code: &mut Code, span: Span, source: &str) {
        code.run(span, source, |code| {
            code.raw("(n.code-block)(");
            code.string(source);
            code.raw(", language: none)");
        });
    }
}
