//! Placeholders of starters: `{{client}}`. In the frontmatter of a note and in
//! YAML files they become YAML text, in the body Markdown text, so that nothing
//! a user types can break the note. `${{ … }}` belongs to CI services and stays.

use crate::source::{SourceFile, Sources};
use crate::workspace::Failure;
use crate::yaml::{self, nearest};

/// What stands for a placeholder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// A text of the user's or the project's: escaped where it is put.
    Text(String),
    /// What is left to fill in: put as it is, so that `check` knows it.
    Open(&'static str),
    /// Finished Markdown: put as it is.
    Markdown(String),
}

/// Placeholders and what stands for them.
pub(super) type Values = [(&'static str, Value)];

/// Fills a note: its frontmatter as YAML, the rest as Markdown. `name` is the
/// starter's, for messages.
///
/// # Errors
///
/// Where a placeholder is unknown or never closed.
pub(super) fn note(name: &str, text: &str, values: &Values) -> Result<String, Failure> {
    let mut out = String::with_capacity(text.len() * 2);
    // None before the first line, then whether the frontmatter is open.
    let mut frontmatter = None;
    for (at, line) in text.split_inclusive('\n').enumerate() {
        let fence = line.trim_end() == "---";
        frontmatter = Some(match frontmatter {
            None => fence,
            Some(open) => open && !fence,
        });
        out += &match frontmatter {
            Some(true) => yaml_line(line, values),
            _ => replace(line, values, markdown),
        }
        .map_err(|problem| problem.at(name, at + 1))?;
    }
    Ok(out)
}

/// Fills a YAML file.
///
/// # Errors
///
/// As [`note`].
pub(super) fn yaml(name: &str, text: &str, values: &Values) -> Result<String, Failure> {
    text.split_inclusive('\n')
        .enumerate()
        .map(|(at, line)| yaml_line(line, values).map_err(|problem| problem.at(name, at + 1)))
        .collect()
}

#[derive(Debug)]
struct Problem {
    message: String,
    help: Option<String>,
}

impl Problem {
    fn at(self, name: &str, line: usize) -> Failure {
        let failure = Failure::new(format!("{name}:{line}: {}", self.message));
        match self.help {
            Some(help) => failure.help(help),
            None => failure,
        }
    }
}

/// Replaces the placeholders of one line.
fn replace(line: &str, values: &Values, escape: impl Fn(&str) -> String) -> Result<String, Problem> {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("{{") {
        out += before;
        let Some((name, after)) = after.split_once("}}") else {
            return Err(Problem { message: "`{{` is never closed".to_owned(), help: None });
        };
        rest = after;
        if before.ends_with('$') {
            out.extend(["{{", name, "}}"]);
            continue;
        }
        let name = name.trim();
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, Value::Text(text))) => out += &escape(&one_line(text)),
            Some((_, Value::Open(text))) => out += text,
            Some((_, Value::Markdown(text))) => out += text,
            None => return Err(unknown(name, values)),
        }
    }
    Ok(out + rest)
}

fn unknown(name: &str, values: &Values) -> Problem {
    let known: Vec<_> = values.iter().map(|(name, _)| *name).collect();
    let help = match nearest(name, &known) {
        Some(near) => format!("did you mean `{{{{{near}}}}}`?"),
        None => format!("known are {}", known.join(", ")),
    };
    Problem { message: format!("unknown placeholder `{{{{{name}}}}}`"), help: Some(help) }
}

