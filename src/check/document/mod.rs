//! Rules about the document itself: what a template or a draft left behind.

mod flat;
mod placeholder_left;
mod remnants;

use crate::check::Context;
use crate::diagnostics::{Diagnostic, Rule};

/// The rules of this topic.
pub(super) static RULES: &[&Rule] =
    &[&placeholder_left::PLACEHOLDER_LEFT, &placeholder_left::PRICE_PLACEHOLDER];

/// Applies them.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    findings.extend(placeholder_left::check(context.proposal, context.pricing, context.sources));
}
