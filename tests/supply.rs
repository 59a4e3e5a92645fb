//! What the program is built from: how many packages, under which licences.
//! After a change of `Cargo.lock`:
//! `cargo test --no-default-features --test main -- --ignored licences_are_written`

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The most packages that `Cargo.lock` may hold, those of other systems and of
/// tests included. Raise it with a reason in the commit: each package is code
/// of somebody else that runs on the machines of clients.
const MAX_PACKAGES: usize = 386;

const LIST: &str = "assets/licenses/packages.txt";

/// Stands between the list and the texts.
const RULER: &str = "------------------------------------------------------------------------";

/// A name and a version, as in `Cargo.lock`.
type Package = (String, String);

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All packages of `Cargo.lock` but this one.
fn locked() -> BTreeSet<Package> {
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let value = |part: &str, key: &str| {
        let line = part.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \""));
        line.unwrap().trim_end_matches('"').to_owned()
    };
    let packages = lock.split("[[package]]").skip(1);
    packages
        .map(|part| (value(part, "name"), value(part, "version")))
        .filter(|(name, _)| name != "propose")
        .collect()
}

#[test]
fn no_package_is_added_unseen() {
    let count = locked().len();
    assert!(
        count <= MAX_PACKAGES,
        "Cargo.lock holds {count} packages, {} more than agreed: see `cargo tree -i NAME` for why, \
         then leave them out or raise MAX_PACKAGES",
        count - MAX_PACKAGES
    );
}

#[test]
fn every_package_has_its_licence_in_the_program() {
    let list = std::fs::read_to_string(root().join(LIST)).unwrap();
    let package = |line: &str| -> Option<Package> {
        let mut words = line.split([' ', ',']).skip(1);
        Some((words.next()?.to_owned(), words.next()?.to_owned()))
    };
    let mut parts = list.split(RULER);
    let lines = parts.next().unwrap().lines().filter(|line| line.starts_with("- "));
    let listed: BTreeSet<_> = lines.filter_map(package).collect();
    let heads = parts.flat_map(|part| part.trim_start().lines().take_while(|line| line.starts_with("* ")));
    let with_text: BTreeSet<_> = heads.filter_map(package).collect();
    let again = "write the list anew: see the head of tests/supply.rs";
    assert_eq!(listed, locked(), "{LIST} is not of this Cargo.lock; {again}");
    assert_eq!(with_text, locked(), "{LIST} has not the text of every licence; {again}");
}

#[test]
fn the_program_prints_the_licences_of_its_fonts_and_packages() {
    let asked = std::process::Command::new(env!("CARGO_BIN_EXE_propose")).arg("licenses").output().unwrap();
    let text = String::from_utf8(asked.stdout).unwrap();
    assert!(asked.status.success());
    for entry in std::fs::read_dir(root().join("assets/fonts")).unwrap() {
        let path = entry.unwrap().path();
        if path.file_name().unwrap().to_string_lossy().starts_with("LICENSE") {
            let licence = std::fs::read_to_string(&path).unwrap();
            assert!(text.contains(licence.trim()), "{}", path.display());
        }
    }
    assert!(text.contains("\n- pulldown-cmark ") && text.contains("The propose developers"));
}

/// Writes the list from the sources of all packages, which cargo fetches.
#[test]
#[ignore = "writes assets/licenses/packages.txt"]
fn licences_are_written() {
    let asked = std::process::Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--format-version", "1"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(asked.status.success(), "{}", String::from_utf8_lossy(&asked.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&asked.stdout).unwrap();
    let mut lines = BTreeSet::new();
    let mut texts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for package in metadata["packages"].as_array().unwrap() {
        let word = |key: &str| package[key].as_str().unwrap_or_default().to_owned();
        if word("name") == "propose" {
            continue;
        }
        let named = format!("{} {}", word("name"), word("version"));
        lines.insert(format!("- {named}, {}", word("license")));
        let folder = PathBuf::from(word("manifest_path")).parent().unwrap().to_path_buf();
        for text in licences(&folder, &word("license"), &package["authors"]) {
            texts.entry(text).or_default().insert(format!("* {named}"));
        }
    }
    let mut out = "The packages that the program is built from, those for its tests and for other\n\
                   systems included, and the licence that each names. The texts follow.\n\n"
        .to_owned();
    for line in &lines {
        writeln!(out, "{line}").unwrap();
    }
    let mut texts: Vec<_> = texts.into_iter().collect();
    texts.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then_with(|| a.1.cmp(&b.1)).then_with(|| a.0.cmp(&b.0)));
    for (text, packages) in texts {
        writeln!(out, "\n{RULER}\n").unwrap();
        for package in &packages {
            writeln!(out, "{package}").unwrap();
        }
        writeln!(out, "\n{text}").unwrap();
    }
    let path = root().join(LIST);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, out).unwrap();
}

/// The texts that a package comes with: that of the MIT licence alone where it
/// may be chosen. The common text stands in for one that is missing.
fn licences(folder: &Path, expression: &str, authors: &serde_json::Value) -> Vec<String> {
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.retain(|path| {
        let name = path.file_name().unwrap().to_string_lossy().to_lowercase();
        let kinds = ["license", "licence", "copying", "unlicense", "notice", "copyright"];
        path.is_file() && kinds.iter().any(|kind| name.starts_with(kind))
    });
    let mit_will_do = !expression.contains("AND") && expression.split([' ', '/']).any(|word| word == "MIT");
    let is_mit = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().to_lowercase().contains("mit");
    if mit_will_do && files.iter().any(is_mit) {
        files.retain(is_mit);
    }
    let mut texts: Vec<String> = files.iter().map(|path| tidy(&std::fs::read(path).unwrap())).collect();
    texts.retain(|text| !text.is_empty());
    if texts.is_empty() {
        let own = |name: &str| std::fs::read(root().join(name)).unwrap();
        texts.push(if mit_will_do {
            let authors: Vec<_> =
                authors.as_array().into_iter().flatten().filter_map(|name| name.as_str()).collect();
            let holders = if authors.is_empty() { "its authors".to_owned() } else { authors.join(", ") };
            let text = tidy(&own("LICENSE-MIT"));
            let holder = text.lines().find(|line| line.starts_with("Copyright")).unwrap();
            text.replace(holder, &format!("Copyright (c) {holders}"))
        } else if expression.contains("Apache-2.0") {
            tidy(&own("LICENSE-APACHE"))
        } else if expression.contains("CC0-1.0") {
            "Dedicated to the public domain: https://creativecommons.org/publicdomain/zero/1.0/".to_owned()
        } else {
            panic!("no text for {expression} in {}", folder.display())
        });
    }
    texts
}

/// A text with plain line ends and nothing behind its lines.
fn tidy(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}
