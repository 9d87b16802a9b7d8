//! What one file contributes, before the files of a case are joined.

use model::assembly::Assembly;
use model::clinical::ClinicalRecord;
use model::ledger::FileLedger;
use model::notice::Notice;
use model::pedigree::Pedigree;
use model::profile::MolecularProfile;

/// What one file contributes.
pub(crate) struct FilePart {
    pub(crate) ledger: FileLedger,
    pub(crate) notices: Vec<Notice>,
    pub(crate) profiles: Vec<ProfilePart>,
    pub(crate) clinical: Option<ClinicalRecord>,
    pub(crate) pedigree: Option<Pedigree>,
}

/// What one file says about one tumour sample.
pub(crate) struct ProfilePart {
    /// Whether the file names the tumour sample. Otherwise the name in `profile` is only a stopgap, and the part may
    /// join the profile of another file.
    pub(crate) named: bool,
    /// Assembly, where the file holds coordinates; `profile.assembly` means nothing without it.
    pub(crate) assembly: Option<Assembly>,
    pub(crate) profile: MolecularProfile,
}

/// The file a reader works on, and its place among the files given.
#[derive(Clone, Debug)]
pub(crate) struct FileIdentity {
    /// File name without folders.
    pub(crate) name: String,
    /// File name without folders and endings.
    pub(crate) stem: String,
    /// Index in the import.
    pub(crate) index: u32,
    /// SHA-256 of the bytes on disk.
    pub(crate) sha256: model::canonical::ContentHash,
}

impl FileIdentity {
    /// A notice about this file.
    pub(crate) fn notice(&self, code: &str) -> Notice {
        Notice::new(code).with("file", &self.name)
    }
}
