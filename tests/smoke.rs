//! Thousands of broken documents go through the whole tool: nothing panics,
//! every place lies in its file, nothing an author types becomes Typst, and all
//! of it reaches the pages. `PROPOSE_SMOKE=20` tries twenty times as many.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use propose::catalog::{self, Catalog};
use propose::check::{self, Levels};
use propose::diagnostics::Diagnostic;
use propose::parse::{self, Parsed};
use propose::proposal::{Block, BlockKind, Inline, InlineKind, Proposal};
use propose::settings::Brand;
use propose::source::{self, Sources, Span};
use propose::typeset::{Format, Job, Options, Pictures, Typesetter, export, lower};

use crate::attack::vault::MemoryVault;
use crate::attack::{Numbers, document, notes, rounds};

/// Why a document is wrong; several at once.
type Wrong = Vec<String>;

struct Setting {
    vault: MemoryVault,
    catalog: Catalog,
    shared: Sources,
}

impl Setting {
    fn new() -> Self {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/catalog.yaml");
        let mut shared = Sources::new();
        let (file, _) = source::read("assets/catalog.yaml", &std::fs::read(path).unwrap());
        let file = shared.add(file);
        let catalog = catalog::read(&shared, &[file], propose::language::Language::French).catalog;
        Self { vault: MemoryVault::new(), catalog, shared }
    }

    fn parse(&self, bytes: &[u8]) -> (Sources, Parsed) {
        let mut sources = self.shared.clone();
        let (file, _) = source::read("proposals/note.md", bytes);
        let file = sources.add(file);
        let parsed = parse::parse(&mut sources, file, &self.vault);
        (sources, parsed)
    }

    /// Everything but the pages.
    fn try_without_pages(&self, bytes: &[u8]) -> Wrong {
        let (sources, parsed) = self.parse(bytes);
        let proposal = &parsed.proposal;
        let pricing = parse::prices::read(proposal);
        let vat_rates = BTreeMap::new();
        let context = check::Context {
            sources: &sources,
            proposal,
            pricing: &pricing,
            catalog: Some(&self.catalog),
            vat_rates: &vat_rates,
            brand: None,
            prints: &[],
        };
        let mut findings = parsed.findings.clone();
        findings.extend(check::run(&context, &Levels::default()));
        let mut wrong = places(&sources, proposal, &findings);
        wrong.extend(code(proposal, &self.vault));
        wrong
    }

    /// The pages as well.
    fn try_with_pages(&self, typesetter: &Typesetter, bytes: &[u8]) -> Wrong {
        let (mut sources, parsed) = self.parse(bytes);
        let proposal = &parsed.proposal;
        let brand = Brand::default();
        let job =
            Job { proposal, brand: &brand, template: Some("proposal"), files: &self.vault, draft: false };
        let compiled = typesetter.compile(&job, &mut sources);
        let mut wrong = places(&sources, proposal, &compiled.findings);
        for finding in &compiled.findings {
            if matches!(finding.rule.name, "typst-error" | "text-lost") {
                wrong.push(format!("{}: {} {:?}", finding.rule.name, finding.message, finding.help));
            }
        }
        let Some(pages) = &compiled.document else {
            wrong.push("no pages".to_owned());
            return wrong;
        };
        match export(pages, Format::Pdf, &Options::default()) {
            Ok(pdf) => {
                if !pdf.artifacts.iter().all(|artifact| artifact.bytes.starts_with(b"%PDF-")) {
                    wrong.push("no PDF".to_owned());
                }
            }
            Err(found) => wrong.push(format!("not exported: {}", found[0].message)),
        }
        wrong
    }
}

/// Every place lies in its file, on the boundaries of characters.
fn places(sources: &Sources, proposal: &Proposal, findings: &[Diagnostic]) -> Wrong {
    let mut wrong = Wrong::new();
    let mut look = |what: &str, span: Span| {
        let text = &sources.get(span.file).text;
        if text.get(span.range()).is_none() {
            wrong.push(format!("{what}: {span:?} is no part of its file of {} bytes", text.len()));
        }
        let shown = sources.range(span);
        if shown.start > shown.end {
            wrong.push(format!("{what}: {span:?} ends before it starts: {shown:?}"));
        }
    };
    for finding in findings {
        finding.span.iter().for_each(|span| look(finding.rule.name, *span));
        finding.related.iter().for_each(|related| look(finding.rule.name, related.span));
    }
    each_block(proposal, &mut |block| look("block", block.span));
    each_inline(proposal, &mut |inline| look("inline", inline.span));
    wrong
}

