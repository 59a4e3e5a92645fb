use crate::diagnostics::Diagnostic;
use crate::parse::note::Note;
use crate::parse::rules::{
    COMMENT_SHOWN, EMPHASIS_UNCLOSED, FOOTNOTE_UNDEFINED, FORMULA_UNCLOSED, HEADING_BY_ACCIDENT, INLINE_FIELD,
};
use crate::proposal::{Block, BlockKind, Inline, InlineKind, plain_text, walk};
use crate::source::Span;

/// How long a heading is at most before it looks like a sentence.
const LONG: usize = 70;

/// Looks at the text of a parsed note.
pub(super) fn check(note: &mut Note<'_>, blocks: &[Block]) {
    let mut findings = Vec::new();
    walk::blocks(blocks, &mut |block| {
        findings.extend(setext(note, block));
        findings.extend(comment_in_code(note, block));
    });
    let mut visit = |inline: &Inline| match &inline.kind {
        InlineKind::Text(text) => {
            findings.extend(emphasis(note, inline.span, text));
            findings.extend(footnote(note, inline.span, text));
            findings.extend(formula(note, inline.span, text));
            findings.extend(field(note, inline.span, text));
            findings.extend(comment(note, inline.span, text));
        }
        InlineKind::Code(code) => {
            let code = code.trim_start();
            if code.starts_with("= this.") || code.starts_with("$= ") || code.starts_with("=this.") {
                findings.push(field_finding(note, inline.span));
            }
        }
        _ => {}
    };
    walk::inlines(blocks, &mut visit);
    let footnotes = std::mem::take(&mut note.footnotes.notes);
    let mut visit = |inline: &Inline| {
        if let InlineKind::Text(text) = &inline.kind {
            findings.extend(emphasis(note, inline.span, text));
            findings.extend(footnote(note, inline.span, text));
            findings.extend(comment(note, inline.span, text));
        }
    };
    for footnote in footnotes.iter().flatten() {
        walk::inlines(&footnote.blocks, &mut visit);
    }
    note.footnotes.notes = footnotes;
    note.findings.append(&mut findings);
}

/// The text of the file under a span.
fn source<'n>(note: &Note<'n>, span: Span) -> &'n str {
    let range = span.range();
    let (Some(start), Some(end)) = (range.start.checked_sub(note.base), range.end.checked_sub(note.base))
    else {
        return "";
    };
    note.body.get(start..end).unwrap_or_default()
}

/// The span of a part of a text; that of the whole where it is not verbatim.
fn part(note: &Note<'_>, span: Span, text: &str, at: usize, length: usize) -> Span {
    if source(note, span) == text {
        let start = span.start as usize + at;
        return Span::new(span.file, start..start + length);
    }
    span
}

fn setext(note: &Note<'_>, block: &Block) -> Option<Diagnostic> {
    let BlockKind::Heading { content, .. } = &block.kind else { return None };
    let raw = source(note, block.span);
    let (_, underline) = raw.rsplit_once('\n')?;
    let underline = underline.trim_start_matches(['>', ' ', '\t']).trim_end();
    let is_underline = !underline.is_empty()
        && (underline.bytes().all(|b| b == b'-') || underline.bytes().all(|b| b == b'='));
    if !is_underline {
        return None;
    }
    let text = plain_text(content);
    let text = text.trim();
    let amount = text.contains(['€', '$', '£', '%']) && text.contains(|c: char| c.is_ascii_digit());
    let sentence = text.ends_with(['.', ';', ':', ',', '!', '?', '…']) || text.chars().count() > LONG;
    let several = raw.matches('\n').count() > 1;
    if !(amount || sentence || several) {
        return None;
    }
    let message = note.language.pick(
        format!("la ligne de `{underline}` qui suit fait de ce texte un titre"),
        format!("the line of `{underline}` that follows makes this text a heading"),
    );
    let message = if underline.len() > 12 {
        note.language
            .pick(
                "la ligne qui suit fait de ce texte un titre",
                "the line that follows makes this text a heading",
            )
            .to_owned()
    } else {
        message
    };
    let help =
        note.language.pick("mettez une ligne vide entre les deux", "put an empty line between the two");
    Some(Diagnostic::new(&HEADING_BY_ACCIDENT, message).at(block.span).help(help))
}

