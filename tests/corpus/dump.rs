//! The model as an indented tree.

use std::fmt::Write as _;

use propose::parse::Parsed;
use propose::proposal::{
    Block, BlockKind, ColumnKind, Field, ImageSource, Inline, InlineKind, LinkTarget, Metadata, Placement,
    Row, RowKind, Scope, Style, Table,
};
use propose::source::{Sources, Span};

struct Dump<'a> {
    sources: &'a Sources,
    out: String,
}

/// The model and the findings as text. Checks on the way that every span lies
/// on character boundaries.
pub(crate) fn dump(sources: &Sources, parsed: &Parsed) -> String {
    let mut dump = Dump { sources, out: String::new() };
    let proposal = &parsed.proposal;
    dump.metadata(&proposal.metadata);
    let head = &proposal.head;
    if let Some(logo) = &head.logo {
        dump.check(logo.span);
        let inline = Inline { span: logo.span, kind: InlineKind::Image(logo.clone()) };
        dump.line(0, &format!("head.logo {}", dump.inlines(&[inline])));
    }
    let mut part = |name: &str, blocks: &[Block]| {
        for block in blocks {
            dump.line(0, &format!("head.{name}"));
            dump.block(1, block);
        }
    };
    part("title", head.title.as_slice());
    part("subtitle", &head.subtitles);
    part("byline", &head.bylines);
    part("versions", head.versions.as_slice());
    part("rest", &head.rest);
    for fact in &head.facts {
        dump.check(fact.label.span);
        dump.line(0, &format!("head.fact {:?} = {}", fact.label.value, dump.inlines(&fact.value)));
    }
    for block in &proposal.blocks {
        dump.block(0, block);
    }
    for (number, note) in (1..).zip(&proposal.footnotes) {
        dump.check(note.span);
        dump.line(0, &format!("footnote {number}"));
        for block in &note.blocks {
            dump.block(1, block);
        }
    }
    if let Some(total) = &proposal.total {
        dump.check(total.span);
        let yearly = if total.yearly { " a year" } else { "" };
        dump.line(
            0,
            &format!("total {} {}{yearly} ({:?})", total.amount.amount, total.amount.currency, total.basis),
        );
    }
    for annotation in &proposal.annotations {
        let scope = match annotation.scope {
            Scope::Within(span) => format!("within {:?}", dump.excerpt(span)),
            Scope::Next(Some(span)) => format!("next {:?}", dump.excerpt(span)),
            Scope::Next(None) => "next nothing".to_owned(),
        };
        dump.line(0, &format!("annotation {:?} {scope}", annotation.text));
    }
    if !parsed.findings.is_empty() {
        dump.line(0, "---");
    }
    for finding in &parsed.findings {
        let place = finding.span.map_or_else(String::new, |span| {
            dump.check(span);
            let at = dump.sources.range(span).start;
            let path = &dump.sources.get(span.file).path;
            format!("{path}:{}:{} {:?} ", at.line, at.column, dump.excerpt(span))
        });
        let severity = finding.severity.name();
        dump.line(0, &format!("{severity}[{}] {place}{}", finding.rule.name, finding.message));
        if let Some(help) = &finding.help {
            dump.line(1, &format!("help: {help}"));
        }
    }
    dump.out
}

