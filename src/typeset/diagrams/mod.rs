//! Diagrams in Mermaid's language become SVG.
//!
//! The renderer measures ASCII text by a table of its own and any other text
//! with the fonts of the system, so that the same diagram would differ from one
//! machine to the next. It therefore never sees any other character
//! (`stand_ins`). Colours and the font are roles that a template replaces by those of
//! its brand.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use mermaid_rs_renderer::{RenderOptions, Theme, render_with_options};

mod stand_ins;

use stand_ins::StandIns;

use super::pictures::{self, Picture};
use super::sequence;

/// The longest diagram that is drawn, in bytes.
const MAX_LENGTH: usize = 20_000;

/// The most lines of a diagram that is drawn.
const MAX_LINES: usize = 300;

/// What stands for the brand's text family in a diagram.
pub(super) const FAMILY: &str = "Source Sans 3";
/// What stands for the brand's colours.
pub(super) const PRIMARY: &str = "#0f3b4d";
pub(super) const TINT: &str = "#e9f1f4";
pub(super) const INK: &str = "#18222c";
pub(super) const LINE: &str = "#5b6872";
pub(super) const GROUND: &str = "#f4f6f8";

/// Slices of a pie: light enough for text in ink, apart in grey too.
const SLICES: [&str; 12] = [
    "#9fc3cf", "#f0b58d", "#d5e3e8", "#b9cfa9", "#e8d3a2", "#c2b8d6", "#7fb0bf", "#e39c77", "#c7d8dd",
    "#9dbf95", "#d9bd7c", "#a99cc4",
];

/// Lines and branches: dark enough for white text.
const BRANCHES: [&str; 8] = [PRIMARY, "#a3512a", "#4a7d43", "#6f5ba3", "#2b7f98", "#8a6c22", "#8c3f5f", LINE];

/// Draws a diagram; none where it cannot be drawn as it was meant.
pub(super) fn draw(source: &str) -> Option<Picture> {
    if source.len() > MAX_LENGTH || source.lines().count() > MAX_LINES {
        return None;
    }
    if sequence::is_sequence(source) {
        return pictures::read(sequence::svg(source)?.into_bytes()).ok();
    }
    let (ascii, stand_ins) = StandIns::replace(&states_declared(source))?;
    // Written for friendly input: a diagram must not cost the document.
    let svg = catch_unwind(AssertUnwindSafe(|| render_with_options(&ascii, options()))).ok()?.ok()?;
    let mut svg = stand_ins.restore(&svg)?;
    // Text in foreign objects is on no page.
    if svg.contains("<foreignObject") || !(svg.contains("<text") || shows_shapes(&svg)) {
        return None;
    }
    svg.retain(|c| !c.is_control() || matches!(c, '\n' | '\t'));
    pictures::read(svg.into_bytes()).ok()
}

/// A diagram of states in which one that stands alone on its line (`Idle`) is
/// declared in the words that the renderer knows.
fn states_declared(source: &str) -> Cow<'_, str> {
    let first = source.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with("%%"));
    if !first.is_some_and(|line| line.starts_with("stateDiagram")) {
        return Cow::Borrowed(source);
    }
    let declared = |line: &str| {
        let name = line.trim();
        let kind = name.starts_with("stateDiagram");
        let alone = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
        if alone && !kind { format!("state \"{name}\" as {name}\n") } else { format!("{line}\n") }
    };
    Cow::Owned(source.lines().map(declared).collect())
}

/// Whether a drawing without words shows nodes: blank ones, as in a graph.
fn shows_shapes(svg: &str) -> bool {
    let count = |shape: &str| svg.matches(shape).count();
    count("<circle") + count("<ellipse") + count("<polygon") > 0 || count("<rect") > 1
}

