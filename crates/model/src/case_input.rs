//! What intake hands to the case.

use serde::{Deserialize, Serialize};

use crate::clinical::ClinicalRecord;
use crate::ledger::Ledger;
use crate::notice::Notice;
use crate::pedigree::Pedigree;
use crate::profile::MolecularProfile;

/// Everything that one import read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseInput {
    /// One profile per tumour sample; a hospital case has one, a research MAF has many.
    pub profiles: Vec<MolecularProfile>,
    /// Clinical facts, if one of the files holds them.
    pub clinical: Option<ClinicalRecord>,
    /// The family, if one of the files holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pedigree: Option<Pedigree>,
    /// Where every record went.
    pub ledger: Ledger,
    /// What people should know.
    pub notices: Vec<Notice>,
}
