//! Pages on which texts, lines and frames are put; the origin is the upper left corner, distances are points.

use std::collections::BTreeMap;

use jiff::civil::Date;
use printpdf::{
    Codepoint, Color, Greyscale, Line, LinePoint, Mm, Op, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Point,
    Pt, TextItem, TextMatrix,
};

use super::ink::{self, Glyph, ReducedFace, Weight};
use super::lines;
use crate::RenderError;
use crate::fonts::FontSet;

const HEIGHT: f32 = 841.89;

/// How a text looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    /// Points.
    pub(super) size: f32,
    pub(super) weight: Weight,
    /// From 0 (black) to 1 (white).
    pub(super) grey: f32,
    /// Distance of two lines, in points.
    pub(super) pitch: f32,
}

struct Run {
    at: (f32, f32),
    style: Style,
    glyphs: Vec<Glyph>,
}

/// What has been put on the pages so far.
pub(super) struct Sheet<'fonts> {
    fonts: &'fonts FontSet,
    runs: Vec<Run>,
    shapes: Vec<Op>,
    /// Pages before this one.
    full: Vec<(Vec<Run>, Vec<Op>)>,
}

impl<'fonts> Sheet<'fonts> {
    pub(super) fn new(fonts: &'fonts FontSet) -> Self {
        Self { fonts, runs: Vec::new(), shapes: Vec::new(), full: Vec::new() }
    }

    /// The next page; nothing more is put on this one.
    pub(super) fn turn(&mut self) {
        self.full.push((std::mem::take(&mut self.runs), std::mem::take(&mut self.shapes)));
    }

    /// Number of the page, from 1.
    pub(super) fn page(&self) -> usize {
        self.full.len() + 1
    }

    /// Width of a text on one line.
    pub(super) fn width(&self, text: &str, style: Style) -> Result<f32, RenderError> {
        Ok(lines::advance(&ink::glyphs(text, style.weight, self.fonts)?) * style.size)
    }

    /// A text broken into lines; answers where it ends.
    pub(super) fn paragraph(
        &mut self,
        text: &str,
        style: Style,
        at: (f32, f32),
        width: f32,
    ) -> Result<f32, RenderError> {
        let glyphs = ink::glyphs(text, style.weight, self.fonts)?;
        let mut y = at.1;
        for line in lines::break_lines(&glyphs, width / style.size) {
            self.runs.push(Run { at: (at.0, y + style.pitch * 0.5 + style.size * 0.38), style, glyphs: line });
            y += style.pitch;
        }
        Ok(y)
    }

    /// One line that ends at a place.
    pub(super) fn right_aligned(&mut self, text: &str, style: Style, at: (f32, f32)) -> Result<f32, RenderError> {
        let width = self.width(text, style)?;
        self.paragraph(text, style, (at.0 - width, at.1), width + 1.0)
    }

    pub(super) fn line(&mut self, from: (f32, f32), to: (f32, f32), thickness: f32) {
        self.path(&[from, to], thickness, false);
    }

    pub(super) fn square(&mut self, at: (f32, f32), side: f32) {
        self.frame(at, (side, side), 0.8);
    }

    pub(super) fn frame(&mut self, at: (f32, f32), size: (f32, f32), thickness: f32) {
        let (left, top) = at;
        let (right, bottom) = (left + size.0, top + size.1);
        self.path(&[(left, top), (right, top), (right, bottom), (left, bottom)], thickness, true);
    }

    fn path(&mut self, corners: &[(f32, f32)], thickness: f32, is_closed: bool) {
        let points = corners.iter().map(|&(x, y)| LinePoint { p: place(x, y), bezier: false }).collect();
        self.shapes.push(Op::SetOutlineThickness { pt: Pt(thickness) });
        self.shapes.push(Op::DrawLine { line: Line { points, is_closed } });
    }