impl Dump<'_> {
    fn line(&mut self, depth: usize, text: &str) {
        let _ = writeln!(self.out, "{}{text}", "  ".repeat(depth));
    }

    fn check(&self, span: Span) {
        let text = &self.sources.get(span.file).text;
        assert!(
            text.get(span.range()).is_some(),
            "a span does not lie on character boundaries: {span:?} in {} bytes",
            text.len()
        );
    }

    fn excerpt(&self, span: Span) -> String {
        let text = self.sources.slice(span);
        if text.chars().count() <= 40 {
            text.to_owned()
        } else {
            text.chars().take(40).chain(['…']).collect()
        }
    }

    fn metadata(&mut self, meta: &Metadata) {
        let mut fields: Vec<(&str, String)> = Vec::new();
        let mut text = |name: &'static str, field: Option<&Field<String>>| {
            if let Some(field) = field {
                self.check(field.span);
                fields.push((name, format!("{:?}", field.value)));
            }
        };
        text("title", meta.title.as_ref());
        text("subtitle", meta.subtitle.as_ref());
        if let Some(client) = &meta.client {
            text("client", Some(&client.name));
            client.address.iter().for_each(|line| text("client.address", Some(line)));
            text("client.contact", client.contact.as_ref());
        }
        meta.authors.iter().for_each(|author| text("author", Some(author)));
        text("number", meta.number.as_ref());
        text("version", meta.version.as_ref());
        text("subject", meta.subject.as_ref());
        text("language tag", meta.language_tag.as_ref());
        text("country", meta.country.as_ref());
        text("currency", meta.currency.as_ref());
        text("template", meta.template.as_ref());
        text("brand", meta.brand.as_ref());
        text("output", meta.output.as_ref());
        meta.keywords.iter().for_each(|keyword| text("keyword", Some(keyword)));
        text("description", meta.description.as_ref());
        let dates = [("date", &meta.date), ("valid until", &meta.valid_until), ("updated", &meta.updated)];
        for (name, date) in dates {
            if let Some(date) = date {
                self.check(date.span);
                fields.push((name, date.value.to_string()));
            }
        }
        if let Some(contents) = &meta.contents {
            fields.push(("contents", contents.value.to_string()));
        }
        fields.push(("language", meta.language.code().to_owned()));
        for (name, value) in fields {
            self.line(0, &format!("meta.{name} {value}"));
        }
    }

    fn block(&mut self, depth: usize, block: &Block) {
        self.check(block.span);
        let anchor = block.anchor.as_ref().map_or_else(String::new, |anchor| format!(" ^{anchor}"));
        let mut line = |text: String| {
            let text = format!("{text}{anchor}");
            let _ = writeln!(self.out, "{}{text}", "  ".repeat(depth));
        };
        match &block.kind {
            BlockKind::Heading { level, content, outlined } => {
                let mark = if *outlined { "" } else { " (not outlined)" };
                line(format!("h{level}{mark} {}", inlines(self.sources, content)));
            }
            BlockKind::Paragraph(content) => line(format!("p {}", inlines(self.sources, content))),
            BlockKind::Figure { image, caption } => {
                let image = Inline { span: image.span, kind: InlineKind::Image(image.clone()) };
                let caption = if caption.is_empty() {
                    String::new()
                } else {
                    format!(" caption {}", inlines(self.sources, caption))
                };
                line(format!("figure {}{caption}", inlines(self.sources, &[image])));
            }
            BlockKind::List { start, tight, items } => {
                let kind = start.map_or_else(|| "ul".to_owned(), |start| format!("ol {start}"));
                line(format!("{kind}{}", if *tight { "" } else { " loose" }));
                for item in items {
                    self.check(item.span);
                    let task = item.task.map_or_else(String::new, |c| format!(" [{c}]"));
                    let anchor =
                        item.anchor.as_ref().map_or_else(String::new, |anchor| format!(" ^{anchor}"));
                    self.line(depth + 1, &format!("item{task}{anchor}"));
                    self.blocks(depth + 2, &item.blocks);
                }
            }
            BlockKind::Table(table) => {
                line("table".to_owned());
                self.table(depth + 1, table);
            }
            BlockKind::Code { language, text } => {
                line(format!("code {} {text:?}", language.as_deref().unwrap_or("-")));
            }
            BlockKind::Diagram { text } => line(format!("diagram {text:?}")),
            BlockKind::Math { source } => line(format!("math {source:?}")),
            BlockKind::Quote(blocks) => {
                line("quote".to_owned());
                self.blocks(depth + 1, blocks);
            }
            BlockKind::Callout(callout) => {
                let title = callout
                    .title
                    .as_ref()
                    .map_or_else(String::new, |t| format!(" {}", inlines(self.sources, t)));
                line(format!("callout {} ({:?}){title}", callout.name, callout.family));
                self.blocks(depth + 1, &callout.blocks);
            }
            BlockKind::Aligned { alignment, blocks } => {
                line(format!("aligned {alignment:?}"));
                self.blocks(depth + 1, blocks);
            }
            BlockKind::Rule => line("rule".to_owned()),
            BlockKind::PageBreak => line("page break".to_owned()),
            BlockKind::Verbatim(text) => line(format!("verbatim {text:?}")),
            BlockKind::Embed { blocks } => {
                line("embed".to_owned());
                self.blocks(depth + 1, blocks);
            }
        }
    }

    fn blocks(&mut self, depth: usize, blocks: &[Block]) {
        for block in blocks {
            self.block(depth, block);
        }
    }

    fn table(&mut self, depth: usize, table: &Table) {
        let columns: Vec<String> = table
            .columns
            .iter()
            .map(|column| {
                let kind = match column.kind {
                    ColumnKind::Text => "text",
                    ColumnKind::Amount => "amount",
                    ColumnKind::Mark => "mark",
                };
                column.alignment.map_or_else(|| kind.to_owned(), |alignment| format!("{kind} {alignment:?}"))
            })
            .collect();
        self.line(depth, &format!("columns {}", columns.join(" | ")));
        if let Some(header) = &table.header {
            self.row(depth, "header", header);
        }
        for row in &table.rows {
            self.row(depth, "row", row);
        }
    }

    fn row(&mut self, depth: usize, name: &str, row: &Row) {
        self.check(row.span);
        let cells: Vec<String> = row
            .cells
            .iter()
            .map(|cell| {
                self.check(cell.span);
                let mut shown = self.inlines(&cell.content);
                if cell.colspan > 1 {
                    let _ = write!(shown, " colspan {}", cell.colspan);
                }
                if cell.rowspan > 1 {
                    let _ = write!(shown, " rowspan {}", cell.rowspan);
                }
                shown
            })
            .collect();
        let kind = if row.kind == RowKind::Line { String::new() } else { format!(" {:?}", row.kind) };
        self.line(depth, &format!("{name}{kind} {}", cells.join(" | ")));
    }

    fn inlines(&self, content: &[Inline]) -> String {
        inlines(self.sources, content)
    }
}

