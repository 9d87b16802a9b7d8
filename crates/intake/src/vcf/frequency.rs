//! Population frequencies: which field speaks of which population, and what a value says about one allele.

use model::record_batch::PartsPerBillion;

const BILLION: u64 = 1_000_000_000;

/// Whose frequency. In order of precedence: the first that states one decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Population {
    /// ToMMo, a general Japanese population.
    Tommo,
    /// gnomAD, East Asian.
    GnomadEastAsian,
    /// gnomAD, all.
    Gnomad,
    /// The highest of all that the annotator knows.
    Highest,
}

/// One value per population.
pub(crate) type Frequencies = [Option<PartsPerBillion>; 4];

impl Population {
    /// The population that a field name speaks of, and a number that is lower for the better source of it: genomes, then
    /// unspecified, then exomes. `None` for all other fields, among them a caller's own `AF`.
    pub(crate) fn of_field(name: &str) -> Option<(Self, u8)> {
        let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
        if plain == "MAXAF" {
            return Some((Self::Highest, 0));
        }
        if ["TOMMO", "KJPN", "JMORP"].iter().any(|name| plain.contains(name)) {
            return plain.ends_with("AF").then_some((Self::Tommo, 0));
        }
        let version = |c: char| c == 'V' || c.is_ascii_digit();
        let rest = plain.strip_prefix("GNOMAD")?.trim_start_matches(version);
        let sources = [("GENOMES", 0), ("GENOME", 0), ("EXOMES", 2), ("EXOME", 2), ("G", 0), ("E", 2)];
        let (rest, trust) = sources
            .iter()
            .filter(|_| !rest.starts_with("EAS"))
            .find_map(|(source, trust)| rest.strip_prefix(source).map(|rest| (rest, *trust)))
            .unwrap_or((rest, 1));
        match rest.trim_start_matches(version) {
            "AF" => Some((Self::Gnomad, trust)),
            "EASAF" | "AFEAS" => Some((Self::GnomadEastAsian, trust)),
            _ => None,
        }
    }

    /// Place in [`Frequencies`].
    pub(crate) fn place(self) -> usize {
        match self {
            Self::Tommo => 0,
            Self::GnomadEastAsian => 1,
            Self::Gnomad => 2,
            Self::Highest => 3,
        }
    }
}

/// Notes a frequency unless a better source has stated one.
pub(crate) fn note(frequencies: &mut Frequencies, population: Population, value: Option<PartsPerBillion>) {
    if let Some(slot) = frequencies.get_mut(population.place()) {
        *slot = slot.or(value);
    }
}

/// The first population that states a frequency decides.
pub(crate) fn deciding(frequencies: Frequencies) -> Option<PartsPerBillion> {
    frequencies.into_iter().flatten().next()
}

/// The value of one allele in a list with one member per allele; a list of another length speaks of no allele.
pub(crate) fn of_allele(list: &str, index: usize, of: usize) -> Option<PartsPerBillion> {
    if of == 1 && !list.contains(',') {
        return parts_per_billion(list);
    }
    (list.split(',').count() == of).then(|| list.split(',').nth(index).and_then(parts_per_billion)).flatten()
}

/// A value of an annotation entry. Several known variants at the place are joined by `&`; the lowest counts, because an
/// allele is left out only where nothing speaks for keeping it.
pub(crate) fn of_entry(text: &str) -> Option<PartsPerBillion> {
    text.split('&').filter_map(parts_per_billion).min()
}

/// `0.` and at most nine digits, as nearly all are written; `None` leaves it to [`parts_per_billion`].
pub(crate) fn usual(text: &[u8]) -> Option<PartsPerBillion> {
    let digits = text.strip_prefix(b"0.").filter(|digits| !digits.is_empty())?;
    let missing = 9_usize.checked_sub(digits.len()).and_then(|missing| u32::try_from(missing).ok())?;
    let add = |value: u32, byte: &u8| byte.is_ascii_digit().then(|| value * 10 + u32::from(byte - b'0'));
    Some(digits.iter().try_fold(0, add)? * 10_u32.pow(missing))
}

