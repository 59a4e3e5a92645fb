//! How the last pages of a document end: whether a form or a closer setting that
//! was not tried yet could save a page.

use typst::layout::{Abs, Frame, FrameItem};
use typst_layout::PagedDocument;

/// A last page with up to this many lines looks like an accident.
const STUB: usize = 6;

/// In a document of up to this many pages the last one is also saved where it is
/// filled to a half only: a quote whose place to sign went to a page of its own,
/// with the few lines above it.
const FEW_PAGES: usize = 3;
const HALF: f64 = 0.5;

/// The parts of a page's height at which headers end and footers begin.
const HEADER: f64 = 0.09;
const FOOTER: f64 = 0.92;

/// What closer setting gains at most, as a part of each page that is set closer.
const GAIN: f64 = 0.15;

/// The end of a document of several pages.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ending {
    pages: usize,
    /// How many lines the last page holds.
    lines: usize,
    /// How far down the last page is filled, from the top of its paper.
    filled: Abs,
    /// How far down the page before it is filled.
    before: Abs,
    /// The height of a page.
    height: Abs,
}

impl Ending {
    /// None for a document of one page.
    pub(super) fn of(document: &PagedDocument) -> Option<Self> {
        let [.., before, last] = document.pages() else { return None };
        let lines = lines(&last.frame);
        Some(Self {
            pages: document.pages().len(),
            lines: lines.len(),
            filled: lines.last().copied().unwrap_or_default(),
            before: self::lines(&before.frame).last().copied().unwrap_or_default(),
            height: last.frame.height(),
        })
    }

    /// Whether what stands on the last two pages fills, taken together, less than
    /// so much of a page's height.
    pub(super) fn last_two_fill_less_than(&self, part: f64) -> bool {
        self.before + self.filled < self.height * part
    }

    /// Whether the last page holds only a few lines and closer setting could
    /// save it: what does not fit into the room that is left before must be
    /// gained on the pages before, of which `covers` hold no text that is set
    /// closer.
    pub(super) fn may_be_saved(&self, covers: usize) -> bool {
        let stub = self.lines <= STUB || self.pages <= FEW_PAGES && self.filled < self.height * HALF;
        let (top, bottom) = (self.height * HEADER, self.height * FOOTER);
        let missing = (self.filled - top) - (bottom - self.before).max(Abs::zero());
        let closer = u32::try_from(self.pages.saturating_sub(covers)).unwrap_or(u32::MAX);
        stub && missing <= (bottom - top) * GAIN * f64::from(closer)
    }
}

/// Where the lines of a page stand, in order, header and footer left out.
fn lines(frame: &Frame) -> Vec<Abs> {
    let mut lines = Vec::new();
    baselines(frame, Abs::zero(), &mut lines);
    let height = frame.height();
    lines.retain(|y| *y > height * HEADER && *y < height * FOOTER);
    lines.sort();
    lines.dedup_by(|a, b| (*a - *b).abs() < Abs::pt(4.0));
    lines
}

fn baselines(frame: &Frame, top: Abs, lines: &mut Vec<Abs>) {
    for (point, item) in frame.items() {
        match item {
            FrameItem::Group(group) => baselines(&group.frame, top + point.y, lines),
            FrameItem::Text(_) | FrameItem::Image(..) => lines.push(top + point.y),
            FrameItem::Shape(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
        }
    }
}
