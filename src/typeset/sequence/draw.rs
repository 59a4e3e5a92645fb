use std::fmt::Write as _;

use super::text::{LINE_HEIGHT, Look, count, lines, text, text_width};
use super::{Event, Head, Sequence};
use crate::typeset::diagrams::{GROUND, INK, LINE, PRIMARY, TINT};

/// The least distance between two lifelines. All sizes are in pixels.
const LEAST_GAP: i32 = 120;
/// The distance between an actor's box and the next.
const BETWEEN: i32 = 30;
/// How far a frame reaches beyond the lifelines in it, and beyond a frame in it.
const FRAME: i32 = 26;
const FRAME_WITHIN: i32 = 9;
/// How wide the bar of an active actor is.
const BAR: i32 = 10;

/// A frame that is not closed.
struct Frame {
    kind: String,
    label: String,
    top: i32,
    dividers: Vec<(i32, String)>,
    /// The first and the last actor who take part.
    reach: Option<(usize, usize)>,
    pad: i32,
}

/// The drawing while it grows.
struct Drawing<'a> {
    sequence: &'a Sequence,
    /// Where each lifeline stands.
    xs: Vec<i32>,
    y: i32,
    left: i32,
    right: i32,
    /// What lies behind the lifelines' text: frames.
    back: String,
    front: String,
    bars: String,
    frames: Vec<Frame>,
    active: Vec<Vec<i32>>,
    number: usize,
}

pub(super) fn draw(sequence: &Sequence) -> String {
    let xs = columns(sequence);
    let boxes = sequence.actors.iter().map(|actor| lines(&actor.label).len()).max().unwrap_or(1);
    let box_height = count(boxes) * LINE_HEIGHT + 24;
    let title = sequence.title.as_ref().map_or(0, |title| count(lines(title).len()) * LINE_HEIGHT + 16);
    let mut drawing = Drawing {
        sequence,
        y: title + box_height + 8,
        left: i32::MAX,
        right: i32::MIN,
        back: String::new(),
        front: String::new(),
        bars: String::new(),
        frames: Vec::new(),
        active: sequence.actors.iter().map(|_| Vec::new()).collect(),
        number: 0,
        xs,
    };
    for event in &sequence.events {
        drawing.event(event);
    }
    for actor in 0..sequence.actors.len() {
        drawing.deactivate(actor);
    }
    let foot = drawing.y + 24;
    let mut actors = String::new();
    for (at, actor) in sequence.actors.iter().enumerate() {
        let (x, width) = (drawing.x(at), actor_width(&actor.label));
        let _ = write!(
            actors,
            "<line x1=\"{x}\" y1=\"{}\" x2=\"{x}\" y2=\"{foot}\" stroke=\"{LINE}\" stroke-width=\"1\"/>",
            title + box_height
        );
        for top in [title, foot] {
            let _ = write!(
                actors,
                "<rect x=\"{}\" y=\"{top}\" width=\"{width}\" height=\"{box_height}\" rx=\"4\" fill=\"{TINT}\" stroke=\"{PRIMARY}\"/>",
                x - width / 2
            );
            text(&mut actors, x, top + box_height / 2, &actor.label, "middle", Look::Plain);
        }
        drawing.reach(x - width / 2, x + width / 2);
    }
    let (left, right) = (drawing.left - 4, drawing.right + 4);
    let mut heading = String::new();
    if let Some(words) = &sequence.title {
        text(&mut heading, i32::midpoint(left, right), (title - 16) / 2, words, "middle", Look::Strong);
    }
    let (width, height) = (right - left, foot + box_height + 2);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"{left} -1 {width} {height}\">\
         {heading}{}{actors}{}{}</svg>",
        drawing.back, drawing.bars, drawing.front
    )
}

