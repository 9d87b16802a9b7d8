//! Sequence Ontology consequence terms, most severe first.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! terms {
    ($($name:ident = $text:literal,)*) => {
        /// A Sequence Ontology term as VEP and SnpEff write it. The order of the variants is our severity order (the
        /// published order of Ensembl VEP, with the parent term of both splice sites beside them, because MAF does not say
        /// which one it is); a term that is not listed is kept as text and sorts last.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(from = "String", into = "String")]
        #[expect(missing_docs, reason = "each name is its Sequence Ontology term")]
        pub enum ConsequenceTerm { $($name,)* Other(String) }

        impl ConsequenceTerm {
            /// The term as Sequence Ontology writes it.
            pub fn name(&self) -> &str {
                match self { $(Self::$name => $text,)* Self::Other(text) => text }
            }
        }

        impl From<String> for ConsequenceTerm {
            fn from(text: String) -> Self {
                match text.as_str() { $($text => Self::$name,)* _ => Self::Other(text) }
            }
        }
    };
}

terms! {
    TranscriptAblation = "transcript_ablation",
    SpliceAcceptor = "splice_acceptor_variant",
    SpliceDonor = "splice_donor_variant",
    SpliceSite = "splice_site_variant",
    StopGained = "stop_gained",
    Frameshift = "frameshift_variant",
    StopLost = "stop_lost",
    StartLost = "start_lost",
    TranscriptAmplification = "transcript_amplification",
    FeatureElongation = "feature_elongation",
    FeatureTruncation = "feature_truncation",
    InframeInsertion = "inframe_insertion",
    InframeDeletion = "inframe_deletion",
    Missense = "missense_variant",
    ProteinAltering = "protein_altering_variant",
    SpliceDonorFifthBase = "splice_donor_5th_base_variant",
    SpliceRegion = "splice_region_variant",
    SpliceDonorRegion = "splice_donor_region_variant",
    SplicePolypyrimidineTract = "splice_polypyrimidine_tract_variant",
    IncompleteTerminalCodon = "incomplete_terminal_codon_variant",
    StartRetained = "start_retained_variant",
    StopRetained = "stop_retained_variant",
    Synonymous = "synonymous_variant",
    CodingSequence = "coding_sequence_variant",
    MatureMirna = "mature_miRNA_variant",
    FivePrimeUtr = "5_prime_UTR_variant",
    ThreePrimeUtr = "3_prime_UTR_variant",
    NonCodingExon = "non_coding_transcript_exon_variant",
    Intron = "intron_variant",
    NmdTranscript = "NMD_transcript_variant",
    NonCodingTranscript = "non_coding_transcript_variant",
    CodingTranscript = "coding_transcript_variant",
    Upstream = "upstream_gene_variant",
    Downstream = "downstream_gene_variant",
    TfbsAblation = "TFBS_ablation",
    TfbsAmplification = "TFBS_amplification",
    TfBindingSite = "TF_binding_site_variant",
    RegulatoryAblation = "regulatory_region_ablation",
    RegulatoryAmplification = "regulatory_region_amplification",
    Regulatory = "regulatory_region_variant",
    Intergenic = "intergenic_variant",
    SequenceVariant = "sequence_variant",
}

/// How severe a term is, in the classes that Ensembl VEP publishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Impact {
    /// Outside coding sequence, or effect unknown.
    Modifier,
    /// Unlikely to change the protein.
    Low,
    /// Changes the protein without disrupting it.
    Moderate,
    /// Assumed to disrupt the protein.
    High,
}

impl Impact {
    /// Reads `HIGH`, `MODERATE`, `LOW` or `MODIFIER`.
    pub fn of_text(text: &str) -> Option<Self> {
        match text {
            "HIGH" => Some(Self::High),
            "MODERATE" => Some(Self::Moderate),
            "LOW" => Some(Self::Low),
            "MODIFIER" => Some(Self::Modifier),
            _ => None,
        }
    }

    /// The number that [`crate::record_batch::RecordBatch::impact`] holds.
    pub fn number(self) -> u8 {
        match self {
            Self::Modifier => 1,
            Self::Low => 2,
            Self::Moderate => 3,
            Self::High => 4,
        }
    }
}

impl ConsequenceTerm {
    /// The class of the term (Ensembl VEP, "Calculated variant consequences"); `None` for a term that is not listed.
    pub fn impact(&self) -> Option<Impact> {
        let impact = match self {
            Self::Other(_) => return None,
            known if *known <= Self::FeatureTruncation => Impact::High,
            known if *known <= Self::ProteinAltering => Impact::Moderate,
            known if *known <= Self::Synonymous => Impact::Low,
            _ => Impact::Modifier,
        };
        Some(impact)
    }

    /// Whether it speaks of a splice site or what lies beside it.
    pub fn is_splicing(&self) -> bool {
        matches!(
            self,
            Self::SpliceAcceptor
                | Self::SpliceDonor
                | Self::SpliceSite
                | Self::SpliceDonorFifthBase
                | Self::SpliceRegion
                | Self::SpliceDonorRegion
                | Self::SplicePolypyrimidineTract
        )
    }

    /// Whether the reading frame or the splice sites are destroyed (candidate loss of function).
    pub fn is_truncating(&self) -> bool {
        matches!(
            self,
            Self::TranscriptAblation
                | Self::SpliceAcceptor
                | Self::SpliceDonor
                | Self::SpliceSite
                | Self::StopGained
                | Self::Frameshift
        )
    }
}

impl From<&str> for ConsequenceTerm {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<ConsequenceTerm> for String {
    fn from(term: ConsequenceTerm) -> Self {
        term.name().to_owned()
    }
}

impl fmt::Display for ConsequenceTerm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::{ConsequenceTerm, Impact};

    #[test]
    fn a_term_has_the_impact_that_vep_publishes() {
        for (term, expected) in [
            ("feature_truncation", Some(Impact::High)),
            ("stop_lost", Some(Impact::High)),
            ("inframe_insertion", Some(Impact::Moderate)),
            ("protein_altering_variant", Some(Impact::Moderate)),
            ("splice_donor_5th_base_variant", Some(Impact::Low)),
            ("synonymous_variant", Some(Impact::Low)),
            ("coding_sequence_variant", Some(Impact::Modifier)),
            ("intergenic_variant", Some(Impact::Modifier)),
            ("structural_interaction_variant", None),
        ] {
            assert_eq!(ConsequenceTerm::from(term).impact(), expected, "{term}");
        }
    }

    #[test]
    fn missense_outranks_the_polypyrimidine_tract() {
        assert!(ConsequenceTerm::Missense < ConsequenceTerm::SplicePolypyrimidineTract);
    }

    #[test]
    fn an_unknown_term_is_kept_as_written() {
        assert_eq!(ConsequenceTerm::from("bidirectional_gene_fusion").name(), "bidirectional_gene_fusion");
    }
}
