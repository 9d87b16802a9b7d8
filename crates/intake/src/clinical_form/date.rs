//! Dates as people in a Japanese hospital write them.

use jiff::civil::{Date, date};
use unicode_normalization::UnicodeNormalization;

/// What a date text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WrittenDate {
    /// A whole date.
    Day(Date),
    /// Year, or year and month: real information, but no day.
    Incomplete {
        /// Gregorian year.
        year: i16,
        /// Month, 1 to 12.
        month: Option<i16>,
    },
}

impl WrittenDate {
    /// ISO 8601, as exact as the text was.
    pub(crate) fn iso(self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Incomplete { year, month: Some(month) } => format!("{year:04}-{month:02}"),
            Self::Incomplete { year, month: None } => format!("{year:04}"),
        }
    }

    /// A whole date, or what is known of one in ISO 8601: a day is never made up.
    pub(crate) fn day_or_part(self) -> (Option<Date>, Option<String>) {
        match self {
            Self::Day(day) => (Some(day), None),
            Self::Incomplete { .. } => (None, Some(self.iso())),
        }
    }
}

struct Era {
    name: &'static str,
    letter: &'static str,
    first_day: Date,
}

/// The eras a living or recorded patient can meet.
const ERAS: [Era; 5] = [
    Era { name: "令和", letter: "R", first_day: date(2019, 5, 1) },
    Era { name: "平成", letter: "H", first_day: date(1989, 1, 8) },
    Era { name: "昭和", letter: "S", first_day: date(1926, 12, 25) },
    Era { name: "大正", letter: "T", first_day: date(1912, 7, 30) },
    Era { name: "明治", letter: "M", first_day: date(1868, 10, 23) },
];

/// Reads `2026-11-23`, `2026/11/23`, `2026年11月23日`, `20261123`, `令和8年11月23日`, `R8.11.23`, `S60/4/1`, `元年`, in any width.
/// `None` when the text is no date, no such day exists, or it lies before its era.
pub(crate) fn read(text: &str) -> Option<WrittenDate> {
    let plain: String = text.nfkc().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
    let era = ERAS.iter().find_map(|era| {
        let rest = plain.strip_prefix(era.name).or_else(|| plain.strip_prefix(era.letter))?;
        Some((era, rest.strip_prefix(['.', '-', '/']).unwrap_or(rest)))
    });
    let first_day = era.map(|(era, _)| era.first_day);
    let mut numbers = numbers(era.map_or(plain.as_str(), |(_, rest)| rest), era.is_none())?.into_iter();
    let year = numbers.next()?;
    let year = match first_day {
        None => Some(year).filter(|year| (1800..=2200).contains(year))?,
        Some(first) => first.year().checked_add(Some(year).filter(|year| *year > 0)?)?.checked_sub(1)?,
    };
    let (month, day) = (numbers.next(), numbers.next());
    let (Some(month), Some(day)) = (month, day) else {
        let month_exists = month.is_none_or(|month| (1..=12).contains(&month));
        return month_exists.then_some(WrittenDate::Incomplete { year, month });
    };
    let date = Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()?;
    first_day.is_none_or(|first| date >= first).then_some(WrittenDate::Day(date))
}

/// One to three numbers, divided by the signs of dates and nothing else.
fn numbers(text: &str, gregorian: bool) -> Option<Vec<i16>> {
    let text = text.strip_prefix('元').map_or_else(|| text.to_owned(), |rest| format!("1{rest}"));
    if gregorian && text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let (year, rest) = text.split_at_checked(4)?;
        let (month, day) = rest.split_at_checked(2)?;
        return [year, month, day].iter().map(|part| part.parse().ok()).collect();
    }
    let text = text
        .strip_suffix('日')
        .or_else(|| text.strip_suffix('月'))
        .or_else(|| text.strip_suffix('年'))
        .unwrap_or(&text);
    let parts: Vec<i16> =
        text.split(['年', '月', '/', '.', '-']).map(|part| digits(part)?.parse().ok()).collect::<Option<_>>()?;
    Some(parts).filter(|parts| parts.len() <= 3)
}

fn digits(part: &str) -> Option<&str> {
    Some(part).filter(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_every_spelling() {
        for (text, expected) in [
            ("2026-11-23", "2026-11-23"),
            ("2026/11/23", "2026-11-23"),
            ("2026.1.5", "2026-01-05"),
            ("2026年11月23日", "2026-11-23"),
            ("20261123", "2026-11-23"),
            ("令和8年11月23日", "2026-11-23"),
            ("令和　８年１１月２３日", "2026-11-23"),
            ("R8.11.23", "2026-11-23"),
            ("r8/11/23", "2026-11-23"),
            ("Ｒ８．１１．２３", "2026-11-23"),
            ("㋿8年11月23日", "2026-11-23"),
            ("令和元年5月1日", "2019-05-01"),
            ("S60/4/1", "1985-04-01"),
            ("昭和64年1月7日", "1989-01-07"),
            ("H4.1.20", "1992-01-20"),
            ("平成31年5月1日", "2019-05-01"),
            ("T15.12.24", "1926-12-24"),
            ("R6/2/29", "2024-02-29"),
        ] {
            let expected = Some(WrittenDate::Day(expected.parse().unwrap()));
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_not_bent_into_one() {
        for text in [
            "",
            "昨年",
            "2026-13-01",
            "R7/2/29",
            "令和0年5月1日",
            "令和元年4月30日",
            "X8.11.23",
            "11/23",
            "2026--11",
            "8.11.23",
            "R8.11.23.4",
            "２０２６年",
            "-5",
            "99999999999",
        ] {
            assert!(!matches!(read(text), Some(WrittenDate::Day(_))), "{text}");
        }
    }

    #[test]
    fn a_month_without_day_is_incomplete() {
        for text in ["2025年4月", "令和7年4月", "2025-04", "R7/4"] {
            assert_eq!(read(text), Some(WrittenDate::Incomplete { year: 2025, month: Some(4) }), "{text}");
        }
        assert_eq!(read("2025"), Some(WrittenDate::Incomplete { year: 2025, month: None }));
        assert_eq!(read("2025年13月"), None);
    }
}