impl Drawing<'_> {
    fn x(&self, actor: usize) -> i32 {
        self.xs.get(actor).copied().unwrap_or_default()
    }

    fn reach(&mut self, left: i32, right: i32) {
        self.left = self.left.min(left);
        self.right = self.right.max(right);
    }

    /// Takes actors into the frames that are open.
    fn involve(&mut self, first: usize, last: usize) {
        for frame in &mut self.frames {
            let (low, high) = frame.reach.unwrap_or((first, last));
            frame.reach = Some((low.min(first), high.max(last)));
        }
    }

    fn event(&mut self, event: &Event) {
        match event {
            Event::Message { from, to, text, dashed, both, head } => {
                let words = self.numbered(text);
                self.involve(*from.min(to), *from.max(to));
                if from == to {
                    self.own_message(*from, &words, *dashed, *head);
                } else {
                    self.message((*from, *to), &words, *dashed, (*both, *head));
                }
            }
            Event::Over(first, last, words) => {
                let (left, right) = (self.x(*first), self.x(*last));
                let width = (text_width(words) + 24).max(right - left + if first == last { 0 } else { 48 });
                self.involve(*first, *last);
                self.note(i32::midpoint(left, right) - width / 2, width, words);
            }
            Event::LeftOf(actor, words) => {
                let width = text_width(words) + 24;
                self.involve(*actor, *actor);
                self.note(self.x(*actor) - 12 - width, width, words);
            }
            Event::RightOf(actor, words) => {
                let width = text_width(words) + 24;
                self.involve(*actor, *actor);
                self.note(self.x(*actor) + 12, width, words);
            }
            Event::Open(kind, label) => {
                self.y += 16;
                self.frames.push(Frame {
                    kind: kind.clone(),
                    label: label.clone(),
                    top: self.y,
                    dividers: Vec::new(),
                    reach: None,
                    pad: FRAME,
                });
                self.y += if kind == "rect" { 2 } else { 26 };
            }
            Event::Part(label) => {
                self.y += 14;
                let y = self.y;
                if let Some(frame) = self.frames.last_mut() {
                    frame.dividers.push((y, label.clone()));
                }
                self.y += 22;
            }
            Event::Close => self.close(),
            Event::Activate(actor) => {
                let y = self.y;
                if let Some(open) = self.active.get_mut(*actor) {
                    open.push(y);
                }
            }
            Event::Deactivate(actor) => {
                if let Some(top) = self.active.get_mut(*actor).and_then(Vec::pop) {
                    self.bar(*actor, top);
                }
            }
        }
    }

    fn numbered(&mut self, words: &str) -> String {
        self.number += 1;
        if self.sequence.numbered { format!("{}. {words}", self.number) } else { words.to_owned() }
    }

    fn message(&mut self, ends: (usize, usize), words: &str, dashed: bool, (both, head): (bool, Head)) {
        let (from, to) = (self.x(ends.0), self.x(ends.1));
        let height = count(lines(words).len()) * LINE_HEIGHT;
        self.y += 10;
        text(&mut self.front, i32::midpoint(from, to), self.y + height / 2, words, "middle", Look::Apart);
        self.y += height + 6;
        let side = if to > from { 1 } else { -1 };
        self.line(&format!("M{from},{} H{to}", self.y), dashed);
        self.head(to, self.y, side, head);
        if both {
            self.head(from, self.y, -side, head);
        }
        self.y += 6;
    }

    fn own_message(&mut self, actor: usize, words: &str, dashed: bool, head: Head) {
        let x = self.x(actor);
        let height = (count(lines(words).len()) * LINE_HEIGHT).max(24);
        self.y += 14;
        text(&mut self.front, x + 44, self.y + height / 2, words, "start", Look::Apart);
        self.line(&format!("M{x},{} H{} V{} H{x}", self.y, x + 34, self.y + height), dashed);
        self.y += height;
        self.head(x, self.y, -1, head);
        self.reach(x, x + 44 + text_width(words));
        self.y += 6;
    }

    fn line(&mut self, path: &str, dashed: bool) {
        let dashes = if dashed { " stroke-dasharray=\"4 3\"" } else { "" };
        let _ = write!(
            self.front,
            "<path d=\"{path}\" fill=\"none\" stroke=\"{INK}\" stroke-width=\"1.2\"{dashes}/>"
        );
    }

    fn head(&mut self, x: i32, y: i32, side: i32, head: Head) {
        let (back, top, bottom) = (x - 10 * side, y - 5, y + 5);
        let _ = match head {
            Head::None => Ok(()),
            Head::Filled => {
                write!(self.front, "<path d=\"M{x},{y} L{back},{top} L{back},{bottom} Z\" fill=\"{INK}\"/>")
            }
            Head::Open => write!(
                self.front,
                "<path d=\"M{back},{top} L{x},{y} L{back},{bottom}\" fill=\"none\" stroke=\"{INK}\" stroke-width=\"1.2\"/>"
            ),
            Head::Cross => write!(
                self.front,
                "<path d=\"M{back},{top} L{x},{bottom} M{back},{bottom} L{x},{top}\" fill=\"none\" stroke=\"{INK}\" stroke-width=\"1.4\"/>"
            ),
        };
    }

    fn note(&mut self, left: i32, width: i32, words: &str) {
        self.y += 12;
        let height = count(lines(words).len()) * LINE_HEIGHT + 14;
        let _ = write!(
            self.front,
            "<rect x=\"{left}\" y=\"{}\" width=\"{width}\" height=\"{height}\" fill=\"{GROUND}\" stroke=\"{LINE}\"/>",
            self.y
        );
        text(&mut self.front, left + width / 2, self.y + height / 2, words, "middle", Look::Plain);
        self.reach(left, left + width);
        self.y += height + 4;
    }

    fn deactivate(&mut self, actor: usize) {
        while let Some(top) = self.active.get_mut(actor).and_then(Vec::pop) {
            self.bar(actor, top);
        }
    }

    fn bar(&mut self, actor: usize, top: i32) {
        let depth = self.active.get(actor).map_or(0, |open| count(open.len()));
        let x = self.x(actor) - BAR / 2 + depth * 4;
        let _ = write!(
            self.bars,
            "<rect x=\"{x}\" y=\"{top}\" width=\"{BAR}\" height=\"{}\" fill=\"{TINT}\" stroke=\"{PRIMARY}\"/>",
            (self.y - top).max(8)
        );
    }

    fn close(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        self.y += 12;
        let last = self.xs.len().saturating_sub(1);
        let (first, last) = frame.reach.unwrap_or((0, last));
        let (left, mut right) = (self.x(first) - frame.pad, self.x(last) + frame.pad);
        let label = if frame.label.is_empty() { String::new() } else { format!("[{}]", frame.label) };
        let kind = text_width(&frame.kind) + 16;
        right = right.max(left + kind + text_width(&label) + 24);
        for (_, label) in &frame.dividers {
            right = right.max(left + text_width(label) + 24);
        }
        let (width, height) = (right - left, self.y - frame.top);
        let (top, bottom) = (frame.top, self.y);
        if frame.kind == "rect" {
            let _ = write!(
                self.back,
                "<rect class=\"frame\" x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" fill=\"{GROUND}\"/>"
            );
        } else {
            let _ = write!(
                self.back,
                "<rect class=\"frame\" x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" rx=\"3\" fill=\"none\" stroke=\"{LINE}\"/>"
            );
            let _ = write!(
                self.front,
                "<path d=\"M{left},{top} h{kind} v14 l-8,8 H{left} Z\" fill=\"{TINT}\" stroke=\"{LINE}\"/>"
            );
            text(&mut self.front, left + 8, top + 11, &frame.kind, "start", Look::Strong);
            text(&mut self.front, left + kind + 10, top + 12, &label, "start", Look::Apart);
            for (y, label) in &frame.dividers {
                let _ = write!(
                    self.back,
                    "<path d=\"M{left},{y} H{right}\" stroke=\"{LINE}\" stroke-dasharray=\"4 3\"/>"
                );
                if !label.is_empty() {
                    text(&mut self.front, left + 10, y + 13, &format!("[{label}]"), "start", Look::Apart);
                }
            }
        }
        self.reach(left, right);
        if let Some(outer) = self.frames.last_mut() {
            outer.pad = outer.pad.max(frame.pad + FRAME_WITHIN);
        }
        self.y = bottom + 4;
    }
}

