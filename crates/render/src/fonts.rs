//! The faces of a document and what they can draw.

use std::path::Path;
use std::{fs, io};

use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Font, FontBook, FontInstance, FontStyle, FontVariations, FontWeight};
use typst::utils::LazyHash;

use crate::RenderError;

/// Japanese text, in the full-width face: Typst squeezes punctuation by itself.
const JAPANESE: &str = "BIZ UDGothic";
/// Latin, digits and Greek.
const LATIN: &str = "BIZ UDPGothic";
/// Characters that the first two lack.
const FALLBACK: &str = "Noto Sans JP";
/// Gene symbols for clinicians.
const ITALIC: &str = "Noto Sans";

/// What the templates rely on. Order of the upright families = order in which they are asked for a glyph.
const REQUIRED: [(&str, &str, FontStyle, FontWeight); 8] = [
    (JAPANESE, "regular", FontStyle::Normal, FontWeight::REGULAR),
    (JAPANESE, "bold", FontStyle::Normal, FontWeight::BOLD),
    (LATIN, "regular", FontStyle::Normal, FontWeight::REGULAR),
    (LATIN, "bold", FontStyle::Normal, FontWeight::BOLD),
    (FALLBACK, "regular", FontStyle::Normal, FontWeight::REGULAR),
    (FALLBACK, "bold", FontStyle::Normal, FontWeight::BOLD),
    (ITALIC, "italic", FontStyle::Italic, FontWeight::REGULAR),
    (ITALIC, "bold italic", FontStyle::Italic, FontWeight::BOLD),
];

/// Fonts in memory.
pub(crate) struct FontSet {
    pub(crate) book: LazyHash<FontBook>,
    pub(crate) faces: Vec<Font>,
    japanese: Vec<UprightFace>,
    latin: Vec<UprightFace>,
    fallback: Vec<UprightFace>,
}

/// An upright face that can be asked for its glyphs.
pub(crate) struct UprightFace {
    /// Position in [`FontSet::faces`].
    pub(crate) index: usize,
    pub(crate) is_bold: bool,
    pub(crate) instance: FontInstance,
}

/// How a character will be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Drawn {
    /// By the families in their usual order.
    Usual,
    /// Only by the fallback family, although an earlier family would take it and draw another form.
    Fallback,
    /// By none.
    Missing,
}

impl FontSet {
    /// Parses the files and checks that every face is there that the templates need.
    pub(crate) fn new(files: Vec<Vec<u8>>) -> Result<Self, RenderError> {
        let mut faces = Vec::new();
        for (index, file) in files.into_iter().enumerate() {
            let count = faces.len();
            faces.extend(Font::iter(Bytes::new(file)));
            if faces.len() == count {
                return Err(RenderError::FontUnreadable { number: index + 1 });
            }
        }
        for (family, face, style, weight) in REQUIRED {
            let is_it = |font: &&Font| {
                let variant = font.info().variant;
                font.info().family == family && variant.style == style && variant.weight == weight
            };
            faces.iter().find(is_it).ok_or(RenderError::FontMissing { family, face })?;
        }
        let upright = |family: &str| -> Vec<UprightFace> {
            let of_family = faces
                .iter()
                .enumerate()
                .filter(|(_, font)| font.info().family == family && font.info().variant.style == FontStyle::Normal);
            of_family
                .map(|(index, font)| {
                    let variant = font.info().variant;
                    let instance = font.clone().instantiate(variant, Abs::pt(10.0), &FontVariations::default());
                    UprightFace { index, is_bold: variant.weight == FontWeight::BOLD, instance }
                })
                .collect()
        };
        Ok(Self {
            book: LazyHash::new(FontBook::from_fonts(&faces)),
            japanese: upright(JAPANESE),
            latin: upright(LATIN),
            fallback: upright(FALLBACK),
            faces,
        })
    }

    /// The upright faces of one weight, in the order in which they are asked for a character.
    pub(crate) fn upright(&self, character: char, is_bold: bool) -> impl Iterator<Item = &UprightFace> {
        let is_latin = matches!(character, '\u{20}'..='\u{24f}' | '\u{370}'..='\u{3ff}');
        let (first, second) = if is_latin { (&self.latin, &self.japanese) } else { (&self.japanese, &self.latin) };
        [first, second, &self.fallback].into_iter().flatten().filter(move |face| face.is_bold == is_bold)
    }

    /// The upright face at a position of [`FontSet::faces`].
    pub(crate) fn upright_at(&self, index: usize) -> Option<&UprightFace> {
        [&self.japanese, &self.latin, &self.fallback].into_iter().flatten().find(|face| face.index == index)
    }

    /// Whether a character can be drawn in every weight of one family.
    pub(crate) fn draws(&self, character: char) -> Drawn {
        let covers =
            |family: &Vec<UprightFace>| family.iter().all(|face| face.instance.ttf().glyph_index(character).is_some());
        let by_any = [&self.japanese, &self.latin, &self.fallback].into_iter().any(covers);
        if by_any { Drawn::Usual } else { Drawn::Missing }
    }

    /// Whether a kanji with a variation selector can be drawn in exactly that form.
    ///
    /// A shaper that lacks the form draws the ordinary one without a word, so this is asked beforehand.
    pub(crate) fn draws_variant(&self, character: char, selector: char) -> Drawn {
        let has = |family: &Vec<UprightFace>| {
            family.iter().all(|face| face.instance.ttf().glyph_variation_index(character, selector).is_some())
        };
        if has(&self.japanese) {
            Drawn::Usual
        } else if has(&self.fallback) {
            Drawn::Fallback
        } else {
            Drawn::Missing
        }
    }
}

/// Every `.ttf` of a folder, in the order of their names.
pub(crate) fn read_folder(folder: &Path) -> Result<Vec<Vec<u8>>, RenderError> {
    let failed = |source: io::Error| RenderError::Read { path: folder.to_owned(), source };
    let entries = fs::read_dir(folder).map_err(failed)?.collect::<Result<Vec<_>, _>>().map_err(failed)?;
    let mut paths: Vec<_> = entries.into_iter().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("ttf")));
    paths.sort();
    paths.into_iter().map(|path| fs::read(&path).map_err(|source| RenderError::Read { path, source })).collect()
}
