//! DoCM: curated somatic variants that drive cancer, with coordinates, one row per variant.

use std::collections::BTreeSet;
use std::path::PathBuf;

use intake::{TextRow, TextTable};
use model::evidence::{Direction, Predicate};
use model::hgvs::ProteinChange;

use super::coordinates::Coordinates;
use super::{Bin, Import, LeftOut, Tally, readable_subject};
use crate::corpus::{Corpus, CorpusFile, CorpusRow};
use crate::error::KnowledgeError;
use crate::release::Release;
use crate::statement::OriginRequirement;

const SOURCE: &str = "docm";

/// Places of the columns.
struct Columns([usize; 11]);

const NAMES: [&str; 11] = [
    "hgvs",
    "chromosome",
    "start",
    "read",
    "variant",
    "reference_version",
    "gene",
    "mutation_type",
    "amino_acid",
    "diseases",
    "pubmed_sources",
];

/// Reads tables of variants.
pub(super) fn import(files: &[PathBuf], curated: &Release) -> Result<Import, KnowledgeError> {
    let mut corpus = Corpus { source: SOURCE.to_owned(), licence: "MIT".to_owned(), ..Corpus::default() };
    let (mut left_out, mut tally, mut seen) = (Vec::new(), Tally::default(), BTreeSet::new());
    for path in files {
        let mut table = TextTable::open(path)?;
        let mut columns = Columns([0; 11]);
        for (place, name) in columns.0.iter_mut().zip(NAMES) {
            *place = table.needed(&[name])?;
        }
        corpus.files.push(CorpusFile { name: table.file_name().to_owned(), sha256: table.fingerprint().to_string() });
        while let Some(row) = table.next_row()? {
            let id = field(&columns, &row, 0).map(|hgvs| format!("{SOURCE}:{hgvs}"));
            let ended = statement(&columns, &row, table.width(), curated).and_then(|(kept, bin)| {
                if seen.insert(kept.id.clone()) { Ok((kept, bin)) } else { Err(Bin::Malformed("same_id_again")) }
            });
            match ended {
                Ok((kept, bin)) => {
                    tally.count(bin);
                    corpus.rows.push(kept);
                }
                Err(bin) => {
                    tally.count(bin);
                    let subject_text = field(&columns, &row, 6)
                        .zip(field(&columns, &row, 8))
                        .map(|(gene, change)| format!("{gene} {change}"));
                    let file = table.file_name().to_owned();
                    left_out.push(LeftOut { file, line: row.line, id, subject_text, bin: bin.code() });
                }
            }
        }
    }
    (corpus.rows_read, corpus.bins) = (tally.rows_read, tally.bins);
    Ok(Import { corpus, left_out })
}

fn field<'r>(columns: &Columns, row: &'r TextRow, name: usize) -> Option<&'r str> {
    let text = row.fields.get(*columns.0.get(name)?)?.as_str();
    (!text.is_empty()).then_some(text)
}

fn statement(columns: &Columns, row: &TextRow, width: usize, curated: &Release) -> Result<(CorpusRow, Bin), Bin> {
    let told = |name: usize| field(columns, row, name);
    if row.fields.len() != width {
        return Err(Bin::Malformed("other_number_of_fields"));
    }
    let hgvs = told(0).ok_or(Bin::Malformed("no_id"))?;
    let (gene, kind) = told(6).zip(told(7)).ok_or(Bin::Malformed("no_subject"))?;
    let written = told(8).ok_or(Bin::NotExpressible("no_protein_change"))?;
    let (change, flagged) = protein(kind, written)?;
    let place = Coordinates {
        assembly: told(5).unwrap_or_default().to_owned(),
        chromosome: told(1).unwrap_or_default().to_owned(),
        start: told(2).unwrap_or_default().to_owned(),
        reference: told(3).unwrap_or_default().to_owned(),
        alternates: told(4).unwrap_or_default().to_owned(),
    };
    let mut parts = vec![format!("{gene} p.{change}")];
    parts.extend(place.alleles());
    let subject = match parts.as_slice() {
        [one] => one.clone(),
        _ => format!("({})", parts.join(" | ")),
    };
    let papers: Vec<String> =
        told(10).into_iter().flat_map(|ids| ids.split(',')).map(|id| format!("PMID {}", id.trim())).collect();
    let kept = CorpusRow {
        id: format!("{SOURCE}:{hgvs}"),
        subject: readable_subject(subject, curated)?,
        subject_text: format!("{gene} {written}"),
        origin: OriginRequirement::Somatic,
        predicate: Predicate::Oncogenic,
        direction: Direction::Supports,
        regimens: Vec::new(),
        tumor_types: Vec::new(),
        disease: told(9).map(|diseases| diseases.replace(',', ", ")),
        doid: None,
        source_level: None,
        evidence_type: Some(kind.to_owned()),
        significance: None,
        citation: (!papers.is_empty()).then(|| papers.join(", ")),
        address: None,
        note: None,
        flagged,
    };
    Ok((kept, if flagged { Bin::Flagged } else { Bin::Usable }))
}

/// The change in the notation of HGVS, and whether the kind that the row names contradicts it.
fn protein(kind: &str, written: &str) -> Result<(String, bool), Bin> {
    let change = written.strip_prefix("p.").unwrap_or(written);
    let spelled = match kind {
        "inframe" => deletion(change).ok_or(Bin::NotExpressible("variant_name"))?,
        // `L755X` is written for frameshifts and for in-frame losses alike: which one is meant is not told.
        "frameshift" => return Err(Bin::NotExpressible("new_reading_frame_not_told")),
        "synonymous" => format!("{change}="),
        "start_lost" => return Err(Bin::NotExpressible("start_lost")),
        "missense" | "stop_lost" => change.to_owned(),
        _ => return Err(Bin::NotExpressible("mutation_type")),
    };
    let parsed: ProteinChange = spelled.parse().map_err(|_| Bin::NotExpressible("variant_name"))?;
    // A gained stop is filed as a lost one throughout the table.
    let disagrees = kind == "stop_lost" && matches!(parsed, ProteinChange::Nonsense { .. });
    Ok((spelled, disagrees))
}

/// `RD841-` is the loss of Arg841 and Asp842.
fn deletion(written: &str) -> Option<String> {
    let lost = written.strip_suffix('-')?;
    let digits = lost.find(|c: char| c.is_ascii_digit())?;
    let (letters, number) = lost.split_at_checked(digits)?;
    let first: u32 = number.parse().ok()?;
    let count = u32::try_from(letters.len()).ok()?;
    let (from, to) = (letters.chars().next()?, letters.chars().next_back()?);
    match count {
        0 => None,
        1 => Some(format!("{from}{first}del")),
        _ => Some(format!("{from}{first}_{to}{}del", first + count - 1)),
    }
}
