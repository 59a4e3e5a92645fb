//! Lines that need not be bought, and those that are marked as chosen.

use super::words::{fold, has_any};
use crate::language::phrases;

/// Whether a label says that the line need not be bought, and whether it is
/// marked as chosen.
pub(super) fn option_marks(label: &str) -> (bool, bool) {
    let folded = fold(label);
    let start = label.trim_start();
    let open = start.starts_with('☐') || start.starts_with("[ ]");
    let ticked = ["☑", "☒", "✓", "✔", "✅", "[x]", "[X]"].iter().any(|mark| start.starts_with(mark));
    let words = has_any(
        &folded,
        phrases![
            "en option",
            "option",
            "options",
            "optionnel",
            "optionnelle",
            "optionnels",
            "optional",
            "facultatif",
            "facultative",
            "au choix",
            "opcional",
            "wahlweise",
        ],
    );
    let not = has_any(
        &folded,
        phrases![
            "hors option",
            "hors options",
            "sans option",
            "options incluses",
            "option incluse",
            "excluding options",
            "avec options",
            "without options",
            "option retenue",
            "avec option",
        ],
    );
    // `option non retenue`
    #[rustfmt::skip]
    let refused = has_any(&folded, phrases![
        "non retenu", "non retenue", "non retenus", "non retenues", "pas retenu", "pas retenue", "non choisi",
        "non choisie", "non souscrit", "non souscrite", "ecarte", "ecartee", "not selected", "not chosen", "not taken",
        "declined", "nicht gewahlt", "nicht gewunscht", "no elegido", "no elegida", "no contratado", "no contratada",
    ]);
    let chosen = !refused
        && (ticked
            || has_any(
                &folded,
                phrases![
                    "retenu",
                    "retenue",
                    "retenus",
                    "retenues",
                    "choisi",
                    "choisie",
                    "selected",
                    "chosen",
                    "souscrit",
                    "souscrite",
                    "gewahlt",
                ],
            ));
    ((open || words || ticked || refused) && !not, chosen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_told_apart_from_what_was_chosen() {
        assert_eq!(option_marks("Sauvegarde externalisée (en option)"), (true, false));
        assert_eq!(option_marks("☑ Sauvegarde"), (true, true));
        assert_eq!(option_marks("☐ Sauvegarde"), (true, false));
        assert_eq!(option_marks("Total hors options"), (false, false));
        assert_eq!(option_marks("Option retenue : blog"), (false, true));
        assert_eq!(option_marks("Blog (option non retenue)"), (true, false));
    }
}
