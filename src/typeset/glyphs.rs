//! Compares the pages with what they should say: characters that no font has,
//! and text that is on no page. Both would leave in silence otherwise.

use std::collections::{BTreeSet, HashMap};

use typst::layout::{Frame, FrameItem};
use typst::syntax::{Source, Span as TypstSpan, SpanKind, SyntaxKind, SyntaxNode};
use typst::text::TextItem;
use typst_layout::PagedDocument;

use super::code::Segments;
use super::direction;
use crate::diagnostics::{Diagnostic, Facts, declare_rule};
use crate::language::Language;
use crate::proposal::Proposal;
use crate::source::{Sources, Span};

declare_rule! {
    /// A character that none of the fonts can draw: the client would see a box
    /// or nothing.
    ///
    /// Wrong, where no font has this sign:
    ///
    /// ```markdown
    /// Livraison 𓀀
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// Livraison ✓
    /// ```
    pub(super) GLYPH_MISSING = "glyph-missing", Error
}

declare_rule! {
    /// Text of the document that is on no page: the template does not print the
    /// part that it stands in, or the typesetting lost it. A client must never
    /// receive less than what was written.
    ///
    /// Wrong, in a template:
    ///
    /// ```typst
    /// #let pages(document) = (document.body)(elements)
    /// ```
    ///
    /// Right, since the cover's matter is in `head`:
    ///
    /// ```typst
    /// #let pages(document) = {
    ///   cover((document.head)(elements))
    ///   (document.body)(elements)
    /// }
    /// ```
    pub(super) TEXT_LOST = "text-lost", Error
}

/// How many findings of each rule one document gets; the rest is counted.
const MAX_FINDINGS: usize = 20;

/// How many characters without a glyph one finding names.
const MAX_NAMED: usize = 12;

/// Walks the pages.
pub(super) fn findings(
    document: &PagedDocument,
    code: Option<&Source>,
    segments: &Segments,
    sources: &Sources,
    proposal: &Proposal,
) -> Vec<Diagnostic> {
    let mut walk = Walk {
        code,
        segments,
        last: None,
        parts: HashMap::new(),
        shown: vec![0; segments.iter().len()],
        untraced: Vec::new(),
        mixed: segments
            .iter()
            .filter_map(|segment| segment.text.as_ref())
            .any(|text| text.contains(direction::right_to_left)),
        missing: BTreeSet::new(),
    };
    for page in document.pages() {
        walk.untraced.push(String::new());
        walk.frame(&page.frame);
    }
    let language = proposal.metadata.language;
    let mut findings = walk.missing(sources, language, Span::new(proposal.file, 0..0));
    findings.extend(walk.lost(language));
    findings
}

struct Walk<'a> {
    /// The generated code.
    code: Option<&'a Source>,
    segments: &'a Segments,
    /// The segment of the span that was met last: most glyphs share it with the
    /// one before them.
    last: Option<(TypstSpan, Option<usize>)>,
    /// The segment that each part of the generated code lies in, by its span.
    /// Typst finds a span by walking through all that stands before it.
    parts: HashMap<TypstSpan, usize>,
    /// How many visible characters of each segment are on the pages.
    shown: Vec<usize>,
    /// Visible text that is not traced to a segment: what templates print, and
    /// elements that take a string, such as code; page by page.
    untraced: Vec<String>,
    /// Whether any text is written from right to left.
    mixed: bool,
    /// Characters without a glyph, by segment, in the order of the document.
    missing: BTreeSet<(Option<usize>, char)>,
}

