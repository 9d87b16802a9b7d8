//! Annotation entries of one record, turned into what each transcript sees.

use model::consequence::ConsequenceTerm;
use model::hgvs::HgvsP;
use model::small_variant::{Rank, TranscriptConsequence, TranscriptSelection};

use super::allele_pairing::pair;
use super::annotation_layout::{AnnotationLayout, Annotator};
use super::effect_field;
use crate::percent::decode;

/// The consequences of one record, one list per alternate allele.
pub(crate) struct RecordAnnotation<'a> {
    pub(crate) by_allele: Vec<Vec<TranscriptConsequence>>,
    /// The same entries as written.
    pub(crate) written: Vec<Vec<&'a str>>,
    /// Entries that belong to no alternate of this record.
    pub(crate) unpaired: u64,
}

/// Reads the value of the annotation field.
pub(crate) fn read<'a>(
    layout: &'a AnnotationLayout,
    value: &'a str,
    reference: &str,
    alternates: &[&str],
) -> RecordAnnotation<'a> {
    let texts: Vec<&str> = value.split(',').collect();
    let entries: Vec<Entry<'_>> = texts.iter().map(|text| Entry::new(layout, text)).collect();
    let alleles: Vec<_> = entries.iter().map(|entry| (entry.allele(), entry.at(layout.allele_number))).collect();
    let (mut by_allele, mut written) = (vec![Vec::new(); alternates.len()], vec![Vec::new(); alternates.len()]);
    let mut unpaired = 0;
    let paired = pair(layout.annotator, reference, alternates, &alleles);
    for ((entry, text), index) in entries.iter().zip(texts).zip(paired) {
        match index.and_then(|index| by_allele.get_mut(index).zip(written.get_mut(index))) {
            Some((list, texts)) => {
                list.push(entry.consequence());
                texts.push(text);
            }
            None => unpaired += 1,
        }
    }
    RecordAnnotation { by_allele, written, unpaired }
}

struct Entry<'a> {
    layout: &'a AnnotationLayout,
    fields: Vec<&'a str>,
}

impl<'a> Entry<'a> {
    fn new(layout: &'a AnnotationLayout, text: &'a str) -> Self {
        Self { layout, fields: layout.split(text) }
    }

    /// A field that is there and not empty.
    fn at(&self, position: Option<usize>) -> Option<&'a str> {
        self.fields.get(position?).map(|field| field.trim()).filter(|field| !field.is_empty() && *field != ".")
    }

    fn allele(&self) -> &'a str {
        self.fields.get(self.layout.allele).map_or("", |field| field.trim())
    }

    fn consequence(&self) -> TranscriptConsequence {
        let hgvsc = self.hgvsc();
        let terms = self.terms();
        let (exon, intron) = self.ranks(&terms);
        TranscriptConsequence {
            gene: self.gene(),
            transcript: self.transcript(hgvsc.as_deref()),
            selection: self.selection(),
            hgvsp: self.hgvsp(),
            terms,
            hgvsc,
            exon,
            intron,
        }
    }

    fn terms(&self) -> Vec<ConsequenceTerm> {
        let text = self.at(Some(self.layout.consequence)).unwrap_or_default();
        let mut terms: Vec<ConsequenceTerm> = match self.layout.annotator {
            Annotator::SnpEff | Annotator::SnpEffEffects => effect_field::terms(text).map(Into::into).collect(),
            Annotator::Vep | Annotator::Bcftools => {
                text.split('&').filter(|term| !term.is_empty()).map(ConsequenceTerm::from).collect()
            }
        };
        terms.sort();
        terms
    }

    /// SnpEff writes the neighbours of an intergenic change as its gene; they are not hit.
    fn gene(&self) -> Option<String> {
        let between = self.layout.annotator == Annotator::SnpEff
            && self.at(self.layout.feature_type).is_some_and(|kind| kind.eq_ignore_ascii_case("intergenic_region"));
        self.at(self.layout.symbol).filter(|_| !between).map(str::to_owned)
    }

    /// The transcript, with the version that only the coding description carries in some files.
    fn transcript(&self, hgvsc: Option<&str>) -> Option<String> {
        let is_transcript =
            self.at(self.layout.feature_type).is_none_or(|kind| kind.eq_ignore_ascii_case("transcript"));
        let feature = self.at(self.layout.feature).filter(|_| is_transcript)?;
        let described = hgvsc.and_then(|text| text.split_once(':')).map(|(accession, _)| accession);
        let versioned = described
            .filter(|accession| accession.strip_prefix(feature).is_some_and(|version| version.starts_with('.')));
        Some(versioned.unwrap_or(feature).to_owned())
    }

    fn selection(&self) -> TranscriptSelection {
        let mane = self.at(self.layout.mane);
        let plus_clinical = mane.is_some_and(|text| text.to_ascii_lowercase().contains("plus"));
        if self.at(self.layout.mane_select).is_some() || (mane.is_some() && !plus_clinical) {
            TranscriptSelection::ManeSelect
        } else if self.at(self.layout.mane_plus_clinical).is_some() || plus_clinical {
            TranscriptSelection::ManePlusClinical
        } else if self.at(self.layout.canonical) == Some("YES") {
            TranscriptSelection::Canonical
        } else {
            TranscriptSelection::Other
        }
    }

    fn hgvsc(&self) -> Option<String> {
        let text = self.at(self.layout.hgvsc)?;
        let text = if self.is_effect() { effect_field::coding_part(text)? } else { text };
        Some(decode(text).into_owned())
    }

    fn is_effect(&self) -> bool {
        self.layout.annotator == Annotator::SnpEffEffects
    }

    fn hgvsp(&self) -> Option<HgvsP> {
        if self.is_effect() {
            return effect_field::protein_part(self.at(self.layout.hgvsp)?).map(HgvsP::from);
        }
        if let Some(text) = self.at(self.layout.hgvsp) {
            return Some(HgvsP::from(decode(text).into_owned()));
        }
        substitution(self.at(self.layout.amino_acids)?, self.at(self.layout.protein_position)?)
    }

    /// SnpEff has one rank for exons and introns; the consequence says which.
    fn ranks(&self, terms: &[ConsequenceTerm]) -> (Option<Rank>, Option<Rank>) {
        let first = self.at(self.layout.exon).and_then(rank);
        match self.layout.annotator {
            // EFF numbers the exon without saying how many there are.
            Annotator::Bcftools | Annotator::SnpEffEffects => (None, None),
            Annotator::Vep => (first, self.at(self.layout.intron).and_then(rank)),
            Annotator::SnpEff => {
                let intronic = [ConsequenceTerm::Intron, ConsequenceTerm::SpliceAcceptor, ConsequenceTerm::SpliceDonor];
                if terms.iter().any(|term| intronic.contains(term)) { (None, first) } else { (first, None) }
            }
        }
    }
}

