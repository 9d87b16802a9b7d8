//! Genes that the annotation names on a structural record: hit by a breakend, inside the event, or beside it.

use std::collections::BTreeMap;

use model::breakend::Strand;
use model::structural_variant::{AffectedGene, GENES_INSIDE_NAMED, GeneRelation, StructuralKind};

use crate::vcf::annotation::rank;
use crate::vcf::annotation_layout::AnnotationLayout;
use crate::vcf::effect_field;

/// Terms of features that the event does not reach.
const NEIGHBOURS: [&str; 7] = [
    "upstream_gene_variant",
    "downstream_gene_variant",
    "intergenic_variant",
    "intergenic_region",
    "regulatory_region_variant",
    "TF_binding_site_variant",
    "",
];
/// Terms that say that the whole transcript lies inside.
const WHOLE: [&str; 2] = ["transcript_ablation", "transcript_amplification"];

/// What the annotation speaks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Annotated {
    /// A stretch from the record's position to its end.
    Stretch(StructuralKind),
    /// The record's own position.
    Point(GeneRelation),
}

/// The genes of one record.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct RecordGenes {
    pub(super) genes: Vec<AffectedGene>,
    /// How many lie inside, the unnamed ones counted too.
    pub(super) inside: u32,
}

/// Reads the annotation of one record: one entry per gene, by the transcript that is hit and best chosen.
pub(super) fn of_record(layout: &AnnotationLayout, value: &str, annotated: Annotated) -> RecordGenes {
    let mut best: BTreeMap<&str, ((bool, bool), AffectedGene)> = BTreeMap::new();
    for entry in value.split(',') {
        let fields = layout.split(entry);
        let at = |place: Option<usize>| {
            fields.get(place?).map(|field| field.trim()).filter(|field| !field.is_empty() && *field != ".")
        };
        let Some(symbol) = at(layout.symbol) else { continue };
        let terms: Vec<&str> = effect_field::terms(at(Some(layout.consequence)).unwrap_or_default()).collect();
        let strand = match at(layout.strand) {
            Some("1" | "+1" | "+") => Some(Strand::Forward),
            Some("-1" | "-") => Some(Strand::Reverse),
            _ => None,
        };
        let (exon, intron) = (at(layout.exon).and_then(rank), at(layout.intron).and_then(rank));
        let mut gene = AffectedGene {
            gene: symbol.to_owned(),
            relation: GeneRelation::Near,
            strand,
            transcript: at(layout.feature).map(str::to_owned),
            exon,
            intron,
        };
        gene.relation = relation(&terms, &gene, annotated);
        let chosen = at(layout.mane_select).is_some() || at(layout.canonical) == Some("YES");
        let order = (gene.relation == GeneRelation::Near, !chosen);
        match best.get(symbol) {
            Some((known, _)) if *known <= order => {}
            _ => {
                best.insert(symbol, (order, gene));
            }
        }
    }
    capped(best.into_values().map(|(_, gene)| gene))
}

/// Names of genes inside are cut off at a limit; their number is kept.
fn capped(genes: impl Iterator<Item = AffectedGene>) -> RecordGenes {
    let mut told = RecordGenes::default();
    for gene in genes {
        if gene.relation == GeneRelation::Inside {
            told.inside = told.inside.saturating_add(1);
            if told.inside as usize > GENES_INSIDE_NAMED {
                continue;
            }
        }
        told.genes.push(gene);
    }
    told
}