/// The generated code is Typst, and its string literals hold what the author
/// wrote.
fn code(proposal: &Proposal, vault: &MemoryVault) -> Wrong {
    let lowered = lower(proposal, &Pictures::of(proposal, vault));
    let root = typst::syntax::parse(&lowered.code);
    let (errors, _) = root.errors_and_warnings();
    let mut wrong: Wrong = errors.iter().map(|error| format!("Typst: {}", error.message)).collect();
    let mut literals = String::new();
    strings(&root, &mut literals);
    let literals = words(&literals);
    let bylines: BTreeSet<String> = bylines(proposal);
    for text in visible(proposal) {
        // One label stands for all authors below it: "Par A", "Par B".
        let name = text.split_once(' ').map(|(_, name)| words(name)).filter(|_| bylines.contains(&text));
        let text = words(&text);
        if !literals.contains(&text) && !name.is_some_and(|name| literals.contains(&name)) {
            wrong.push(format!("not in the code: {text:?}"));
        }
    }
    // The body says it in the order of the note, sign by sign.
    let body = lowered.code.find("#let body(n)").unwrap_or_default();
    let mut written = String::new();
    strings_from(&typst::syntax::LinkedNode::new(&root), body, &mut written);
    let mut written = written.chars().filter(|c| sign(*c));
    let mut running = String::new();
    Running { proposal, seen: BTreeSet::new(), out: &mut running }.blocks(&proposal.blocks);
    let signs: Vec<char> = running.chars().filter(|c| sign(*c)).collect();
    if let Some(at) = signs.iter().position(|c| !written.any(|found| found == *c)) {
        let around: String = signs.iter().skip(at.saturating_sub(20)).take(40).collect();
        wrong.push(format!("not in order in the code: {around:?}"));
    }
    for segment in lowered.segments.iter() {
        if lowered.code.get(segment.code.clone()).is_none() {
            wrong.push(format!("segment {:?}", segment.code));
        }
    }
    wrong
}

fn strings(node: &typst::syntax::SyntaxNode, out: &mut String) {
    if let Some(string) = node.cast::<typst::syntax::ast::Str<'_>>() {
        out.push_str(&string.get());
    }
    node.children().for_each(|child| strings(child, out));
}

/// The string literals of the code from an offset on.
fn strings_from(node: &typst::syntax::LinkedNode<'_>, from: usize, out: &mut String) {
    if node.offset() >= from
        && let Some(string) = node.get().cast::<typst::syntax::ast::Str<'_>>()
    {
        out.push_str(&string.get());
    }
    node.children()
        .filter(|child| child.range().end > from)
        .for_each(|child| strings_from(&child, from, out));
}

/// Whether a character is written as it is: typography sets spaces, and control
/// characters leave nothing.
fn sign(c: char) -> bool {
    !c.is_whitespace() && !c.is_control()
}

/// The text of a note's body in the order in which it is read, footnotes where
/// they are first called.
struct Running<'a> {
    proposal: &'a Proposal,
    seen: BTreeSet<usize>,
    out: &'a mut String,
}

impl Running<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => self.inlines(content),
            BlockKind::Figure { caption, .. } => self.inlines(caption),
            BlockKind::Table(table) => {
                let rows = table.header.iter().chain(&table.rows);
                rows.flat_map(|row| &row.cells).for_each(|cell| self.inlines(&cell.content));
            }
            BlockKind::List { items, .. } => items.iter().for_each(|item| self.blocks(&item.blocks)),
            BlockKind::Quote(inner)
            | BlockKind::Embed { blocks: inner }
            | BlockKind::Aligned { blocks: inner, .. } => self.blocks(inner),
            BlockKind::Callout(callout) => {
                self.inlines(callout.title.as_deref().unwrap_or_default());
                self.blocks(&callout.blocks);
            }
            BlockKind::Code { text, .. } | BlockKind::Verbatim(text) => self.out.push_str(text),
            BlockKind::Diagram { .. } | BlockKind::Math { .. } | BlockKind::Rule | BlockKind::PageBreak => {}
        }
    }

    fn inlines(&mut self, content: &[Inline]) {
        for inline in content {
            match &inline.kind {
                InlineKind::Text(text) | InlineKind::Code(text) | InlineKind::Tag(text) => {
                    self.out.push_str(text);
                }
                InlineKind::Emphasis(inner)
                | InlineKind::Strong(inner)
                | InlineKind::Styled(_, inner)
                | InlineKind::Link { content: inner, .. } => self.inlines(inner),
                InlineKind::Footnote(index) if self.seen.insert(*index) => {
                    if let Some(footnote) = self.proposal.footnotes.get(*index) {
                        self.blocks(&footnote.blocks);
                    }
                }
                _ => {}
            }
        }
    }
}

