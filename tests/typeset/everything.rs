//! One document with every element in it.

use chrono::NaiveDate;
use propose::proposal::*;

use super::model::Model;

/// One black pixel.
pub(crate) const PNG: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0,
    0, 1, 8, 0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63,
    0x60, 0, 0, 0, 2, 0, 1, 0x48, 0xaf, 0xa4, 0x71, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60,
    0x82,
];

/// Files of the document: an image, and one that is damaged.
pub(super) struct TestFiles;

impl propose::typeset::Files for TestFiles {
    fn read(&self, path: &str) -> Option<Vec<u8>> {
        match path {
            "images/pixel.png" => Some(PNG.to_vec()),
            "images/broken.png" => Some(PNG[..40].to_vec()),
            "images/shape.svg" => Some(
                br##"<svg xmlns="http://www.w3.org/2000/svg" width="400" height="120"><rect width="400" height="120" fill="#0f3b4c"/><circle cx="200" cy="60" r="40" fill="#b8480f"/></svg>"##.to_vec(),
            ),
            _ => None,
        }
    }
}

/// The document without anything that is a finding.
pub(super) fn everything(m: &mut Model) -> Proposal {
    let mut blocks = Vec::new();
    let scope = m.heading(2, "1. Contexte & périmètre");
    let scope_span = scope.span;
    blocks.push(scope);
    blocks.push(
        m.paragraph("Vous exploitez un cluster : **critique**, #1 de $votre$ parc *_@`~ à 9 000 € HT."),
    );
    blocks.push(inlines(m, scope_span));
    blocks.push(m.heading(3, "1.1 Listes"));
    blocks.push(m.list(None, &[(None, "premier"), (None, "deuxième **fort**")]));
    blocks.push(nested(m));
    blocks.push(m.list(Some(3), &[(None, "trois"), (None, "quatre")]));
    blocks.push(m.list(
        None,
        &[
            (Some(' '), "à faire"),
            (Some('x'), "fait"),
            (Some('/'), "à moitié"),
            (Some('-'), "annulé"),
            (Some('>'), "reporté"),
            (Some('!'), "important"),
        ],
    ));
    blocks.push(m.list(Some(1), &[(Some('x'), "numéroté et coché")]));
    blocks.push(m.heading(4, "Titre de niveau quatre"));
    blocks.push(m.paragraph("Options supplémentaires :"));
    blocks.push(prices(m));
    blocks.push(m.table(
        &[ColumnKind::Text, ColumnKind::Text],
        None,
        &[(RowKind::Line, &["**Société**", "AKOUENDY"]), (RowKind::Line, &["**Email**", "a@exemple.fr"])],
    ));
    blocks.push(spans(m));
    blocks.push(m.heading(2, "2. Encadrés"));
    blocks.extend(callouts(m));
    let inner = vec![m.paragraph("**Clause** : une citation."), m.paragraph("Second paragraphe.")];
    blocks.push(m.block(BlockKind::Quote(inner)));
    blocks.push(m.block(BlockKind::Rule));
    let code = "fn main() {\n\tprintln!(\"{}\", \"une ligne très longue qui dépasse largement la largeur de la colonne de texte, donc repliée\");\n}";
    let span = m.span(code);
    blocks.push(Block {
        span,
        kind: BlockKind::Code { language: Some("rust".into()), text: code.into() },
        anchor: None,
    });
    let plain = "SELECT 1;";
    let span = m.span(plain);
    blocks.push(Block { span, kind: BlockKind::Code { language: None, text: plain.into() }, anchor: None });
    let centred = vec![m.paragraph("**Prêt ?** Contactez-nous 📧")];
    blocks.push(m.block(BlockKind::Aligned { alignment: Alignment::Center, blocks: centred }));
    let span = m.span("<b>texte tel quel");
    blocks.push(Block { span, kind: BlockKind::Verbatim("<b>texte tel quel".into()), anchor: None });
    let embedded = vec![m.paragraph("Texte venu d'une autre note.")];
    blocks.push(m.block(BlockKind::Embed { blocks: embedded }));
    blocks.push(m.block(BlockKind::PageBreak));
    blocks.push(m.heading(2, "3. Images"));
    blocks.extend(images(m));
    let mut proposal = m.proposal(blocks);
    let note = vec![m.paragraph("Une note de bas de page.")];
    proposal.footnotes.push(Footnote { span: m.span(""), blocks: note });
    head(m, &mut proposal);
    proposal
}

