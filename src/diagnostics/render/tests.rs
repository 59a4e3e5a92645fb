use super::*;
use crate::diagnostics::{Facts, declare_rule};
use crate::source::{FileId, SourceFile, Span, read};

declare_rule! {
    /// A price that is not the
    /// catalog's.
    ///
    /// Wrong: `| Audit | 690 € |`
    WRONG_PRICE = "catalog-price-mismatch", Error
}

declare_rule! {
    /// A date that lies before another.
    LATE = "validity-expired", Warning
}

declare_rule! {
    /// A table that nobody checked.
    UNCHECKED = "table-not-checked", Info
}

struct Case {
    sources: Sources,
    findings: Vec<Diagnostic>,
}

impl Case {
    fn new() -> Self {
        Self { sources: Sources::new(), findings: Vec::new() }
    }

    fn file(&mut self, path: &str, text: &str) -> FileId {
        self.sources.add(SourceFile::new(path, text))
    }

    fn span(&self, file: FileId, text: &str) -> Span {
        let start = self.sources.get(file).text.find(text).unwrap();
        Span::new(file, start..start + text.len())
    }

    fn find(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    fn human(&self) -> String {
        let summary = Summary::of(&self.findings, 1);
        let text = human(&self.findings, &self.sources, &summary, Look::default());
        for line in text.lines() {
            assert!(line::columns(line) <= 80, "{} columns: {line}", line::columns(line));
        }
        text
    }
}

fn price() -> Diagnostic {
    Diagnostic::new(&WRONG_PRICE, "« Audit flash » coûte 720 € au catalogue, et non 690 €")
        .label("catalogue : 720 €")
        .help("le prix d'avant 2025 était de 690 € ; mettez 720 €, ou expliquez l'écart avec `%% propose: allow … %%`")
        .facts(Facts {
            found: Some("690".into()),
            expected: Some("720".into()),
            currency: Some("EUR".into()),
            item: Some("AUD-FLASH".into()),
            relation: None,
        })
}

/// Findings of all kinds: in two files, with and without places, with what must
/// be escaped in each format.
fn mixed() -> Case {
    let mut case = Case::new();
    let offer = case.file(
        "proposals/offre été.md",
        "# Offre\n\n| Prestation  | Prix  |\n| ----------- | ----- |\n| Audit flash | 690 € |\n\nValable jusqu'au 01/03.\n",
    );
    let catalog = case.file("assets/catalog.yaml", "items:\n  - ref: AUD-FLASH\n    amount: 720\n");
    let finding =
        price().at(case.span(offer, "690 €")).related(case.span(catalog, "720"), "prix depuis 2025");
    case.find(finding);
    let finding = Diagnostic::new(&LATE, "validité « 01/03 » : 100 % avant <la> date & \"plus\"\nsuite\u{7}")
        .at(case.span(offer, "01/03"));
    case.find(finding);
    let finding =
        Diagnostic::new(&UNCHECKED, "aucun catalogue dans ce projet, les prix ne sont pas comparés")
            .help("`propose init` en crée un");
    case.find(finding);
    case
}

fn rendered(format: Format) -> String {
    let case = mixed();
    let table = case.findings[1].span.unwrap();
    let summary = Summary {
        prices: Some(Prices { checked: 17, total: 18, by_name: 17, unknown: 1, ..Prices::default() }),
        tables: Tables { checked: 3, others: 1, prices: 18, sums: 3 },
        skipped: vec![Skipped { span: table, reason: "aucune ligne reconnue".into() }],
        left_out: vec![Skipped { span: table, reason: "aucune colonne de prix".into() }],
        notes: vec!["le taux de TVA n'est pas indiqué".into()],
        ..Summary::of(&case.findings, 1)
    };
    format.render(&case.findings, &case.sources, &summary, Look::default())
}

#[test]
fn services_that_show_lines_get_paths_from_the_root_of_the_repository() {
    let base = crate::source::Base::new("/r/docs/offres", Some("/r"));
    let mut case = Case { sources: Sources::in_folder(base), findings: Vec::new() };
    let file = case.file("proposals/a.md", "690 €\n");
    case.find(price().at(case.span(file, "690 €")));
    case.find(Diagnostic::new(&LATE, "sans place"));
    let summary = Summary::of(&case.findings, 1);
    for format in Format::ALL {
        let text = format.render(&case.findings, &case.sources, &summary, Look::default());
        let for_services = matches!(format, Format::Sarif | Format::Github | Format::Gitlab | Format::Junit);
        assert_eq!(text.contains("docs/offres/proposals/a.md"), for_services, "{text}");
        assert!(text.contains("proposals/a.md"), "{text}");
        assert_eq!(text.contains("docs/offres/propose.yaml"), format == Format::Gitlab, "{text}");
    }
}

#[test]
fn formats_are_known_by_name() {
    for format in Format::ALL {
        assert_eq!(format.name().parse(), Ok(format));
    }
    assert_eq!("JSON".parse(), Ok(Format::Json));
    let unknown = "xml".parse::<Format>().unwrap_err().to_string();
    assert_eq!(
        unknown,
        "there is no format `xml`; there are human, concise, json, sarif, github, gitlab, junit"
    );
}

#[test]
fn people_see_source_reason_and_help() {
    insta::assert_snapshot!(rendered(Format::Human));
}

#[test]
fn who_wants_to_know_sees_how_prices_were_read() {
    let case = mixed();
    let span = case.findings[1].span.unwrap();
    let summary = Summary {
        prices: Some(Prices {
            checked: 3,
            total: 4,
            by_alias: 2,
            by_context: 1,
            ambiguous: 1,
            ..Prices::default()
        }),
        tables: Tables { checked: 1, others: 1, prices: 4, sums: 1 },
        left_out: vec![Skipped { span, reason: "no price column".into() }],
        ..Summary::of(&[], 1)
    };
    let look = Look { language: crate::language::Language::English, details: true, ..Look::default() };
    let shown = human(&[], &case.sources, &summary, look);
    assert_eq!(
        shown,
        format!(
            "proposals/offre été.md:7: table not about prices: no price column\n\
             1 price table: 4 prices, 1 total or tax\n\
             recognised: 2 by alias, 1 with the help of headings, 1 between several items\n\
             nothing found in 1 document; 3 of 4 prices checked; 1 table not about prices\n"
        )
    );
}

#[test]
fn counts_are_worded_as_one_or_many() {
    use crate::language::Language::{English, French};
    let line = |prices: Option<(usize, usize)>, read: usize, others: usize, language| {
        let prices = prices.map(|(checked, total)| Prices { checked, total, ..Prices::default() });
        let tables = Tables { checked: 1, others, prices: read, sums: 0 };
        Summary { prices, tables, ..Summary::of(&[], 1) }.lines(language, 200)
    };
    let none = "aucun défaut trouvé dans 1 document";
    assert_eq!(line(Some((1, 1)), 1, 0, French), format!("{none} ; 1 prix vérifié sur 1"));
    assert_eq!(
        line(Some((2, 2)), 2, 2, French),
        format!("{none} ; 2 prix vérifiés sur 2 ; 2 tableaux sans prix")
    );
    assert_eq!(
        line(Some((0, 2)), 2, 1, French),
        format!("{none} ; 0 prix vérifié sur 2 ; 1 tableau sans prix")
    );
    assert_eq!(line(None, 3, 0, French), format!("{none} ; 3 prix lus"));
    assert_eq!(line(None, 0, 4, French), none);
    assert_eq!(
        line(Some((1, 1)), 1, 1, English),
        "nothing found in 1 document; 1 of 1 price checked; 1 table not about prices"
    );
    assert_eq!(line(None, 1, 0, English), "nothing found in 1 document; 1 price read");
}

#[test]
fn a_line_per_finding() {
    insta::assert_snapshot!(rendered(Format::Concise));
}

#[test]
fn json_has_every_key_of_every_finding() {
    insta::assert_snapshot!(rendered(Format::Json));
}

/// A report whose tool may be at home anywhere.
fn anywhere(report: &str) -> String {
    report.replace(env!("CARGO_PKG_REPOSITORY"), "[repository]")
}

#[test]
fn sarif_describes_rules_and_places() {
    insta::assert_snapshot!(anywhere(&rendered(Format::Sarif)));
}

#[test]
fn github_gets_escaped_commands() {
    insta::assert_snapshot!(rendered(Format::Github));
}

#[test]
fn gitlab_gets_a_list_of_issues() {
    insta::assert_snapshot!(rendered(Format::Gitlab));
}

#[test]
fn junit_gets_a_test_case_per_finding() {
    insta::assert_snapshot!(rendered(Format::Junit));
}

#[test]
fn nothing_found_is_said_in_every_format() {
    let summary = Summary {
        prices: Some(Prices { checked: 18, total: 18, ..Prices::default() }),
        ..Summary::of(&[], 2)
    };
    let all: Vec<String> = Format::ALL
        .into_iter()
        .map(|format| {
            let text = format.render(&[], &Sources::new(), &summary, Look::default());
            format!("--- {}\n{text}", format.name())
        })
        .collect();
    insta::assert_snapshot!(anywhere(&all.concat()));
}

#[test]
fn identities_of_findings_survive_moved_lines_and_tell_twins_apart() {
    let twins = |before: &str| {
        let mut case = Case::new();
        let file = case.file("a.md", &format!("{before}| 690 € | 690 € |\n"));
        let first = case.span(file, "690 €");
        let second = Span::new(file, first.range().end + 3..first.range().end + 3 + first.range().len());
        case.find(price().at(first));
        case.find(price().at(second));
        fingerprints(&case.findings, &case.sources)
    };
    assert_eq!(twins(""), twins("# Titre\n\n"));
    let both = twins("");
    assert_ne!(both[0], both[1]);
}

#[test]
fn places_of_a_repaired_file_are_those_on_disk() {
    let (file, _) = read("a.md", "# R√©seau\r\n\r\nLa s√©curit√© co√ªte 690 ‚Ç¨ l‚Äô√©t√©\r\n".as_bytes());
    let mut case = Case::new();
    let id = case.sources.add(file);
    let finding = price().at(case.span(id, "690 €"));
    case.find(finding);
    let summary = Summary::of(&case.findings, 1);
    let concise = concise(&case.findings, &case.sources, &summary);
    assert!(concise.starts_with("a.md:3:22: "), "{concise}");
    let json: serde_json::Value =
        serde_json::from_str(&json(&case.findings, &case.sources, &summary)).unwrap();
    assert_eq!(
        (&json["findings"][0]["column"], &json["findings"][0]["end_column"]),
        (&22.into(), &29.into())
    );
    insta::assert_snapshot!(case.human());
}

#[test]
fn long_lines_are_cut_around_the_place() {
    let mut case = Case::new();
    let row = format!(
        "| **Installation** {:80}| {} | 690 € | {} |",
        "",
        "une description du service qui n'en finit pas et ".repeat(4),
        "et d'autres remarques sans fin, ".repeat(5)
    );
    let paragraph =
        format!("{} Valable jusqu'au 01/03. {}", "Lorem ipsum dolor sit amet. ".repeat(9), "Et. ".repeat(40));
    let file = case.file("a.md", &format!("{row}\n\n{paragraph}\n"));
    let finding = price().at(case.span(file, "690 €"));
    case.find(finding);
    let finding =
        Diagnostic::new(&LATE, "validité antérieure à la date du document, qui est le 15 mars 2026")
            .at(case.span(file, "01/03"))
            .related(case.span(file, "**Installation**"), "du service");
    case.find(finding);
    let start = case.span(file, "Valable").range().start;
    let finding = Diagnostic::new(&LATE, "phrase trop longue")
        .at(Span::new(file, start..start + 150))
        .label("toute la phrase");
    case.find(finding);
    insta::assert_snapshot!(case.human());
}

#[test]
fn a_row_with_two_distant_places_shows_both() {
    let mut case = Case::new();
    let row = format!("| Audit | 3 | {:60} | 230 € | {:60} | 720 € |", "une remarque", "une autre remarque");
    let file = case.file("a.md", &row);
    let finding = Diagnostic::new(&WRONG_PRICE, "3 × 230 € = 690 €, et non 720 €")
        .at(case.span(file, "720 €"))
        .label("690 €")
        .related(case.span(file, "230 €"), "prix unitaire")
        .related(case.span(file, " 3 "), "quantité");
    case.find(finding);
    insta::assert_snapshot!(case.human());
}

#[test]
fn wide_characters_tabs_and_the_end_of_the_file_are_underlined_in_place() {
    let mut case = Case::new();
    let file = case.file("a.md", "提案書 690円 です\n😀 ✓ 690 €\n\tretrait\t690 F\nfin");
    for text in ["690円", "690 €", "690 F", "fin"] {
        let finding = price().at(case.span(file, text));
        case.find(Diagnostic { help: None, ..finding });
    }
    let end = case.sources.get(file).text.len();
    case.find(Diagnostic { help: None, ..price() }.at(Span::new(file, end..end)));
    insta::assert_snapshot!(case.human());
}

#[test]
fn a_place_of_several_lines_is_bracketed() {
    let mut case = Case::new();
    let rows: String = (1..=12).map(|row| ["| ligne ", &row.to_string(), " | 10 € |\n"].concat()).collect();
    let file = case.file("a.md", &format!("Avant\n\n{rows}\nAprès\n"));
    let start = case.span(file, "| ligne 1 |").range().start;
    let end = case.span(file, "\nAprès").range().start;
    case.find(
        Diagnostic::new(&UNCHECKED, "tableau de prix non vérifié")
            .at(Span::new(file, start..end))
            .label("aucune ligne reconnue"),
    );
    let start = case.span(file, "Avant").range().start;
    let end = case.span(file, "| ligne 2").range().start;
    case.find(Diagnostic::new(&LATE, "deux blocs").at(Span::new(file, start..end)));
    insta::assert_snapshot!(case.human());
}

#[test]
fn colours_are_given_when_asked_for() {
    let mut case = mixed();
    case.findings.truncate(1);
    let summary = Summary::of(&case.findings, 1);
    let look = Look { color: true, language: crate::language::Language::English, ..Look::default() };
    let text = human(&case.findings, &case.sources, &summary, look);
    assert!(text.contains("\u{1b}["));
    insta::assert_snapshot!(text.replace('\u{1b}', "␛"));
}

#[test]
fn any_two_places_of_any_text_can_be_shown() {
    for text in ["", "\n", "a\n\n", "é\t漢\n😀\u{200D}x\n\u{301}\u{7}\n\nfin", "a\nb\n"] {
        let mut case = Case::new();
        let file = case.file("a.md", text);
        let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let spans: Vec<Span> = bounds
            .iter()
            .flat_map(|start| bounds.iter().filter(move |end| *end >= start).map(|end| *start..*end))
            .chain([text.len() + 3..text.len() + 9, 0..text.len() + 5])
            .map(|range| Span::new(file, range))
            .collect();
        for first in &spans {
            for second in &spans {
                let finding = price().at(*first).related(*second, "là");
                for width in [1, 80] {
                    let look = Look { width, ..Look::default() };
                    let text =
                        human(std::slice::from_ref(&finding), &case.sources, &Summary::default(), look);
                    assert!(text.contains("a.md:"));
                }
            }
        }
    }
}

#[test]
fn damage_reads_well_and_names_what_lies_on_disk() {
    let text = "---\nlead: Offre compl√®te d'infog√©rance Kubernetes\n---\n\n# Pr√©sentation de l‚Äôoffre\n\n\
        | **S√©curit√©** | RBAC, certificats, contr√¥les | priv√© |\n";
    let (file, facts) = read("offre.md", text.as_bytes());
    let mut case = Case::new();
    let id = case.sources.add(file);
    case.findings = crate::diagnostics::encoding::findings(id, &facts, crate::language::Language::French);
    insta::assert_snapshot!(case.human());
}

#[test]
fn no_format_lets_a_word_of_the_file_steer_a_terminal() {
    let word = "\u{1b}[31m\u{9b}2J\u{7f}\u{202e}";
    let mut case = Case::new();
    let file = case.file(&format!("a{word}.md"), &format!("mot {word}\nautre {word}\n"));
    let (first, second) = (case.span(file, "mot"), case.span(file, "autre"));
    let facts = Facts { found: Some(word.to_owned()), expected: Some(word.to_owned()), ..Facts::default() };
    let finding = Diagnostic::new(&LATE, word).at(first).label(word).help(word).related(second, word);
    case.find(finding.facts(facts));
    let skipped = || vec![Skipped { span: second, reason: word.into() }];
    let summary = Summary {
        skipped: skipped(),
        left_out: skipped(),
        notes: vec![word.into()],
        ..Summary::of(&case.findings, 1)
    };
    let look = Look { details: true, ..Look::default() };
    for format in Format::ALL {
        let report = format.render(&case.findings, &case.sources, &summary, look);
        let order = report.chars().find(|c| steers(*c) && *c != '\n');
        assert_eq!(order, None, "{}: {report:?}", format.name());
    }
}
