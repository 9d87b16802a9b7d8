//! Families: who descends from whom, and who is affected.

use serde::{Deserialize, Serialize};

use crate::person::Sex;
use crate::small_variant::RecordSource;

/// The persons of a PED file, in file order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pedigree {
    /// Everybody named by a line of their own.
    pub members: Vec<PedigreeMember>,
}

/// One person. Names are those of the samples; they identify nobody outside the laboratory, and are not logged.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PedigreeMember {
    /// Family.
    pub family: String,
    /// The person, as samples are named.
    pub individual: String,
    /// Father; `None` for a founder (`0`).
    pub father: Option<String>,
    /// Mother; `None` for a founder (`0`).
    pub mother: Option<String>,
    /// As the file codes it; anything but 1 and 2 is unknown.
    pub sex: Sex,
    /// Whether the person has the disease.
    pub affected: Affection,
    /// HPO terms behind the sixth column, where there are some.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phenotypes: Vec<String>,
    /// Which record.
    pub source: RecordSource,
}

/// Redacted: names of samples may be names of people.
impl std::fmt::Debug for PedigreeMember {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PedigreeMember(line {})", self.source.line)
    }
}

/// The sixth column of a PED file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Affection {
    /// `2`
    Affected,
    /// `1`
    Unaffected,
    /// `0`, `-9` or anything else.
    Unknown,
}

impl Pedigree {
    /// How many families.
    pub fn families(&self) -> usize {
        self.members.iter().map(|member| member.family.as_str()).collect::<std::collections::BTreeSet<_>>().len()
    }
}
