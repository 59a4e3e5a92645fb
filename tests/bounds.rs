//! Notes and images that would take for ever, or all memory.

use std::time::{Duration, Instant};

use crate::support::Project;

/// Longer than any of these takes, on a slow machine without optimisation; far
/// shorter than any of them would take without its bound.
const SOON: Duration = Duration::from_secs(30);

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
fn a_note_is_not_larger_than_a_file_may_be() {
    let project = Project::new();
    let file = std::fs::File::create(project.path("a.md")).unwrap();
    file.set_len(propose::workspace::MAX_FILE_SIZE + 1).unwrap();
    let run = project.run(&["render", "a.md"]);
    assert!(run.code == 2 && run.err.contains("too large"), "{run:?}");
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
fn tables_without_end_are_set_or_refused() {
    let wide = |columns: usize| {
        format!("|{}\n|{}\n|{}\n", "a|".repeat(columns), "-|".repeat(columns), "b|".repeat(columns))
    };
    checked(&wide(200), &[]);
    // A row of one sign is padded to as many cells as the head has.
    checked(&format!("{}{}", wide(3_000), "|\n".repeat(3_000)), &[]);
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
