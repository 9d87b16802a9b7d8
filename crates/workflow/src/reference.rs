//! Reference packs: made from public files, laid beside the knowledge of a release, kept in a workspace.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use intake::{ReferenceOptions, import_reference, read_pack, write_pack};
use knowledge::{KnowledgeError, Release};
use model::assembly::Assembly;
use model::canonical::ContentHash;
use model::reference::{PackManifest, ReferencePack};
use serde::Serialize;

use crate::contract::{
    ApiError, ApiErrorKind, Message, ReferencePackSetting, ReferenceSequenceSetting, ReferenceSettings,
};

/// Folder of a workspace that holds its packs.
const FOLDER: &str = "reference";
/// Names the pack in use, in workspaces of earlier versions.
const IN_USE: &str = "in-use";
/// Names the FASTA in use.
const SEQUENCE: &str = "sequence";

/// What to import.
#[derive(Clone, Debug)]
pub struct ReferenceRequest {
    /// Public files.
    pub files: Vec<PathBuf>,
    /// Assembly of those that have coordinates.
    pub assembly: Option<Assembly>,
    /// Their licence as the user states it.
    pub licence: Option<String>,
    /// A pack to add to.
    pub add_to: Option<PathBuf>,
    /// Where the pack goes.
    pub out: PathBuf,
}

/// A pack as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReferenceView {
    /// Hash over everything in it.
    pub id: String,
    /// The files it came from, with counts.
    pub manifest: PackManifest,
    /// Transcripts in it.
    pub transcripts: usize,
    /// Gene spans in it.
    pub genes: usize,
    /// Protein sequences in it.
    pub proteins: usize,
    /// Protein domains in it.
    pub domains: usize,
    /// Cytobands in it.
    pub cytobands: usize,
}

/// A pack that a workspace keeps, and the release with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReferenceInUse {
    /// The pack.
    #[serde(flatten)]
    pub pack: ReferenceView,
    /// The release with it.
    pub release: String,
    /// That release is the active one; otherwise its differences wait to be seen.
    pub active: bool,
}

/// A FASTA as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReferenceSequenceView {
    /// Name without folders.
    pub file: String,
    /// How many contigs it holds.
    pub contigs: usize,
    /// Assembly that the lengths of its chromosomes tell; `None` for made-up contigs.
    pub assembly: Option<Assembly>,
}

/// Reads public files into a pack and writes it.
///
/// # Errors
/// Files that are not understood, an assembly that is not told, a failing disk.
pub fn import(request: &ReferenceRequest) -> Result<ReferenceView, ApiError> {
    let before = request.add_to.as_deref().map(read_pack).transpose().map_err(ApiError::from_failure)?;
    let options = ReferenceOptions { assembly: request.assembly, licence: request.licence.clone() };
    let pack = import_reference(&request.files, &options, before.as_ref()).map_err(ApiError::from_failure)?;
    write_pack(&pack, &request.out).map_err(ApiError::from_failure)?;
    Ok(view(&pack))
}

/// Reads a pack, checks it and tells what is in it.
///
/// # Errors
/// When the file is no pack or was changed.
pub fn show(pack: &Path) -> Result<ReferenceView, ApiError> {
    read_pack(pack).map(|pack| view(&pack)).map_err(ApiError::from_failure)
}

/// Knowledge, and the pack beside it when there is one.
pub(crate) fn release(knowledge: &Path, reference: Option<&Path>) -> Result<Release, ApiError> {
    let release = Release::load(knowledge).map_err(ApiError::from_failure)?;
    match reference {
        Some(pack) => beside(Ok(release), pack),
        None => Ok(release),
    }
}

/// The pack of a file laid beside what was read.
pub(crate) fn beside(read: Result<Release, KnowledgeError>, pack: &Path) -> Result<Release, ApiError> {
    let release = read.map_err(ApiError::from_failure)?;
    let pack = read_pack(pack).map_err(ApiError::from_failure)?;
    release.with_reference(Arc::new(pack)).map_err(ApiError::from_failure)
}

