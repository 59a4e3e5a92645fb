//! The properties at the start of a note.

use std::ops::Range;

use super::rules::{FRONTMATTER_INVALID, FRONTMATTER_LATE};
use crate::diagnostics::Diagnostic;
use crate::language::Language;
use crate::source::{FileId, Span};
use crate::yaml::{self, Node};

/// Where the frontmatter of a note stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Frontmatter {
    /// Fences included.
    pub(super) whole: Range<usize>,
    /// What stands between the fences.
    pub(super) inner: Range<usize>,
}

/// Cuts the frontmatter: a line `---` at byte 0 up to the next line `---`.
pub(super) fn cut(text: &str) -> Option<Frontmatter> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().filter(|line| is_fence(line))?;
    let mut at = first.len();
    for line in lines {
        if is_fence(line) {
            return Some(Frontmatter { whole: 0..at + line.len(), inner: first.len()..at });
        }
        at += line.len();
    }
    None
}

fn is_fence(line: &str) -> bool {
    line.strip_prefix("---").is_some_and(|rest| rest.trim_matches([' ', '\t', '\r', '\n']).is_empty())
}

/// Reads the properties; null where there are none or they are broken.
pub(super) fn read(
    file: FileId,
    text: &str,
    cut: Option<&Frontmatter>,
    language: Language,
    findings: &mut Vec<Diagnostic>,
) -> Node {
    let nothing = Node { span: Span::new(file, 0..0), value: yaml::Value::Null };
    let Some(cut) = cut else {
        if let Some(finding) = misplaced(file, text, language) {
            findings.push(finding);
        }
        return nothing;
    };
    let inner = text.get(cut.inner.clone()).unwrap_or_default();
    match yaml::parse(file, inner, cut.inner.start) {
        Ok(node) if matches!(node.value, yaml::Value::Map(_) | yaml::Value::Null) => node,
        Ok(node) => {
            let message = language.pick(
                "le frontmatter ne contient pas de propriétés (`clé: valeur`)",
                "the frontmatter holds no properties (`key: value`)",
            );
            findings.push(Diagnostic::new(&FRONTMATTER_INVALID, message).at(node.span));
            nothing
        }
        Err(error) => {
            let help = language.pick(
                "une valeur qui contient `:` ou `#`, ou qui commence par `[`, `*`, `&` ou `%`, s'écrit entre guillemets ; \
                 une tabulation n'indente pas",
                "put a value that holds `:` or `#`, or begins with `[`, `*`, `&` or `%`, in quotes; tabs do not indent",
            );
            let message = language.pick(
                format!("le frontmatter n'est pas du YAML valide : {}", in_french(&error.message)),
                format!("the frontmatter is not valid YAML: {}", error.message),
            );
            findings.push(Diagnostic::new(&FRONTMATTER_INVALID, message).at(error.span).help(help));
            nothing
        }
    }
}

/// The YAML parser's commonest complaints in plain French; others as they are.
fn in_french(message: &str) -> String {
    if let Some(key) = message.strip_prefix("the key ").and_then(|rest| rest.split(" stands").next()) {
        return format!("la clé {key} y figure deux fois");
    }
    let known = [
        ("mapping values are not allowed", "un `:` suivi d'une espace dans une valeur sans guillemets"),
        ("tab character", "une tabulation au début d'une ligne"),
        ("cannot start any token", "une tabulation ou un caractère réservé au début d'une valeur"),
        ("expected ',' or ']'", "une liste `[…]` qui n'est pas fermée"),
        ("expected ',' or '}'", "un bloc `{…}` qui n'est pas fermé"),
        ("unexpected end of stream", "des guillemets qui ne sont pas fermés"),
        ("did not find expected key", "un décalage ou une clé qui manque"),
        ("could not find expected ':'", "une ligne sans `clé: valeur`"),
    ];
    let found = known.iter().find(|(english, _)| message.contains(english));
    found.map_or_else(|| message.to_owned(), |(_, french)| (*french).to_owned())
}

