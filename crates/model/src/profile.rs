//! What one test found in one person, and what it was able to see.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::assembly::Assembly;
use crate::biomarker::{Biomarker, SignatureActivity};
use crate::copy_number::{CopyNumberSegment, GeneCopyNumber, TumorComposition};
use crate::expression::ExpressionTable;
use crate::interval::CallableRegions;
use crate::small_variant::SmallVariant;
use crate::stated_fact::StatedFact;
use crate::structural::{CopyNumberAlteration, Rearrangement};
use crate::structural_variant::StructuralVariant;
use crate::variation::Contig;

/// The molecular profile of one tumour sample.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MolecularProfile {
    /// Name of the tumour sample in its file.
    pub tumor_sample: String,
    /// Name of the matched normal, when there is one.
    pub normal_sample: Option<String>,
    /// The one assembly of all coordinates.
    pub assembly: Assembly,
    /// Panel, exome or genome, as the files say.
    pub test: Option<TestDescription>,
    /// Programs that called the small variants, as the files name them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub callers: Vec<String>,
    /// Which classes of alteration the files speak about. What is not listed was not assessed.
    pub assessed: Vec<AlterationClass>,
    /// Small variants.
    pub small_variants: Vec<SmallVariant>,
    /// Copy-number changes.
    pub copy_numbers: Vec<CopyNumberAlteration>,
    /// Fusions and other rearrangements.
    pub rearrangements: Vec<Rearrangement>,
    /// Genome-wide markers.
    pub biomarkers: Vec<Biomarker>,
    /// Copy number along the genome; the segments of two callers stand one behind the other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub segments: Vec<CopyNumberSegment>,
    /// Copy numbers of genes that no file calls changed or unchanged.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gene_copy_numbers: Vec<GeneCopyNumber>,
    /// Purity and ploidy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub composition: Option<TumorComposition>,
    /// How many mutations each signature explains.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signatures: Vec<SignatureActivity>,
    /// Expression.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expression: Option<ExpressionTable>,
    /// Where small variants could have been seen; `None` where no file tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub callable: Option<CallableRegions>,
    /// Records that were set aside inside the places that somebody asked about; `None` where a file of small variants was read
    /// without looking.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set_aside: Option<SetAside>,
    /// Structural variants at which the annotation names a gene, or that are not annotated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub structural_variants: Vec<StructuralVariant>,
    /// Bases of the chromosomes, as the headers of the files state them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub chromosome_lengths: BTreeMap<Contig, u64>,
    /// What a document of the laboratory says beyond these lists, kept as written and never matched.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<StatedFact>,
}

impl MolecularProfile {
    /// An empty profile: nothing seen, nothing assessed.
    pub fn empty(tumor_sample: &str, assembly: Assembly) -> Self {
        Self {
            tumor_sample: tumor_sample.to_owned(),
            normal_sample: None,
            assembly,
            test: None,
            callers: Vec::new(),
            assessed: Vec::new(),
            small_variants: Vec::new(),
            copy_numbers: Vec::new(),
            rearrangements: Vec::new(),
            biomarkers: Vec::new(),
            segments: Vec::new(),
            gene_copy_numbers: Vec::new(),
            composition: None,
            signatures: Vec::new(),
            expression: None,
            callable: None,
            set_aside: None,
            structural_variants: Vec::new(),
            chromosome_lengths: BTreeMap::new(),
            facts: Vec::new(),
        }
    }
}

/// Records of small variants that the caller filtered, or that do not fit the reference sequence, inside certain places: there
/// nobody may say that nothing was seen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetAside {
    /// Where was looked.
    pub watched: CallableRegions,
    /// Where such a record lies.
    pub records: CallableRegions,
}

/// A class of alteration that a test may or may not have looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlterationClass {
    /// Substitutions, small insertions and deletions.
    SmallVariant,
    /// Copy number.
    CopyNumber,
    /// Fusions and rearrangements.
    Rearrangement,
}

/// The test as its report names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestDescription {
    /// Panel or assay name.
    pub name: Option<String>,
    /// Its version.
    pub version: Option<String>,
    /// CATS `testType`, e.g. `tumor and matched-normal`.
    pub test_type: Option<String>,
    /// The laboratory's own number for this test.
    pub test_id: Option<String>,
}