/// VEP without `--hgvs`: `V/E` at `600`, or `R/*`. Only one residue for one is unambiguous.
fn substitution(amino_acids: &str, position: &str) -> Option<HgvsP> {
    let (old, new) = amino_acids.split_once('/')?;
    let single = |text: &str| text.len() == 1;
    let place: u32 = position.split('/').next()?.parse().ok()?;
    (single(old) && single(new) && old != "-" && new != "-").then(|| HgvsP::from(format!("{old}{place}{new}")))
}

/// `21/28` or `2-3/28`.
pub(crate) fn rank(text: &str) -> Option<Rank> {
    let (place, total) = text.split_once('/')?;
    let (first, last) = place.split_once('-').unwrap_or((place, place));
    Some(Rank { first: first.parse().ok()?, last: last.parse().ok()?, total: total.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::hgvs::ProteinChange;

    const VEP: &str = r#"##INFO=<ID=CSQ,Description="Format: Allele|Consequence|SYMBOL|Feature_type|Feature|EXON|INTRON|HGVSc|HGVSp|Protein_position|Amino_acids|CANONICAL|MANE_SELECT|MANE_PLUS_CLINICAL">"#;

    fn first(value: &str) -> TranscriptConsequence {
        let layout = AnnotationLayout::of_info("CSQ", VEP).unwrap().unwrap();
        read(&layout, value, "G", &["A"]).by_allele.remove(0).remove(0)
    }

    #[test]
    fn a_vep_entry_is_read_whole() {
        let seen = first(
            "A|splice_region_variant&synonymous_variant|TP53|Transcript|ENST00000269305|2-3/11||ENST00000269305.9:c.825G>A|ENSP00000269305.4:p.Lys275%3D|275|K|YES|NM_000546.6|",
        );
        assert_eq!(seen.gene.as_deref(), Some("TP53"));
        assert_eq!(seen.transcript.as_deref(), Some("ENST00000269305.9"));
        assert_eq!(seen.selection, TranscriptSelection::ManeSelect);
        assert_eq!(seen.terms, [ConsequenceTerm::SpliceRegion, ConsequenceTerm::Synonymous]);
        assert_eq!(seen.hgvsp.unwrap().to_string(), "ENSP00000269305.4:p.Lys275=");
        assert_eq!(seen.exon, Some(Rank { first: 2, last: 3, total: 11 }));
    }

    #[test]
    fn how_the_transcript_was_chosen_is_kept() {
        for (columns, expected) in [
            ("|YES|NM_1.1|", TranscriptSelection::ManeSelect),
            ("|YES||NM_2.1", TranscriptSelection::ManePlusClinical),
            ("|YES||", TranscriptSelection::Canonical),
            ("|||", TranscriptSelection::Other),
        ] {
            assert_eq!(first(&format!("A|missense_variant|X|Transcript|T||||||{columns}")).selection, expected);
        }
    }

    #[test]
    fn without_hgvs_a_single_substitution_is_still_told() {
        let seen = first("A|missense_variant|BRAF|Transcript|T|||||600|V/E|||");
        assert_eq!(seen.hgvsp.map(|hgvsp| hgvsp.change), "V600E".parse::<ProteinChange>().ok());
        assert_eq!(first("A|frameshift_variant|BRAF|Transcript|T|||||600-601|VK/E|||").hgvsp, None);
    }

    #[test]
    fn a_regulatory_feature_is_no_transcript() {
        let seen = first("A|regulatory_region_variant||RegulatoryFeature|ENSR1|||||||||");
        assert_eq!((seen.gene, seen.transcript), (None, None));
    }

    #[test]
    fn snpeff_neighbours_are_not_hit() {
        let header = r#"##INFO=<ID=ANN,Description="'Allele | Annotation | Gene_Name | Feature_Type | Feature_ID | Rank | HGVS.c | HGVS.p'">"#;
        let layout = AnnotationLayout::of_info("ANN", header).unwrap().unwrap();
        let value = "A|intergenic_region|X-Y|intergenic_region|X-Y|||,A|missense_variant|KRAS|transcript|NM_1|2/5|c.35G>A|p.Gly12Asp";
        let seen = read(&layout, value, "G", &["A"]).by_allele.remove(0);
        assert_eq!(seen.iter().map(|one| one.gene.as_deref()).collect::<Vec<_>>(), [None, Some("KRAS")]);
        assert_eq!(seen[1].exon, Some(Rank { first: 2, last: 2, total: 5 }));
    }
}
