//! A note, a brand or a template that came from somebody else reads and writes
//! nothing outside of the project, and nothing from the network.

use std::path::Path;

use crate::support::{Project, Run};

/// What lies outside says this.
const SECRET: &str = "horsdupérimètre";

/// A project with secrets around it: `{OUT}` in a text stands for the folder
/// outside.
struct Place {
    project: Project,
}

impl Place {
    fn new() -> Self {
        let project = Project::lone().with("in/propose.yaml", "");
        project.write("out/secret.md", format!("# {SECRET}\n\n{SECRET}\n"));
        project.write("out/pic.svg", svg(&format!("<text y='9'>{SECRET}</text>")));
        project.write("out/pic.png", crate::attack::vault::PNG);
        project.write("out/secret.typ", format!("#let pages(document) = [{SECRET}]"));
        project.write("out/brand.yaml", format!("company:\n  name: {SECRET}\n"));
        project.write("out/template.typ", format!("#let pages(document) = [{SECRET}]"));
        #[cfg(unix)]
        {
            let link = |to: &str, name: &str| {
                std::os::unix::fs::symlink(project.path(to), project.path(name)).unwrap();
            };
            link("out", "in/dossier");
            link("out/secret.md", "in/lien.md");
            link("out/pic.svg", "in/lien.svg");
        }
        Self { project }
    }

    fn write(&self, name: &str, text: &str) {
        let out = self.project.path("out");
        self.project.write(name, text.replace("{OUT}", out.to_str().unwrap()));
    }

    /// Renders `in/a.md` as a draft to Typst code; gives the run and all that
    /// was written.
    fn drafted(&self) -> (Run, String) {
        let run = self.project.run_in("in", &["render", "--draft", "--format", "typ", "-o", "made", "a.md"]);
        let mut text = String::new();
        gather(&self.project.path("in/made"), &mut text);
        (run, text)
    }
}

fn svg(inner: &str) -> String {
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='90' height='20'>{inner}</svg>"
    )
}

fn gather(folder: &Path, text: &mut String) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            gather(&path, text);
        } else if path.extension().is_none_or(|extension| extension != "otf" && extension != "ttf") {
            text.push_str(&String::from_utf8_lossy(&std::fs::read(path).unwrap()));
        }
    }
}

#[test]
fn no_link_embed_or_image_reads_beyond_the_border() {
    let place = Place::new();
    for written in [
        "![[../out/secret]]",
        "![[../out/secret.md#horsdupérimètre]]",
        "![[{OUT}/secret.md]]",
        "![[file://{OUT}/secret.md]]",
        "![[lien]]",
        "![[lien.svg]]",
        "![[dossier/secret]]",
        "![[dossier/pic.svg]]",
        "![[..\\out\\secret]]",
        "![[C:\\out\\secret.md]]",
        "![[\\\\out\\secret.md]]",
        "![[./../out/secret]]",
        "![[a/../../out/secret]]",
        "![[secret\u{0}.md]]",
        "![[../out/secret.md\u{0}.png]]",
        "![a](../out/pic.svg)",
        "![a](%2e%2e/out/pic.svg)",
        "![a](..%2fout%2fpic.svg)",
        "![a](%252e%252e/out/pic.svg)",
        "![a](<{OUT}/pic.svg>)",
        "![a](file://{OUT}/pic.svg)",
        "![a](FILE://localhost{OUT}/pic.svg)",
        "![a](//{OUT}/pic.svg)",
        "<img src=\"../out/pic.svg\">",
        "<p><img src=\"file://{OUT}/pic.svg\"></p>",
        "[a](../out/secret.md) [[../out/secret]] [a](file://{OUT}/secret.md)",
    ] {
        place.write("in/a.md", &format!("---\ntitle: T\n---\navant\n\n{written}\n\naprès\n"));
        let (run, text) = place.drafted();
        assert_eq!(run.code, 0, "{written:?}: {}", run.err);
        assert!(text.contains("avant") && text.contains("après"), "{written:?}");
        // The note itself may say what it is called; what it says may not
        // arrive.
        let found = text.matches(SECRET).count();
        assert!(found <= written.matches(SECRET).count(), "{written:?} was read");
        assert!(!text.contains(&svg("")[..40]), "{written:?} was read");
        assert!(
            run.err.contains("path-outside")
                || run.err.contains("missing")
                || run.err.contains("unresolved")
                || run.err.contains("remote"),
            "{written:?} is not reported: {}",
            run.err
        );
    }
}

