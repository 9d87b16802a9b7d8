//! The header of a made-up file, as long as real ones are.

use std::fmt::{self, Write};

use super::Kind;
use super::annotation::FIELDS;
use super::genes::CONTIGS;

const FILTERS: [(&str, &str); 7] = [
    ("VQSRTrancheSNP99.90to100.00", "Truth sensitivity tranche level for SNP model"),
    ("VQSRTrancheINDEL99.00to100.00", "Truth sensitivity tranche level for INDEL model"),
    ("LowQual", "Low quality"),
    ("weak_evidence", "Mutation does not meet likelihood threshold"),
    ("clustered_events", "Clustered events observed in the tumor"),
    ("normal_artifact", "artifact_in_normal"),
    ("strand_bias", "Evidence for alt allele comes from one read direction only"),
];

const INFO: [(&str, &str, &str); 30] = [
    ("AC", "A", "Integer"),
    ("AF", "A", "Float"),
    ("AN", "1", "Integer"),
    ("BaseQRankSum", "1", "Float"),
    ("DP", "1", "Integer"),
    ("FS", "1", "Float"),
    ("MQ", "1", "Float"),
    ("MQRankSum", "1", "Float"),
    ("QD", "1", "Float"),
    ("ReadPosRankSum", "1", "Float"),
    ("SOR", "1", "Float"),
    ("VQSLOD", "1", "Float"),
    ("culprit", "1", "String"),
    ("gnomAD_AF", "A", "Float"),
    ("gnomAD_EAS_AF", "A", "Float"),
    ("ToMMo_AF", "A", "Float"),
    ("CLNSIG", ".", "String"),
    ("CLNREVSTAT", ".", "String"),
    ("ALLELEID", "1", "Integer"),
    ("AS_SB_TABLE", "1", "String"),
    ("ECNT", "1", "Integer"),
    ("GERMQ", "1", "Integer"),
    ("MBQ", "R", "Integer"),
    ("MFRL", "R", "Integer"),
    ("MMQ", "R", "Integer"),
    ("MPOS", "A", "Integer"),
    ("NALOD", "A", "Float"),
    ("NLOD", "A", "Float"),
    ("POPAF", "A", "Float"),
    ("TLOD", "A", "Float"),
];

const FORMAT: [(&str, &str, &str); 9] = [
    ("GT", "1", "String"),
    ("AD", "R", "Integer"),
    ("AF", "A", "Float"),
    ("DP", "1", "Integer"),
    ("GQ", "1", "Integer"),
    ("PL", "G", "Integer"),
    ("F1R2", "R", "Integer"),
    ("F2R1", "R", "Integer"),
    ("SB", "4", "Integer"),
];

/// Writes the header.
pub(super) fn write(text: &mut String, kind: Kind, seed: u64) -> fmt::Result {
    writeln!(text, "##fileformat=VCFv4.2")?;
    writeln!(text, "##shirubeSynthetic=<kind={},seed={seed}>", kind.word())?;
    writeln!(text, "##source=SYNTHETIC: made up by shirube xtask generate-wgs, no person's genome")?;
    writeln!(text, "##reference=GRCh38")?;
    writeln!(text, "##VEP=\"synthetic\" assembly=\"GRCh38\"")?;
    writeln!(text, "##FILTER=<ID=PASS,Description=\"All filters passed\">")?;
    for (id, description) in FILTERS {
        writeln!(text, "##FILTER=<ID={id},Description=\"{description}\">")?;
    }
    for (id, number, kind) in INFO {
        writeln!(text, "##INFO=<ID={id},Number={number},Type={kind},Description=\"{id}\">")?;
    }
    let description = format!("Consequence annotations from Ensembl VEP. Format: {FIELDS}");
    writeln!(text, "##INFO=<ID=CSQ,Number=.,Type=String,Description=\"{description}\">")?;
    for (id, number, kind) in FORMAT {
        writeln!(text, "##FORMAT=<ID={id},Number={number},Type={kind},Description=\"{id}\">")?;
    }
    for (contig, length) in CONTIGS {
        writeln!(text, "##contig=<ID={contig},length={length},assembly=GRCh38>")?;
    }
    if kind == Kind::Somatic {
        writeln!(text, "##tumor_sample=TUMOR\n##normal_sample=NORMAL")?;
    }
    writeln!(text, "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t{}", kind.samples())
}
