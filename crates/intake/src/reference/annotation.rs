//! GFF3 and GTF as RefSeq, Ensembl and GENCODE write them: 1-based, both ends inside, one line per feature.

use std::collections::BTreeMap;
use std::path::Path;

use model::assembly::Assembly;
use model::reference::{Alignment, GeneSpan, Strand, Stretch, Transcript};
use model::small_variant::TranscriptSelection;
use model::variation::Contig;

use super::exon_table::strand;
use super::intake_of_file::FileFacts;
use super::tables::one_based;
use crate::error::IntakeError;
use crate::lines::Lines;
use crate::open::OpenedFile;

/// How the ninth column is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// `ID=…;Parent=…`
    Gff3,
    /// `gene_id "…"; transcript_id "…";`
    Gtf,
}

/// A transcript while its lines are read.
struct Draft {
    gene: String,
    accession: Option<String>,
    protein: Option<String>,
    selection: TranscriptSelection,
    contig: Contig,
    strand: Strand,
    exons: Vec<Stretch>,
    coding: Vec<Stretch>,
}

type Attributes = BTreeMap<String, String>;

pub(super) fn read(path: &Path, assembly: Assembly, dialect: Dialect, file: &mut FileFacts) -> Result<(), IntakeError> {
    let mut lines = Lines::new(OpenedFile::open(path)?);
    let mut line = Vec::new();
    let mut drafts: BTreeMap<String, Draft> = BTreeMap::new();
    let mut genes: BTreeMap<String, String> = BTreeMap::new();
    while lines.next_into(&mut line)?.is_some() {
        let text = String::from_utf8_lossy(&line);
        // What follows is sequence, not features (GFF3 specification, the FASTA section).
        if text.starts_with("##FASTA") || text.starts_with('>') {
            break;
        }
        if text.starts_with('#') || text.trim().is_empty() {
            continue;
        }
        let Some(feature) = Feature::parse(&text, dialect) else {
            file.leave("malformed");
            continue;
        };
        if !feature.contig.is_chromosome() {
            file.leave("not_a_primary_contig");
            continue;
        }
        take(feature, assembly, &mut drafts, &mut genes, file);
    }
    let drafts: Vec<Draft> = drafts.into_values().collect();
    let mut without_exons = 0;
    for draft in drafts {
        match draft.finish(assembly) {
            Some(transcript) => file.facts.transcripts.push(transcript),
            None => without_exons += 1,
        }
    }
    if without_exons > 0 {
        file.source.taken.insert("transcripts_without_exons_or_name".to_owned(), without_exons);
    }
    Ok(())
}

struct Feature {
    contig: Contig,
    kind: String,
    span: Stretch,
    strand: Strand,
    attributes: Attributes,
    tags: Vec<String>,
}

impl Feature {
    fn parse(text: &str, dialect: Dialect) -> Option<Self> {
        let fields: Vec<&str> = text.trim_end_matches(['\r', '\n']).split('\t').collect();
        let [contig, _, kind, start, end, _, strand_text, _, rest] = fields.as_slice() else { return None };
        let (attributes, tags) = attributes(rest, dialect);
        Some(Self {
            contig: contig_of(contig),
            kind: (*kind).to_owned(),
            span: one_based(start, end)?,
            strand: strand(strand_text).unwrap_or(Strand::Forward),
            attributes,
            tags,
        })
    }

    fn attribute(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.attributes.get(*name).cloned())
    }

    /// GENCODE and Ensembl use underscores, RefSeq a space.
    fn selection(&self) -> TranscriptSelection {
        let told = |wanted: &str| self.tags.iter().any(|tag| tag.replace(' ', "_") == wanted);
        match () {
            () if told("MANE_Select") => TranscriptSelection::ManeSelect,
            () if told("MANE_Plus_Clinical") => TranscriptSelection::ManePlusClinical,
            () if told("Ensembl_canonical") || told("RefSeq_Select") => TranscriptSelection::Canonical,
            () => TranscriptSelection::Other,
        }
    }
}

/// RefSeq names chromosomes `NC_000001.11`; the first 24 are the chromosomes in order (X 23, Y 24), `NC_012920` is the
/// mitochondrion.
fn contig_of(text: &str) -> Contig {
    let stem = text.split_once('.').map_or(text, |(stem, _)| stem);
    match stem.strip_prefix("NC_").map(str::parse::<u32>) {
        Some(Ok(12_920)) => "MT".into(),
        Some(Ok(number @ 1..=24)) => number.to_string().into(),
        _ => text.into(),
    }
}

fn attributes(text: &str, dialect: Dialect) -> (Attributes, Vec<String>) {
    let mut found = Attributes::new();
    let mut tags = Vec::new();
    for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let pair = match dialect {
            Dialect::Gff3 => part.split_once('='),
            Dialect::Gtf => part.split_once(' '),
        };
        let Some((name, value)) = pair else { continue };
        let value = decoded(value.trim().trim_matches('"'));
        match name {
            "tag" => tags.extend(value.split(',').map(str::to_owned)),
            _ => {
                found.entry(name.to_owned()).or_insert(value);
            }
        }
    }
    (found, tags)
}

