//! Proposals in the wild, and what is found in them.

mod mini;

use propose::parse::prices::read;
use propose::source::Sources;

#[test]
fn dump() {
    let path = std::env::var("PROPOSAL").unwrap();
    let text = std::fs::read_to_string(path).unwrap();
    let mut sources = Sources::new();
    let proposal = mini::parse("x.md", &text, &mut sources);
    for table in read(&proposal).tables {
        eprintln!(
            "== {:?} {:?} [{}]",
            table.kind,
            table.skipped,
            table
                .columns
                .iter()
                .map(|c| format!(
                    "{}:{:?}:{:?}/{:?}/{:?}",
                    c.heading,
                    c.role,
                    c.context.basis.as_ref().map(|s| s.value),
                    c.context.period.as_ref().map(|s| s.value),
                    c.context.currency.as_ref().map(|s| s.value)
                ))
                .collect::<Vec<_>>()
                .join(" | ")
        );
        if table.is_checked() {
            for row in &table.rows {
                eprintln!(
                    "   {:?} «{}» {}",
                    row.role,
                    row.label,
                    row.cells
                        .iter()
                        .map(|c| match c.reading.price() {
                            Some(p) => format!("{}{}", p.amount, if p.is_firm() { "" } else { "~" }),
                            None => format!("{:?}", c.reading).chars().take(14).collect(),
                        })
                        .collect::<Vec<_>>()
                        .join(" ; ")
                );
            }
        }
    }
}
