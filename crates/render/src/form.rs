//! Forms of known geometry, drawn directly: paper to be ticked and signed, not an archived document.
//!
//! Such a form is plain PDF: no PDF/A claim, no tags. It is kept out of the line of signed documents.

mod ink;
mod lines;
mod record;
mod sheet;

pub(crate) use record::record_sheet;

use model::form_content::FormContent;
use model::report_content::PageMark;
use serde_json::json;

use self::ink::Weight;
use self::sheet::{Sheet, Style};
use crate::fonts::FontSet;
use crate::templates::LayoutWords;
use crate::{RenderError, glyphs};

/// Distances in points.
const SIDE: f32 = 60.0;
const TOP: f32 = 62.0;
const FOOT: f32 = 780.0;
const WIDTH: f32 = 595.28 - 2.0 * SIDE;
const LABEL: f32 = 120.0;

const SMALL: Style = Style { size: 8.0, weight: Weight::Regular, grey: 0.35, pitch: 12.0 };
const MARK: Style = Style { size: 8.5, weight: Weight::Bold, grey: 0.1, pitch: 12.0 };
const TITLE: Style = Style { size: 18.0, weight: Weight::Bold, grey: 0.1, pitch: 26.0 };
const NAME: Style = Style { size: 10.0, weight: Weight::Bold, grey: 0.35, pitch: 18.5 };
const TEXT: Style = Style { size: 11.0, weight: Weight::Regular, grey: 0.1, pitch: 18.5 };

/// Draws the sheet.
pub(crate) fn confirmation_sheet(
    content: &FormContent,
    fonts: &FontSet,
    words: &LayoutWords,
) -> Result<Vec<u8>, RenderError> {
    glyphs::check(&mut json!(content), "form", fonts, &mut std::collections::BTreeSet::new())?;
    let mut sheet = Sheet::new(fonts);
    let mut y = TOP;
    y = marks(&mut sheet, &content.marks, words, y)?;
    y = sheet.paragraph(&content.title, TITLE, (SIDE, y), WIDTH)?;
    sheet.line((SIDE, y + 2.0), (SIDE + WIDTH, y + 2.0), 1.6);
    y += 10.0;
    for fact in &content.facts {
        let top = y + 5.0;
        let left = sheet.paragraph(&fact.label, NAME, (SIDE, top), LABEL - 10.0)?;
        let right = sheet.paragraph(&fact.value, TEXT, (SIDE + LABEL, top), WIDTH - LABEL)?;
        y = left.max(right) + 2.0;
        sheet.line((SIDE, y), (SIDE + WIDTH, y), 0.4);
    }
    y += 26.0;
    if let Some(lead) = &content.lead {
        y = sheet.paragraph(lead, TEXT, (SIDE, y), WIDTH)? + 8.0;
    }
    for statement in &content.statements {
        sheet.square((SIDE, y + 2.5), 11.0);
        y = sheet.paragraph(statement, TEXT, (SIDE + 22.0, y), WIDTH - 22.0)? + 8.0;
    }
    y += 22.0;
    for label in &content.signatures {
        let bottom = sheet.paragraph(label, TEXT, (SIDE, y), LABEL - 10.0)?;
        let rule = bottom - 2.0;
        sheet.line((SIDE + LABEL, rule), (SIDE + WIDTH - 115.0, rule), 0.6);
        sheet.right_aligned(&words.signature.date_on_paper, TEXT, (SIDE + WIDTH, bottom - TEXT.pitch))?;
        y = bottom + 22.0;
    }
    if y > FOOT - 12.0 {
        return Err(RenderError::FormTooLong);
    }
    sheet.line((SIDE, FOOT - 6.0), (SIDE + WIDTH, FOOT - 6.0), 0.4);
    if sheet.paragraph(&content.foot, SMALL, (SIDE, FOOT), WIDTH)? > 820.0 {
        return Err(RenderError::FormTooLong);
    }
    sheet.into_pdf(&content.title, content.dated_on)
}

/// Marks in frames, one after the other.
fn marks(sheet: &mut Sheet<'_>, marks: &[PageMark], words: &LayoutWords, y: f32) -> Result<f32, RenderError> {
    let mut x = SIDE;
    for mark in marks {
        let words = match mark {
            PageMark::Draft => &words.marks.draft_in_head,
            PageMark::NotForClinicalUse => &words.marks.not_for_clinical_use,
            PageMark::Synthetic => &words.marks.synthetic,
        };
        let width = sheet.width(words, MARK)? + 11.0;
        sheet.frame((x, y - 2.0), (width, 14.0), 0.9);
        sheet.paragraph(words, MARK, (x + 5.5, y), width)?;
        x += width + 6.0;
    }
    Ok(if marks.is_empty() { y } else { y + 28.0 })
}