/// `%2C` and the other escapes that GFF3 asks for.
fn decoded(text: &str) -> String {
    text.replace("%2C", ",").replace("%3B", ";").replace("%3D", "=").replace("%26", "&").replace("%25", "%")
}

fn take(
    feature: Feature,
    assembly: Assembly,
    drafts: &mut BTreeMap<String, Draft>,
    genes: &mut BTreeMap<String, String>,
    file: &mut FileFacts,
) {
    match feature.kind.as_str() {
        "gene" => take_gene(&feature, assembly, genes, file),
        "exon" | "CDS" | "stop_codon" => {
            let key = feature.attribute(&["Parent", "transcript_id"]);
            let part = key.map(|key| drafts.entry(key).or_insert_with(|| Draft::of(&feature, genes)));
            let Some(draft) = part else {
                file.leave("parent_missing");
                return;
            };
            if draft.protein.is_none() && feature.kind == "CDS" {
                draft.protein = versioned(&feature, "protein_id", "protein_version");
            }
            let is_exon = feature.kind == "exon";
            let parts = if is_exon { &mut draft.exons } else { &mut draft.coding };
            parts.push(feature.span);
            file.take(if is_exon { "exons" } else { "coding_parts" });
        }
        _ if feature.attributes.contains_key("transcript_id") || feature.attributes.contains_key("Parent") => {
            let key = feature.attribute(&["ID", "transcript_id"]).unwrap_or_default();
            let transcript_like = feature.kind.contains("transcript") || feature.kind.ends_with("RNA");
            if !transcript_like {
                file.leave("feature_not_used");
                return;
            }
            let told = Draft::of(&feature, genes);
            match drafts.get_mut(&key) {
                Some(known) => {
                    (known.gene, known.accession, known.selection) = (told.gene, told.accession, told.selection);
                }
                None => {
                    drafts.insert(key, told);
                }
            }
            file.take("transcripts");
        }
        _ => file.leave("feature_not_used"),
    }
}

fn take_gene(feature: &Feature, assembly: Assembly, genes: &mut BTreeMap<String, String>, file: &mut FileFacts) {
    let Some(symbol) = feature.attribute(&["gene_name", "gene", "Name"]) else {
        file.leave("symbol_missing");
        return;
    };
    if let Some(id) = feature.attribute(&["ID"]) {
        genes.insert(id, symbol.clone());
    }
    file.facts.genes.push(GeneSpan {
        assembly,
        contig: feature.contig.clone(),
        span: feature.span,
        gene: symbol,
        accession: feature.attribute(&["gene_id", "ID"]).unwrap_or_default(),
        biotype: feature.attribute(&["gene_type", "gene_biotype", "biotype"]).unwrap_or_default(),
    });
    file.take("genes");
}

/// The accession with its version, which Ensembl writes in an attribute of its own.
fn versioned(feature: &Feature, name: &str, version: &str) -> Option<String> {
    let accession = feature.attribute(&[name])?;
    let has_version = model::reference::unversioned(&accession) != accession;
    match feature.attribute(&[version]).or_else(|| feature.attribute(&["version"])) {
        Some(version) if !has_version => Some(format!("{accession}.{version}")),
        _ => Some(accession),
    }
}

impl Draft {
    fn of(feature: &Feature, genes: &BTreeMap<String, String>) -> Self {
        let parent = feature.attributes.get("Parent").and_then(|parent| genes.get(parent)).cloned();
        let gene = feature.attribute(&["gene_name", "gene"]).or(parent).unwrap_or_default();
        let is_transcript = !matches!(feature.kind.as_str(), "exon" | "CDS" | "stop_codon");
        let accession = if is_transcript {
            versioned(feature, "transcript_id", "transcript_version")
        } else {
            feature.attribute(&["transcript_id"])
        };
        Self {
            gene,
            accession,
            protein: None,
            selection: feature.selection(),
            contig: feature.contig.clone(),
            strand: feature.strand,
            exons: Vec::new(),
            coding: Vec::new(),
        }
    }

    fn finish(mut self, assembly: Assembly) -> Option<Transcript> {
        self.exons.sort();
        self.exons.dedup();
        let start = self.coding.iter().map(|part| part.start).min();
        let end = self.coding.iter().map(|part| part.end).max();
        let apart = self.exons.iter().zip(self.exons.iter().skip(1)).all(|(one, next)| one.end <= next.start);
        (!self.exons.is_empty() && apart && !self.gene.is_empty()).then_some(())?;
        Some(Transcript {
            gene: self.gene,
            assembly,
            selection: self.selection,
            accessions: vec![self.accession?],
            proteins: self.protein.into_iter().collect(),
            contig: self.contig,
            strand: self.strand,
            exons: self.exons,
            coding: start.zip(end).map(|(start, end)| Stretch { start, end }),
            alignment: Alignment::Exact,
        })
    }
}
