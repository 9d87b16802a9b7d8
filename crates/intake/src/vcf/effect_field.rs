//! `INFO/EFF`, which SnpEff wrote before `ANN`: `effect(impact|class|codon|amino acid|…)`. The order inside the brackets
//! comes from the header; it has two generations of field names, and effects have classic names or Sequence Ontology terms.

use super::annotation_layout::{AnnotationLayout, Annotator};

/// The name given to what stands in front of the bracket.
const EFFECT: &str = "Effect";

/// `Format: 'Effect ( Effect_Impact | … | Exon [ | ERRORS | WARNINGS ] )'` as names; what is optional stands behind them.
pub(super) fn names(line: &str) -> Option<Vec<String>> {
    let format = line.split_once("Format:")?.1.split(['"', '>', '[', ')']).next()?;
    let (effect, fields) = format.trim_matches([' ', '\'']).split_once('(')?;
    let names = [effect].into_iter().chain(fields.split('|'));
    let names: Vec<String> = names.map(|name| name.trim_matches([' ', '\'']).to_owned()).collect();
    (names.first().is_some_and(|first| first == EFFECT) && names.len() > 1).then_some(names)
}

/// The layout that the names give; `None` when the gene is not among them.
pub(super) fn layout(names: Vec<String>) -> Option<AnnotationLayout> {
    let at = |known: &[&str]| names.iter().position(|name| known.iter().any(|own| name.eq_ignore_ascii_case(own)));
    let description = at(&["Amino_Acid_Change"]);
    let number = at(&["Genotype_Number", "GenotypeNum", "Genotype"]);
    Some(AnnotationLayout {
        annotator: Annotator::SnpEffEffects,
        // A number, or in later versions the bases; without either the entry speaks of the only alternate.
        allele: number.unwrap_or(usize::MAX),
        consequence: 0,
        symbol: Some(at(&["Gene_Name"])?),
        strand: None,
        feature_type: None,
        feature: at(&["Transcript_ID", "Transcript"]),
        exon: at(&["Exon_Rank", "Exon", "Exon_ID"]),
        intron: None,
        hgvsc: description,
        hgvsp: description,
        protein_position: None,
        amino_acids: None,
        allele_number: number,
        canonical: None,
        mane_select: None,
        mane_plus_clinical: None,
        mane: None,
        genomic_change: None,
        names,
    })
}

/// The effect, then the fields inside the bracket.
pub(super) fn fields(entry: &str) -> Vec<&str> {
    let (effect, inside) = entry.split_once('(').unwrap_or((entry, ""));
    let inside = inside.trim_end().strip_suffix(')').unwrap_or(inside);
    [effect].into_iter().chain(inside.split('|')).collect()
}

/// `p.Gly528Arg/c.1582G>C`, `c.-3A>G`, or `G528R` as earlier versions write it: the part about the protein.
pub(super) fn protein_part(description: &str) -> Option<&str> {
    let first = description.split('/').next()?;
    Some(first).filter(|text| !is_coding(text) && !text.is_empty())
}

/// The part about the transcript.
pub(super) fn coding_part(description: &str) -> Option<&str> {
    description.split_once('/').map_or(Some(description), |(_, coding)| Some(coding)).filter(|text| is_coding(text))
}

fn is_coding(text: &str) -> bool {
    text.starts_with("c.") || text.starts_with("n.")
}

/// Terms of one effect; later versions join several by `+`.
pub(super) fn terms(effect: &str) -> impl Iterator<Item = &str> {
    effect.split(['&', '+']).map(str::trim).filter(|term| !term.is_empty()).map(term)
}

/// The Sequence Ontology term of a classic name; the parent where the model has no child of its own.
pub(super) fn term(name: &str) -> &str {
    CLASSIC.iter().find(|(classic, _)| *classic == name).map_or(name, |(_, term)| *term)
}

/// After `EffectType.toSequenceOntology` of SnpEff (github.com/pcingola/SnpEff). SnpEff tells conservative from disruptive
/// in-frame changes; both are kinds of the term that rules ask for.
const CLASSIC: [(&str, &str); 34] = [
    ("CDS", "coding_sequence_variant"),
    ("CODON_CHANGE", "coding_sequence_variant"),
    ("CODON_CHANGE_PLUS_CODON_DELETION", "inframe_deletion"),
    ("CODON_CHANGE_PLUS_CODON_INSERTION", "inframe_insertion"),
    ("CODON_DELETION", "inframe_deletion"),
    ("CODON_INSERTION", "inframe_insertion"),
    ("conservative_inframe_deletion", "inframe_deletion"),
    ("conservative_inframe_insertion", "inframe_insertion"),
    ("disruptive_inframe_deletion", "inframe_deletion"),
    ("disruptive_inframe_insertion", "inframe_insertion"),
    ("DOWNSTREAM", "downstream_gene_variant"),
    ("EXON", "non_coding_transcript_exon_variant"),
    ("FRAME_SHIFT", "frameshift_variant"),
    ("INTERGENIC", "intergenic_variant"),
    ("INTRAGENIC", "intragenic_variant"),
    ("INTRON", "intron_variant"),
    ("NON_SYNONYMOUS_CODING", "missense_variant"),
    ("NON_SYNONYMOUS_START", "initiator_codon_variant"),
    ("NON_SYNONYMOUS_STOP", "stop_retained_variant"),
    ("REGULATION", "regulatory_region_variant"),
    ("SPLICE_SITE_ACCEPTOR", "splice_acceptor_variant"),
    ("SPLICE_SITE_DONOR", "splice_donor_variant"),
    ("SPLICE_SITE_REGION", "splice_region_variant"),
    ("START_GAINED", "5_prime_UTR_premature_start_codon_gain_variant"),
    ("START_LOST", "start_lost"),
    ("STOP_GAINED", "stop_gained"),
    ("STOP_LOST", "stop_lost"),
    ("SYNONYMOUS_CODING", "synonymous_variant"),
    ("SYNONYMOUS_START", "initiator_codon_variant"),
    ("SYNONYMOUS_STOP", "stop_retained_variant"),
    ("TRANSCRIPT", "non_coding_transcript_variant"),
    ("UPSTREAM", "upstream_gene_variant"),
    ("UTR_3_PRIME", "3_prime_UTR_variant"),
    ("UTR_5_PRIME", "5_prime_UTR_variant"),
];

