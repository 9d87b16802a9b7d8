//! この変異はどうなったか: the way of a record from its file to the report.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::sync::Arc;

use casefile::permission::Action;
use intake::{LinePlace, RecordDetail};
use model::profile::MolecularProfile;
use store::record_store::{NamedValues, RecordFilter, RecordOrder, RecordRow, RecordStore, Region, SortColumn};

use super::Desk;
use super::variants::{CaseRecords, blocking};
use super::views::Screen;
use crate::contract::{ApiError, CaseExplanation};
use crate::view::{AskedChange, FoundRow, FoundRows, Known, Question, explanation};

/// Rows of a gene that are told; the others are counted.
const GENE_ROWS: usize = 50;
/// Lines that are read to look for a change.
const LINES: usize = 5000;
/// Bases around a place in which another spelling of the same change may begin.
const AROUND: u32 = 100;
/// Severity classes that may change a protein: moderate and high.
const PROTEIN_IMPACTS: [u8; 2] = [3, 4];

impl Desk {
    /// What happened to a record, and why. The question is a place with or without a change, a gene, or a change with or
    /// without its gene, in the spellings that people use.
    ///
    /// # Errors
    /// When nobody is signed in, there is no such case, the question cannot be read, or a file of the case is damaged.
    pub async fn explain(&self, case_id: String, question: String) -> Result<CaseExplanation, ApiError> {
        let release = self.release()?;
        let (open, profile, names) = {
            let (session, open) = self.case_seat(Action::ViewCase, &case_id, Screen::Explanation).await?;
            let profile = session.profile_of(&open).await?;
            (open, profile, session.names()?)
        };
        let imported = open.case.profile.clone().ok_or_else(|| ApiError::refused("case_incomplete"))?;
        let table = match imported.records {
            Some(_) => Some(self.case_records(&case_id).await?),
            None => None,
        };
        let symbols = table.as_ref().map(|found| found.records.dictionaries().genes.as_slice()).unwrap_or_default();
        let is_gene = |word: &str| {
            let same = |known: &str| known.eq_ignore_ascii_case(word);
            symbols.iter().any(|known| same(known))
                || genes_of(&profile).iter().any(|known| same(known))
                || release.statements_about(&word.to_ascii_uppercase()).next().is_some()
        };
        let read = Question::read(&question, is_gene)?;
        let found = match &table {
            Some(table) => self.found_rows(table, &read).await?,
            None => FoundRows::default(),
        };
        let known =
            Known { case: &open.case, imported: &imported, profile: &profile, release: &release, names: &names };
        Ok(explanation((&question, &read), found, &known))
    }

    /// Rows that the question may mean, with their lines.
    async fn found_rows(&self, table: &CaseRecords, question: &Question) -> Result<FoundRows, ApiError> {
        let (filter, limit) = wanted(question, &table.records);
        let records = Arc::clone(&table.records);
        let order = RecordOrder { column: SortColumn::Impact, descending: true };
        let page = blocking(move || records.page(&filter, order, (0, limit))).await?;
        let lines = self.lines_of(table, &page.rows).await?;
        let found = |row: RecordRow| FoundRow { detail: lines.get(&(row.file, row.offset)).cloned(), row };
        Ok(FoundRows { rows: page.rows.into_iter().map(found).collect(), of: page.shown, has_table: true })
    }

    /// The lines of rows, each file opened once. A file without lines (BCF) gives none.
    async fn lines_of(
        &self,
        table: &CaseRecords,
        rows: &[RecordRow],
    ) -> Result<BTreeMap<(u8, u64), RecordDetail>, ApiError> {
        let mut places: BTreeMap<u8, BTreeSet<u64>> = BTreeMap::new();
        for row in rows {
            places.entry(row.file).or_default().insert(row.offset);
        }
        let mut lines = BTreeMap::new();
        for (number, offsets) in places {
            let file = table.imported.files.get(usize::from(number));
            let file = file.ok_or_else(|| ApiError::internal("variant_file_unknown"))?.clone();
            let source = self.input_file(&table.open, &file).await?;
            let read = move || {
                let places: Vec<LinePlace> = offsets.iter().map(|offset| LinePlace { offset: *offset }).collect();
                let details = intake::record_details(source, &file.name, &places);
                details.map(|details| offsets.into_iter().zip(details).collect::<Vec<_>>())
            };
            let read = tokio::task::spawn_blocking(read).await.map_err(|_| ApiError::internal("task_failed"))?;
            match read {
                Ok(read) => lines.extend(read.into_iter().map(|(offset, detail)| ((number, offset), detail))),
                // A file that has no lines to show still has its rows.
                Err(intake::IntakeError::World { source, .. }) if source.kind() == ErrorKind::Unsupported => {}
                Err(error) => return Err(ApiError::from_failure(error)),
            }
        }
        Ok(lines)
    }
}

fn genes_of(profile: &MolecularProfile) -> BTreeSet<&str> {
    crate::view::observed(profile).into_iter().flat_map(|observed| observed.genes).collect()
}

/// The filter that finds what a question may mean, and how many rows to look at.
fn wanted(question: &Question, records: &RecordStore) -> (RecordFilter, usize) {
    match question {
        Question::Place { contig, position, change } => {
            let around = if change.is_some() { AROUND } else { 0 };
            let region = Region {
                contig: contig.clone(),
                from: position.saturating_sub(around),
                to: position.saturating_add(around),
            };
            (RecordFilter { region: Some(region), ..RecordFilter::default() }, LINES)
        }
        Question::Gene(gene) => (in_gene(gene, records), GENE_ROWS),
        Question::Change { gene: Some(gene), .. } => (in_gene(gene, records), LINES),
        Question::Change { gene: None, change } => {
            let impacts = matches!(change, AskedChange::Protein(_)).then(|| PROTEIN_IMPACTS.into_iter().collect());
            (RecordFilter { impacts, ..RecordFilter::default() }, LINES)
        }
    }
}

fn in_gene(gene: &str, records: &RecordStore) -> RecordFilter {
    let known = records.dictionaries().genes.iter().filter(|known| known.eq_ignore_ascii_case(gene));
    let genes = NamedValues { names: known.cloned().collect(), not_stated: false };
    RecordFilter { genes: Some(genes), ..RecordFilter::default() }
}
