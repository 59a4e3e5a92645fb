//! Sequence diagrams in Mermaid's language, drawn here: who says what to whom,
//! in which order, and in which frames (`loop`, `alt`, …), is what a contract may
//! rest on.

mod draw;
mod read;
mod text;

/// Draws a sequence diagram as SVG; none where it holds something that is not
/// known.
pub(super) fn svg(source: &str) -> Option<String> {
    read::read(source).map(|sequence| draw::draw(&sequence))
}

/// Whether a diagram is one.
pub(super) fn is_sequence(source: &str) -> bool {
    source
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty() && !line.starts_with("%%"))
        .is_some_and(|line| line == "sequenceDiagram")
}

/// A sequence diagram.
#[derive(Debug, Default, PartialEq, Eq)]
struct Sequence {
    title: Option<String>,
    actors: Vec<Actor>,
    events: Vec<Event>,
    numbered: bool,
}

/// Somebody who takes part.
#[derive(Debug, PartialEq, Eq)]
struct Actor {
    id: String,
    label: String,
}

/// What happens, from top to bottom; actors are indices.
#[derive(Debug, PartialEq, Eq)]
enum Event {
    Message {
        from: usize,
        to: usize,
        text: String,
        dashed: bool,
        both: bool,
        head: Head,
    },
    /// A note over one actor or from one to another.
    Over(usize, usize, String),
    LeftOf(usize, String),
    RightOf(usize, String),
    /// A frame: its kind and its label.
    Open(String, String),
    /// A further part of the innermost frame.
    Part(String),
    Close,
    Activate(usize),
    Deactivate(usize),
}

/// The end of a message's line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Head {
    None,
    Filled,
    Open,
    Cross,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_read_in_order() {
        let read = read::read(
            "sequenceDiagram\n  autonumber\n  participant C as Client fictif\n  C->>+A: Commande : 500 €\n  \
             loop Chaque semaine\n    A-->>-C: Point\n  end\n  Note over C,A: Fin<br/>ici\n",
        )
        .unwrap();
        assert!(read.numbered);
        assert_eq!(read.actors[0].label, "Client fictif");
        assert_eq!(read.actors[1], Actor { id: "A".into(), label: "A".into() });
        assert_eq!(
            read.events,
            [
                Event::Message {
                    from: 0,
                    to: 1,
                    text: "Commande : 500 €".into(),
                    dashed: false,
                    both: false,
                    head: Head::Filled
                },
                Event::Activate(1),
                Event::Open("loop".into(), "Chaque semaine".into()),
                Event::Message {
                    from: 1,
                    to: 0,
                    text: "Point".into(),
                    dashed: true,
                    both: false,
                    head: Head::Filled
                },
                Event::Deactivate(1),
                Event::Close,
                Event::Over(0, 1, "Fin\nici".into()),
            ]
        );
    }

    #[test]
    fn a_frame_encloses_what_stands_in_it_and_nothing_else() {
        let svg =
            svg("sequenceDiagram\nA->>B: avant\nloop tant que\nB->>A: dedans\nend\nA->>B: après\n").unwrap();
        let y = |text: &str| -> i32 {
            let (before, _) = svg.split_once(&format!(">{text}<")).unwrap();
            let (_, tag) = before.rsplit_once("<text").unwrap();
            tag.split("y=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
        };
        let frame = svg.split("<rect class=\"frame\"").nth(1).unwrap();
        let number = |name: &str| -> i32 {
            frame.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
        };
        let (top, bottom) = (number(" y"), number(" y") + number("height"));
        assert!(
            y("avant") < top && top < y("dedans") && y("dedans") < bottom && bottom < y("après"),
            "{svg}"
        );
    }

    #[test]
    fn what_is_not_known_is_not_drawn() {
        for source in
            ["graph LR\nA-->B", "sequenceDiagram\nA=>B: x", "sequenceDiagram\nend", "sequenceDiagram\nloop x"]
        {
            assert_eq!(svg(source), None, "{source}");
        }
        assert!(svg("sequenceDiagram\nA->>A: <b>&\"\n").unwrap().contains("&lt;b&gt;&amp;&quot;"));
    }

    #[test]
    fn a_diagram_has_no_more_parts_than_can_be_drawn() {
        let actors = |count: usize| (0..count).map(|at| format!("participant A{at}\n")).collect::<String>();
        let of = |lines: &str| read::read(&format!("sequenceDiagram\n{lines}"));
        assert!(of(&actors(20)).is_some() && of(&actors(21)).is_none());
        assert!(of(&"A->>B: x\n".repeat(300)).is_some() && of(&"A->>B: x\n".repeat(301)).is_none());
    }
}
