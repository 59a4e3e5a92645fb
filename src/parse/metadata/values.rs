use super::labels::{self, Key};
use crate::diagnostics::{Diagnostic, Severity};
use crate::language::Language;
use crate::parse::rules::FRONTMATTER_INVALID;
use crate::parse::{links, names};
use crate::proposal::Field;
use crate::source::Span;
use crate::yaml::{Node, Value};

/// Reads properties as Obsidian shows them.
pub(super) struct Values<'a> {
    pub(super) properties: &'a Node,
    pub(super) language: Language,
    pub(super) findings: &'a mut Vec<Diagnostic>,
}

impl<'a> Values<'a> {
    /// The value of a key, under the most usual of its names that is filled in.
    pub(super) fn node(&self, key: Key) -> Option<&'a Node> {
        let (_, known) = labels::NAMES.iter().find(|(of, _)| *of == key)?;
        known.iter().find_map(|name| {
            self.properties
                .entries()
                .iter()
                .find(|entry| labels::is_same(name, &names::key(&entry.key)) && !is_empty(&entry.value))
                .map(|entry| &entry.value)
        })
    }

    /// Reads a text.
    pub(super) fn text(&mut self, key: Key) -> Option<Field<String>> {
        let node = self.node(key)?;
        if let Some(name) = unquoted_link(node) {
            let message = self.language.pick(
                format!("`[[{name}]]` sans guillemets est une liste dans une liste, pas un lien"),
                format!("`[[{name}]]` without quotes is a list within a list, no link"),
            );
            let help =
                self.language.pick(format!("écrivez `\"[[{name}]]\"`"), format!("write `\"[[{name}]]\"`"));
            let finding = Diagnostic::new(&FRONTMATTER_INVALID, message).at(node.span).help(help);
            self.findings.push(finding.severity(Severity::Warning));
        }
        text(node).map(|value| Field { value, span: node.span })
    }

    /// Reads a list of texts, or the one text that stands in its place.
    pub(super) fn list(&mut self, key: Key) -> Vec<Field<String>> {
        let Some(node) = self.node(key) else { return Vec::new() };
        if unquoted_link(node).is_some() {
            return self.text(key).into_iter().collect();
        }
        node.items().iter().filter_map(|item| Some(Field { value: text(item)?, span: item.span })).collect()
    }
}

fn is_empty(node: &Node) -> bool {
    match &node.value {
        Value::Null => true,
        Value::Scalar { text, .. } => text.trim().is_empty(),
        Value::List(items) => items.iter().all(is_empty),
        Value::Map(entries) => entries.is_empty(),
    }
}

/// The name in `[[ACME]]` without quotes, which YAML reads as a list in a list.
pub(in crate::parse) fn unquoted_link(node: &Node) -> Option<String> {
    let Value::List(outer) = &node.value else { return None };
    let [inner] = outer.as_slice() else { return None };
    let Value::List(items) = &inner.value else { return None };
    let parts: Option<Vec<&str>> = items.iter().map(Node::scalar).collect();
    parts.filter(|parts| !parts.is_empty()).map(|parts| parts.join(", "))
}

/// The text of a value: of a list, its items; none for an empty value.
pub(super) fn text(node: &Node) -> Option<String> {
    match &node.value {
        Value::Null | Value::Map(_) => None,
        Value::Scalar { text, .. } => Some(shown(text)).filter(|text| !text.is_empty()),
        Value::List(items) => {
            if let Some(name) = unquoted_link(node) {
                return Some(shown(&format!("[[{name}]]"))).filter(|text| !text.is_empty());
            }
            let texts: Vec<String> = items.iter().filter_map(text).collect();
            (!texts.is_empty()).then(|| texts.join(", "))
        }
    }
}

/// The texts of a value as they stand, those of lists within lists too: YAML
/// reads `[[CGV]]` without quotes as such.
pub(super) fn scalars(node: &Node, out: &mut Vec<Field<String>>) {
    match &node.value {
        Value::Scalar { text, .. } if !text.trim().is_empty() => {
            out.push(Field { value: text.trim().to_owned(), span: node.span });
        }
        Value::List(items) => items.iter().for_each(|item| scalars(item, out)),
        Value::Scalar { .. } | Value::Null | Value::Map(_) => {}
    }
}

/// The lines of a value: of a text over several lines, or the items of a list.
pub(super) fn lines(node: &Node) -> Vec<Field<String>> {
    let field = |value: &str, span: Span| Field { value: value.trim().to_owned(), span };
    node.items()
        .iter()
        .filter_map(|item| Some((text(item)?, item.span)))
        .flat_map(|(text, span)| text.lines().map(|line| field(line, span)).collect::<Vec<_>>())
        .filter(|line| !line.value.is_empty())
        .collect()
}

/// A text as Obsidian shows it: links by what they display; and without
/// comments, which Obsidian shows in properties, but no client should read.
fn shown(text: &str) -> String {
    let text = without_comments(&without_comments(text, "%%", "%%"), "<!--", "-->");
    let mut out = String::new();
    let mut rest = text.trim();
    // Where the last link can end: without an end in sight nothing is searched.
    let after = rest.rfind(']').map_or(rest.len(), |at| rest.len() - at);
    while let Some(at) = rest.find('[').filter(|at| rest.len() - at > after) {
        out.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        let (display, length) =
            wikilink(rest).or_else(|| markdown_link(rest)).unwrap_or_else(|| ("[".to_owned(), 1));
        if out.ends_with('!') && length > 1 {
            out.pop();
        }
        out.push_str(&display);
        rest = rest.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// A text without what stands between two marks; to the end where the second
/// one is missing.
fn without_comments(text: &str, open: &str, close: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, inner)) = rest.split_once(open) {
        out.push_str(before);
        rest = inner.split_once(close).map_or("", |(_, after)| after);
        if out.ends_with(' ') {
            rest = rest.trim_start_matches(' ');
        }
    }
    out.push_str(rest);
    out
}

fn wikilink(text: &str) -> Option<(String, usize)> {
    let inner = text.strip_prefix("[[")?;
    let end = inner.find("]]").filter(|end| *end > 0)?;
    let target = inner.get(..end)?;
    let display = match target.split_once('|') {
        Some((_, alias)) => alias.trim().to_owned(),
        // In a list of notes the folder tells them apart; nobody is called so.
        None => {
            let folder = names::folder(target.split('#').next().unwrap_or_default());
            links::display(target.strip_prefix(folder).unwrap_or(target).trim_start_matches('/'))
        }
    };
    Some((display, end + 4))
}

fn markdown_link(text: &str) -> Option<(String, usize)> {
    let inner = text.get(1..)?;
    let end = 1 + inner.get(..inner.find('[').unwrap_or(inner.len()))?.find("](")?;
    let close = text.get(end..)?.find(')')?;
    let label = text.get(1..end)?;
    Some((label.to_owned(), end + close + 1))
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn links_show_their_text() {
        assert_eq!(shown("[[ACME SARL]]"), "ACME SARL");
        assert_eq!(shown("[[ACME SARL|ACME]] et [[B#C]]"), "ACME et B > C");
        assert_eq!(shown("[[clients/ACME SARL]]"), "ACME SARL");
        assert_eq!(shown("[Texte](https://x.y)"), "Texte");
        assert_eq!(shown("a [b] c"), "a [b] c");
        assert_eq!(shown("![[logo.png]]"), "logo.png");
        assert_eq!(shown("Offre %%marge%% et <!-- x --> prix"), "Offre et prix");
        assert_eq!(shown("Offre %%marge"), "Offre");
    }
}
