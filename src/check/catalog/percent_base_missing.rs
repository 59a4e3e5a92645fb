use super::percent::{Base, base, options};
use super::show::{percent, quoted};
use super::verdict::Judged;
use super::view::View;
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};
use crate::proposal::pricing::Reading;

declare_rule! {
    /// A price is a percentage, and nothing says of what. The words beside it
    /// name nothing, and the document sells no item, or several, of the family
    /// that it is a percentage of.
    ///
    /// With this catalog:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: AUD, family: audit, name: Audit, unit: forfait, prices: [{amount: 800}]}
    ///   - {ref: PRO, family: audit, name: Audit complet, unit: forfait, prices: [{amount: 4000}]}
    ///   - {ref: OPT, family: option, name: Second site, unit: forfait, percent_of: {family: audit, percent: 50}}
    /// ```
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// | --- | --- |
    /// | Audit | 800 € |
    /// | Audit complet | 4 000 € |
    /// | Second site | +50 % |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// | --- | --- |
    /// | Audit | 800 € |
    /// | Audit complet | 4 000 € |
    /// | Second site | +50 % du prix de l’audit |
    /// ```
    pub(super) PERCENT_BASE_MISSING = "percent-base-missing", Warning
}

pub(super) fn check(view: &View<'_>, _: &[Judged<'_, '_>], findings: &mut Vec<Diagnostic>) {
    let language = view.language;
    for (sale, item, share) in options(view) {
        if matches!(base(view, sale, share), Base::One(..) | Base::Named) {
            continue;
        }
        let Some((cell, value)) = sale.cells().iter().find_map(|cell| match &cell.reading {
            Reading::Percent { value, of: None, .. } => Some((cell, *value)),
            _ => None,
        }) else {
            continue;
        };
        let shown = quoted(&format!("+{}", percent(value.abs(), language)), language);
        let title = item.title(language);
        let message = language
            .pick(format!("{title} : {shown} : de quel prix ?"), format!("{title}: {shown} of what?"));
        let help = language.pick(
            "dites de quel prix, et si les options en font partie : `+50 % du tarif de l’offre, hors options`",
            "say of what, and whether options count: `+50% of the plan, options excluded`",
        );
        findings.push(Diagnostic::new(&PERCENT_BASE_MISSING, message).at(cell.span).help(help).facts(
            Facts {
                found: Some(super::compare::machine(value)),
                item: Some(item.reference.value.clone()),
                ..Facts::default()
            },
        ));
    }
}
