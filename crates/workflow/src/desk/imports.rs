//! Files in: looked at, read, matched, and kept as one new case, or nothing at all.
//!
//! An import works with a copy of the session, not at the desk: others are answered while it reads. Only at its end, when the case gets
//! its number, it is alone.

mod answers;
mod input_files;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use casefile::command::FirstImport;
use casefile::event::{
    CaseOpened, ClinicalRecorded, Interpreted, OpenQuestion, ProfileImported, RehearsalMark, StoredProfile,
    StoredRecords,
};
use casefile::permission::Action;
use casefile::referral::ReceivedCase;
use casefile::role::Role;
use casefile::{Command, Context};
use intake::ImportOptions;
use jiff::civil::Date;
use knowledge::Release;
use model::canonical::{ContentHash, canonical_json};
use model::case_input::CaseInput;
use model::ids::{AttachmentId, CaseId};
use model::notice::Notice;
use model::ports::Cipher;
use model::profile::MolecularProfile;
use store::event_store::{AttachmentRow, Rows};
use store::record_store::{RecordWriter, SealedRecords};
use store::worklist::{WorklistOrder, WorklistQuery};

use self::answers::{clinical_record, only_profile, options, tumor};
use self::input_files::InputFiles;
pub(super) use self::input_files::state_of;
use super::Desk;
use super::cases::OpenCase;
use super::session::Session;
use super::watch::{ImportWatch, SealedCopies, Watching};
use crate::contract::{ApiError, ApiErrorKind, ImportRequest, ImportedCase, Message};
use crate::matching::known;
use crate::view::{WorklistEntry, search_text};

/// Name and kind of a variant table among the attachments.
const RECORD_STORE: &str = "record_store";

/// How the files of an import are read.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// FASTA that REF is compared with; without one, the FASTA that the workspace remembers.
    pub reference_sequence: Option<PathBuf>,
    /// Read every record of a VCF in full. The case is the same; it takes longer.
    pub careful: bool,
}

/// What came with a case of another hospital: the record as it stands there, and from whom.
#[derive(Clone, Debug)]
pub(super) struct Received {
    pub(super) clinical: model::clinical::ClinicalRecord,
    pub(super) case: ReceivedCase,
}

/// Where a case comes from.
#[derive(Clone, Debug, Default)]
pub(super) enum Origin {
    /// A person of this hospital.
    #[default]
    Here,
    /// A person of another hospital.
    Hospital(Box<Received>),
    /// Nobody: a built-in case, matched for the day of its answer key.
    Rehearsal(RehearsalMark, Date),
}

/// An import that has begun.
struct Begun<'d> {
    watching: Watching<'d>,
    session: Arc<Session>,
    role: Role,
    /// The release that was active when it began.
    release: Arc<Release>,
}

/// What was read and matched, before it is kept.
struct ReadCase {
    input: CaseInput,
    profile: MolecularProfile,
    interpreted: Interpreted,
    table: RecordWriter,
}

impl Desk {
    /// Reads files and opens a case with them: stored, matched, in the worklist.
    ///
    /// # Errors
    /// A question that must be answered first, a refused input, another import that runs, or a failing disk. Nothing is
    /// kept then.
    pub async fn import(&self, request: ImportRequest) -> Result<ImportedCase, ApiError> {
        self.import_read(request, Reading::default()).await
    }

    /// As [`Self::import`], read as wished.
    ///
    /// # Errors
    /// As [`Self::import`]; also when the FASTA cannot be read or does not fit the files.
    pub async fn import_read(&self, request: ImportRequest, reading: Reading) -> Result<ImportedCase, ApiError> {
        self.import_from(request, reading, Origin::Here).await
    }

    /// As [`Self::import_read`], with where the case comes from, in the same step.
    pub(super) async fn import_from(
        &self,
        request: ImportRequest,
        reading: Reading,
        origin: Origin,
    ) -> Result<ImportedCase, ApiError> {
        let begun = self.begin_import(&request).await?;
        let imported = Box::pin(self.run_import(&begun, request, (reading, origin))).await;
        // Somebody may have locked the desk meanwhile; then nobody else closes the workspace.
        let present = self.session.lock().await;
        let Begun { watching, session, .. } = begun;
        drop(watching);
        if let Some(session) = Arc::into_inner(session) {
            if present.is_none() {
                session.note_head(&self.ports).await;
            }
            session.close().await;
        }
        drop(present);
        imported
    }

