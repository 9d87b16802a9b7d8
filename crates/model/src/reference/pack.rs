//! The pack: imported facts with the files they came from, and questions to them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::liftover::{self, AlignmentChain, LiftoverFailure};
use super::{Alignment, ContigLength, Cytoband, GeneSpan, Protein, ProteinDomain, Stretch, Transcript, unversioned};
use crate::assembly::Assembly;
use crate::canonical::ContentHash;
use crate::small_variant::TranscriptSelection;
use crate::variation::{Allele, Contig};

/// Where the facts of a pack come from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackManifest {
    /// The files, in the order given.
    pub sources: Vec<SourceOfFacts>,
}

/// One imported file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceOfFacts {
    /// Name without folders.
    pub file: String,
    /// SHA-256 of the bytes as received, hexadecimal.
    pub sha256: String,
    /// What it was read as, e.g. `gff3`.
    pub format: String,
    /// Licence as the user gave it; `unknown` when not given.
    pub licence: String,
    /// Assembly its coordinates refer to, where it has coordinates.
    pub assembly: Option<Assembly>,
    /// Rows or records read.
    pub records: u64,
    /// Facts taken from them, by kind.
    pub taken: BTreeMap<String, u64>,
    /// Records that gave no fact, by reason: named bins.
    pub left: BTreeMap<String, u64>,
}

/// Everything a pack states. Sorted, so that the same facts make the same bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferenceFacts {
    /// Transcripts.
    pub transcripts: Vec<Transcript>,
    /// Gene spans.
    pub genes: Vec<GeneSpan>,
    /// Bands.
    pub cytobands: Vec<Cytoband>,
    /// Protein sequences.
    pub proteins: Vec<Protein>,
    /// Domains.
    pub domains: Vec<ProteinDomain>,
    /// Sequences of the assemblies.
    pub contigs: Vec<ContigLength>,
    /// Alignments between assemblies.
    pub chains: Vec<AlignmentChain>,
}

impl ReferenceFacts {
    /// Puts the facts in order and drops repeated ones.
    pub fn sort(&mut self) {
        self.transcripts.sort_by_cached_key(order);
        self.transcripts.dedup();
        self.genes.sort();
        self.genes.dedup();
        self.cytobands.sort();
        self.cytobands.dedup();
        self.proteins.sort();
        self.proteins.dedup();
        self.domains.sort();
        self.domains.dedup();
        self.contigs.sort();
        self.contigs.dedup();
        self.chains.sort();
        self.chains.dedup();
    }
}

type Order = (String, Assembly, u8, Alignment, Contig, Vec<Stretch>, Vec<String>);

fn order(transcript: &Transcript) -> Order {
    (
        transcript.gene.clone(),
        transcript.assembly,
        rank(transcript.selection),
        transcript.alignment,
        transcript.contig.clone(),
        transcript.exons.clone(),
        transcript.accessions.clone(),
    )
}

fn rank(selection: TranscriptSelection) -> u8 {
    match selection {
        TranscriptSelection::ManeSelect => 0,
        TranscriptSelection::ManePlusClinical => 1,
        TranscriptSelection::Canonical => 2,
        TranscriptSelection::Other => 3,
    }
}

/// Imported reference facts, verified and indexed. Immutable: another file makes another pack with another id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferencePack {
    id: ContentHash,
    manifest: PackManifest,
    facts: ReferenceFacts,
    by_accession: Vec<(usize, usize)>,
    longest_gene: u64,
}

impl ReferencePack {
    /// A pack of sorted facts; `id` is the hash over its bytes.
    pub fn new(id: ContentHash, manifest: PackManifest, facts: ReferenceFacts) -> Self {
        let mut by_accession: Vec<(usize, usize)> = Vec::new();
        for (at, transcript) in facts.transcripts.iter().enumerate() {
            by_accession.extend((0..transcript.accessions.len()).map(|name| (at, name)));
        }
        let order = |at: &(usize, usize)| {
            let name = accession_at(&facts, *at);
            (unversioned(name), name)
        };
        by_accession.sort_by(|one, other| order(one).cmp(&order(other)));
        let longest_gene = facts.genes.iter().map(|gene| gene.span.length()).max().unwrap_or_default();
        Self { id, manifest, facts, by_accession, longest_gene }
    }