fn inlines(m: &mut Model, heading: propose::source::Span) -> Block {
    let mut content = vec![m.text("Texte ")];
    let styles = [
        Style::Strikethrough,
        Style::Highlight,
        Style::Underline,
        Style::Superscript,
        Style::Subscript,
        Style::Small,
        Style::Keyboard,
        Style::Color("#cc0000".into()),
        Style::Background("#ffee00".into()),
        Style::Scale(120),
    ];
    for style in styles {
        let name = format!("{style:?}");
        let inner = vec![m.text(&name)];
        content.push(m.inline(InlineKind::Styled(style, inner)));
        content.push(m.text(", "));
    }
    let inner = vec![m.text("emphase")];
    content.push(m.inline(InlineKind::Emphasis(inner)));
    content.push(m.inline(InlineKind::Break));
    let span = m.span("let x = 1;");
    content.push(Inline { span, kind: InlineKind::Code("let x = 1;".into()) });
    content.push(m.text(" "));
    let span = m.span("client/acme");
    content.push(Inline { span, kind: InlineKind::Tag("client/acme".into()) });
    for (target, text) in [
        (LinkTarget::Url("https://exemple.fr/a?b=c".into()), "un lien"),
        (LinkTarget::Heading(heading), "un titre"),
        (LinkTarget::Place { file: m.file, name: "ici".into() }, "une ancre"),
        (LinkTarget::Place { file: m.file, name: "nulle-part".into() }, "rien"),
        (LinkTarget::None, "du texte"),
    ] {
        content.push(m.text(" "));
        let inner = vec![m.text(text)];
        content.push(m.inline(InlineKind::Link { target, content: inner }));
    }
    content.push(m.inline(InlineKind::Anchor("ici".into())));
    content.push(m.inline(InlineKind::Footnote(0)));
    content.push(m.text(" et encore"));
    content.push(m.inline(InlineKind::Footnote(0)));
    m.block(BlockKind::Paragraph(content))
}

fn nested(m: &mut Model) -> Block {
    let inner = m.list(None, &[(None, "dedans"), (None, "encore")]);
    let outer = m.paragraph("dehors");
    let item = ListItem { span: outer.span, task: None, blocks: vec![outer, inner], anchor: None };
    m.block(BlockKind::List { start: None, tight: true, items: vec![item] })
}

fn prices(m: &mut Model) -> Block {
    m.table(
        &[ColumnKind::Text, ColumnKind::Mark, ColumnKind::Amount, ColumnKind::Amount],
        Some(&["Prestation", "Niveau", "Quantité", "Montant HT"]),
        &[
            (RowKind::Section, &["Socle", "", "", ""]),
            (RowKind::Line, &["Maintenance complète d’un cluster Kubernetes", "✓", "1", "9 000 €"]),
            (
                RowKind::Line,
                &["Formation de vos équipes, support écrit et enregistrement compris", "P1", "2", "1 800 €"],
            ),
            (RowKind::Subtotal, &["Sous-total", "", "", "10 800 €"]),
            (RowKind::Discount, &["Remise de bienvenue", "", "5 %", "-540 €"]),
            (RowKind::Total, &["Total HT", "", "", "10 260 €"]),
            (RowKind::Tax, &["TVA", "", "20 %", "2 052 €"]),
            (RowKind::Due, &["Total TTC", "", "", "12 312 €"]),
        ],
    )
}

fn spans(m: &mut Model) -> Block {
    let mut block = m.table(
        &[ColumnKind::Text, ColumnKind::Text, ColumnKind::Text],
        Some(&["A", "B", "C"]),
        &[(RowKind::Line, &["deux rangées", "deux colonnes"]), (RowKind::Line, &["x", "y"])],
    );
    if let BlockKind::Table(table) = &mut block.kind {
        table.rows[0].cells[0].rowspan = 2;
        table.rows[0].cells[1].colspan = 2;
    }
    block
}

