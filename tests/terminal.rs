//! What a file says or is called gives no orders to the terminal, the log or the
//! reader's eye that a report is shown to.

use crate::support::{Project, Run};

/// Escape, bell, a control sequence of one byte, delete, an override of the
/// direction of text.
const ORDERS: &str = "\u{1b}[31m\u{7}\u{9b}2J\u{7f}\u{202e}";

/// The same in a YAML string.
const YAML: &str = "\\e[31m\\a\\u009b2J\\x7f\\u202e";

/// A project whose every name and text holds orders.
fn project() -> Project {
    let item = |reference: &str, name: &str, price: &str| {
        format!(
            "  - {{ ref: {reference}, name: {name}, family: \"F{YAML}\", unit: jour, prices: [{{ from: 2026-01-01, amount: {price} }}] }}\n"
        )
    };
    let name = format!("\"Nom{YAML}\"");
    let catalog = format!(
        "schema: 1\ncurrency: EUR\nbasis: net\nunits:\n  jour: day\nitems:\n{}{}{}",
        item(&format!("\"A{YAML}\""), &name, "100"),
        item("B", &name, "10"),
        item("C", "Autre", &format!("\"12{YAML}\"")),
    );
    let note = format!(
        "---\ntitle: \"T{YAML}\"\nclient: \"C{YAML}\"\ndate: \"2026{YAML}\"\nbrand: \"b{YAML}\"\n\
         template: \"t{YAML}\"\ncurrency: \"{YAML}\"\n---\n# Titre{ORDERS}\n\n[[lien{ORDERS}]] ![[image{ORDERS}.png]] \
         [[#titre{ORDERS}]] TODO{ORDERS}\n\n| Réf{ORDERS} | Désignation | Qté | PU HT{ORDERS} | Total HT |\n\
         |---|---|---|---|---|\n| A{ORDERS} | Nom{ORDERS} | 2 | 100 € | 300 € |\n\
         | B{ORDERS} | Nom{ORDERS} | 2{ORDERS} | 10 €{ORDERS} | 20 €{ORDERS} |\n\n```mermaid\nx{ORDERS}\n```\n\n$\\x{ORDERS}$\n"
    );
    Project::new()
        .with("propose.yaml", format!("brand: \"b{YAML}\"\nrules:\n  \"r{YAML}\": off\n"))
        .with("assets/catalog.yaml", &catalog)
        .with("assets/brands/b.yaml", format!("company:\n  name: \"N{YAML}\"\n"))
        .with("old.yaml", catalog.replace("amount: 100", "amount: 90"))
        .with(&format!("proposals/a{ORDERS}.md"), note)
        .with("proposals/b.md", format!("---\ntitle: T\noutput: \"c{YAML}\"\n---\ntexte\n"))
}

fn is_calm(run: &Run, what: &[&str]) {
    for text in [&run.out, &run.err] {
        let order = text
            .char_indices()
            .find(|(_, c)| (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '\u{202e}'));
        if let Some((at, _)) = order {
            let line = text[..at].lines().next_back().unwrap_or_default();
            panic!("{what:?} lets {:?} through behind {line:?}", &text[at..].chars().next());
        }
    }
}

#[test]
fn no_report_and_no_list_lets_a_file_give_orders() {
    let project = project();
    let named = format!("A{ORDERS}");
    let said = |args: &[&str]| {
        let run = project.run(args);
        is_calm(&run, args);
        run.out + &run.err
    };
    for report in ["human", "concise", "json", "sarif", "github", "gitlab", "junit"] {
        let text = said(&["check", "--report", report, "."]);
        assert!(text.contains("link-unresolved"), "{report}: {text}");
    }
    said(&["check", "-v", "."]);
    assert!(said(&["catalog", "list"]).contains("Nom\u{fffd}[31m"));
    assert!(said(&["catalog", "show", &named]).contains("Nom\u{fffd}[31m"));
    assert!(said(&["catalog", "show", &format!("x{named}")]).contains("did you mean"));
    assert!(said(&["catalog", "diff", "old.yaml"]).contains("A\u{fffd}[31m"));
    said(&["catalog", "check"]);
    said(&["catalog", "import", &format!("proposals/a{ORDERS}.md")]);
    said(&["check", &named]);
}

#[cfg(feature = "typeset")]
#[test]
fn nor_does_what_is_said_of_pages() {
    let project = project();
    for args in [
        &["render", "--draft", &format!("proposals/a{ORDERS}.md")][..],
        &["build", "--draft"],
        &["build", "--draft", "--report", "concise"],
    ] {
        let run = project.run(args);
        is_calm(&run, args);
        let said = run.out.clone() + &run.err;
        assert!(said.contains("a\u{fffd}[31m"), "{args:?}: {run:?}");
    }
}
