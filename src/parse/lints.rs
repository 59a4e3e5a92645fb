//! What a note says by accident.

use super::note::Note;
use crate::proposal::Block;

/// Looks at a parsed note for what its author most likely did not mean.
pub(super) fn check(note: &mut Note<'_>, blocks: &[Block]) {
    let _ = (note, blocks);
}
