//! Inputs that cannot be used.

use model::assembly::Assembly;

/// Why an input is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No file was given.
    #[error("no file was given")]
    NoFiles,
    /// A folder, pipe or device.
    #[error("this is not a regular file")]
    NotAFile,
    /// No bytes, or nothing after decompression.
    #[error("the file is empty")]
    EmptyFile,
    /// None of the formats that are read.
    #[error("the format is not recognised")]
    UnknownFormat,
    /// A person chose another format than the one that the file names itself.
    #[error("the file says that it is {found}; it cannot be read as {chosen}")]
    ChosenKindContradicted {
        /// Code of the format that was chosen.
        chosen: &'static str,
        /// Code of the format that the file names.
        found: &'static str,
    },
    /// Binary bytes where text is expected, UTF-16 included.
    #[error("the file is not UTF-8 text")]
    NotText,
    /// Binary VCF that cannot be decoded.
    #[error("the BCF cannot be decoded; copy it again or make it again")]
    BcfDamaged,
    /// Contig lengths or names of another reference, e.g. T2T-CHM13 or NCBI36.
    #[error("the coordinates refer to neither GRCh37 nor GRCh38")]
    AssemblyNotSupported,
    /// The compressed stream ends early.
    #[error("the compressed file ends early; copy it again")]
    GzipTruncated,
    /// The compressed stream is broken: wrong checksum or wrong structure.
    #[error("the compressed file is damaged; copy it again")]
    GzipDamaged,
    /// A BGZF file without its end block: the end may be missing.
    #[error("the BGZF end block is missing; copy the file again or recompress it")]
    BgzfEndMissing,
    /// A line that no real file has.
    #[error("the line is longer than {limit_mib} MiB")]
    LineTooLong {
        /// The limit, in MiB.
        limit_mib: u64,
    },
    /// Looks like VCF records, but there is no header at all.
    #[error("the VCF header is missing")]
    VcfHeaderMissing,
    /// The header has no `#CHROM` line.
    #[error("the #CHROM line is missing")]
    VcfColumnLineMissing,
    /// The `#CHROM` line does not have the columns of VCF.
    #[error("the #CHROM line is wrong at column {column}")]
    VcfColumnLine {
        /// 1-based column that is wrong or missing.
        column: u64,
    },
    /// Two columns carry the same sample name.
    #[error("a sample name occurs twice in the #CHROM line")]
    DuplicateSample,
    /// A sample that was asked for is not in the file.
    #[error("the sample that was asked for is not in the file; it has: {}", candidates.join(", "))]
    SampleNotFound {
        /// The sample names of the file.
        candidates: Vec<String>,
    },
    /// The patient that was asked for is not in the table.
    #[error("the patient that was asked for is not in the table")]
    PatientNotFound,
    /// The same sample was given as tumour and as normal.
    #[error("tumour and normal are the same sample")]
    TumorIsNormal,
    /// Not one record could be read.
    #[error("none of the {records} records can be read; first cause: {cause}")]
    AllRecordsMalformed {
        /// How many there are.
        records: u64,
        /// Cause of the first one.
        cause: String,
    },
    /// A document larger than any real one.
    #[error("the file is larger than {limit_mib} MiB")]
    FileTooLarge {
        /// The limit, in MiB.
        limit_mib: u64,
    },
    /// A MAF without a column that is needed.
    #[error("the column {column} is missing")]
    MafColumnMissing {
        /// Name as GDC writes it.
        column: String,
    },
    /// A table without a column that is needed.
    #[error("the column {column} is missing")]
    TableColumnMissing {
        /// The name it usually has.
        column: String,
    },
    /// Coordinates that lie outside the chromosomes of every assembly that is known.
    #[error("the coordinates fit neither GRCh37 nor GRCh38")]
    CoordinatesOfNoAssembly,
    /// A table of one sample that has several rows.
    #[error("the table has {rows} rows where one is expected")]
    TableOfSeveralRows {
        /// Rows read so far.
        rows: u64,
    },
    /// A BED file whose columns hold depths: nothing tells which depth is enough.
    #[error("the BED file holds depths; which of its regions are callable is not stated")]
    BedOfNumbers,
    /// Counts of mutation types, from which signatures are computed.
    #[error("this is a matrix of mutation counts, not of signature activities")]
    MutationCounts,
    /// A quotation mark in a comma-separated table is never closed.
    #[error("a quotation mark is never closed")]
    QuotationNotClosed,
    /// Not well-formed JSON.
    #[error("the JSON syntax is wrong at column {column}")]
    JsonSyntax {
        /// 1-based column.
        column: u64,
    },
    /// Well-formed JSON that breaks its schema.
    #[error("the field `{field}` is missing or has a wrong value")]
    Schema {
        /// Path of the field, e.g. `variants.shortVariants[3].position`.
        field: String,
    },
    /// A phenopacket of another major version than 2.
    #[error("phenopacket schema version {version} is not read; convert it to version 2")]
    PhenopacketVersion {
        /// The version found.
        version: String,
    },
    /// A newer version of a format of ours.
    #[error("version {version} of this format is newer than this program")]
    NewerVersion {
        /// The version found.
        version: String,
    },
    /// Not a reference pack of this product.
    #[error("the file is no reference pack; make one with `shirube reference import`")]
    NotAReferencePack,
    /// The bytes of a reference pack do not have its hash.
    #[error("the reference pack was changed or damaged; import the files again")]
    ReferencePackChanged,
    /// A reference FASTA without its index.
    #[error("the FASTA has no readable index beside it; make one with `samtools faidx`, for a packed FASTA by bgzip")]
    ReferenceSequenceIndexMissing,
    /// The chromosomes of the FASTA have the lengths of another assembly than the files.
    #[error("the FASTA is {own}, the files speak of {wanted}")]
    ReferenceSequenceOfOtherAssembly {
        /// Assembly of the FASTA.
        own: Assembly,
        /// Assembly of the files.
        wanted: Assembly,
    },
    /// REF of many records is not what the reference holds.
    #[error(
        "REF of {differing} of {checked} records is not what the reference holds; the assembly is probably another"
    )]
    ReferenceBasesDiffer {
        /// Records that differ.
        differing: u64,
        /// Records compared.
        checked: u64,
    },
    /// The ledger does not balance: a defect of the reader, never shown as success.
    #[error("{records} records were read, {binned} are accounted for")]
    Unbalanced {
        /// Records counted while reading.
        records: u64,
        /// Records that ended in a bin.
        binned: u64,
    },
}

