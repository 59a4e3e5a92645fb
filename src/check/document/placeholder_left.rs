use std::collections::BTreeSet;

use crate::diagnostics::{Diagnostic, Facts, declare_rule};
use crate::language::Language;
use crate::proposal::pricing::{Pricing, Reading};
use crate::proposal::{Block, BlockKind, ColumnKind, Inline, InlineKind, Metadata, Proposal, Table, walk};
use crate::source::{Sources, Span};

use super::blanks::{Blanks, has_blank, is_answered};
use super::flat::Flat;
use super::remnants::{self, Search, fold, remnants};

declare_rule! {
    /// Template text that nobody replaced: `[À compléter]`, `XXX`, `TBD`,
    /// `{{client}}`, `<% … %>`, `+++ … +++`, `_____`, lorem ipsum.
    ///
    /// A client who finds it knows that nobody read the offer before it was
    /// sent. In the frontmatter it is found too, since it may reach the PDF's
    /// cover or metadata. Code is left out, and so are the blanks that the reader
    /// fills in: those of a signature block, labels with a line behind them
    /// beside it (`Date : ____`), and the blanks of questions and exercises.
    ///
    /// Wrong:
    ///
    /// ```md
    /// Offre préparée pour [Nom du client].
    /// ```
    ///
    /// Right:
    ///
    /// ```md
    /// Offre préparée pour la société Duval.
    /// ```
    pub(super) PLACEHOLDER_LEFT = "placeholder-left", Error
}

declare_rule! {
    /// An amount that is still to be filled in: `XXX €`, `[Montant]`,
    /// `À définir` in a column of prices.
    ///
    /// A total over such a row is wrong whatever it says. A price that depends
    /// on the client's wishes is `sur devis`.
    ///
    /// Wrong:
    ///
    /// ```md
    /// | Prestation   | Prix  |
    /// | ------------ | ----: |
    /// | Installation | XXX € |
    /// ```
    ///
    /// Right:
    ///
    /// ```md
    /// | Prestation   | Prix    |
    /// | ------------ | ------: |
    /// | Installation | 1 200 € |
    /// ```
    pub(super) PRICE_PLACEHOLDER = "price-placeholder", Error
}

/// Words that stand where somebody signs, folded.
#[rustfmt::skip]
const SIGNATURE: &[&str] = &[
    "signature", "signe", "signataire", "bon pour accord", "lu et approuve", "cachet", "fait a", "signed", "sign here",
    "unterschrift", "stempel", "firma y sello", "firmado", "paraphe",
];

/// The longest line that is a title without the marks of one.
const TITLE: usize = 30;

/// How many blocks from a place to sign labels with blanks belong to it.
const NEAR: usize = 3;

/// What begins a field of a template that a text may also explain.
const FRAMES: &[&str] = &["{{", "<%"];

/// Frontmatter keys whose values are lists of names, where brackets are YAML.
const LISTS: &[&str] = &["tags", "tag", "aliases", "alias", "cssclasses", "cssclass", "keywords"];

/// Finds the template text left in a proposal, in no order.
pub(super) fn check(proposal: &Proposal, pricing: &Pricing, sources: &Sources) -> Vec<Diagnostic> {
    let cells = pricing.tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
    let open = cells.filter(|cell| cell.reading == Reading::Placeholder).map(|cell| cell.span);
    let mut walk = Walk {
        sources,
        open_prices: open.collect(),
        language: proposal.metadata.language,
        signing: false,
        answered: title(proposal).is_some_and(is_answered).then_some(0),
        questions: None,
        signatures: signatures(proposal, sources),
        at: 0,
        table: None,
        findings: Vec::new(),
    };
    walk.frontmatter(&proposal.metadata);
    for fact in &proposal.head.facts {
        walk.inlines(&fact.value);
    }
    for root in walk::roots(proposal) {
        walk.blocks(root);
    }
    // An embed may be shown twice.
    let mut seen = BTreeSet::new();
    walk.findings.retain(|finding| seen.insert(finding.span));
    walk.findings
}

struct Walk<'a> {
    sources: &'a Sources,
    /// The cells whose price is to be filled in.
    open_prices: BTreeSet<Span>,
    language: Language,
    /// Whether the section is where somebody signs.
    signing: bool,
    /// The level of the heading below which the reader answers questions; 0 is
    /// the note's title.
    answered: Option<u8>,
    /// The callout in which the reader does.
    questions: Option<Span>,
    /// Which blocks are a place to sign, counted in the order of the page.
    signatures: BTreeSet<usize>,
    /// How many blocks were looked at.
    at: usize,
    /// The table that is looked at, as it is written.
    table: Option<&'a str>,
    findings: Vec<Diagnostic>,
}

