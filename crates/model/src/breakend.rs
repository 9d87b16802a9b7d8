//! One end of a joined piece of the genome.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::variation::{Contig, InterResiduePosition, VcfPosition};

/// Strand of a gene or transcript.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Strand {
    /// Read from low to high positions.
    #[serde(rename = "+")]
    Forward,
    /// Read from high to low positions.
    #[serde(rename = "-")]
    Reverse,
}

/// Which side of a breakend stays in the joined sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RetainedSide {
    /// The sequence that ends at the position (VCF `t[p[`, `t]p]` at the record's own end).
    Left,
    /// The sequence that begins at the position (VCF `]p]t`, `[p[t`).
    Right,
}

/// Where a sequence was joined to another one: one member of a VRS `Adjacency`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct BreakendPlace {
    /// The chromosome.
    pub contig: Contig,
    /// The last base that stays (`Left`) or the first one (`Right`).
    pub position: VcfPosition,
    /// Which side stays; `None` where the file does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retained: Option<RetainedSide>,
}

impl BreakendPlace {
    /// The inter-residue position of the cut, as VRS writes it.
    ///
    /// ```
    /// use model::{breakend::{BreakendPlace, RetainedSide}, variation::VcfPosition};
    /// let place = |side| BreakendPlace { contig: "2".into(), position: VcfPosition(100), retained: Some(side) };
    /// assert_eq!(place(RetainedSide::Left).cut().0, 100);
    /// assert_eq!(place(RetainedSide::Right).cut().0, 99);
    /// ```
    pub fn cut(&self) -> InterResiduePosition {
        match self.retained {
            Some(RetainedSide::Right) => self.position.inter_residue(),
            Some(RetainedSide::Left) | None => InterResiduePosition(self.position.0),
        }
    }
}

impl fmt::Display for BreakendPlace {
    /// `2:29223528(+)` keeps what ends there, `2:29223528(-)` what begins there, as breakend lists write orientation.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.contig, self.position.0)?;
        match self.retained {
            Some(RetainedSide::Left) => f.write_str("(+)"),
            Some(RetainedSide::Right) => f.write_str("(-)"),
            None => Ok(()),
        }
    }
}

/// A breakend with how sure its place is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Breakend {
    /// Where.
    pub place: BreakendPlace,
    /// VCF `CIPOS`/`CIEND`: bases that the true place may lie before and behind, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval: Option<(i64, i64)>,
}

impl Breakend {
    /// A breakend without an interval of confidence.
    pub fn at(contig: impl Into<Contig>, position: u64, retained: Option<RetainedSide>) -> Self {
        let place = BreakendPlace { contig: contig.into(), position: VcfPosition(position), retained };
        Self { place, interval: None }
    }
}
