//! Wire structs only: how foreign and own documents are written, field by field.
//!
//! Nothing here interprets a value. Numbers are kept as the text they arrived with, and fields that a struct does not
//! know are tolerated and can be listed.

pub mod cats;
pub mod clinical_form;
mod document;
pub mod fhir;
mod number_text;
pub mod phenopacket;

pub use document::{BrokenDocument, read_document};
pub use number_text::NumberText;
