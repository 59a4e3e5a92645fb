//! One look for many companies: what a brand file says is on the pages, what is
//! wrong in it is said at its line, and nothing of any company is in the code.

use std::path::{Path, PathBuf};

use crate::support::{Project, pdf_text};

/// A florist who does not exist.
const FLORIST: &str = "\
company: {name: Les Pivoines Exemple, tagline: Fleurs de saison}
legal: {legal_form: SARL, capital: 5 000 €, address: [3 quai Fictif, 69002 Lyon], siren: 732 829 320, rcs_city: Lyon}
contact: {name: Ines Exemple, email: ines@pivoines.example}
bank: {name: Banque Exemple, iban: FR76 3000 6000 0112 3456 7890 189}
logos: {main: pivoine.svg}
colours: {primary: \"#14532d\", accent: \"#9d174d\"}
texts: {footer: Livraison comprise, mentions: [Les fleurs coupées ne sont pas reprises.]}
";

/// A law firm that does not exist.
const LAWYERS: &str = "\
company: {name: Hartley & Wren Example LLP}
contact: {name: Eleanor Wren, phone: +44 1904 000000}
colours: {primary: \"#4a0e2b\"}
";

const LOGO: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='20'><rect width='90' height='20' fill='#14532d'/></svg>";

const NOTE: &str = "---\ntitle: Bouquets de saison\nclient: Hôtel Exemple\ndate: 2026-03-02\nvalid_until: 2026-04-01\nlang: fr\n---\n\n# Bouquets de saison\n\n## Contexte\n\nDes fleurs chaque lundi.\n";

fn shop() -> Project {
    Project::new()
        .with("assets/brand.yaml", FLORIST)
        .with("assets/pivoine.svg", LOGO)
        .with("assets/brands/hartley.yaml", LAWYERS)
        .with("proposals/a.md", NOTE)
}

#[test]
fn each_template_shows_the_company_that_the_brand_file_names_and_no_other() {
    let project = shop();
    for template in ["proposal", "quote", "brochure"] {
        let run = project.run(&["render", "a.md", "--template", template]);
        assert_eq!(run.code, 0, "{run:?}");
        let Some(text) = pdf_text(&project.path("proposals/a.pdf")) else { return };
        let text: String = text.split_whitespace().collect();
        for fact in ["LesPivoinesExemple", "732829320", "69002Lyon", "nesontpasreprises"] {
            assert!(text.contains(fact), "{template}: {fact} is missing from {text}");
        }
        // A brochure is an offer to nobody: nobody pays it.
        assert_eq!(text.contains("FR7630006000011234567890189"), template != "brochure", "{template}");
        assert!(!text.contains("Hartley"), "{template}");
    }
}

#[test]
fn a_note_chooses_its_brand() {
    let project = shop();
    project.write("proposals/a.md", NOTE.replace("client:", "brand: hartley\nclient:"));
    let run = project.run(&["render", "a.md"]);
    assert_eq!(run.code, 0, "{run:?}");
    let Some(text) = pdf_text(&project.path("proposals/a.pdf")) else { return };
    assert!(text.contains("Hartley & Wren Example LLP") && !text.contains("Pivoines"), "{text}");
    project.write("proposals/a.md", NOTE.replace("client:", "brand: hartly\nclient:"));
    let run = project.run(&["check", "a.md"]);
    assert!(run.code == 1 && run.out.contains("vouliez-vous dire `hartley` ?"), "{run:?}");
}

#[test]
fn what_a_brand_names_and_is_not_there_is_said_at_its_line_when_it_is_checked() {
    let project = shop();
    let wrong =
        "logos: {main: pivoines.svg}\nfonts: {text: Sourc Sans 3}\nlegal: {siren: 732 829 302}\ncolors: {}\n";
    project.write("assets/brand.yaml", wrong);
    let check = project.run(&["check", "--report", "concise", "a.md"]);
    assert_eq!(check.code, 1, "{check:?}");
    for line in [
        "assets/brand.yaml:1:15: warning[logo-unreadable]: le logo `pivoines.svg` n'existe pas",
        "assets/brand.yaml:2:15: warning[font-missing]: police `Sourc Sans 3` introuvable",
        "assets/brand.yaml:3:16: error[brand-number-wrong]: SIREN erroné",
        "assets/brand.yaml:4:1: warning[brand-unknown-key]: clé inconnue : `colors`",
    ] {
        assert!(check.out.contains(line), "{line} is missing from {}", check.out);
    }
    // Rendering says each of them once.
    let render = project.run(&["render", "--report", "concise", "--draft", "a.md"]);
    assert_eq!(
        render.err.matches("logo-unreadable").count() + render.out.matches("logo-unreadable").count(),
        1
    );
}

#[test]
fn levels_of_the_policy_hold_for_what_setting_finds() {
    let project = shop();
    project.write("assets/brand.yaml", "fonts: {text: Nulle Part}\n");
    project.write("propose.yaml", "rules: {font-missing: error}\n");
    assert_eq!(project.run(&["render", "a.md"]).code, 1);
    assert_eq!(project.run(&["check", "a.md"]).code, 1);
    project.write("propose.yaml", "rules: {font-missing: off}\n");
    let run = project.run(&["render", "a.md"]);
    assert!(run.code == 0 && !run.err.contains("font-missing"), "{run:?}");
}

#[test]
fn a_client_s_logo_stands_on_the_first_page_of_each_template() {
    let project = shop().with("clients/hotel exemple.svg", LOGO.replace("#14532d", "#0000ff"));
    let pages = |name: &str, template: &str| {
        let run = project.run(&["render", "--format", "svg", "a.md", "--template", template, "-o", name]);
        assert_eq!(run.code, 0, "{run:?}");
        String::from_utf8(project.read(&format!("{name}-1.svg"))).unwrap()
    };
    for template in ["proposal", "quote", "brochure"] {
        project.write("proposals/a.md", NOTE);
        let without = pages("without", template).matches("<image").count();
        for value in
            ["clients/hotel exemple.svg", "\"[[hotel exemple.svg]]\"", "\"![[hotel exemple.svg|80]]\""]
        {
            project.write("proposals/a.md", NOTE.replace("date:", &format!("client_logo: {value}\ndate:")));
            assert_eq!(pages("with", template).matches("<image").count(), without + 1, "{template}: {value}");
        }
    }
    project.write("proposals/a.md", NOTE.replace("date:", "logo du client: nulle-part.svg\ndate:"));
    let run = project.run(&["check", "--report", "concise", "a.md"]);
    assert!(run.out.contains("proposals/a.md:4:17: error[image-missing]"), "{run:?}");
}

fn texts(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts(&path, found);
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            found.push((path, text));
        }
    }
}

