//! The work of a build, split over several machines.

use std::collections::BTreeSet;
use std::str::FromStr;

use unicode_normalization::UnicodeNormalization as _;

use super::has_ending;
use super::plan::Planned;
use crate::parse::{Resolution, Vault as _};
use crate::workspace::Workspace;

/// One part of a build: `2/5` is the second of five.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    index: usize,
    count: usize,
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once('/').and_then(|(index, count)| {
            Some((index.trim().parse::<usize>().ok()?, count.trim().parse::<usize>().ok()?))
        });
        match parts {
            Some((index, count)) if index >= 1 && index <= count => Ok(Self { index, count }),
            Some((_, count)) if count >= 1 => Err(format!("the shards are 1/{count} to {count}/{count}")),
            _ => Err("write the shard as `1/4`".to_owned()),
        }
    }
}

/// Keeps the notes of a shard. Every machine with the same files comes to the
/// same parts: the cost of a note is its size and that of the notes it embeds,
/// and nothing of the machine, of earlier builds or of the disk's order counts.
pub(super) fn keep(planned: Vec<Planned>, shard: Shard, workspace: &Workspace) -> Vec<Planned> {
    let costs: Vec<(String, u64)> = planned
        .iter()
        .map(|one| {
            let cost = if one.standing.excluded { 0 } else { cost(&one.note, workspace) };
            // A file system may decompose what another composes.
            (one.note.nfc().collect(), cost)
        })
        .collect();
    let shards = assign(&costs, shard.count);
    let own = |at: &usize| shards.get(*at) == Some(&(shard.index - 1));
    planned.into_iter().enumerate().filter(|(at, _)| own(at)).map(|(_, one)| one).collect()
}

/// The shard of each note, by name and cost: the costliest first, each to the
/// shard that has least.
fn assign(costs: &[(String, u64)], count: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..costs.len()).collect();
    order.sort_by_key(|at| costs.get(*at).map(|(name, cost)| (std::cmp::Reverse(*cost), name)));
    let mut loads: BTreeSet<(u64, usize)> = (0..count).map(|shard| (0, shard)).collect();
    let mut shards = vec![0; costs.len()];
    for at in order {
        let Some((load, shard)) = loads.pop_first() else { break };
        let cost = costs.get(at).map_or(0, |(_, cost)| *cost);
        loads.insert((load.saturating_add(cost), shard));
        if let Some(place) = shards.get_mut(at) {
            *place = shard;
        }
    }
    shards
}

/// What setting any document costs, in bytes of text.
const BASE: u64 = 4096;

/// The cost of a note: its size and that of all notes that it embeds.
fn cost(note: &str, workspace: &Workspace) -> u64 {
    let mut seen = BTreeSet::new();
    let mut todo = vec![note.to_owned()];
    let mut cost = BASE;
    while let Some(note) = todo.pop() {
        if !seen.insert(note.clone()) {
            continue;
        }
        let Ok(bytes) = workspace.files.read(&note) else { continue };
        // A checkout may end lines in two ways.
        cost += bytes.iter().filter(|byte| **byte != b'\r').count() as u64;
        for target in embeds(&String::from_utf8_lossy(&bytes)) {
            if let Resolution::Found(path) = workspace.vault.resolve(target, &note)
                && has_ending(&path, "md")
            {
                todo.push(path);
            }
        }
    }
    cost
}

/// The targets of `![[…]]` in a text.
fn embeds(text: &str) -> impl Iterator<Item = &str> {
    text.split("![[").skip(1).filter_map(|rest| {
        let inside = rest.split("]]").next().filter(|inside| !inside.contains('\n'))?;
        let target = inside.split(['|', '#']).next()?.trim();
        (!target.is_empty()).then_some(target)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn costs(count: usize) -> Vec<(String, u64)> {
        (0..count).map(|at| (format!("{at}.md"), 1000 + (at as u64 * 7919) % 5000)).collect()
    }

    #[test]
    fn shards_are_parts_of_the_whole_and_of_equal_cost() {
        let costs = costs(101);
        let total: u64 = costs.iter().map(|(_, cost)| cost).sum();
        for count in 1..=20 {
            let shards = assign(&costs, count);
            assert!(shards.iter().all(|shard| *shard < count));
            let fair = total / count as u64;
            for shard in 0..count {
                let load: u64 = shards
                    .iter()
                    .zip(&costs)
                    .filter(|(of, _)| **of == shard)
                    .map(|(_, (_, cost))| cost)
                    .sum();
                assert!(load.abs_diff(fair) < 6000, "{count}: {load} of {fair}");
            }
        }
    }

    #[test]
    fn the_order_of_files_does_not_matter() {
        let forward = costs(30);
        let backward: Vec<_> = forward.iter().rev().cloned().collect();
        let mut turned = assign(&backward, 4);
        turned.reverse();
        assert_eq!(assign(&forward, 4), turned);
    }

    #[test]
    fn shards_are_counted_from_one() {
        assert_eq!("2/3".parse(), Ok(Shard { index: 2, count: 3 }));
        for wrong in ["0/3", "4/3", "1", "a/b", "1/0", ""] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn embeds_are_found_without_parsing() {
        let text = "a ![[Clause#Prix|x]] b ![[ Other.md ]] ![[open\n]] [[link]] ![[]]";
        assert_eq!(embeds(text).collect::<Vec<_>>(), ["Clause", "Other.md"]);
    }
}
