//! The MANE summary: which RefSeq and Ensembl transcript a gene is spoken of by. 1-based spans on GRCh38.

use std::path::Path;

use model::small_variant::TranscriptSelection;

use super::intake_of_file::FileFacts;
use crate::error::IntakeError;
use crate::open::OpenedFile;
use crate::table::{Separation, Table};

pub(super) fn read(path: &Path, file: &mut FileFacts) -> Result<(), IntakeError> {
    let mut table = Table::open(OpenedFile::open(path)?, Separation::Tabs)?;
    let columns = [table.needed(&["RefSeq_nuc"])?, table.needed(&["Ensembl_nuc"])?];
    let status = table.needed(&["MANE_status"])?;
    while let Some(row) = table.next()? {
        let Some(selection) = selection(&row.text(status)) else {
            file.leave("malformed");
            continue;
        };
        let accessions = columns.iter().filter_map(|column| row.stated(Some(*column)));
        file.selections.extend(accessions.map(|accession| (accession, selection)));
        file.take("mane_rows");
    }
    Ok(())
}

/// `MANE Select` or `MANE Plus Clinical`, with space or underscore.
pub(super) fn selection(text: &str) -> Option<TranscriptSelection> {
    match text.trim().replace('_', " ").as_str() {
        "MANE Select" => Some(TranscriptSelection::ManeSelect),
        "MANE Plus Clinical" => Some(TranscriptSelection::ManePlusClinical),
        _ => None,
    }
}
