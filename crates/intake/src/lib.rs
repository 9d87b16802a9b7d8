//! Files in, facts out.
//!
//! VCF (plain, gzip, BGZF), BCF, MAF, CATS, C-CAT tables of cases and results, tables of copy number and the like, PED, BED
//! and the clinical form become one [`model::case_input::CaseInput`]: molecular
//! profiles, clinical facts, a ledger in which every record of every file ends in exactly one bin, and notices about what
//! is odd but usable. Nothing is guessed: where a file does not say which sample is the tumour or which assembly its
//! coordinates refer to, the answer is a question, not a result.

mod bcf;
mod blocks;
mod callable;
mod cats;
mod ccat_case;
mod ccat_report;
mod classification;
mod clinical_form;
mod composition;
mod coordinate_evidence;
mod error;
mod expression;
mod fhir;
mod fusion_table;
mod gdc_clinical;
mod gene_copy_numbers;
mod implied_consequence;
mod join;
mod json_document;
mod lines;
mod look;
mod maf;
mod malformed;
mod markers;
mod number;
mod open;
mod outlets;
mod part;
mod patient_table;
mod pedigree;
mod percent;
mod phenopacket;
mod progress;
mod read_files;
mod recognise;
mod record_detail;
mod reference;
mod reference_sequence;
mod result_codes;
mod rows;
mod sample_sites;
mod samples;
mod sanity;
mod scanned;
mod segments;
mod signature_activities;
mod stated;
mod table;
mod tables;
mod tally;
mod text;
mod text_table;
mod vcf;
mod whose;

pub use clinical_form::{FormRecord, read_typed_form};
pub use error::{ErrorKind, IntakeError, Question, Refusal};
/// The key that marks a clinical form.
pub use formats::clinical_form::VERSION_KEY as CLINICAL_FORM_VERSION_KEY;
pub use look::{LookedAt, look_at};
pub use open::fingerprint;
pub use progress::{ImportPosition, ImportProgress};
pub use read_files::{ImportOptions, TypedDocument, read_files, read_files_into};
pub use recognise::{FileKind, TableKind, ToldBy, kind_of, recognise};
pub use record_detail::{DetailField, LinePlace, RecordDetail, record_detail, record_details};
pub use reference::{ReferenceOptions, import_reference, read_pack, write_pack};
pub use reference_sequence::{ReferenceSequenceDescription, describe_reference_sequence};
pub use text_table::{TextRow, TextTable, read_head, read_text};
pub use vcf::Selection;
