use crate::language::Language;

/// What the program makes and no repository needs: the same sources give the
/// same bytes again.
const LINES: &[&str] = &["/out/", "/proposals/**/*.pdf", "*.draft.pdf"];

/// The text of a `.gitignore` with the lines of the program: those that `old`
/// lacks are added at its end. None where it lacks none.
pub(super) fn extended(old: &[u8], language: Language) -> Option<Vec<u8>> {
    let text = String::from_utf8_lossy(old);
    let plain = |line: &str| line.trim().trim_matches('/').to_owned();
    let known: Vec<String> = text.lines().map(plain).collect();
    let missing: Vec<&str> = LINES.iter().copied().filter(|line| !known.contains(&plain(line))).collect();
    if missing.is_empty() {
        return None;
    }
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut new = old.to_vec();
    if !old.is_empty() {
        if !old.ends_with(b"\n") {
            new.extend_from_slice(end.as_bytes());
        }
        new.extend_from_slice(end.as_bytes());
    }
    let title = language.pick("# Ce que propose produit", "# What propose makes");
    for line in [title].into_iter().chain(missing) {
        new.extend_from_slice(line.as_bytes());
        new.extend_from_slice(end.as_bytes());
    }
    Some(new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(old: &str) -> Option<String> {
        extended(old.as_bytes(), Language::English).map(|new| String::from_utf8(new).unwrap())
    }

    #[test]
    fn only_missing_lines_are_added_at_the_end() {
        let all = text("").unwrap();
        assert_eq!(all, "# What propose makes\n/out/\n/proposals/**/*.pdf\n*.draft.pdf\n");
        assert_eq!(text(&all), None);
        assert_eq!(
            text("node_modules\nout").unwrap(),
            "node_modules\nout\n\n# What propose makes\n/proposals/**/*.pdf\n*.draft.pdf\n"
        );
    }

    #[test]
    fn line_ends_and_foreign_bytes_stay_as_they_are() {
        let new = extended(b"caf\xe9\r\n", Language::French).unwrap();
        assert!(new.starts_with(b"caf\xe9\r\n\r\n# Ce que propose produit\r\n/out/\r\n"));
    }
}
