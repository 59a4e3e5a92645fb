//! Notes and images that would take for ever, or all memory.

use std::time::{Duration, Instant};

use propose::workspace::{MAX_FILE_SIZE, MAX_TEXT_SIZE};

use crate::support::Project;

/// Longer than any of these takes, on a slow machine without optimisation; far
/// shorter than any of them would take without its bound.
const SOON: Duration = Duration::from_secs(90);

fn checked(note: &str, others: &[(&str, String)]) -> String {
    let project = Project::new().with("a.md", note);
    for (name, text) in others {
        project.write(name, text);
    }
    let started = Instant::now();
    let run = project.run(&["render", "--report", "concise", "a.md"]);
    assert!(started.elapsed() < SOON, "{:?}", started.elapsed());
    assert!((0..=2).contains(&run.code), "{run:?}");
    run.out + &run.err
}

#[test]
fn a_file_is_not_larger_than_one_of_its_kind_may_be() {
    let project = Project::new().with("b.md", "![[c]]\n").with("d.md", "![[d.png]]\n");
    let file = |name: &str, size: u64| {
        let path = project.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::File::create(path).unwrap().set_len(size + 1).unwrap();
    };
    file("a.md", MAX_TEXT_SIZE);
    let run = project.run(&["render", "a.md"]);
    assert!(run.code == 2 && run.err.contains("too large"), "{run:?}");
    file("c.md", MAX_TEXT_SIZE);
    file("d.png", MAX_FILE_SIZE);
    for (note, rule) in
        [("b.md", "embed-missing"), ("d.md", "image-unreadable"), ("d.md", "project-file-unreadable")]
    {
        if rule == "project-file-unreadable" {
            file("assets/catalog.yaml", MAX_TEXT_SIZE);
        }
        let run = project.run(&["render", "--report", "concise", note]);
        assert!(run.out.contains(rule), "{rule}: {run:?}");
    }
}

#[test]
fn notes_that_embed_each_other_many_times_are_cut_once() {
    let mut notes: Vec<(String, String)> =
        (1..5).map(|at| (format!("m{at}.md"), format!("![[m{}]]\n\n", at + 1).repeat(30))).collect();
    notes.push(("m5.md".into(), "x".into()));
    let notes: Vec<(&str, String)> = notes.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
    let said = checked(&"![[m1]]\n\n".repeat(30), &notes);
    assert_eq!(said.matches("embed-too-deep").count(), 1, "{said}");
}

#[test]
fn properties_with_aliases_brackets_and_keys_without_end_are_read_or_refused() {
    let aliases: String = (1..12)
        .map(|at| format!("a{at}: &a{at} [{}]\n", vec![format!("*a{}", at - 1); 10].join(",")))
        .collect();
    let said = checked(&format!("---\na0: &a0 [x,x,x,x,x,x,x,x,x,x]\n{aliases}---\nx\n"), &[]);
    assert!(said.contains("frontmatter-invalid"), "{said}");
    let said = checked(&format!("---\na: {}\n---\nx\n", "[".repeat(200_000)), &[]);
    assert!(said.contains("frontmatter-invalid"), "{said}");
    checked(&format!("---\ntitle: '{}'\n---\nx\n", "[".repeat(20_000)), &[]);
}

#[test]
fn what_nests_deeper_than_typst_bears_is_set_all_the_same() {
    let deep = [("> ", ""), ("- ", ""), ("**a *b ", "*c**"), ("> [!note] a\n> ", "")];
    let note: String = deep
        .iter()
        .map(|(open, close)| format!("{}fin{}\n\n***\n\n", open.repeat(60), close.repeat(60)))
        .collect();
    let project = Project::new().with("a.md", note);
    let run = project.run(&["render", "--draft", "--report", "concise", "a.md"]);
    assert!(run.code == 0 && run.out.contains("nesting-too-deep"), "{run:?}");
    assert!(!run.out.contains("typst-error") && project.has("a.draft.pdf"), "{run:?}");
}

#[test]
fn an_address_that_typst_refuses_is_printed_without_a_link() {
    let said = checked(&format!("[mot](https://exemple.fr/{})\n", "x".repeat(9_000)), &[]);
    assert!(!said.contains("typst-error"), "{said}");
}

#[test]
fn tables_without_end_are_set_or_refused() {
    let wide = |columns: usize| {
        format!("|{}\n|{}\n|{}\n", "a|".repeat(columns), "-|".repeat(columns), "b|".repeat(columns))
    };
    checked(&wide(200), &[]);
    // A row of one sign is padded to as many cells as the head has.
    checked(&format!("{}{}", wide(3_000), "|\n".repeat(3_000)), &[]);
}