#[cfg(test)]
mod tests {
    use model::consequence::ConsequenceTerm;
    use model::small_variant::TranscriptConsequence;

    use super::super::annotation;
    use super::*;

    const FIRST: &str = "##INFO=<ID=EFF,Number=.,Type=String,Description=\"Predicted effects for this variant.Format: 'Effect ( Effect_Impact | Functional_Class | Codon_Change | Amino_Acid_change| Gene_Name | Gene_BioType | Coding | Transcript | Exon [ | ERRORS | WARNINGS ] )' \">";
    const SECOND: &str = "##INFO=<ID=EFF,Number=.,Type=String,Description=\"Predicted effects for this variant.Format: 'Effect ( Effect_Impact | Functional_Class | Codon_Change | Amino_Acid_Change| Amino_Acid_length | Gene_Name | Transcript_BioType | Gene_Coding | Transcript_ID | Exon_Rank  | Genotype_Number [ | ERRORS | WARNINGS ] )' \">";

    fn read(header: &str, value: &str, alternates: &[&str]) -> (Vec<Vec<TranscriptConsequence>>, u64) {
        let layout = AnnotationLayout::of_info("EFF", header).unwrap().unwrap();
        let read = annotation::read(&layout, value, "C", alternates);
        (read.by_allele, read.unpaired)
    }

    #[test]
    fn both_generations_of_the_layout_are_read_by_their_header() {
        let first = "NON_SYNONYMOUS_CODING(MODERATE|MISSENSE|gTg/gAg|V600E|BRAF|protein_coding|CODING|ENST00000288602|exon_7_140453075_140453193)";
        let second = "missense_variant+splice_region_variant(MODERATE|MISSENSE|gTg/gAg|p.Val600Glu/c.1799T>A|766|BRAF|protein_coding|CODING|ENST00000288602|15|A|WARNING_TRANSCRIPT_NO_START_CODON)";
        for (header, value, terms) in [
            (FIRST, first, &[ConsequenceTerm::Missense][..]),
            (SECOND, second, &[ConsequenceTerm::Missense, ConsequenceTerm::SpliceRegion]),
        ] {
            let (read, unpaired) = read(header, value, &["A"]);
            let seen = &read[0][0];
            assert_eq!((seen.gene.as_deref(), seen.transcript.as_deref()), (Some("BRAF"), Some("ENST00000288602")));
            assert_eq!((seen.terms.as_slice(), unpaired), (terms, 0));
            let change = seen.hgvsp.as_ref().map(|hgvsp| hgvsp.change.clone());
            assert_eq!(change, "V600E".parse().ok());
            assert_eq!(seen.hgvsc.as_deref(), (header == SECOND).then_some("c.1799T>A"));
            assert_eq!(seen.exon, None, "a number without a total is no rank");
        }
    }

    #[test]
    fn the_genotype_number_or_the_bases_tell_the_allele() {
        let entry = |effect: &str, allele: &str| format!("{effect}(LOW||||10|X|protein_coding|CODING|T1|1|{allele})");
        for alleles in [["1", "2"], ["A", "G"]] {
            let value = [entry("STOP_GAINED", alleles[0]), entry("INTRON", alleles[1])].join(",");
            let (read, unpaired) = read(SECOND, &value, &["A", "G"]);
            let terms: Vec<_> = read.iter().map(|one| one[0].terms.clone()).collect();
            assert_eq!(terms, [[ConsequenceTerm::StopGained], [ConsequenceTerm::Intron]]);
            assert_eq!(unpaired, 0);
        }
        let without = "INTRON(MODIFIER||||X|protein_coding|CODING|T1|)";
        assert_eq!(read(FIRST, without, &["A", "G"]).1, 1, "which of two alternates is not said");
        assert_eq!(read(FIRST, without, &["A"]).1, 0);
    }

    #[test]
    fn a_damaged_entry_still_gives_what_it_says() {
        for value in ["", "(", "STOP_GAINED", "STOP_GAINED(", "STOP_GAINED(HIGH|)(|", "((|||||||||||||||||"] {
            let (read, _) = read(SECOND, value, &["A"]);
            assert!(read.iter().flatten().all(|seen| seen.gene.is_none()), "{value}");
        }
    }

    #[test]
    fn the_part_about_the_protein_and_the_part_about_the_transcript_are_told_apart() {
        for (text, protein, coding) in [
            ("p.Gly528Arg/c.1582G>C", Some("p.Gly528Arg"), Some("c.1582G>C")),
            ("c.-3A>G", None, Some("c.-3A>G")),
            ("n.12A>G", None, Some("n.12A>G")),
            ("G528R", Some("G528R"), None),
            ("", None, None),
        ] {
            assert_eq!((protein_part(text), coding_part(text)), (protein, coding), "{text}");
        }
    }

    #[test]
    fn a_header_without_brackets_is_unreadable() {
        let line = r#"##INFO=<ID=EFF,Number=.,Type=String,Description="Effects">"#;
        assert!(AnnotationLayout::of_info("EFF", line).unwrap().is_err());
    }
}
