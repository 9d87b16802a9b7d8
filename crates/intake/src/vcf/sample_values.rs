//! The FORMAT values of one sample in one record.

use std::borrow::Cow;

use crate::percent::decode;

/// FORMAT keys beside the values of one sample column. Trailing values may be left out (VCF 4.3, §1.6.2).
#[derive(Clone, Debug)]
pub(crate) struct SampleValues<'a> {
    keys: &'a [&'a str],
    values: &'a str,
}

impl<'a> SampleValues<'a> {
    /// `None` when there are more values than keys.
    pub(crate) fn new(keys: &'a [&'a str], values: &'a str) -> Option<Self> {
        (values.split(':').count() <= keys.len()).then_some(Self { keys, values })
    }

    /// A value that is there and not missing.
    pub(crate) fn text(&self, key: &str) -> Option<Cow<'a, str>> {
        let position = self.keys.iter().position(|own| *own == key)?;
        self.values.split(':').nth(position).filter(|value| !value.is_empty() && *value != ".").map(decode)
    }

    /// A list of counts; a missing member is `None`.
    pub(crate) fn counts(&self, key: &str) -> Option<Vec<Option<u32>>> {
        self.text(key).map(|list| list.split(',').map(|member| member.trim().parse().ok()).collect())
    }

    /// A single count.
    pub(crate) fn count(&self, key: &str) -> Option<u32> {
        match self.counts(key)?.as_slice() {
            [count] => *count,
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_by_key_and_missing_ones_are_none() {
        let values = SampleValues::new(&["GT", "AD", "DP", "FREQ"], "0/1:651,.:741").unwrap();
        assert_eq!(values.counts("AD"), Some(vec![Some(651), None]));
        assert_eq!(values.count("DP"), Some(741));
        assert_eq!(values.text("FREQ"), None);
        assert!(SampleValues::new(&["GT"], "0/1:5").is_none());
    }
}
