use crate::language::unaccented;

/// The most characters of a file name, extension left out.
const MAX_LENGTH: usize = 80;

/// Names that Windows keeps for devices.
const RESERVED: &[&str] = &["con", "prn", "aux", "nul"];

/// A file name, without extension, for any text: lower case, without accents,
/// words joined by `-`. `/` keeps its meaning, so that a name may say a folder.
/// None where nothing is left.
pub(super) fn slug(name: &str) -> Option<String> {
    let name = name.trim();
    let name = name.strip_suffix(".md").unwrap_or(name);
    let parts: Vec<_> = name.split(['/', '\\']).map(part).filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join("/"))
}

fn part(text: &str) -> String {
    let mut out = String::new();
    for c in unaccented(text).chars() {
        match c {
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            'ß' => out.push_str("ss"),
            c if c.is_alphanumeric() => out.push(c),
            _ if out.is_empty() || out.ends_with('-') => {}
            _ => out.push('-'),
        }
    }
    let mut out: String = out.chars().take(MAX_LENGTH).collect();
    out.truncate(out.trim_end_matches('-').len());
    let device = |name: &str| {
        RESERVED.contains(&name)
            || name.strip_prefix("com").or(name.strip_prefix("lpt")).is_some_and(|rest| rest.len() == 1)
    };
    if device(&out) {
        out.push_str("-note");
    }
    out
}

/// A title for a note of this name: its last part with spaces, as it is typed
/// where it was typed as a title.
pub(super) fn title(name: &str) -> String {
    let name = name.trim();
    let name = name.strip_suffix(".md").unwrap_or(name);
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name).trim();
    if last.contains(' ') {
        return last.to_owned();
    }
    let spaced = last.replace(['-', '_'], " ");
    let mut chars = spaced.trim().chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_file_names_that_every_system_takes() {
        let cases = [
            ("Refonte du site ACME — été 2026", Some("refonte-du-site-acme-ete-2026")),
            ("Cœur & Âme.md", Some("coeur-ame")),
            ("clients/Yas Sénégal", Some("clients/yas-senegal")),
            ("../../etc/passwd", Some("etc/passwd")),
            ("aux", Some("aux-note")),
            ("com1", Some("com1-note")),
            ("  -- ", None),
        ];
        for (name, expected) in cases {
            assert_eq!(slug(name).as_deref(), expected, "{name}");
        }
        assert_eq!(slug(&"x".repeat(300)).unwrap().len(), MAX_LENGTH);
    }

    #[test]
    fn a_title_is_read_out_of_a_name() {
        assert_eq!(title("refonte-site"), "Refonte site");
        assert_eq!(title("clients/Refonte du site-vitrine"), "Refonte du site-vitrine");
    }
}
