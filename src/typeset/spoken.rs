//! The text of pages, for those who cannot see them.

use typst::layout::{Abs, Frame, FrameItem};
use typst_layout::PagedDocument;

/// The text of each page, a line for each line.
pub fn page_texts(document: &PagedDocument) -> Vec<String> {
    let text = |frame: &Frame| {
        let mut page = Page::default();
        page.frame(frame, Abs::zero());
        page.text
    };
    document.pages().iter().map(|page| text(&page.frame)).collect()
}

#[derive(Default)]
struct Page {
    text: String,
    last: Option<Abs>,
}

impl Page {
    fn frame(&mut self, frame: &Frame, top: Abs) {
        for (point, item) in frame.items() {
            let at = top + point.y;
            match item {
                FrameItem::Group(group) => self.frame(&group.frame, at),
                FrameItem::Text(text) => {
                    if let Some(last) = self.last.replace(at) {
                        self.text.push(if last == at { ' ' } else { '\n' });
                    }
                    self.text.push_str(&text.text);
                }
                FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }
}
