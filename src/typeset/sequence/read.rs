use super::{Actor, Event, Head, Sequence};

/// The most actors and events that are drawn.
const MAX_ACTORS: usize = 20;
const MAX_EVENTS: usize = 300;

/// Frames, and the words that begin a further part of one.
const FRAMES: &[&str] = &["loop", "alt", "opt", "par", "critical", "break", "rect"];
const PARTS: &[&str] = &["else", "and", "option"];

/// The lines of messages, the longest first.
const ARROWS: &[(&str, bool, bool, Head)] = &[
    ("<<-->>", true, true, Head::Filled),
    ("<<->>", false, true, Head::Filled),
    ("-->>", true, false, Head::Filled),
    ("->>", false, false, Head::Filled),
    ("-->", true, false, Head::None),
    ("--)", true, false, Head::Open),
    ("--x", true, false, Head::Cross),
    ("->", false, false, Head::None),
    ("-)", false, false, Head::Open),
    ("-x", false, false, Head::Cross),
];

/// Reads a diagram; none where a line is not known.
pub(super) fn read(source: &str) -> Option<Sequence> {
    let mut lines = source.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("%%"));
    lines.next().filter(|line| *line == "sequenceDiagram")?;
    let mut sequence = Sequence::default();
    let mut open = 0_usize;
    for line in lines.map(|line| line.trim_end_matches(';').trim_end()) {
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let (key, rest) = (word.trim_end_matches(':').to_lowercase(), rest.trim());
        match key.as_str() {
            "participant" | "actor" if !rest.is_empty() => {
                let (id, label) = rest.split_once(" as ").unwrap_or((rest, rest));
                let at = sequence.actor(id.trim());
                sequence.actors.get_mut(at)?.label = words(label);
            }
            "autonumber" => sequence.numbered = true,
            "title" => sequence.title = Some(words(rest)),
            "acctitle" | "accdescr" => {}
            "note" => {
                let event = sequence.note(rest)?;
                sequence.events.push(event);
            }
            "activate" | "deactivate" if !rest.is_empty() && !rest.contains(':') => {
                let at = sequence.actor(rest);
                let starts = key == "activate";
                sequence.events.push(if starts { Event::Activate(at) } else { Event::Deactivate(at) });
            }
            "end" if rest.is_empty() => {
                open = open.checked_sub(1)?;
                sequence.events.push(Event::Close);
            }
            frame if FRAMES.contains(&frame) && !line.contains("->") => {
                open += 1;
                // What stands behind `rect` is a colour.
                let label = if frame == "rect" { String::new() } else { words(rest) };
                sequence.events.push(Event::Open(frame.to_owned(), label));
            }
            part if PARTS.contains(&part) && open > 0 && !line.contains("->") => {
                sequence.events.push(Event::Part(words(rest)));
            }
            _ => sequence.message(line)?,
        }
        if sequence.actors.len() > MAX_ACTORS || sequence.events.len() > MAX_EVENTS {
            return None;
        }
    }
    (open == 0 && !sequence.actors.is_empty()).then_some(sequence)
}

impl Sequence {
    /// The index of an actor, who may be new.
    fn actor(&mut self, id: &str) -> usize {
        let known = self.actors.iter().position(|actor| actor.id == id);
        known.unwrap_or_else(|| {
            self.actors.push(Actor { id: id.to_owned(), label: words(id) });
            self.actors.len() - 1
        })
    }

    fn note(&mut self, rest: &str) -> Option<Event> {
        let (place, text) = rest.split_once(':')?;
        let text = words(text);
        let place = place.trim();
        let lower = place.to_lowercase();
        let name = |length: usize| place.get(length..).map(str::trim).filter(|name| !name.is_empty());
        if lower.starts_with("left of ") {
            return Some(Event::LeftOf(self.actor(name(8)?), text));
        }
        if lower.starts_with("right of ") {
            return Some(Event::RightOf(self.actor(name(9)?), text));
        }
        let names = lower.starts_with("over ").then(|| name(5)).flatten()?;
        let (first, last) = names.split_once(',').unwrap_or((names, names));
        let (first, last) = (self.actor(first.trim()), self.actor(last.trim()));
        Some(Event::Over(first.min(last), first.max(last), text))
    }

    fn message(&mut self, line: &str) -> Option<()> {
        let (ends, text) = line.split_once(':').unwrap_or((line, ""));
        let (at, (arrow, dashed, both, head)) = (0..ends.len()).find_map(|at| {
            let rest = ends.get(at..)?;
            ARROWS.iter().find(|(arrow, ..)| rest.starts_with(arrow)).map(|arrow| (at, *arrow))
        })?;
        let from = ends.get(..at)?.trim();
        let to = ends.get(at + arrow.len()..)?.trim();
        let (starts, to) = to.strip_prefix('+').map_or((false, to), |to| (true, to.trim()));
        let (stops, to) = to.strip_prefix('-').map_or((false, to), |to| (true, to.trim()));
        if from.is_empty() || to.is_empty() || [from, to].iter().any(|name| name.contains(['<', '>', '='])) {
            return None;
        }
        let (from, to) = (self.actor(from), self.actor(to));
        self.events.push(Event::Message { from, to, text: words(text), dashed, both, head });
        if starts {
            self.events.push(Event::Activate(to));
        }
        if stops {
            self.events.push(Event::Deactivate(from));
        }
        Some(())
    }
}

/// Text with its line breaks.
fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.trim();
    while let Some(at) = rest.find("<br") {
        let (before, tag) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before.trim_end());
        let Some((_, after)) = tag.split_once('>') else {
            out.push_str(tag);
            return out;
        };
        out.push('\n');
        rest = after.trim_start();
    }
    out.push_str(rest);
    out
}
