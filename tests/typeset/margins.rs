//! Nothing leaves the page: a document made to burst its margins, in each of the
//! templates, with the boxes of its text and images measured.

#![expect(clippy::float_arithmetic, reason = "places on a page, not money")]

use propose::parse::{Resolution, Vault, parse};
use propose::proposal::Proposal;
use propose::settings::Brand;
use propose::source::{SourceFile, Sources};
use propose::typeset::{Compiled, Files, Job, Typesetter};
use typst::layout::{Abs, Frame, FrameItem, Point, Size, Transform};

use super::everything::PNG;

const TEMPLATES: [&str; 3] = ["proposal", "quote", "brochure"];

/// No text or image comes nearer to the edge of the paper than printers reach.
const EDGE: f64 = 8.0;

/// Text and images stand between these, in millimetres from the sides.
const LEFT: f64 = 15.0;
const RIGHT: f64 = 14.0;

/// A vault of images of odd sizes.
struct Images;

impl Vault for Images {
    fn resolve(&self, target: &str, _: &str) -> Resolution {
        Resolution::Found(target.to_owned())
    }
    fn note(&self, _: &str) -> Option<SourceFile> {
        None
    }
    fn strict_line_breaks(&self) -> bool {
        false
    }
}

impl Files for Images {
    fn read(&self, path: &str) -> Option<Vec<u8>> {
        if path.ends_with(".png") {
            return Some(PNG.to_vec());
        }
        let (width, height) = path.trim_end_matches(".svg").split_once('x')?;
        Some(format!(r##"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"><rect width="{width}" height="{height}" fill="#0f3b4c"/></svg>"##).into_bytes())
    }
}

/// Everything that has ever been too wide, too high or too long.
fn stress() -> String {
    let word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
    let url = "https://exemple.fr/une/adresse/tres/longue?avec=des&parametres=et_encore_des_parametres_sans_fin_0123456789012345678901234567890123456789#ancre";
    let sentence =
        "Une phrase assez longue pour remplir plus d'une ligne de la colonne, avec ses virgules, et sa fin. ";
    let mut note = String::new();
    let mut add = |text: &str| {
        note.push_str(text);
        note.push_str("\n\n");
    };
    add(
        "---\ntitle: Une offre dont le titre est si long qu'il ne tient sur aucune ligne, ni sur deux, et que personne ne lira jusqu'au bout, quoi qu'il arrive\nclient:\n  name: Société internationale d'exploitation des réseaux électriques et des infrastructures numériques\n  address: [12 rue de la Très-Longue-Adresse-Avec-Des-Tirets, Bâtiment C, Escalier 4, 37000 Tours, France]\n  contact: Madame la directrice générale adjointe chargée des systèmes d'information\nnumber: D-2026-0000000000000000000000000000000001\ndate: 2026-05-01\nvalid-until: 2026-06-30\nsubject: Un objet lui aussi beaucoup trop long pour la place que l'on donne d'habitude à un objet\n---",
    );
    add(&format!("## 1. Mots\n\n{word} {word}\n\n{url}\n\n`{word}{word}` et {url}{url}"));
    add(&format!("## 10.11.12.13 Un titre numéroté {word}\n\n{}", sentence.repeat(8)));
    add(&format!("### {word}\n\n#### 2.10.1 Niveau quatre {word}"));
    add("## 2. Tableaux");
    for columns in [3, 6, 9, 13, 20, 30] {
        let row = |cell: &dyn Fn(usize) -> String| {
            let cells: Vec<String> = (0..columns).map(cell).collect();
            format!("| {} |", cells.join(" | "))
        };
        let mut table = vec![row(&|at| format!("Colonne {at}")), row(&|_| "---".into())];
        table
            .extend((0..4).map(|_| {
                row(&|at| if at == 0 { "Indisponibilité".into() } else { "12 345,67 €".into() })
            }));
        add(&format!("Tableau de {columns} colonnes :\n\n{}", table.join("\n")));
        add(&format!("> [!note] Dans un encadré\n> {}", table.join("\n> ")));
    }
    let rows: Vec<String> =
        (0..200).map(|at| format!("| Ligne {at} {} | {at} |", sentence.repeat(at % 3))).collect();
    add(&format!("| Prestation | Quantité |\n|---|---:|\n{}", rows.join("\n")));
    let tall = (0..90).map(|at| format!("étape {at}")).collect::<Vec<_>>().join("<br>");
    add(&format!(
        "| Phase | Détail |\n|---|---|\n| Préparation | {tall} |\n| Une | ligne |\n| Fin | {tall} |"
    ));
    add(&format!("| {} | {word} |\n|---|---|\n| {word} | {url} |", sentence.repeat(30)));
    add(&format!(
        "| Image | Texte |\n|---|---|\n| ![[2000x300.svg]] | {sentence} |\n| ![[30x3000.svg]] | fin |"
    ));
    add("## 3. Listes");
    let deep: Vec<String> =
        (0..16).map(|depth| format!("{}- niveau {depth} {word}", "  ".repeat(depth))).collect();
    add(&deep.join("\n"));
    let numbered: Vec<String> = (0..120).map(|at| format!("{}. point", at + 9_990)).collect();
    add(&numbered.join("\n"));
    add(
        "## 4. Images\n\n![[5000x40.svg]]\n\n![[40x5000.svg]]\n\n![[3000x3000.svg|2500]]\n\n![[pixel.png|4000x10]]\n\nDans le texte ![[4000x400.svg]] et ![[9x900.svg|inline]] après.\n\n![[3000x200.svg|banner]]",
    );
    add("## 5. Encadrés");
    add(&format!(
        "> [!warning] {word} {word}\n> {}\n>\n> {word}\n>\n> ![[2000x2000.svg]]",
        sentence.repeat(80)
    ));
    let nested = |depth: usize| format!("{}{word} {sentence}", "> ".repeat(depth));
    add(&(1..9).map(nested).collect::<Vec<_>>().join("\n"));
    let code = format!(
        "let x = \"{}\";\n\tfn f() {{ {} }}\n{}",
        "0123456789".repeat(20),
        sentence.repeat(3),
        "ligne\n".repeat(90)
    );
    add(&format!("```rust\n{code}\n```\n\n- point\n\n  ```\n  {}\n  ```", "abcdefghij".repeat(20)));
    add(&format!("$$ {} $$", "a + b^{2} = \\frac{c}{d} + ".repeat(12) + "x"));
    add(&format!("Une note[^1] et une autre.\n\n[^1]: {word} {}", sentence.repeat(5)));
    add(&format!("<center>{word} {}</center>", sentence.repeat(2)));
    note
}

fn proposal(sources: &mut Sources, text: &str) -> Proposal {
    let file = sources.add(SourceFile::new("stress.md", text));
    parse(sources, file, &Images).proposal
}

fn compile(text: &str, template: &str) -> (Compiled, Sources) {
    let mut sources = Sources::new();
    let proposal = proposal(&mut sources, text);
    let brand = Brand::default();
    let job =
        Job { proposal: &proposal, brand: &brand, template: Some(template), files: &Images, draft: false };
    (Typesetter::new(&[]).compile(&job, &mut sources), sources)
}

/// A box on a page, in millimetres from its upper left corner, and what it is.
struct Box {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
    what: String,
}

/// The boxes of the text and the images of a frame.
fn boxes(frame: &Frame, at: Transform, out: &mut Vec<Box>) {
    for (point, item) in frame.items() {
        let here = at.pre_concat(Transform::translate(point.x, point.y));
        match item {
            FrameItem::Group(group) => boxes(&group.frame, here.pre_concat(group.transform), out),
            FrameItem::Text(text) => {
                let (above, below) = (text.size * 0.7, text.size * 0.2);
                let corner = Point::new(Abs::zero(), -above);
                let visible = text.text.trim_end_matches([' ', '\u{a0}', '\u{202f}', '\u{200b}']);
                if !visible.is_empty() {
                    out.push(measured(
                        here,
                        corner,
                        Size::new(text.width(), above + below),
                        visible.to_owned(),
                    ));
                }
            }
            FrameItem::Image(_, size, _) => out.push(measured(here, Point::zero(), *size, "image".into())),
            FrameItem::Shape(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
        }
    }
}

fn measured(at: Transform, corner: Point, size: Size, what: String) -> Box {
    let one = corner.transform(at);
    let other = (corner + size.to_point()).transform(at);
    Box {
        left: one.x.min(other.x).to_mm(),
        top: one.y.min(other.y).to_mm(),
        right: one.x.max(other.x).to_mm(),
        bottom: one.y.max(other.y).to_mm(),
        what,
    }
}

/// What of a document stands outside its pages' margins.
fn outside(compiled: &Compiled) -> Vec<String> {
    let mut found = Vec::new();
    for (number, page) in compiled.document.as_ref().unwrap().pages().iter().enumerate() {
        let (width, height) = (page.frame.width().to_mm(), page.frame.height().to_mm());
        let mut all = Vec::new();
        boxes(&page.frame, Transform::identity(), &mut all);
        for item in all {
            let beside = item.left < LEFT || item.right > width - RIGHT;
            let beyond = item.top < EDGE || item.bottom > height - EDGE;
            if beside || beyond {
                found.push(format!(
                    "page {}: {:.0}..{:.0} × {:.0}..{:.0} of {width:.0} × {height:.0}: {:.50}",
                    number + 1,
                    item.left,
                    item.right,
                    item.top,
                    item.bottom,
                    item.what
                ));
            }
        }
    }
    found
}

/// Texts of one page that stand on each other.
fn collisions(compiled: &Compiled) -> Vec<String> {
    let mut found = Vec::new();
    for (number, page) in compiled.document.as_ref().unwrap().pages().iter().enumerate() {
        let mut all = Vec::new();
        boxes(&page.frame, Transform::identity(), &mut all);
        all.sort_by(|a, b| a.top.total_cmp(&b.top));
        for (at, one) in all.iter().enumerate() {
            for other in all[at + 1..].iter().take_while(|other| other.top < one.bottom) {
                let across = one.right.min(other.right) - one.left.max(other.left);
                let down = one.bottom.min(other.bottom) - other.top;
                if across > 0.6 && down > 0.9 {
                    found.push(format!("page {}: {:.40} | {:.40}", number + 1, one.what, other.what));
                }
            }
        }
    }
    found
}

#[test]
fn a_document_that_bursts_stays_within_its_margins() {
    let text = stress();
    for template in TEMPLATES {
        let (compiled, sources) = compile(&text, template);
        let lost: Vec<String> = super::shown(&compiled.findings, &sources)
            .into_iter()
            .filter(|finding| !finding.starts_with("table-too-wide"))
            .collect();
        assert_eq!(lost, Vec::<String>::new(), "{template}: nothing is lost");
        assert_eq!(outside(&compiled), Vec::<String>::new(), "{template}");
        assert_eq!(collisions(&compiled), Vec::<String>::new(), "{template}");
    }
}

#[test]
fn an_image_stands_where_what_is_around_it_does() {
    let image = |note: &str| {
        let (compiled, _) = compile(note, "quote");
        let mut found = Vec::new();
        for page in compiled.document.as_ref().unwrap().pages() {
            boxes(&page.frame, Transform::identity(), &mut found);
        }
        let image = found.into_iter().find(|found| found.what == "image").unwrap();
        (image.left, image.right)
    };
    let note = |html: &str| format!("# T\n\nTexte.\n\n{html}\n\nTexte.\n");
    let (left, _) = image(&note("![[40x20.svg]]"));
    for html in
        ["<center><img src=\"40x20.svg\"></center>", "<p align=\"center\"><img src=\"40x20.svg\"></p>"]
    {
        let (centred, _) = image(&note(html));
        assert!(centred > left + 20.0, "{html}: {centred} beside {left}");
    }
}

#[test]
fn titles_and_names_of_any_length_stay_within_the_margins() {
    let title = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz und Donaudampfschifffahrt";
    let client = "Ministère de la Transition écologique, de la Biodiversité, de la Forêt et de la Mer";
    let text = format!(
        "---\ntitle: {title}\nsubtitle: {title}\nclient: {client}\nsubject: {client}\nnumber: {}\nlang: de\n---\n\n# {title}\n\nText.\n",
        "P-2026-".repeat(9)
    );
    let long = format!("{text}{}", "Ein Absatz.\n\n".repeat(150));
    for (text, template) in [&text, &long].into_iter().flat_map(|text| TEMPLATES.map(|name| (text, name))) {
        let (compiled, sources) = compile(text, template);
        assert_eq!(super::shown(&compiled.findings, &sources), Vec::<String>::new(), "{template}");
        assert_eq!(outside(&compiled), Vec::<String>::new(), "{template}");
        assert_eq!(collisions(&compiled), Vec::<String>::new(), "{template}");
    }
}
