//! Public reference files to one [`ReferencePack`].
//!
//! The reader of a file is chosen by what stands in it, never by its name. Every record ends as facts or in a named bin of
//! the manifest; rows that must not be counted on (inverted, indel between assemblies) are kept and marked.

mod annotation;
mod chain;
mod exon_table;
mod intake_of_file;
mod mane;
mod pack_file;
mod sequences;
mod tables;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use model::assembly::Assembly;
use model::reference::{PackManifest, ReferenceFacts, ReferencePack, SourceOfFacts, unversioned};
use model::small_variant::TranscriptSelection;

use crate::error::{IntakeError, Refusal};
use crate::lines::Lines;
use crate::open::{OpenedFile, file_name, fingerprint};
use intake_of_file::FileFacts;

pub use pack_file::{read_pack, write_pack};

/// How reference files are read.
#[derive(Clone, Debug, Default)]
pub struct ReferenceOptions {
    /// Assembly of the files that have coordinates and do not tell it.
    pub assembly: Option<Assembly>,
    /// Licence of the files as the user states it.
    pub licence: Option<String>,
}

/// What a reference file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    ManeSummary,
    ExonTable,
    GeneTable,
    Gff3,
    Gtf,
    Cytobands,
    Fasta,
    PfamDomains,
    RefSeqDomains,
    SequenceLengths,
    Chain,
}

impl Format {
    fn code(self) -> &'static str {
        match self {
            Self::ManeSummary => "mane_summary",
            Self::ExonTable => "exon_table",
            Self::GeneTable => "gene_table",
            Self::Gff3 => "gff3",
            Self::Gtf => "gtf",
            Self::Cytobands => "cytobands",
            Self::Fasta => "protein_fasta",
            Self::PfamDomains => "pfam_domains",
            Self::RefSeqDomains => "refseq_domains",
            Self::SequenceLengths => "sequence_lengths",
            Self::Chain => "chain",
        }
    }

    fn has_coordinates(self) -> bool {
        !matches!(self, Self::Fasta | Self::PfamDomains | Self::RefSeqDomains | Self::Chain)
    }
}

/// Reads files into a pack, adding to `before` when given.
///
/// # Errors
/// [`IntakeError`]: a file that is none of the formats, an assembly that is not told, a damaged file. Nothing is kept.
pub fn import_reference(
    files: &[PathBuf],
    options: &ReferenceOptions,
    before: Option<&ReferencePack>,
) -> Result<ReferencePack, IntakeError> {
    if files.is_empty() {
        return Err(IntakeError::refused("", Refusal::NoFiles));
    }
    let mut facts = before.map(|pack| pack.facts().clone()).unwrap_or_default();
    let mut manifest = before.map(|pack| pack.manifest().clone()).unwrap_or_default();
    let mut selections = BTreeMap::new();
    for path in files {
        let read = read_file(path, options)?;
        selections.extend(read.selections);
        append(&mut facts, read.facts);
        manifest.sources.push(read.source);
    }
    select(&mut facts, &selections, &mut manifest);
    facts.sort();
    pack_file::seal(manifest, facts)
}

fn read_file(path: &Path, options: &ReferenceOptions) -> Result<FileFacts, IntakeError> {
    let name = file_name(path);
    let format = recognise(path)?;
    let assembly = match format {
        Format::ManeSummary => Some(Assembly::GRCh38),
        format if format.has_coordinates() => {
            let told =
                options.assembly.ok_or_else(|| IntakeError::question(&name, crate::Question::AssemblyUnknown))?;
            Some(told)
        }
        _ => None,
    };
    let source = SourceOfFacts {
        file: name,
        sha256: fingerprint(path)?.to_string(),
        format: format.code().to_owned(),
        licence: options.licence.clone().unwrap_or_else(|| "unknown".to_owned()),
        assembly,
        records: 0,
        taken: BTreeMap::new(),
        left: BTreeMap::new(),
    };
    let mut file = FileFacts::new(source);
    match (format, assembly) {
        (Format::ManeSummary, _) => mane::read(path, &mut file)?,
        (Format::ExonTable, Some(assembly)) => exon_table::read(path, assembly, &mut file)?,
        (Format::GeneTable, Some(assembly)) => tables::genes(path, assembly, &mut file)?,
        (Format::Gff3, Some(assembly)) => annotation::read(path, assembly, annotation::Dialect::Gff3, &mut file)?,
        (Format::Gtf, Some(assembly)) => annotation::read(path, assembly, annotation::Dialect::Gtf, &mut file)?,
        (Format::Cytobands, Some(assembly)) => tables::cytobands(path, assembly, &mut file)?,
        (Format::SequenceLengths, Some(assembly)) => tables::lengths(path, assembly, &mut file)?,
        (Format::PfamDomains, _) => tables::pfam(path, &mut file)?,
        (Format::RefSeqDomains, _) => tables::refseq_domains(path, &mut file)?,
        (Format::Fasta, _) => sequences::read(path, &mut file)?,
        (Format::Chain, _) => chain::read(path, &mut file)?,
        // A format with coordinates has its assembly by now.
        (
            Format::ExonTable
            | Format::GeneTable
            | Format::Gff3
            | Format::Gtf
            | Format::Cytobands
            | Format::SequenceLengths,
            None,
        ) => {}
    }
    file.check()?;
    Ok(file)
}

