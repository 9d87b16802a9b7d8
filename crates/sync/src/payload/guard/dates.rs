//! Dates in running text, in the Western calendar or a Japanese era, in any common order.

use jiff::civil::Date;

use super::folding::{folded, is_hyphen};

/// First year of each era less one; the names as they look after folding.
const ERAS: [(&[&str], i16); 5] = [
    (&["令和", "令", "reiwa", "r"], 2018),
    (&["平成", "平", "heisei", "h"], 1988),
    (&["昭和", "昭", "showa", "s"], 1925),
    (&["大正", "大", "taisho", "t"], 1911),
    (&["明治", "明", "meiji", "m"], 1867),
];

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A run of digits and the text before it.
struct Number {
    before: String,
    digits: String,
}

impl Number {
    fn value(&self) -> Option<i16> {
        self.digits.parse().ok()
    }
}

/// Every day that a text can be read as naming.
pub(crate) fn dates_in(text: &str) -> Vec<Date> {
    let folded = folded(text).replace("元年", "1年");
    let numbers = numbers(&folded);
    let mut dates: Vec<Date> = numbers.iter().filter_map(run_of_eight).collect();
    for window in numbers.windows(3) {
        if let [first, second, third] = window
            && separates(&second.before)
            && separates(&third.before)
        {
            dates.extend(of_three(first, second, third));
        }
    }
    for window in numbers.windows(2) {
        if let [first, second] = window {
            dates.extend(with_month_name(first, second));
        }
    }
    dates
}

fn numbers(text: &str) -> Vec<Number> {
    let mut numbers = Vec::new();
    let (mut before, mut digits) = (String::new(), String::new());
    for c in text.chars() {
        if c.is_ascii_digit() {
            digits.push(c);
        } else {
            if !digits.is_empty() {
                numbers.push(Number { before: std::mem::take(&mut before), digits: std::mem::take(&mut digits) });
            }
            before.push(c);
        }
    }
    if !digits.is_empty() {
        numbers.push(Number { before, digits });
    }
    numbers
}

/// `19580403`, or `s330403` of an era.
fn run_of_eight(number: &Number) -> Option<Date> {
    let part = |range: std::ops::Range<usize>| number.digits.get(range)?.parse::<i16>().ok();
    match number.digits.len() {
        8 => date(part(0..4)?, part(4..6)?, part(6..8)?),
        6 => date(era(&number.before)? + part(0..2)?, part(2..4)?, part(4..6)?),
        _ => None,
    }
}

fn of_three(first: &Number, second: &Number, third: &Number) -> Vec<Date> {
    let (Some(one), Some(two), Some(three)) = (first.value(), second.value(), third.value()) else { return Vec::new() };
    let mut dates = Vec::new();
    if first.digits.len() == 4 {
        dates.extend(date(one, two, three));
    } else if let Some(before) = era(&first.before) {
        dates.extend(date(before + one, two, three));
    } else if first.digits.len() <= 2 && second.digits.len() <= 2 {
        if third.digits.len() == 4 {
            dates.extend(date(three, two, one));
            dates.extend(date(three, one, two));
        }
        // A year of two digits: of the last century, of this one, or of an era that is not named.
        if third.digits.len() <= 2 {
            let years = [1900, 2000].into_iter().chain(ERAS.iter().map(|(_, before)| *before));
            dates.extend(years.filter_map(|before| date(before + one, two, three)));
        }
    }
    dates
}

/// `3 Apr 1958`, `April 3, 1958`.
fn with_month_name(first: &Number, second: &Number) -> Option<Date> {
    let (day, year) = (first.value()?, second.value()?);
    let between = second.before.trim_matches(|c: char| !c.is_alphabetic());
    let month = match month_named(between) {
        Some(month) => month,
        None if between.is_empty() || matches!(between, "st" | "nd" | "rd" | "th") => {
            let words = first.before.trim_end_matches(|c: char| !c.is_alphabetic());
            month_named(words.rsplit(|c: char| !c.is_alphabetic()).next()?)?
        }
        None => return None,
    };
    if second.digits.len() == 4 { date(year, month, day) } else { None }
}

fn month_named(word: &str) -> Option<i16> {
    let place = MONTHS.iter().position(|month| word.starts_with(month))?;
    i16::try_from(place + 1).ok()
}

/// Whether a text between two numbers of a date may stand there.
fn separates(text: &str) -> bool {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (None, _) => true,
        (Some(c), None) => is_hyphen(c) || matches!(c, '/' | '.' | '年' | '月' | ',' | '、' | '・' | '·' | '⁄'),
        (Some(_), Some(_)) => false,
    }
}

/// The year before the first one of the era whose name ends a text.
fn era(before: &str) -> Option<i16> {
    let before = before.trim_end_matches(|c: char| c.is_whitespace() || c == '.');
    let names = ERAS.iter().flat_map(|(names, year)| names.iter().map(move |name| (*name, *year)));
    names
        .filter(|(name, _)| {
            before.strip_suffix(name).is_some_and(|rest| {
                // `r` of an era, not of a word.
                !name.is_ascii() || !rest.chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric())
            })
        })
        .map(|(_, year)| year)
        .next()
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
