//! Dates as a Japanese hospital writes them: Western year with the era year in brackets.

use jiff::civil::Date;

/// `2026年11月25日（令和8年11月25日）`. Days before 1912-07-30 are printed without an era.
///
/// ```
/// use jiff::civil::date;
/// assert_eq!(report::dates::both(date(2026, 11, 25)), "2026年11月25日（令和8年11月25日）");
/// assert_eq!(report::dates::both(date(2019, 5, 1)), "2019年5月1日（令和元年5月1日）");
/// ```
pub fn both(date: Date) -> String {
    match era(date) {
        Some(era) => format!("{}（{era}）", western(date)),
        None => western(date),
    }
}

/// `2026年11月25日`
pub fn western(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// `令和8年11月25日`; the first year of an era is 元年.
pub fn era(date: Date) -> Option<String> {
    let (name, first) = ERAS.iter().find(|(_, start)| date >= *start).map(|(name, start)| (name, start.year()))?;
    let year = match date.year() - first + 1 {
        1 => "元".to_owned(),
        year => year.to_string(),
    };
    Some(format!("{name}{year}年{}月{}日", date.month(), date.day()))
}

/// Whole years on a day, by the calendar.
pub fn age_years(born_on: Date, on: Date) -> Option<u32> {
    let years = i32::from(on.year()) - i32::from(born_on.year());
    let before_birthday = (on.month(), on.day()) < (born_on.month(), born_on.day());
    u32::try_from(years - i32::from(before_birthday)).ok()
}

/// First day of each era, newest first.
const ERAS: [(&str, Date); 4] = [
    ("令和", Date::constant(2019, 5, 1)),
    ("平成", Date::constant(1989, 1, 8)),
    ("昭和", Date::constant(1926, 12, 25)),
    ("大正", Date::constant(1912, 7, 30)),
];

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn eras_change_on_their_day() {
        for (day, expected) in [
            (date(2019, 4, 30), Some("平成31年4月30日")),
            (date(2019, 5, 1), Some("令和元年5月1日")),
            (date(1989, 1, 7), Some("昭和64年1月7日")),
            (date(1926, 12, 24), Some("大正15年12月24日")),
            (date(1900, 1, 1), None),
        ] {
            assert_eq!(era(day).as_deref(), expected);
        }
    }

    #[test]
    fn age_counts_birthdays() {
        assert_eq!(age_years(date(1960, 2, 29), date(2026, 2, 28)), Some(65));
        assert_eq!(age_years(date(1960, 2, 29), date(2026, 3, 1)), Some(66));
        assert_eq!(age_years(date(2026, 11, 26), date(2026, 11, 25)), None);
    }
}
