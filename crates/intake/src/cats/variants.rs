//! Small variants of a CATS document.

use formats::cats::{ShortVariant, Transcript};
use model::assembly::Assembly;
use model::consequence::ConsequenceTerm;
use model::evidence::AlleleOrigin;
use model::hgvs::HgvsP;
use model::ledger::Bin;
use model::small_variant::{CallMetrics, RecordSource, SmallVariant, TranscriptConsequence, TranscriptSelection};
use model::variation::{Allele, Contig, VcfPosition};

use super::CatsReader;
use crate::error::IntakeError;
use crate::implied_consequence::implied;
use crate::json_document::wrong_field;
use crate::number::{fraction, whole};

impl CatsReader<'_> {
    /// Takes `shortVariants[index]`.
    pub(super) fn short_variant(&mut self, item: &ShortVariant, index: usize) -> Result<(), IntakeError> {
        let field = |name: &str| wrong_field(self.file, format!("variants.shortVariants[{index}].{name}"));
        let position = Some(item.position).filter(|position| *position > 0).ok_or_else(|| field("position"))?;
        let reference = bases(&item.reference_allele).ok_or_else(|| field("referenceAllele"))?;
        let alternate = bases(&item.alternate_allele).ok_or_else(|| field("alternateAllele"))?;
        let vaf = fraction(&item.alternate_allele_frequency.0).ok_or_else(|| field("alternateAlleleFrequency"))?;
        let source = self.next_source();
        let origin = self.origin(item.variant_origin.as_deref(), &item.sample_item_id);
        let metrics = CallMetrics {
            depth_reads: item.total_read_depth.as_ref().and_then(|depth| whole(&depth.0)),
            alternate_reads: item.alternate_allele_read_depth.as_ref().and_then(|depth| whole(&depth.0)),
            vaf_fraction: Some(vaf).filter(|_| !self.options.hide_allele_frequency),
            vaf_formula: Some("alternateAlleleFrequency".to_owned()).filter(|_| !self.options.hide_allele_frequency),
        };
        let in_normal = self.is_normal_sample(&item.sample_item_id);
        let variant = SmallVariant {
            allele: allele(self.assembly, &item.chromosome, position, &reference, &alternate),
            consequences: consequences(&item.transcripts),
            origin,
            tumor: Some(metrics.clone()).filter(|_| !in_normal),
            normal: Some(metrics).filter(|_| in_normal),
            phase_set: None,
            phased_haplotype: None,
            aligned: None,
            population: None,
            reported: Some(item.reported),
            source,
        };
        self.keep_variant(variant, alternate == reference || alternate.contains('*'));
        Ok(())
    }

    fn keep_variant(&mut self, variant: SmallVariant, no_alternate: bool) {
        let named = variant.consequences.iter().any(|consequence| consequence.gene.is_some());
        let bin = match (no_alternate, named) {
            (true, _) => Bin::NoAlternate,
            (false, true) => Bin::Kept,
            (false, false) => Bin::NoGene,
        };
        self.tally.end(bin);
        if bin == Bin::Kept {
            self.profile.small_variants.push(variant);
        }
    }

    /// Where an event comes from: as stated, else by the sample it was seen in.
    pub(super) fn origin(&mut self, stated: Option<&str>, sample_item_id: &str) -> AlleleOrigin {
        if stated.is_none() && self.is_normal_sample(sample_item_id) {
            return AlleleOrigin::Germline;
        }
        self.code("variantOrigin", stated.unwrap_or_default(), crate::result_codes::allele_origin(stated))
            .unwrap_or(AlleleOrigin::Unknown)
    }

    pub(super) fn next_source(&mut self) -> RecordSource {
        self.tally.read();
        RecordSource { file: self.file.index, line: self.tally.records() }
    }
}

fn allele(assembly: Assembly, chromosome: &str, position: u64, reference: &str, alternate: &str) -> Allele {
    Allele {
        assembly,
        contig: Contig::from(chromosome),
        position: VcfPosition(position),
        reference: reference.to_owned(),
        alternate: alternate.to_owned(),
    }
}

/// The schema's `^[ACGTN*]+$`, lower case tolerated.
fn bases(text: &str) -> Option<String> {
    let text = text.to_ascii_uppercase();
    (!text.is_empty() && text.bytes().all(|byte| b"ACGTN*".contains(&byte))).then_some(text)
}

/// One transcript is the laboratory's choice; among several nothing says which is first.
fn consequences(transcripts: &[Transcript]) -> Vec<TranscriptConsequence> {
    let selection = if transcripts.len() == 1 { TranscriptSelection::Canonical } else { TranscriptSelection::Other };
    transcripts.iter().map(|transcript| consequence(transcript, selection)).collect()
}

fn consequence(transcript: &Transcript, selection: TranscriptSelection) -> TranscriptConsequence {
    let told = |text: &Option<String>| text.clone().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let hgvsc = told(&transcript.cds_change).map(|change| {
        let prefixed = change.starts_with("c.") || change.starts_with("n.") || change.contains(':');
        if prefixed { change } else { format!("c.{change}") }
    });
    let hgvsp = told(&transcript.amino_acids_change).map(HgvsP::from);
    let effects = transcript.calculated_effects.iter().flatten();
    let mut terms: Vec<ConsequenceTerm> = effects.map(|effect| ConsequenceTerm::from(effect.as_str())).collect();
    terms.sort();
    if terms.is_empty() {
        terms = implied(hgvsc.as_deref(), hgvsp.as_ref().map(|hgvsp| &hgvsp.change));
    }
    TranscriptConsequence {
        gene: told(&transcript.gene_symbol),
        transcript: told(&transcript.transcript_id),
        selection,
        terms,
        hgvsc,
        hgvsp,
        exon: None,
        intron: None,
    }
}
