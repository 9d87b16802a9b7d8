//! Columns of segment tables: every program has names of its own.

use crate::error::IntakeError;
use crate::table::Table;

/// Places of the columns that are read.
pub(super) struct SegmentColumns {
    pub(super) sample: Option<usize>,
    pub(super) contig: usize,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Copies in tumour cells.
    pub(super) total: Option<usize>,
    pub(super) major: Option<usize>,
    pub(super) minor: Option<usize>,
    pub(super) log2_ratio: Option<usize>,
    /// Copies of which nobody says whether they are corrected for purity.
    pub(super) unscaled: Option<usize>,
    pub(super) b_allele_fraction: Option<usize>,
    pub(super) markers: Option<usize>,
    pub(super) genes: Option<usize>,
}

impl SegmentColumns {
    pub(super) fn find(table: &Table) -> Result<Self, IntakeError> {
        Ok(Self {
            sample: table.column(&["ID", "Sample", "Sample_ID", "GDC_Aliquot", "Tumor_Sample_Barcode"]),
            contig: table.needed(&["chromosome", "chrom", "chr"])?,
            start: table.needed(&["start", "loc.start", "Start.bp", "startpos", "start_position"])?,
            end: table.needed(&["end", "loc.end", "End.bp", "endpos", "end_position", "stop"])?,
            total: table.column(&["copyNumber", "tcn.em", "nTotal"]),
            major: table.column(&["majorAlleleCopyNumber", "nMajor"]),
            minor: table.column(&["minorAlleleCopyNumber", "minorAllelePloidy", "nMinor", "lcn.em"]),
            log2_ratio: table.column(&["log2", "seg.mean", "Segment_Mean", "Seg.CN"]),
            unscaled: table.column(&["cn"]),
            b_allele_fraction: table.column(&["baf"]),
            markers: table.column(&["probes", "num.mark", "Num.Markers", "Num_Probes", "depthWindowCount"]),
            genes: table.column(&["gene"]),
        })
    }
}
