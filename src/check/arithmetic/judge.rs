//! Finds the culprits: which printed number is wrong, and which faults merely
//! follow from it.

use std::collections::BTreeMap;

use super::expr::{Book, Expr, Id, Overrides};
use super::relation::{Relation, Verdict};
use crate::money::{Currency, Decimal, round, slip};

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

/// The most other relations that are asked what a candidate should be.
const MAX_OTHERS: usize = 3;

/// Judges relations, which come in the order in which their numbers were worked
/// out. One fault is reported once, at the number whose correction makes most
/// relations hold.
pub(super) fn judge(relations: &[Relation], book: &Book) -> Vec<Fault> {
    Court::new(relations, book).judge()
}

/// The relations and which of them each number stands in.
struct Court<'a> {
    relations: &'a [Relation],
    book: &'a Book,
    touching: BTreeMap<Id, Vec<usize>>,
}

impl<'a> Court<'a> {
    fn new(relations: &'a [Relation], book: &'a Book) -> Self {
        let mut touching: BTreeMap<Id, Vec<usize>> = BTreeMap::new();
        for (at, relation) in relations.iter().enumerate() {
            let mut ids = relation.inputs();
            ids.push(relation.target);
            ids.sort_unstable();
            ids.dedup();
            for id in ids {
                touching.entry(id).or_default().push(at);
            }
        }
        Self { relations, book, touching }
    }

    fn judge(&self) -> Vec<Fault> {
        let mut mended = Overrides::new();
        let mut faults = Vec::new();
        let mut open: Vec<usize> =
            (0..self.relations.len()).filter(|at| self.verdict(*at, &mended) == Verdict::Broken).collect();
        while let Some(&first) = open.first() {
            let Some(relation) = self.relations.get(first) else { break };
            let Some((expected, way)) = self.most_healing(&mended, relation, &open) else { break };
            let mut best = (relation.target, expected);
            let mut remaining = self.after(&mended, best, &open);
            let (mut plausible, mut tied) = (None, false);
            for candidate in self.candidates(&mended, relation, &open) {
                let left = self.after(&mended, candidate, &open);
                let heals = left.len() < remaining.len() && !left.contains(&first);
                // Of several lines that would mend as much, a slip of the hand is
                // the likely one.
                let likely = self.likelihood(candidate);
                let better = heals
                    || plausible.is_some_and(|other| {
                        left.len() == remaining.len() && !left.contains(&first) && likely > other
                    });
                let equal = plausible == Some(likely)
                    && candidate.0 != best.0
                    && left.len() == remaining.len()
                    && !left.contains(&first);
                if (better || equal) && self.breaks_none(&mended, candidate) {
                    tied = equal;
                    (best, remaining, plausible) = (candidate, left, Some(likely));
                }
            }
            // Which of several lines it is nobody can tell: the number that
            // follows from them is told.
            if tied {
                best = (relation.target, expected);
            }
            let next = with(&mended, best);
            // Relations that held with the printed number and no longer do.
            let confirmed = self.touching(best.0).any(|at| {
                at != first
                    && self.relations.get(at).is_some_and(|other| other.target != best.0)
                    && self.verdict(at, &mended) == Verdict::Holds
                    && self.verdict(at, &next) == Verdict::Broken
            });
            if confirmed {
                // What agrees with the printed number was worked out from it:
                // with all of that mended too, more may hold.
                let ripple = self.ripple(&next);
                remaining.retain(|at| *at == first || self.verdict(*at, &ripple) == Verdict::Broken);
            }
            let follows = open.iter().copied().filter(|at| *at != first && !remaining.contains(at)).collect();
            faults.push(Fault {
                relation: first,
                culprit: best.0,
                expected: best.1,
                way,
                mended: self.near(relation, &mended),
                follows,
                confirmed,
            });
            // Where the printed number is confirmed below, what follows from it
            // is right as it stands.
            if !confirmed && !tied {
                mended = next;
            }
            open = remaining.into_iter().filter(|at| *at != first).collect();
        }
        faults
    }

    /// How likely a number is a slip of another one: by swapped digits or one that
    /// differs, else at least of the same sign.
    fn likelihood(&self, (id, value): (Id, Decimal)) -> u8 {
        let Some(printed) = self.book.get(id).map(|printed| printed.value) else { return 0 };
        if slip(printed, value).is_some() {
            2
        } else {
            u8::from(printed.is_sign_negative() == value.is_sign_negative())
        }
    }

