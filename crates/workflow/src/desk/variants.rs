//! 変異表: every allele of every record of a case, filtered, counted, ordered, by page, and one in full.

use std::sync::{Arc, Mutex, PoisonError};

use casefile::event::ProfileImported;
use casefile::permission::Action;
use intake::LinePlace;
use model::ids::AttachmentId;
use model::ports::Cipher;
use store::record_store::RecordStore;

use super::Desk;
use super::cases::OpenCase;
use super::session::Session;
use super::views::Screen;
use crate::contract::{ApiError, VariantDetail, VariantFacets, VariantFilter, VariantPage, VariantQuery};
use crate::view::{facet_counts, record_filter, record_order, table_row, variant_detail};

/// Rows of one page at most.
const PAGE_LIMIT: u32 = 1000;

/// The variant table that was opened last: its columns stay in memory until another case is looked at.
#[derive(Debug, Default)]
pub(super) struct OpenRecords(Mutex<Option<(AttachmentId, Arc<RecordStore>)>>);

/// The table of a case and where its rows come from.
pub(super) struct CaseRecords {
    pub(super) open: OpenCase,
    pub(super) imported: ProfileImported,
    pub(super) records: Arc<RecordStore>,
}

impl Desk {
    /// A page of the variant table.
    ///
    /// # Errors
    /// When nobody is signed in, the case has no variant table, the query cannot be read, or the table is damaged.
    pub async fn variant_page(&self, case_id: String, query: VariantQuery) -> Result<VariantPage, ApiError> {
        let filter = record_filter(&query.filter)?;
        let order = record_order(&query.sort, query.descending)?;
        let limit = usize::try_from(query.limit.min(PAGE_LIMIT)).unwrap_or_default();
        let found = self.case_records(&case_id).await?;
        let records = Arc::clone(&found.records);
        let page = blocking(move || records.page(&filter, order, (u64::from(query.offset), limit))).await?;
        let rows = page.rows.into_iter().map(|row| table_row(row, &found.imported.files)).collect();
        Ok(VariantPage { total: told(found.records.rows()), shown: told(page.shown), rows })
    }

    /// How many rows each choice of a filter would show.
    ///
    /// # Errors
    /// As [`Desk::variant_page`].
    pub async fn variant_facets(&self, case_id: String, filter: VariantFilter) -> Result<VariantFacets, ApiError> {
        let filter = record_filter(&filter)?;
        let found = self.case_records(&case_id).await?;
        let records = Arc::clone(&found.records);
        let facets = blocking(move || records.facets(&filter)).await?;
        Ok(facet_counts(facets, found.records.rows()))
    }

    /// One row in full, read again from the sealed copy of its file.
    ///
    /// # Errors
    /// As [`Desk::variant_page`]; also when there is no such row.
    pub async fn variant_detail(&self, case_id: String, row: u32) -> Result<VariantDetail, ApiError> {
        let found = self.case_records(&case_id).await?;
        let records = Arc::clone(&found.records);
        let row = blocking(move || records.row(u64::from(row))).await?;
        let row = row.ok_or_else(|| ApiError::refused("variant_row_unknown"))?;
        let file = found.imported.files.get(usize::from(row.file));
        let file = file.ok_or_else(|| ApiError::internal("variant_file_unknown"))?.clone();
        let source = self.input_file(&found.open, &file).await?;
        let place = LinePlace { offset: row.offset };
        let name = file.name;
        let read = move || intake::record_detail(source, &name, place);
        let detail = tokio::task::spawn_blocking(read).await.map_err(|_| ApiError::internal("task_failed"))?;
        let detail = detail.map_err(ApiError::from_failure)?;
        Ok(variant_detail(table_row(row, &found.imported.files), detail))
    }

    pub(super) async fn case_records(&self, case_id: &str) -> Result<CaseRecords, ApiError> {
        let (session, open) = self.case_seat(Action::ViewCase, case_id, Screen::Variants).await?;
        let imported = open.case.profile.clone().ok_or_else(|| ApiError::refused("case_incomplete"))?;
        let stored = imported.records.ok_or_else(|| ApiError::refused("variant_table_missing"))?;
        let records = session.open_records(stored.attachment, Arc::clone(&open.cipher) as Arc<dyn Cipher>)?;
        Ok(CaseRecords { open, imported, records })
    }
}

impl Session {
    /// Lets go of the columns in memory.
    pub(super) fn forget_records(&self) {
        *self.records.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn open_records(&self, id: AttachmentId, cipher: Arc<dyn Cipher>) -> Result<Arc<RecordStore>, ApiError> {
        let mut kept = self.records.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, records)) = kept.as_ref()
            && *known == id
        {
            return Ok(Arc::clone(records));
        }
        // The table of another case is let go first: two at once would not fit the memory that is promised.
        *kept = None;
        let opened = self.store.attachments().open_records(id, cipher).map_err(ApiError::from_failure)?;
        let opened = Arc::new(opened);
        *kept = Some((id, Arc::clone(&opened)));
        Ok(opened)
    }
}

pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, store::StoreError> + Send + 'static,
) -> Result<T, ApiError> {
    let done = tokio::task::spawn_blocking(work).await.map_err(|_| ApiError::internal("task_failed"))?;
    done.map_err(ApiError::from_failure)
}

/// A table holds fewer rows than that by far.
fn told(rows: u64) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}
