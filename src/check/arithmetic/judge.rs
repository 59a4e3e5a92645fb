//! Finds the culprits: which printed number is wrong, and which faults merely
//! follow from it.

use super::expr::{Book, Expr, Id, Overrides};
use super::relation::{Relation, Verdict};
use crate::money::{Currency, Decimal, round};

/// A fault.
#[derive(Debug, Clone)]
pub(super) struct Fault {
    /// The relation that is broken.
    pub(super) relation: usize,
    /// The number that is wrong.
    pub(super) culprit: Id,
    /// What should stand there.
    pub(super) expected: Decimal,
    /// The way that says so, with earlier faults mended.
    pub(super) way: Expr,
    /// What was mended before this fault was judged.
    pub(super) mended: Overrides,
    /// Relations that hold once it is mended.
    pub(super) follows: Vec<usize>,
    /// Whether relations below agree with the printed number, so that one of
    /// those that it follows from may be the wrong one.
    pub(super) confirmed: bool,
}

/// The most candidates that are tried for one fault: a long table in which
/// everything is wrong has no single culprit.
const MAX_CANDIDATES: usize = 64;

/// Judges relations, which come in the order in which their numbers were worked
/// out. One fault is reported once, at the number whose correction makes most
/// relations hold.
pub(super) fn judge(relations: &[Relation], book: &Book) -> Vec<Fault> {
    let mut mended = Overrides::new();
    let mut faults = Vec::new();
    let broken = |mended: &Overrides| -> Vec<usize> {
        relations
            .iter()
            .enumerate()
            .filter(|(_, relation)| relation.verdict(book, mended) == Verdict::Broken)
            .map(|(at, _)| at)
            .collect()
    };
    let printed_broken = broken(&mended);
    let mut open = printed_broken.clone();
    while let Some(&first) = open.first() {
        let Some(relation) = relations.get(first) else { break };
        let Some((expected, way)) = most_healing(relations, book, &mended, relation, &open) else { break };
        let mut best = (relation.target, expected);
        let mut remaining = after(relations, book, &mended, best, &open);
        for candidate in candidates(relations, book, &mended, relation, &open) {
            let left = after(relations, book, &mended, candidate, &open);
            if left.len() < remaining.len()
                && !left.contains(&first)
                && breaks_none(relations, book, &mended, candidate)
            {
                (best, remaining) = (candidate, left);
            }
        }
        let mut next = mended.clone();
        next.insert(best.0, best.1);
        // Relations that held with the printed number and no longer do.
        let confirmed = relations.iter().enumerate().any(|(at, other)| {
            at != first
                && other.inputs().contains(&best.0)
                && other.verdict(book, &mended) == Verdict::Holds
                && other.verdict(book, &next) == Verdict::Broken
        });
        let follows = open.iter().copied().filter(|at| *at != first && !remaining.contains(at)).collect();
        faults.push(Fault {
            relation: first,
            culprit: best.0,
            expected: best.1,
            way,
            mended: mended.clone(),
            follows,
            confirmed,
        });
        // Where the printed number is confirmed below, what follows from it is
        // right as it stands.
        if !confirmed {
            mended = next;
        }
        open = remaining.into_iter().filter(|at| *at != first && printed_broken.contains(at)).collect();
    }
    faults
}

/// The value for a relation's target with which most other relations hold; of
/// several the nearest to what is printed, and for a percentage the usual base.
fn most_healing(
    relations: &[Relation],
    book: &Book,
    mended: &Overrides,
    relation: &Relation,
    open: &[usize],
) -> Option<(Decimal, Expr)> {
    let printed = book.get(relation.target)?.value;
    let values = relation.values(book, mended);
    values
        .iter()
        .enumerate()
        .min_by_key(|(at, (value, _))| {
            let left = after(relations, book, mended, (relation.target, *value), open).len();
            let distance = if relation.unsigned { Decimal::from(*at) } else { (*value - printed).abs() };
            (left, distance)
        })
        .map(|(_, (value, way))| (*value, (*way).clone()))
}

/// The relations of `open` that stay broken once one number is replaced.
fn after(
    relations: &[Relation],
    book: &Book,
    mended: &Overrides,
    (id, value): (Id, Decimal),
    open: &[usize],
) -> Vec<usize> {
    let mut next = mended.clone();
    next.insert(id, value);
    open.iter()
        .copied()
        .filter(|at| {
            relations.get(*at).is_some_and(|relation| relation.verdict(book, &next) == Verdict::Broken)
        })
        .collect()
}

/// Whether no relation that holds breaks when one number is replaced.
fn breaks_none(relations: &[Relation], book: &Book, mended: &Overrides, (id, value): (Id, Decimal)) -> bool {
    let mut next = mended.clone();
    next.insert(id, value);
    relations.iter().all(|relation| {
        let touches = relation.target == id || relation.inputs().contains(&id);
        !touches
            || relation.verdict(book, &next) != Verdict::Broken
            || relation.verdict(book, mended) == Verdict::Broken
    })
}

/// The numbers whose correction would make a relation hold and that stand in
/// another broken relation too, with their corrected values.
fn candidates(
    relations: &[Relation],
    book: &Book,
    mended: &Overrides,
    relation: &Relation,
    open: &[usize],
) -> Vec<(Id, Decimal)> {
    let others: Vec<&Relation> = open
        .iter()
        .filter_map(|at| relations.get(*at))
        .filter(|other| other.target != relation.target)
        .collect();
    let shared: Vec<Id> = relation
        .inputs()
        .into_iter()
        .filter(|id| others.iter().any(|other| other.target == *id || other.inputs().contains(id)))
        .take(MAX_CANDIDATES)
        .collect();
    let mut out = Vec::new();
    for id in shared {
        for way in relation.ways.iter().filter(|way| !way.drift) {
            if let Some(value) = solve(&way.expr, relation.target, id, book, mended) {
                out.push((id, value));
            }
        }
    }
    out
}

/// The value of `id` with which a formula gives the target's printed number,
/// for formulas that are linear in it.
fn solve(expr: &Expr, target: Id, id: Id, book: &Book, mended: &Overrides) -> Option<Decimal> {
    let printed = book.get(id)?;
    let wanted = mended.get(&target).copied().or_else(|| book.get(target).map(|target| target.value))?;
    let now = mended.get(&id).copied().unwrap_or(printed.value);
    let step = Decimal::from(1000);
    let mut moved = mended.clone();
    moved.insert(id, now.checked_add(step)?);
    let (here, there) = (expr.value(book, mended)?, expr.value(book, &moved)?);
    let slope = there.checked_sub(here)?.checked_div(step)?;
    let value = now.checked_add(wanted.checked_sub(here)?.checked_div(slope)?)?;
    let places = printed.currency.map_or(printed.decimals, Currency::minor_units).max(printed.decimals);
    Some(round(value, places))
}
