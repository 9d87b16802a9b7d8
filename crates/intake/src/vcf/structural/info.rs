//! INFO fields of a structural record, found in one pass.

use std::collections::BTreeMap;

use model::breakend::RetainedSide;

/// INFO by key; flags have an empty value.
pub(super) struct StructuralInfo<'a> {
    fields: BTreeMap<&'a str, &'a str>,
}

impl<'a> StructuralInfo<'a> {
    pub(super) fn read(info: &'a str) -> Self {
        Self { fields: info.split(';').map(|field| field.split_once('=').unwrap_or((field, ""))).collect() }
    }

    pub(super) fn flag(&self, key: &str) -> bool {
        self.fields.contains_key(key)
    }

    /// A value that is there and not missing.
    pub(super) fn text(&self, key: &str) -> Option<&'a str> {
        self.fields.get(key).copied().filter(|value| !value.is_empty() && *value != ".")
    }

    /// The member of a list that belongs to alternate `index`; the only member where there is one.
    fn member(&self, key: &str, index: usize) -> Option<&'a str> {
        let list = self.text(key)?;
        list.split(',').nth(index).or_else(|| list.split(',').next().filter(|only| *only == list))
    }

    /// A number per alternate; `1e6`, as some tools write it, is none.
    pub(super) fn number(&self, key: &str, index: usize) -> Option<i64> {
        self.member(key, index)?.trim().parse().ok()
    }

    /// `CIPOS`, `CIEND`.
    pub(super) fn interval(&self, key: &str) -> Option<(i64, i64)> {
        let (low, high) = self.text(key)?.split_once(',')?;
        let (low, high) = (low.trim().parse::<i64>().ok()?, high.trim().parse::<i64>().ok()?);
        (low != 0 || high != 0).then_some((low, high))
    }

    /// Which sides stay, as Delly (`CT`) and older Manta (`INV3`, `INV5`) write it.
    pub(super) fn sides(&self) -> Option<(RetainedSide, RetainedSide)> {
        use RetainedSide::{Left, Right};
        match self.text("CT") {
            Some("3to5") => Some((Left, Right)),
            Some("5to3") => Some((Right, Left)),
            Some("3to3") => Some((Left, Left)),
            Some("5to5") => Some((Right, Right)),
            _ => match (self.flag("INV3"), self.flag("INV5")) {
                (true, false) => Some((Left, Left)),
                (false, true) => Some((Right, Right)),
                _ => None,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_and_odd_ones_are_none() {
        let info = StructuralInfo::read("SVTYPE=DEL;END=200;SVLEN=-100,50;CIPOS=-2,3;CIEND=0,0;IMPRECISE;CT=5to5;X=.");
        assert_eq!(
            (info.number("END", 1), info.number("SVLEN", 1), info.number("SVLEN", 2)),
            (Some(200), Some(50), None)
        );
        assert_eq!((info.interval("CIPOS"), info.interval("CIEND"), info.interval("END")), (Some((-2, 3)), None, None));
        assert!(info.flag("IMPRECISE") && info.text("X").is_none());
        assert_eq!(info.sides(), Some((RetainedSide::Right, RetainedSide::Right)));
    }
}
