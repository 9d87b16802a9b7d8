//! Residues at which changes recur (cancerhotspots.org v2 and its three-dimensional clusters, in the table of Genome Nexus).

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use model::Decimal;
use model::evidence::Predicate;

use super::rows::{Again, Fields, Listed, Named, Presence, Publisher, plain_row};
use super::{Bin, Import, readable_subject};
use crate::corpus::CorpusRow;
use crate::error::KnowledgeError;
use crate::recurrence::RecurrentResidue;
use crate::release::Release;
use crate::statement::OriginRequirement;
use crate::thresholds::HOTSPOT_MISSENSE_FRACTION;

const PUBLISHER: Publisher<7> = Publisher {
    source: "hotspots",
    licence: "ODbL-1.0",
    columns: [
        ("hugo_symbol", Presence::Needed),
        ("residue", Presence::Needed),
        ("type", Presence::Needed),
        ("missense_fraction", Presence::Needed),
        ("tumor_count", Presence::Needed),
        ("transcript_id", Presence::Needed),
        ("variant_amino_acid", Presence::Optional),
    ],
    listed: Listed::EveryRow,
    again: Again::Refused,
};

/// Reads tables of hotspots. The counts of every single residue are kept beside the rows, also where truncations prevail.
pub(super) fn import(files: &[PathBuf], curated: &Release) -> Result<Import, KnowledgeError> {
    let counted = RefCell::new(Vec::new());
    let counting = &counted;
    let reader = |_: &Path| {
        Ok(move |row: &Fields<'_, 7>| {
            counting.borrow_mut().extend(counts(row));
            statement(row, curated)
        })
    };
    let mut import = PUBLISHER.read(files, reader, |row| {
        let [gene, residue, ..] = row.written;
        Named { id: None, subject_text: gene.zip(residue).map(|(gene, residue)| format!("{gene} {residue}")) }
    })?;
    import.corpus.recurrence = counted.into_inner();
    import.corpus.recurrence.sort();
    import.corpus.recurrence.dedup();
    Ok(import)
}

fn statement(row: &Fields<'_, 7>, curated: &Release) -> Result<(CorpusRow, Bin), Bin> {
    let [Some(gene), Some(residue), Some(kind), missense, count, transcript, _] = row.written else {
        return Err(Bin::Malformed("no_subject"));
    };
    // The curated hotspots of such a gene count on another transcript than this table does.
    if curated.hotspots().iter().any(|own| own.gene == gene && Some(own.transcript.as_str()) != transcript) {
        return Err(Bin::NotExpressible("numbered_on_other_transcript"));
    }
    let subject = match kind {
        "single residue" if is_mostly_missense(missense, curated)? => format!("{gene} p.{residue}"),
        "single residue" => return Err(Bin::NotExpressible("mostly_truncating")),
        "splice site" => format!("{gene} p.{residue}_splice"),
        "in-frame indel" => return Err(Bin::NotExpressible("range_of_residues")),
        "3d" => return Err(Bin::NotExpressible("cluster_in_structure")),
        _ => return Err(Bin::Malformed("type_not_known")),
    };
    let transcript = transcript.ok_or(Bin::NotExpressible("transcript_not_told"))?;
    let id = format!("{}:{gene}-{residue}", PUBLISHER.source);
    let row = CorpusRow {
        subject_text: format!("{gene} {residue}"),
        tumor_types: vec!["ANY".to_owned()],
        evidence_type: Some(kind.to_owned()),
        significance: count.map(|count| format!("{count} tumours")),
        citation: Some(format!("cancerhotspots.org, {gene} {residue} ({transcript})")),
        ..plain_row(id, readable_subject(subject, curated)?, OriginRequirement::Somatic, Predicate::Oncogenic)
    };
    Ok((row, Bin::Usable))
}

/// The table writes fractions with all their digits; from which one on missense prevails stands in the knowledge base.
fn is_mostly_missense(fraction: Option<&str>, curated: &Release) -> Result<bool, Bin> {
    let cut_off = curated.thresholds().at_least(HOTSPOT_MISSENSE_FRACTION);
    let cut_off = cut_off.ok_or(Bin::NotExpressible("cut_off_missing"))?;
    Ok(fraction.and_then(|text| text.parse::<Decimal>().ok()).is_some_and(|value| value >= cut_off))
}

/// How often a residue changes, and to what: `E:833|K:24`.
fn counts(row: &Fields<'_, 7>) -> Option<RecurrentResidue> {
    let [Some(gene), Some(residue), Some("single residue"), _, Some(count), Some(transcript), Some(changes)] =
        row.written
    else {
        return None;
    };
    let changes = changes.split('|').map(|change| {
        let (alternate, count) = change.split_once(':')?;
        Some((alternate.trim().to_owned(), count.trim().parse().ok()?))
    });
    Some(RecurrentResidue {
        gene: gene.to_owned(),
        residue: residue.to_owned(),
        transcript: transcript.to_owned(),
        tumours: count.parse().ok()?,
        changes: changes.collect::<Option<_>>()?,
    })
}
