//! Glyphs of a form and the font programs that draw them, reduced to what is used.

use std::collections::BTreeMap;

use printpdf::{FontId, FontMetrics, ParsedFont, PdfFont};
use subsetter::GlyphRemapper;

use crate::RenderError;
use crate::fonts::FontSet;

/// Weight of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// One drawn unit: a character, with its variation selector if it has one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Glyph {
    /// Index of the face in its font set.
    pub(super) face: usize,
    /// Glyph id in the whole font.
    pub(super) id: u16,
    /// Width in units of the font.
    pub(super) units: u16,
    /// Width in em.
    pub(super) advance: f32,
    /// What it stands for when the text is copied.
    pub(super) text: String,
}

/// The glyphs of a text, each from the first family that has it.
pub(super) fn glyphs(text: &str, weight: Weight, fonts: &FontSet) -> Result<Vec<Glyph>, RenderError> {
    let mut found: Vec<Glyph> = Vec::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let selector = letters.next_if(|next| crate::glyphs::is_variation_selector(*next));
        if letter == '\n' {
            found.push(Glyph { face: 0, id: 0, units: 0, advance: 0.0, text: letter.to_string() });
            continue;
        }
        let glyph = fonts.upright(letter, weight == Weight::Bold).find_map(|face| {
            let ttf = face.instance.ttf();
            let id = match selector {
                Some(selector) => ttf.glyph_variation_index(letter, selector)?,
                None => ttf.glyph_index(letter)?,
            };
            Some((face.index, id.0, ttf.glyph_hor_advance(id)?, ttf.units_per_em()))
        });
        let (face, id, units, units_per_em) = glyph.ok_or_else(|| RenderError::MissingGlyph {
            code_point: u32::from(selector.unwrap_or(letter)),
            chapter: "form".to_owned(),
        })?;
        let text = [Some(letter), selector].into_iter().flatten().collect();
        found.push(Glyph { face, id, units, advance: f32::from(units) / f32::from(units_per_em), text });
    }
    Ok(found)
}

/// A face reduced to the glyphs in use, with the new ids.
pub(super) struct ReducedFace {
    pub(super) id: FontId,
    pub(super) font: PdfFont,
    pub(super) ids: BTreeMap<u16, u16>,
}

/// Reduces one face. `used` holds the glyph ids of the whole font with their widths in units.
pub(super) fn reduce(face: usize, used: &BTreeMap<u16, u16>, fonts: &FontSet) -> Option<ReducedFace> {
    let font = fonts.faces.get(face)?;
    let mut remapper = GlyphRemapper::new();
    let ids: BTreeMap<u16, u16> = used.keys().map(|&id| (id, remapper.remap(id))).collect();
    let widths = used.iter().filter_map(|(id, units)| Some((*ids.get(id)?, *units))).collect();
    let program = subsetter::subset(font.data(), font.index(), &remapper).ok()?;
    // Six letters and a plus sign mark the name of a reduced font.
    let name = format!("SHEET{}+{}", char::from(b'A' + u8::try_from(face).ok()?), font.post_script_name()?);
    let upright = fonts.upright_at(face)?;
    let ttf = upright.instance.ttf();
    let metrics = FontMetrics { ascent: ttf.ascender(), descent: ttf.descender() };
    let parsed =
        ParsedFont::with_glyph_data(program, 0, Some(name), BTreeMap::new(), widths, ttf.units_per_em(), metrics);
    Some(ReducedFace { id: FontId(format!("F{face}")), font: PdfFont::new(parsed), ids })
}
