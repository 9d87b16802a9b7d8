//! Residues at which changes recur (cancerhotspots.org v2 and its three-dimensional clusters, in the table of Genome Nexus).

use std::collections::BTreeSet;
use std::path::PathBuf;

use intake::{TextRow, TextTable};
use model::evidence::{Direction, Predicate};

use super::{Bin, Import, LeftOut, Tally, readable_subject};
use crate::corpus::{Corpus, CorpusFile, CorpusRow};
use crate::error::KnowledgeError;
use crate::release::Release;
use crate::statement::OriginRequirement;

const SOURCE: &str = "hotspots";
const NAMES: [&str; 6] = ["hugo_symbol", "residue", "type", "missense_fraction", "tumor_count", "transcript_id"];

/// Reads tables of hotspots.
pub(super) fn import(files: &[PathBuf], curated: &Release) -> Result<Import, KnowledgeError> {
    let mut corpus = Corpus { source: SOURCE.to_owned(), licence: "ODbL-1.0".to_owned(), ..Corpus::default() };
    let (mut left_out, mut tally, mut seen) = (Vec::new(), Tally::default(), BTreeSet::new());
    for path in files {
        let mut table = TextTable::open(path)?;
        let mut places = [0; 6];
        for (place, name) in places.iter_mut().zip(NAMES) {
            *place = table.needed(&[name])?;
        }
        corpus.files.push(CorpusFile { name: table.file_name().to_owned(), sha256: table.fingerprint().to_string() });
        while let Some(row) = table.next_row()? {
            let written = places.map(|place| told(&row, place));
            let ended = statement(written, curated).and_then(|kept| {
                if seen.insert(kept.id.clone()) { Ok(kept) } else { Err(Bin::Malformed("same_id_again")) }
            });
            match ended {
                Ok(kept) => {
                    tally.count(Bin::Usable);
                    corpus.rows.push(kept);
                }
                Err(bin) => {
                    tally.count(bin);
                    let [gene, residue, ..] = written;
                    let subject_text = gene.zip(residue).map(|(gene, residue)| format!("{gene} {residue}"));
                    let file = table.file_name().to_owned();
                    left_out.push(LeftOut { file, line: row.line, id: None, subject_text, bin: bin.code() });
                }
            }
        }
    }
    (corpus.rows_read, corpus.bins) = (tally.rows_read, tally.bins);
    Ok(Import { corpus, left_out })
}

fn told(row: &TextRow, place: usize) -> Option<&str> {
    row.fields.get(place).map(String::as_str).filter(|text| !text.is_empty())
}

fn statement(written: [Option<&str>; 6], curated: &Release) -> Result<CorpusRow, Bin> {
    let [Some(gene), Some(residue), Some(kind), missense, count, transcript] = written else {
        return Err(Bin::Malformed("no_subject"));
    };
    // The curated hotspots of such a gene count on another transcript than this table does.
    if curated.hotspots().iter().any(|own| own.gene == gene && Some(own.transcript.as_str()) != transcript) {
        return Err(Bin::NotExpressible("numbered_on_other_transcript"));
    }
    let subject = match kind {
        "single residue" if missense.is_some_and(is_most) => format!("{gene} p.{residue}"),
        "single residue" => return Err(Bin::NotExpressible("mostly_truncating")),
        "splice site" => format!("{gene} p.{residue}_splice"),
        "in-frame indel" => return Err(Bin::NotExpressible("range_of_residues")),
        "3d" => return Err(Bin::NotExpressible("cluster_in_structure")),
        _ => return Err(Bin::Malformed("type_not_known")),
    };
    Ok(CorpusRow {
        id: format!("{SOURCE}:{gene}-{residue}"),
        subject: readable_subject(subject, curated)?,
        subject_text: format!("{gene} {residue}"),
        origin: OriginRequirement::Somatic,
        predicate: Predicate::Oncogenic,
        direction: Direction::Supports,
        regimens: Vec::new(),
        tumor_types: vec!["ANY".to_owned()],
        disease: None,
        doid: None,
        source_level: None,
        evidence_type: Some(kind.to_owned()),
        significance: count.map(|count| format!("{count} tumours")),
        citation: transcript.map(str::to_owned),
        address: None,
        note: None,
        flagged: false,
    })
}

/// At least half; the table writes fractions with all their digits.
fn is_most(fraction: &str) -> bool {
    fraction.parse::<model::Decimal>().is_ok_and(|value| "0.5".parse().is_ok_and(|half: model::Decimal| value >= half))
}