#[test]
fn no_company_is_in_the_code() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["src", "templates"] {
        texts(&root.join(folder), &mut found);
    }
    assert!(found.len() > 100);
    for (path, text) in found {
        let text = text.to_lowercase();
        for name in ["akouendy", "doveaia", "gaglo"] {
            assert!(!text.contains(name), "{}: {name}", path.display());
        }
    }
}

#[test]
fn pages_end_where_the_note_asks_for_it_else_where_the_brand_does() {
    let note = format!("{NOTE}\n## Prix\n\n850 €\n\n## Suite\n\nÀ suivre.\n");
    let pages = |asked: &str, brand: &str| {
        let brand = FLORIST.replace("texts: {", &format!("texts: {{{brand}"));
        let note = note.replace("lang: fr", &format!("lang: fr{asked}"));
        let project = shop().with("proposals/a.md", note).with("assets/brand.yaml", brand);
        let run = project.run(&["render", "a.md", "--format", "svg", "-o", "out", "--template", "proposal"]);
        assert_eq!(run.code, 0, "{run:?}");
        (1..100).take_while(|at| project.path(&format!("out-{at}.svg")).exists()).count()
    };
    let plain = pages("", "");
    let broken = pages("\npage-breaks: h1", "");
    assert!(broken >= plain + 2, "{plain} and {broken}");
    assert_eq!(pages("", "page_breaks: h1, "), broken, "the brand's default");
    assert_eq!(pages("\npage-breaks: none", "page_breaks: [h1, rules], "), plain, "the note comes first");

    let project = shop().with("assets/brand.yaml", "texts: {page_breaks: chapitre}\n");
    let run = project.run(&["check", "--report", "concise", "a.md"]);
    let expected = "assets/brand.yaml:1:22: error[brand-invalid]: ici, `rules`, `h1` ou `h2` est attendu";
    assert!(run.out.contains(expected), "{run:?}");
}

#[test]
fn typography_is_that_of_print_where_the_note_or_the_brand_asks_for_it() {
    let text =
        NOTE.replace("Des fleurs chaque lundi.", "L'offre \"du lundi\" -- voir `l'option \"x\" -- y`...");
    let said = |note: &str, brand: &str| {
        let project = shop().with("proposals/a.md", note).with("assets/brand.yaml", brand);
        assert_eq!(project.run(&["render", "a.md"]).code, 0);
        assert_eq!(project.read("proposals/a.md"), note.as_bytes(), "the note stays as it is");
        pdf_text(&project.path("proposals/a.pdf"))
    };
    let code = "l'option \"x\" -- y";
    let smart = text.replace("lang: fr", "lang: fr\ntypography: smart");
    let plain = text.replace("lang: fr", "lang: fr\ntypographie: plain");
    let brand = format!("{FLORIST}{}", "fonts: {text: Source Sans 3}\n");
    let of_brand = brand.replace("texts: {", "texts: {typography: smart, ");
    for (note, brand, printed) in
        [(&text, &brand, false), (&smart, &brand, true), (&text, &of_brand, true), (&plain, &of_brand, false)]
    {
        let Some(said) = said(note, brand) else { return };
        let said = said.replace(['\u{a0}', '\u{202f}'], " ");
        assert!(said.contains(code), "code stays: {said}");
        assert_eq!(said.contains("L’offre « du lundi » – voir"), printed, "{said}");
        assert_eq!(said.contains("L'offre \"du lundi\" -- voir"), !printed, "{said}");
    }
}
