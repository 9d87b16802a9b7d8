//! Counting failed sign-ins.
//!
//! The count slows down somebody at the keyboard. Somebody with a copy of the files is stopped by the device secret
//! and the price of Argon2id instead, never by this count.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// Failures in a row after which an account is locked.
pub const FAILURES_BEFORE_LOCK: u32 = 5;
/// First lock; each further failure doubles it.
pub const FIRST_LOCK: SignedDuration = SignedDuration::from_mins(1);
/// Longest lock.
pub const LONGEST_LOCK: SignedDuration = SignedDuration::from_mins(60);

/// Failures since the last success.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedAttempts {
    /// How many in a row.
    pub count: u32,
    /// The last of them.
    pub last_at: Option<Timestamp>,
}

impl FailedAttempts {
    /// Until when no attempt is allowed; `None` when one is allowed now. A clock that was turned back far does not lock
    /// an account for longer than the lock itself.
    pub fn locked_until(&self, now: Timestamp) -> Option<Timestamp> {
        let last = self.last_at?;
        let lock = self.lock()?;
        let apart = now.duration_since(last);
        (apart.abs() < lock).then(|| last.checked_add(lock).unwrap_or(Timestamp::MAX))
    }

    /// One more failure.
    #[must_use]
    pub fn failed(self, now: Timestamp) -> Self {
        Self { count: self.count.saturating_add(1), last_at: Some(now) }
    }

    fn lock(&self) -> Option<SignedDuration> {
        let doublings = self.count.checked_sub(FAILURES_BEFORE_LOCK)?;
        let factor = 1_i32.checked_shl(doublings).filter(|factor| *factor > 0);
        Some(factor.and_then(|factor| FIRST_LOCK.checked_mul(factor)).unwrap_or(LONGEST_LOCK).min(LONGEST_LOCK))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + minute * 60).unwrap()
    }

    fn failures(count: u32) -> FailedAttempts {
        FailedAttempts { count, last_at: Some(at(0)) }
    }

    #[test]
    fn the_fifth_failure_locks_and_each_further_one_locks_longer() {
        assert_eq!(failures(4).locked_until(at(0)), None);
        for (count, minutes) in [(5, 1), (6, 2), (7, 4), (8, 8), (11, 60), (36, 60), (37, 60), (u32::MAX, 60)] {
            let locked = failures(count);
            assert_eq!(locked.locked_until(at(0)), Some(at(minutes)), "{count} failures");
            assert_eq!(locked.locked_until(at(minutes - 1)), Some(at(minutes)), "{count} failures");
            assert_eq!(locked.locked_until(at(minutes)), None, "{count} failures");
        }
    }

    #[test]
    fn a_clock_turned_back_by_a_day_does_not_lock_for_a_day() {
        assert_eq!(failures(5).locked_until(at(-24 * 60)), None);
    }

    #[test]
    fn a_failure_counts_up() {
        let one = FailedAttempts::default().failed(at(3));
        assert_eq!(one, FailedAttempts { count: 1, last_at: Some(at(3)) });
        assert_eq!(failures(u32::MAX).failed(at(1)).count, u32::MAX);
    }
}
