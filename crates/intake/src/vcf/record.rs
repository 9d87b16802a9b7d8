//! One VCF record, one allele at a time.

use model::assembly::Assembly;
use model::evidence::AlleleOrigin;
use model::interval::GenomicInterval;
use model::ledger::Bin;
use model::population::PopulationFrequencies;
use model::small_variant::{CallMetrics, RecordSource, SmallVariant, TranscriptConsequence, TranscriptSelection};
use model::variation::{Allele, Contig, InterResiduePosition, VcfPosition};
use noodles_vcf::Record;

use super::allele_spelling::{AlternateSpelling, alternate, bases};
use super::annotation::{self, RecordAnnotation};
use super::annotation_layout::AnnotationLayout;
use super::bcsq::{self, SharedEntries};
use super::fact_fields::FactFields;
use super::facts::{AlleleFacts, RecordFacts};
use super::genotype::{Genotype, genotype, phase};
use super::info_fields::InfoFields;
use super::metrics::{CountedAllele, info_metrics, metrics, sample_in_info};
use super::origin::origin;
use super::roles::SampleColumns;
use super::sample_values::SampleValues;
use super::selection::{Judged, Selection};
use super::structural::{self, StructuralCall, StructuralRecord};
use crate::classification::consequence_of;
use crate::malformed::MalformedCause as Cause;
use crate::reference_sequence::{ReferenceSequence, ReferenceVerdict};
use crate::sanity::PairCount;

/// The largest position VCF allows (a signed 32-bit integer).
const LAST_POSITION: u64 = 2_147_483_647;

/// What is known about the file while its records are read.
pub(crate) struct RecordReader<'h> {
    pub(crate) file_index: u32,
    pub(crate) assembly: Assembly,
    pub(crate) layout: Option<&'h AnnotationLayout>,
    pub(crate) columns: SampleColumns,
    pub(crate) sample_count: usize,
    /// The header names a matched normal whose column is not in the file.
    pub(crate) called_against_normal: bool,
    /// `INFO/AF` and `INFO/DP4` are the sample's own.
    pub(crate) sample_in_info: bool,
    pub(crate) fact_fields: &'h FactFields,
    pub(crate) selection: &'h Selection,
    /// The sequence that REF is compared with, where the user has it.
    pub(crate) reference: Option<&'h ReferenceSequence>,
}

/// Where a record and each of its alleles ended.
#[derive(Debug)]
pub(crate) struct ReadRecord {
    pub(crate) bin: Bin,
    pub(crate) alleles: Vec<Bin>,
    /// What is known of each allele, in the same order.
    pub(crate) facts: Vec<AlleleFacts>,
    /// 1-based, as in the file.
    pub(crate) position: u64,
    /// Bases.
    pub(crate) reference_length: usize,
    pub(crate) variants: Vec<SmallVariant>,
    /// Alleles that are kept although nothing is known of them and nobody asked for them.
    pub(crate) unasked: Vec<SmallVariant>,
    /// Symbolic and breakend alleles; those that name no gene too, because a mate may.
    pub(crate) structural: Vec<StructuralCall>,
    /// The caller calls the record a structural variant.
    pub(crate) states_structure: bool,
    /// Annotation entries that belong to no alternate of the record; counted where an allele is kept.
    pub(crate) unpaired_entries: u64,
    /// The record has an annotation that the header does not describe.
    pub(crate) undescribed_annotation: bool,
    /// Consequences that the record shares with others (bcftools csq).
    pub(crate) shared: Option<(Contig, u64, SharedEntries)>,
    /// What the reference says about REF, where there is one and an alternate of bases.
    pub(crate) reference: Option<ReferenceVerdict>,
    /// An allele is written `-`, which MAF allows and VCF does not.
    pub(crate) dash_allele: bool,
    /// What the alleles that the selection leaves out show in tumour and normal.
    pub(crate) left_out: PairCount,
}

/// The fields of a record after checking.
struct Fields<'r> {
    line: u64,
    contig: Contig,
    position: VcfPosition,
    reference: &'r str,
    alternates: Vec<&'r str>,
    filtered: bool,
    identifier: &'r str,
    filter: &'r str,
    info_text: &'r str,
    info: InfoFields<'r>,
    tumor: Option<SampleValues<'r>>,
    normal: Option<SampleValues<'r>>,
}