impl Walk<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        walk::blocks(blocks, &mut |block| self.block(block));
    }

    /// What a block holds itself, without the blocks inside.
    fn block(&mut self, block: &Block) {
        self.at += 1;
        match &block.kind {
            BlockKind::Heading { content, level, .. } => {
                let text = Flat::of(content, self.sources).text;
                self.signing = is_signature(&text);
                self.answered = self.answered.filter(|above| above < level);
                if self.answered.is_none() && is_answered(&text) {
                    self.answered = Some(*level);
                }
                self.inlines(content);
            }
            BlockKind::Callout(callout) => {
                let asks = |title: &Vec<Inline>| is_answered(&Flat::of(title, self.sources).text);
                if callout.title.as_ref().map_or_else(|| is_answered(&callout.name), asks) {
                    self.questions = Some(block.span);
                }
                callout.title.iter().for_each(|title| self.inlines(title));
            }
            BlockKind::Paragraph(content) => {
                let text = Flat::of(content, self.sources).text;
                // A line that is a title: `Signatures`.
                self.signing |= text.chars().count() <= TITLE && is_signature(&text);
                self.inlines(content);
            }
            BlockKind::Table(table) => self.table(block.span, table),
            BlockKind::Verbatim(_) => self.source(block.span),
            _ => walk::content(block).into_iter().for_each(|content| self.inlines(content)),
        }
    }

    fn table(&mut self, span: Span, table: &Table) {
        self.table = Some(self.sources.slice(span));
        for cell in table.header.iter().flat_map(|row| &row.cells) {
            self.inlines(&cell.content);
        }
        for row in &table.rows {
            let mut column = 0;
            for cell in &row.cells {
                let kind = table.columns.get(column).map(|column| column.kind);
                column += usize::from(cell.colspan.max(1));
                let open = self.open_prices.contains(&cell.span);
                if open || kind == Some(ColumnKind::Amount) {
                    self.amount(cell.span, &cell.content, open);
                } else {
                    self.inlines(&cell.content);
                }
            }
        }
        self.table = None;
    }

    /// A cell of a column of amounts; `open` where the price in it was read as
    /// one to be filled in.
    fn amount(&mut self, span: Span, content: &[Inline], open: bool) {
        let flat = Flat::of(content, self.sources);
        let found = remnants(&flat.text, self.search(false));
        let places: Vec<Span> = if found.is_empty() && (open || remnants::is_left_open(&flat.text)) {
            vec![span]
        } else {
            found.iter().filter_map(|range| flat.span(range, self.sources)).collect()
        };
        for place in places {
            let text = self.sources.slice(place).to_owned();
            let message = self.language.pick(
                format!("montant à compléter : « {text} »"),
                format!("amount left to fill in: `{text}`"),
            );
            let help = self.language.pick(
                "mettez le montant, ou « sur devis » s'il dépend du client",
                "put the amount, or \"on request\" where it depends on the client",
            );
            let facts = Facts { found: Some(text), ..Facts::default() };
            self.findings
                .push(Diagnostic::new(&PRICE_PLACEHOLDER, message).at(place).help(help).facts(facts));
        }
    }

    fn inlines(&mut self, content: &[Inline]) {
        let flat = Flat::of(content, self.sources);
        let blanks = if has_blank(&flat.text) { self.blanks(content, &flat.text) } else { Blanks::All };
        let terms = terms(content);
        for range in remnants(&flat.text, Search { blanks, ..self.search(false) }) {
            let Some(span) = flat.span(&range, self.sources) else { continue };
            let named = terms.iter().any(|term| term.start <= span.start && span.end <= term.end);
            let meant = match self.sources.slice(span) {
                "TODO" => named || self.is_state(span, &flat.text),
                "XXX" => self.holds(span, &["XXIX", "XXXI"]),
                text => FRAMES.iter().any(|frame| text.starts_with(frame) && explains(content, frame)),
            };
            if !meant {
                self.left(span);
            }
        }
    }

    /// Which blanks of a text are no line to write on for the reader.
    fn blanks(&self, content: &[Inline], text: &str) -> Blanks {
        let within = |callout: Span| {
            content.first().is_some_and(|first| {
                let at = first.span;
                at.file == callout.file && callout.start <= at.start && at.end <= callout.end
            })
        };
        let answered = self.answered.is_some() || self.questions.is_some_and(within);
        if answered || self.signing || self.table.is_some_and(is_signature) || is_signature(text) {
            return Blanks::None;
        }
        let near = self.at.saturating_sub(NEAR)..=self.at.saturating_add(NEAR);
        if self.signatures.range(near).next().is_some() { Blanks::Sentences } else { Blanks::All }
    }

    /// Whether `TODO` is all that a heading or a cell says in a note that speaks
    /// of `DONE` as well: the name of a state.
    fn is_state(&self, span: Span, text: &str) -> bool {
        text.trim() == "TODO" && self.holds(span, &["DONE"])
    }

    /// Whether the file of a place holds one of these words: the neighbours of a
    /// Roman number, say.
    fn holds(&self, span: Span, wanted: &[&str]) -> bool {
        let text = &self.sources.get(span.file).text;
        text.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| wanted.contains(&word))
    }

    fn source(&mut self, span: Span) {
        for range in remnants(self.sources.slice(span), self.search(self.signing)) {
            let start = span.range().start;
            self.left(Span::new(span.file, start + range.start..start + range.end));
        }
    }

    /// Values as they are written: `+++ … +++` is no valid value for most keys.
    /// Words such as `TODO` count only where a value is printed; elsewhere they
    /// are the author's own business (`status: TODO`).
    fn frontmatter(&mut self, metadata: &Metadata) {
        let Some(span) = metadata.span else { return };
        let printed = printed(metadata);
        let mut at = span.range().start;
        let mut list = false;
        for line in self.sources.slice(span).split_inclusive('\n') {
            let start = at;
            at += line.len();
            let value = line.find(" #").and_then(|comment| line.get(..comment)).unwrap_or(line);
            if let Some((key, _)) = line.split_once(':').filter(|_| !line.starts_with([' ', '-', '#'])) {
                list = LISTS.contains(&key.trim().to_lowercase().as_str());
            }
            if list || line.starts_with('#') {
                continue;
            }
            let words = Search { words: false, ..self.search(true) };
            for range in remnants(value, words) {
                self.left(Span::new(span.file, start + range.start..start + range.end));
            }
        }
        for place in printed {
            if place.file != span.file || place.start < span.start || place.end > span.end {
                continue;
            }
            let frames = Search { words: false, ..self.search(true) };
            let text = self.sources.slice(place);
            let known = remnants(text, frames);
            let all = remnants(text, self.search(false));
            for range in all.into_iter().filter(|range| !known.contains(range)) {
                let start = place.range().start;
                self.left(Span::new(place.file, start + range.start..start + range.end));
            }
        }
    }

    fn search(&self, signing: bool) -> Search {
        let blanks = if signing { Blanks::None } else { Blanks::All };
        Search { todo: self.language != Language::Spanish, blanks, words: true }
    }

    fn left(&mut self, span: Span) {
        let text = self.sources.slice(span).to_owned();
        let message = self
            .language
            .pick(format!("texte de modèle restant : « {text} »"), format!("template text left: `{text}`"));
        let help = self.language.pick(
            "mettez le texte voulu à sa place, ou supprimez-le",
            "put the text that belongs there, or delete it",
        );
        let facts = Facts { found: Some(text), ..Facts::default() };
        self.findings.push(Diagnostic::new(&PLACEHOLDER_LEFT, message).at(span).help(help).facts(facts));
    }
}