    /// Mended numbers, and with them those that were worked out from them.
    fn ripple(&self, mended: &Overrides) -> Overrides {
        let mut next = mended.clone();
        for (at, relation) in self.relations.iter().enumerate() {
            if next.contains_key(&relation.target) {
                continue;
            }
            if self.verdict(at, &Overrides::new()) == Verdict::Holds
                && self.verdict(at, &next) == Verdict::Broken
                && let Some((value, _)) = relation.values(self.book, &next).into_iter().next()
            {
                next.insert(relation.target, value);
            }
        }
        next
    }

    fn verdict(&self, at: usize, overrides: &Overrides) -> Verdict {
        self.relations.get(at).map_or(Verdict::Unknown, |relation| relation.verdict(self.book, overrides))
    }

    fn touching(&self, id: Id) -> impl Iterator<Item = usize> {
        self.touching.get(&id).into_iter().flatten().copied()
    }

    /// The mended numbers that a relation uses.
    fn near(&self, relation: &Relation, mended: &Overrides) -> Overrides {
        let inputs = relation.inputs();
        inputs.into_iter().filter_map(|id| Some((id, *mended.get(&id)?))).collect()
    }

    /// The value for a relation's target with which most other relations hold;
    /// of several the nearest to what is printed, and for a percentage the usual
    /// base.
    fn most_healing(
        &self,
        mended: &Overrides,
        relation: &Relation,
        open: &[usize],
    ) -> Option<(Decimal, Expr)> {
        let printed = self.book.get(relation.target)?.value;
        let values = relation.values(self.book, mended);
        values
            .iter()
            .enumerate()
            .min_by_key(|(at, (value, _))| {
                let left = self.after(mended, (relation.target, *value), open).len();
                let distance = if relation.unsigned { Decimal::from(*at) } else { (*value - printed).abs() };
                (left, distance)
            })
            .map(|(_, (value, way))| (*value, (*way).clone()))
    }

    /// The relations of `open` that stay broken once one number is replaced.
    fn after(&self, mended: &Overrides, change: (Id, Decimal), open: &[usize]) -> Vec<usize> {
        let next = with(mended, change);
        let healed: Vec<usize> = self
            .touching(change.0)
            .filter(|at| open.binary_search(at).is_ok() && self.verdict(*at, &next) != Verdict::Broken)
            .collect();
        open.iter().copied().filter(|at| healed.binary_search(at).is_err()).collect()
    }

    /// Whether no relation that holds breaks when one number is replaced.
    fn breaks_none(&self, mended: &Overrides, change: (Id, Decimal)) -> bool {
        let next = with(mended, change);
        self.touching(change.0).all(|at| {
            self.verdict(at, &next) != Verdict::Broken || self.verdict(at, mended) == Verdict::Broken
        })
    }

    /// The numbers whose correction would make a relation hold and that stand
    /// in another broken relation too, with their corrected values.
    fn candidates(&self, mended: &Overrides, relation: &Relation, open: &[usize]) -> Vec<(Id, Decimal)> {
        let shared: Vec<Id> = relation
            .inputs()
            .into_iter()
            .filter(|id| {
                self.touching(*id).any(|at| {
                    open.binary_search(&at).is_ok()
                        && self.relations.get(at).is_some_and(|other| other.target != relation.target)
                })
            })
            .take(MAX_CANDIDATES)
            .collect();
        let mut out = Vec::new();
        let solved = |relation: &Relation, id: Id, out: &mut Vec<(Id, Decimal)>| {
            for way in relation.ways.iter().filter(|way| way.is_usual()) {
                if let Some(value) = solve(&way.expr, relation.target, id, self.book, mended) {
                    out.push((id, value));
                }
            }
        };
        for id in shared {
            solved(relation, id, &mut out);
            // A percentage is rounded: another broken relation may tell the number
            // to the cent.
            let others = self.touching(id).filter(|at| open.binary_search(at).is_ok());
            let others = others.filter_map(|at| self.relations.get(at));
            for other in others.filter(|other| other.target != relation.target).take(MAX_OTHERS) {
                solved(other, id, &mut out);
            }
        }
        out
    }
}

/// The overrides and one more.
fn with(mended: &Overrides, (id, value): (Id, Decimal)) -> Overrides {
    let mut next = mended.clone();
    next.insert(id, value);
    next
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