impl RecordReader<'_> {
    /// Reads one line.
    pub(crate) fn read(&self, line: u64, text: &str) -> Result<ReadRecord, Cause> {
        if text.starts_with('#') {
            return Err(Cause::HeaderLine);
        }
        if text.contains('\0') {
            return Err(Cause::NulByte);
        }
        let record = Record::try_from(text.as_bytes()).map_err(|_| Cause::Columns)?;
        let dash_reference = record.reference_bases() == "-";
        let reference = if dash_reference { Some("".into()) } else { bases(record.reference_bases()) };
        let reference = reference.ok_or(Cause::Reference)?;
        let samples = record.samples();
        let keys: Vec<&str> = samples.keys().iter().collect();
        let values: Vec<_> = samples.iter().collect();
        if values.len() != self.sample_count {
            return Err(Cause::SampleColumns);
        }
        let sample = |column: Option<usize>| match column.and_then(|column| values.get(column)) {
            None => Ok(None),
            Some(values) => SampleValues::new(&keys, values.as_ref()).map(Some).ok_or(Cause::SampleValues),
        };
        let alternates = record.alternate_bases();
        let info = record.info();
        let (identifiers, filters) = (record.ids(), record.filters());
        let fields = Fields {
            line,
            contig: Contig::from(record.reference_sequence_name()),
            position: position(&record, dash_reference)?,
            reference: &reference,
            alternates: alternates.as_ref().split(',').collect(),
            filtered: !matches!(filters.as_ref(), "" | "PASS"),
            identifier: identifiers.as_ref(),
            filter: filters.as_ref(),
            info_text: info.as_ref(),
            info: InfoFields::read(info.as_ref(), self.layout),
            tumor: sample(self.columns.tumor)?,
            normal: sample(self.columns.normal)?,
        };
        self.sort(&fields, info.as_ref())
    }

    /// Puts each allele into its bin; a record counts in the bin of its best allele.
    fn sort(&self, fields: &Fields<'_>, info: &str) -> Result<ReadRecord, Cause> {
        let mut read = ReadRecord {
            bin: Bin::NoAlternate,
            alleles: Vec::new(),
            facts: Vec::new(),
            position: fields.position.0,
            reference_length: fields.reference.len(),
            variants: Vec::new(),
            unasked: Vec::new(),
            structural: Vec::new(),
            states_structure: fields.info.structural_type.is_some(),
            unpaired_entries: 0,
            shared: None,
            undescribed_annotation: fields.info.undescribed_annotation,
            reference: None,
            dash_allele: fields.reference.is_empty() || fields.alternates.contains(&"-"),
            left_out: PairCount::default(),
        };
        if fields.alternates.as_slice() == [""] {
            return Ok(read);
        }
        let mut annotation = self.annotation(fields, &mut read.shared);
        let record_facts = RecordFacts::of_info(info, self.fact_fields);
        for (text, index) in fields.alternates.iter().zip(0..) {
            let mut seen = Seen::take(&mut annotation, index);
            seen.told_elsewhere = read.shared.as_ref().is_some_and(|(_, _, entries)| !entries.pointers.is_empty());
            let entries = (seen.consequences.as_slice(), seen.written.as_slice());
            seen.facts = AlleleFacts::new(self.fact_fields, &record_facts, (index, fields.alternates.len()), entries);
            let bases = match alternate(text) {
                AlternateSpelling::Malformed => return Err(Cause::Alternate),
                AlternateSpelling::Nothing if fields.reference.is_empty() => return Err(Cause::Alternate),
                AlternateSpelling::Absent => Err(Bin::NoAlternate),
                AlternateSpelling::Structural => {
                    let (bin, call) = self.structural(fields, (text, index));
                    read.structural.extend(call);
                    Err(bin)
                }
                AlternateSpelling::Sequence(bases) if bases == fields.reference => Err(Bin::NoAlternate),
                AlternateSpelling::Nothing => Ok("".into()),
                AlternateSpelling::Sequence(bases) => Ok(bases),
            };
            if bases.is_ok() && read.reference.is_none() {
                read.reference = self.compared(fields);
            }
            let bin = match bases {
                Ok(bases) if read.reference == Some(ReferenceVerdict::Differs) => {
                    seen.facts.alternate_length = bases.len();
                    Bin::ReferenceDiffers
                }
                Ok(bases) => self.place(fields, (&bases, index), &mut seen, &mut read),
                Err(bin) => bin,
            };
            read.alleles.push(bin);
            read.facts.push(seen.facts);
        }
        read.bin = read.alleles.iter().min().copied().unwrap_or(Bin::NoAlternate);
        let kept = !(read.variants.is_empty() && read.unasked.is_empty());
        read.unpaired_entries = if kept { annotation.unpaired } else { 0 };
        Ok(read)
    }

    fn compared(&self, fields: &Fields<'_>) -> Option<ReferenceVerdict> {
        Some(self.reference?.verdict(&fields.contig, fields.position, fields.reference))
    }

    /// Measures a sequence allele, and keeps it unless it has to go.
    fn place(
        &self,
        fields: &Fields<'_>,
        (bases, index): (&str, usize),
        seen: &mut Seen<'_>,
        read: &mut ReadRecord,
    ) -> Bin {
        let counted =
            CountedAllele { reference: fields.reference, alternate: bases, index, of: fields.alternates.len() };
        let from_info = || {
            info_metrics(fields.info.tumor_vaf, fields.info.tumor_depth, counted)
                .or_else(|| self.sample_in_info.then(|| sample_in_info(&fields.info, counted)).flatten())
        };
        let tumor = fields.tumor.as_ref().and_then(|sample| metrics(sample, counted)).or_else(from_info);
        seen.facts.alternate_length = bases.len();
        seen.facts.measured(tumor.as_ref());
        if fields.filtered {
            return Bin::FilteredByCaller;
        }
        let genotype = fields.tumor.as_ref().map(|sample| genotype(sample, index + 1));
        // A forced call writes a genotype, or none, for an allele that no read shows.
        let counted_none = tumor.as_ref().is_some_and(|metrics| metrics.alternate_reads == Some(0));
        if counted_none || (genotype == Some(Genotype::Lacks) && !shows_reads(tumor.as_ref())) {
            return Bin::NotInTumor;
        }
        let (tumor_sample, normal_sample) = (fields.tumor.as_ref(), fields.normal.as_ref());
        let origin = origin(&fields.info, tumor_sample, normal_sample, index + 1, self.called_against_normal);
        let somatic = origin == AlleleOrigin::Somatic;
        let judged = Judged {
            told_elsewhere: seen.told_elsewhere,
            asked_for: self.selection.asks_for(|| self.spellings(fields, counted)),
            ..seen.facts.judged(somatic, &seen.consequences, self.selection)
        };
        let bin = self.selection.bin(judged);
        if matches!(bin, Bin::Kept | Bin::KeptUnannotated) {
            let consequences = std::mem::take(&mut seen.consequences);
            let population = seen.facts.population(self.fact_fields);
            let variant = self.variant(fields, counted, consequences, (origin, tumor, population));
            let asked = self.selection.genes.is_none() || judged.is_always_kept() || self.is_watched(&variant.allele);
            let asked = asked || bin == Bin::Kept;
            if asked { read.variants.push(variant) } else { read.unasked.push(variant) }
        } else if let Some(normal) = fields.normal.as_ref().filter(|_| bin != Bin::NoGene) {
            read.left_out.add(tumor.as_ref(), metrics(normal, counted).as_ref());
        }
        bin
    }

    /// Symbolic and breakend alleles have a module of their own.
    fn structural(&self, fields: &Fields<'_>, (text, index): (&str, usize)) -> (Bin, Option<StructuralCall>) {
        let (tumor, normal) = (fields.tumor.as_ref(), fields.normal.as_ref());
        let record = StructuralRecord {
            file_index: self.file_index,
            line: fields.line,
            assembly: self.assembly,
            contig: &fields.contig,
            position: fields.position,
            reference: fields.reference,
            identifier: fields.identifier,
            filter: fields.filter,
            filtered: fields.filtered,
            info: fields.info_text,
            annotation: (self.layout, fields.info.annotation),
            tumor,
            normal,
        };
        let origin = origin(&fields.info, tumor, normal, index + 1, self.called_against_normal);
        structural::read(&record, (text, index), origin)
    }

    fn annotation<'r>(
        &'r self,
        fields: &Fields<'r>,
        shared: &mut Option<(Contig, u64, SharedEntries)>,
    ) -> RecordAnnotation<'r> {
        let sequence = |text: &&str| !matches!(alternate(text), AlternateSpelling::Structural);
        let nothing = RecordAnnotation { by_allele: Vec::new(), written: Vec::new(), unpaired: 0 };
        if !fields.alternates.iter().any(sequence) {
            return nothing;
        }
        match (self.layout, fields.info.annotation) {
            (Some(layout), Some(value)) if layout.genomic_change.is_some() => {
                let alleles = (fields.reference, fields.alternates.as_slice());
                let (annotation, entries) = bcsq::read(layout, value, fields.position, alleles);
                *shared = Some((fields.contig.clone(), fields.position.0, entries));
                annotation
            }
            (Some(layout), Some(value)) => annotation::read(layout, value, fields.reference, &fields.alternates),
            (None, _) => {
                RecordAnnotation { by_allele: vec![plain_gene(&fields.info).into_iter().collect()], ..nothing }
            }
            (Some(_), None) => nothing,
        }
    }

    /// Whether it lies where somebody asks if a gene is wild type.
    fn is_watched(&self, allele: &Allele) -> bool {
        let start = allele.position.inter_residue();
        let end = InterResiduePosition(start.0.saturating_add(allele.reference.len().max(1) as u64));
        let place = GenomicInterval::between(allele.contig.clone(), start, end);
        let watched = self.selection.watched.get(&self.assembly);
        place.zip(watched).is_some_and(|(place, watched)| watched.meets(&place))
    }

    fn allele(&self, fields: &Fields<'_>, counted: CountedAllele<'_>) -> Allele {
        Allele {
            assembly: self.assembly,
            contig: fields.contig.clone(),
            position: fields.position,
            reference: fields.reference.to_owned(),
            alternate: counted.alternate.to_owned(),
        }
    }

    /// The allele as written, and as the reference moves it.
    fn spellings(&self, fields: &Fields<'_>, counted: CountedAllele<'_>) -> impl Iterator<Item = Allele> {
        let own = self.allele(fields, counted);
        let moved = self.reference.and_then(|reference| reference.left_aligned(&own));
        std::iter::once(own).chain(moved)
    }

    fn variant(
        &self,
        fields: &Fields<'_>,
        counted: CountedAllele<'_>,
        consequences: Vec<TranscriptConsequence>,
        (origin, tumor, population): (AlleleOrigin, Option<CallMetrics>, Option<PopulationFrequencies>),
    ) -> SmallVariant {
        let phase = fields.tumor.as_ref().and_then(|sample| phase(sample, fields.contig.name(), counted.index + 1));
        SmallVariant {
            allele: self.allele(fields, counted),
            consequences,
            origin,
            tumor,
            normal: fields.normal.as_ref().and_then(|sample| metrics(sample, counted)),
            phased_haplotype: phase.as_ref().map(|phase| phase.haplotype),
            phase_set: phase.map(|phase| phase.set),
            aligned: None,
            population,
            reported: None,
            source: RecordSource { file: self.file_index, line: fields.line },
        }
    }
}

