//! What `verify` can find.

use std::fmt;

/// One thing that is wrong with a knowledge base, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Path inside the knowledge base, with `/`.
    pub file: String,
    /// The row, by its id, code or name; `None` when the whole file is meant.
    pub row: Option<String>,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum ProblemKind {
    /// The folder or file cannot be read.
    #[error("cannot be read: {message}")]
    Unreadable {
        /// The system's answer.
        message: String,
    },
    /// No kind of file has this name.
    #[error("no kind of knowledge is kept under this name")]
    UnknownFile,
    /// A file that every release needs is not there.
    #[error("is missing")]
    MissingFile,
    /// Not TOML, or not the fields of its kind.
    #[error("is not well formed: {message}")]
    Malformed {
        /// The parser's answer, with line and column.
        message: String,
    },
    /// Breaks the JSON Schema of its kind.
    #[error("breaks its schema at `{place}`: {message}")]
    AgainstSchema {
        /// JSON pointer.
        place: String,
        /// The validator's answer.
        message: String,
    },
    /// The last day lies before the first.
    #[error("ends before it begins")]
    EndsBeforeItBegins,
    /// Two rows share an id, code or name.
    #[error("is there twice")]
    Duplicate,
    /// The subject is not in the field notation.
    #[error("subject cannot be read: {message}")]
    SubjectNotUnderstood {
        /// Which part.
        message: String,
    },
    /// A gene symbol without a row in genes.toml.
    #[error("gene `{symbol}` is not listed")]
    UnknownGene {
        /// The symbol.
        symbol: String,
    },
    /// A drug without a row in therapies.toml.
    #[error("therapy `{name}` is not listed")]
    UnknownTherapy {
        /// English name as written.
        name: String,
    },
    /// A code that the tree does not have.
    #[error("tumour type `{code}` is not in the tree")]
    UnknownTumorType {
        /// The code.
        code: String,
    },
    /// A type that is left out although nothing of it was included.
    #[error("excluded type `{code}` is not below an included one")]
    ExcludedOutsideIncluded {
        /// The code.
        code: String,
    },
    /// The tree goes round in a circle at this code.
    #[error("is its own ancestor")]
    OwnAncestor,
    /// The same regimen twice in one row, or the same drug twice in one regimen.
    #[error("names a regimen or a drug twice")]
    DuplicateRegimen,
    /// `source_read` without a source.
    #[error("says it was read but names no source")]
    SourceMissing,
    /// `from_memory` with a source.
    #[error("is from memory but names a source")]
    SourceOnMemory,
    /// Not a day, month or year.
    #[error("`{text}` in `{field}` is no date (YYYY, YYYY-MM or YYYY-MM-DD)")]
    MalformedDate {
        /// Which field.
        field: &'static str,
        /// As written.
        text: String,
    },
    /// A number of a registry in a row that nobody read.
    #[error("gives a registry number that was not read in a source")]
    RegistryIdNotRead,
    /// The words of an indication in a row that nobody read.
    #[error("states the words of an indication that were not read in a source")]
    LabelNotRead,
    /// A filing with an approval date.
    #[error("is filed but has an approval date")]
    FiledWithDate,
    /// `germline pathogenic` in a row whose origin is another.
    #[error("subject says germline, origin does not")]
    OriginDisagrees,
    /// A policy that the rules ask for has no row.
    #[error("policy `{name}` is missing")]
    PolicyMissing {
        /// Its name.
        name: &'static str,
    },
    /// A policy that no rule asks for.
    #[error("no rule asks for this policy")]
    UnknownPolicy,
    /// A threshold that the rules ask for has no row.
    #[error("threshold `{name}` is missing")]
    ThresholdMissing {
        /// Its name.
        name: &'static str,
    },
    /// A threshold must say which side of one value counts.
    #[error("exactly one of `at_least`, `above`, `below` must be given")]
    ThresholdSide,
    /// A condition of a row that is not there.
    #[error("no statement has this id")]
    UnknownStatement,
    /// A criterion of the oncogenicity standard has no row.
    #[error("criterion is missing")]
    CriterionMissing,
    /// The classes of sums leave a gap or overlap.
    #[error("{points} points belong to no class or to several")]
    ClassesDoNotMeet {
        /// The lowest such sum.
        points: i32,
    },
    /// Written by a newer version of this product.
    #[error("has schema version {found}, newer than {known}")]
    NewerSchema {
        /// As written.
        found: u32,
        /// What this version reads.
        known: u32,
    },
    /// Text that should be a number, a residue or a range.
    #[error("`{text}` is no {wanted}")]
    MalformedValue {
        /// What it should be.
        wanted: &'static str,
        /// As written.
        text: String,
    },
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.row {
            Some(row) => write!(f, "{}: {row}: {}", self.file, self.kind),
            None => write!(f, "{}: {}", self.file, self.kind),
        }
    }
}

/// Collects the problems of one file.
#[derive(Debug)]
pub(crate) struct Reporter<'f> {
    file: &'f str,
    problems: &'f mut Vec<Problem>,
}

impl<'f> Reporter<'f> {
    pub(crate) fn new(file: &'f str, problems: &'f mut Vec<Problem>) -> Self {
        Self { file, problems }
    }

    pub(crate) fn file(&mut self, kind: ProblemKind) {
        self.problems.push(Problem { file: self.file.to_owned(), row: None, kind });
    }

    pub(crate) fn row(&mut self, row: &str, kind: ProblemKind) {
        self.problems.push(Problem { file: self.file.to_owned(), row: Some(row.to_owned()), kind });
    }

    /// Basis and source must agree, in every kind of row.
    pub(crate) fn basis(&mut self, row: &str, basis: model::evidence::Basis, source: Option<&str>) {
        use model::evidence::Basis;
        let named = source.is_some_and(|source| !source.trim().is_empty());
        match (basis, named) {
            (Basis::SourceRead, false) => self.row(row, ProblemKind::SourceMissing),
            (Basis::FromMemory, true) => self.row(row, ProblemKind::SourceOnMemory),
            (Basis::SourceRead, true) | (Basis::FromMemory, false) => {}
        }
    }
}