/// Keeps a checked copy in a workspace. Which release it belongs to stands in the log.
pub(crate) fn keep(workspace: &Path, pack: &Path) -> Result<ReferenceView, ApiError> {
    let read = read_pack(pack).map_err(ApiError::from_failure)?;
    let folder = workspace.join(FOLDER);
    let id = read.id().to_string();
    let not_kept = |_| ApiError {
        kind: ApiErrorKind::World,
        message: Message {
            code: "reference_pack_not_kept".to_owned(),
            parameters: [("file".to_owned(), id.clone())].into(),
        },
    };
    std::fs::create_dir_all(&folder).map_err(not_kept)?;
    write_pack(&read, &folder.join(&id)).map_err(ApiError::from_failure)?;
    Ok(view(&read))
}

/// The pack that a workspace named before its log named releases. One that is named and not there is an error of whoever
/// reads it, never silence.
pub(crate) fn in_use(workspace: &Path) -> Option<ContentHash> {
    std::fs::read_to_string(workspace.join(FOLDER).join(IN_USE)).ok()?.trim().parse().ok()
}

/// Where a workspace keeps a pack.
pub(crate) fn kept_pack(workspace: &Path, pack: ContentHash) -> PathBuf {
    workspace.join(FOLDER).join(pack.to_string())
}

/// Checks a FASTA and remembers where it is.
pub(crate) fn remember_sequence(workspace: &Path, fasta: &Path) -> Result<ReferenceSequenceView, ApiError> {
    let described = intake::describe_reference_sequence(fasta).map_err(ApiError::from_failure)?;
    let not_kept = |_: std::io::Error| ApiError {
        kind: ApiErrorKind::World,
        message: Message {
            code: "reference_sequence_not_kept".to_owned(),
            parameters: [("file".to_owned(), described.file.clone())].into(),
        },
    };
    let folder = workspace.join(FOLDER);
    let place = std::path::absolute(fasta).map_err(not_kept)?;
    let place = place.into_os_string().into_string().map_err(|_| not_kept(std::io::ErrorKind::InvalidData.into()))?;
    std::fs::create_dir_all(&folder).map_err(not_kept)?;
    let beside = folder.join("sequence.part");
    std::fs::write(&beside, place).map_err(not_kept)?;
    std::fs::rename(&beside, folder.join(SEQUENCE)).map_err(not_kept)?;
    let intake::ReferenceSequenceDescription { file, contigs, assembly } = described;
    Ok(ReferenceSequenceView { file, contigs, assembly })
}

/// The FASTA remembered in a workspace. One that is named and not there is an error of whoever reads it.
pub(crate) fn sequence_in_use(workspace: &Path) -> Option<PathBuf> {
    std::fs::read_to_string(workspace.join(FOLDER).join(SEQUENCE)).ok().map(PathBuf::from)
}

/// Forgets the FASTA of a workspace; the file itself is left alone.
pub(crate) fn forget_sequence(workspace: &Path) -> Result<(), ApiError> {
    match std::fs::remove_file(workspace.join(FOLDER).join(SEQUENCE)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(ApiError::world("reference_sequence_not_forgotten"))
        }
        _ => Ok(()),
    }
}

/// The pack of the active release and the FASTA of a workspace, with what is wrong with them now.
pub(crate) fn settings(workspace: &Path, pack: Option<ContentHash>) -> ReferenceSettings {
    let mut settings = ReferenceSettings::default();
    match pack.map(|pack| show(&kept_pack(workspace, pack))) {
        Some(Ok(pack)) => {
            settings.pack = Some(ReferencePackSetting {
                id: pack.id,
                files: pack.manifest.sources.iter().map(|source| source.file.clone()).collect(),
                transcripts: crate::view::count(pack.transcripts),
            });
        }
        Some(Err(error)) => settings.pack_problem = Some(error.message),
        None => {}
    }
    settings.sequence = sequence_in_use(workspace).map(|fasta| {
        let path = fasta.display().to_string();
        match intake::describe_reference_sequence(&fasta) {
            Ok(told) => ReferenceSequenceSetting::usable(path, told.contigs, told.assembly),
            Err(error) => ReferenceSequenceSetting {
                path,
                contigs: None,
                assembly: None,
                problem: Some(ApiError::from_failure(error).message),
            },
        }
    });
    settings
}

fn view(pack: &ReferencePack) -> ReferenceView {
    let facts = pack.facts();
    ReferenceView {
        id: pack.id().to_string(),
        manifest: pack.manifest().clone(),
        transcripts: facts.transcripts.len(),
        genes: facts.genes.len(),
        proteins: facts.proteins.len(),
        domains: facts.domains.len(),
        cytobands: facts.cytobands.len(),
    }
}