fn emphasis(note: &Note<'_>, span: Span, text: &str) -> Option<Diagnostic> {
    if !text.contains("**") {
        return None;
    }
    // What was typed as `\*` or came from an entity is meant as a character.
    let raw = source(note, span);
    let within = |at: &Span| at.file == span.file && at.start <= span.start && span.end <= at.end;
    if raw.contains("\\*") || note.raw.iter().any(within) {
        return None;
    }
    let at = text.match_indices("**").map(|(at, _)| at).find(|at| {
        let before = text.get(..*at).and_then(|t| t.chars().next_back());
        let after = text.get(at + 2..).and_then(|t| t.chars().next());
        let beside = |c: Option<char>| c.is_none_or(|c| !c.is_whitespace() && c != '*');
        // `2 ** 3` and `****` are no emphasis.
        before != Some('*') && after != Some('*') && (beside(before) || beside(after))
    })?;
    let message = note.language.pick(
        "ces astérisques ne ferment ni n'ouvrent un texte en gras : ils seront imprimés",
        "these asterisks neither open nor close bold text: they will be printed",
    );
    let help = note.language.pick(
        "mettez une espace après les astérisques qui ferment, aucune avant",
        "put a space after the closing asterisks and none before them",
    );
    Some(Diagnostic::new(&EMPHASIS_UNCLOSED, message).at(part(note, span, text, at, 2)).help(help))
}

/// A `$$` that begins its line and that nothing closes. Of a price (`$$ – $$$`)
/// it is none: signs of a formula follow it, or the line ends.
fn formula(note: &Note<'_>, span: Span, text: &str) -> Option<Diagnostic> {
    let at = text.find("$$")?;
    let start = usize::try_from(span.start).ok()?.checked_sub(note.base)?;
    let before = note.body.get(..start)?.rsplit('\n').next()?;
    let begins = at == 0 && before.chars().all(|c| matches!(c, ' ' | '\t' | '>' | '-' | '*' | '+'));
    let rest = note.body.get(start + 2..)?;
    let paragraph = rest.split("\n\n").next()?;
    let line = paragraph.split('\n').next()?.trim();
    let signs = paragraph.contains(['\\', '^', '_', '=']);
    if !begins || line.starts_with('$') || !(line.is_empty() || signs) || source(note, span).starts_with('\\')
    {
        return None;
    }
    let (message, help) = if is_cut(before, rest) {
        (
            note.language.pick(
                "une ligne sans `>` coupe cette formule : son code est imprimé",
                "a line without `>` cuts this formula: its source is printed",
            ),
            note.language.pick(
                "commencez chaque ligne de la formule par `>`",
                "begin every line of the formula with `>`",
            ),
        )
    } else {
        (
            note.language.pick(
                "cette formule n'est jamais fermée : son code est imprimé",
                "this formula is never closed: its source is printed",
            ),
            note.language.pick("fermez-la par `$$`", "close it with `$$`"),
        )
    };
    Some(Diagnostic::new(&FORMULA_UNCLOSED, message).at(part(note, span, text, at, 2)).help(help))
}

/// Whether a formula of a quotation or callout is closed below a line that lacks
/// the sign of one.
fn is_cut(before: &str, rest: &str) -> bool {
    let mut lines = rest.lines().skip(1).take_while(|line| !line.trim().is_empty());
    let mut cut = false;
    let closed = lines.any(|line| {
        cut |= !line.trim_start().starts_with('>');
        line.contains("$$")
    });
    before.contains('>') && closed && cut
}

/// The sign of a comment that does not end where it would have to.
fn comment(note: &Note<'_>, span: Span, text: &str) -> Option<Diagnostic> {
    let escaped = source(note, span).contains(['\\', '&']);
    // `50%%` and ‘%%’ are about the sign.
    let opens = |at: usize| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '‘' | '“' | '«' | '"' | '\''))
    };
    let percent = text.match_indices("%%").find(|(at, _)| opens(*at));
    let (at, mark) = percent.or_else(|| text.match_indices("<!--").next()).filter(|_| !escaped)?;
    let message = note.language.pick(
        "ce commentaire ne finit pas dans son paragraphe : il s'imprime",
        "this comment does not end within its paragraph: it is printed",
    );
    let message = if mark == "%%" {
        note.language.pick(
            "ce commentaire ne finit pas sur sa ligne : il s'imprime, dans Obsidian aussi",
            "this comment does not end on its line: it is printed, in Obsidian, too",
        )
    } else {
        message
    };
    let help = if mark == "%%" {
        note.language.pick(
            "fermez-le par `%%` sur la même ligne, ou ouvrez-le au début d'une ligne",
            "close it with `%%` on the same line, or open it at the start of a line",
        )
    } else {
        note.language.pick("fermez-le par `-->`", "close it with `-->`")
    };
    let span = part(note, span, text, at, mark.len());
    Some(Diagnostic::new(&COMMENT_SHOWN, message).at(span).help(help))
}

