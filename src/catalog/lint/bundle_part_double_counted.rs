use super::Lint;
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};

declare_rule! {
    /// A bundle counts something twice. A part stands in it twice, or one part
    /// already includes another; its worth, and the saving shown to the client,
    /// are then too high.
    ///
    /// Wrong:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: TRN, name: Formation, unit: forfait, prices: [{amount: 640}]}
    ///   - {ref: AUD, name: Audit, unit: forfait, includes: [{ref: TRN}], prices: [{amount: 690}]}
    /// bundles:
    ///   - {ref: DUO, name: Duo, price: 1200, parts: [{ref: AUD}, {ref: TRN}]}
    /// ```
    ///
    /// Right:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: TRN, name: Formation, unit: forfait, prices: [{amount: 640}]}
    ///   - {ref: AUD, name: Audit, unit: forfait, prices: [{amount: 690}]}
    /// bundles:
    ///   - {ref: DUO, name: Duo, price: 1200, parts: [{ref: AUD}, {ref: TRN}]}
    /// ```
    pub(super) BUNDLE_PART_DOUBLE_COUNTED = "bundle-part-double-counted", Warning
}

pub(super) fn check(lint: &mut Lint<'_>) {
    for bundle in lint.catalog.bundles() {
        let parts = bundle.parts.as_deref().unwrap_or_default();
        for (at, part) in parts.iter().enumerate() {
            let Some(item) = lint.catalog.item(&part.reference.value) else { continue };
            let others = parts.iter().enumerate().filter(|(other, _)| *other != at);
            let mut twice = None;
            for (other_at, other) in others {
                let Some(holder) = lint.catalog.item(&other.reference.value) else { continue };
                let same = holder.reference == item.reference;
                let holds = !same
                    && lint
                        .catalog
                        .delivered_with(holder)
                        .iter()
                        .any(|held| held.reference == item.reference);
                if holds || (same && other_at < at) {
                    twice = Some((other, holder, same));
                    break;
                }
            }
            let Some((other, holder, same)) = twice else { continue };
            let language = lint.language;
            let (title, name) = (bundle.title(language), item.title(language));
            let message = if same {
                language
                    .pick(format!("{title} compte deux fois {name}"), format!("{title} counts {name} twice"))
            } else {
                let holder = holder.title(language);
                language.pick(
                    format!("{title} compte {name} en plus de {holder}, qui en comprend déjà"),
                    format!("{title} counts {name} beside {holder}, which already includes it"),
                )
            };
            let finding = Diagnostic::new(&BUNDLE_PART_DOUBLE_COUNTED, message)
                .at(part.span)
                .related(other.span, language.pick("déjà compté ici", "already counted here"))
                .facts(Facts { item: Some(bundle.reference.value.clone()), ..Facts::default() });
            lint.report(finding, &[bundle]);
        }
    }
}
