//! Tables: each kind to its reader, and what is said of all of them.

use std::io::BufRead as _;

use model::ledger::Bin;
use model::notice::Notice;

use crate::ImportOptions;
use crate::error::{IntakeError, Refusal};
use crate::lines::Lines;
use crate::open::OpenedFile;
use crate::part::{FileIdentity, FilePart};
use crate::recognise::{TableKind, separation};
use crate::table::Table;
use crate::tally::Tally;
use crate::{composition, expression, gene_copy_numbers, markers, segments, signature_activities};

/// Reads a table of a kind that has been recognised.
pub(crate) fn read(
    file: &FileIdentity,
    mut opened: OpenedFile,
    kind: TableKind,
    options: &ImportOptions,
) -> Result<FilePart, IntakeError> {
    // The header decides; a look into the buffer takes nothing away from the reader.
    let beginning = opened.text.fill_buf().map(<[u8]>::to_vec).map_err(|source| opened.failure(source))?;
    let beginning = String::from_utf8_lossy(&beginning).into_owned();
    let header = beginning.split(['\n', '\r']).find(|line| !line.trim().is_empty() && !line.starts_with("##"));
    let separation = separation(header.unwrap_or_default());
    let table = |opened| Table::open(opened, separation);
    match kind {
        TableKind::PurpleSegments | TableKind::CnvkitSegments | TableKind::Seg | TableKind::AlleleSegments => {
            segments::read(file, table(opened)?, kind, options)
        }
        TableKind::PurpleGenes | TableKind::GeneCopyNumbers => {
            gene_copy_numbers::read(file, table(opened)?, kind, options)
        }
        TableKind::PurplePurity => composition::purity(file, table(opened)?, options),
        TableKind::Msisensor => markers::msisensor(file, table(opened)?, options),
        TableKind::ChordPredictions => markers::chord(file, table(opened)?, options),
        TableKind::SignatureActivities => signature_activities::read(file, table(opened)?, options),
        TableKind::SalmonQuant | TableKind::RsemGenes | TableKind::KallistoAbundance | TableKind::GeneExpression => {
            expression::read(file, table(opened)?, kind, options)
        }
        TableKind::PurpleQc => composition::checks(file, Lines::new(opened), options),
    }
}

/// What is said of every table: rows that could not be read, no rows at all, a format known only from its description.
pub(crate) fn usual_notices(file: &FileIdentity, kind: TableKind, tally: &Tally) -> Vec<Notice> {
    let malformed = tally.count(Bin::Malformed);
    let odd = (malformed > 0).then(|| file.notice("records_malformed").with("count", malformed));
    let none = (tally.records() == 0).then(|| file.notice("table_no_records"));
    let unverified = (!kind.is_verified()).then(|| file.notice("format_not_verified").with("format", kind.code()));
    odd.into_iter().chain(none).chain(unverified).collect()
}

/// A table that must hold one sample, and holds rows of several.
pub(crate) fn one_row_only(file: &FileIdentity, rows: u64) -> Result<(), IntakeError> {
    if rows > 1 { Err(IntakeError::refused(&file.name, Refusal::TableOfSeveralRows { rows })) } else { Ok(()) }
}
