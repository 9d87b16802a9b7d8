//! What a document says and nothing here matches: kept as written, so that reading loses nothing.

use serde::{Deserialize, Serialize};

use crate::small_variant::RecordSource;

/// One thing that a document says, in the words of the document. It is shown to people and decides nothing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct StatedFact {
    /// What it speaks about.
    pub topic: FactTopic,
    /// The words of the document, with the name of the field where the field is not told by the topic.
    pub text: String,
    /// Where it stands.
    pub source: RecordSource,
}

/// What a stated fact speaks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactTopic {
    /// 年齢 where no date of birth is given, or a date of birth without its day.
    Age,
    /// がん種 in words, or in a code that is no OncoTree code.
    Tumor,
    /// 病期, 転移.
    Stage,
    /// 家族歴, 既知の遺伝性疾患.
    Family,
    /// 喫煙, 飲酒, 重複がん and other background.
    Background,
    /// 検体 beyond the fields of a specimen.
    Specimen,
    /// Results of tests made before, コンパニオン診断 included.
    EarlierTest,
    /// Treatment beyond the fields of a treatment.
    Treatment,
    /// 有害事象.
    AdverseEvent,
    /// What the expert panel proposed and what became of it.
    PanelResult,
    /// 転帰.
    Outcome,
    /// A disease that somebody diagnosed or excluded.
    Disease,
    /// A measured value.
    Measurement,
    /// A variant with what somebody concluded about it.
    StatedVariant,
    /// A row of evidence of C-CAT: C-CAT's finding, not ours.
    CcatEvidence,
    /// Expression of a gene.
    Expression,
    /// Several findings that the laboratory reads together.
    CompositeBiomarker,
    /// A virus or other organism in the sample.
    NonHumanContent,
    /// A comment or description of the laboratory.
    LaboratoryComment,
    /// Anything else.
    Other,
}

impl FactTopic {
    /// The code used in files and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Age => "age",
            Self::Tumor => "tumor",
            Self::Stage => "stage",
            Self::Family => "family",
            Self::Background => "background",
            Self::Specimen => "specimen",
            Self::EarlierTest => "earlier_test",
            Self::Treatment => "treatment",
            Self::AdverseEvent => "adverse_event",
            Self::PanelResult => "panel_result",
            Self::Outcome => "outcome",
            Self::Disease => "disease",
            Self::Measurement => "measurement",
            Self::StatedVariant => "stated_variant",
            Self::CcatEvidence => "ccat_evidence",
            Self::Expression => "expression",
            Self::CompositeBiomarker => "composite_biomarker",
            Self::NonHumanContent => "non_human_content",
            Self::LaboratoryComment => "laboratory_comment",
            Self::Other => "other",
        }
    }
}
