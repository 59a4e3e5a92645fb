//! What an author hides never reaches a client: not the pages, not the bytes of
//! the PDF.

use std::path::Path;

use propose::parse;
use propose::source::{SourceFile, Sources};
use propose::typeset::{Format, Pictures, Standard, lower};
use propose::workspace::{self, RenderOptions};

use crate::attack::vault::MemoryVault;

/// Stands for what must not be seen.
const SECRET: &str = "margesecrete";

/// Stands for what must be seen.
const WORD: &str = "motvisible";

/// Places that Obsidian does not show, `S` for the secret and `V` for a word
/// that is shown.
const HIDDEN: &[&str] = &[
    "%%S%% V",
    "V %%S%%",
    "V%%S%%V",
    "V %%S%% V %%S%%",
    "%%\nS\n\n# S\n\n- S\n\n```\nS\n```\n%%\n\nV",
    "V\n%%S%%\nV",
    "%% `S` ``` S %%\n\nV",
    "- V %%S%%\n- V",
    "- V\n  %%S%%\n- V",
    "- V\n\n  %%\n  S\n\n  S\n  %%\n\n- V",
    "1. V\n   - V %%S%%\n     %%\n     S\n     %%\n2. V",
    "- [ ] V %%S%%\n- [x] %%S%% V",
    "> V %%S%%\n> %%\n> S\n>\n> S\n> %%\n> V",
    "> [!note] V %%S%%\n> V %%S%%\n>\n> %%\n> S\n> %%\n> V",
    "> [!note|S] V\n> V",
    "> [!note]- %%S%%\n> V",
    "> [!note] V\n> > [!tip] %%S%% V\n> > %%S%%\n> > V",
    "| V %%S%% | b |\n|---|---|\n| %%S%% | V <!-- S --> |\n| V | %%S%% V |",
    "# V %%S%%",
    "## %%S%% V <!-- S -->",
    "V %%S%%\n===",
    "<!-- S -->\n\nV",
    "V <!-- S --> V",
    "V <!-- S\nS --> V",
    "<!--\nS\n\nS\n-->\n\nV",
    "- V <!-- S -->\n- <!-- S\n\nS -->\n- V",
    "> V <!-- S -->\n> <!-- S\n>\n> S -->\n> V",
    "<div>V <!-- S --> V</div>",
    "<table><tr><td>V<!-- S --></td></tr></table>",
    "**V %%S%% V** *V %%S%%* ==V %%S%%== ~~%%S%% V~~",
    "[V %%S%%](https://exemple.fr) [[Note|V %%S%%]]",
    "[[S|V]] [[dossier/S#S|V]] [V](S.md) [V](S/S.md#S)",
    "[V](obsidian://open?vault=S) [V](file:///home/S/x) [V](javascript:S)",
    "[V](https://exemple.fr \"S\")",
    "![[logo.png|%%S%%]] V",
    "V[^1]\n\n[^1]: V %%S%%\n",
    "V^[V %%S%%]",
    "V\n\n[^jamais]: S\n",
    "V\n\n[//]: # (S)\n\n[comment]: <> (S)\n\n[S]: https://S.fr \"S\"\n",
    "<span title=\"S\" data-note=\"S\" class=\"S\">V</span>",
    "<span hidden>S</span> V <span style=\"display:none\">S</span>",
    "<div hidden>S</div>\n\nV",
    "<div style=\"display: none\">\nS\n</div>\n\nV",
    "<p style=\"visibility:hidden\">S</p>\n\nV",
    "<script>S</script>\n\nV <style>S</style>",
    "<template>S</template>\n\nV",
    "```dataview\nS\n```\n\nV",
    "```js S\nV\n```",
    "```js {S} title=\"S\"\nV\n```",
    "V ^S\n\n[[#^S|V]]",
    "- V ^S\n\nV [[#^S|V]]",
    "<a id=\"S\"></a>V [V](#S)",
    "![[avec]]",
    "![[avec#V]]",
    "![[avec#^bloc]]",
    "%%S%%\n```\nV\n```\n%%S%%",
    "```\nV\n```\n<!-- S -->\n~~~\nV\n~~~\n%%\nS\n%%",
    "- V\n\n<!-- S -->\n\n    V",
    "V\n<!-- S\n\nS -->\nV",
    "<!--\n> S\n\n- S\n-->\n> V",
    "> <!-- S\n> S -->\n> V",
    "> > %%\n> > S\n> >\n> > S\n> > %%\n> > V",
    "> [!note]- <!-- S --> V\n> <!-- S --> V",
    "> [!note] V <!-- S -->\n> | V %%S%% |\n> |---|\n> | <!-- S --> V |",
    "| V | V |\n|---|---|\n| `V` %%S%% `V` | <!-- S --> V |",
    "- | V %%S%% |\n  |---|\n  | V <!-- S --> |",
    "V\n%%S%%\n===",
    "## V <!-- S --> V ^S",
    "V[^1]\n\n[^1]: V <!-- S -->\n    %%S%%\n\n    V\n",
    "V ^[V %%S%% <!-- S -->]",
    "[V <!-- S -->](https://exemple.fr) [V](https://exemple.fr 'S')",
    "![V %%S%%](logo.png) ![V <!-- S -->](logo.png) V",
    "![[logo.png|V %%S%%|50]] V",
    "<table>\n\n<tr>\n\n<td>V <!-- S --></td>\n\n</tr>\n\n</table>",
    "<ul><li hidden>S</li><li>V</li></ul>",
    "<table><tr><td style=\"display:none\">S</td><td>V</td></tr></table>",
    "<details><summary>V <!-- S --></summary>V %%S%%</details>",
    "**V:** $$\\begin{align}\nV % S\n\n&= V\n\\end{align}$$ V",
    "$$\nV % S\n\nV\n$$\n---\nV",
    "$V$ %%S%% $V$ V",
    "| ![[avec]] |\n|---|\n| V |",
    "> [!note] V\n> ![[avec]]",
    "- ![[avec]]\n- ![[avec#Autre]] V",
    "## V %%S%%\n\n[[#V]] [[#V|V %%S%%]]",
    "```mermaid\ngraph TD\n%% S\nV --> V\n```",
    "```mermaid\nsequenceDiagram\n%% S\nV->>V: V\n```",
    "$$\nV % S\n$$",
    "V\n\n%% S",
    "V\n\n<!-- S",
    "> V\n> %% S\n\nS",
    "- V\n- %% S",
    "| V | V |\n|---|---|\n| V | V |\n\n%% S",
];

