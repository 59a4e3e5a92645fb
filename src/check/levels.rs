use std::collections::BTreeMap;

use crate::diagnostics::{Diagnostic, Rule};
pub use crate::settings::Level;

/// How much each rule weighs where it is not its default: policy, then flags.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Levels {
    rules: BTreeMap<String, Level>,
}

impl Levels {
    /// Sets the level of a rule; a later one replaces an earlier one.
    pub fn set(&mut self, rule: impl Into<String>, level: Level) {
        self.rules.insert(rule.into(), level);
    }

    /// Whether findings of a rule are reported.
    pub fn reports(&self, rule: &Rule) -> bool {
        match self.rules.get(rule.name) {
            Some(level) => *level != Level::Off,
            None => rule.on,
        }
    }

    /// Gives a finding the weight that is asked for; false where none is.
    pub fn apply(&self, finding: &mut Diagnostic) -> bool {
        if let Some(Level::On(severity)) = self.rules.get(finding.rule.name) {
            finding.severity = *severity;
        }
        self.reports(finding.rule)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Severity;

    crate::declare_rule! {
        /// Quiet unless asked for.
        QUIET = "quiet", Info, off
    }

    #[test]
    fn a_rule_that_is_off_speaks_when_asked_at_the_weight_asked_for() {
        let mut levels = Levels::default();
        let mut finding = Diagnostic::new(&QUIET, "x");
        assert!(!levels.apply(&mut finding));
        levels.set("quiet", Level::On(Severity::Error));
        assert!(levels.apply(&mut finding));
        assert_eq!(finding.severity, Severity::Error);
        levels.set("quiet", Level::Off);
        assert!(!levels.apply(&mut finding));
    }
}
