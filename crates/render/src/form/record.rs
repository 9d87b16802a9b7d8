//! A record in rows: facts, what came of it, a table over as many pages as it needs, remarks, lines to sign.

use model::form_content::RecordContent;
use serde_json::json;

use super::ink::Weight;
use super::sheet::{Sheet, Style};
use super::{FOOT, MARK, SIDE, SMALL, TITLE, TOP, WIDTH, marks};
use crate::fonts::FontSet;
use crate::templates::LayoutWords;
use crate::{RenderError, glyphs};

const HEADING: Style = Style { size: 16.0, ..TITLE };
const NAME: Style = Style { size: 8.5, weight: Weight::Bold, grey: 0.35, pitch: 13.0 };
const TEXT: Style = Style { size: 9.0, weight: Weight::Regular, grey: 0.1, pitch: 13.5 };
const VERDICT: Style = Style { size: 11.0, weight: Weight::Bold, grey: 0.0, pitch: 16.0 };
const CELL: Style = Style { size: 8.0, weight: Weight::Regular, grey: 0.1, pitch: 11.5 };
/// Widths of columns: the first and the narrow ones between; the last has what is left.
const FIRST: f32 = 44.0;
const NARROW: f32 = 45.0;
const LABEL: f32 = 104.0;
/// Between a rule and the row below it.
const GAP: f32 = 1.5;
const BOTTOM: f32 = FOOT - 14.0;

/// Draws the record.
pub(crate) fn record_sheet(
    content: &RecordContent,
    fonts: &FontSet,
    words: &LayoutWords,
) -> Result<Vec<u8>, RenderError> {
    glyphs::check(&mut json!(content), "form", fonts, &mut std::collections::BTreeSet::new())?;
    if content.rows.iter().any(|row| row.len() != content.columns.len()) {
        let message = "a row is not as wide as the headings".to_owned();
        return Err(RenderError::Layout { place: "form".to_owned(), message });
    }
    let mut record = Record { sheet: Sheet::new(fonts), content, y: TOP };
    record.head(words)?;
    record.table()?;
    record.remarks()?;
    record.signatures(words)?;
    record.foot()?;
    record.sheet.into_pdf(&content.title, content.dated_on)
}

struct Record<'a> {
    sheet: Sheet<'a>,
    content: &'a RecordContent,
    y: f32,
}

impl Record<'_> {
    /// Turns the page when so much does not fit below.
    fn room(&mut self, height: f32) -> Result<(), RenderError> {
        if self.y + height > BOTTOM {
            self.foot()?;
            self.sheet.turn();
            self.y = TOP;
        }
        Ok(())
    }

    fn foot(&mut self) -> Result<(), RenderError> {
        self.sheet.line((SIDE, FOOT - 6.0), (SIDE + WIDTH, FOOT - 6.0), 0.4);
        self.sheet.paragraph(&self.content.foot, SMALL, (SIDE, FOOT), WIDTH - 40.0)?;
        let page = self.sheet.page().to_string();
        self.sheet.right_aligned(&page, SMALL, (SIDE + WIDTH, FOOT)).map(|_| ())
    }

    fn head(&mut self, words: &LayoutWords) -> Result<(), RenderError> {
        self.y = marks(&mut self.sheet, &self.content.marks, words, self.y)?;
        self.y = self.sheet.paragraph(&self.content.title, HEADING, (SIDE, self.y), WIDTH)? + 2.0;
        self.sheet.line((SIDE, self.y), (SIDE + WIDTH, self.y), 1.6);
        self.y += 6.0;
        for fact in &self.content.facts {
            let left = self.sheet.paragraph(&fact.label, NAME, (SIDE, self.y), LABEL - 8.0)?;
            let right = self.sheet.paragraph(&fact.value, TEXT, (SIDE + LABEL, self.y), WIDTH - LABEL)?;
            self.y = left.max(right) + 1.0;
        }
        self.y += 6.0;
        self.y = self.sheet.paragraph(&self.content.verdict, VERDICT, (SIDE, self.y), WIDTH)? + 4.0;
        for text in &self.content.lead {
            self.y = self.sheet.paragraph(text, TEXT, (SIDE, self.y), WIDTH)? + 3.0;
        }
        self.y += 6.0;
        Ok(())
    }

    fn table(&mut self) -> Result<(), RenderError> {
        self.headings()?;
        for row in &self.content.rows {
            if self.y + 2.0 * CELL.pitch > BOTTOM {
                self.room(BOTTOM)?;
                self.headings()?;
            }
            self.row(row, CELL)?;
            self.sheet.line((SIDE, self.y), (SIDE + WIDTH, self.y), 0.25);
            self.y += GAP;
        }
        self.y += 10.0;
        Ok(())
    }

    fn headings(&mut self) -> Result<(), RenderError> {
        self.row(&self.content.columns, Style { weight: Weight::Bold, ..CELL })?;
        self.sheet.line((SIDE, self.y), (SIDE + WIDTH, self.y), 0.9);
        self.y += GAP;
        Ok(())
    }

    /// Cells side by side; the last column has what is left of the width.
    fn row(&mut self, cells: &[String], style: Style) -> Result<(), RenderError> {
        let (mut x, top) = (SIDE, self.y);
        for (place, cell) in cells.iter().enumerate() {
            let last = place + 1 == cells.len();
            let width = match (place, last) {
                (_, true) => SIDE + WIDTH - x,
                (0, false) => FIRST,
                (_, false) => NARROW,
            };
            self.y = self.y.max(self.sheet.paragraph(cell, style, (x, top), width - 4.0)?);
            x += width;
        }
        Ok(())
    }

    fn remarks(&mut self) -> Result<(), RenderError> {
        self.room(3.0 * TEXT.pitch)?;
        self.y = self.sheet.paragraph(&self.content.remarks_heading, MARK, (SIDE, self.y), WIDTH)? + 2.0;
        for remark in &self.content.remarks {
            let lines = (self.sheet.width(remark, TEXT)? / WIDTH).ceil();
            self.room((lines + 1.0) * TEXT.pitch)?;
            self.y = self.sheet.paragraph(remark, TEXT, (SIDE, self.y), WIDTH)? + 2.0;
        }
        self.y += 14.0;
        Ok(())
    }

    fn signatures(&mut self, words: &LayoutWords) -> Result<(), RenderError> {
        for label in &self.content.signatures {
            self.room(TEXT.pitch + 12.0)?;
            let bottom = self.sheet.paragraph(label, TEXT, (SIDE, self.y), LABEL - 8.0)?;
            self.sheet.line((SIDE + LABEL, bottom), (SIDE + WIDTH - 115.0, bottom), 0.6);
            let date = &words.signature.date_on_paper;
            self.sheet.right_aligned(date, TEXT, (SIDE + WIDTH, bottom - TEXT.pitch))?;
            self.y = bottom + 14.0;
        }
        Ok(())
    }
}