fn relation(terms: &[&str], gene: &AffectedGene, annotated: Annotated) -> GeneRelation {
    if terms.iter().all(|term| NEIGHBOURS.contains(term)) {
        return GeneRelation::Near;
    }
    let kind = match annotated {
        Annotated::Point(relation) => return relation,
        Annotated::Stretch(kind) => kind,
    };
    if terms.iter().any(|term| WHOLE.contains(term)) {
        return GeneRelation::Inside;
    }
    if gene.exon.is_none() && gene.intron.is_none() {
        return GeneRelation::AtOneEnd;
    }
    // A stretch that leaves out the first exon begins (as the gene reads) behind it, so one border lies in the gene.
    let begins_inside = gene.exon.is_none_or(|exon| exon.first > 1);
    let ends_inside = gene.exon.is_none_or(|exon| exon.last < exon.total);
    match (begins_inside, ends_inside, gene.strand) {
        (true, true, _) => GeneRelation::AtBoth,
        (true, false, Some(Strand::Forward)) | (false, true, Some(Strand::Reverse)) => GeneRelation::AtFirst,
        (true, false, Some(Strand::Reverse)) | (false, true, Some(Strand::Forward)) => GeneRelation::AtSecond,
        // VEP has no term for a transcript that lies whole in an inversion.
        (false, false, _) if matches!(kind, StructuralKind::Inversion | StructuralKind::CopyNumber) => {
            GeneRelation::Inside
        }
        (_, _, _) => GeneRelation::AtOneEnd,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VEP: &str =
        r#"##INFO=<ID=CSQ,Description="Format: Allele|Consequence|SYMBOL|Feature|EXON|INTRON|STRAND|CANONICAL">"#;

    fn told(value: &str, annotated: Annotated) -> Vec<(String, GeneRelation)> {
        let layout = AnnotationLayout::of_info("CSQ", VEP).unwrap().unwrap();
        let genes = of_record(&layout, value, annotated).genes;
        genes.into_iter().map(|gene| (gene.gene, gene.relation)).collect()
    }

    #[test]
    fn genes_hit_are_kept_apart_from_those_inside_and_beside() {
        let value = "duplication|transcript_amplification|WHOLE1|T1|1-12/12|1-11/11|-1|YES,\
            duplication|coding_sequence_variant&3_prime_UTR_variant|LEFT1|T2|14-19/19|13-18/18|1|YES,\
            duplication|coding_sequence_variant&5_prime_UTR_variant|RIGHT1|T3|1-3/9|1-3/8|1|YES,\
            duplication|coding_sequence_variant&5_prime_UTR_variant|LEFT2|T3|1-3/9|1-3/8|-1|YES,\
            duplication|coding_sequence_variant|BOTH1|T4|3-4/9|2-4/8|1|,\
            duplication|intron_variant|BOTH2|T5||3/8||YES,\
            duplication|upstream_gene_variant|BESIDE1|T6|||1|YES,\
            duplication|intergenic_variant|||||";
        let relations = told(value, Annotated::Stretch(StructuralKind::Duplication));
        let expected = [
            ("BESIDE1", GeneRelation::Near),
            ("BOTH1", GeneRelation::AtBoth),
            ("BOTH2", GeneRelation::AtBoth),
            ("LEFT1", GeneRelation::AtFirst),
            ("LEFT2", GeneRelation::AtFirst),
            ("RIGHT1", GeneRelation::AtSecond),
            ("WHOLE1", GeneRelation::Inside),
        ];
        assert_eq!(relations, expected.map(|(gene, relation)| (gene.to_owned(), relation)));
    }

    #[test]
    fn the_canonical_transcript_speaks_unless_only_another_is_hit() {
        let value = "x|intron_variant|A|T1||2/8|1|,x|intron_variant|A|T2||5/9|1|YES,x|downstream_gene_variant|B|T3|||1|YES,x|intron_variant|B|T4||1/2|1|";
        let layout = AnnotationLayout::of_info("CSQ", VEP).unwrap().unwrap();
        let genes = of_record(&layout, value, Annotated::Point(GeneRelation::AtSecond)).genes;
        let shown: Vec<_> = genes.iter().map(|gene| (gene.transcript.as_deref(), gene.relation)).collect();
        assert_eq!(shown, [(Some("T2"), GeneRelation::AtSecond), (Some("T4"), GeneRelation::AtSecond)]);
    }

    #[test]
    fn an_event_with_very_many_genes_names_some_and_counts_all() {
        let value: Vec<String> =
            (0..250).map(|number| format!("x|transcript_ablation|G{number}|T|1-2/2|1/1|1|YES")).collect();
        let layout = AnnotationLayout::of_info("CSQ", VEP).unwrap().unwrap();
        let told = of_record(&layout, &value.join(","), Annotated::Stretch(StructuralKind::Deletion));
        assert_eq!((told.genes.len(), told.inside), (GENES_INSIDE_NAMED, 250));
    }
}