/// A plain or scientific number from 0 to 1, rounded to the nearest billionth; `None` for anything else.
pub(crate) fn parts_per_billion(text: &str) -> Option<PartsPerBillion> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        None => (text, 0),
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
    };
    // Digits up to the 18th count; more are beyond a billionth of anything that is at most 1.
    let (mut value, mut places, mut digits, mut point) = (0_u64, 0_i32, 0_u32, false);
    for byte in mantissa.bytes() {
        match byte {
            b'.' if !point => point = true,
            b'0'..=b'9' => {
                digits += 1;
                if value < BILLION * BILLION / 10 {
                    value = value * 10 + u64::from(byte - b'0');
                    places += i32::from(point);
                } else {
                    places -= i32::from(!point);
                }
            }
            _ => return None,
        }
    }
    if digits == 0 {
        return None;
    }
    let shift = exponent.saturating_sub(places).saturating_add(9);
    let scaled = match u32::try_from(shift) {
        Ok(_) if value == 0 => 0,
        Ok(up) => value.checked_mul(10_u64.checked_pow(up)?)?,
        Err(_) => {
            let unit = 10_u64.checked_pow(shift.unsigned_abs()).unwrap_or(u64::MAX);
            value / unit + u64::from(value % unit >= unit / 2 + unit % 2)
        }
    };
    u32::try_from(scaled).ok().filter(|scaled| u64::from(*scaled) <= BILLION)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Population::{Gnomad, GnomadEastAsian, Highest, Tommo};

    #[test]
    fn field_names_tell_the_population_and_nothing_else_does() {
        for (name, expected) in [
            ("ToMMo_AF", Some((Tommo, 0))),
            ("tommo_60kjpn_af", Some((Tommo, 0))),
            ("ToMMo_AC", None),
            ("gnomAD_AF", Some((Gnomad, 1))),
            ("gnomADe_AF", Some((Gnomad, 2))),
            ("gnomADg_AF", Some((Gnomad, 0))),
            ("gnomADe_EAS_AF", Some((GnomadEastAsian, 2))),
            ("gnomAD_EAS_AF", Some((GnomadEastAsian, 1))),
            ("gnomad41_exomes_AF_eas", Some((GnomadEastAsian, 2))),
            ("gnomAD_genomes_AF_EAS", Some((GnomadEastAsian, 0))),
            ("gnomADe_NFE_AF", None),
            ("MAX_AF", Some((Highest, 0))),
            ("AF", None),
            ("EAS_AF", None),
        ] {
            assert_eq!(Population::of_field(name), expected, "{name}");
        }
    }

    #[test]
    fn numbers_become_billionths() {
        for (text, expected) in [
            ("0", Some(0)),
            ("0.01", Some(10_000_000)),
            ("1", Some(1_000_000_000)),
            ("1.0", Some(1_000_000_000)),
            (".5", Some(500_000_000)),
            ("1.5e-05", Some(15_000)),
            ("6.98e-6", Some(6_980)),
            ("0.0000000015", Some(2)),
            ("1e-12", Some(0)),
            ("0.00011834319526627219000000000001", Some(118_343)),
            ("0e99999", Some(0)),
            ("1e-999999999", Some(0)),
            ("1e9", None),
            ("1.1", None),
            ("-0.1", None),
            (".", None),
            ("", None),
            ("nan", None),
            ("0.1.2", None),
            ("1e", None),
        ] {
            assert_eq!(parts_per_billion(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_usual_is_the_same_number() {
        for (text, is_usual) in [
            ("0.0", true),
            ("0.01", true),
            ("0.00011834", true),
            ("0.999999999", true),
            ("0.1234567895", false),
            ("0.", false),
            ("0", false),
            ("1.0", false),
            (".5", false),
            ("0.5e-1", false),
            ("0.5&0.1", false),
            ("0.5,0.1", false),
            ("", false),
        ] {
            let usual = usual(text.as_bytes());
            assert_eq!(usual.is_some(), is_usual, "{text}");
            assert!(usual.is_none() || usual == parts_per_billion(text), "{text}");
        }
    }

    #[test]
    fn a_list_speaks_of_an_allele_only_when_it_has_one_member_for_each() {
        assert_eq!(of_allele("0.5,0.01", 1, 2), Some(10_000_000));
        assert_eq!(of_allele("0.5,.", 1, 2), None);
        assert_eq!(of_allele("0.5", 0, 2), None);
        assert_eq!(of_allele("0.5,0.1", 0, 1), None);
        assert_eq!(of_entry("0.5&0.01"), Some(10_000_000));
    }

    #[test]
    fn the_first_population_that_states_one_decides() {
        let mut frequencies = [None; 4];
        note(&mut frequencies, Gnomad, Some(5));
        note(&mut frequencies, Gnomad, Some(7));
        assert_eq!(deciding(frequencies), Some(5));
        note(&mut frequencies, Tommo, Some(0));
        assert_eq!(deciding(frequencies), Some(0));
    }
}