/// By the first lines.
fn recognise(path: &Path) -> Result<Format, IntakeError> {
    let mut lines = Lines::new(OpenedFile::open(path)?);
    let mut line = Vec::new();
    let mut seen = 0;
    while lines.next_into(&mut line)?.is_some() {
        let text = String::from_utf8_lossy(&line).into_owned();
        if text.trim().is_empty() {
            continue;
        }
        if let Some(format) = of_line(&text) {
            return Ok(format);
        }
        seen += 1;
        if seen > 100 {
            break;
        }
    }
    let refusal = if seen == 0 { Refusal::EmptyFile } else { Refusal::UnknownFormat };
    Err(IntakeError::refused(&file_name(path), refusal))
}

fn of_line(text: &str) -> Option<Format> {
    let fields: Vec<&str> = text.trim_start_matches('#').split('\t').collect();
    let has = |wanted: &[&str]| wanted.iter().all(|name| fields.contains(name));
    let number = |at: usize| fields.get(at).is_some_and(|field| field.parse::<u64>().is_ok());
    if text.starts_with("##gff-version") {
        return Some(Format::Gff3);
    }
    if text.starts_with('>') {
        return Some(Format::Fasta);
    }
    if text.starts_with("chain ") {
        return Some(Format::Chain);
    }
    if has(&["MANE_status", "Ensembl_nuc", "RefSeq_nuc"]) {
        return Some(Format::ManeSummary);
    }
    if has(&["exon_starts", "exon_ends", "strand"]) {
        return Some(Format::ExonTable);
    }
    if has(&["ensgene", "symbol", "start", "end"]) {
        return Some(Format::GeneTable);
    }
    if has(&["hmm.acc", "uniprot", "length"]) {
        return Some(Format::PfamDomains);
    }
    if has(&["refseq.ID", "protein.ID", "aa.length"]) {
        return Some(Format::RefSeqDomains);
    }
    if has(&["name", "length", "aliases"]) {
        return Some(Format::SequenceLengths);
    }
    if has(&["chrom", "start", "end", "band"]) {
        return Some(Format::Cytobands);
    }
    if fields.len() == 9 && number(3) && number(4) {
        let attributes = fields.last().copied().unwrap_or_default();
        return Some(if attributes.contains("gene_id \"") { Format::Gtf } else { Format::Gff3 });
    }
    // UCSC's own cytoBand.txt has no header.
    let band = fields.len() == 5 && number(1) && number(2) && fields.last().is_some_and(|stain| is_stain(stain));
    band.then_some(Format::Cytobands)
}

fn is_stain(text: &str) -> bool {
    ["gneg", "gpos", "acen", "gvar", "stalk"].iter().any(|stain| text.starts_with(stain))
}

fn append(facts: &mut ReferenceFacts, more: ReferenceFacts) {
    facts.transcripts.extend(more.transcripts);
    facts.genes.extend(more.genes);
    facts.cytobands.extend(more.cytobands);
    facts.proteins.extend(more.proteins);
    facts.domains.extend(more.domains);
    facts.contigs.extend(more.contigs);
    facts.chains.extend(more.chains);
}

/// The MANE summary decides which transcript is MANE, joined on the versioned accession: an exon table of an older MANE
/// does not speak for the present one.
fn select(facts: &mut ReferenceFacts, selections: &BTreeMap<String, TranscriptSelection>, manifest: &mut PackManifest) {
    if selections.is_empty() {
        return;
    }
    let (mut joined, mut demoted) = (0, 0);
    for transcript in &mut facts.transcripts {
        let told = transcript.accessions.iter().find_map(|accession| selections.get(accession));
        let was_mane =
            matches!(transcript.selection, TranscriptSelection::ManeSelect | TranscriptSelection::ManePlusClinical);
        match told {
            Some(selection) => {
                transcript.selection = *selection;
                joined += 1;
            }
            None if was_mane => {
                transcript.selection = TranscriptSelection::Other;
                demoted += 1;
            }
            None => {}
        }
    }
    let stems: std::collections::BTreeSet<&str> = facts
        .transcripts
        .iter()
        .flat_map(|transcript| &transcript.accessions)
        .map(|accession| unversioned(accession))
        .collect();
    let without = selections.keys().filter(|accession| !stems.contains(unversioned(accession))).count() as u64;
    if let Some(summary) = manifest.sources.iter_mut().rev().find(|source| source.format == "mane_summary") {
        summary.taken.insert("transcripts_joined".to_owned(), joined);
        summary.taken.insert("transcripts_no_longer_mane".to_owned(), demoted);
        summary.taken.insert("accessions_without_exons".to_owned(), without);
    }
}

#[cfg(test)]
mod tests;
