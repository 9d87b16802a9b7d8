//! Rows of the table, their bars, and whether they are met.

use std::fmt;

/// In which unit a row is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Seconds,
    Milliseconds,
    Mebibytes,
    Alleles,
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Seconds => "s",
            Self::Milliseconds => "ms",
            Self::Mebibytes => "MiB",
            Self::Alleles => "alleles",
        })
    }
}

/// What a row must reach.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Bar {
    /// At most so many times the peer's value.
    Ratio(f64),
    /// At most so much.
    Most(f64),
    /// The peer found the same ones; so many did not agree.
    Same(u64),
    /// Told for comparison.
    None,
}

impl fmt::Display for Bar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ratio(limit) => write!(f, "{limit} × peer"),
            Self::Most(limit) => write!(f, "{limit}"),
            Self::Same(different) => write!(f, "same ones; {different} differ"),
            Self::None => write!(f, "none"),
        }
    }
}

/// Who it is measured against.
#[derive(Clone, Debug)]
pub(crate) struct Peer {
    pub(crate) name: &'static str,
    pub(crate) value: f64,
}

/// One row of the table.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) work: String,
    pub(crate) value: f64,
    pub(crate) unit: Unit,
    pub(crate) peer: Option<Peer>,
    pub(crate) bar: Bar,
}

impl Row {
    /// Ours divided by the peer's.
    pub(crate) fn ratio(&self) -> Option<f64> {
        self.peer.as_ref().filter(|peer| peer.value > 0.0).map(|peer| self.value / peer.value)
    }

    /// Times say nothing on a busy machine; ratios, memory and counts do.
    pub(crate) fn verdict(&self, busy: bool) -> &'static str {
        let met = match self.bar {
            Bar::None => return "told",
            Bar::Ratio(limit) => match self.ratio() {
                Some(ratio) => ratio <= limit,
                None => return "no peer",
            },
            Bar::Same(_) if self.peer.is_none() => return "no peer",
            Bar::Same(different) => different == 0,
            Bar::Most(_) if busy && matches!(self.unit, Unit::Seconds | Unit::Milliseconds) => return "machine busy",
            Bar::Most(limit) => self.value <= limit,
        };
        if met { "met" } else { "MISSED" }
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = self.unit;
        let told = |value: f64| match unit {
            Unit::Seconds => format!("{value:.3} {unit}"),
            Unit::Milliseconds => format!("{value:.1} {unit}"),
            Unit::Mebibytes | Unit::Alleles => format!("{value:.0} {unit}"),
        };
        let peer = self.peer.as_ref().map(|peer| told(peer.value)).unwrap_or_default();
        let ratio = self.ratio().map(|ratio| format!("{ratio:.2}")).unwrap_or_default();
        let name = self.peer.as_ref().map_or("none", |peer| peer.name);
        write!(f, "{:<66} {:>12} {peer:>12} {ratio:>6}  {name:<30}", self.work, told(self.value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(value: f64, peer: Option<f64>, bar: Bar, unit: Unit) -> Row {
        Row { work: String::new(), value, unit, peer: peer.map(|value| Peer { name: "p", value }), bar }
    }

    #[test]
    fn a_ratio_is_judged_on_a_busy_machine_too() {
        assert_eq!(row(1.0, Some(1.0), Bar::Ratio(1.5), Unit::Seconds).verdict(true), "met");
        assert_eq!(row(2.0, Some(1.0), Bar::Ratio(1.5), Unit::Seconds).verdict(true), "MISSED");
        assert_eq!(row(2.0, None, Bar::Ratio(1.5), Unit::Seconds).verdict(false), "no peer");
    }

    #[test]
    fn times_are_judged_on_a_free_machine_only_and_memory_always() {
        assert_eq!(row(4.0, None, Bar::Most(3.0), Unit::Seconds).verdict(true), "machine busy");
        assert_eq!(row(4.0, None, Bar::Most(3.0), Unit::Milliseconds).verdict(true), "machine busy");
        assert_eq!(row(4.0, None, Bar::Most(3.0), Unit::Seconds).verdict(false), "MISSED");
        assert_eq!(row(2.0, None, Bar::Most(3.0), Unit::Seconds).verdict(false), "met");
        assert_eq!(row(4.0, None, Bar::Most(3.0), Unit::Mebibytes).verdict(true), "MISSED");
    }

    #[test]
    fn a_set_is_the_same_or_not() {
        assert_eq!(row(4.0, Some(4.0), Bar::Same(0), Unit::Alleles).verdict(true), "met");
        assert_eq!(row(4.0, Some(4.0), Bar::Same(2), Unit::Alleles).verdict(true), "MISSED");
        assert_eq!(row(4.0, None, Bar::Same(0), Unit::Alleles).verdict(true), "no peer");
    }
}