impl Refusal {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::NoFiles => "intake_no_files",
            Self::NotAFile => "intake_not_a_file",
            Self::EmptyFile => "intake_empty_file",
            Self::UnknownFormat => "intake_unknown_format",
            Self::ChosenKindContradicted { .. } => "intake_chosen_kind_contradicted",
            Self::NotText => "intake_not_text",
            Self::BcfDamaged => "intake_bcf_damaged",
            Self::AssemblyNotSupported => "intake_assembly_not_supported",
            Self::GzipTruncated => "intake_gzip_truncated",
            Self::GzipDamaged => "intake_gzip_damaged",
            Self::BgzfEndMissing => "intake_bgzf_end_missing",
            Self::LineTooLong { .. } => "intake_line_too_long",
            Self::FileTooLarge { .. } => "intake_file_too_large",
            Self::VcfHeaderMissing => "intake_vcf_header_missing",
            Self::VcfColumnLineMissing => "intake_vcf_column_line_missing",
            Self::VcfColumnLine { .. } => "intake_vcf_column_line",
            Self::DuplicateSample => "intake_duplicate_sample",
            Self::SampleNotFound { .. } => "intake_sample_not_found",
            Self::PatientNotFound => "intake_patient_not_found",
            Self::TumorIsNormal => "intake_tumor_is_normal",
            Self::AllRecordsMalformed { .. } => "intake_all_records_malformed",
            Self::MafColumnMissing { .. } => "intake_maf_column_missing",
            Self::CoordinatesOfNoAssembly => "intake_coordinates_of_no_assembly",
            Self::TableOfSeveralRows { .. } => "intake_table_of_several_rows",
            Self::BedOfNumbers => "intake_bed_of_numbers",
            Self::MutationCounts => "intake_mutation_counts",
            Self::QuotationNotClosed => "intake_quotation_not_closed",
            Self::TableColumnMissing { .. } => "intake_table_column_missing",
            Self::JsonSyntax { .. } => "intake_json_syntax",
            Self::Schema { .. } => "intake_schema",
            Self::NewerVersion { .. } => "intake_newer_version",
            Self::PhenopacketVersion { .. } => "intake_phenopacket_version",
            Self::ReferenceSequenceIndexMissing => "intake_reference_sequence_index_missing",
            Self::ReferenceSequenceOfOtherAssembly { .. } => "intake_reference_sequence_of_other_assembly",
            Self::ReferenceBasesDiffer { .. } => "intake_reference_bases_differ",
            Self::NotAReferencePack => "intake_not_a_reference_pack",
            Self::ReferencePackChanged => "intake_reference_pack_changed",
            Self::Unbalanced { .. } => "intake_unbalanced",
        }
    }

    pub(super) fn parameters(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::TableOfSeveralRows { rows } => vec![("rows", rows.to_string())],
            Self::LineTooLong { limit_mib } | Self::FileTooLarge { limit_mib } => {
                vec![("limit_mib", limit_mib.to_string())]
            }
            Self::SampleNotFound { candidates } => vec![("candidates", candidates.join(", "))],
            Self::AllRecordsMalformed { records, cause } => {
                vec![("records", records.to_string()), ("cause", cause.clone())]
            }
            Self::MafColumnMissing { column } | Self::TableColumnMissing { column } => {
                vec![("column", column.clone())]
            }
            Self::VcfColumnLine { column } | Self::JsonSyntax { column } => vec![("column", column.to_string())],
            Self::ChosenKindContradicted { chosen, found } => {
                vec![("chosen", (*chosen).to_owned()), ("found", (*found).to_owned())]
            }
            Self::Schema { field } => vec![("field", field.clone())],
            Self::NewerVersion { version } | Self::PhenopacketVersion { version } => vec![("version", version.clone())],
            Self::ReferenceSequenceOfOtherAssembly { own, wanted } => {
                vec![("own", own.to_string()), ("wanted", wanted.to_string())]
            }
            Self::ReferenceBasesDiffer { differing, checked } => {
                vec![("differing", differing.to_string()), ("checked", checked.to_string())]
            }
            Self::Unbalanced { records, binned } => {
                vec![("records", records.to_string()), ("binned", binned.to_string())]
            }
            Self::NoFiles
            | Self::NotAFile
            | Self::EmptyFile
            | Self::UnknownFormat
            | Self::NotText
            | Self::BcfDamaged
            | Self::AssemblyNotSupported
            | Self::GzipTruncated
            | Self::GzipDamaged
            | Self::BgzfEndMissing
            | Self::VcfHeaderMissing
            | Self::VcfColumnLineMissing
            | Self::DuplicateSample
            | Self::ReferenceSequenceIndexMissing
            | Self::NotAReferencePack
            | Self::ReferencePackChanged
            | Self::QuotationNotClosed
            | Self::CoordinatesOfNoAssembly
            | Self::BedOfNumbers
            | Self::MutationCounts
            | Self::PatientNotFound
            | Self::TumorIsNormal => Vec::new(),
        }
    }
}