    /// Hash over everything in the pack.
    pub fn id(&self) -> ContentHash {
        self.id
    }

    /// First digits of the id, as findings print it.
    pub fn short_id(&self) -> String {
        self.id.short()
    }

    /// The files it came from.
    pub fn manifest(&self) -> &PackManifest {
        &self.manifest
    }

    /// Everything it states.
    pub fn facts(&self) -> &ReferenceFacts {
        &self.facts
    }

    /// The MANE Select transcript of a gene on an assembly, whether or not its alignment is fit for counting.
    pub fn mane_select(&self, gene: &str, assembly: Assembly) -> Option<&Transcript> {
        let from = self.facts.transcripts.partition_point(|transcript| transcript.gene.as_str() < gene);
        let of_gene = self.facts.transcripts.iter().skip(from).take_while(|transcript| transcript.gene == gene);
        let mut selected = of_gene.filter(|transcript| {
            transcript.assembly == assembly && transcript.selection == TranscriptSelection::ManeSelect
        });
        let first = selected.next()?;
        // One gene placed twice (a patch beside its chromosome): the primary contig is the place.
        if first.contig.is_chromosome() {
            Some(first)
        } else {
            selected.find(|other| other.contig.is_chromosome()).or(Some(first))
        }
    }

    /// All transcripts of a gene, MANE Select first within each assembly.
    pub fn of_gene<'p>(&'p self, gene: &'p str) -> impl Iterator<Item = &'p Transcript> {
        let from = self.facts.transcripts.partition_point(|transcript| transcript.gene.as_str() < gene);
        self.facts.transcripts.iter().skip(from).take_while(move |transcript| transcript.gene == gene)
    }

