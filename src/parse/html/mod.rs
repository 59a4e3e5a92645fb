//! HTML in notes: the tags that Obsidian keeps, as styles and blocks of the
//! model.

mod block;
mod elements;
mod inline;
mod style;
mod tag;

pub(super) use block::read as read_block;
pub(super) use inline::pair;
pub(super) use style::alignment;
pub(super) use tag::{Tag, TagKind, Token, entities, tokens};

/// What a tag means here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// An element in a line of text.
    Inline,
    /// An element that stands on its own.
    Block,
    /// Removed with all that it holds.
    Hidden,
    /// Cannot be printed.
    Media,
    /// No tag of HTML.
    Unknown,
}

/// What a tag name (lower case) means.
pub(super) fn known(name: &str) -> Known {
    match name {
        "a" | "abbr" | "b" | "bdi" | "bdo" | "big" | "br" | "cite" | "code" | "data" | "del" | "dfn"
        | "em" | "font" | "i" | "img" | "ins" | "kbd" | "label" | "mark" | "q" | "rp" | "rt" | "ruby"
        | "s" | "samp" | "small" | "span" | "strike" | "strong" | "sub" | "sup" | "time" | "tt" | "u"
        | "var" | "wbr" | "picture" | "nobr" | "acronym" | "output" | "meter" | "progress" => Known::Inline,
        "address" | "article" | "aside" | "blockquote" | "body" | "caption" | "center" | "col"
        | "colgroup" | "dd" | "details" | "dialog" | "dir" | "div" | "dl" | "dt" | "fieldset"
        | "figcaption" | "figure" | "footer" | "form" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6"
        | "header" | "hgroup" | "hr" | "html" | "legend" | "li" | "main" | "menu" | "nav" | "ol" | "p"
        | "pre" | "search" | "section" | "summary" | "table" | "tbody" | "td" | "tfoot" | "th" | "thead"
        | "tr" | "ul" => Known::Block,
        "head" | "script" | "style" | "template" | "title" | "noscript" | "link" | "meta" | "base" => {
            Known::Hidden
        }
        "audio" | "canvas" | "embed" | "iframe" | "input" | "object" | "source" | "track" | "video"
        | "button" | "select" | "option" | "textarea" | "svg" | "math" | "map" | "area" | "param" => {
            Known::Media
        }
        _ => Known::Unknown,
    }
}

/// Whether an element has no end tag.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}
