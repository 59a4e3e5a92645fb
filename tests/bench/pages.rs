//! How long each step takes on the way from text to a PDF: `cargo bench --bench
//! pages`. Each run begins as a fresh process would, with nothing remembered.

#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use divan::Bencher;
use propose::parse::{self, NoVault, Parsed};
use propose::settings::Brand;
use propose::source::{SourceFile, Sources};
use propose::typeset::{
    Compiled, Format, Job, NoFiles, Options, Pictures, Typesetter, export, forget, lower,
};

const YAS: &str = include_str!("../../proposals/yas.md");
const OFFER: &str = include_str!("../../proposals/offre-infogerance-kubernetes.md");

/// What is measured: our own two proposals, and the longer one so many times.
const TEXTS: &[&str] = &["yas", "offer", "offer × 3", "offer × 9"];

fn text(name: &str) -> String {
    let times: usize = match name {
        "yas" => return YAS.to_owned(),
        "offer" => return OFFER.to_owned(),
        name => name.trim_start_matches("offer × ").parse().unwrap(),
    };
    let (front, body) = OFFER.strip_prefix("---\n").unwrap().split_once("\n---\n").unwrap();
    let parts: String = (0..times).map(|part| format!("\n\n# Partie {part}\n\n{body}")).collect();
    format!("---\n{front}\n---\n{parts}")
}

fn read(text: &str) -> (Sources, Parsed) {
    let mut sources = Sources::new();
    let file = sources.add(SourceFile::new("proposal.md", text));
    let parsed = parse::parse(&mut sources, file, &NoVault);
    (sources, parsed)
}

fn compile(typesetter: &Typesetter, sources: &mut Sources, parsed: &Parsed) -> Compiled {
    let job = Job {
        proposal: &parsed.proposal,
        brand: &Brand::default(),
        template: None,
        files: &NoFiles,
        draft: false,
    };
    let compiled = typesetter.compile(&job, sources);
    assert!(compiled.document.is_some(), "pages that failed are set fast");
    compiled
}

#[divan::bench(args = TEXTS)]
fn a_parse(bencher: Bencher<'_, '_>, name: &str) {
    let text = text(name);
    bencher.bench_local(|| read(divan::black_box(&text)));
}

#[divan::bench(args = TEXTS)]
fn b_lower(bencher: Bencher<'_, '_>, name: &str) {
    let (_, parsed) = read(&text(name));
    let pictures = Pictures::of(&parsed.proposal, &NoFiles);
    bencher.bench_local(|| lower(divan::black_box(&parsed.proposal), &pictures));
}

#[divan::bench(args = TEXTS, sample_count = 20)]
fn c_compile(bencher: Bencher<'_, '_>, name: &str) {
    let (mut sources, parsed) = read(&text(name));
    bencher
        .with_inputs(|| {
            forget(0);
            Typesetter::new(&[])
        })
        .bench_local_values(|typesetter| compile(&typesetter, &mut sources, &parsed));
}

#[divan::bench(args = TEXTS, sample_count = 20)]
fn d_export(bencher: Bencher<'_, '_>, name: &str) {
    let (mut sources, parsed) = read(&text(name));
    let document = compile(&Typesetter::new(&[]), &mut sources, &parsed).document.unwrap();
    bencher.with_inputs(|| forget(0)).bench_local_values(|()| {
        export(divan::black_box(&document), Format::Pdf, &Options::default()).unwrap()
    });
}

fn main() {
    divan::main();
}
