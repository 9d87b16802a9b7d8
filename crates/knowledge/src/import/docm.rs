//! DoCM: curated somatic variants that drive cancer, with coordinates, one row per variant.

use std::path::{Path, PathBuf};

use model::evidence::Predicate;
use model::hgvs::ProteinChange;

use super::coordinates::Coordinates;
use super::rows::{Again, Fields, Listed, Named, Presence, Publisher, plain_row};
use super::{Bin, Import, readable_subject};
use crate::corpus::CorpusRow;
use crate::error::KnowledgeError;
use crate::release::Release;
use crate::statement::OriginRequirement;

const PUBLISHER: Publisher<11> = Publisher {
    source: "docm",
    licence: "MIT",
    columns: [
        ("hgvs", Presence::Needed),
        ("chromosome", Presence::Needed),
        ("start", Presence::Needed),
        ("read", Presence::Needed),
        ("variant", Presence::Needed),
        ("reference_version", Presence::Needed),
        ("gene", Presence::Needed),
        ("mutation_type", Presence::Needed),
        ("amino_acid", Presence::Needed),
        ("diseases", Presence::Needed),
        ("pubmed_sources", Presence::Needed),
    ],
    listed: Listed::EveryRow,
    again: Again::Refused,
};

/// Reads tables of variants.
pub(super) fn import(files: &[PathBuf], curated: &Release) -> Result<Import, KnowledgeError> {
    let reader = |_: &Path| Ok(move |row: &Fields<'_, 11>| statement(row, curated));
    PUBLISHER.read(files, reader, |row| {
        let [hgvs, .., gene, _, change, _, _] = row.written;
        Named { id: hgvs.map(id_of), subject_text: gene.zip(change).map(|(gene, change)| format!("{gene} {change}")) }
    })
}

fn id_of(hgvs: &str) -> String {
    format!("{}:{hgvs}", PUBLISHER.source)
}

fn statement(row: &Fields<'_, 11>, curated: &Release) -> Result<(CorpusRow, Bin), Bin> {
    if !row.complete {
        return Err(Bin::Malformed("other_number_of_fields"));
    }
    let [hgvs, chromosome, start, reference, alternate, assembly, gene, kind, change, diseases, papers] = row.written;
    let hgvs = hgvs.ok_or(Bin::Malformed("no_id"))?;
    let (gene, kind) = gene.zip(kind).ok_or(Bin::Malformed("no_subject"))?;
    let written = change.ok_or(Bin::NotExpressible("no_protein_change"))?;
    let (change, flagged) = protein(kind, written)?;
    let told = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let place = Coordinates {
        assembly: told(assembly),
        chromosome: told(chromosome),
        start: told(start),
        reference: told(reference),
        alternates: told(alternate),
    };
    let mut parts = vec![format!("{gene} p.{change}")];
    parts.extend(place.alleles());
    let subject = match parts.as_slice() {
        [one] => one.clone(),
        _ => format!("({})", parts.join(" | ")),
    };
    let papers: Vec<String> =
        papers.into_iter().flat_map(|ids| ids.split(',')).map(|id| format!("PMID {}", id.trim())).collect();
    let subject = readable_subject(subject, curated)?;
    let kept = CorpusRow {
        subject_text: format!("{gene} {written}"),
        disease: diseases.map(|diseases| diseases.replace(',', ", ")),
        evidence_type: Some(kind.to_owned()),
        citation: (!papers.is_empty()).then(|| papers.join(", ")),
        flagged,
        ..plain_row(id_of(hgvs), subject, OriginRequirement::Somatic, Predicate::Oncogenic)
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
