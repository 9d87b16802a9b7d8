//! Dates as Japanese documents write them: the common year, and the year of the era in brackets.

use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{Timestamp, civil};

use crate::templates::DateWords;

/// Japan has one time zone and no summer time.
pub(crate) const JAPAN: Offset = Offset::constant(9);

/// An instant on a Japanese clock.
pub(crate) fn in_japan(instant: Timestamp) -> civil::DateTime {
    JAPAN.to_datetime(instant)
}

/// A day in words.
pub(crate) fn day(words: &DateWords, date: Date) -> String {
    let era = words.eras.iter().filter(|era| era.from <= date).max_by_key(|era| era.from);
    let pattern = if era.is_some() { &words.day } else { &words.day_without_era };
    let (name, year_of_era) = era.map_or(("", String::new()), |era| {
        let year = i32::from(date.year()) - i32::from(era.from.year()) + 1;
        (era.name.as_str(), if year == 1 { words.first_year_of_era.clone() } else { year.to_string() })
    });
    pattern
        .replace("{year}", &date.year().to_string())
        .replace("{month}", &date.month().to_string())
        .replace("{day}", &date.day().to_string())
        .replace("{era}", name)
        .replace("{year_of_era}", &year_of_era)
}

/// An instant in words, to the minute, on a Japanese clock.
pub(crate) fn moment(words: &DateWords, instant: Timestamp) -> String {
    let local = in_japan(instant);
    words
        .moment
        .replace("{hour}", &format!("{:02}", local.hour()))
        .replace("{minute}", &format!("{:02}", local.minute()))
        .replace("{day}", &day(words, local.date()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::templates::tests::committed_words;

    #[test]
    fn a_day_shows_the_common_year_and_the_year_of_the_era() {
        let words = committed_words().date;
        let cases = [
            (date(2026, 11, 25), "2026年11月25日（令和8年11月25日）"),
            (date(2019, 5, 1), "2019年5月1日（令和元年5月1日）"),
            (date(2019, 4, 30), "2019年4月30日（平成31年4月30日）"),
            (date(1989, 1, 7), "1989年1月7日（昭和64年1月7日）"),
            (date(1926, 12, 25), "1926年12月25日（昭和元年12月25日）"),
            (date(1912, 7, 29), "1912年7月29日"),
        ];
        for (date, expected) in cases {
            assert_eq!(day(&words, date), expected);
        }
    }

    #[test]
    fn an_instant_is_told_on_a_japanese_clock() {
        let words = committed_words().date;
        let instant: Timestamp = "2026-11-24T15:05:59Z".parse().unwrap();
        assert_eq!(moment(&words, instant), "2026年11月25日（令和8年11月25日）00:05");
    }
}