fn callouts(m: &mut Model) -> Vec<Block> {
    use CalloutFamily::{
        Abstract, Bug, Danger, Example, Failure, Info, Note, Question, Quote, Success, Tip, Todo, Warning,
    };
    let families = [
        ("note", Note),
        ("abstract", Abstract),
        ("info", Info),
        ("todo", Todo),
        ("tip", Tip),
        ("success", Success),
        ("question", Question),
        ("warning", Warning),
        ("failure", Failure),
        ("danger", Danger),
        ("bug", Bug),
        ("example", Example),
        ("quote", Quote),
        ("mon-type", Note),
    ];
    let mut blocks = Vec::new();
    for (name, family) in families {
        let inner = vec![m.paragraph("Le corps de l'encadré.")];
        blocks.push(m.callout(name, family, None, inner));
    }
    blocks.push(m.callout("tip", Tip, Some("Un titre **choisi**"), Vec::new()));
    blocks
}

fn images(m: &mut Model) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut shape = m.image(ImageSource::File("images/shape.svg".into()), "Une forme");
    shape.width = Some(300);
    let caption = m.rich("Figure 1 : une légende");
    blocks.push(m.block(BlockKind::Figure { image: shape.clone(), caption }));
    shape.width = Some(5_000);
    shape.placement = Some(Placement::Block(Alignment::Center));
    blocks.push(m.block(BlockKind::Figure { image: shape.clone(), caption: Vec::new() }));
    shape.placement = Some(Placement::Banner);
    shape.percent = Some(100);
    blocks.push(m.block(BlockKind::Figure { image: shape, caption: Vec::new() }));
    let mut pixel = m.image(ImageSource::File("images/pixel.png".into()), "Un pixel");
    pixel.width = Some(12);
    pixel.height = Some(12);
    let content = vec![m.text("Une image "), m.inline(InlineKind::Image(pixel)), m.text(" dans le texte.")];
    blocks.push(m.block(BlockKind::Paragraph(content)));
    let missing = m.image(ImageSource::Missing("plan.png".into()), "Le plan");
    blocks.push(m.block(BlockKind::Figure { image: missing, caption: Vec::new() }));
    let remote = m.image(ImageSource::Remote("https://exemple.fr/a.png".into()), "Ailleurs");
    blocks.push(m.block(BlockKind::Figure { image: remote, caption: Vec::new() }));
    blocks
}

fn head(m: &mut Model, proposal: &mut Proposal) {
    let title = m.heading(1, "Offre annuelle de maintenance");
    let subtitle = m.heading(1, "Un cluster dédié");
    let byline = m.paragraph("Par James Kokou GAGLO");
    let versions = m.table(
        &[ColumnKind::Text; 3],
        Some(&["Version", "Date", "Commentaires"]),
        &[(RowKind::Line, &["1.0", "16 Mai 2025", "Version initiale"])],
    );
    let mut facts = Vec::new();
    for (label, value) in [("Client", "YAS"), ("Durée de l’engagement", "12 mois")] {
        let label = m.field(label);
        let value = vec![m.text(value)];
        let span = label.span.to(value[0].span);
        facts.push(HeadFact { span, label, value });
    }
    let meta = &mut proposal.metadata;
    meta.title = Some(Field { value: "Offre annuelle de maintenance".into(), span: title.span });
    meta.date = NaiveDate::from_ymd_opt(2025, 5, 16).map(|value| Field { value, span: versions.span });
    meta.version = Some(Field { value: "1.0".into(), span: versions.span });
    meta.client = Some(Party {
        name: Field { value: "YAS".into(), span: facts[0].value[0].span },
        address: Vec::new(),
        contact: None,
    });
    meta.keywords = vec![m.field("kubernetes")];
    proposal.head = Head {
        logo: None,
        title: Some(title),
        subtitles: vec![subtitle],
        bylines: vec![byline],
        facts,
        versions: Some(versions),
        rest: Vec::new(),
    };
}
