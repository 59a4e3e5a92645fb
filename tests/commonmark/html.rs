//! The HTML of the examples as words and what they are.

use super::Word;

/// The words of an HTML text, each with the elements that it stands in.
pub(super) fn words(html: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut open: Vec<(String, Option<String>)> = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let Some(tag) = rest
            .strip_prefix('<')
            .filter(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)))
        else {
            let end = rest.char_indices().skip(1).find(|(_, c)| *c == '<').map_or(rest.len(), |(at, _)| at);
            push(&mut words, &decoded(&rest[..end]), &open);
            rest = &rest[end..];
            continue;
        };
        for (start, end) in [("!--", "-->"), ("?", "?>"), ("![CDATA[", "]]>")] {
            if tag.starts_with(start) {
                rest = tag.find(end).map_or("", |at| &tag[at + end.len()..]);
            }
        }
        if rest.len() <= tag.len() {
            continue;
        }
        // The end of a tag does not stand in a value.
        let mut quote = None;
        let end = tag.find(|c| {
            match quote {
                Some(open) if open == c => quote = None,
                None if matches!(c, '"' | '\'') => quote = Some(c),
                None if c == '>' => return true,
                _ => {}
            }
            false
        });
        let (tag, after) = end.map_or((tag, ""), |end| (&tag[..end], &tag[end + 1..]));
        rest = after;
        let name: String =
            tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        let name = name.to_lowercase();
        if tag.starts_with('/') {
            if let Some(at) = open.iter().rposition(|(known, _)| *known == name) {
                open.truncate(at);
            }
        } else if !tag.ends_with('/') && !matches!(name.as_str(), "br" | "hr" | "img" | "input" | "p") {
            let address =
                tag.split_once("href=\"").map(|(_, rest)| rest.split('"').next().unwrap_or_default());
            open.push((name, address.map(decoded)));
        }
    }
    words
}

fn push(words: &mut Vec<Word>, text: &str, open: &[(String, Option<String>)]) {
    if open.iter().any(|(name, _)| matches!(name.as_str(), "script" | "style")) {
        return;
    }
    let mut marks: Vec<String> =
        open.iter().filter_map(|(name, address)| mark(name, address.as_deref())).collect();
    marks.sort();
    marks.dedup();
    words.extend(super::model::split(text).map(|word| (word, marks.clone())));
}

fn mark(name: &str, address: Option<&str>) -> Option<String> {
    Some(match name {
        "em" | "i" => "emphasis".to_owned(),
        "strong" | "b" => "strong".to_owned(),
        "code" | "pre" => "code".to_owned(),
        "a" => super::link(address?)?,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => format!("heading {}", &name[1..]),
        "li" => "item".to_owned(),
        "blockquote" => "quote".to_owned(),
        _ => return None,
    })
}

fn decoded(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}
