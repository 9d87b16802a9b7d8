//! Three-valued answers: what was not tested is never read as negative.

use serde::{Deserialize, Serialize};

/// Whether something was looked for, and what came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Met {
    /// Looked for and true.
    Met,
    /// Nobody looked, or the data cannot tell.
    NotAssessed,
    /// Looked for and false.
    NotMet,
}

impl Met {
    /// The code used in files and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotAssessed => "not_assessed",
            Self::NotMet => "not_met",
        }
    }

    /// Kleene conjunction: one `NotMet` decides, otherwise one `NotAssessed` keeps the answer open.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.max(other)
    }

    /// Kleene disjunction: one `Met` decides, otherwise one `NotAssessed` keeps the answer open.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.min(other)
    }
}

impl std::ops::Not for Met {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::Met => Self::NotMet,
            Self::NotAssessed => Self::NotAssessed,
            Self::NotMet => Self::Met,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Met::{self, Met as Yes, NotAssessed as Open, NotMet as No};

    #[test]
    fn kleene_tables_hold() {
        let and = [(Yes, Yes, Yes), (Yes, Open, Open), (Yes, No, No), (Open, No, No), (Open, Open, Open), (No, No, No)];
        for (a, b, expected) in and {
            assert_eq!(a.and(b), expected);
            assert_eq!(b.and(a), expected);
            assert_eq!((!a).or(!b), !expected, "De Morgan");
        }
    }

    #[test]
    fn what_was_not_assessed_is_never_negative() {
        assert_eq!(!Met::NotAssessed, Met::NotAssessed);
    }
}