/// A line of `%%` in indented code: nobody writes such code, but a comment that
/// stands too far to the right becomes it, and what it was to hide is printed.
fn comment_in_code(note: &Note<'_>, block: &Block) -> Option<Diagnostic> {
    let BlockKind::Code { language: None, text } = &block.kind else { return None };
    let fenced = source(note, block.span).contains("```") || source(note, block.span).contains("~~~");
    let bare = |line: &str| line.trim_start_matches([' ', '\t', '>', '-', '*', '+']).trim_end() == "%%";
    if fenced || !text.lines().any(bare) {
        return None;
    }
    let message = note.language.pick(
        "ce commentaire est pris pour du code en retrait : il s'imprime",
        "this comment is taken for indented code: it is printed",
    );
    let help = note.language.pick(
        "mettez `%%` au début de sa ligne, une ligne vide au-dessus",
        "put `%%` at the start of its line, with an empty line above",
    );
    Some(Diagnostic::new(&COMMENT_SHOWN, message).at(block.span).help(help))
}

fn footnote(note: &Note<'_>, span: Span, text: &str) -> Option<Diagnostic> {
    if source(note, span).contains("\\[") {
        return None;
    }
    let (at, label) = text.match_indices("[^").find_map(|(at, _)| {
        let (label, after) = text.get(at + 2..)?.split_once(']')?;
        let label_like =
            label.contains(char::is_alphanumeric) && !label.contains(|c: char| c.is_whitespace() || c == '[');
        // A class of a regular expression: `[^/]*`, `[^0-9]+`.
        let class = after.starts_with(['*', '+', '?', '{']);
        (label_like && !class).then_some((at, label))
    })?;
    let message = note.language.pick(
        format!("la note `[^{label}]` n'est définie nulle part : l'appel sera imprimé tel quel"),
        format!("the footnote `[^{label}]` is not defined anywhere: the reference is printed as it stands"),
    );
    let help = note
        .language
        .pick(format!("ajoutez une ligne `[^{label}]: …`"), format!("add a line `[^{label}]: …`"));
    Some(
        Diagnostic::new(&FOOTNOTE_UNDEFINED, message)
            .at(part(note, span, text, at, label.len() + 3))
            .help(help),
    )
}

/// `key:: value` and `[key:: value]`.
fn field(note: &Note<'_>, span: Span, text: &str) -> Option<Diagnostic> {
    let at = text.find(":: ").or_else(|| text.strip_suffix("::").map(str::len))?;
    let before = text.get(..at)?;
    let key = before.rsplit(['[', '(']).next()?;
    let bracketed = key.len() < before.len();
    let word = !key.is_empty()
        && key.chars().count() <= 40
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' '))
        && !key.ends_with(' ');
    if !word || (!bracketed && key.split(' ').count() > 3) {
        return None;
    }
    let start = at - key.len();
    Some(field_finding(note, part(note, span, text, start, key.len() + 2)))
}

fn field_finding(note: &Note<'_>, span: Span) -> Diagnostic {
    let message = note.language.pick(
        "un champ Dataview : sans l'extension, il s'imprime tel quel",
        "a Dataview field: without the plugin it is printed as it stands",
    );
    let help = note.language.pick("mettez-le dans le frontmatter", "put it in the frontmatter");
    Diagnostic::new(&INLINE_FIELD, message).at(span).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_of_a_callout_is_cut_by_a_line_without_its_sign() {
        assert!(is_cut("> ", "\n> f(x) =\n 5x^2\n>\n>\\end{cases}$$\n"));
        assert!(!is_cut("> ", "\n> f(x) =\n> 5x^2\n"), "never closed");
        assert!(!is_cut("", "\nf(x)\n5x^2$$\n"), "in no callout");
        assert!(!is_cut("> ", "\n> f(x)\n\n$$x$$\n"), "closed by another formula");
    }
}