    /// The transcript of an accession on an assembly. A name with version finds that version only; a name without finds
    /// the one version that the pack has, and nothing when it has several.
    pub fn transcript(&self, accession: &str, assembly: Assembly) -> Option<&Transcript> {
        let stem = unversioned(accession);
        let from = self.by_accession.partition_point(|at| unversioned(accession_at(&self.facts, *at)) < stem);
        let mut found = self
            .by_accession
            .iter()
            .skip(from)
            .map(|at| (accession_at(&self.facts, *at), at.0))
            .take_while(|(name, _)| unversioned(name) == stem)
            .filter(|(name, _)| stem == accession || *name == accession)
            .filter_map(|(_, at)| self.facts.transcripts.get(at))
            .filter(|transcript| transcript.assembly == assembly);
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// Genes whose span shares a base with `start..end` (0-based, half-open), in order of position.
    pub fn genes_overlapping(&self, assembly: Assembly, contig: &Contig, start: u64, end: u64) -> Vec<&GeneSpan> {
        let genes = &self.facts.genes;
        let earliest = start.saturating_sub(self.longest_gene);
        let from =
            genes.partition_point(|gene| (gene.assembly, &gene.contig, gene.span.start) < (assembly, contig, earliest));
        genes
            .iter()
            .skip(from)
            .take_while(|gene| {
                gene.assembly == assembly && gene.contig == *contig && gene.span.start < end.max(start + 1)
            })
            .filter(|gene| gene.span.meets(Stretch { start, end }))
            .collect()
    }

    /// The band of a base (0-based).
    pub fn cytoband(&self, assembly: Assembly, contig: &Contig, base: u64) -> Option<&Cytoband> {
        let bands = &self.facts.cytobands;
        bands.iter().find(|band| {
            band.assembly == assembly
                && band.contig == *contig
                && band.span.meets(Stretch { start: base, end: base + 1 })
        })
    }

    /// An allele on another assembly, by the chains of the pack.
    ///
    /// # Errors
    /// [`LiftoverFailure`] when the pack does not lead to exactly one place.
    pub fn lift(&self, allele: &Allele, to: Assembly) -> Result<Allele, LiftoverFailure> {
        liftover::lift(&self.facts.chains, allele, to)
    }

    /// The sequence of a protein accession; versioned names find that version only.
    pub fn protein(&self, accession: &str) -> Option<&Protein> {
        let at = self.facts.proteins.binary_search_by(|protein| protein.accession.as_str().cmp(accession)).ok()?;
        self.facts.proteins.get(at)
    }

    /// Domains of a gene whose protein is as long as the transcript's: others count on another isoform.
    pub fn domains(&self, transcript: &Transcript) -> Vec<&ProteinDomain> {
        let length = transcript.protein_length();
        let from = self.facts.domains.partition_point(|domain| domain.gene < transcript.gene);
        let of_gene = self.facts.domains.iter().skip(from).take_while(|domain| domain.gene == transcript.gene);
        of_gene.filter(|domain| Some(domain.protein_length) == length).collect()
    }
}

fn accession_at(facts: &ReferenceFacts, (transcript, name): (usize, usize)) -> &str {
    facts
        .transcripts
        .get(transcript)
        .and_then(|transcript| transcript.accessions.get(name))
        .map(String::as_str)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::Strand;

    fn transcript(accession: &str, assembly: Assembly) -> Transcript {
        Transcript {
            gene: "MADEUP1".to_owned(),
            assembly,
            selection: TranscriptSelection::ManeSelect,
            accessions: vec![accession.to_owned()],
            proteins: Vec::new(),
            contig: "1".into(),
            strand: Strand::Forward,
            exons: vec![Stretch { start: 0, end: 12 }],
            coding: Some(Stretch { start: 0, end: 12 }),
            alignment: Alignment::Exact,
        }
    }

    fn pack(mut facts: ReferenceFacts) -> ReferencePack {
        facts.sort();
        ReferencePack::new(ContentHash::of_bytes(b"made up"), PackManifest::default(), facts)
    }

    #[test]
    fn a_version_is_part_of_the_name() {
        let pack = pack(ReferenceFacts {
            transcripts: vec![
                transcript("NM_1.2", Assembly::GRCh38),
                transcript("NM_1.2", Assembly::GRCh37),
                transcript("NM_10.1", Assembly::GRCh38),
                transcript("NM_2.1", Assembly::GRCh38),
                transcript("NM_2.2", Assembly::GRCh38),
            ],
            ..ReferenceFacts::default()
        });
        let known = |name| pack.transcript(name, Assembly::GRCh38).is_some();
        assert!(known("NM_1.2") && known("NM_1") && known("NM_2.1") && known("NM_10"));
        assert!(!known("NM_1.1") && !known("NM_2") && !known("NM_3.1"));
    }

    #[test]
    fn genes_are_found_by_overlap_and_touching_is_none() {
        let gene = |name: &str, start, end| GeneSpan {
            assembly: Assembly::GRCh38,
            contig: "1".into(),
            span: Stretch { start, end },
            gene: name.to_owned(),
            accession: String::new(),
            biotype: String::new(),
        };
        let pack = pack(ReferenceFacts {
            genes: vec![gene("LONG", 0, 1_000), gene("SHORT", 100, 200), gene("LATE", 500, 600)],
            ..ReferenceFacts::default()
        });
        let names = |start, end| -> Vec<&str> {
            let found = pack.genes_overlapping(Assembly::GRCh38, &"chr1".into(), start, end);
            found.into_iter().map(|gene| gene.gene.as_str()).collect()
        };
        assert_eq!(names(199, 500), ["LONG", "SHORT"]);
        assert_eq!(names(200, 501), ["LONG", "LATE"]);
        assert!(names(1_000, 2_000).is_empty());
        assert!(pack.genes_overlapping(Assembly::GRCh37, &"1".into(), 0, 10).is_empty());
    }

    #[test]
    fn domains_of_another_isoform_are_left_out() {
        let domain = |length| ProteinDomain {
            gene: "MADEUP1".to_owned(),
            protein: "P00000".to_owned(),
            protein_length: length,
            first: 1,
            last: 2,
            accession: "PF00000".to_owned(),
            name: "made up".to_owned(),
        };
        let transcript = transcript("NM_1.2", Assembly::GRCh38);
        assert_eq!(
            pack(ReferenceFacts { domains: vec![domain(3)], ..ReferenceFacts::default() }).domains(&transcript).len(),
            1
        );
        assert!(
            pack(ReferenceFacts { domains: vec![domain(4)], ..ReferenceFacts::default() })
                .domains(&transcript)
                .is_empty()
        );
    }
}