/// Whether a text speaks of a notation: it shows it as code too.
fn explains(content: &[Inline], frame: &str) -> bool {
    content.iter().any(|inline| matches!(&inline.kind, InlineKind::Code(code) if code.contains(frame)))
}

/// The note's title, as its frontmatter says it or its name.
fn title(proposal: &Proposal) -> Option<&str> {
    proposal.metadata.title.as_ref().map(|title| title.value.as_str())
}

/// Which blocks are a place to sign, counted in the order of the page.
fn signatures(proposal: &Proposal, sources: &Sources) -> BTreeSet<usize> {
    let mut places = BTreeSet::new();
    let mut at = 0;
    for root in walk::roots(proposal) {
        walk::blocks(root, &mut |block| {
            at += 1;
            if let BlockKind::Paragraph(content) = &block.kind
                && crate::proposal::is_place_to_sign(&Flat::of(content, sources).text)
            {
                places.insert(at);
            }
        });
    }
    places
}

/// Where words in bold of which the text goes on to say what they are
/// (`**TODO items**: …`) stand.
fn terms(content: &[Inline]) -> Vec<Span> {
    let pairs = content.windows(2).filter_map(|pair| match pair {
        [term, Inline { kind: InlineKind::Text(text), .. }] => Some((term, text)),
        _ => None,
    });
    let explained = pairs.filter(|(term, text)| {
        let words = crate::proposal::plain_text(std::slice::from_ref(*term));
        let several = words.split([' ', '-']).filter(|word| word.contains(char::is_alphabetic)).count() > 1;
        let text = text.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        let goes_on = text.strip_prefix([':', '：']).is_some_and(|rest| !rest.trim().is_empty());
        matches!(term.kind, InlineKind::Strong(_)) && several && goes_on
    });
    explained.map(|(term, _)| term.span).collect()
}

fn is_signature(text: &str) -> bool {
    let folded = fold(text);
    SIGNATURE.iter().any(|words| folded.contains(words))
        || crate::proposal::has_blank(text) && crate::proposal::is_place_to_sign(text)
}

/// Where the values stand that reach a page or the PDF's metadata.
fn printed(metadata: &Metadata) -> Vec<Span> {
    let texts = [
        &metadata.title,
        &metadata.subtitle,
        &metadata.number,
        &metadata.version,
        &metadata.subject,
        &metadata.description,
    ];
    let mut spans: Vec<Span> = texts.into_iter().flatten().map(|field| field.span).collect();
    spans.extend(metadata.authors.iter().chain(&metadata.keywords).map(|field| field.span));
    if let Some(client) = &metadata.client {
        spans.push(client.name.span);
        spans.extend(client.address.iter().chain(&client.contact).map(|field| field.span));
    }
    spans
}
