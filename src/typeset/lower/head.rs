use super::Lowering;
use crate::proposal::{Block, BlockKind, HeadFact, Image, ImageSource, Inline};
use crate::source::Span;
use crate::typeset::code::Code;

impl Lowering<'_> {
    /// Writes `head(n)`: what the author wrote before the first section, each
    /// part once.
    pub(super) fn head(&mut self, code: &mut Code) {
        let head = &self.proposal.head;
        code.raw("#let head(n) = ");
        code.group("(", ")", |code| {
            code.line();
            code.raw("logo: ");
            match &head.logo {
                Some(logo) => self.image(code, "head-logo", logo.span, logo),
                None => code.raw("none"),
            }
            code.raw(",");
            code.line();
            code.raw("logo-name: ");
            match head.logo.as_ref().and_then(file_stem) {
                Some(stem) => code.string(stem),
                None => code.raw("none"),
            }
            code.raw(",");
            code.line();
            code.raw("title: ");
            match &head.title {
                Some(title) => code.at(title.span, |code| self.displayed(code, title)),
                None => code.raw("none"),
            }
            code.raw(",");
            self.titles(code, "subtitles", &head.subtitles);
            self.bylines(code, &head.bylines);
            code.line();
            code.raw("facts: (");
            for fact in &head.facts {
                code.at(fact.span, |code| self.fact(code, fact));
                code.raw(", ");
            }
            code.raw("),");
            code.line();
            code.raw("versions: ");
            match &head.versions {
                Some(versions) => code.braces(|code| self.blocks(code, std::slice::from_ref(versions))),
                None => code.raw("none"),
            }
            code.raw(",");
            code.line();
            code.raw("rest: ");
            if head.rest.iter().all(|block| matches!(block.kind, BlockKind::Rule | BlockKind::PageBreak)) {
                // Rules between the parts of the head are the cover's spacing.
                code.raw("none");
            } else {
                code.braces(|code| self.blocks(code, &head.rest));
            }
            code.raw(",");
            code.line();
            code.fmt(format_args!("says: ({}),", self.says().join(", ")));
        });
    }

    fn titles(&mut self, code: &mut Code, key: &str, blocks: &[Block]) {
        code.line();
        code.fmt(format_args!("{key}: ("));
        for block in blocks {
            code.at(block.span, |code| self.displayed(code, block));
            code.raw(", ");
        }
        code.raw("),");
    }

    /// Lines about the author: what leads them ("Par") is their label.
    fn bylines(&mut self, code: &mut Code, blocks: &[Block]) {
        code.line();
        code.raw("bylines: (");
        let mut label = None;
        for block in blocks {
            code.at(block.span, |code| {
                code.raw("(");
                let inner = match &block.kind {
                    BlockKind::Aligned { blocks, .. } => {
                        blocks.first().map_or(&block.kind, |inner| &inner.kind)
                    }
                    kind => kind,
                };
                match inner {
                    BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => {
                        self.led(code, content, &mut label);
                    }
                    _ => {
                        code.raw("label: none, value: ");
                        self.title(code, block);
                    }
                }
                code.raw(")");
            });
            code.raw(", ");
        }
        code.raw("),");
    }

    /// A title of the document.
    fn displayed(&mut self, code: &mut Code, block: &Block) {
        self.display = true;
        self.title(code, block);
        self.display = false;
    }

    /// The inline content of a heading or paragraph; any other block as it is.
    fn title(&mut self, code: &mut Code, block: &Block) {
        match &block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => self.inlines(code, content),
            BlockKind::Aligned { blocks, .. } if blocks.len() == 1 => {
                for block in blocks {
                    self.title(code, block);
                }
            }
            _ => code.braces(|code| self.blocks(code, std::slice::from_ref(block))),
        }
    }

    fn fact(&mut self, code: &mut Code, fact: &HeadFact) {
        code.raw("(role: ");
        match self.role(fact) {
            Some(role) => code.string(role),
            None => code.raw("none"),
        }
        code.raw(", label: ");
        let label = fact.label.value.trim_end().trim_end_matches(':').trim_end();
        self.plain(code, fact.label.span, label);
        code.raw(", value: ");
        let value: &[Inline] = &fact.value;
        self.inlines(code, value);
        code.raw(")");
    }

    /// Which of the metadata was read from a fact of the head: a template that
    /// prints the one leaves out the other.
    fn role(&self, fact: &HeadFact) -> Option<&'static str> {
        self.roles().into_iter().find(|(_, span)| within(*span, fact.span)).map(|(role, _)| role)
    }

    /// Metadata that stand in the head outside the facts: a title that came
    /// from the heading, a date from the version table.
    fn says(&self) -> Vec<String> {
        let head = &self.proposal.head;
        let parts = head
            .title
            .iter()
            .chain(&head.subtitles)
            .chain(&head.bylines)
            .chain(&head.versions)
            .chain(&head.rest)
            .map(|block| block.span)
            .collect::<Vec<_>>();
        let mut said: Vec<String> = self
            .roles()
            .into_iter()
            .filter(|(_, span)| parts.iter().any(|part| within(*span, *part)))
            .map(|(role, _)| format!("{role}: true"))
            .collect();
        // An empty dictionary is written `(:)`.
        if said.is_empty() {
            said.push(":".to_owned());
        }
        said
    }

    fn roles(&self) -> Vec<(&'static str, Span)> {
        let meta = &self.proposal.metadata;
        let mut roles = Vec::new();
        let mut add = |role, span: Option<Span>| roles.extend(span.map(|span| (role, span)));
        add("title", meta.title.as_ref().map(|field| field.span));
        add("subtitle", meta.subtitle.as_ref().map(|field| field.span));
        add("client", meta.client.as_ref().map(|client| client.name.span));
        add("authors", meta.authors.first().map(|field| field.span));
        add("number", meta.number.as_ref().map(|field| field.span));
        add("version", meta.version.as_ref().map(|field| field.span));
        add("date", meta.date.as_ref().map(|field| field.span));
        add("valid-until", meta.valid_until.as_ref().map(|field| field.span));
        add("subject", meta.subject.as_ref().map(|field| field.span));
        roles
    }
}

/// The name of an image's file without folder and extension: a template that
/// has the same logo from the brand, in better quality, prints that.
fn file_stem(image: &Image) -> Option<&str> {
    let (ImageSource::File(path) | ImageSource::Missing(path)) = &image.source else { return None };
    let name = path.rsplit('/').next()?;
    Some(name.rsplit_once('.').map_or(name, |(stem, _)| stem))
}

fn within(inner: Span, outer: Span) -> bool {
    inner.file == outer.file && outer.start <= inner.start && inner.end <= outer.end
}