fn one_line(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Replaces the placeholders of one line of YAML. A value that would not be
/// read as the text that it is becomes a quoted one.
fn yaml_line(line: &str, values: &Values) -> Result<String, Problem> {
    let content = line.trim_start();
    let Some(first) = line.find("{{") else { return Ok(line.to_owned()) };
    if content.starts_with('#') {
        return replace(line, values, str::to_owned);
    }
    let head = line.get(..first).unwrap_or_default();
    let indent = line.len() - content.len();
    let start = match head.split_once(": ") {
        Some((key, _)) => key.len() + 2,
        None if content.starts_with("- ") => indent + 2,
        None => indent,
    };
    let (key, value) = line.split_at_checked(start).unwrap_or(("", line));
    let end = value.rfind("}}").map_or(0, |at| at + 2);
    let comment = value.get(end..).and_then(|rest| rest.find(" #")).map_or(value.len(), |at| end + at);
    let (value, tail) = value.split_at_checked(comment).unwrap_or((value, ""));
    let trimmed = value.trim();
    let filled = match trimmed.chars().next() {
        Some('"') => replace(trimmed, values, escape_double)?,
        Some('\'') => replace(trimmed, values, |text| text.replace('\'', "''"))?,
        Some('[') => replace(trimmed, values, double_quoted)?,
        Some('{') if !trimmed.starts_with("{{") => replace(trimmed, values, double_quoted)?,
        _ => {
            let text = replace(trimmed, values, str::to_owned)?.trim().to_owned();
            if is_plain(&text) { text } else { double_quoted(&text) }
        }
    };
    let end_of_line = if tail.is_empty() && line.ends_with('\n') { "\n" } else { "" };
    Ok(format!("{key}{filled}{tail}{end_of_line}"))
}

fn escape_double(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

fn double_quoted(text: &str) -> String {
    format!("\"{}\"", escape_double(text))
}

/// Whether YAML reads a text without quotes as that text, and no reader as a
/// truth value.
fn is_plain(text: &str) -> bool {
    let truth = ["true", "false", "yes", "no", "on", "off", "y", "n"];
    if truth.contains(&text.to_lowercase().as_str()) {
        return false;
    }
    let line = format!("v: {text}");
    let file = Sources::new().add(SourceFile::new("value", line.as_str()));
    let node = yaml::parse(file, &line, 0);
    node.is_ok_and(|node| node.get("v").and_then(yaml::Node::scalar) == Some(text))
}

/// A text as Markdown that shows it, also in a table cell: what would be markup
/// is escaped, and no more.
pub(super) fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let escaped = match c {
            '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '|' | '$' | '~' => true,
            // A tag or heading, a highlight, a comment, a block id, an entity.
            '#' | '^' => before.is_whitespace(),
            '=' | '%' => next == Some(c) || before == c,
            '&' => next.is_some_and(|next| next == '#' || next.is_alphabetic()) && text.contains(';'),
            _ => false,
        };
        if escaped {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(client: &str) -> Vec<(&'static str, Value)> {
        vec![
            ("client", Value::Text(client.to_owned())),
            ("items", Value::Markdown("| a |\n| - |\n| **b** |".to_owned())),
        ]
    }

    fn filled(text: &str, client: &str) -> String {
        note("x.md", text, &values(client)).unwrap()
    }

    #[test]
    fn the_frontmatter_gives_back_the_text_whatever_it_holds() {
        let clients =
            ["ACME", "ACME & Co. #1", "A: B", "- x", "yes", "l'État", "\"quoted\" \\ back", "[x]", "{y", ""];
        let starter = "---\nclient: {{client}} # who\nin: \"pour {{client}} !\"\nsingle: '{{client}}'\nlist: [{{client}}]\nitems:\n  - {{ client }}\nlong: Devis {{client}}\n---\n";
        for client in clients {
            let text = filled(starter, client);
            let inner = text.strip_prefix("---\n").unwrap().strip_suffix("---\n").unwrap();
            let file = Sources::new().add(SourceFile::new("x", inner));
            let node = yaml::parse(file, inner, 0).unwrap_or_else(|error| panic!("{error:?}\n{text}"));
            assert_eq!(node.get("client").and_then(yaml::Node::scalar), Some(client), "{text}");
            assert_eq!(node.get("single").and_then(yaml::Node::scalar), Some(client), "{text}");
            assert_eq!(node.get("list").unwrap().items()[0].scalar(), Some(client), "{text}");
            assert_eq!(node.get("items").unwrap().items()[0].scalar(), Some(client), "{text}");
            let long = format!("Devis {client}");
            assert_eq!(node.get("long").and_then(yaml::Node::scalar), Some(long.trim()), "{text}");
            assert!(text.contains(" # who\n"), "{text}");
        }
    }

    #[test]
    fn simple_values_stay_without_quotes() {
        assert_eq!(filled("---\nclient: {{client}}\n---\n", "ACME"), "---\nclient: ACME\n---\n");
    }

    #[test]
    fn the_body_shows_the_text_and_no_markup_of_it() {
        let text = filled("# Pour {{client}}\n\n{{items}}\n", "A|B *x* #1 <b> R&D 50 % ==y== %%z%%");
        assert_eq!(
            text,
            "# Pour A\\|B \\*x\\* \\#1 \\<b> R&D 50 % \\=\\=y\\=\\= \\%\\%z\\%\\%\n\n| a |\n| - |\n| **b** |\n"
        );
    }

    #[test]
    fn a_text_of_several_lines_becomes_one() {
        assert_eq!(filled("{{client}}", "A\n## B"), "A ## B".replace("##", "\\##"));
    }

    #[test]
    fn unknown_placeholders_are_named_with_their_line() {
        let failure = note("devis.md", "a\n{{clinet}}\n", &values("x")).unwrap_err();
        assert_eq!(failure.message, "devis.md:2: unknown placeholder `{{clinet}}`");
        assert_eq!(failure.help.as_deref(), Some("did you mean `{{client}}`?"));
        assert!(note("devis.md", "{{client", &values("x")).unwrap_err().message.contains("never closed"));
    }

    #[test]
    fn expressions_of_ci_services_are_no_placeholders() {
        let text = yaml("a.yml", "a: ${{ github.ref }}\nb: {{client}}\n", &values("x")).unwrap();
        assert_eq!(text, "a: ${{ github.ref }}\nb: x\n");
    }
}