impl Walk<'_> {
    fn frame(&mut self, frame: &Frame) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => self.frame(&group.frame),
                FrameItem::Text(text) => self.text(text),
                FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }

    fn text(&mut self, item: &TextItem) {
        for glyph in &item.glyphs {
            let text = item.text.get(glyph.range()).unwrap_or_default();
            let segment = self.segment(glyph.span.0);
            let shown = text.chars().filter(|c| visible(*c));
            match segment.and_then(|at| self.shown.get_mut(at)) {
                Some(count) => *count += shown.count(),
                None => self.untraced.last_mut().into_iter().for_each(|page| page.extend(shown.clone())),
            }
            if glyph.id == 0 {
                for c in text.chars().filter(|c| visible(*c)) {
                    self.missing.insert((segment, c));
                }
            }
        }
    }

    fn segment(&mut self, span: TypstSpan) -> Option<usize> {
        if let Some((_, segment)) = self.last.filter(|(last, _)| *last == span) {
            return segment;
        }
        let segment = self.find(span);
        self.last = Some((span, segment));
        segment
    }

    fn find(&mut self, span: TypstSpan) -> Option<usize> {
        let code = self.code.filter(|code| span.id() == Some(code.id()))?;
        if let SpanKind::Range { range, .. } = span.get() {
            return self.segments.find(&range).map(|(at, _)| at);
        }
        if self.parts.is_empty() {
            let mut index =
                Index { segments: self.segments, next: 0, open: Vec::new(), parts: HashMap::new() };
            index.visit(code.root(), 0);
            self.parts = index.parts;
        }
        self.parts.get(&span).copied()
    }

    fn missing(&self, sources: &Sources, language: Language, fallback: Span) -> Vec<Diagnostic> {
        let segments: Vec<_> = self.segments.iter().collect();
        // A text in a script that no font has is one finding, not one for each
        // of its letters.
        let mut groups: Vec<(Option<usize>, Vec<char>)> = Vec::new();
        for (segment, c) in &self.missing {
            match groups.iter_mut().find(|(known, _)| known == segment) {
                Some((_, characters)) => characters.push(*c),
                None => groups.push((*segment, vec![*c])),
            }
        }
        let mut findings: Vec<Diagnostic> = Vec::new();
        for (segment, mut characters) in groups {
            let known = segment.and_then(|at| segments.get(at));
            let holder = known.or_else(|| {
                let holds = |text: &String| characters.iter().any(|c| text.contains(*c));
                segments.iter().find(|segment| segment.text.as_ref().is_some_and(holds))
            });
            let written = holder.map(|segment| sources.slice(segment.span)).unwrap_or_default();
            characters.sort_by_key(|c| written.find(*c).unwrap_or(usize::MAX));
            let span = holder.map_or(fallback, |segment| {
                // The first one's own place, where the source holds it as it is.
                characters.iter().find_map(|c| Some((written.find(*c)?, c.len_utf8()))).map_or(
                    segment.span,
                    |(at, length)| {
                        let start = segment.span.start as usize + at;
                        Span::new(segment.span.file, start..start + length)
                    },
                )
            });
            let facts = characters.iter().map(|c| format!("U+{:04X}", u32::from(*c)));
            let codes = facts.collect::<Vec<_>>().join(" ");
            let shown: String = characters.iter().take(MAX_NAMED).collect();
            let more = if characters.len() > MAX_NAMED { "…" } else { "" };
            let message = if let [c] = characters.as_slice() {
                language.pick(
                    format!("aucune police n'a le caractère `{c}` ({codes})"),
                    format!("no font has the character `{c}` ({codes})"),
                )
            } else {
                let count = characters.len();
                language.pick(
                    format!("aucune police n'a ces {count} caractères : `{shown}{more}`"),
                    format!("no font has these {count} characters: `{shown}{more}`"),
                )
            };
            let help = language.pick(
                "ajoutez dans `assets/fonts` une police qui l'a (une police Noto, par exemple), ou choisissez \
                 un autre signe ; `render --system-fonts` essaie les polices de cette machine",
                "put a font that has it into `assets/fonts` (one of the Noto fonts, say), or choose another \
                 sign; `render --system-fonts` tries the fonts of this machine",
            );
            findings.push(
                Diagnostic::new(&GLYPH_MISSING, message)
                    .at(span)
                    .help(help)
                    .facts(Facts { found: Some(codes), ..Facts::default() }),
            );
        }
        findings.truncate(MAX_FINDINGS);
        findings
    }

    /// Whether each word of a text stands in what could not be traced.
    fn printed(&self, text: &str) -> bool {
        // Right-to-left text stands on the page in another order, and so does
        // what a sign of direction governs.
        let reordered = text.chars().any(direction::right_to_left);
        text.split_whitespace().all(|word| {
            let word: String = word.chars().filter(|c| visible(*c)).collect();
            self.untraced.iter().any(|page| page.contains(&word))
                || self.untraced.windows(2).any(|pages| crosses(&word, pages))
                || reordered && word.chars().all(|c| self.untraced.iter().any(|page| page.contains(c)))
                || self.mixed && self.in_pieces(&word)
        })
    }

    /// Whether all runs of letters and figures of a word stand there, and all its
    /// signs: in a text from right to left, signs between those change places.
    fn in_pieces(&self, word: &str) -> bool {
        let there = |piece: &str| self.untraced.iter().any(|page| page.contains(piece));
        word.split(|c: char| !c.is_alphanumeric()).all(there)
            && word.chars().all(|c| there(c.encode_utf8(&mut [0; 4])))
    }

    fn lost(&self, language: Language) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        // A character that leaves no mark is set with the one after it, which may
        // belong to the next text.
        let mut early = 0;
        for (segment, shown) in self.segments.iter().zip(&self.shown) {
            let Some(text) = &segment.text else { continue };
            let expected = text.chars().filter(|c| visible(*c)).count();
            let found = shown + early;
            early = found.saturating_sub(expected).min(1);
            if found >= expected || self.printed(text) {
                continue;
            }
            let excerpt: String = text.trim().chars().take(60).collect();
            let message = language.pick(
                format!("ce texte n'est sur aucune page : « {excerpt} »"),
                format!("this text is on no page: `{excerpt}`"),
            );
            findings.push(Diagnostic::new(&TEXT_LOST, message).at(segment.span).facts(Facts {
                found: Some(shown.to_string()),
                expected: Some(expected.to_string()),
                ..Facts::default()
            }));
        }
        findings.truncate(MAX_FINDINGS);
        findings
    }
}

