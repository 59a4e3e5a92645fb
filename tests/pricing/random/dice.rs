//! A fixed generator: the same quotes on every machine.

use propose::money::Decimal;

pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    pub(super) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[usize::try_from(self.roll(list.len() as u64)).unwrap()]
    }

    /// A whole number from `low` on, below `high`.
    pub(super) fn between(&mut self, low: u64, high: u64) -> Decimal {
        Decimal::from(low + self.roll(high - low))
    }

    /// An amount with so many decimals.
    pub(super) fn amount(&mut self, places: u32) -> Decimal {
        Decimal::new(i64::try_from(1_000 + self.roll(900_000)).unwrap(), places)
    }
}