/// What is left of a text when everything that typography may change is gone.
fn words(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The texts of a proposal that a reader sees.
fn visible(proposal: &Proposal) -> Vec<String> {
    let mut texts = Vec::new();
    // A footnote to which nothing refers is not printed.
    let mut printed = proposal.clone();
    printed.footnotes.clear();
    each_inline(&printed, &mut |inline| match &inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) | InlineKind::Tag(text) => texts.push(text.clone()),
        _ => {}
    });
    each_block(&printed, &mut |block| match &block.kind {
        BlockKind::Code { text, .. } | BlockKind::Verbatim(text) => texts.push(text.clone()),
        _ => {}
    });
    texts
}

/// The texts of the lines about authors.
fn bylines(proposal: &Proposal) -> BTreeSet<String> {
    let mut texts = BTreeSet::new();
    walk(&proposal.head.bylines, &mut |block| {
        if let BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) = &block.kind {
            inlines(content, &mut |inline| {
                if let InlineKind::Text(text) = &inline.kind {
                    texts.insert(text.clone());
                }
            });
        }
    });
    texts
}

fn roots(proposal: &Proposal) -> Vec<&[Block]> {
    let head = &proposal.head;
    let mut roots: Vec<&[Block]> = vec![&head.subtitles, &head.bylines, &head.rest, &proposal.blocks];
    roots.extend(head.title.iter().chain(&head.versions).map(std::slice::from_ref));
    roots.extend(proposal.footnotes.iter().map(|footnote| footnote.blocks.as_slice()));
    roots
}

fn each_block<'a>(proposal: &'a Proposal, visit: &mut dyn FnMut(&'a Block)) {
    for blocks in roots(proposal) {
        walk(blocks, visit);
    }
}

fn walk<'a>(blocks: &'a [Block], visit: &mut dyn FnMut(&'a Block)) {
    for block in blocks {
        visit(block);
        match &block.kind {
            BlockKind::List { items, .. } => items.iter().for_each(|item| walk(&item.blocks, visit)),
            BlockKind::Quote(inner)
            | BlockKind::Embed { blocks: inner }
            | BlockKind::Aligned { blocks: inner, .. } => {
                walk(inner, visit);
            }
            BlockKind::Callout(callout) => walk(&callout.blocks, visit),
            _ => {}
        }
    }
}

fn each_inline(proposal: &Proposal, visit: &mut dyn FnMut(&Inline)) {
    proposal.head.facts.iter().for_each(|fact| inlines(&fact.value, visit));
    each_block(proposal, &mut |block| match &block.kind {
        BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => inlines(content, visit),
        BlockKind::Figure { caption, .. } => inlines(caption, visit),
        BlockKind::Table(table) => {
            let rows = table.header.iter().chain(&table.rows);
            rows.flat_map(|row| &row.cells).for_each(|cell| inlines(&cell.content, visit));
        }
        BlockKind::Callout(callout) => callout.title.iter().for_each(|title| inlines(title, visit)),
        _ => {}
    });
}

fn inlines(content: &[Inline], visit: &mut dyn FnMut(&Inline)) {
    for inline in content {
        visit(inline);
        match &inline.kind {
            InlineKind::Emphasis(inner)
            | InlineKind::Strong(inner)
            | InlineKind::Styled(_, inner)
            | InlineKind::Link { content: inner, .. } => inlines(inner, visit),
            _ => {}
        }
    }
}

/// What is wrong with a document, a panic included.
fn tried(run: impl Fn(&[u8]) -> Wrong, bytes: &[u8]) -> Wrong {
    catch_unwind(AssertUnwindSafe(|| run(bytes))).unwrap_or_else(|panic| {
        let message = panic.downcast_ref::<String>().cloned();
        let message = message.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
        vec![format!("panic: {}", message.unwrap_or_default())]
    })
}

/// The smallest part of a document, by lines and then by characters, that is
/// still wrong.
fn smallest(text: &str, wrong: &dyn Fn(&str) -> bool) -> String {
    let mut parts: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    for by_character in [false, true] {
        if by_character {
            parts = parts.concat().chars().map(String::from).collect();
        }
        let mut size = parts.len().div_ceil(2).max(1);
        loop {
            let mut at = 0;
            while at < parts.len() {
                let mut fewer = parts.clone();
                fewer.drain(at..(at + size).min(parts.len()));
                if wrong(&fewer.concat()) {
                    parts = fewer;
                } else {
                    at += size;
                }
            }
            if size == 1 {
                break;
            }
            size = size.div_ceil(2);
        }
    }
    parts.concat()
}

