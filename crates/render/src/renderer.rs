//! From content to bytes.

use std::fmt;
use std::path::Path;

use jiff::civil::DateTime;
use model::canonical::ContentHash;
use model::form_content::{FormContent, RecordContent};
use model::report_content::{PageMark, ReportContent, SignatureMark};
use typst::foundations::{Bytes, Datetime, Smart};
use typst::syntax::Source;
use typst::utils::LazyHash;
use typst::{Library, LibraryExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::fonts::{self, FontSet};
use crate::form;
use crate::templates::{LayoutWords, Templates};
use crate::world::{ClosedWorld, VALUES, file_id};
use crate::{RenderError, moment, page_values};

/// How many renderings an unused layout result stays in Typst's cache.
const CACHE_AGE: usize = 10;

/// Sets documents. Made once, used for many; it may be shared between threads.
pub struct Renderer {
    fonts: FontSet,
    sources: Vec<Source>,
    words: LayoutWords,
    library: LazyHash<Library>,
    standards: PdfStandards,
}

/// A finished document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenderedDocument {
    /// The PDF.
    pub bytes: Vec<u8>,
    /// Number of pages.
    pub pages: u32,
}

impl Renderer {
    /// A renderer over fonts and templates.
    ///
    /// # Errors
    /// When a face that the templates need is missing, or a font cannot be read.
    pub fn new(fonts: Vec<Vec<u8>>, templates: Templates) -> Result<Self, RenderError> {
        let sources = templates.sources.into_iter().map(|(name, text)| Ok(Source::new(file_id(&name)?, text)));
        let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]).map_err(|error| {
            RenderError::Layout { place: "export".to_owned(), message: error.message().to_string() }
        })?;
        Ok(Self {
            fonts: FontSet::new(fonts)?,
            sources: sources.collect::<Result<_, RenderError>>()?,
            words: templates.words,
            library: LazyHash::new(Library::default()),
            standards,
        })
    }

    /// Every `.ttf` of a folder, for [`Renderer::new`].
    ///
    /// # Errors
    /// [`RenderError::Read`] when the folder or a file cannot be read.
    pub fn load_fonts(folder: &Path) -> Result<Vec<Vec<u8>>, RenderError> {
        fonts::read_folder(folder)
    }

    /// The document as PDF/A-2a and PDF/UA-1. The same content and signature give the same bytes.
    ///
    /// # Errors
    /// When a character has no glyph, a table is uneven, a draft carries a signature, or a template is wrong. There are
    /// no bytes then.
    pub fn pdf(&self, content: &ReportContent, signature: Option<&SignatureMark>) -> Result<Vec<u8>, RenderError> {
        self.document(content, signature).map(|document| document.bytes)
    }

    /// As [`Renderer::pdf`], with the number of pages.
    ///
    /// # Errors
    /// As [`Renderer::pdf`].
    pub fn document(
        &self,
        content: &ReportContent,
        signature: Option<&SignatureMark>,
    ) -> Result<RenderedDocument, RenderError> {
        if signature.is_some() && content.marks.contains(&PageMark::Draft) {
            return Err(RenderError::SignedDraft);
        }
        let world = self.world(content, signature)?;
        let set = typst::compile::<PagedDocument>(&world);
        let document = set.output.map_err(|diagnostics| world.error_of(&diagnostics))?;
        let options = PdfOptions {
            ident: Smart::Custom(identity(content, signature)?),
            creator: Smart::Custom(Some(format!("Shirube {}", content.provenance.software))),
            timestamp: timestamp(content, signature),
            standards: self.standards.clone(),
            ..PdfOptions::default()
        };
        let bytes = typst_pdf::pdf(&document, &options).map_err(|diagnostics| world.error_of(&diagnostics))?;
        let pages = u32::try_from(document.pages().len()).unwrap_or(u32::MAX);
        typst::comemo::evict(CACHE_AGE);
        Ok(RenderedDocument { bytes, pages })
    }

    /// A one-page sheet to be ticked and signed by hand, as plain PDF. The same content gives the same bytes.
    ///
    /// # Errors
    /// When a character has no glyph or the text does not fit on the page.
    pub fn confirmation_sheet(&self, content: &FormContent) -> Result<Vec<u8>, RenderError> {
        form::confirmation_sheet(content, &self.fonts, &self.words)
    }

    /// A record in rows, to be printed and signed by hand, as plain PDF. The same content gives the same bytes.
    ///
    /// # Errors
    /// When a character has no glyph, or a row is not as wide as the headings.
    pub fn record_sheet(&self, content: &RecordContent) -> Result<Vec<u8>, RenderError> {
        form::record_sheet(content, &self.fonts, &self.words)
    }

    fn world(
        &self,
        content: &ReportContent,
        signature: Option<&SignatureMark>,
    ) -> Result<ClosedWorld<'_>, RenderError> {
        let values = page_values::compose(content, signature, &self.words, &self.fonts)?;
        let name = format!("{}.typ", content.kind.code());
        let main = file_id(&name)?;
        if !self.sources.iter().any(|source| source.id() == main) {
            return Err(RenderError::TemplateMissing { name });
        }
        Ok(ClosedWorld {
            library: &self.library,
            fonts: &self.fonts,
            sources: &self.sources,
            main,
            values: (file_id(VALUES)?, Bytes::new(values)),
        })
    }

    /// What Typst complains about without refusing, e.g. an unknown family.
    #[cfg(test)]
    pub(crate) fn warnings(&self, content: &ReportContent) -> Vec<String> {
        let world = self.world(content, None).unwrap();
        let set = typst::compile::<PagedDocument>(&world);
        set.warnings.iter().map(|warning| warning.message.to_string()).collect()
    }
}

impl fmt::Debug for Renderer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Renderer").field("faces", &self.fonts.faces.len()).finish_non_exhaustive()
    }
}

/// What makes the file identifier: hash of content and signature.
fn identity(content: &ReportContent, signature: Option<&SignatureMark>) -> Result<String, RenderError> {
    Ok(format!("{}/{}", content.kind.code(), ContentHash::of(&(content, signature))?))
}

/// The moment of signing, or the beginning of the day of composition, on a Japanese clock.
fn timestamp(content: &ReportContent, signature: Option<&SignatureMark>) -> Option<Timestamp> {
    let local: DateTime = match signature {
        Some(mark) => moment::in_japan(mark.signed_at),
        None => content.provenance.dated_on.at(0, 0, 0, 0),
    };
    let part = |number: i8| u8::try_from(number).ok();
    let written = Datetime::from_ymd_hms(
        i32::from(local.year()),
        part(local.month())?,
        part(local.day())?,
        part(local.hour())?,
        part(local.minute())?,
        part(local.second())?,
    )?;
    Timestamp::new_local(written, moment::JAPAN.seconds() / 60)
}
