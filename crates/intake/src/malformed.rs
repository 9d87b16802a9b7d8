//! Why a record cannot be read.

/// What is wrong with a record; kept in the ledger with its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MalformedCause {
    /// Too few columns, or an empty one where something has to stand.
    Columns,
    /// Another number of sample columns than the header names.
    SampleColumns,
    /// More sample values than FORMAT keys.
    SampleValues,
    /// The sample has no name.
    SampleName,
    /// The position is no number, or beyond every chromosome.
    Position,
    /// The chromosome is missing.
    Chromosome,
    /// The reference is no sequence of bases.
    Reference,
    /// An alternate is neither bases nor a symbol that VCF knows.
    Alternate,
    /// A NUL byte inside a line: a damaged file.
    NulByte,
    /// The name of a fusion cannot be split into two genes without guessing.
    FusionName,
    /// The line is no JSON.
    Json,
    /// The resource does not say what it is.
    ResourceType,
    /// The resource does not say whom it speaks of, or it cannot be told.
    Subject,
    /// Another resource before it has the same address.
    DuplicateId,
    /// A header line among the records: files that were joined by hand.
    HeaderLine,
}

impl MalformedCause {
    /// Catalogue code.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Columns => "malformed_columns",
            Self::SampleColumns => "malformed_sample_columns",
            Self::SampleValues => "malformed_sample_values",
            Self::SampleName => "malformed_sample_name",
            Self::Position => "malformed_position",
            Self::Chromosome => "malformed_chromosome",
            Self::Reference => "malformed_reference",
            Self::Alternate => "malformed_alternate",
            Self::NulByte => "malformed_nul_byte",
            Self::FusionName => "malformed_fusion_name",
            Self::Json => "malformed_json",
            Self::ResourceType => "malformed_resource_type",
            Self::Subject => "malformed_subject",
            Self::DuplicateId => "malformed_duplicate_id",
            Self::HeaderLine => "malformed_header_line",
        }
    }
}
