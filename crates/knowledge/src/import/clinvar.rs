//! ClinVar as VCF: germline classifications of single alleles, for the genes of the knowledge base.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use intake::{TextRow, TextTable};
use model::assembly::Assembly;
use model::evidence::{Direction, Predicate};

use super::{Bin, Import, LeftOut, Tally, readable_subject};
use crate::corpus::{Corpus, CorpusFile, CorpusRow};
use crate::error::KnowledgeError;
use crate::release::Release;
use crate::statement::OriginRequirement;

const SOURCE: &str = "clinvar";
const NAMES: [&str; 6] = ["CHROM", "POS", "ID", "REF", "ALT", "INFO"];

/// Reads VCF files of ClinVar. Records of genes outside the knowledge base are counted, not listed.
pub(super) fn import(files: &[PathBuf], curated: &Release) -> Result<Import, KnowledgeError> {
    let mut corpus = Corpus { source: SOURCE.to_owned(), licence: "public domain".to_owned(), ..Corpus::default() };
    let (mut left_out, mut tally, mut seen) = (Vec::new(), Tally::default(), BTreeSet::new());
    for path in files {
        let assembly = assembly_of(path)?;
        let mut table = TextTable::open(path)?;
        let mut places = [0; 6];
        for (place, name) in places.iter_mut().zip(NAMES) {
            *place = table.needed(&[name])?;
        }
        corpus.files.push(CorpusFile { name: table.file_name().to_owned(), sha256: table.fingerprint().to_string() });
        while let Some(row) = table.next_row()? {
            let written = places.map(|place| told(&row, place));
            let ended = statement(written, assembly, curated).and_then(|kept| {
                if seen.insert(kept.id.clone()) { Ok(kept) } else { Err(Bin::Malformed("same_id_again")) }
            });
            match ended {
                Ok(kept) => {
                    tally.count(Bin::Usable);
                    corpus.rows.push(kept);
                }
                Err(bin) => {
                    tally.count(bin);
                    if matches!(bin, Bin::Malformed(_)) {
                        let [_, _, id, ..] = written;
                        let id = id.map(|id| format!("{SOURCE}:{id}"));
                        let file = table.file_name().to_owned();
                        left_out.push(LeftOut { file, line: row.line, id, subject_text: None, bin: bin.code() });
                    }
                }
            }
        }
    }
    (corpus.rows_read, corpus.bins) = (tally.rows_read, tally.bins);
    Ok(Import { corpus, left_out })
}

fn told(row: &TextRow, place: usize) -> Option<&str> {
    row.fields.get(place).map(String::as_str).filter(|text| !text.is_empty() && *text != ".")
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

fn statement(written: [Option<&str>; 6], assembly: Assembly, curated: &Release) -> Result<CorpusRow, Bin> {
    let [Some(chromosome), Some(position), Some(id), Some(reference), alternate, Some(notes)] = written else {
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
    Ok(CorpusRow {
        id: format!("{SOURCE}:{id}"),
        subject: readable_subject(allele, curated)?,
        subject_text: told("CLNHGVS").map_or_else(|| gene.to_owned(), |hgvs| format!("{gene} {hgvs}")),
        origin: OriginRequirement::Germline,
        predicate: Predicate::Predisposing,
        direction: Direction::Supports,
        regimens: Vec::new(),
        tumor_types: vec!["ANY".to_owned()],
        disease: told("CLNDN").map(|names| names.replace('_', " ")),
        doid: None,
        source_level: told("CLNREVSTAT").map(|stars| stars.replace('_', " ")),
        evidence_type: Some("germline classification".to_owned()),
        significance: Some(class.replace('_', " ")),
        citation: None,
        address: None,
        note: None,
        flagged: false,
    })
}