#[test]
fn a_brand_and_its_logos_stay_within_the_project() {
    let place = Place::new();
    place.write("in/a.md", "---\ntitle: T\nbrand: ../../../out/brand\n---\ntexte\n");
    let (run, text) = place.drafted();
    assert!(!text.contains(SECRET) && run.err.contains("brand-unknown"), "{}", run.err);
    place.write("in/a.md", "---\ntitle: T\n---\ntexte\n");
    for logo in
        ["../../out/pic.svg", "{OUT}/pic.svg", "../lien.svg", "../dossier/pic.svg", "file://{OUT}/pic.svg"]
    {
        place.write("in/assets/brand.yaml", &format!("company:\n  name: ACME\nlogos:\n  main: {logo}\n"));
        let (run, text) = place.drafted();
        assert!(!text.contains(SECRET), "{logo}");
        assert!(run.err.contains("logo-unreadable"), "{logo}: {}", run.err);
    }
}

#[test]
fn a_template_is_a_folder_of_the_project_and_nothing_else() {
    let place = Place::new();
    for name in ["../../out", "{OUT}", "..", ".", "dossier", "../dossier", "kit", "a/b", "a\u{0}", "a#b"] {
        let name = name.replace("{OUT}", place.project.path("out").to_str().unwrap());
        if name == "a#b" {
            place.write("in/templates/a#b/template.typ", &format!("#let pages(document) = [{SECRET}]"));
        }
        #[cfg(unix)]
        if name == "dossier" {
            std::fs::create_dir_all(place.project.path("in/templates")).unwrap();
            std::os::unix::fs::symlink(place.project.path("out"), place.project.path("in/templates/dossier"))
                .unwrap();
        }
        place.write(
            "in/a.md",
            &format!("---\ntitle: T\ntemplate: \"{}\"\n---\ntexte\n", name.replace('\u{0}', "\\0")),
        );
        let (run, text) = place.drafted();
        assert!(!text.contains(SECRET), "{name:?}");
        assert!(run.err.contains("template-unknown"), "{name:?}: {}", run.err);
    }
}

#[test]
fn an_svg_draws_nothing_from_other_files() {
    let place = Place::new();
    for (inner, refused) in [
        ("<image width='9' height='9' xlink:href='../out/pic.png'/>", true),
        ("<image width='9' height='9' href = \"{OUT}/pic.png\"/>", true),
        ("<svg:image xmlns:svg='http://www.w3.org/2000/svg' href='file://{OUT}/pic.png'/>", true),
        ("<image width='9' height='9' href='https://exemple.fr/pic.png'/>", true),
        (
            "<filter id='f'><feImage href='../out/pic.png'/></filter><rect width='9' height='9' filter='url(#f)'/>",
            true,
        ),
        ("<use href='../out/pic.svg#a'/>", false),
        ("<style>@import url('file://{OUT}/x.css'); @font-face { src: url('{OUT}/x.ttf') }</style>", false),
    ] {
        place.write("in/dessin.svg", &svg(inner));
        place.write("in/a.md", "---\ntitle: T\n---\navant\n\n![[dessin.svg]]\n");
        let run =
            place.project.run_in("in", &["render", "--draft", "--format", "png", "--ppi", "40", "a.md"]);
        assert!(run.code == 0 && place.project.has("in/a.draft-1.png"), "{inner}: {}", run.err);
        assert_eq!(run.err.contains("image-unreadable"), refused, "{inner}: {}", run.err);
    }
    let entity = "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file://{OUT}/secret.md'>]>";
    place.write("in/dessin.svg", &format!("{entity}{}", svg("<text y='9'>&x;</text>")));
    let (run, text) = place.drafted();
    assert!(!text.contains(SECRET));
    assert!(run.err.contains("image-unreadable") || run.code == 0, "{}", run.err);
}

