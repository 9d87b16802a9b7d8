//! ClinVar as VCF: germline classifications of single alleles, for the genes of the knowledge base. The files of both
//! assemblies give one row for each variation, with a place on either.

use std::path::{Path, PathBuf};

use model::assembly::Assembly;
use model::evidence::Predicate;

use super::rows::{Again, Fields, Listed, Named, Presence, Publisher, plain_row};
use super::{Bin, Import, readable_subject};
use crate::corpus::CorpusRow;
use crate::error::KnowledgeError;
use crate::release::Release;
use crate::statement::OriginRequirement;

const PUBLISHER: Publisher<6> = Publisher {
    source: "clinvar",
    licence: "public domain",
    columns: [
        ("CHROM", Presence::Needed),
        ("POS", Presence::Needed),
        ("ID", Presence::Needed),
        ("REF", Presence::Needed),
        ("ALT", Presence::Needed),
        ("INFO", Presence::Needed),
    ],
    listed: Listed::MalformedOnly,
    again: Again::Joined(on_both_assemblies),
};

/// Reads VCF files of ClinVar. Records of genes outside the knowledge base are counted, not listed.
pub(super) fn import(files: &[PathBuf], curated: &Release) -> Result<Import, KnowledgeError> {
    let reader = |path: &Path| {
        let assembly = assembly_of(path)?;
        Ok(move |row: &Fields<'_, 6>| statement(row, assembly, curated))
    };
    PUBLISHER.read(files, reader, |row| {
        let [_, _, id, ..] = row.written;
        Named { id: id.map(id_of), subject_text: None }
    })
}

fn id_of(id: &str) -> String {
    format!("{}:{id}", PUBLISHER.source)
}

/// The same variation on the other assembly: both places in one row. The classification must be the same.
fn on_both_assemblies(earlier: &CorpusRow, row: &CorpusRow) -> Option<String> {
    let assembly = row.subject.split(' ').next()?;
    let is_there = earlier.subject.contains(assembly);
    let same = earlier.significance == row.significance && !earlier.subject.contains(" | ");
    (!is_there && same).then(|| format!("({} | {})", earlier.subject, row.subject))
}

/// The assembly that the header names; without one no coordinate can be used.
fn assembly_of(path: &Path) -> Result<Assembly, KnowledgeError> {
    let name = || path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let lines = intake::read_head(path)?;
    let written = lines.lines().find_map(|line| line.strip_prefix("##reference="));
    written.and_then(|text| text.trim().parse().ok()).ok_or_else(|| KnowledgeError::ForeignForm {
        file: name(),
        message: "##reference names no assembly".to_owned(),
    })
}

fn statement(row: &Fields<'_, 6>, assembly: Assembly, curated: &Release) -> Result<(CorpusRow, Bin), Bin> {
    let [Some(chromosome), Some(position), Some(id), Some(reference), alternate, Some(notes)] = row.written else {
        return Err(Bin::Malformed("too_few_fields"));
    };
    let told = |key: &str| notes.split(';').find_map(|note| note.strip_prefix(key)?.strip_prefix('='));
    let Some(alternate) = alternate else { return Err(Bin::NotExpressible("reference_allele_only")) };
    let genes = told("GENEINFO").unwrap_or_default().split('|').filter_map(|gene| gene.split(':').next());
    let listed = genes.into_iter().find(|gene| curated.genes().contains(gene));
    let gene = listed.ok_or(Bin::NotExpressible("gene_not_listed"))?;
    let class = told("CLNSIG").ok_or(Bin::NotExpressible("no_germline_classification"))?;
    if !matches!(class, "Pathogenic" | "Likely_pathogenic" | "Pathogenic/Likely_pathogenic") {
        return Err(Bin::NotExpressible("classification"));
    }
    let allele = format!("{assembly} {}:{position}:{reference}:{alternate}", chromosome.trim_start_matches("chr"));
    let subject = readable_subject(allele, curated)?;
    let row = CorpusRow {
        subject_text: told("CLNHGVS").map_or_else(|| gene.to_owned(), |hgvs| format!("{gene} {hgvs}")),
        tumor_types: vec!["ANY".to_owned()],
        disease: told("CLNDN").map(|names| names.replace('_', " ")),
        source_level: told("CLNREVSTAT").map(|stars| stars.replace('_', " ")),
        evidence_type: Some("germline classification".to_owned()),
        significance: Some(class.replace('_', " ")),
        ..plain_row(id_of(id), subject, OriginRequirement::Germline, Predicate::Predisposing)
    };
    Ok((row, Bin::Usable))
}