/// What a record says of one of its alleles.
struct Seen<'r> {
    consequences: Vec<TranscriptConsequence>,
    written: Vec<&'r str>,
    facts: AlleleFacts,
    told_elsewhere: bool,
}

impl<'r> Seen<'r> {
    fn take(annotation: &mut RecordAnnotation<'r>, index: usize) -> Self {
        let consequences = annotation.by_allele.get_mut(index).map(std::mem::take).unwrap_or_default();
        let written = annotation.written.get_mut(index).map(std::mem::take).unwrap_or_default();
        Self { consequences, written, facts: AlleleFacts::default(), told_elsewhere: false }
    }
}

/// Position 0 is the telomere (VCF 4.3, §1.6.1). A record whose reference is `-` follows MAF, where the position is the
/// base in front of the insertion.
fn position(record: &Record, dash_reference: bool) -> Result<VcfPosition, Cause> {
    let start = match record.variant_start() {
        None => 0,
        Some(start) => start.map_err(|_| Cause::Position)?.get() as u64,
    };
    let start = start.saturating_add(u64::from(dash_reference));
    Some(VcfPosition(start)).filter(|_| start <= LAST_POSITION).ok_or(Cause::Position)
}

fn shows_reads(metrics: Option<&CallMetrics>) -> bool {
    metrics.is_some_and(|metrics| match (metrics.alternate_reads, metrics.vaf_fraction) {
        (Some(reads), _) => reads > 0,
        (None, Some(fraction)) => !fraction.is_zero(),
        (None, None) => false,
    })
}

/// `GENE=…;HGVS=…;MUTATION_TYPE=…`, as files without an annotator name their one change.
fn plain_gene(info: &InfoFields<'_>) -> Option<TranscriptConsequence> {
    let gene = info.gene?;
    let coding = info.hgvs.filter(|hgvs| hgvs.contains("c.") || hgvs.contains("n."));
    Some(TranscriptConsequence {
        gene: Some(gene.to_owned()),
        transcript: None,
        selection: TranscriptSelection::Canonical,
        terms: info.mutation_type.map(consequence_of).into_iter().collect(),
        hgvsc: coding.map(str::to_owned),
        hgvsp: info.hgvs.filter(|_| coding.is_none()).map(Into::into),
        exon: None,
        intron: None,
    })
}

#[cfg(test)]
mod tests;
