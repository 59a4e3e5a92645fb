/// What `.obsidian/app.json` says that changes how notes are read.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct VaultSettings {
    /// Whether a single line end is only a space, as in CommonMark. Off in
    /// Obsidian unless asked for.
    pub strict_line_breaks: bool,
    /// Where new attachments go; a hint for where to look.
    pub attachment_folder_path: Option<String>,
}

impl VaultSettings {
    /// Reads `app.json`; Obsidian's defaults where it is damaged, since the app
    /// starts with those as well.
    pub fn read(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::VaultSettings;

    #[test]
    fn line_breaks_are_visible_unless_asked_otherwise() {
        assert!(!VaultSettings::read("{}").strict_line_breaks);
        assert!(VaultSettings::read(r#"{"strictLineBreaks": true, "other": 1}"#).strict_line_breaks);
        assert!(!VaultSettings::read("{ damaged").strict_line_breaks);
    }
}
