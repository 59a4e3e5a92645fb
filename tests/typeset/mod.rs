//! From a model to pages and files.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails by panicking")]

mod bundle;
pub(crate) mod everything;
mod looks;
mod margins;
mod model;

use everything::{TestFiles, everything};
use model::Model;
use propose::diagnostics::Diagnostic;
use propose::proposal::*;
use propose::settings::Brand;
use propose::source::Sources;
use propose::typeset::{Compiled, Format, Job, Options, Pictures, Standard, Typesetter, export, lower};

fn compile(proposal: &Proposal, sources: &mut Sources, draft: bool) -> Compiled {
    let job = Job { proposal, brand: &Brand::default(), template: None, files: &TestFiles, draft };
    Typesetter::new(&[]).compile(&job, sources)
}

fn shown(findings: &[Diagnostic], sources: &Sources) -> Vec<String> {
    findings
        .iter()
        .map(|finding| {
            let place = finding.span.map(|span| sources.slice(span)).unwrap_or_default();
            format!("{}: {} [{place}]", finding.rule.name, finding.message)
        })
        .collect()
}

fn walk(frame: &typst::layout::Frame, out: &mut String) {
    for (_, item) in frame.items() {
        match item {
            typst::layout::FrameItem::Group(group) => walk(&group.frame, out),
            typst::layout::FrameItem::Text(text) => out.push_str(&text.text),
            _ => {}
        }
    }
}