#[test]
fn a_template_reads_only_templates_and_asks_no_network() {
    let place = Place::new();
    place.write("in/a.md", "---\ntitle: T\ntemplate: mine\n---\ntexte\n");
    for (code, says) in [
        ("#import \"@preview/cetz:0.3.0\"", "package not found"),
        ("#import \"@local/x:0.1.0\"", "package not found"),
        ("#read(\"/etc/passwd\")", "not found"),
        ("#read(\"../../../../../../etc/passwd\")", ""),
        ("#read(\"{OUT}/secret.md\")", "not found"),
        ("#include \"../../../out/secret.typ\"", ""),
        ("#image(\"../../../out/pic.svg\")", ""),
        ("#read(\"/a.md\")", "not found"),
        ("#read(\"/propose.yaml\")", "not found"),
        ("#(datetime.today().display())", ""),
    ] {
        place.write("in/templates/mine/template.typ", &format!("{code}\n#let pages(document) = [x]\n"));
        let started = std::time::Instant::now();
        let run = place.project.run_in("in", &["render", "a.md"]);
        assert_eq!(run.code, 1, "{code}: {}", run.err);
        assert!(run.err.contains("typst-error") && run.err.contains(says), "{code}: {}", run.err);
        assert!(run.err.contains("templates/mine/template.typ"), "{code}: {}", run.err);
        assert!(!run.err.contains(SECRET) && !run.err.contains("root:"), "{code}");
        assert!(started.elapsed().as_secs() < 20, "{code} waited for something");
        assert!(!place.project.has("in/a.pdf"), "{code}");
    }
}

#[test]
fn output_stays_below_the_note() {
    let place = Place::new();
    let before = names(&place.project.path("out"));
    for output in [
        "../x",
        "../../out/x",
        "{OUT}/x",
        "a/../../x",
        ".",
        "..",
        "dossier/x",
        "dossier/y.pdf",
        "dossier/deeper/x",
        "..\\\\x",
        "C:\\\\x",
        "C:x",
        "a\\0b",
        "a/..",
    ] {
        place.write("in/a.md", &format!("---\ntitle: T\noutput: \"{output}\"\n---\ntexte\n"));
        let run = place.project.run_in("in", &["render", "a.md"]);
        assert_eq!(run.code, 2, "{output}: {}", run.err);
        assert!(run.err.contains("output:"), "{output}: {}", run.err);
        assert_eq!(names(&place.project.path("out")), before, "{output} left the project");
    }
    for (output, made) in
        [("b", "in/b.pdf"), ("sub/c.pdf", "in/sub/c.pdf"), ("sub/.", "in/sub.pdf"), ("d.v1", "in/d.v1.pdf")]
    {
        place.write("in/a.md", &format!("---\ntitle: T\noutput: \"{output}\"\n---\ntexte\n"));
        let run = place.project.run_in("in", &["render", "a.md"]);
        assert!(run.code == 0 && place.project.has(made), "{output}: {}", run.err);
    }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[cfg(unix)]
#[test]
fn a_price_list_that_cannot_be_read_is_not_taken_for_none() {
    let place = Place::new();
    place.write("in/a.md", "---\ntitle: T\n---\ntexte\n");
    std::fs::create_dir_all(place.project.path("in/assets/catalog.yaml")).unwrap();
    let run = place.project.run_in("in", &["render", "a.md"]);
    assert!(run.code == 1 && run.err.contains("project-file-unreadable"), "{}", run.err);
    std::fs::remove_dir(place.project.path("in/assets/catalog.yaml")).unwrap();
    place.write("out/catalog.yaml", SECRET);
    std::os::unix::fs::symlink(
        place.project.path("out/catalog.yaml"),
        place.project.path("in/assets/catalog.yaml"),
    )
    .unwrap();
    let run = place.project.run_in("in", &["render", "a.md"]);
    assert!(run.code == 1 && run.err.contains("leads out of the project"), "{}", run.err);
    assert!(!run.err.contains(SECRET));
}
