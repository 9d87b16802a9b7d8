//! Numbers that look random and are the same on every machine: `SplitMix64`, and whole numbers only.

/// A stream of numbers.
#[derive(Clone, Debug)]
pub(crate) struct Chance(u64);

/// Steps of a decade that are equally far apart on a logarithmic scale, in hundredths.
const DECADE: [u64; 10] = [100, 126, 158, 200, 251, 316, 398, 501, 631, 794];

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// `0 .. bound`; 0 when there is no choice.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        u64::try_from((u128::from(self.next()) * u128::from(bound)) >> 64).unwrap_or(0)
    }

    /// `low ..= high`.
    pub(crate) fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high - low + 1)
    }

    /// Yes in so many of 1,000 cases.
    pub(crate) fn per_mille(&mut self, cases: u64) -> bool {
        self.below(1000) < cases
    }

    /// One of several; nothing of nothing.
    pub(crate) fn one<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        let place = self.below(choices.len() as u64);
        usize::try_from(place).ok().and_then(|place| choices.get(place)).copied().unwrap_or_default()
    }

    /// About exponential: each doubling is half as likely.
    pub(crate) fn exponential(&mut self, mean: u64) -> u64 {
        let halvings = u64::from(self.next().leading_zeros()) * 1000 + self.below(1000);
        halvings * mean * 693 / 1_000_000
    }

    /// About log-normal around `2 ^ (sixteenths / 16)`.
    pub(crate) fn log_normal(&mut self, sixteenths: u64) -> u64 {
        let bell: u64 = (0..4).map(|_| self.below(46)).sum();
        let power = (sixteenths + bell).saturating_sub(92);
        let whole = 1_u64 << (power / 16).min(40);
        whole + whole * (power % 16) / 16
    }

    /// Log-uniform over the `decades` below `top`.
    pub(crate) fn decades_below(&mut self, top: u64, decades: u32) -> u64 {
        let decade = u32::try_from(self.below(u64::from(decades))).unwrap_or(0) + 1;
        let step = usize::try_from(self.below(10)).ok().and_then(|step| DECADE.get(step)).copied().unwrap_or(100);
        top / 10_u64.pow(decade) * step * self.between(1000, 1258) / 100_000
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers() {
        let numbers = |seed| {
            let mut chance = Chance::new(seed);
            (0..5).map(|_| chance.below(1000)).collect::<Vec<u64>>()
        };
        assert_eq!(numbers(1), numbers(1));
        assert_ne!(numbers(1), numbers(2));
        assert_eq!(Chance::new(1).below(0), 0);
    }

    #[test]
    fn shapes_have_the_middle_they_say() {
        let mut chance = Chance::new(7);
        let mean: u64 = (0..10_000).map(|_| chance.exponential(100)).sum::<u64>() / 10_000;
        assert!((85..115).contains(&mean), "{mean}");
        let mut sizes: Vec<u64> = (0..1001).map(|_| chance.log_normal(160)).collect();
        sizes.sort_unstable();
        assert!(sizes.get(500).is_some_and(|middle| (800..1300).contains(middle)));
        assert!((0..1000).all(|_| (1000..1_000_000).contains(&chance.decades_below(1_000_000, 3))));
    }
}