/// Notes that are embedded; `S` and `V` as above.
const EMBEDDED: &str =
    "---\nmarge: S\n---\n%%S%%\n\n# V %%S%%\n\nV %%S%% <!-- S --> ^bloc\n\n# Autre\n\nV\n\n%% S\n\nS";

fn filled(text: &str) -> String {
    text.replace('S', SECRET).replace('V', WORD)
}

struct Vault(MemoryVault);

impl parse::Vault for Vault {
    fn resolve(&self, target: &str, from: &str) -> parse::Resolution {
        if target == "avec" {
            parse::Resolution::Found("avec.md".into())
        } else {
            self.0.resolve(target, from)
        }
    }

    fn note(&self, path: &str) -> Option<SourceFile> {
        (path == "avec.md").then(|| SourceFile::new(path, filled(EMBEDDED)))
    }

    fn strict_line_breaks(&self) -> bool {
        false
    }
}

/// The generated code of a note: what is not in it cannot be on a page.
fn code(text: &str) -> String {
    let vault = Vault(MemoryVault::new());
    let mut sources = Sources::new();
    let file = sources.add(SourceFile::new("proposals/note.md", text));
    let proposal = parse::parse(&mut sources, file, &vault).proposal;
    lower(&proposal, &Pictures::of(&proposal, &vault.0)).code
}