/// The text of a PDF's pages, as a reader would copy it, without white space.
fn laid_out(compiled: &Compiled) -> String {
    let mut out = String::new();
    for page in compiled.document.as_ref().unwrap().pages() {
        walk(&page.frame, &mut out);
    }
    out.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn every_element_is_lowered_as_reviewed() {
    let mut m = Model::new();
    let proposal = everything(&mut m);
    let lowered = lower(&proposal, &Pictures::of(&proposal, &TestFiles));
    insta::assert_snapshot!(lowered.code);
    let again = lower(&proposal.clone(), &Pictures::of(&proposal, &TestFiles));
    assert_eq!(lowered, again, "equal models give equal text");
}

#[test]
fn every_element_is_set_and_nothing_is_lost() {
    let mut m = Model::new();
    let proposal = everything(&mut m);
    let mut sources = m.sources();
    let compiled = compile(&proposal, &mut sources, false);
    assert_eq!(shown(&compiled.findings, &sources), Vec::<String>::new());
    let text = laid_out(&compiled);
    for word in ["YAS", "Parc", "*_@`~", "10260€", "TotalTTC", "lecorpsdel'encadré", "Figure1"] {
        assert!(text.to_lowercase().contains(&word.to_lowercase()), "{word}");
    }
}

#[test]
fn the_pdf_is_the_same_each_time_and_keeps_to_the_standards() {
    let mut m = Model::new();
    let proposal = everything(&mut m);
    let pdf = |options: &Options| {
        let compiled = compile(&proposal, &mut m.sources(), false);
        export(&compiled.document.unwrap(), Format::Pdf, options).unwrap()
    };
    let options = Options { ident: Some("proposals/test.md".into()), ..Options::default() };
    let (one, two) = (pdf(&options), pdf(&options));
    assert_eq!(one.findings, [], "PDF/UA-1 and PDF/A-3a");
    assert!(one == two, "same source, same bytes");
    let bytes = &one.artifacts[0].bytes;
    assert!(bytes.starts_with(b"%PDF-1.7"));
    let all = crate::support::pdf::unpacked(bytes);
    let text = String::from_utf8_lossy(&all);
    for fact in
        ["pdfuaid:part", "pdfaid:part", "Offre annuelle de maintenance", "/StructTreeRoot", "D:20250516"]
    {
        assert!(text.contains(fact), "{fact}");
    }
}

#[test]
fn a_draft_is_marked_on_each_page() {
    let mut m = Model::new();
    let proposal = everything(&mut m);
    let draft = compile(&proposal, &mut m.sources(), true);
    let pages = draft.document.as_ref().unwrap().pages().len();
    assert_eq!(laid_out(&draft).matches("BROUILLON").count(), pages);
    let clean = compile(&proposal, &mut m.sources(), false);
    assert_eq!(laid_out(&clean).matches("BROUILLON").count(), 0);
}

#[test]
fn a_draft_keeps_to_the_standards_where_a_table_goes_over_pages() {
    let mut m = Model::new();
    let rows: Vec<(RowKind, &[&str])> = vec![(RowKind::Line, &["Prestation", "10 €"]); 90];
    let table = m.table(&[ColumnKind::Text, ColumnKind::Amount], Some(&["Quoi", "Montant"]), &rows);
    let mut proposal = m.proposal(vec![table]);
    proposal.metadata.title = Some(m.field("Tarifs"));
    let date = chrono::NaiveDate::from_ymd_opt(2025, 5, 16).unwrap();
    proposal.metadata.date = Some(Field { value: date, span: m.span("date") });
    for draft in [false, true] {
        let compiled = compile(&proposal, &mut m.sources(), draft);
        let exported = export(&compiled.document.unwrap(), Format::Pdf, &Options::default()).unwrap();
        assert_eq!(exported.findings, [], "draft: {draft}");
    }
}

#[test]
fn pages_are_written_as_images_too() {
    let mut m = Model::new();
    let blocks = vec![m.paragraph("Bonjour.")];
    let compiled = compile(&m.proposal(blocks), &mut m.sources(), false);
    let document = compiled.document.unwrap();
    let png = export(&document, Format::Png, &Options { ppi: 36, ..Options::default() }).unwrap();
    assert!(png.artifacts.iter().all(|artifact| artifact.bytes.starts_with(b"\x89PNG")));
    assert_eq!(png.artifacts.first().unwrap().page, Some(1));
    let svg = export(&document, Format::Svg, &Options::default()).unwrap();
    assert!(svg.artifacts.iter().all(|artifact| artifact.bytes.starts_with(b"<svg")));
    assert_eq!(svg.artifacts.len(), document.pages().len());
}

#[test]
fn a_document_that_misses_a_standard_is_a_plain_pdf_with_a_finding() {
    let mut m = Model::new();
    let blocks = vec![m.paragraph("Sans titre ni date.")];
    let compiled = compile(&m.proposal(blocks), &mut m.sources(), false);
    let document = compiled.document.unwrap();
    let exported = export(&document, Format::Pdf, &Options::default()).unwrap();
    assert_eq!(exported.findings.len(), 1);
    assert_eq!(exported.findings[0].rule.name, "pdf-standard-missed");
    assert!(exported.artifacts[0].bytes.starts_with(b"%PDF-1.7"));
    let asked = export(&document, Format::Pdf, &Options { standard: Standard::Ua1, ..Options::default() });
    assert_eq!(asked.unwrap_err()[0].rule.name, "export-failed");
}

#[test]
fn a_broken_image_costs_a_finding_and_not_the_document() {
    let mut m = Model::new();
    let image = m.image(ImageSource::File("images/broken.png".into()), "Le schéma");
    let blocks = vec![m.block(BlockKind::Figure { image, caption: Vec::new() })];
    let mut sources = m.sources();
    let compiled = compile(&m.proposal(blocks), &mut sources, false);
    assert!(laid_out(&compiled).contains("Leschéma"));
    let findings = shown(&compiled.findings, &sources);
    assert!(findings[0].starts_with("image-unreadable: image `broken.png` endommagée"), "{findings:?}");
    assert!(findings[0].ends_with("[Le schéma]"), "{findings:?}");
}

#[test]
fn a_character_without_a_glyph_is_named_at_its_place() {
    let mut m = Model::new();
    let blocks = vec![m.paragraph("Livraison 𓀀 demain")];
    let mut sources = m.sources();
    let compiled = compile(&m.proposal(blocks), &mut sources, false);
    assert_eq!(
        shown(&compiled.findings, &sources),
        ["glyph-missing: aucune police n'a le caractère `𓀀` (U+13000) [𓀀]"]
    );
}

struct OwnTemplates(&'static str);

impl propose::typeset::Files for OwnTemplates {
    fn read(&self, _: &str) -> Option<Vec<u8>> {
        None
    }

    fn template(&self, path: &str) -> Option<Vec<u8>> {
        (path == "mine/template.typ").then(|| self.0.as_bytes().to_vec())
    }
}

fn with_template(template: &'static str, m: &Model, proposal: &Proposal) -> (Compiled, Sources) {
    let mut sources = m.sources();
    let files = OwnTemplates(template);
    let brand = Brand::default();
    let job = Job { proposal, brand: &brand, template: Some("mine"), files: &files, draft: false };
    (Typesetter::new(&[]).compile(&job, &mut sources), sources)
}

#[test]
fn a_template_that_leaves_text_out_is_found() {
    let mut m = Model::new();
    let blocks = vec![m.paragraph("Du texte.")];
    let mut proposal = m.proposal(blocks);
    proposal.head.title = Some(m.heading(1, "Un titre"));
    let (compiled, sources) = with_template(
        "#import \"../kit/kit.typ\": *\n#let pages(document) = (document.body)(elements(theme(document)))\n",
        &m,
        &proposal,
    );
    assert_eq!(
        shown(&compiled.findings, &sources),
        ["text-lost: ce texte n'est sur aucune page : « Un titre » [Un titre]"]
    );
}

#[test]
fn an_error_in_a_template_is_shown_at_the_authors_line_and_in_the_template() {
    let mut m = Model::new();
    let blocks = vec![m.paragraph("Du texte.")];
    let proposal = m.proposal(blocks);
    let template = "#import \"../kit/kit.typ\": *\n#let pages(document) = {\n  let n = elements(theme(document))\n  (document.body)(n + (paragraph: (lead: false, body) => body + 1))\n}\n";
    let (compiled, sources) = with_template(template, &m, &proposal);
    assert!(compiled.document.is_none());
    let finding = &compiled.findings[0];
    assert_eq!(finding.rule.name, "typst-error");
    assert_eq!(sources.get(finding.span.unwrap().file).path, "proposals/test.md");
    let related = &finding.related[0];
    assert_eq!(sources.get(related.span.file).path, "templates/mine/template.typ");
    assert_eq!(sources.slice(related.span), "body + 1");
}

#[test]
fn an_unknown_template_is_an_error_and_the_default_stands_in() {
    let mut m = Model::new();
    let blocks = vec![m.paragraph("Du texte.")];
    let mut proposal = m.proposal(blocks);
    proposal.metadata.template = Some(m.field("propsal"));
    let mut sources = m.sources();
    let compiled = compile(&proposal, &mut sources, false);
    assert_eq!(
        shown(&compiled.findings, &sources),
        ["template-unknown: gabarit inconnu : `propsal` [propsal]"]
    );
    assert!(compiled.document.is_some());
}

#[test]
fn a_few_lines_do_not_get_a_last_page_of_their_own() {
    let set = |paragraphs: usize| {
        let mut m = Model::new();
        let mut blocks = vec![m.heading(1, "Titre")];
        blocks.extend((0..paragraphs).map(|_| m.paragraph("Un paragraphe d'une ligne.")));
        compile(&m.proposal(blocks), &mut m.sources(), false).document.unwrap()
    };
    let fits = (30..80).find(|paragraphs| set(paragraphs + 1).pages().len() > 1).unwrap();
    let next = set(fits + 1);
    let mut text = String::new();
    walk(&next.pages()[1].frame, &mut text);
    assert!(text.matches("paragraphe").count() >= 3, "{text}");
}

#[test]
fn a_short_document_has_a_masthead_and_a_long_one_a_cover() {
    let set = |paragraphs: usize| {
        let mut m = Model::new();
        let blocks = (0..paragraphs).map(|_| m.paragraph("Un paragraphe d'une ligne.")).collect();
        let mut proposal = m.proposal(blocks);
        let name = m.field("Banque du Port");
        proposal.metadata.client = Some(Party { name, address: Vec::new(), contact: None });
        proposal.metadata.acceptance = Some(Field { value: false, span: m.span("") });
        compile(&proposal, &mut m.sources(), false)
    };
    let (short, long) = (set(3), set(200));
    let pages = |compiled: &Compiled| compiled.document.as_ref().unwrap().pages().len();
    assert_eq!((pages(&short), laid_out(&short).matches("BanqueduPort").count()), (1, 1));
    let mut cover = String::new();
    walk(&long.document.as_ref().unwrap().pages()[0].frame, &mut cover);
    assert!(cover.contains("Banque du Port") && !cover.contains("paragraphe"), "{cover}");
}

#[test]
fn a_total_is_never_alone_on_a_page() {
    let mut split = 0;
    for lines in 35..46 {
        let mut m = Model::new();
        let mut rows: Vec<(RowKind, &[&str])> = vec![(RowKind::Line, &["Prestation", "10 €"]); lines];
        rows.push((RowKind::Subtotal, &["Sous-total", "1 €"]));
        rows.push((RowKind::Tax, &["TVA", "1 €"]));
        rows.push((RowKind::Total, &["Total TTC", "1 €"]));
        let table = m.table(&[ColumnKind::Text, ColumnKind::Amount], Some(&["Quoi", "Montant"]), &rows);
        let compiled = compile(&m.proposal(vec![table]), &mut m.sources(), false);
        assert_eq!(compiled.findings, []);
        let document = compiled.document.unwrap();
        let mut last = String::new();
        walk(&document.pages().last().unwrap().frame, &mut last);
        assert!(last.contains("Prestation") && last.contains("Total TTC"), "{lines} lines: {last}");
        assert!(last.contains("Quoi"), "the head is repeated: {last}");
        split += usize::from(document.pages().len() > 1);
    }
    assert!(split > 0);
}

#[test]
fn a_head_of_several_rows_and_spans_that_reach_too_far_are_set() {
    let mut m = Model::new();
    let mut block = m.table(
        &[ColumnKind::Text; 3],
        Some(&["Lot", "Prix"]),
        &[(RowKind::Line, &["HT", "TTC"]), (RowKind::Line, &["A", "1 €", "2 €"]), (RowKind::Line, &["B"])],
    );
    if let BlockKind::Table(table) = &mut block.kind {
        let header = table.header.as_mut().unwrap();
        header.cells[0].rowspan = 2;
        header.cells[1].colspan = 2;
        table.rows[2].cells[0].colspan = 9;
        table.rows[2].cells[0].rowspan = 9;
    }
    let mut sources = m.sources();
    let compiled = compile(&m.proposal(vec![block]), &mut sources, false);
    assert_eq!(shown(&compiled.findings, &sources), Vec::<String>::new());
}

#[test]
fn formulas_and_diagrams_are_set_or_shown_with_a_finding() {
    let mut m = Model::new();
    let span = m.span("$$x^2$$");
    let display = Inline { span, kind: InlineKind::Math { source: "x^2".into(), display: true } };
    let content = vec![m.text("Avant "), display, m.text(" après.")];
    let mut blocks = vec![m.block(BlockKind::Paragraph(content))];
    for source in ["\\frac{a}{b}", "\\iftypst panic()"] {
        let span = m.span(source);
        blocks.push(Block { span, kind: BlockKind::Math { source: source.into() }, anchor: None });
    }
    for text in ["graph LR\n  A[Été] --> B", "n'importe quoi"] {
        let span = m.span(text);
        blocks.push(Block { span, kind: BlockKind::Diagram { text: text.into() }, anchor: None });
    }
    let mut sources = m.sources();
    let compiled = compile(&m.proposal(blocks), &mut sources, false);
    assert_eq!(
        shown(&compiled.findings, &sources),
        [
            "math-unreadable: formule illisible : `\\iftypst` [\\iftypst panic()]",
            "diagram-unreadable: diagramme illisible [n'importe quoi]",
        ]
    );
}

/// Blocks within as many quotations.
#[test]
fn blocks_from_right_to_left_are_set_so_and_nothing_of_them_is_lost() {
    let mut m = Model::new();
    let blocks = vec![
        m.heading(1, "עברית"),
        m.paragraph("هذا عرض تجاري بسعر 1200 EUR."),
        m.list(Some(1), &[(None, "البند الأول"), (None, "Français")]),
        m.paragraph("Le mot السلام au milieu."),
    ];
    let (proposal, mut sources) = (m.proposal(blocks), m.sources());
    let code = lower(&proposal, &Pictures::of(&proposal, &TestFiles)).code;
    assert_eq!(code.matches("(n.right-to-left)(\"he\"").count(), 1, "{code}");
    assert_eq!(code.matches("(n.right-to-left)(\"ar\"").count(), 2, "{code}");
    let compiled = compile(&proposal, &mut sources, false);
    assert_eq!(shown(&compiled.findings, &sources), [""; 0]);
}

/// Whatever formula is read, Typst sets it.
#[test]
fn formulas_of_random_pieces_never_cost_the_document() {
    let pieces = [
        "\\frac",
        "{",
        "}",
        "^",
        "_",
        "x",
        "2",
        "\\left",
        "(",
        ")",
        "\\right",
        "\\middle",
        "|",
        "\\begin{cases}",
        "\\end{cases}",
        "&",
        "\\\\",
        "\\begin{pmatrix}",
        "\\end{pmatrix}",
        "\\begin{array}{c|c}",
        "\\end{array}",
        "\\hline",
        "\\text{é $y$}",
        "\\sqrt",
        "[3]",
        "'",
        "\\alpha",
        "\\hat",
        "\\vec{v}",
        "\\sum",
        "\\limits",
        "\\over",
        "\\choose",
        "\\big",
        "\\Biggl(",
        "\\underbrace",
        "\\overbracket",
        "\\boxed",
        "\\not",
        "\\color{red}",
        "\\displaystyle",
        "\\huge",
        "\\xrightarrow",
        "\\cancel",
        "\\phantom",
        "\\hspace{-1em}",
        "\\mathbb",
        "\\mathop",
        "\\tag{1}",
        "\\begin{align}",
        "\\end{align}",
        "\\operatorname{f}",
        "\\ket",
        "\\dddot",
        "\\pmod",
        "1{,}5",
    ];
    let mut m = Model::new();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut blocks = Vec::new();
    for _ in 0..1_000 {
        let mut source = String::new();
        for _ in 0..=state % 7 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            source.push_str(pieces[usize::try_from(state % pieces.len() as u64).unwrap()]);
        }
        let span = m.span(&source);
        blocks.push(Block { span, kind: BlockKind::Math { source }, anchor: None });
    }
    let (proposal, mut sources) = (m.proposal(blocks), m.sources());
    let compiled = compile(&proposal, &mut sources, false);
    let failed: Vec<_> =
        compiled.findings.iter().filter(|finding| finding.rule.name.starts_with("typst")).collect();
    assert!(compiled.document.is_some() && failed.is_empty(), "{failed:?}");
    let unread = compiled.findings.iter().filter(|finding| finding.rule.name == "math-unreadable").count();
    assert!((100..900).contains(&unread), "{unread} of 1000 are not read");
}

fn within(m: &mut Model, depth: usize, mut blocks: Vec<Block>) -> Vec<Block> {
    for _ in 0..depth {
        blocks = vec![m.block(BlockKind::Quote(blocks))];
    }
    blocks
}

#[test]
fn what_nests_too_deep_loses_its_containers_and_nothing_else() {
    let mut m = Model::new();
    let inner = vec![
        m.paragraph("unparagraphe"),
        m.block(BlockKind::Code { language: None, text: "ducode".into() }),
        m.block(BlockKind::Verbatim("brut".into())),
        m.list(None, &[(None, "unpoint")]),
    ];
    let title = Some("untitre");
    let callout = m.callout("note", CalloutFamily::Note, title, inner);
    let deep = within(&mut m, 20, vec![callout]);
    let mut sources = m.sources();
    let compiled = compile(&m.proposal(deep), &mut sources, false);
    let text = laid_out(&compiled);
    for word in ["unparagraphe", "ducode", "brut", "unpoint", "untitre"] {
        assert!(text.contains(word), "{word} is lost");
    }
}

#[test]
fn a_page_breaks_between_aligned_blocks_and_not_within_a_box() {
    let mut m = Model::new();
    let parts =
        |m: &mut Model| vec![m.paragraph("avant"), m.block(BlockKind::PageBreak), m.paragraph("après")];
    let pages = |m: &Model, blocks: Vec<Block>| {
        let compiled = compile(&m.proposal(blocks), &mut m.sources(), false);
        assert!(laid_out(&compiled).contains("avantaprès") || laid_out(&compiled).contains("après"));
        compiled.document.unwrap().pages().len()
    };
    let plain = parts(&mut m);
    let aligned = parts(&mut m);
    let aligned = vec![m.block(BlockKind::Aligned { alignment: Alignment::Center, blocks: aligned })];
    let quoted = parts(&mut m);
    let quoted = within(&mut m, 1, quoted);
    let broken = pages(&m, plain);
    assert_eq!(pages(&m, aligned), broken);
    assert_eq!(pages(&m, quoted) + 1, broken);
}

#[test]
fn a_table_without_cells_is_nothing() {
    let mut m = Model::new();
    let rows = [m.row(RowKind::Line, &[])];
    let table = Table { columns: Vec::new(), header: None, rows: rows.to_vec() };
    // A row without cells below others.
    let mut below = m.table(&[ColumnKind::Text], Some(&["tête"]), &[(RowKind::Line, &["cellule"])]);
    if let BlockKind::Table(table) = &mut below.kind {
        table.rows.insert(0, m.row(RowKind::Line, &[]));
        table.rows.push(m.row(RowKind::Line, &[]));
    }
    let blocks = vec![m.block(BlockKind::Table(table)), below, m.paragraph("après")];
    let mut sources = m.sources();
    let compiled = compile(&m.proposal(blocks), &mut sources, false);
    assert_eq!(shown(&compiled.findings, &sources), Vec::<String>::new());
    assert!(laid_out(&compiled).contains("après"));
}

#[test]
fn lists_nest_as_deep_as_typst_can_set_them() {
    let mut m = Model::new();
    let mut blocks = vec![m.paragraph("dedans")];
    for _ in 0..20 {
        let span = m.span("- ");
        let item = ListItem { span, task: None, blocks, anchor: None };
        blocks = vec![m.block(BlockKind::List { start: Some(1), tight: true, items: vec![item] })];
    }
    let mut sources = m.sources();
    let compiled = compile(&m.proposal(blocks), &mut sources, false);
    assert_eq!(shown(&compiled.findings, &sources), Vec::<String>::new());
    assert!(laid_out(&compiled).contains("dedans"));
}

#[test]
fn two_authors_with_one_label_are_not_taken_for_lost() {
    let mut m = Model::new();
    let lines = vec![m.paragraph("Par Awa"), m.paragraph("Par Kodjo")];
    let blocks = vec![m.paragraph("texte")];
    let mut proposal = m.proposal(blocks);
    proposal.head.bylines = lines;
    let mut sources = m.sources();
    let compiled = compile(&proposal, &mut sources, false);
    assert_eq!(shown(&compiled.findings, &sources), Vec::<String>::new());
    assert!(laid_out(&compiled).contains("Kodjo"));
}
