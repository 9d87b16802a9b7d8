//! What Typst can see: templates, fonts and one JSON value. No disk, packages, network or clock.

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{DiagSpan, FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World, WorldExt};

use crate::RenderError;
use crate::fonts::FontSet;

/// Name under which the templates find their values.
pub(crate) const VALUES: &str = "data.json";

/// One document being set.
pub(crate) struct ClosedWorld<'renderer> {
    pub(crate) library: &'renderer LazyHash<Library>,
    pub(crate) fonts: &'renderer FontSet,
    pub(crate) sources: &'renderer [Source],
    pub(crate) main: FileId,
    pub(crate) values: (FileId, Bytes),
}

/// The id of a file of the closed world.
pub(crate) fn file_id(name: &str) -> Result<FileId, RenderError> {
    let path = VirtualPath::new(name).map_err(|_| RenderError::TemplateMissing { name: name.to_owned() })?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for ClosedWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.iter().find(|source| source.id() == id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let (values_id, values) = &self.values;
        if *values_id == id { Ok(values.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.faces.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

impl ClosedWorld<'_> {
    /// The first diagnostic as an error: where, and what without its quoted parts, which may be text of the document.
    pub(crate) fn error_of(&self, diagnostics: &[SourceDiagnostic]) -> RenderError {
        let first = diagnostics.first();
        RenderError::Layout {
            place: first.map_or_else(|| "export".to_owned(), |diagnostic| self.place_of(diagnostic.span)),
            message: first.map_or_else(String::new, |diagnostic| without_quoted(&diagnostic.message)),
        }
    }

    fn place_of(&self, span: DiagSpan) -> String {
        let place = span.id().and_then(|id| {
            let source = self.source(id).ok()?;
            let line = source.lines().byte_to_line(self.range(span)?.start)? + 1;
            Some(format!("{}:{line}", id.get().vpath().get_without_slash()))
        });
        place.unwrap_or_else(|| "export".to_owned())
    }
}

fn without_quoted(message: &str) -> String {
    let parts = message.split('"').enumerate();
    parts.map(|(index, part)| if index % 2 == 0 { part } else { "\"…\"" }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_loses_what_it_quotes() {
        let message = r#"the text "𠮷野" could not be displayed with font "X""#;
        assert_eq!(without_quoted(message), r#"the text "…" could not be displayed with font "…""#);
    }
}
