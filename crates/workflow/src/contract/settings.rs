//! What a workspace keeps beside its cases: references, and the filters of each person.

use model::assembly::Assembly;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::message::Message;
use super::variant_table::VariantFilter;

/// 参照データ
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ReferenceSettings {
    /// The reference pack in use.
    pub pack: Option<ReferencePackSetting>,
    /// Why the reference pack cannot be used, although one is set.
    pub pack_problem: Option<Message>,
    /// The FASTA in use.
    pub sequence: Option<ReferenceSequenceSetting>,
}

/// The reference pack in use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ReferencePackSetting {
    /// Hash over everything in it.
    pub id: String,
    /// Names of the files it was made from.
    pub files: Vec<String>,
    /// Transcripts in it.
    pub transcripts: u32,
}

/// The FASTA in use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ReferenceSequenceSetting {
    /// Where it lies.
    pub path: String,
    /// How many contigs its index names; `null` while it cannot be read.
    pub contigs: Option<u32>,
    /// Assembly that the lengths of its chromosomes tell; `null` for made-up contigs.
    pub assembly: Option<String>,
    /// Why it cannot be used now.
    pub problem: Option<Message>,
}

impl ReferenceSequenceSetting {
    pub(crate) fn usable(path: String, contigs: usize, assembly: Option<Assembly>) -> Self {
        let contigs = Some(crate::view::count(contigs));
        Self { path, contigs, assembly: assembly.map(|assembly| assembly.name().to_owned()), problem: None }
    }
}

/// A filter of the variant table that a person keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SavedFilter {
    /// The person's name for it.
    pub name: String,
    /// The filter.
    pub filter: VariantFilter,
}
