//! Symbolic and breakend alleles of a VCF: places, support, genes, mates.

mod alternate;
mod ends;
mod gene_level;
mod genes;
mod info;
mod mates;
mod support;

use model::assembly::Assembly;
use model::breakend::BreakendPlace;
use model::evidence::AlleleOrigin;
use model::ledger::Bin;
use model::notice::Notice;
use model::profile::MolecularProfile;
use model::small_variant::RecordSource;
use model::structural_variant::{BreakendPairing, GeneRelation, StructuralKind, StructuralSupport, StructuralVariant};
use model::variation::{Contig, VcfPosition};

use self::alternate::StructuralAlternate;
use self::ends::Ends;
use self::genes::{Annotated, RecordGenes};
use self::info::StructuralInfo;
use super::annotation_layout::AnnotationLayout;
use super::genotype::{Genotype, genotype};
use super::sample_values::SampleValues;
use crate::part::FileIdentity;

/// What of a record its structural alleles need.
#[derive(Clone, Copy)]
pub(crate) struct StructuralRecord<'r> {
    pub(crate) file_index: u32,
    pub(crate) line: u64,
    pub(crate) assembly: Assembly,
    pub(crate) contig: &'r Contig,
    pub(crate) position: VcfPosition,
    pub(crate) reference: &'r str,
    pub(crate) identifier: &'r str,
    pub(crate) filter: &'r str,
    pub(crate) filtered: bool,
    pub(crate) info: &'r str,
    /// The layout of the file's annotation, and the annotation of this record.
    pub(crate) annotation: (Option<&'r AnnotationLayout>, Option<&'r str>),
    pub(crate) tumor: Option<&'r SampleValues<'r>>,
    pub(crate) normal: Option<&'r SampleValues<'r>>,
}

/// One structural allele, before its mate is looked for.
#[derive(Debug)]
pub(crate) struct StructuralCall {
    variant: StructuralVariant,
    /// The place of this record's own end.
    own: BreakendPlace,
    /// The place of the other end, where the record joins two.
    mate: Option<BreakendPlace>,
    mate_identifier: Option<String>,
    annotated: bool,
}

impl StructuralCall {
    /// Something is joined: neither an insertion nor a mere number of copies.
    pub(crate) fn is_join(&self) -> bool {
        !matches!(self.variant.kind, StructuralKind::Insertion | StructuralKind::CopyNumber)
    }
}

/// Reads alternate `index` of a record, written `text`. The call of a record that names no gene comes too: its mate may.
pub(crate) fn read(
    record: &StructuralRecord<'_>,
    (text, index): (&str, usize),
    origin: AlleleOrigin,
) -> (Bin, Option<StructuralCall>) {
    let Some(alternate) = alternate::read(text, record.reference) else { return (Bin::NotReadYet, None) };
    if record.filtered {
        return (Bin::FilteredByCaller, None);
    }
    let info = StructuralInfo::read(record.info);
    let of_sample = |sample: &SampleValues<'_>| support::of_sample(sample, &info, index);
    let tumor = record.tumor.and_then(of_sample).or_else(|| match record.normal {
        None => support::of_info(&info),
        Some(_) => None,
    });
    if lacks(record, tumor.as_ref(), index + 1) {
        return (Bin::NotInTumor, None);
    }
    let joins = matches!(alternate, StructuralAlternate::Join(_));
    let stretch = match &alternate {
        StructuralAlternate::Symbolic(kind) => Some(*kind),
        StructuralAlternate::SymbolicJoin | StructuralAlternate::Join(_) | StructuralAlternate::Single { .. } => None,
    };
    let ends = ends::of(alternate, (record.contig, record.position), &info, index);
    let mate_identifier = info.text("MATEID").or_else(|| info.text("PARID")).filter(|_| joins);
    let own = ends.own.place.clone();
    let mate = ends.other.as_ref().map(|end| end.place.clone()).filter(|_| joins);
    let own_relation = if mate.as_ref().is_some_and(|mate| *mate < own) || swapped(&ends) {
        GeneRelation::AtSecond
    } else {
        GeneRelation::AtFirst
    };
    let annotated = stretch.filter(|_| ends.other.is_some()).map_or(Annotated::Point(own_relation), Annotated::Stretch);
    let genes = match record.annotation {
        (Some(layout), Some(value)) => Some(genes::of_record(layout, value, annotated)),
        _ => None,
    };
    let bin = match &genes {
        None => Bin::KeptUnannotated,
        Some(told) if told.genes.is_empty() => Bin::NoGene,
        Some(_) => Bin::Kept,
    };
    let normal = record.normal.and_then(of_sample);
    let annotated = genes.is_some();
    let mut variant = variant(record, text, ends, genes.unwrap_or_default(), &info);
    variant.origin = origin;
    (variant.tumor, variant.normal) = (tumor, normal);
    if mate_identifier.is_some() {
        variant.pairing = BreakendPairing::MateMissing;
    }
    (bin, Some(StructuralCall { variant, own, mate, mate_identifier: mate_identifier.map(str::to_owned), annotated }))
}