/// What looks like properties that Obsidian will not read.
fn misplaced(file: FileId, text: &str, language: Language) -> Option<Diagnostic> {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n').take(200) {
        lines.push((at, line.trim_end()));
        at += line.len();
    }
    let opening = lines.iter().position(|(_, line)| !line.is_empty())?;
    let &(start, fence) = lines.get(opening)?;
    if !is_fence(fence) {
        return None;
    }
    let body = lines.get(opening + 1..)?;
    let is_property = |line: &str| {
        let Some((key, value)) = line.split_once(':') else { return false };
        // A space before the colon is French prose.
        !key.is_empty()
            && !key.ends_with(' ')
            && (value.is_empty() || value.starts_with(' '))
            && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '))
    };
    let property = |line: &str| {
        is_property(line) || line.is_empty() || line.starts_with([' ', '-', '#', '\t']) && !is_fence(line)
    };
    let properties = body.iter().take_while(|(_, line)| property(line)).collect::<Vec<_>>();
    if !properties.iter().any(|(_, line)| is_property(line)) {
        return None;
    }
    let closed = body.iter().any(|(_, line)| is_fence(line));
    let span = Span::new(file, start..start + fence.len());
    if opening == 0 && !closed {
        let message = language.pick(
            "le frontmatter ouvert ici n'est jamais fermé",
            "the frontmatter opened here is never closed",
        );
        let help = language.pick(
            "ajoutez une ligne `---` après la dernière propriété",
            "add a line `---` after the last property",
        );
        return Some(Diagnostic::new(&FRONTMATTER_INVALID, message).at(span).help(help));
    }
    if opening == 0 || !closed {
        return None;
    }
    let message = language.pick(
        "ces propriétés ne sont pas lues : `---` n'est pas la première ligne de la note",
        "these properties are not read: `---` is not the first line of the note",
    );
    let help = language.pick("supprimez ce qui précède", "remove what stands before");
    Some(Diagnostic::new(&FRONTMATTER_LATE, message).at(span).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceFile, Sources};

    fn inner(text: &str) -> Option<&str> {
        cut(text).and_then(|cut| text.get(cut.inner))
    }

    #[test]
    fn only_the_first_byte_opens_and_only_three_dashes_close() {
        assert_eq!(inner("---\na: 1\n---\nx"), Some("a: 1\n"));
        assert_eq!(inner("---   \n\na: 1\n---  "), Some("\na: 1\n"));
        assert_eq!(inner("---\n---\n"), Some(""));
        assert_eq!(inner("\n---\na: 1\n---\n"), None);
        assert_eq!(inner("----\na: 1\n---\n"), None);
        assert_eq!(inner("---\na: 1\n...\n"), None);
        assert_eq!(inner("---\na: 1\n"), None);
    }

    fn findings(text: &str) -> Vec<(&'static str, usize)> {
        let mut sources = Sources::new();
        let file = sources.add(SourceFile::new("a.md", text));
        let mut findings = Vec::new();
        read(file, text, cut(text).as_ref(), Language::French, &mut findings);
        findings
            .iter()
            .map(|finding| (finding.rule.name, sources.range(finding.span.unwrap()).start.line))
            .collect()
    }

    #[test]
    fn broken_properties_are_reported_at_their_line() {
        assert_eq!(findings("---\na: 1\na: 2\n---\n"), [("frontmatter-invalid", 3)]);
        assert_eq!(findings("---\nok: 1\nb: x: y\n---\n"), [("frontmatter-invalid", 3)]);
        assert_eq!(findings("---\nclient: x\n\ntext"), [("frontmatter-invalid", 1)]);
        assert_eq!(findings("---\njust words\n---\n"), [("frontmatter-invalid", 2)]);
        assert!(findings("---\n{\"a\": 1, \"x\": {\"y\": [1]}}\n---\n").is_empty());
    }

    #[test]
    fn properties_after_an_empty_line_are_reported_and_a_rule_is_not() {
        assert_eq!(findings("\n---\nclient: x\n---\n"), [("frontmatter-late", 2)]);
        assert!(findings("\n---\n\nText\n\n---\n").is_empty());
        assert!(findings("---\n\nText : voilà\n").is_empty());
    }
}