fn inlines(sources: &Sources, content: &[Inline]) -> String {
    let parts: Vec<String> = content.iter().map(|part| inline(sources, part)).collect();
    if parts.is_empty() { "∅".to_owned() } else { parts.join(" ") }
}

fn inline(sources: &Sources, part: &Inline) -> String {
    let text = &sources.get(part.span.file).text;
    assert!(text.get(part.span.range()).is_some(), "a span does not lie on character boundaries: {part:?}");
    let group = |name: &str, content: &[Inline]| format!("{name}({})", inlines(sources, content));
    match &part.kind {
        InlineKind::Text(shown) => {
            // Whoever looks for a word of such a text counts on it, but for names
            // that stand for a link.
            let spaced = |text: &str| text.replace(['\n', '\t'], " ");
            let (said, written) = (spaced(shown), spaced(&text[part.span.range()]));
            assert!(
                said.len() != written.len() || said == written || written.starts_with("[["),
                "{said:?} is not {written:?}"
            );
            format!("{shown:?}")
        }
        InlineKind::Break => "↵".to_owned(),
        InlineKind::Code(code) => format!("code {code:?}"),
        InlineKind::Math { source, display } => {
            format!("{} {source:?}", if *display { "display" } else { "math" })
        }
        InlineKind::Emphasis(content) => group("em", content),
        InlineKind::Strong(content) => group("strong", content),
        InlineKind::Styled(style, content) => {
            let name = match style {
                Style::Color(color) => format!("color[{color}]"),
                Style::Background(color) => format!("background[{color}]"),
                Style::Scale(percent) => format!("scale[{percent}]"),
                style => format!("{style:?}").to_lowercase(),
            };
            group(&name, content)
        }
        InlineKind::Link { target, content } => {
            let target = match target {
                LinkTarget::Url(url) => format!("→{url} "),
                LinkTarget::Heading(span) => format!("→heading {:?} ", sources.slice(*span)),
                LinkTarget::Place { name, .. } => format!("→^{name} "),
                LinkTarget::None => "→∅ ".to_owned(),
            };
            format!("link({target}{})", inlines(sources, content))
        }
        InlineKind::Image(image) => {
            let source = match &image.source {
                ImageSource::File(path) => path.clone(),
                ImageSource::PdfPage(path, page) => format!("{path} page {page}"),
                ImageSource::Missing(name) => format!("MISSING {name}"),
                ImageSource::Remote(url) => format!("REMOTE {url}"),
            };
            let mut out = format!("image[{source}; alt {:?}", image.alt);
            for (name, value) in
                [("width", image.width), ("height", image.height), ("percent", image.percent.map(u32::from))]
            {
                if let Some(value) = value {
                    let _ = write!(out, "; {name} {value}");
                }
            }
            match image.placement {
                Some(Placement::Block(alignment)) => {
                    let _ = write!(out, "; {alignment:?}");
                }
                Some(placement) => {
                    let _ = write!(out, "; {placement:?}");
                }
                None => {}
            }
            out + "]"
        }
        InlineKind::Footnote(index) => format!("note {}", index + 1),
        InlineKind::Tag(tag) => format!("tag {tag:?}"),
        InlineKind::Anchor(name) => format!("anchor {name:?}"),
    }
}
