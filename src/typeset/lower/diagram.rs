use super::Lowering;
use crate::source::Span;
use crate::typeset::code::Code;

impl Lowering<'_> {
    /// Writes a diagram.
    pub(super) fn diagram(&mut self, code: &mut Code, span: Span, source: &str) {
        code.run(span, source, |code| {
            code.raw("(n.code-block)(");
            code.string(source);
            code.raw(", language: none)");
        });
    }
}
