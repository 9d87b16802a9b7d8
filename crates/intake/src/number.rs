//! Measured numbers, kept as received.

use model::Decimal;

/// A plain or scientific decimal number; `None` for anything else (`.`, `NA`, `nan`).
pub(crate) fn decimal(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let digits = text.bytes().any(|byte| byte.is_ascii_digit());
    if !digits || text.contains('_') {
        return None;
    }
    text.parse().ok().or_else(|| Decimal::from_scientific(text).ok())
}

/// A fraction from 0 to 1: as received, or a percentage when the text ends in `%`.
pub(crate) fn fraction(text: &str) -> Option<Decimal> {
    match text.trim().strip_suffix('%') {
        Some(percent) => percent_as_fraction(percent),
        None => decimal(text).filter(|value| within_one(*value)),
    }
}

/// A percentage without its sign, as a fraction.
pub(crate) fn percent_as_fraction(text: &str) -> Option<Decimal> {
    decimal(text)?.checked_div(Decimal::ONE_HUNDRED).map(|value| value.normalize()).filter(|value| within_one(*value))
}

/// `part / whole` rounded to four digits; `None` when nothing was counted.
pub(crate) fn ratio(part: u32, whole: u32) -> Option<Decimal> {
    let value = Decimal::from(part).checked_div(Decimal::from(whole))?;
    Some(value.round_dp(4)).filter(|value| within_one(*value))
}

/// A count, which some documents write with a fraction; `None` unless it fits and is not negative.
pub(crate) fn whole(text: &str) -> Option<u32> {
    decimal(text).filter(|value| *value >= Decimal::ZERO).and_then(|value| value.round().to_string().parse().ok())
}

/// A value with its unit written behind it, e.g. `6.3Muts/Mb`.
pub(crate) fn with_unit(text: &str) -> Option<(Decimal, Option<String>)> {
    let text = text.trim();
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+'))).unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end)?;
    let unit = Some(unit.trim().to_owned()).filter(|unit| !unit.is_empty());
    decimal(number).map(|value| (value, unit))
}

fn within_one(value: Decimal) -> bool {
    (Decimal::ZERO..=Decimal::ONE).contains(&value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: Option<Decimal>) -> Option<String> {
        value.map(|value| value.to_string())
    }

    #[test]
    fn digits_stay_as_received() {
        for (input, expected) in [
            ("0.12146", Some("0.12146")),
            ("1.00", Some("1.00")),
            ("5.000e-08", Some("0.00000005000")),
            (".", None),
            ("NA", None),
            ("", None),
        ] {
            assert_eq!(text(decimal(input)), expected.map(str::to_owned), "{input}");
        }
    }

    #[test]
    fn a_percentage_becomes_a_fraction_and_more_than_one_is_none() {
        assert_eq!(text(fraction("11.56%")), Some("0.1156".to_owned()));
        assert_eq!(text(percent_as_fraction("46.9721767594108")), Some("0.469721767594108".to_owned()));
        assert_eq!(text(fraction("11.56")), None);
        assert_eq!(text(ratio(1, 3)), Some("0.3333".to_owned()));
        assert_eq!(text(ratio(1, 0)), None);
    }

    #[test]
    fn a_unit_behind_the_number_is_split_off() {
        assert_eq!(with_unit("6.3Muts/Mb"), Some((Decimal::new(63, 1), Some("Muts/Mb".to_owned()))));
        assert_eq!(with_unit("10.0"), Some((Decimal::new(100, 1), None)));
        assert_eq!(with_unit("high"), None);
    }
}
