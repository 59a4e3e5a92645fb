use super::Tag;
use crate::proposal::{Alignment, Inline, InlineKind, Style};
use crate::source::Span;

/// The alignment that a tag asks for.
pub(crate) fn alignment(tag: &Tag) -> Option<Alignment> {
    if tag.name == "center" {
        return Some(Alignment::Center);
    }
    let asked = tag.style("text-align").or_else(|| {
        let place = matches!(tag.name.as_str(), "img" | "table");
        tag.get("align").filter(|_| !place).map(str::to_lowercase)
    })?;
    named(&asked)
}

/// An alignment by its CSS name.
fn named(name: &str) -> Option<Alignment> {
    match name {
        "left" | "start" => Some(Alignment::Left),
        "center" | "middle" | "centre" => Some(Alignment::Center),
        "right" | "end" => Some(Alignment::Right),
        "justify" => Some(Alignment::Justify),
        _ => None,
    }
}

/// Dresses content in the style of an inline element.
pub(super) fn dress(tag: &Tag, span: Span, content: Vec<Inline>) -> Vec<Inline> {
    let wrap = |kind: fn(Vec<Inline>) -> InlineKind, content| vec![Inline { span, kind: kind(content) }];
    let styled = |style, content| vec![Inline { span, kind: InlineKind::Styled(style, content) }];
    if content.is_empty() {
        return content;
    }
    let mut content = match tag.name.as_str() {
        "u" | "ins" => styled(Style::Underline, content),
        "s" | "del" | "strike" => styled(Style::Strikethrough, content),
        "b" | "strong" | "th" | "summary" | "dt" => wrap(InlineKind::Strong, content),
        "i" | "em" | "cite" | "dfn" | "var" => wrap(InlineKind::Emphasis, content),
        "mark" => styled(Style::Highlight, content),
        "small" => styled(Style::Small, content),
        "big" => styled(Style::Scale(120), content),
        "kbd" => styled(Style::Keyboard, content),
        "sub" => styled(Style::Subscript, content),
        "sup" => styled(Style::Superscript, content),
        "code" | "samp" | "tt" => {
            vec![Inline { span, kind: InlineKind::Code(crate::proposal::plain_text(&content)) }]
        }
        _ => content,
    };
    if let Some(color) =
        tag.style("color").or_else(|| tag.get("color").map(str::to_lowercase)).and_then(|c| color(&c))
    {
        content = styled(Style::Color(color), content);
    }
    let background = tag.style("background-color").or_else(|| tag.style("background"));
    if let Some(color) = background.and_then(|value| color(&value)) {
        content = styled(Style::Background(color), content);
    }
    let scale = tag.style("font-size").and_then(|size| scale(&size));
    if let Some(scale) = scale.or_else(|| tag.get("size").filter(|_| tag.name == "font").and_then(font_size))
    {
        content = styled(Style::Scale(scale), content);
    }
    if tag
        .style("font-weight")
        .is_some_and(|w| matches!(w.as_str(), "bold" | "bolder" | "600" | "700" | "800" | "900"))
    {
        content = wrap(InlineKind::Strong, content);
    }
    if tag.style("font-style").is_some_and(|style| matches!(style.as_str(), "italic" | "oblique")) {
        content = wrap(InlineKind::Emphasis, content);
    }
    let decoration =
        tag.style("text-decoration").or_else(|| tag.style("text-decoration-line")).unwrap_or_default();
    if decoration.contains("underline") {
        content = styled(Style::Underline, content);
    }
    if decoration.contains("line-through") {
        content = styled(Style::Strikethrough, content);
    }
    content
}

/// A CSS colour as `#rrggbb`; none for one that is transparent or unknown.
fn color(value: &str) -> Option<String> {
    let value = value.trim();
    if let Some(hex) = value.strip_prefix('#') {
        if !hex.chars().all(|c| c.is_ascii_hexdigit()) {
            return None;
        }
        return match hex.len() {
            3 | 4 => Some(format!("#{}", hex.chars().take(3).flat_map(|c| [c, c]).collect::<String>())),
            6 | 8 => Some(format!("#{}", hex.get(..6)?)),
            _ => None,
        };
    }
    if let Some(inner) = value.strip_prefix("rgb(").or_else(|| value.strip_prefix("rgba(")) {
        let mut parts = inner.trim_end_matches(')').split([',', ' ', '/']).filter(|part| !part.is_empty());
        let mut part = || parts.next()?.trim().parse::<u8>().ok();
        let (r, g, b) = (part()?, part()?, part()?);
        return Some(format!("#{r:02x}{g:02x}{b:02x}"));
    }
    crate::settings::brand::Color::from_css(value).map(|color| color.to_string())
}

/// A font size relative to the text, in percent.
fn scale(value: &str) -> Option<u16> {
    let keyword = match value {
        "xx-small" => 60,
        "x-small" => 75,
        "small" | "smaller" => 89,
        "medium" => 100,
        "large" | "larger" => 120,
        "x-large" => 150,
        "xx-large" => 200,
        _ => 0,
    };
    if keyword > 0 {
        return Some(keyword);
    }
    let split = value.find(|c: char| !(c.is_ascii_digit() || c == '.'))?;
    let number = hundredths(value.get(..split)?)?;
    let percent = match value.get(split..)?.trim() {
        "%" => number / 100,
        "em" | "rem" => number,
        "px" => number / 16,
        "pt" => number / 12,
        _ => return None,
    };
    u16::try_from(percent.clamp(30, 500)).ok()
}

/// A decimal number in hundredths.
fn hundredths(text: &str) -> Option<u32> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let whole: u32 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let digits: String = fraction.chars().chain("00".chars()).take(2).collect();
    whole.checked_mul(100)?.checked_add(digits.parse().ok()?)
}

/// The sizes of `<font size>`.
fn font_size(value: &str) -> Option<u16> {
    let sizes = [63, 82, 100, 113, 150, 200, 300];
    let step: i32 = value.trim().trim_start_matches('+').parse().ok()?;
    let index = if value.trim().starts_with(['+', '-']) { 2 + step } else { step - 1 };
    sizes.get(usize::try_from(index.clamp(0, 6)).ok()?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_come_in_several_forms() {
        assert_eq!(color("#c00").as_deref(), Some("#cc0000"));
        assert_eq!(color("rgb(1, 2, 255)").as_deref(), Some("#0102ff"));
        assert_eq!(color("red").as_deref(), Some("#ff0000"));
        assert_eq!(color("var(--x)"), None);
    }

    #[test]
    fn sizes_are_relative_to_the_text() {
        assert_eq!(scale("1.25em"), Some(125));
        assert_eq!(scale("24px"), Some(150));
        assert_eq!(scale("80%"), Some(80));
        assert_eq!(font_size("+1"), Some(113));
        assert_eq!(font_size("2"), Some(82));
    }
}