    async fn begin_import(&self, request: &ImportRequest) -> Result<Begun<'_>, ApiError> {
        let seat = self.seat(Action::ImportCase).await?;
        let (session, role) = (seat.shared(&self.ports), seat.role);
        let release = self.release()?;
        let typed = request.form.as_ref().map(|form| crate::typed_form::document(form).name);
        let names = typed.into_iter().chain(request.paths.iter().map(|path| file_name(Path::new(path))));
        let watching = self.watch(names.collect(), &session)?;
        Ok(Begun { watching, session, role, release })
    }

    async fn run_import(
        &self,
        begun: &Begun<'_>,
        request: ImportRequest,
        (reading, origin): (Reading, Origin),
    ) -> Result<ImportedCase, ApiError> {
        let (session, watch, release) = (&begun.session, &begun.watching.watch, &begun.release);
        let files = InputFiles::look_at(&request, watch).await?;
        files.not_imported_before(session, request.again).await?;
        let id = CaseId(self.ports.ids.uuid());
        let (key, wrapped) = session.key.new_case_key(id).map_err(ApiError::from_failure)?;
        let cipher = Arc::new(key.cipher().map_err(ApiError::from_failure)?);
        let table = AttachmentId(self.ports.ids.uuid());
        let table = session.store.attachments().record_writer(table, Arc::clone(&cipher) as Arc<dyn Cipher>);
        let table = table.map_err(ApiError::from_failure)?;
        let remembered = || crate::reference::sequence_in_use(&self.folder);
        let reading = Reading { reference_sequence: reading.reference_sequence.or_else(remembered), ..reading };
        let read = self.read_case((&request, &files, &origin), (reading, table), release, Arc::clone(watch)).await?;

        let mut copies = SealedCopies::new(session.store.attachments().clone());
        let kept = files.keep((&read.input.ledger, watch), &mut copies, (self.ports.ids.as_ref(), &cipher)).await?;
        let (mut attachments, stored) = kept;
        let ReadCase { input, profile, interpreted, table } = read;
        attachments.extend(table.sealed().map(table_row));
        let content = canonical_json(&profile).map_err(|_| ApiError::internal("event_not_canonical"))?;
        let profile = ProfileImported {
            profile: StoredProfile {
                sha256: ContentHash::of_bytes(&content),
                tumor_sample: profile.tumor_sample.clone(),
                assembly: profile.assembly,
                test_name: profile.test.as_ref().and_then(|test| test.name.clone()),
            },
            files: stored,
            ledger: input.ledger,
            notices: input.notices,
            records: table.sealed().map(stored_records),
            selection: crate::selection::stored(&crate::selection::selection(release), release)?,
            pedigree: input.pedigree,
        };
        // One at a time from here on: the next free number is free until the case has it.
        let _alone = self.session.lock().await;
        let (received, rehearsal) = match origin {
            Origin::Here => (None, None),
            Origin::Hospital(received) => (Some(received.case), None),
            Origin::Rehearsal(mark, _) => (None, Some(mark)),
        };
        let number = match &rehearsal {
            Some(mark) => format!("{}-{}", mark.case, mark.attempt),
            None => self.next_number(session).await?,
        };
        let import = FirstImport {
            opened: CaseOpened { number: number.clone(), received_on: self.today(), rehearsal },
            clinical: ClinicalRecorded {
                record: input.clinical.unwrap_or_else(model::clinical::ClinicalRecord::empty),
            },
            profile,
            interpreted,
            received,
        };
        let context = Context { case: id, actor: session.account, role: begun.role, at: self.ports.clock.now() };
        let rows = Rows { case_secret: Some(wrapped), contents: vec![content], attachments, ..Rows::default() };
        let empty = OpenCase { id, case: Box::default(), events: Vec::new(), cipher };
        let opening = Command::OpenCase(Box::new(import));
        let events = casefile::decide(&empty.case, opening, &context).map_err(ApiError::from_failure)?;
        watch.go_on()?;
        copies.keep();
        // By the release that it was matched with: the desk may have been locked meanwhile, and have another or none.
        self.append(session, empty, (events, context), (rows, release)).await?;
        table.keep();
        Ok(ImportedCase { case_id: id.to_string(), case_number: number })
    }

    /// Reads and matches. The clinical record of the result is the one that the case gets.
    async fn read_case(
        &self,
        (request, files, origin): (&ImportRequest, &InputFiles, &Origin),
        (reading, table): (Reading, RecordWriter),
        release: &Release,
        watch: Arc<ImportWatch>,
    ) -> Result<ReadCase, ApiError> {
        let checked = reading.reference_sequence.is_some();
        let selection = crate::selection::selection(release);
        let options = ImportOptions { selection, looked: files.looked(), ..options(request, reading)? };
        let (mut input, table) = read(files.paths(), options, table, watch).await?;
        if !checked && table.sealed().is_some() {
            input.notices.push(Notice::new("reference_sequence_absent"));
        }
        let profile = only_profile(&input)?;
        let (as_there, as_of) = match origin {
            Origin::Here => (None, self.today()),
            Origin::Hospital(received) => (Some(received.clinical.clone()), self.today()),
            Origin::Rehearsal(_, as_of) => (None, *as_of),
        };
        let clinical = as_there.unwrap_or_else(|| clinical_record(&input, request));
        let tumor = known(&tumor(request, &clinical)?, release)?;
        let treatments = clinical.treatments.clone();
        let person = interpretation::conditions::PersonFacts::of(&clinical, as_of);
        let context = interpretation::Context { tumor, as_of, treatments, person };
        let interpreted = interpret(&profile, context, release)?;
        input.clinical = Some(clinical);
        Ok(ReadCase { input, profile, interpreted, table })
    }

    /// `2026-0001`: the year of receipt and the next free number in it.
    async fn next_number(&self, session: &Session) -> Result<String, ApiError> {
        let year = format!("{:04}-", self.today().year());
        let newest = WorklistQuery {
            words: vec![search_text(&year)],
            order: WorklistOrder::Number,
            descending: true,
            limit: 100,
            ..WorklistQuery::default()
        };
        let page = session.store.worklist(&newest).await.map_err(ApiError::from_failure)?;
        let mut last = None;
        for (_, body) in &page.rows {
            let number = WorklistEntry::read(body)?.case_number;
            last = last.max(number.strip_prefix(&year).and_then(|number| number.parse().ok()));
        }
        Ok(format!("{year}{:04}", last.unwrap_or(0_u32) + 1))
    }
}

