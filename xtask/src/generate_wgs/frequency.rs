//! Population frequencies in parts per billion, as gnomAD and ToMMo would state them.

use super::chance::Chance;

/// One.
const WHOLE: u64 = 1_000_000_000;

/// Frequencies of one allele; `None` where the population does not have it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Frequencies {
    pub(crate) gnomad: Option<u64>,
    pub(crate) east_asian: Option<u64>,
    pub(crate) tommo: Option<u64>,
}

impl Frequencies {
    /// 86 % common, 11 % rare, 3 % unknown; of somatic alleles 7 % are known, and those are rare.
    pub(crate) fn drawn(chance: &mut Chance, somatic: bool) -> Self {
        let gnomad = match (somatic, chance.below(1000)) {
            (true, 0..930) => None,
            (true, _) => Some(chance.decades_below(WHOLE / 1000, 3)),
            (false, 0..860) => Some(chance.between(WHOLE / 100, WHOLE / 100 * 99)),
            (false, 860..970) => Some(chance.decades_below(WHOLE / 100, 3)),
            (false, _) => None,
        };
        let east_asian = gnomad.map(|gnomad| (gnomad * chance.between(500, 1500) / 1000).min(WHOLE));
        let tommo = east_asian.map(|asian| (asian * chance.between(800, 1200) / 1000).min(WHOLE));
        Self { gnomad, east_asian, tommo: tommo.filter(|_| !chance.per_mille(50)) }
    }

    /// The highest of all populations.
    pub(crate) fn highest(self) -> Option<u64> {
        Some((self.gnomad.max(self.east_asian)? * 6 / 5).min(WHOLE))
    }
}

/// Five decimals, or a power of ten where they would be lost.
pub(crate) fn text(parts: u64) -> String {
    if parts == 0 || parts > WHOLE / 1000 {
        return match parts {
            0 => "0".to_owned(),
            _ => format!("{}.{:05}", parts / WHOLE, parts % WHOLE / 10_000),
        };
    }
    let power = parts.ilog10();
    let digits = parts * 1000 / 10_u64.pow(power);
    format!("{}.{:03}e-{:02}", digits / 1000, digits % 1000, 9 - power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequencies_are_written_as_annotators_write_them() {
        for (parts, expected) in
            [(0, "0"), (WHOLE, "1.00000"), (123_456_789, "0.12345"), (12_345, "1.234e-05"), (1_000_000, "1.000e-03")]
        {
            assert_eq!(text(parts), expected);
        }
    }
}
