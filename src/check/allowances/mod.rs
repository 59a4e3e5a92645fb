//! What the author allows: `%% propose: allow RULE — reason %%` in a row or
//! before a block, `propose: {allow: {RULE: reason}}` in the frontmatter.

mod allowance_invalid;
mod allowance_unused;
mod read;

pub use allowance_invalid::ALLOWANCE_INVALID;
pub use allowance_unused::ALLOWANCE_UNUSED;

use super::{Context, Levels};
use crate::diagnostics::{Diagnostic, Rule};
use read::{Allowance, Reach};

/// The rules of this topic.
pub static RULES: &[&Rule] = &[&ALLOWANCE_INVALID, &ALLOWANCE_UNUSED];

/// Leaves out what the author allows, and reports allowances that are malformed
/// or silence nothing.
pub(super) fn apply(context: &Context<'_>, findings: &mut Vec<Diagnostic>, levels: &Levels) {
    let (allowances, mut invalid) = read::allowances(context);
    let mut used = vec![false; allowances.len()];
    findings.retain(|finding| !silenced(finding, &allowances, &mut used));
    let own: Vec<&'static Rule> = super::rules().collect();
    for (allowance, used) in allowances.iter().zip(used) {
        // Without a catalog the rules about it have nothing to say.
        if context.catalog.is_none() && super::catalog::RULES.iter().any(|rule| rule.name == allowance.rule) {
            continue;
        }
        // What other parts of the tool find is silenced by `silence`; a rule
        // that is off finds nothing to silence.
        let ours =
            own.iter().find(|rule| rule.name == allowance.rule).is_some_and(|rule| levels.reports(rule));
        if ours && !used {
            invalid.push(allowance_unused::finding(context, allowance));
        }
    }
    invalid.retain_mut(|finding| levels.apply(finding));
    findings.append(&mut invalid);
}

/// Leaves out findings of other parts of the tool (of the parser, say) that the
/// author allows.
pub fn silence(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let (allowances, _) = read::allowances(context);
    let mut used = vec![false; allowances.len()];
    findings.retain(|finding| !silenced(finding, &allowances, &mut used));
}

/// Whether an allowance covers a finding; those that do are marked as used.
fn silenced(finding: &Diagnostic, allowances: &[Allowance], used: &mut [bool]) -> bool {
    let mut any = false;
    for (allowance, used) in allowances.iter().zip(used) {
        let reached = match allowance.reach {
            Reach::Document => true,
            Reach::Place(place) => finding.span.is_some_and(|span| {
                span.file == place.file
                    && span.start >= place.start
                    && span.start < place.end.max(place.start + 1)
            }),
        };
        if reached && allowance.rule == finding.rule.name {
            *used = true;
            any = true;
        }
    }
    any
}
