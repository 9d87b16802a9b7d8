//! Files in: recognised, read, matched, and kept as one new case, or nothing at all.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use casefile::command::FirstImport;
use casefile::event::{
    CaseOpened, ClinicalRecorded, Interpreted, OpenQuestion, ProfileImported, StoredFile, StoredProfile, StoredRecords,
};
use casefile::permission::Action;
use casefile::{Case, Command, Context};
use intake::{FileKind, ImportOptions, Selection};
use knowledge::Release;
use model::canonical::{ContentHash, canonical_json};
use model::case_input::CaseInput;
use model::clinical::ClinicalRecord;
use model::ids::{AttachmentId, CaseId, HospitalPatientId};
use model::ledger::Ledger;
use model::ports::Cipher;
use model::profile::MolecularProfile;
use model::tumor_type::TumorContext;
use store::event_store::{AttachmentRow, Rows};
use store::record_store::{RecordWriter, SealedRecords};
use store::worklist::{WorklistOrder, WorklistQuery};
use vault::case_key::CaseCipher;

use super::Desk;
use super::cases::OpenCase;
use super::session::Session;
use super::watch::{ImportWatch, SealedCopies, WatchedFile};
use crate::contract::{ApiError, ApiErrorKind, ImportRequest, ImportedCase, Message};
use crate::matching::{known, tumor_context};
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

impl Desk {
    /// Reads files and opens a case with them: stored, matched, in the worklist.
    ///
    /// # Errors
    /// A question that must be answered first, a refused input, or a failing disk. Nothing is kept then.
    pub async fn import(&self, request: ImportRequest) -> Result<ImportedCase, ApiError> {
        self.import_read(request, Reading::default()).await
    }

    /// As [`Self::import`], read as wished.
    ///
    /// # Errors
    /// As [`Self::import`]; also when the FASTA cannot be read or does not fit the files.
    pub async fn import_read(&self, request: ImportRequest, reading: Reading) -> Result<ImportedCase, ApiError> {
        let seat = self.seat(Action::ImportCase).await?;
        let (session, role) = (&*seat, seat.role);
        let kinds = crate::matching::chosen_kinds(&request.kinds, &request.paths)?;
        not_imported_before(session, &request, &kinds).await?;
        let release = self.release()?;
        let watching = self.watch(request.paths.iter().map(|path| file_name(Path::new(path))).collect());
        let watch = &watching.watch;
        let id = CaseId(self.ports.ids.uuid());
        let (key, wrapped) = session.key.new_case_key(id).map_err(ApiError::from_failure)?;
        let cipher = Arc::new(key.cipher().map_err(ApiError::from_failure)?);
        let table = AttachmentId(self.ports.ids.uuid());
        let table = session.store.attachments().record_writer(table, Arc::clone(&cipher) as Arc<dyn Cipher>);
        let table = table.map_err(ApiError::from_failure)?;
        let selection = crate::selection::selection(&release);
        let stored_selection = crate::selection::stored(&selection, &release)?;
        let remembered = || crate::reference::sequence_in_use(&self.folder);
        let reading = Reading { reference_sequence: reading.reference_sequence.or_else(remembered), ..reading };
        let options = options(&request, kinds, selection, reading)?;
        let (input, table) = read(&request, options, table, Arc::clone(watch)).await?;
        each_file_once(&input.ledger)?;
        let profile = only_profile(&input)?;
        let clinical = clinical_record(&input, &request);
        let tumor = known(&tumor(&request, &clinical)?, &release)?;
        let (as_of, treatments) = (self.today(), clinical.treatments.clone());
        let person = interpretation::conditions::PersonFacts::of(&clinical, as_of);
        let context = interpretation::Context { tumor, as_of, treatments, person };
        let interpreted = interpret(&profile, context, &release)?;

        let mut copies = SealedCopies::new(session.store.attachments().clone());
        let (mut attachments, files) =
            self.keep_files(&input.ledger, (&request.paths, watch), &mut copies, &cipher).await?;
        kept_as_read(&files, &input.ledger)?;
        attachments.extend(table.sealed().map(table_row));
        let content = canonical_json(&profile).map_err(|_| ApiError::internal("event_not_canonical"))?;
        let number = self.next_number(session).await?;
        let import = FirstImport {
            opened: CaseOpened { number: number.clone(), received_on: self.today() },
            clinical: ClinicalRecorded { record: clinical },
            profile: ProfileImported {
                profile: StoredProfile {
                    sha256: ContentHash::of_bytes(&content),
                    tumor_sample: profile.tumor_sample.clone(),
                    assembly: profile.assembly,
                    test_name: profile.test.as_ref().and_then(|test| test.name.clone()),
                },
                files,
                ledger: input.ledger,
                notices: input.notices,
                records: table.sealed().map(stored_records),
                selection: stored_selection,
                pedigree: input.pedigree,
            },
            interpreted,
        };
        let context = Context { case: id, actor: session.account, role, at: self.ports.clock.now() };
        let rows = Rows { case_secret: Some(wrapped), contents: vec![content], attachments, ..Rows::default() };
        let empty = OpenCase { id, case: Case::default(), events: Vec::new(), cipher };
        watch.go_on()?;
        copies.keep();
        self.act(session, empty, (Command::OpenCase(Box::new(import)), context), rows).await?;
        table.keep();
        Ok(ImportedCase { case_id: id.to_string(), case_number: number })
    }