#[test]
fn hidden_places_leave_no_trace_and_what_stands_beside_them_stays() {
    let mut wrong = Vec::new();
    for hidden in HIDDEN {
        let text = filled(hidden);
        let quoted: String = text.split_inclusive('\n').flat_map(|line| ["> ", line]).collect();
        let called = format!("> [!note] Titre\n{quoted}");
        let listed: String = text.split_inclusive('\n').flat_map(|line| ["  ", line]).collect();
        let listed = format!("- a\n\n{listed}");
        for (place, text) in
            [("alone", &text), ("quoted", &quoted), ("in a callout", &called), ("in a list", &listed)]
        {
            let code = code(text);
            if code.contains(SECRET) {
                wrong.push(format!("seen, {place}: {text:?}"));
            }
            // A formula or an image may be all that there is.
            let words = hidden.matches('V').count();
            if words > 0 && !code.contains(WORD) {
                wrong.push(format!("lost, {place}: {text:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn hidden_properties_leave_no_trace() {
    let text = filled(
        "---\ntitle: V\nclient: V\nmarge: S\ncout interne: 12 S\n# S\ntags: [client/S]\naliases: S\ncssclasses: S\n\
         interne:\n  note: S\nliste:\n  - S\ntitre court: 'S'\n---\nV\n",
    );
    let code = code(&text);
    assert!(!code.contains(SECRET), "{code}");
    assert!(code.contains(WORD));
}

#[test]
fn comments_in_printed_properties_leave_no_trace() {
    let text = filled(
        "---\ntitle: V %%S%%\nclient: \"V <!-- S -->\"\nsubject: \"%%S%% V\"\nkeywords: [\"%%S%%\"]\n---\nV\n",
    );
    let code = code(&text);
    assert!(!code.contains(SECRET), "{code}");
    assert!(code.contains(WORD));
}

/// All bytes of a file: as they are, with its streams unpacked, and the images
/// within SVG pages.
fn unpacked(pdf: &[u8]) -> Vec<u8> {
    let mut all = crate::support::pdf::unpacked(pdf);
    let text = String::from_utf8_lossy(pdf);
    for part in text.split("base64,").skip(1) {
        all.extend(base64(part));
    }
    all
}

/// Reads Base64 as far as it goes.
fn base64(text: &str) -> Vec<u8> {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits: Vec<u32> = text
        .bytes()
        .map_while(|byte| alphabet.iter().position(|known| *known == byte))
        .map(|digit| u32::try_from(digit).unwrap())
        .collect();
    let group = |group: &[u32]| group.iter().fold(0, |bits, digit| bits << 6 | digit).to_be_bytes();
    digits.chunks_exact(4).flat_map(|digits| group(digits)[1..].to_vec()).collect()
}

/// Whether bytes hold a text: as it is, as UTF-16, or in hexadecimal digits.
fn holds(bytes: &[u8], text: &str) -> bool {
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02X}")).collect::<String>().into_bytes();
    let forms = [text.as_bytes().to_vec(), hex(text.as_bytes()), hex(&utf16), utf16];
    let lower = bytes.to_ascii_lowercase();
    forms.iter().any(|form| {
        let form = form.to_ascii_lowercase();
        lower.windows(form.len()).any(|window| window == form)
    })
}

/// A JPEG of one pixel with what cameras and programs write into it.
fn photograph() -> Vec<u8> {
    let mut plain = Vec::new();
    image::codecs::jpeg::JpegEncoder::new(&mut plain)
        .encode(&[90; 48], 4, 4, image::ExtendedColorType::Rgb8)
        .unwrap();
    let mut bytes = plain[..2].to_vec();
    let mut segment = |marker: u8, content: &[u8]| {
        bytes.extend([0xff, marker]);
        bytes.extend(u16::try_from(content.len() + 2).unwrap().to_be_bytes());
        bytes.extend(content);
    };
    segment(0xe1, format!("Exif\0\0MM\0*\0\0\0\x08\0\0{SECRET}").as_bytes());
    segment(0xe1, format!("http://ns.adobe.com/xap/1.0/\0<x>{SECRET}</x>").as_bytes());
    segment(0xed, format!("Photoshop 3.0\0{SECRET}").as_bytes());
    segment(0xfe, SECRET.as_bytes());
    bytes.extend(&plain[2..]);
    bytes
}

/// A PNG of one pixel with a text.
fn picture() -> Vec<u8> {
    let png = crate::attack::vault::PNG;
    let content = format!("Author\0{SECRET}");
    let mut chunk = b"tEXt".to_vec();
    chunk.extend(content.as_bytes());
    let mut crc = flate2::Crc::new();
    crc.update(&chunk);
    let mut bytes = png[..33].to_vec();
    bytes.extend(u32::try_from(content.len()).unwrap().to_be_bytes());
    bytes.extend(&chunk);
    bytes.extend(crc.sum().to_be_bytes());
    bytes.extend(&png[33..]);
    bytes
}

pub(crate) fn put(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::io::Write::write_all(&mut std::fs::File::create(path).unwrap(), bytes.as_ref()).unwrap();
}

#[test]
fn no_byte_of_the_file_tells_what_is_hidden() {
    let folder = tempfile::Builder::new().prefix(SECRET).tempdir().unwrap();
    let root = folder.path();
    put(root, "propose.yaml", "");
    put(root, &format!("images/{SECRET}/photo.jpg"), photograph());
    put(root, &format!("images/{SECRET}/image.png"), picture());
    put(
        root,
        &format!("{SECRET}.svg"),
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><!-- {SECRET} --><title>{SECRET}</title>\
         <metadata>{SECRET}</metadata><desc>{SECRET}</desc><rect width='9' height='9'/></svg>"
        ),
    );
    put(root, "avec.md", filled(EMBEDDED));
    let mut note = filled(
        "---\ntitle: V\ndate: 2026-03-14\nmarge: S\ntags: [S]\nattach: prices\n---\n# V\n\n\
         | Prestation %%S%% | Prix HT <!-- S --> |\n|---|---|\n| V %%S%% | 100 € <!-- S --> |\n\n![[photo.jpg]]\n\n![[image.png]]\n\n![[S.svg]]\n\n\
         ![[S.svg|V]]\n\n",
    );
    for hidden in HIDDEN {
        // What is open to the end would hide what follows.
        if !hidden.contains("%% S\n") && !hidden.ends_with(" S") && !hidden.ends_with("\nS") {
            note.push_str(&filled(hidden));
            note.push_str("\n\n");
        }
    }
    put(root, &format!("proposals/{SECRET}.md"), &note);
    for (format, standard) in [
        (Some(Format::Pdf), Standard::Best),
        (Some(Format::Pdf), Standard::Plain),
        (Some(Format::Svg), Standard::Plain),
        (Some(Format::Png), Standard::Plain),
        // A folder for plain Typst.
        (None, Standard::Plain),
    ] {
        let options = RenderOptions {
            format,
            draft: true,
            template: None,
            standard,
            ppi: 72,
            pages: Vec::new(),
            machine_fonts: false,
            timestamp: None,
        };
        let note = root.join(format!("proposals/{SECRET}.md"));
        let rendered = workspace::render(&note, &options, |_| false).unwrap();
        assert!(!rendered.artifacts.is_empty(), "{:#?}", rendered.report.findings);
        for made in &rendered.artifacts {
            let all = unpacked(&made.bytes);
            if format == Some(Format::Pdf) {
                assert!(holds(&all, WORD), "the search finds what is there");
                assert!(holds(&all, "\"amount\""), "the prices are attached");
            }
            assert!(!holds(made.suffix.as_bytes(), SECRET), "{}", made.suffix);
            if let Some(at) = all.windows(SECRET.len()).position(|window| window == SECRET.as_bytes()) {
                let around = &all[at.saturating_sub(120)..(at + 60).min(all.len())];
                panic!("{format:?}: {}", String::from_utf8_lossy(around));
            }
            assert!(!holds(&all, SECRET), "{format:?}");
            for name in ["/home/", "/root/", "/tmp/"] {
                assert!(!holds(&all, name), "{format:?} {name}");
            }
        }
    }
}

#[test]
fn what_a_hidden_element_does_not_hide_stops_the_client_copy() {
    let vault = MemoryVault::new();
    let mut sources = Sources::new();
    let file = sources.add(SourceFile::new("a.md", "<div hidden>\n\nmarge\n\n</div>\n"));
    let parsed = parse::parse(&mut sources, file, &vault);
    let rules: Vec<_> = parsed.findings.iter().map(|finding| finding.rule.name).collect();
    assert_eq!(rules, ["html-shows-hidden"]);
}
