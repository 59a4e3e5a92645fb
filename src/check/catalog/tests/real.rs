use super::*;

#[test]
fn dump_named_by_env() {
    let Ok(path) = std::env::var("CATALOG_DUMP") else { return };
    let list = std::env::var("CATALOG_LIST").unwrap_or("assets/catalog.yaml".into());
    let text = std::fs::read_to_string(path).unwrap();
    let case = Case::new(&std::fs::read_to_string(list).unwrap(), &text);
    for finding in case.loaded.findings.iter() {
        println!("CAT {}", finding.message);
    }
    for (line, finding) in case.said().iter().zip(case.found()) {
        println!("{line}\n      help: {:?}\n      {:?}", finding.help, finding.facts);
    }
    println!("{:#?}", case.with_context(coverage));
    for table in &case.pricing.tables {
        println!("{:?} {:?} {:?}", table.kind, table.skipped, table.section.last().map(|c| c.text.clone()));
    }
}

#[test]
fn import_named_by_env() {
    let Ok(path) = std::env::var("CATALOG_IMPORT") else { return };
    let text = std::fs::read_to_string(path).unwrap();
    let case = Case::new(HEAD, &text);
    println!("{}", crate::catalog::import(&case.parsed.proposal, &case.pricing, "offre.md"));
}
