//! Walks over all of a proposal: head, body and footnotes.

use crate::proposal::{BlockKind, ImageSource, Inline, InlineKind, Proposal, walk};

/// Calls `visit` with each inline of a proposal.
pub(super) fn inlines(proposal: &Proposal, visit: &mut dyn FnMut(&Inline)) {
    for fact in &proposal.head.facts {
        walk::each(&fact.value, visit);
    }
    for root in walk::roots(proposal) {
        walk::inlines(root, visit);
    }
}

/// Calls `visit` with the source of each image of a proposal.
pub(super) fn image_sources(proposal: &Proposal, visit: &mut dyn FnMut(&ImageSource)) {
    if let Some(logo) = &proposal.metadata.client_logo {
        visit(&logo.value);
    }
    if let Some(logo) = &proposal.head.logo {
        visit(&logo.source);
    }
    inlines(proposal, &mut |inline| {
        if let InlineKind::Image(image) = &inline.kind {
            visit(&image.source);
        }
    });
    for root in walk::roots(proposal) {
        walk::blocks(root, &mut |block| {
            if let BlockKind::Figure { image, .. } = &block.kind {
                visit(&image.source);
            }
        });
    }
}
