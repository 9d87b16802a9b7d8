//! Why an import stopped: a question for a person, an input that is refused, or a world that failed.

mod refusal;

use std::collections::BTreeMap;
use std::io;

use model::ports::RecordSinkError;

pub use refusal::Refusal;

/// An import that did not happen. Nothing of it is kept.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// The files are readable, but a person has to say something first.
    #[error("{question}{}", in_file(file.as_deref()))]
    Question {
        /// File name without folders; `None` when the question is about several files.
        file: Option<String>,
        /// What has to be answered.
        question: Question,
    },
    /// The input cannot be used as it is.
    #[error("{refusal}{}{}", in_file(Some(file)), at_line(*line))]
    Refused {
        /// File name without folders.
        file: String,
        /// 1-based line, where one is to blame.
        line: Option<u64>,
        /// Why.
        refusal: Refusal,
    },
    /// Disk or operating system failed.
    #[error("reading failed{}", in_file(Some(file)))]
    World {
        /// File name without folders.
        file: String,
        /// What the operating system said.
        #[source]
        source: io::Error,
    },
    /// A person, or the caller, ended the import.
    #[error("the import was cancelled")]
    Cancelled,
    /// The rows of the variant table could not be kept.
    #[error("the rows of the variant table could not be kept")]
    RowsNotKept(#[source] RecordSinkError),
}

/// Which kind of "no" an error is; decides the exit code of the command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ErrorKind {
    /// Needs an answer.
    Question,
    /// The input is refused.
    Refused,
    /// The world failed.
    World,
    /// It was cancelled.
    Cancelled,
}

/// What a person has to answer before the files can be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Question {
    /// Neither contig lengths nor a declared name tell the assembly.
    #[error("the reference assembly is not stated")]
    AssemblyUnknown,
    /// The file, or the file and the answer given, name different assemblies.
    #[error("the reference assembly is stated differently: {}", candidates.join(", "))]
    AssemblyConflict {
        /// What is named, each once.
        candidates: Vec<String>,
    },
    /// Nothing unambiguous says which sample is the tumour.
    #[error("which sample is the tumour is not stated: {}", candidates.join(", "))]
    TumorSampleUnclear {
        /// The sample names of the file.
        candidates: Vec<String>,
    },
    /// A table holds several patients. The identifiers are for the person who answers, not for a log.
    #[error("the table holds several patients")]
    PatientUnclear {
        /// The identifiers of the table.
        candidates: Vec<String>,
    },
    /// The files say different things about who the patient is.
    #[error("the files differ about the patient: {}", fields.join(", "))]
    PatientsDiffer {
        /// The fields that differ; never their values.
        fields: Vec<String>,
    },
    /// The files speak of different tumour samples.
    #[error("the files name different tumour samples: {}", candidates.join(", "))]
    TumorSamplesDiffer {
        /// The tumour sample names of all files.
        candidates: Vec<String>,
    },
}

impl IntakeError {
    pub(crate) fn question(file: &str, question: Question) -> Self {
        Self::Question { file: Some(file.to_owned()), question }
    }

    pub(crate) fn refused(file: &str, refusal: Refusal) -> Self {
        Self::Refused { file: file.to_owned(), line: None, refusal }
    }

    pub(crate) fn refused_at(file: &str, line: u64, refusal: Refusal) -> Self {
        Self::Refused { file: file.to_owned(), line: Some(line), refusal }
    }

    /// Catalogue key of the sentence that people read.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Question { question, .. } => question.code(),
            Self::Refused { refusal, .. } => refusal.code(),
            Self::World { .. } => "intake_read_failed",
            Self::Cancelled => "intake_cancelled",
            Self::RowsNotKept(_) => "intake_rows_not_kept",
        }
    }

    /// Question, refusal, failure of the world, or cancelled.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Question { .. } => ErrorKind::Question,
            Self::Refused { .. } => ErrorKind::Refused,
            Self::World { .. } | Self::RowsNotKept(_) => ErrorKind::World,
            Self::Cancelled => ErrorKind::Cancelled,
        }
    }

    /// Named values that the sentence needs: `file` (name only), `line`, and those of the variant.
    pub fn parameters(&self) -> BTreeMap<String, String> {
        let mut parameters = BTreeMap::new();
        let mut put = |name: &str, value: String| parameters.insert(name.to_owned(), value);
        match self {
            Self::Question { file, question } => {
                if let Some(file) = file {
                    put("file", file.clone());
                }
                if let Question::PatientsDiffer { fields } = question {
                    put("fields", fields.join(", "));
                }
                if !self.candidates().is_empty() {
                    put("candidates", self.candidates().join(", "));
                }
            }
            Self::Refused { file, line, refusal } => {
                put("file", file.clone());
                if let Some(line) = line {
                    put("line", line.to_string());
                }
                for (name, value) in refusal.parameters() {
                    put(name, value);
                }
            }
            Self::World { file, source } => {
                put("file", file.clone());
                put("cause", source.kind().to_string());
            }
            Self::Cancelled | Self::RowsNotKept(_) => {}
        }
        parameters
    }

    /// The answers to choose from, where the files name them.
    pub fn candidates(&self) -> &[String] {
        match self {
            Self::Question {
                question:
                    Question::AssemblyConflict { candidates }
                    | Question::TumorSampleUnclear { candidates }
                    | Question::PatientUnclear { candidates }
                    | Question::TumorSamplesDiffer { candidates },
                ..
            }
            | Self::Refused { refusal: Refusal::SampleNotFound { candidates }, .. } => candidates,
            Self::Question { question: Question::AssemblyUnknown | Question::PatientsDiffer { .. }, .. }
            | Self::Refused { .. }
            | Self::World { .. }
            | Self::Cancelled
            | Self::RowsNotKept(_) => &[],
        }
    }
}

impl Question {
    fn code(&self) -> &'static str {
        match self {
            Self::AssemblyUnknown => "intake_assembly_unknown",
            Self::AssemblyConflict { .. } => "intake_assembly_conflict",
            Self::TumorSampleUnclear { .. } => "intake_tumor_sample_unclear",
            Self::PatientUnclear { .. } => "intake_patient_unclear",
            Self::PatientsDiffer { .. } => "intake_patients_differ",
            Self::TumorSamplesDiffer { .. } => "intake_tumor_samples_differ",
        }
    }
}

fn in_file(file: Option<&str>) -> String {
    file.map(|file| format!(" in {file}")).unwrap_or_default()
}

fn at_line(line: Option<u64>) -> String {
    line.map(|line| format!(", line {line}")).unwrap_or_default()
}
