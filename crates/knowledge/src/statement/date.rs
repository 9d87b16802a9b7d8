//! Dates as precise as known.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::Date;

use super::ApprovedOn;

/// The text is no day, month or year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a date of the form YYYY, YYYY-MM or YYYY-MM-DD")]
pub struct MalformedDate;

impl FromStr for ApprovedOn {
    type Err = MalformedDate;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (earliest, unit) = match text.len() {
            4 => (format!("{text}-01-01"), Some(1.year())),
            7 => (format!("{text}-01"), Some(1.month())),
            10 => (text.to_owned(), None),
            _ => return Err(MalformedDate),
        };
        let earliest: Date = earliest.parse().map_err(|_| MalformedDate)?;
        let latest = match unit {
            Some(unit) => earliest.checked_add(unit).and_then(Date::yesterday).map_err(|_| MalformedDate)?,
            None => earliest,
        };
        Ok(Self { earliest, latest })
    }
}

impl fmt::Display for ApprovedOn {
    /// As precise as known: `2018`, `2018-12` or `2018-12-21`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.earliest == self.latest {
            write!(f, "{}", self.earliest)
        } else if self.earliest.month() == self.latest.month() {
            write!(f, "{:04}-{:02}", self.earliest.year(), self.earliest.month())
        } else {
            write!(f, "{:04}", self.earliest.year())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_spans_what_is_not_known_of_it() {
        for (text, earliest, latest) in [
            ("2016", "2016-01-01", "2016-12-31"),
            ("2020-02", "2020-02-01", "2020-02-29"),
            ("2019-12", "2019-12-01", "2019-12-31"),
            ("2018-12-21", "2018-12-21", "2018-12-21"),
        ] {
            let date: ApprovedOn = text.parse().unwrap();
            assert_eq!((date.earliest.to_string(), date.latest.to_string()), (earliest.to_owned(), latest.to_owned()));
            assert_eq!(date.to_string(), text);
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in ["", "201", "2018-13", "2018-02-30", "2018/02/03", "2018-12-21 ", "平成30年12月"] {
            assert_eq!(text.parse::<ApprovedOn>(), Err(MalformedDate), "{text}");
        }
    }
}
