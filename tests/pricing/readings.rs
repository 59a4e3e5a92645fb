//! How single cells, labels, headers and sentences are understood: each line of
//! `readings/*.txt` stands in a note of its own, and beside it in the snapshot
//! stands what it was read as and which rules it raised. `fr`, `en`, `de` and
//! `es` alone in a line begin the texts of a language.

use propose::proposal::pricing::{PriceTable, Reading, Skipped, TableKind};

use super::dump;
use super::reviewed::{Case, reviewed};

/// The texts of a file, each with its language.
fn texts(file: &str) -> Vec<(&str, &str)> {
    let mut language = "";
    let mut out = Vec::new();
    for line in file.lines() {
        if matches!(line, "fr" | "en" | "de" | "es") {
            language = line;
        } else {
            out.push((language, line));
        }
    }
    out
}

/// Reads each text in a note of its own.
fn read(name: &str, file: &str, note: impl Fn(&str) -> String, said: impl Fn(&Case) -> String) {
    let mut out = String::new();
    for (language, text) in texts(file) {
        let case = Case::new(&format!("---\nlang: {language}\n---\n\n{}\n", note(text)), None, None);
        let mut rules: Vec<&str> = case.findings.iter().map(|finding| finding.rule.name).collect();
        rules.retain(|rule| !super::NOT_ABOUT_PRICES.contains(rule));
        let rules = if rules.is_empty() { String::new() } else { format!("  ! {}", rules.join(" ")) };
        out.push_str(&format!("{language} {text}  =>  {}{rules}\n", said(&case)));
    }
    reviewed("", name, &out);
}

fn last_row(table: &PriceTable) -> &propose::proposal::pricing::PriceRow {
    table.rows.last().unwrap()
}

#[test]
fn cells_beside_other_prices() {
    let note =
        |text: &str| format!("| Poste | Prix HT (€) |\n|---|---|\n| A | 1 250 |\n| B | 80 |\n| C | {text} |");
    read("cells", include_str!("readings/cells.txt"), note, |case| {
        let table = &case.parsed.pricing.tables[0];
        match last_row(table).cell(1).map(|cell| &cell.reading) {
            Some(Reading::Text) => "words".to_owned(),
            Some(reading) => dump::reading(reading),
            None => "no cell".to_owned(),
        }
    });
}

#[test]
fn cells_without_a_currency_around() {
    let note = |text: &str| format!("| Poste | Prix |\n|---|---|\n| C | {text} |");
    read("cells-alone", include_str!("readings/cells.txt"), note, |case| {
        let table = &case.parsed.pricing.tables[0];
        let cell = last_row(table).cell(1).unwrap();
        let reading = if matches!(cell.reading, Reading::Text) {
            "words".to_owned()
        } else {
            dump::reading(&cell.reading)
        };
        format!("{:?} {:?} {reading}", table.kind, table.columns[1].role)
    });
}

#[test]
fn labels_of_rows() {
    let note = |text: &str| {
        format!("| Poste | Prix HT |\n|---|---|\n| A | 100 € |\n| B | 200 € |\n| {text} | 300 € |")
    };
    read("labels", include_str!("readings/labels.txt"), note, |case| {
        let table = &case.parsed.pricing.tables[0];
        dump::row(&case.sources, table, last_row(table)).trim().replace('\n', " ")
    });
}

#[test]
fn labels_alone_above_other_rows() {
    let note = |text: &str| {
        format!(
            "| Poste | Prix |\n|---|---|\n| {text} | 300 € |\n| A | 100 € HT |\n| B | 200 € HT |\n| Total HT | 600 € |"
        )
    };
    read("labels-above", include_str!("readings/labels.txt"), note, |case| {
        let table = &case.parsed.pricing.tables[0];
        dump::row(&case.sources, table, &table.rows[0]).trim().replace('\n', " ")
    });
}

#[test]
fn headers_over_prices() {
    let note = |text: &str| {
        format!("| Poste | {text} | Total HT |\n|---|---|---|\n| A | 100 | 200 € |\n| B | 150 | 300 € |")
    };
    read("headers", include_str!("readings/headers.txt"), note, |case| {
        let table = &case.parsed.pricing.tables[0];
        dump::column(table, &table.columns[1])
    });
}

#[test]
fn headers_over_the_only_numbers() {
    let note =
        |text: &str| format!("| Poste | {text} |\n|---|---|\n| A | 100 |\n| B | 150 |\n| Total | 250 |");
    read("headers-alone", include_str!("readings/headers.txt"), note, |case| {
        let table = &case.parsed.pricing.tables[0];
        format!("{:?} {}", table.kind, dump::column(table, &table.columns[1]))
    });
}

#[test]
fn sentences_beside_a_table() {
    let note = |text: &str| {
        format!(
            "{text}\n\n| Prestation | Prix HT |\n|---|---|\n| Audit | 4 000 € |\n| Migration | 8 000 € |\n| Total HT | 12 000 € |"
        )
    };
    read("sentences", include_str!("readings/sentences.txt"), note, |case| {
        let said = dump::pricing(&case.sources, &case.parsed.pricing);
        let own = said.lines().filter(|line| {
            !line.starts_with(' ') && !line.starts_with("mentioned") && !line.starts_with("document")
        });
        let own: Vec<&str> = own.map(|line| line.trim_end_matches(';')).collect();
        own.join("\n    ")
    });
}

#[test]
fn authors_name_the_kind_of_a_table() {
    use TableKind::{Bundle, Comparison, NotPrices, Options, PriceList, Quote, Schedule, Totals};
    let words = [
        ("quote", Quote),
        ("devis", Quote),
        ("list", PriceList),
        ("price-list", PriceList),
        ("grille", PriceList),
        ("options", Options),
        ("comparison", Comparison),
        ("comparatif", Comparison),
        ("variantes", Comparison),
        ("totals", Totals),
        ("totaux", Totals),
        ("schedule", Schedule),
        ("échéancier", Schedule),
        ("bundle", Bundle),
        ("pack", Bundle),
        ("not-prices", NotPrices),
        ("none", NotPrices),
        ("aucun", NotPrices),
        ("hors prix", NotPrices),
    ];
    for (word, kind) in words {
        let table = "| Poste | Prix HT |\n|---|---|\n| A | 100 € |\n| B | 50 € |\n";
        let note = format!("{table}\n%% propose: table {word} %%\n\n{table}");
        let case = Case::new(&note, None, None);
        let tables = &case.parsed.pricing.tables;
        let kinds: Vec<TableKind> = tables.iter().map(|table| table.kind).collect();
        assert_eq!(kinds, [PriceList, kind], "{word}");
        let left_out = (kind == NotPrices).then_some(Skipped::ByAuthor);
        assert_eq!((tables[0].skipped, tables[1].skipped), (None, left_out), "{word}");
        // A table that would be another kind by itself.
        let quote = format!("{table}| Total HT | 150 € |\n");
        let case = Case::new(&format!("{quote}\n%% propose: table {word} %%\n\n{quote}"), None, None);
        let kinds: Vec<TableKind> = case.parsed.pricing.tables.iter().map(|table| table.kind).collect();
        assert_eq!(kinds, [Quote, kind], "{word}");
    }
}
