//! JSON documents: bytes to a wire struct, with refusals that name the place.

use formats::BrokenDocument;
use model::notice::Notice;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{IntakeError, Refusal};
use crate::part::FileIdentity;

/// The text of a document, without byte order mark.
pub(crate) fn text<'a>(file: &str, document: &'a [u8]) -> Result<&'a str, IntakeError> {
    let text = std::str::from_utf8(document).map_err(|_| IntakeError::refused(file, Refusal::NotText))?;
    Ok(text.trim_start_matches('\u{feff}'))
}

/// Reads a document. Fields that its format does not know become one notice.
pub(crate) fn read<T: DeserializeOwned + Serialize>(
    file: &FileIdentity,
    document: &[u8],
) -> Result<(T, Vec<Notice>), IntakeError> {
    let (value, unknown) = formats::read_document(text(&file.name, document)?).map_err(|broken| match broken {
        BrokenDocument::Syntax { line, column } => {
            IntakeError::refused_at(&file.name, line, Refusal::JsonSyntax { column })
        }
        BrokenDocument::Field { path, line } => {
            IntakeError::refused_at(&file.name, line, Refusal::Schema { field: path })
        }
    })?;
    let notice = file.notice("document_fields_unknown").with("fields", unknown.join(", "));
    Ok((value, Some(notice).filter(|_| !unknown.is_empty()).into_iter().collect()))
}

/// The refusal of a field that is there with a value that is wrong.
pub(crate) fn wrong_field(file: &FileIdentity, field: impl Into<String>) -> IntakeError {
    IntakeError::refused(&file.name, Refusal::Schema { field: field.into() })
}
