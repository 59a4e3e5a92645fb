use std::collections::BTreeSet;

use crate::diagnostics::{Diagnostic, Facts, declare_rule};
use crate::language::Language;
use crate::proposal::pricing::{Pricing, Reading};
use crate::proposal::{Block, BlockKind, ColumnKind, Inline, InlineKind, Metadata, Proposal, Table, walk};
use crate::source::{Sources, Span};

use super::flat::Flat;
use super::remnants::{self, Search, fold, remnants};

declare_rule! {
    /// Template text that nobody replaced: `[À compléter]`, `XXX`, `TBD`,
    /// `{{client}}`, `<% … %>`, `+++ … +++`, `_____`, lorem ipsum.
    ///
    /// A client who finds it knows that nobody read the offer before it was
    /// sent. In the frontmatter it is found too, since it may reach the PDF's
    /// cover or metadata. Code is left out, and so are the blanks of a signature
    /// block.
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
        match &block.kind {
            BlockKind::Heading { content, .. } => {
                self.signing = is_signature(&Flat::of(content, self.sources).text);
                self.inlines(content);
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
        // Only a blank asks whether somebody signs here.
        let signing = remnants::has_blank(&flat.text)
            && (self.signing || self.table.is_some_and(is_signature) || is_signature(&flat.text));
        let terms = terms(content);
        for range in remnants(&flat.text, self.search(signing)) {
            let Some(span) = flat.span(&range, self.sources) else { continue };
            let named = terms.iter().any(|term| term.start <= span.start && span.end <= term.end);
            if !named || self.sources.slice(span) != "TODO" {
                self.left(span);
            }
        }
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
        Search { todo: self.language != Language::Spanish, blanks: !signing, words: true }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::{NoVault, parse};
    use crate::source::SourceFile;

    /// What is found in a note: `line:column rule text`.
    fn found(text: &str) -> Vec<String> {
        let mut sources = Sources::new();
        let file = sources.add(SourceFile::new("a.md", text));
        let parsed = parse(&mut sources, file, &NoVault);
        let mut findings = check(&parsed.proposal, &parsed.pricing, &sources);
        findings.sort_by_key(|finding| finding.span);
        let shown = findings.iter().map(|finding| {
            let span = finding.span.unwrap();
            let start = sources.range(span).start;
            format!("{}:{} {} {}", start.line, start.column, finding.rule.name, sources.slice(span))
        });
        shown.collect()
    }

    #[test]
    fn a_term_in_bold_is_no_note_to_oneself() {
        assert_eq!(found("- **TODO items**: converts them\n- **Elementy TODO**: x\n"), Vec::<String>::new());
        assert_eq!(found("**TODO :** relire\n"), ["1:3 placeholder-left TODO"]);
        assert_eq!(found("**TODO relire** avant l'envoi\n"), ["1:3 placeholder-left TODO"]);
    }

    #[test]
    fn a_finished_offer_has_none() {
        let text = "---\ntitle: Offre\ntags: [client, projet]\naliases: [nom]\nstatus: TODO # XXX\n---\n\n\
            # Offre pour le XXIe siècle\n\n\
            Voir [la société](https://example.com), [1], [[note]], `[Montant]`, $x_{____}$ et $[date]$.\n\n\
            - [x] fait\n- [ ] à définir ensemble\n\n\
            | Taille | Prix |\n| --- | ---: |\n| XXL | 100 € |\n| XL | sur devis |\n| L | inclus |\n\n\
            ```yaml\nnom: \"{{client}}\" # TODO XXX\n```\n\n%% TODO: relire [Montant] %%\n\n\
            ## Bon pour accord\n\nNom : ________ Date : ________\n\nFait à ________, signature :\n\n\
            ## Suite\n\nAcceptée par : ______ Date : ______\n\nAgreed: ______ (Dana)\n\nEinverstanden: ______\n\n\
            Approved by: ______\n";
        assert_eq!(found(text), Vec::<String>::new());
    }

    #[test]
    fn the_parts_of_a_document_are_searched() {
        let text = "# Offre pour [Nom du client]\n\n## Client : [À compléter]\n\n\
            Le **[date de début]** et {{projet}}.\n\n> [!note] TBD\n> Lorem ipsum.\n\n\
            - un <% tp.date %>\n- a\\_b &amp; TODO\n- Durée : ______\n\nFin[^1].\n\n[^1]: XXX\n";
        assert_eq!(
            found(text),
            [
                "1:14 placeholder-left [Nom du client]",
                "3:13 placeholder-left [À compléter]",
                "5:6 placeholder-left [date de début]",
                "5:27 placeholder-left {{projet}}",
                "7:11 placeholder-left TBD",
                "8:3 placeholder-left Lorem ipsum",
                "10:6 placeholder-left <% tp.date %>",
                "11:14 placeholder-left TODO",
                "12:11 placeholder-left ______",
                "16:7 placeholder-left XXX",
            ]
        );
    }

    #[test]
    fn an_amount_left_to_fill_in_is_a_matter_of_prices() {
        let text = "# Offre\n\n## Tarifs\n\n| Prestation | Prix HT |\n| --- | ---: |\n| Audit [nom] | 100 € |\n\
            | Pose | XXX € |\n| Retrait | 300 € |\n| Suivi | [Montant] |\n| Suite | 20 € |\n\
            | Plus | À définir |\n| Un | 1 € |\n| Deux | 2 € |\n| Trois | 3 € |\n| Quatre | 4 € |\n";
        assert_eq!(
            found(text),
            [
                "7:9 placeholder-left [nom]",
                "8:10 price-placeholder XXX",
                "10:11 price-placeholder [Montant]",
                "12:10 price-placeholder À définir",
            ]
        );
        let all_open =
            "# Offre\n\n| Prestation | Prix HT |\n| --- | ---: |\n| Audit | XXX € |\n| Pose | ____ € |\n";
        assert_eq!(found(all_open), ["5:11 price-placeholder XXX", "6:10 price-placeholder ____"]);
    }

    #[test]
    fn the_frontmatter_is_searched_as_it_is_written() {
        let text = "---\nlead: +++ Lead paragraph goes here +++\nclient: \"[Nom du client]\"\n\
            title: Offre XXX\nnumber: TODO\nstatus: TODO\n---\n\nTexte.\n";
        assert_eq!(
            found(text),
            [
                "2:7 placeholder-left +++ Lead paragraph goes here +++",
                "3:10 placeholder-left [Nom du client]",
                "4:14 placeholder-left XXX",
                "5:9 placeholder-left TODO",
            ]
        );
    }
}