    /// Copies the input files into the workspace, sealed under the key of the case.
    async fn keep_files(
        &self,
        ledger: &Ledger,
        (paths, watch): (&[String], &Arc<ImportWatch>),
        copies: &mut SealedCopies,
        cipher: &Arc<CaseCipher>,
    ) -> Result<(Vec<AttachmentRow>, Vec<StoredFile>), ApiError> {
        let mut rows = Vec::with_capacity(paths.len());
        for ((path, read), index) in paths.iter().map(PathBuf::from).zip(&ledger.files).zip(0..) {
            let id = AttachmentId(self.ports.ids.uuid());
            let source = std::fs::File::open(&path)
                .map_err(|_| about_file(ApiErrorKind::World, "file_unreadable", &file_name(&path)))?;
            let source = WatchedFile::new(source, index, Arc::clone(watch));
            let cipher = Arc::clone(cipher) as Arc<dyn Cipher>;
            let sealed = copies.import(id, source, cipher).await;
            watch.go_on()?;
            let sealed = sealed.map_err(ApiError::from_failure)?;
            rows.push(AttachmentRow {
                id,
                name: file_name(&path),
                kind: read.format.clone(),
                size_bytes: sealed.size_bytes,
                sha256: sealed.sha256,
            });
        }
        let files = rows
            .iter()
            .map(|row| StoredFile {
                attachment: row.id,
                name: row.name.clone(),
                sha256: row.sha256,
                size_bytes: row.size_bytes,
            })
            .collect();
        Ok((rows, files))
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

/// A molecular file that another case holds already is most often the same delivery, dropped twice. Tables of several
/// patients are meant to come again, and a clinical document of one patient may go with two samples.
async fn not_imported_before(
    session: &Session,
    request: &ImportRequest,
    kinds: &BTreeMap<PathBuf, FileKind>,
) -> Result<(), ApiError> {
    if request.again {
        return Ok(());
    }
    for path in request.paths.iter().map(PathBuf::from) {
        // What cannot be looked at is refused by the reading, with its reason.
        let size_bytes = std::fs::metadata(&path).map(|metadata| metadata.len());
        if let Ok(size_bytes) = size_bytes
            && !session.store.holds_file_of_size(size_bytes).await.map_err(ApiError::from_failure)?
        {
            continue;
        }
        let (looked, chosen) = (path.clone(), kinds.get(&path).copied());
        let look = move || match intake::kind_of(&looked, chosen) {
            Ok(kind) if kind.is_of_one_sample() => intake::fingerprint(&looked).map(Some),
            Ok(_) => Ok(None),
            Err(error) => Err(error),
        };
        let looked = tokio::task::spawn_blocking(look).await.map_err(|_| ApiError::internal("task_failed"))?;
        let Some(sha256) = looked.map_err(ApiError::from_failure)? else { continue };
        let listed = session.store.listed_with_content(sha256).await.map_err(ApiError::from_failure)?;
        let numbers: Vec<String> = listed
            .iter()
            .map(|body| WorklistEntry::read(body).map(|entry| entry.case_number))
            .collect::<Result<_, _>>()?;
        if !numbers.is_empty() {
            let name = file_name(&path);
            return Err(question("file_in_other_case", &[("file", &name), ("cases", &numbers.join(", "))]));
        }
    }
    Ok(())
}

/// The same bytes under two names would look like two witnesses.
fn each_file_once(ledger: &Ledger) -> Result<(), ApiError> {
    let mut seen = BTreeSet::new();
    match ledger.files.iter().find(|file| !seen.insert(file.sha256)) {
        Some(again) => Err(about_file(ApiErrorKind::InputRefused, "same_file_twice", &again.name)),
        None => Ok(()),
    }
}

/// What lies sealed must be what was read and matched.
fn kept_as_read(kept: &[StoredFile], ledger: &Ledger) -> Result<(), ApiError> {
    match kept.iter().zip(&ledger.files).find(|(kept, read)| kept.sha256 != read.sha256) {
        Some((changed, _)) => Err(about_file(ApiErrorKind::World, "file_changed_during_import", &changed.name)),
        None => Ok(()),
    }
}

fn about_file(kind: ApiErrorKind, code: &str, file: &str) -> ApiError {
    ApiError {
        kind,
        message: Message { code: code.to_owned(), parameters: [("file".to_owned(), file.to_owned())].into() },
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

fn options(
    request: &ImportRequest,
    kinds: BTreeMap<PathBuf, FileKind>,
    selection: Selection,
    reading: Reading,
) -> Result<ImportOptions, ApiError> {
    Ok(ImportOptions {
        assembly: crate::matching::assembly(request.assembly.as_deref())?,
        tumor_sample: request.tumor_sample.clone(),
        normal_sample: request.normal_sample.clone(),
        patient: request.patient.clone(),
        reference_sequence: reading.reference_sequence,
        kinds,
        selection,
        careful: reading.careful,
    })
}

/// Reads on a thread of its own, so that others may watch and cancel.
async fn read(
    request: &ImportRequest,
    options: ImportOptions,
    mut table: RecordWriter,
    watch: Arc<ImportWatch>,
) -> Result<(CaseInput, RecordWriter), ApiError> {
    let paths: Vec<PathBuf> = request.paths.iter().map(PathBuf::from).collect();
    let work = move || {
        let input = intake::read_files_into(&paths, &options, &mut table, watch.as_ref());
        (input, table)
    };
    let (input, table) = tokio::task::spawn_blocking(work).await.map_err(|_| ApiError::internal("task_failed"))?;
    Ok((input.map_err(ApiError::from_failure)?, table))
}

/// A hospital case is one tumour sample; a cohort file is for the one-shot match.
fn only_profile(input: &CaseInput) -> Result<MolecularProfile, ApiError> {
    match input.profiles.as_slice() {
        [profile] => Ok(profile.clone()),
        [] => Err(ApiError {
            kind: ApiErrorKind::InputRefused,
            message: Message { code: "no_molecular_profile".to_owned(), parameters: std::collections::BTreeMap::new() },
        }),
        several => {
            let names: Vec<&str> = several.iter().map(|profile| profile.tumor_sample.as_str()).take(20).collect();
            Err(question("several_tumor_samples", &[("samples", &names.join(", "))]))
        }
    }
}

fn clinical_record(input: &CaseInput, request: &ImportRequest) -> ClinicalRecord {
    let mut record = input.clinical.clone().unwrap_or_else(ClinicalRecord::empty);
    let given =
        |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    if let Some(name) = given(&request.patient_name) {
        record.patient.name = name;
    }
    record.patient.kana = given(&request.patient_kana).or(record.patient.kana);
    record.patient.hospital_id = given(&request.hospital_id).map(HospitalPatientId).or(record.patient.hospital_id);
    if let Some(code) = given(&request.tumor_type) {
        record.tumor_type = Some(code.as_str().into());
    }
    record
}

fn tumor(request: &ImportRequest, clinical: &ClinicalRecord) -> Result<TumorContext, ApiError> {
    match (&request.tumor_type, &clinical.tumor_type) {
        (Some(text), _) if !text.trim().is_empty() => Ok(tumor_context(text)),
        (_, Some(code)) => Ok(TumorContext::Type(code.clone())),
        _ => Err(question("tumor_type_missing", &[])),
    }
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

fn question(code: &str, parameters: &[(&str, &str)]) -> ApiError {
    ApiError {
        kind: ApiErrorKind::Question,
        message: Message {
            code: code.to_owned(),
            parameters: parameters.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        },
    }
}
