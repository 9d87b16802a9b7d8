//! `INFO/BCSQ` of bcftools csq: consequences of whole haplotypes, named by gene and transcript, without an allele of their
//! own. Several changes of one haplotype share one entry at the first of them; the others point to it by `@position`.

use std::collections::BTreeMap;

use model::consequence::ConsequenceTerm;
use model::hgvs::HgvsP;
use model::small_variant::{SmallVariant, TranscriptConsequence, TranscriptSelection};
use model::variation::{Contig, VcfPosition};

use super::annotation::RecordAnnotation;
use super::annotation_layout::AnnotationLayout;

/// One consequence that several records share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SharedConsequence {
    /// The genomic changes that it is the consequence of, as written: `788407A>G+788413C>T`.
    pub(crate) changes: String,
    pub(crate) consequence: TranscriptConsequence,
}

/// What BCSQ of one record says beyond the record itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SharedEntries {
    pub(crate) shared: Vec<SharedConsequence>,
    /// Positions that hold consequences of this record.
    pub(crate) pointers: Vec<u64>,
}

/// Reads the value of `INFO/BCSQ` of a record at `position`.
pub(crate) fn read(
    layout: &AnnotationLayout,
    value: &str,
    position: VcfPosition,
    (reference, alternates): (&str, &[&str]),
) -> (RecordAnnotation<'static>, SharedEntries) {
    let mut by_allele = vec![Vec::new(); alternates.len()];
    let mut entries = SharedEntries::default();
    let mut unpaired = 0;
    for text in value.split(',') {
        if let Some(pointer) = text.strip_prefix('@') {
            match pointer.parse() {
                Ok(pointer) => entries.pointers.push(pointer),
                Err(_) => unpaired += 1,
            }
            continue;
        }
        let fields: Vec<&str> = text.split('|').map(str::trim).collect();
        let at = |index: Option<usize>| fields.get(index?).copied().filter(|field| !field.is_empty() && *field != ".");
        let consequence = consequence(layout, at);
        let changes = at(layout.genomic_change);
        let mut paired = false;
        for (alternate, list) in alternates.iter().zip(&mut by_allele) {
            let own = format!("{}{reference}>{alternate}", position.0);
            // Without a change of its own the entry speaks of the place: the same for every allele.
            if alternates.len() == 1 || changes.is_none_or(|changes| names(changes, &own)) {
                list.push(consequence.clone());
                paired = true;
            }
        }
        unpaired += u64::from(!paired);
        if let Some(changes) = changes.filter(|changes| changes.contains('+')) {
            entries.shared.push(SharedConsequence { changes: changes.to_owned(), consequence });
        }
    }
    (RecordAnnotation { by_allele, written: Vec::new(), unpaired }, entries)
}

/// Gives every record that points elsewhere what the other record says about it. Returns how many pointers lead nowhere.
#[derive(Debug, Default)]
pub(crate) struct SharedBook {
    shared: BTreeMap<(Contig, u64), Vec<SharedConsequence>>,
    /// Index of a variant and the position it points to.
    pointers: Vec<(usize, u64)>,
}

impl SharedBook {
    /// Notes what one record says; `first` is the index that its first variant will have, `kept` how many it has.
    pub(crate) fn note(
        &mut self,
        contig: &Contig,
        position: u64,
        entries: SharedEntries,
        kept: std::ops::Range<usize>,
    ) {
        if !entries.shared.is_empty() {
            self.shared.entry((contig.clone(), position)).or_default().extend(entries.shared);
        }
        for index in kept {
            self.pointers.extend(entries.pointers.iter().map(|pointer| (index, *pointer)));
        }
    }

    /// Resolves all pointers and returns how many lead nowhere.
    pub(crate) fn resolve(self, variants: &mut [SmallVariant]) -> u64 {
        let mut open = 0;
        for (index, pointer) in self.pointers {
            let Some(variant) = variants.get_mut(index) else { continue };
            let own = format!("{}{}>{}", variant.allele.position.0, variant.allele.reference, variant.allele.alternate);
            let there = self.shared.get(&(variant.allele.contig.clone(), pointer)).map(Vec::as_slice);
            let told = there.unwrap_or_default().iter().filter(|shared| names(&shared.changes, &own));
            let before = variant.consequences.len();
            variant.consequences.extend(told.map(|shared| shared.consequence.clone()));
            open += u64::from(variant.consequences.len() == before);
        }
        open
    }
}

fn names(changes: &str, own: &str) -> bool {
    changes.split('+').any(|change| change == own)
}

fn consequence<'a>(layout: &AnnotationLayout, at: impl Fn(Option<usize>) -> Option<&'a str>) -> TranscriptConsequence {
    let written = at(Some(layout.consequence)).unwrap_or_default();
    // Behind a stop of the same haplotype the amino acids are never made.
    let behind_stop = written.starts_with('*');
    let mut terms: Vec<ConsequenceTerm> = written.trim_start_matches('*').split('&').map(term).collect();
    terms.sort();
    TranscriptConsequence {
        gene: at(layout.symbol).map(str::to_owned),
        transcript: at(layout.feature).map(str::to_owned),
        selection: TranscriptSelection::Other,
        terms,
        hgvsc: None,
        hgvsp: at(layout.amino_acids).filter(|_| !behind_stop).and_then(protein_change),
        exon: None,
        intron: None,
    }
}

/// The Sequence Ontology term behind a short name.
fn term(short: &str) -> ConsequenceTerm {
    match short {
        "3_prime_utr" => ConsequenceTerm::ThreePrimeUtr,
        "5_prime_utr" => ConsequenceTerm::FivePrimeUtr,
        "non_coding" => ConsequenceTerm::NonCodingTranscript,
        "inframe_altering" => ConsequenceTerm::ProteinAltering,
        "missense" | "synonymous" | "frameshift" | "splice_acceptor" | "splice_donor" | "splice_region" | "intron"
        | "coding_sequence" | "stop_retained" | "start_retained" | "intergenic" => {
            ConsequenceTerm::from(format!("{short}_variant"))
        }
        other => ConsequenceTerm::from(other),
    }
}

/// `571D>571N`: one residue for one; anything longer is not a substitution and keeps its consequence only.
fn protein_change(text: &str) -> Option<HgvsP> {
    let residue = |text: &str| {
        let letter = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let number = text.strip_suffix(letter)?.parse::<u32>().ok()?;
        (letter.len() == 1).then(|| (number, letter.to_owned()))
    };
    match text.split_once('>') {
        None => residue(text).map(|(number, letter)| HgvsP::from(format!("{letter}{number}="))),
        Some((old, new)) => {
            let ((number, old), (_, new)) = (residue(old)?, residue(new)?);
            Some(HgvsP::from(format!("{old}{number}{new}")))
        }
    }
}

#[cfg(test)]
mod tests;