/// A forced call, or one of another sample: called without the allele, and no read shows it.
fn lacks(record: &StructuralRecord<'_>, tumor: Option<&StructuralSupport>, number: usize) -> bool {
    let genotype = record.tumor.map(|sample| genotype(sample, number));
    match tumor.and_then(|support| support.alternate_reads) {
        Some(0) => genotype != Some(Genotype::Carries),
        Some(_) => false,
        None => genotype == Some(Genotype::Lacks),
    }
}

fn swapped(ends: &Ends) -> bool {
    ends.other.as_ref().is_some_and(|other| other.place < ends.own.place)
}

fn variant(
    record: &StructuralRecord<'_>,
    text: &str,
    ends: Ends,
    genes: RecordGenes,
    info: &StructuralInfo<'_>,
) -> StructuralVariant {
    let stated = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty() && text != ".");
    let swapped = swapped(&ends);
    let (first, second) = match (ends.own, ends.other) {
        (own, Some(other)) if swapped => (other, Some(own)),
        (own, other) => (own, other),
    };
    StructuralVariant {
        assembly: record.assembly,
        kind: ends.kind,
        alternate: text.to_owned(),
        first,
        second,
        pairing: ends.pairing,
        length_bases: ends.length_bases,
        linker: ends.linker,
        imprecise: info.flag("IMPRECISE"),
        genes: genes.genes,
        genes_inside: genes.inside,
        filter: stated(record.filter),
        origin: AlleleOrigin::Unknown,
        tumor: None,
        normal: None,
        identifier: stated(record.identifier),
        event: info.text("EVENT").map(str::to_owned),
        source: RecordSource { file: record.file_index, line: record.line },
        mate_source: None,
    }
}

/// Joins the mates of one file, keeps what names a gene or is not annotated, and concludes what it means for genes.
pub(crate) fn complete(calls: Vec<StructuralCall>, file: &FileIdentity, profile: &mut MolecularProfile) -> Vec<Notice> {
    let joined = mates::join(calls);
    let kept: Vec<StructuralVariant> = joined
        .into_iter()
        .filter(|call| !call.annotated || !call.variant.genes.is_empty())
        .map(|call| call.variant)
        .collect();
    let (missing, single) = mates::unjoined(kept.iter());
    let unverified = kept.iter().any(|variant| {
        let formula = variant.tumor.as_ref().map(|support| support.formula.as_str());
        [Some(support::GRIDSS), Some(support::GRIDSS_SINGLE)].contains(&formula)
    });
    profile.rearrangements.extend(kept.iter().flat_map(gene_level::rearrangements));
    profile.structural_variants.extend(kept);
    let counted = |code: &str, count: u64| (count > 0).then(|| file.notice(code).with("count", count));
    let mut notices = Vec::new();
    notices.extend(counted("vcf_breakend_mate_missing", missing));
    notices.extend(counted("vcf_single_breakends", single));
    notices.extend(unverified.then(|| file.notice("format_unverified").with("format", "GRIDSS/PURPLE")));
    notices
}

#[cfg(test)]
mod tests;