/// The variant table among the attachments, so that it is known at the next start and erased with the case.
fn table_row(sealed: SealedRecords) -> AttachmentRow {
    AttachmentRow {
        id: sealed.id,
        name: RECORD_STORE.to_owned(),
        kind: RECORD_STORE.to_owned(),
        size_bytes: sealed.size_bytes,
        sha256: sealed.sha256,
    }
}

fn stored_records(sealed: SealedRecords) -> StoredRecords {
    StoredRecords { attachment: sealed.id, format: sealed.format, rows: sealed.rows, sha256: sealed.sha256 }
}

/// Reads on a thread of its own, so that others may watch and cancel.
async fn read(
    paths: Vec<PathBuf>,
    options: ImportOptions,
    mut table: RecordWriter,
    watch: Arc<ImportWatch>,
) -> Result<(CaseInput, RecordWriter), ApiError> {
    let work = move || {
        let input = intake::read_files_into(&paths, &options, &mut table, watch.as_ref());
        (input, table)
    };
    let (input, table) = tokio::task::spawn_blocking(work).await.map_err(|_| ApiError::internal("task_failed"))?;
    Ok((input.map_err(ApiError::from_failure)?, table))
}

/// Matches a profile against a release, as the case keeps it.
pub(super) fn interpret(
    profile: &MolecularProfile,
    context: interpretation::Context,
    release: &Release,
) -> Result<Interpreted, ApiError> {
    let answer =
        interpretation::interpret(profile, &context, release).map_err(|_| ApiError::internal("finding_key_failed"))?;
    Ok(Interpreted {
        release: release.id().to_string(),
        engine: interpretation::ENGINE_VERSION.to_owned(),
        as_of: context.as_of,
        tumor: context.tumor,
        findings: answer.findings,
        open: answer
            .open
            .into_iter()
            .map(|open| OpenQuestion {
                statement: open.statement,
                subject: open.subject,
                concerns_option: open.concerns_option,
                reasons: open.reasons,
            })
            .collect(),
    })
}

pub(super) fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

pub(super) fn about_file(kind: ApiErrorKind, code: &str, file: &str) -> ApiError {
    ApiError {
        kind,
        message: Message { code: code.to_owned(), parameters: [("file".to_owned(), file.to_owned())].into() },
    }
}

fn question(code: &str, parameters: &[(&str, &str)]) -> ApiError {
    let parameters: BTreeMap<String, String> =
        parameters.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    ApiError { kind: ApiErrorKind::Question, message: Message { code: code.to_owned(), parameters } }
}