/// Tries documents; fails with the smallest form of each that is wrong.
fn all_right(count: u64, seed: u64, run: impl Fn(&[u8]) -> Wrong + Sync) {
    let notes = notes();
    let failures = std::sync::Mutex::new(BTreeMap::<String, String>::new());
    let next = std::sync::atomic::AtomicU64::new(0);
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, std::num::NonZero::get) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    if at >= count || failures.lock().unwrap().len() >= 12 {
                        break;
                    }
                    let text = document(&notes, seed + at);
                    let wrong = tried(&run, text.as_bytes());
                    let kinds: BTreeSet<String> = wrong.iter().map(|wrong| kind(wrong)).collect();
                    for sort in kinds {
                        if failures.lock().unwrap().contains_key(&sort) {
                            continue;
                        }
                        let again =
                            |text: &str| tried(&run, text.as_bytes()).iter().any(|wrong| kind(wrong) == sort);
                        let small = smallest(&text, &again);
                        let all = tried(&run, small.as_bytes()).join("\n  ");
                        failures
                            .lock()
                            .unwrap()
                            .insert(sort, format!("seed {}: {small:?}\n  {all}", seed + at));
                    }
                }
            });
        }
    });
    let failures = failures.into_inner().unwrap();
    let shown: Vec<String> = failures.into_values().collect();
    assert!(shown.is_empty(), "{} documents are wrong:\n\n{}\n", shown.len(), shown.join("\n\n"));
}

/// The sort of a failure: what it says up to the particulars.
fn kind(wrong: &str) -> String {
    let end = wrong.find([':', '{', '"']).unwrap_or(wrong.len());
    if wrong.starts_with("panic") || wrong.starts_with("typst-error") {
        wrong.chars().filter(|c| !c.is_ascii_digit()).take(70).collect()
    } else {
        wrong[..end].to_owned()
    }
}

#[test]
fn broken_notes_become_models_findings_and_code() {
    let setting = Setting::new();
    all_right(rounds(3_000), 1, |bytes| setting.try_without_pages(bytes));
}

#[test]
fn broken_notes_become_pages_and_nothing_is_lost() {
    let setting = Setting::new();
    let typesetter = Typesetter::new(&[]);
    all_right(rounds(150), 1_000_000, |bytes| setting.try_with_pages(&typesetter, bytes));
}

#[test]
fn any_bytes_are_read() {
    let setting = Setting::new();
    let notes = notes();
    for seed in 0..rounds(300) {
        let mut numbers = Numbers::new(2_000_000 + seed);
        let mut bytes = document(&notes, seed).into_bytes();
        bytes.truncate(4_000);
        for _ in 0..=numbers.below(10) {
            let at = numbers.below(bytes.len() + 1);
            let byte = u8::try_from(numbers.below(256)).unwrap();
            match numbers.below(3) {
                0 => bytes.insert(at, byte),
                1 => bytes.truncate(at),
                _ => bytes.iter_mut().skip(at).take(1).for_each(|old| *old = byte),
            }
        }
        if numbers.one_in(10) {
            bytes.splice(0..0, [0xff, 0xfe]);
        }
        let wrong = tried(|bytes| setting.try_without_pages(bytes), &bytes);
        assert!(wrong.is_empty(), "seed {seed}: {wrong:#?}\n{:?}", String::from_utf8_lossy(&bytes));
    }
}

/// The code spans and fences of `OBSIDIAN.md` beside the folder of documents from
/// outside: constructs of Obsidian, each a note of its own.
fn constructs() -> Vec<String> {
    let folder = std::env::var_os("PROPOSE_SEEDS").map(std::path::PathBuf::from);
    let list = folder.and_then(|folder| std::fs::read_to_string(folder.parent()?.join("OBSIDIAN.md")).ok());
    let list = list.unwrap_or_default();
    let mut found = Vec::new();
    for (event, _) in pulldown_cmark::Parser::new(&list).into_offset_iter() {
        match event {
            pulldown_cmark::Event::Code(code) => found.push(code.replace("\\n", "\n")),
            pulldown_cmark::Event::Text(text) if text.contains('`') => found.push(text.into_string()),
            _ => {}
        }
    }
    found
}

#[test]
fn constructs_from_outside_become_pages_and_nothing_is_lost() {
    let constructs = constructs();
    let setting = Setting::new();
    let typesetter = Typesetter::new(&[]);
    let mut wrong = Vec::new();
    for text in &constructs {
        let of_model = tried(|bytes| setting.try_without_pages(bytes), text.as_bytes());
        let of_pages = tried(|bytes| setting.try_with_pages(&typesetter, bytes), text.as_bytes());
        wrong.extend(of_model.into_iter().chain(of_pages).map(|wrong| format!("{text:?}: {wrong}")));
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), constructs.len(), wrong.join("\n"));
}