/// Where the lifelines stand, so that what is written between them has room.
fn columns(sequence: &Sequence) -> Vec<i32> {
    let widths: Vec<i32> = sequence.actors.iter().map(|actor| actor_width(&actor.label)).collect();
    let mut gaps: Vec<i32> =
        widths.windows(2).map(|pair| (pair.iter().sum::<i32>() / 2 + BETWEEN).max(LEAST_GAP)).collect();
    let mut need = |first: usize, last: usize, room: i32| {
        let between = gaps.get(first..last).unwrap_or_default();
        let missing = room - between.iter().sum::<i32>();
        let each = missing / count(between.len()).max(1) + 1;
        if missing > 0 {
            gaps.iter_mut().take(last).skip(first).for_each(|gap| *gap += each);
        }
    };
    for event in &sequence.events {
        match event {
            Event::Message { from, to, text, .. } if from == to => {
                need(*from, *from + 1, text_width(text) + 64);
            }
            Event::Message { from, to, text, .. } => {
                let number = if sequence.numbered { 26 } else { 0 };
                need(*from.min(to), *from.max(to), text_width(text) + number + 36);
            }
            Event::Over(actor, last, text) if actor == last => {
                let half = text_width(text) / 2 + 32;
                need(*actor, *actor + 1, half);
                if let Some(before) = actor.checked_sub(1) {
                    need(before, *actor, half);
                }
            }
            Event::Over(first, last, text) => need(*first, *last, text_width(text)),
            Event::RightOf(actor, text) => need(*actor, *actor + 1, text_width(text) + 56),
            Event::LeftOf(actor, text) => {
                if let Some(before) = actor.checked_sub(1) {
                    need(before, *actor, text_width(text) + 56);
                }
            }
            _ => {}
        }
    }
    let mut x = 0;
    let mut xs = vec![0];
    for gap in gaps {
        x += gap;
        xs.push(x);
    }
    xs
}

fn actor_width(label: &str) -> i32 {
    (text_width(label) + 32).max(90)
}
