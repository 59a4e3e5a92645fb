//! The column that names what is sold.

use super::columns::Draft;
use super::tally::Tally;
use super::words::has_any;
use crate::language::phrases;
use crate::proposal::pricing::Role;

/// Which column names what is sold.
pub(super) fn decide_label(drafts: &mut [Draft], tallies: &[Tally]) {
    let weak = |folded: &str| {
        has_any(
            folded,
            phrases![
                "lot",
                "phase",
                "type",
                "ligne",
                "rubrique",
                "nature",
                "etape",
                "poste",
                "categorie",
                "famille",
            ],
        )
    };
    let labels: Vec<usize> = drafts
        .iter()
        .enumerate()
        .filter(|(index, draft)| {
            draft.role == Role::Label && tallies.get(*index).is_some_and(|tally| tally.words > 0)
        })
        .map(|(index, _)| index)
        .collect();
    let chosen = labels
        .iter()
        .find(|index| drafts.get(**index).is_some_and(|draft| !weak(&draft.folded)))
        .or_else(|| labels.first())
        .copied()
        .or_else(|| {
            let wordy = |reference: bool| {
                drafts.iter().zip(tallies).position(|(draft, tally)| {
                    let open = matches!(draft.role, Role::Other | Role::Label | Role::Milestone);
                    let fits = if reference { draft.role == Role::Reference } else { open };
                    !draft.money && fits && tally.words * 2 > tally.filled
                })
            };
            // A first column of years names the rows of a history.
            let first = drafts.first().zip(tallies.first()).is_some_and(|(draft, tally)| {
                !draft.money
                    && draft.header.role != Some(Role::Position)
                    && draft.header.role != Some(Role::Reference)
                    && draft.header.role.is_some()
                    && tally.numbers * 2 > tally.filled
                    && draft.role == Role::Other
            });
            if first { Some(0) } else { wordy(false).or_else(|| wordy(true)) }
        })
        .or_else(|| (!drafts.first().is_some_and(|draft| draft.money)).then_some(0));
    for (index, draft) in drafts.iter_mut().enumerate() {
        if Some(index) == chosen {
            if draft.role != Role::Milestone {
                draft.role = Role::Label;
            }
        } else if draft.role == Role::Label {
            draft.role = Role::Description;
        }
    }
}
