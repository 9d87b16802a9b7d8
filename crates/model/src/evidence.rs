//! The axes on which evidence is described. They are kept apart on purpose: level, resistance, access, direction and
//! basis answer five different questions.

use serde::{Deserialize, Serialize};

macro_rules! snake_enum {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $variant,)* }

        impl $name {
            /// The code used in files and on the wire.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }
    };
}

pub(crate) use snake_enum;

snake_enum! {
    /// Evidence level of the Japanese guidance (次世代シークエンサー等を用いた遺伝子パネル検査に基づくがん診療ガイダンス 2.1).
    /// A is strongest. Resistance is not a level here but an axis of its own.
    pub enum EvidenceLevel {
        /// Same tumour type: approved in Japan or by the FDA, or in a guideline.
        A = "A",
        /// Same tumour type: high-quality trial and expert consensus.
        B = "B",
        /// Other tumour type approved or well supported; or a small trial in any type.
        C = "C",
        /// Case reports.
        D = "D",
        /// Preclinical.
        E = "E",
        /// Known to be oncogenic; no drug implied.
        F = "F",
    }
}

snake_enum! {
    /// Whether a level may be used, or waits for a named person.
    pub enum LevelState {
        /// Usable.
        Final = "final",
        /// Shown as 要確認: the row is from memory and nobody of the hospital has approved it with a source.
        Candidate = "candidate",
    }
}

snake_enum! {
    /// How the project knows a row.
    pub enum Basis {
        /// Somebody of the project read the fact in the cited source.
        SourceRead = "source_read",
        /// Remembered only. May decide nothing.
        FromMemory = "from_memory",
    }
}

snake_enum! {
    /// What a statement says about its subject (GA4GH VA-Spec).
    pub enum Predicate {
        /// The therapy is likelier to work.
        PredictsSensitivity = "predicts_sensitivity",
        /// The therapy is likelier to fail.
        PredictsResistance = "predicts_resistance",
        /// The therapy works less well.
        PredictsReducedSensitivity = "predicts_reduced_sensitivity",
        /// Trials or guidelines saw no benefit, or the indication leaves it out.
        NoBenefit = "no_benefit",
        /// Helps to name the disease.
        Diagnostic = "diagnostic",
        /// Tells about the course of the disease.
        Prognostic = "prognostic",
        /// Raises the risk of disease.
        Predisposing = "predisposing",
        /// Drives the cancer.
        Oncogenic = "oncogenic",
        /// Changes the function of the gene product.
        Functional = "functional",
    }
}

snake_enum! {
    /// Whether the evidence is for or against its statement.
    pub enum Direction {
        /// For.
        Supports = "supports",
        /// Against: never shown as support.
        DoesNotSupport = "does_not_support",
    }
}

snake_enum! {
    /// 薬剤への到達性, the six classes of the C-CAT report plus none (domain field of its own, not a level).
    pub enum DrugAccessibility {
        /// 国内承認薬
        JpApproved = "jp_approved",
        /// 国内臨床試験
        JpTrial = "jp_trial",
        /// 国内適応外承認薬
        JpOffLabel = "jp_off_label",
        /// 海外臨床試験
        OverseasTrial = "overseas_trial",
        /// FDA承認薬
        FdaApproved = "fda_approved",
        /// FDA適応外薬
        FdaOffLabel = "fda_off_label",
        /// No access is known to the knowledge base.
        None = "none",
    }
}

snake_enum! {
    /// Where a variant comes from.
    pub enum AlleleOrigin {
        /// Arose in the tumour.
        Somatic = "somatic",
        /// Inherited or constitutional.
        Germline = "germline",
        /// Not told.
        Unknown = "unknown",
    }
}

snake_enum! {
    /// How specifically an observation met a statement, most specific first.
    pub enum MatchKind {
        /// The same genomic allele.
        Allele = "allele",
        /// The same protein consequence.
        Protein = "protein",
        /// Any qualifying change of the same codon.
        Codon = "codon",
        /// A qualifying change in the same exon or region.
        Exon = "exon",
        /// A functional class (truncating, activating …).
        Class = "class",
        /// Any qualifying change of the gene.
        Gene = "gene",
        /// A fusion.
        Fusion = "fusion",
        /// A copy-number change.
        CopyNumber = "copy_number",
        /// A genome-wide marker.
        Biomarker = "biomarker",
        /// A combination of several.
        Boolean = "boolean",
    }
}

snake_enum! {
    /// How the tumour type of a statement relates to that of the case.
    pub enum TumorTypeMatch {
        /// The same type.
        Same = "same",
        /// The statement names an ancestor, or covers all solid tumours.
        Ancestor = "ancestor",
        /// Another type, or the statement excludes this one.
        Other = "other",
        /// The case's type was not told, or the statement has none.
        Any = "any",
    }
}

impl Predicate {
    /// Whether the statement speaks against a therapy.
    pub fn is_against_therapy(self) -> bool {
        matches!(self, Self::PredictsResistance | Self::PredictsReducedSensitivity | Self::NoBenefit)
    }
}