fn options() -> RenderOptions {
    let text = |color: &str| color.to_owned();
    let mut options = RenderOptions::modern();
    options.layout.fast_text_metrics = true;
    let map = &mut options.layout.mindmap;
    (map.root_fill, map.root_text) = (Some(text(PRIMARY)), Some(text("#ffffff")));
    map.section_colors = SLICES.map(text).to_vec();
    map.section_line_colors = SLICES.map(text).to_vec();
    map.section_label_colors = SLICES.map(|_| text(INK)).to_vec();
    options.theme = Theme {
        font_family: text(FAMILY),
        primary_color: text(TINT),
        primary_text_color: text(INK),
        primary_border_color: text(PRIMARY),
        line_color: text(LINE),
        secondary_color: text(GROUND),
        tertiary_color: text(GROUND),
        edge_label_background: text("#ffffff"),
        cluster_background: text(GROUND),
        cluster_border: text(LINE),
        background: text("none"),
        sequence_actor_fill: text(TINT),
        sequence_actor_border: text(PRIMARY),
        sequence_actor_line: text(LINE),
        sequence_note_fill: text(GROUND),
        sequence_note_border: text(LINE),
        sequence_activation_fill: text(TINT),
        sequence_activation_border: text(PRIMARY),
        text_color: text(INK),
        git_colors: BRANCHES.map(text),
        git_inv_colors: BRANCHES.map(text),
        git_branch_label_colors: ["#ffffff"; 8].map(text),
        git_commit_label_color: text(INK),
        git_commit_label_background: text(GROUND),
        git_tag_label_color: text(INK),
        git_tag_label_background: text(TINT),
        git_tag_label_border: text(PRIMARY),
        pie_colors: SLICES.map(text),
        pie_section_text_color: text(INK),
        pie_title_text_color: text(INK),
        pie_legend_text_color: text(INK),
        pie_title_text_size: 18.0,
        pie_stroke_color: text("#ffffff"),
        pie_outer_stroke_color: text(LINE),
        ..Theme::modern()
    };
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(source: &str) -> String {
        String::from_utf8(draw(source).unwrap().bytes.to_vec()).unwrap()
    }

    #[test]
    fn labels_are_text_with_their_accents_and_the_same_each_time() {
        let source = "graph LR\n  A[Client] --> B{Décision à prendre}\n  B -->|Oui ✓| C[Contrat signé]\n";
        let drawn = svg(source);
        for label in ["Client", "Décision", "Oui ✓", "signé"] {
            assert!(drawn.contains(label), "{label} in {drawn}");
        }
        assert_eq!(drawn, svg(source));
    }

    #[test]
    fn several_kinds_of_diagrams_are_drawn() {
        for source in [
            "sequenceDiagram\n  Alice->>Bob: Bonjour é\n  Bob-->>Alice: Salut\n",
            "pie title Parts\n  \"A\" : 30\n  \"B\" : 70\n",
            "stateDiagram-v2\n  [*] --> Actif\n  Actif --> [*]\n",
            "stateDiagram-v2\n\t0\n",
            "graph TD\n  A(( ))\n  B(( ))\n\n  A --- B\n",
            "gantt\n  title Planning\n  dateFormat YYYY-MM-DD\n  section A\n  Étude :a1, 2026-01-01, 10d\n",
        ] {
            assert!(draw(source).is_some(), "{source}");
        }
    }

    #[test]
    fn labels_are_drawn_in_every_script() {
        for labels in [
            ["ファイル変更を検出する", "クラウドストレージにアップロード"],
            ["Клиент синхронизации обнаруживает изменение", "Загрузка в облачное хранилище"],
            ["Ο πελάτης συγχρονισμού εντοπίζει αλλαγή", "Μεταφόρτωση στον αποθηκευτικό χώρο"],
        ] {
            let drawn = svg(&format!("graph TD\n  A[{}]\n  B[{}]\n  A --> B\n", labels[0], labels[1]));
            for word in labels.iter().flat_map(|label| label.split(' ')) {
                assert!(drawn.contains(word), "{word} in {drawn}");
            }
        }
    }

    #[test]
    fn what_cannot_be_drawn_is_none() {
        assert_eq!(draw(""), None);
        assert_eq!(draw(&"graph LR\n".repeat(5_000)), None);
    }

    #[test]
    fn a_diagram_is_no_longer_than_it_may_be() {
        let lines = |count: usize| format!("graph LR\n{}", "  A --> B\n".repeat(count - 1));
        assert!(draw(&lines(20)).is_some());
        assert_eq!(draw(&lines(MAX_LINES + 1)), None);
        assert_eq!(draw(&format!("graph LR\n  A[{}]\n", "mot ".repeat(MAX_LENGTH / 4))), None);
    }

    #[test]
    fn control_characters_leave_nothing_in_a_drawing() {
        let drawn = svg("graph LR\n  A[a\u{1}b\u{1b}c\u{7f}\u{9b}] --> B[é]\n");
        assert!(!drawn.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t')), "{drawn:?}");
        assert!(drawn.contains("abc"), "{drawn}");
    }

    #[test]
    fn comments_are_not_drawn() {
        for source in [
            "sequenceDiagram\n  %% secret\n  A->>B: mot\n",
            "graph LR\n  %% secret\n  A[mot]\n",
            "stateDiagram-v2\n  %% secret\n  mot\n",
        ] {
            let drawn = svg(source);
            assert!(drawn.contains("mot") && !drawn.contains("secret"), "{source}: {drawn}");
        }
    }
}