/// A PNG in grey of so many pixels on each side, most of them missing, with a
/// colour profile.
fn png(side: u32, profile: &[u8]) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |kind: &[u8], content: &[u8]| {
        let mut crc = flate2::Crc::new();
        crc.update(&[kind, content].concat());
        bytes.extend(u32::try_from(content.len()).unwrap().to_be_bytes());
        bytes.extend([kind, content, &crc.sum().to_be_bytes()].concat());
    };
    let side = side.to_be_bytes();
    chunk(b"IHDR", &[&side[..], &side, &[8, 0, 0, 0, 0]].concat());
    chunk(b"iCCP", &[b"x\0\0", profile].concat());
    chunk(b"IDAT", &packed(2));
    chunk(b"IEND", b"");
    bytes
}

/// So many zeros, compressed.
fn packed(size: usize) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut encoder, &vec![0; size]).unwrap();
    encoder.finish().unwrap()
}

/// A PDF encrypted with the empty password; none where `qpdf` is not installed.
fn encrypted(pdf: &[u8]) -> Option<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let (plain, made) = (folder.path().join("a.pdf"), folder.path().join("b.pdf"));
    crate::leaks::put(folder.path(), "a.pdf", pdf);
    let mut qpdf = std::process::Command::new("qpdf");
    let qpdf = qpdf.args(["--stream-data=preserve", "--encrypt", "", "", "256", "--"]).args([&plain, &made]);
    let run = qpdf.output().ok()?;
    assert!(run.status.success(), "{run:?}");
    Some(std::fs::read(made).unwrap())
}

#[test]
fn few_bytes_that_become_gigabytes_are_left_packed() {
    let part = packed(200 << 20);
    let mut pdf = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for object in [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>".to_vec(),
        [
            format!("<</Filter/FlateDecode/Length {}>>stream\n", part.len()).as_bytes(),
            &part,
            b"\nendstream\n",
        ]
        .concat(),
    ] {
        places.push(pdf.len());
        pdf.extend(format!("{} 0 obj", places.len()).bytes());
        pdf.extend([&object[..], b"endobj\n"].concat());
    }
    let table = pdf.len();
    pdf.extend(b"xref\n0 5\n0000000000 65535 f \n");
    pdf.extend(places.iter().flat_map(|place| format!("{place:010} 00000 n \n").into_bytes()));
    pdf.extend(format!("trailer<</Size 5/Root 1 0 R>>\nstartxref\n{table}\n%%EOF").bytes());
    let mut files = vec![
        ("pixels.png", png(60_000, &packed(9))),
        ("profile.png", png(1, &part)),
        ("page.pdf", pdf.clone()),
    ];
    files.extend(encrypted(&pdf).map(|pdf| ("encrypted.pdf", pdf)));
    for (name, bytes) in files {
        let project = Project::new().with("a.md", format!("![[{name}]]\n")).with(name, bytes);
        let started = Instant::now();
        let run = project.run(&["render", "--report", "concise", "a.md"]);
        assert!(run.code == 1 && started.elapsed() < SOON, "{name}: {run:?}");
        assert!(
            ["trop grande", "trop volumineux"].iter().any(|word| run.out.contains(word)),
            "{name}: {run:?}"
        );
    }
}

#[test]
fn the_images_of_a_document_are_bounded_together() {
    // Each alone would do: 289 million bytes when it is decoded.
    let image: String = png(17_000, &packed(9)).iter().map(|byte| format!("%{byte:02x}")).collect();
    let svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><image href='data:image/png,{image}'/></svg>"
    );
    let names = ["a.svg", "b.svg", "c.svg"];
    let files = names.map(|name| (name, svg.clone()));
    let said = checked(&names.map(|name| format!("![[{name}]]\n\n")).concat(), &files);
    assert_eq!(said.matches("image-unreadable").count(), 1, "{said}");
    assert!(said.contains("`c.svg` trop grande avec les autres"), "{said}");
}

#[test]
fn images_that_unfold_into_memory_are_refused() {
    let svg = |inner: &str| {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='9' height='9'>{inner}</svg>"
        )
    };
    let uses: String = (1..12)
        .map(|at| format!("<g id='a{at}'>{}</g>", format!("<use xlink:href='#a{}'/>", at - 1).repeat(10)))
        .collect();
    let entities: String =
        (1..12).map(|at| format!("<!ENTITY a{at} '{}'>", format!("&a{};", at - 1).repeat(10))).collect();
    for (name, bomb) in [
        (
            "copies",
            svg(&format!("<g id='a0'><rect width='1' height='1'/></g>{uses}<use xlink:href='#a11'/>")),
        ),
        ("laughs", format!("<!DOCTYPE svg [<!ENTITY a0 'lol'>{entities}]>{}", svg("<text>&a11;</text>"))),
        (
            "noise",
            svg(
                "<filter id='f'><feTurbulence numOctaves='100000'/></filter><rect width='9' height='9' filter='url(#f)'/>",
            ),
        ),
        ("nested", svg("<image width='9' height='9' href='data:image/svg+xml;base64,PHN2Zy8+'/>")),
        ("deep", svg(&format!("{}{}", "<g>".repeat(100_000), "</g>".repeat(100_000)))),
    ] {
        let said = checked("![[bombe.svg]]\n", &[("bombe.svg", bomb)]);
        assert!(said.contains("image-unreadable"), "{name}: {said}");
    }
}
