/// Translates byte offsets of one text into another that was made from it by
/// replacing pieces: a decoded file into the text that is parsed, or back.
///
/// A list of anchors `(from, to)`; between two anchors offsets advance together
/// and never pass the next anchor. The empty map is the identity.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OffsetMap {
    anchors: Vec<(u32, u32)>,
}

impl OffsetMap {
    /// Records that offset `from` of the first text is offset `to` of the
    /// second. Anchors are given in ascending order of both.
    pub fn anchor(&mut self, from: usize, to: usize) {
        let (Ok(from), Ok(to)) = (u32::try_from(from), u32::try_from(to)) else { return };
        match self.anchors.last_mut() {
            // Still in step with the anchor before: nothing to record.
            Some(&mut (f, t)) if from >= f && to >= t && from - f == to - t => {}
            None if from == to => {}
            Some(last) if last.0 == from => last.1 = to,
            _ => self.anchors.push((from, to)),
        }
    }

    /// The offset in the second text that stands for `from` in the first.
    pub fn map(&self, from: usize) -> usize {
        let Ok(offset) = u32::try_from(from) else { return from };
        let next = self.anchors.partition_point(|&(f, _)| f <= offset);
        let (f, t) = next.checked_sub(1).and_then(|i| self.anchors.get(i)).copied().unwrap_or((0, 0));
        let mapped = t.saturating_add(offset - f);
        let bound = self.anchors.get(next).map_or(u32::MAX, |&(_, t)| t);
        mapped.min(bound) as usize
    }

    /// This map followed by another: offsets go through both.
    #[must_use]
    pub fn then(&self, next: &Self) -> Self {
        if self.anchors.is_empty() {
            return next.clone();
        }
        // Between two of these places neither map bends, so that one anchor
        // each is enough. The place before a bend counts too: it is where an
        // offset may have run against the next anchor.
        let mut places: Vec<u32> = self.bends();
        places.extend(next.bends().into_iter().filter_map(|bend| self.first_reaching(bend)));
        places.extend_from_within(..);
        let half = places.len() / 2;
        for place in places.iter_mut().skip(half) {
            *place = place.saturating_sub(1);
        }
        places.sort_unstable();
        places.dedup();
        let mut both = Self::default();
        for place in places {
            let from = place as usize;
            both.anchor(from, next.map(self.map(from)));
        }
        both
    }

    /// The offsets of the first text at which the map changes its step: the
    /// anchors, and where offsets have caught up with the next anchor.
    fn bends(&self) -> Vec<u32> {
        let origin = std::iter::once(&(0, 0)).chain(&self.anchors);
        let mut bends = Vec::with_capacity(2 * self.anchors.len());
        for (&(f, t), &(next_f, next_t)) in origin.zip(&self.anchors) {
            let caught_up = f.saturating_add(next_t.saturating_sub(t));
            if caught_up < next_f {
                bends.push(caught_up);
            }
            bends.push(next_f);
        }
        bends
    }

    /// The first offset of the first text that is mapped to `to` or beyond.
    fn first_reaching(&self, to: u32) -> Option<u32> {
        let next = self.anchors.partition_point(|&(_, t)| t < to);
        let (f, t) = next.checked_sub(1).and_then(|i| self.anchors.get(i)).copied().unwrap_or((0, 0));
        let stepped = f.checked_add(to - t);
        match (self.anchors.get(next), stepped) {
            (Some(&(next_f, _)), Some(stepped)) => Some(stepped.min(next_f)),
            (Some(&(next_f, _)), None) => Some(next_f),
            (None, stepped) => stepped,
        }
    }

    /// The map from the second text to the first.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let mut inverse = Self::default();
        for &(from, to) in &self.anchors {
            inverse.anchor(to as usize, from as usize);
        }
        inverse
    }
}

#[cfg(test)]
mod tests {
    use super::OffsetMap;

    #[test]
    fn offsets_between_anchors_advance_together() {
        let mut map = OffsetMap::default();
        map.anchor(3, 4);
        map.anchor(10, 12);
        assert_eq!([0, 2, 3, 9, 10, 11].map(|at| map.map(at)), [0, 2, 4, 10, 12, 13]);
    }

    #[test]
    fn an_offset_never_passes_the_next_anchor() {
        let mut map = OffsetMap::default();
        map.anchor(2, 10);
        map.anchor(8, 11);
        assert_eq!(map.map(7), 11);
    }

    #[test]
    fn two_maps_compose() {
        let (mut a, mut b) = (OffsetMap::default(), OffsetMap::default());
        a.anchor(5, 6);
        b.anchor(8, 10);
        let both = a.then(&b);
        for at in 0..20 {
            assert_eq!(both.map(at), b.map(a.map(at)), "offset {at}");
        }
    }

    /// A small deterministic generator (`xorshift64*`), so that the cases are
    /// the same on every machine.
    struct Dice(u64);

    impl Dice {
        fn below(&mut self, bound: usize) -> usize {
            self.0 ^= self.0 >> 12;
            self.0 ^= self.0 << 25;
            self.0 ^= self.0 >> 27;
            usize::try_from(self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33).unwrap() % bound
        }
    }

    /// A map as edits make them: pieces of the first text, some of them empty,
    /// stand for pieces of another length in the second.
    fn random_map(dice: &mut Dice) -> OffsetMap {
        let (mut map, mut from, mut to) = (OffsetMap::default(), 0, 0);
        for _ in 0..dice.below(6) {
            let kept = dice.below(4);
            (from, to) = (from + kept, to + kept);
            map.anchor(from, to);
            (from, to) = (from + dice.below(4), to + dice.below(4));
            map.anchor(from, to);
        }
        map
    }

    #[test]
    fn the_composition_of_random_edits_goes_through_both_maps() {
        let mut dice = Dice(7);
        for case in 0..20_000 {
            let (a, b) = (random_map(&mut dice), random_map(&mut dice));
            let both = a.then(&b);
            for at in 0..45 {
                assert_eq!(both.map(at), b.map(a.map(at)), "case {case}, offset {at}: {a:?} then {b:?}");
            }
        }
    }

    #[test]
    fn offsets_never_go_backwards() {
        let mut dice = Dice(11);
        for case in 0..5_000 {
            let map = random_map(&mut dice);
            let mapped: Vec<usize> = (0..45).map(|at| map.map(at)).collect();
            assert!(mapped.is_sorted(), "case {case}: {map:?} gives {mapped:?}");
        }
    }

    #[test]
    fn the_inverse_leads_back_where_nothing_was_dropped() {
        let mut dice = Dice(13);
        for case in 0..5_000 {
            let (mut map, mut from, mut to) = (OffsetMap::default(), 0, 0);
            for _ in 0..dice.below(6) {
                let (kept, more) = (1 + dice.below(4), dice.below(4));
                (from, to) = (from + kept, to + kept + more);
                map.anchor(from, to);
            }
            let back = map.inverse();
            for at in 0..45 {
                assert_eq!(back.map(map.map(at)), at, "case {case}, offset {at}: {map:?}");
            }
        }
    }
}
