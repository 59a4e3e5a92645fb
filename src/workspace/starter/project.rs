//! The files of a new project, built into the program.

use crate::language::Language;

/// A file and its text.
pub(super) struct Text {
    pub(super) name: &'static str,
    pub(super) text: &'static str,
}

/// What the first proposal is called and whom it is for.
pub(super) struct Example {
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    pub(super) client: &'static str,
}

macro_rules! text {
    ($language:expr, $file:literal) => {
        $language.pick(
            include_str!(concat!("../../../templates/starters/project/fr/", $file)),
            include_str!(concat!("../../../templates/starters/project/en/", $file)),
        )
    };
}

/// The logos that the brand file names.
pub(super) const LOGOS: &[(&str, &str)] = &[
    ("logo.svg", include_str!("../../../templates/starters/project/logo.svg")),
    ("logo-light.svg", include_str!("../../../templates/starters/project/logo-light.svg")),
];

/// What editors check the project's own files with: names below `assets`.
pub(super) const SCHEMAS: &[(&str, &str)] = &[
    ("schemas/brand.schema.json", include_str!("../../../assets/schemas/brand.schema.json")),
    ("schemas/catalog.schema.json", include_str!("../../../assets/schemas/catalog.schema.json")),
    ("schemas/propose.schema.json", include_str!("../../../assets/schemas/propose.schema.json")),
];

/// `propose.yaml`.
pub(super) fn settings(language: Language) -> &'static str {
    text!(language, "propose.yaml")
}

/// An example catalog.
pub(super) fn catalog(language: Language) -> &'static str {
    text!(language, "catalog.yaml")
}

/// An example brand.
pub(super) fn brand(language: Language) -> &'static str {
    text!(language, "brand.yaml")
}

/// The workflow of GitHub Actions.
pub(super) fn github(language: Language) -> Text {
    Text { name: ".github/workflows/proposals.yml", text: text!(language, "github.yml") }
}

/// The pipeline of GitLab CI.
pub(super) fn gitlab(language: Language) -> Text {
    Text { name: ".gitlab-ci.yml", text: text!(language, "gitlab.yml") }
}

/// The hook that checks before each commit.
pub(super) fn pre_commit(language: Language) -> Text {
    Text { name: ".pre-commit-config.yaml", text: text!(language, "pre-commit.yaml") }
}

/// The first proposal.
pub(super) fn example(language: Language) -> Example {
    language.pick(
        Example { name: "exemple", title: "Accompagnement au lancement", client: "Librairie Exemple" },
        Example { name: "example", title: "Support for your launch", client: "Example Books" },
    )
}
