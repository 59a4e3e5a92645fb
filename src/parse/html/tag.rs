use std::ops::Range;

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag {
    /// Its name, lower case.
    pub(crate) name: String,
    pub(crate) kind: TagKind,
    attributes: Vec<(String, String)>,
}

/// Whether a tag opens or closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TagKind {
    Open,
    Close,
}

/// A token of HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Token {
    Text(Range<usize>),
    Tag(Tag, Range<usize>),
}

impl Tag {
    /// The value of an attribute, entities resolved; empty where it has none.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// A declaration in its `style` attribute, lower case.
    pub(crate) fn style(&self, property: &str) -> Option<String> {
        let style = self.get("style")?;
        style.split(';').rev().find_map(|declaration| {
            let (key, value) = declaration.split_once(':')?;
            let value = value.trim().trim_end_matches("!important").trim();
            key.trim().eq_ignore_ascii_case(property).then(|| value.to_lowercase())
        })
    }

    /// Whether it hides what it holds.
    pub(crate) fn hides(&self) -> bool {
        self.get("hidden").is_some()
            || self.style("display").is_some_and(|value| value == "none")
            || self.style("visibility").is_some_and(|value| matches!(value.as_str(), "hidden" | "collapse"))
            || self.style("opacity").is_some_and(|value| value.trim_end_matches('%').parse() == Ok(0.0))
    }

    /// Whether browsers show what it holds only where they cannot show itself.
    pub(crate) fn falls_back(&self) -> bool {
        matches!(self.name.as_str(), "audio" | "canvas" | "iframe" | "object" | "svg" | "video")
    }

    /// Forgets the alignment that its attributes ask for.
    pub(super) fn drop_alignment(&mut self) {
        self.attributes.retain(|(key, _)| key != "align" && key != "style");
    }

    /// Whether it asks for a page break before or after it.
    pub(crate) fn breaks_page(&self) -> Option<PageBreakAt> {
        let asked = |property: &str| {
            self.style(property).is_some_and(|value| {
                matches!(value.as_str(), "always" | "page" | "left" | "right" | "recto" | "verso")
            })
        };
        let class = self.get("class").unwrap_or_default().to_lowercase();
        if asked("page-break-after") || asked("break-after") {
            return Some(PageBreakAt::After);
        }
        let named =
            class.split_whitespace().any(|name| matches!(name, "page-break" | "pagebreak" | "page_break"));
        (named || asked("page-break-before") || asked("break-before")).then_some(PageBreakAt::Before)
    }
}

/// On which side of an element the page breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PageBreakAt {
    Before,
    After,
}

/// Reads one tag at the start of a text; gives its length.
pub(crate) fn tag(text: &str) -> Option<(Tag, usize)> {
    let rest = text.strip_prefix('<')?;
    let (kind, rest) = rest.strip_prefix('/').map_or((TagKind::Open, rest), |rest| (TagKind::Close, rest));
    let name_length = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':')))
        .unwrap_or(rest.len());
    let name = rest.get(..name_length)?;
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut attributes = Vec::new();
    let mut rest = rest.get(name_length..)?;
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix('>') {
            let tag = Tag { name: name.to_lowercase(), kind, attributes };
            return Some((tag, text.len() - after.len()));
        }
        if let Some(after) = rest.strip_prefix('/') {
            rest = after;
            continue;
        }
        let key_length =
            rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/' | '"' | '\'' | '<'))?;
        if key_length == 0 {
            return None;
        }
        let key = rest.get(..key_length)?.to_lowercase();
        rest = rest.get(key_length..)?;
        let mut value = "";
        if let Some(after) = rest.trim_start().strip_prefix('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            if let Some(quote) = quote {
                let inner = after.get(1..)?;
                let length = inner.find(quote)?;
                value = inner.get(..length)?;
                rest = inner.get(length + 1..)?;
            } else {
                let length = after.find(|c: char| c.is_whitespace() || c == '>')?;
                value = after.get(..length)?;
                rest = after.get(length..)?;
            }
        }
        attributes.push((key, entities(value)));
    }
}

