//! `propose watch`, as browsers see it.

mod browser;
mod preview;

use std::time::Duration;

use preview::Preview;

use crate::support::Project;

/// A note of two pages or more.
fn note(title: &str, body: &str) -> String {
    let filler =
        "Un paragraphe qui remplit la page, avec assez de mots pour plusieurs lignes.\n\n".repeat(60);
    format!(
        "---\ntitle: {title}\nclient: Exemple\ndate: 2026-03-02\nvalid_until: 2026-04-01\nlang: fr\n---\n\n\
         # {title}\n\n## Contexte\n\n{filler}## Fin\n\n{body}\n"
    )
}

fn project() -> Project {
    Project::new().with("proposals/a.md", note("A", "Premier texte."))
}

#[test]
fn a_save_replaces_the_pages_that_changed_and_no_others() {
    let project = project();
    let mut preview = Preview::start(&project, &["proposals/a.md"]);
    let mut events = preview.events("");
    let first = events.next();
    assert!(first.text().contains("Premier texte."), "{first:?}");
    project.write("proposals/a.md", note("A", "Autre texte."));
    let second = events.until(|view| view.text().contains("Autre texte."));
    let (before, after) = (first.digests(), second.digests());
    assert_eq!(before.len(), after.len());
    assert!(before.len() >= 2, "the note is too short");
    let pairs = before.iter().zip(&after);
    let changed: Vec<_> = pairs.filter(|(before, after)| before != after).collect();
    assert_eq!(changed.len(), 1);
    // The new page is there, and the old one no more.
    let page = |digest: &str| preview.get(&format!("page/{digest}.svg"));
    let (old, new) = changed[0];
    assert!(page(new).starts_with("HTTP/1.1 200"));
    assert!(page(old).starts_with("HTTP/1.1 404"));
}

#[test]
fn editors_save_in_many_ways() {
    let project = project();
    let mut preview = Preview::start(&project, &["proposals/a.md"]);
    let mut events = preview.events("");
    events.next();
    let path = project.path("proposals/a.md");
    // Written beside and renamed, as vim and most editors do.
    project.write("proposals/.a.md.swp", note("A", "Par renommage."));
    std::fs::rename(project.path("proposals/.a.md.swp"), &path).unwrap();
    events.until(|view| view.text().contains("Par renommage."));
    // The old one moved away first.
    std::fs::rename(&path, project.path("proposals/a.md~")).unwrap();
    std::thread::sleep(Duration::from_millis(120));
    project.write("proposals/a.md", note("A", "Avec copie de secours."));
    events.until(|view| view.text().contains("Avec copie de secours.") && !view.stale());
    // Many saves at once.
    for at in 0..20 {
        project.write("proposals/a.md", note("A", &format!("Rafale {at}.")));
    }
    events.until(|view| view.text().contains("Rafale 19."));
}

#[test]
fn all_that_a_document_is_made_of_is_watched() {
    let project = project();
    project.write("proposals/a.md", note("A", "![[image.svg]] ![[Clause]]\n\nFin."));
    let mut preview = Preview::start(&project, &["a"]);
    let mut events = preview.events("");
    assert!(events.next().rules().contains(&"image-missing".to_owned()));
    let svg = |size: u32| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{size}\" height=\"40\"><rect width=\"30\" height=\"30\"/></svg>"
        )
    };
    project.write("images/image.svg", svg(100));
    let with = events.until(|view| !view.rules().contains(&"image-missing".to_owned()));
    project.write("images/image.svg", svg(300));
    events.until(|view| view.digests() != with.digests());
    project.write("clauses/Clause.md", "Une clause partagée.\n");
    events.until(|view| view.text().contains("Une clause partagée."));
    project.write("assets/catalog.yaml", "items: 3\n");
    events.until(|view| view.rules().contains(&"catalog-invalid".to_owned()));
    std::fs::remove_file(project.path("assets/catalog.yaml")).unwrap();
    events.until(|view| !view.rules().contains(&"catalog-invalid".to_owned()));
    project.write("assets/brand.yaml", "company:\n  name: Une Marque\n");
    events.until(|view| view.text().contains("Une Marque"));
}

#[test]
fn pages_that_cannot_be_made_are_marked_stale_until_they_can() {
    let project = project();
    let mut preview = Preview::start(&project, &["a"]);
    let mut events = preview.events("");
    let first = events.next();
    project.write("templates/proposal/template.typ", "#let pages(document) = undefined-thing\n");
    let broken = events.until(preview::View::stale);
    assert!(broken.rules().contains(&"typst-error".to_owned()), "{broken:?}");
    assert_eq!(broken.digests(), first.digests(), "the pages of before are still there");
    std::fs::remove_dir_all(project.path("templates")).unwrap();
    assert_eq!(events.until(|view| !view.stale()).digests(), first.digests());
    std::fs::remove_file(project.path("proposals/a.md")).unwrap();
    events.until(|view| view.stale() && view.0["failure"].is_string());
    project.write("proposals/a.md", note("A", "Revenu."));
    events.until(|view| !view.stale() && view.text().contains("Revenu."));
}

