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
        let mut starts: Vec<usize> = self.anchors.iter().map(|&(f, _)| f as usize).collect();
        // The places where `next` bends, carried back into the first text.
        let back = self.inverse();
        starts.extend(next.anchors.iter().map(|&(f, _)| back.map(f as usize)));
        starts.sort_unstable();
        starts.dedup();
        let mut both = Self::default();
        for from in starts {
            both.anchor(from, next.map(self.map(from)));
        }
        both
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
}
