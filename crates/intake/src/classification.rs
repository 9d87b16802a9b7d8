//! MAF `Variant_Classification` as Sequence Ontology terms.

use model::consequence::ConsequenceTerm;

/// The term that a classification of the MAF specification stands for; unknown words are kept as written.
pub(crate) fn consequence_of(classification: &str) -> ConsequenceTerm {
    TERMS
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(classification))
        .map_or_else(|| ConsequenceTerm::from(classification), |(_, term)| ConsequenceTerm::from(*term))
}

/// After the table of vcf2maf read backwards; `Splice_Site` does not say which side of the intron.
const TERMS: [(&str, &str); 18] = [
    ("Missense_Mutation", "missense_variant"),
    ("Nonsense_Mutation", "stop_gained"),
    ("Nonstop_Mutation", "stop_lost"),
    ("Silent", "synonymous_variant"),
    ("Frame_Shift_Del", "frameshift_variant"),
    ("Frame_Shift_Ins", "frameshift_variant"),
    ("In_Frame_Del", "inframe_deletion"),
    ("In_Frame_Ins", "inframe_insertion"),
    ("Splice_Site", "splice_site_variant"),
    ("Splice_Region", "splice_region_variant"),
    ("Translation_Start_Site", "start_lost"),
    ("5'UTR", "5_prime_UTR_variant"),
    ("3'UTR", "3_prime_UTR_variant"),
    ("5'Flank", "upstream_gene_variant"),
    ("3'Flank", "downstream_gene_variant"),
    ("Intron", "intron_variant"),
    ("RNA", "non_coding_transcript_variant"),
    ("IGR", "intergenic_variant"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classifications_become_sequence_ontology_terms() {
        assert_eq!(consequence_of("Missense_Mutation"), ConsequenceTerm::Missense);
        assert_eq!(consequence_of("Splice_Site"), ConsequenceTerm::SpliceSite);
        assert!(consequence_of("Splice_Site").is_truncating());
        assert_eq!(consequence_of("Targeted_Region").name(), "Targeted_Region");
    }
}