/// Finds the segment of each part of the generated code in one walk over both.
struct Index<'a> {
    segments: &'a Segments,
    /// The first segment that begins later than what was visited.
    next: usize,
    /// The segments that have begun and may hold what comes, inner ones last.
    open: Vec<usize>,
    parts: HashMap<TypstSpan, usize>,
}

impl Index<'_> {
    /// Visits a part of the code, which begins at `start`, and all parts of it
    /// that can be on a page.
    fn visit(&mut self, node: &SyntaxNode, start: usize) {
        let end = start + node.len();
        let all = self.segments.as_slice();
        let reaches =
            |at: &usize, place: usize| all.get(*at).is_some_and(|segment| segment.code.end >= place);
        while self.open.last().is_some_and(|at| !reaches(at, start + 1)) {
            self.open.pop();
        }
        while all.get(self.next).is_some_and(|segment| segment.code.start <= start) {
            if reaches(&self.next, start + 1) {
                self.open.push(self.next);
            }
            self.next += 1;
        }
        if let Some(segment) = self.open.iter().rev().find(|at| reaches(at, end)) {
            self.parts.insert(node.span(), *segment);
        }
        let mut at = start;
        for child in node.children() {
            if child.children().len() > 0 || child.kind() == SyntaxKind::Str {
                self.visit(child, at);
            }
            at += child.len();
        }
    }
}

/// Whether a word begins on one page and ends on the next, the header and footer
/// between them left out.
fn crosses(word: &str, pages: &[String]) -> bool {
    let [first, second] = pages else { return false };
    word.char_indices().skip(1).any(|(at, _)| {
        let (begin, end) = word.split_at(at);
        first.contains(begin) && second.contains(end)
    })
}

/// Whether a character leaves a mark on paper.
fn visible(c: char) -> bool {
    !(c.is_whitespace()
        || c.is_control()
        || matches!(
            c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}'
            | '\u{20e3}' | '\u{1f3fb}'..='\u{1f3ff}'
        ))
}
