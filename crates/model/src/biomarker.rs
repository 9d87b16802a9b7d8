//! Genome-wide markers: TMB, MSI, LOH, HRD.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Decimal;
use crate::small_variant::RecordSource;

/// Which marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BiomarkerKind {
    /// Tumour mutational burden, mutations per megabase.
    Tmb,
    /// Microsatellite instability.
    Msi,
    /// Genomic loss of heterozygosity.
    Loh,
    /// Homologous recombination deficiency.
    Hrd,
}

impl fmt::Display for BiomarkerKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Tmb => "TMB",
            Self::Msi => "MSI",
            Self::Loh => "LOH",
            Self::Hrd => "HRD",
        })
    }
}

/// The laboratory's own call. For TMB the product compares the value with the cut-off of the knowledge base and keeps
/// this beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BiomarkerState {
    /// High / positive / instable.
    High,
    /// Between the cut-offs.
    Intermediate,
    /// Low.
    Low,
    /// Stable (MSS), negative.
    Stable,
    /// The laboratory could not determine it: not assessed.
    CannotBeDetermined,
}

/// One marker with value and call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Biomarker {
    /// Which marker.
    pub kind: BiomarkerKind,
    /// The value as received.
    pub value: Option<Decimal>,
    /// The unit as received, e.g. `Muts/Mb`.
    pub unit: Option<String>,
    /// The laboratory's call.
    pub state: Option<BiomarkerState>,
    /// The laboratory asked for the value not to be shown (CATS `hide…`): print the category, never the number.
    pub hide_value: bool,
    /// Laboratory mark.
    pub reported: Option<bool>,
    /// Which program or assay measured it, e.g. `MSIsensor`; values of different methods are not compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// Which record.
    pub source: RecordSource,
}

/// How much of the mutations a mutational signature explains.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignatureActivity {
    /// Name of the signature as its catalogue writes it, e.g. `SBS3`.
    pub signature: String,
    /// Mutations assigned to it, or their share, as received.
    pub activity: Decimal,
    /// `mutations` or `fraction`, where the values tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Which program assigned them; activities of different methods are not compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// Which record.
    pub source: RecordSource,
}