    /// The bytes; the same for the same sheet.
    pub(super) fn into_pdf(mut self, title: &str, dated_on: Date) -> Result<Vec<u8>, RenderError> {
        let failed = |message: &str| RenderError::Layout { place: "form".to_owned(), message: message.to_owned() };
        let mut used: BTreeMap<usize, BTreeMap<u16, u16>> = BTreeMap::new();
        self.turn();
        for glyph in self.full.iter().flat_map(|(runs, _)| runs).flat_map(|run| &run.glyphs) {
            used.entry(glyph.face).or_default().insert(glyph.id, glyph.units);
        }
        let mut document = PdfDocument::new(title);
        let mut reduced = BTreeMap::new();
        for (face, ids) in used {
            let face_of_form = ink::reduce(face, &ids, self.fonts).ok_or_else(|| failed("font cannot be reduced"))?;
            document.resources.fonts.map.insert(face_of_form.id.clone(), face_of_form.font.clone());
            reduced.insert(face, face_of_form);
        }
        for (runs, shapes) in self.full {
            let mut ops = vec![Op::SetOutlineColor { col: grey(0.1) }];
            ops.extend(shapes);
            for run in &runs {
                draw(run, &reduced, &mut ops);
            }
            document.pages.push(PdfPage::new(Mm(210.0), Mm(297.0), ops));
        }
        date(&mut document, dated_on);
        let options = PdfSaveOptions { subset_fonts: false, ..PdfSaveOptions::default() };
        let mut file = document.to_lopdf_document(&options, &mut Vec::new());
        // The identifier would differ each time, and the information claims PDF/X, which this is not.
        file.trailer.remove(b"ID");
        if let Some(id) = file.trailer.get(b"Info").ok().and_then(|info| info.as_reference().ok())
            && let Ok(information) = file.get_dictionary_mut(id)
        {
            information.remove(b"GTS_PDFXVersion");
        }
        file.compress();
        let mut bytes = Vec::new();
        file.save_to(&mut bytes).map_err(|_| failed("file cannot be written"))?;
        Ok(bytes)
    }
}

/// A run may change its face, never its place: the pen goes on by the width of each glyph.
fn draw(run: &Run, faces: &BTreeMap<usize, ReducedFace>, ops: &mut Vec<Op>) {
    let mut x = run.at.0;
    for group in run.glyphs.chunk_by(|one, next| one.face == next.face) {
        let Some(face) = group.first().and_then(|glyph| faces.get(&glyph.face)) else { continue };
        let code = |glyph: &Glyph| {
            let id = face.ids.get(&glyph.id).copied().unwrap_or(0);
            Codepoint::with_cid(id, 0.0, glyph.text.clone())
        };
        ops.extend([
            Op::StartTextSection,
            Op::SetTextMatrix { matrix: TextMatrix::Translate(Pt(x), Pt(HEIGHT - run.at.1)) },
            Op::SetFillColor { col: grey(run.style.grey) },
            Op::SetFont { font: PdfFontHandle::External(face.id.clone()), size: Pt(run.style.size) },
            Op::ShowText { items: vec![TextItem::GlyphIds(group.iter().map(code).collect())] },
            Op::EndTextSection,
        ]);
        x += lines::advance(group) * run.style.size;
    }
}

fn place(x: f32, y: f32) -> Point {
    Point { x: Pt(x), y: Pt(HEIGHT - y) }
}

fn grey(share_of_white: f32) -> Color {
    Color::Greyscale(Greyscale::new(share_of_white, None))
}

/// The first instant of the day (UTC) as the dates of the file.
fn date(document: &mut PdfDocument, day: Date) {
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    let mut dated = document.metadata.info.creation_date;
    dated.date.year = day.year().into();
    dated.date.month = part(day.month());
    dated.date.day = part(day.day());
    document.metadata.info.creation_date = dated;
    document.metadata.info.modification_date = dated;
    document.metadata.info.metadata_date = dated;
}