/// Splits HTML into tags and text; comments, declarations and instructions are
/// left out.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut start = 0;
    let mut at = 0;
    // What was looked for in vain is not looked for again.
    let (mut no_comment, mut no_end) = (false, false);
    while let Some(next) = text.get(at..).and_then(|rest| rest.find('<')).map(|length| at + length) {
        let rest = text.get(next..).unwrap_or_default();
        let mut skip = None;
        if rest.starts_with("<!--") && !no_comment {
            skip = rest.find("-->").map(|length| length + 3);
            no_comment = skip.is_none();
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            skip = if no_end { None } else { rest.find('>').map(|length| length + 1) };
            no_end = skip.is_none();
        } else if !no_end {
            no_end = !rest.contains('>');
            if let Some((tag, length)) = tag(rest).filter(|_| !no_end) {
                if start < next {
                    tokens.push(Token::Text(start..next));
                }
                tokens.push(Token::Tag(tag, next..next + length));
                (start, at) = (next + length, next + length);
                continue;
            }
        }
        if let Some(length) = skip {
            if start < next {
                tokens.push(Token::Text(start..next));
            }
            (start, at) = (next + length, next + length);
        } else {
            at = next + 1;
        }
    }
    if start < text.len() {
        tokens.push(Token::Text(start..text.len()));
    }
    tokens
}

/// Resolves entities (`&euro;`, `&#8239;`).
pub(crate) fn entities(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        let length = rest
            .bytes()
            .skip(1)
            .take(40)
            .position(|b| !(b.is_ascii_alphanumeric() || b == b'#'))
            .map_or(0, |length| length + 1);
        let name = rest.get(..=length).filter(|name| name.ends_with(';') && name.len() > 2);
        if let Some(resolved) = name.and_then(entity) {
            out.push_str(&resolved);
            rest = rest.get(length + 1..).unwrap_or_default();
        } else {
            out.push('&');
            rest = rest.get(1..).unwrap_or_default();
        }
    }
    out.push_str(rest);
    out
}

/// One entity. The Markdown parser knows all names and is asked.
fn entity(name: &str) -> Option<String> {
    let text = pulldown_cmark::Parser::new(name)
        .filter_map(
            |event| if let pulldown_cmark::Event::Text(text) = event { Some(text.to_string()) } else { None },
        )
        .collect::<String>();
    (text != name).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_come_with_and_without_quotes() {
        let (tag, length) = tag(r#"<IMG src="a b.png" width=200 alt='x &amp; y' hidden/>z"#).unwrap();
        assert_eq!(length, 53);
        assert_eq!(tag.name, "img");
        assert_eq!(tag.get("src"), Some("a b.png"));
        assert_eq!(tag.get("width"), Some("200"));
        assert_eq!(tag.get("alt"), Some("x & y"));
        assert_eq!(tag.get("hidden"), Some(""));
    }

    #[test]
    fn text_that_looks_like_a_tag_is_text() {
        assert_eq!(tokens("a < b <100> x"), [Token::Text(0..13)]);
        assert_eq!(tokens("a<!-- <b> -->c"), [Token::Text(0..1), Token::Text(13..14)]);
    }

    #[test]
    fn entities_are_those_of_html() {
        assert_eq!(
            entities("1&nbsp;200&#8239;&euro; &copy &unknown; &"),
            "1\u{a0}200\u{202f}€ &copy &unknown; &"
        );
    }

    #[test]
    fn page_breaks_are_asked_for_in_several_ways() {
        let at = |text: &str| tag(text).unwrap().0.breaks_page();
        assert_eq!(at(r#"<div style="page-break-after: always;">"#), Some(PageBreakAt::After));
        assert_eq!(at(r#"<p style="color:red; break-before:page">"#), Some(PageBreakAt::Before));
        assert_eq!(at(r#"<div class="x page-break">"#), Some(PageBreakAt::Before));
        assert_eq!(at(r#"<div style="page-break-after: avoid">"#), None);
    }
}