#[test]
fn pages_that_never_come_are_given_up_and_the_next_save_is_seen() {
    let project = project();
    let mut preview = Preview::start(&project, &["a", "--timeout", "3"]);
    let mut events = preview.events("");
    events.next();
    project.write(
        "templates/proposal/template.typ",
        "#let pages(document) = { let n = 0; for a in range(100000) { for b in range(100000) { n += 1 } }; [#n] }",
    );
    let late = events.until(preview::View::stale);
    assert!(late.0["failure"].as_str().unwrap().contains("not done after 3 seconds"), "{late:?}");
    std::fs::remove_dir_all(project.path("templates")).unwrap();
    events.until(|view| !view.stale());
}

#[test]
fn a_folder_has_a_list_that_follows_it() {
    let project = project().with("proposals/b.md", note("B", "![[absente.png]]"));
    let mut preview = Preview::start(&project, &[]);
    assert!(preview.get("").contains("index.js"));
    let mut index = preview.events("index");
    let list = index.next();
    assert_eq!((&list.0[0]["title"], &list.0[0]["client"]), (&"A".into(), &"Exemple".into()));
    let names = |list: &preview::View| -> Vec<(String, u64)> {
        let entries = list.0.as_array().unwrap().iter();
        entries
            .map(|entry| (entry["name"].as_str().unwrap().to_owned(), entry["errors"].as_u64().unwrap()))
            .collect()
    };
    assert_eq!(names(&list), [("proposals/a.md".to_owned(), 0), ("proposals/b.md".to_owned(), 1)]);
    // A document is set when somebody looks at it.
    let id = list.0[1]["id"].as_str().unwrap().to_owned();
    assert!(preview.get(&format!("show/{id}")).contains("document.js"));
    let mut document = preview.events(&id);
    let view = document.until(|view| !view.digests().is_empty());
    assert!(
        view.rules().contains(&"image-missing".to_owned()) && !view.stale(),
        "errors do not hide pages: {view:?}"
    );
    project.write("proposals/c.md", note("C", "Nouveau."));
    index.until(|list| names(list).len() == 3);
    std::fs::remove_file(project.path("proposals/b.md")).unwrap();
    index.until(|list| names(list).len() == 2);
    document.until(|view| view.0["failure"].is_string());
}

#[test]
fn findings_lead_to_the_line_and_to_the_note() {
    let project = Project::new().with("proposals/été 1.md", "# A\n\n## B\n\n![[absente.png]]\n");
    let mut preview = Preview::start(&project, &["proposals/été 1.md"]);
    let view = preview.events("").next();
    let findings = view.0["findings"].as_array().unwrap();
    let place = &findings.iter().find(|finding| finding["rule"] == "image-missing").unwrap()["place"];
    let editor = place["editor"].as_str().unwrap();
    assert!(
        editor.starts_with("vscode://file/") && editor.ends_with("/proposals/%C3%A9t%C3%A9%201.md:5:1"),
        "{editor}"
    );
    let note = place["note"].as_str().unwrap();
    assert!(
        note.starts_with("obsidian://open?path=%2F") && note.ends_with("%2F%C3%A9t%C3%A9%201.md"),
        "{note}"
    );
    assert_eq!(place["text"], "![[absente.png]]");
}

#[test]
fn pages_of_others_cannot_read_the_preview() {
    let project = project();
    let preview = Preview::start(&project, &["a"]);
    let ok = |headers: &str| preview.request("", headers).starts_with("HTTP/1.1 200");
    let host = format!("Host: 127.0.0.1:{}", preview.port);
    assert!(ok(&host));
    assert!(!ok(&format!("Host: evil.example:{}", preview.port)));
    assert!(!ok(&format!("{host}\r\nOrigin: https://evil.example")));
    assert!(!ok(&format!("{host}\r\nSec-Fetch-Site: cross-site")));
    // Only this machine is served.
    assert!(preview.address.starts_with("http://127.0.0.1:"));
    let other = std::net::TcpStream::connect(("127.0.0.2", preview.port));
    assert!(other.is_err() || cfg!(not(target_os = "linux")));
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_and_leaves_nothing_behind() {
    let project = project();
    let before = crate::build::written(&project.path(""));
    let mut preview = Preview::start(&project, &["a"]);
    preview.events("").next();
    let kill = std::process::Command::new("kill").args(["-INT", &preview.child.id().to_string()]).status();
    assert!(kill.unwrap().success());
    preview.child.wait().unwrap();
    assert_eq!(crate::build::written(&project.path("")), before);
}
