//! A proposal becomes pages: the model is lowered to Typst code, a template and
//! a brand turn it into pages, and pages are written as PDF, PNG or SVG.

mod base64;
mod branding;
mod choice;
pub mod code;
mod columns;
mod compact;
mod conformity;
mod diagrams;
mod direction;
mod ending;
pub mod export;
pub mod files;
pub mod fonts;
mod glyphs;
mod length;
mod lower;
mod math;
mod missing;
pub mod pdf;
mod pictures;
mod problems;
mod quotes;
mod sequence;
mod spoken;
mod strip;
mod template;
mod typesetter;
mod typography;
mod unfold;
mod visit;
mod weight;
mod world;

pub use choice::{DEFAULT_TEMPLATE, suited};
pub use conformity::explained;
pub use export::{Artifact, Exported, Format, Options, Standard, export};
pub use files::{Attachment, Files, NoFiles};
pub use lower::{Lowered, lower};
pub use missing::missing;
pub use pictures::Pictures;
pub use spoken::page_texts;
pub use typesetter::{Compiled, Job, Prepared, Typesetter};

use crate::diagnostics::Rule;

/// Forgets what Typst remembers of earlier documents and has not used in the
/// last `age` calls of this function. It holds for the whole process: to be
/// called once per cycle of watching, or between batches.
pub fn forget(age: usize) {
    comemo::evict(age);
}

/// The rules of this module.
pub static RULES: &[&Rule] = &[
    &template::TEMPLATE_UNKNOWN,
    &missing::FONT_MISSING,
    &missing::LOGO_UNREADABLE,
    &pictures::IMAGE_UNREADABLE,
    &lower::MATH_UNREADABLE,
    &lower::DIAGRAM_UNREADABLE,
    &lower::TABLE_TOO_WIDE,
    &problems::TYPST_ERROR,
    &problems::TYPST_WARNING,
    &glyphs::GLYPH_MISSING,
    &glyphs::TEXT_LOST,
    &export::STANDARD_MISSED,
    &export::EXPORT_FAILED,
];
