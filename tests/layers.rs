//! Holds `src/` to the layers of `ARCHITECTURE.md`: arrows only point down, and
//! an outside crate is named by one module only.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Module, layer, modules of the same or a lower layer that it may import
/// beside all lower ones, outside crates that only it names.
const LAYERS: &[(&str, u8, &[&str])] = &[
    ("beside", 0, &[]),
    ("language", 0, &[]),
    ("source", 0, &["encoding_rs"]),
    ("money", 0, &["rust_decimal"]),
    ("diagnostics", 1, &["annotate_snippets"]),
    ("yaml", 2, &["serde_yaml", "saphyr_parser"]),
    ("proposal", 2, &[]),
    ("settings", 3, &[]),
    ("parse", 4, &["pulldown_cmark"]),
    ("catalog", 4, &[]),
    ("check", 5, &[]),
    (
        "typeset",
        5,
        &[
            "typst",
            "typst_kit",
            "typst_layout",
            "typst_pdf",
            "typst_render",
            "typst_svg",
            "comemo",
            "mermaid_rs_renderer",
            "hayro_svg",
            "typst_assets",
            "image",
            "flate2",
            "zune_bmp",
        ],
    ),
    ("workspace", 6, &["fontdb", "ignore", "rayon", "notify", "httparse", "siphasher", "tempfile"]),
    ("cli", 7, &["clap"]),
];

/// Modules of one layer that may see each other.
const SAME_LAYER: &[(&str, &str)] = &[("money", "language")];

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The words after `crate::` and the crates named before `::` in a text,
/// comments left out.
fn names(text: &str) -> (Vec<String>, Vec<String>) {
    let (mut modules, mut crates) = (Vec::new(), Vec::new());
    for line in text.lines() {
        let code = line.split("//").next().unwrap_or_default();
        for (at, _) in code.match_indices("crate::") {
            let rest = &code[at + "crate::".len()..];
            let word: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let group = rest.strip_prefix('{').map(|group| group.split('}').next().unwrap_or_default());
            match group {
                Some(group) => modules.extend(
                    group
                        .split(',')
                        .map(|part| part.trim().split("::").next().unwrap_or_default().to_owned()),
                ),
                None => modules.push(word),
            }
        }
        let words = code.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'));
        crates.extend(words.filter_map(|word| Some(word.split_once("::")?.0.to_owned())));
        if let Some(name) = code.trim().strip_prefix("use ") {
            crates.push(name.split([':', ';', ' ']).next().unwrap_or_default().to_owned());
        }
    }
    (modules, crates)
}

#[test]
fn modules_import_only_lower_layers() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let layer: BTreeMap<&str, u8> = LAYERS.iter().map(|(name, layer, _)| (*name, *layer)).collect();
    let mut files = Vec::new();
    rust_files(&root, &mut files);
    let mut wrong = Vec::new();
    for file in files {
        let relative = file.strip_prefix(&root).unwrap();
        let first = relative.components().next().unwrap().as_os_str().to_str().unwrap();
        let module = first.trim_end_matches(".rs");
        if matches!(module, "lib" | "main") {
            continue;
        }
        let Some(&own) = layer.get(module) else {
            wrong.push(format!("{}: `{module}` stands in no layer", relative.display()));
            continue;
        };
        let (modules, crates) = names(&std::fs::read_to_string(&file).unwrap());
        for name in modules {
            let allowed = name == module
                || layer.get(name.as_str()).is_none_or(|other| *other < own)
                || SAME_LAYER.contains(&(module, name.as_str()));
            if !allowed {
                wrong.push(format!("{}: `{module}` may not import `{name}`", relative.display()));
            }
        }
        for (owner, _, owned) in LAYERS {
            if *owner != module {
                for name in crates.iter().filter(|name| owned.contains(&name.as_str())) {
                    wrong.push(format!("{}: only `{owner}` may name `{name}`", relative.display()));
                }
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nobody_but_the_command_line_prints() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&root, &mut files);
    for file in files {
        let relative = file.strip_prefix(&root).unwrap();
        if relative.starts_with("cli") || relative.starts_with("cli.rs") || relative.starts_with("main.rs") {
            continue;
        }
        let text = std::fs::read_to_string(&file).unwrap();
        for word in ["println!", "print!(", "eprint!", "eprintln!", "stdout()", "stderr()"] {
            assert!(!text.contains(word), "{} prints with `{word}`", relative.display());
        }
    }
}

#[test]
fn every_test_file_is_a_module_of_the_one_binary() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let main = std::fs::read_to_string(tests.join("main.rs")).unwrap();
    for entry in std::fs::read_dir(&tests).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if let Some(module) = name.strip_suffix(".rs").filter(|module| *module != "main") {
            assert!(main.contains(&format!("mod {module};")), "tests/{name} is not in tests/main.rs");
        }
    }
}
