//! What is wrong gives an error that tells where, and no bytes.

use std::collections::BTreeMap;

use model::report_content::{Block, ReportContent};

use super::sample::{self, cell, column, fact, text};
use super::{RENDERER, fonts, poppler, templates};
use crate::{RenderError, Renderer, Templates};

fn missing(content: &ReportContent) -> (u32, String) {
    match RENDERER.pdf(content, None) {
        Err(RenderError::MissingGlyph { code_point, chapter }) => (code_point, chapter),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_character_without_glyph_is_named_with_its_chapter_and_nothing_else() {
    let content = sample::small(vec![sample::paragraph("結果🧬太郎")]);
    assert_eq!(missing(&content), (0x1F9EC, "only".to_owned()));
    let error = RENDERER.pdf(&content, None).unwrap_err().to_string();
    assert_eq!(error, "no font has a glyph for U+1F9EC in `only`");
    let head = ReportContent { head: vec![fact("氏名", vec![text("\u{1807}")])], ..sample::small(Vec::new()) };
    assert_eq!(missing(&head), (0x1807, "head".to_owned()));
    let title = ReportContent { title: "\u{7}".to_owned(), ..sample::small(Vec::new()) };
    assert_eq!(missing(&title), (7, "title".to_owned()));
}

#[test]
fn a_kanji_form_that_no_font_draws_is_refused_rather_than_drawn_as_another() {
    let content = sample::small(vec![sample::paragraph("葛\u{e01ef}")]);
    assert_eq!(missing(&content), (0xE01EF, "only".to_owned()));
}

/// The glyph ids differ, so the bytes of two forms must differ.
#[test]
fn a_kanji_form_of_the_fallback_font_is_drawn_by_it() {
    let form = sample::form_of_the_fallback_font();
    let letter: String = form.chars().take(1).collect();
    let pdf = RENDERER.pdf(&sample::small(vec![sample::paragraph(&form)]), None).unwrap();
    assert!(poppler::fonts(&pdf).iter().any(|font| font.contains("NotoSansJP")));
    let plain = RENDERER.pdf(&sample::small(vec![sample::paragraph(&letter)]), None).unwrap();
    assert!(!poppler::fonts(&plain).iter().any(|font| font.contains("NotoSansJP")));
    assert!(poppler::pages(&pdf).concat().contains(&form));
}

#[test]
fn a_missing_face_is_named_with_the_command_to_run() {
    let some: Vec<_> = fonts().into_iter().take(2).collect();
    let error = Renderer::new(some, templates()).unwrap_err();
    assert!(matches!(error, RenderError::FontMissing { .. }));
    assert!(error.to_string().ends_with("run `cargo xtask fonts`"), "{error}");
}

#[test]
fn a_file_that_is_no_font_is_refused() {
    let error = Renderer::new(vec![b"no font".to_vec()], templates()).unwrap_err();
    assert!(matches!(error, RenderError::FontUnreadable { number: 1 }));
}

#[test]
fn a_draft_cannot_carry_a_signature() {
    let error = RENDERER.pdf(&sample::panel(), Some(&sample::signature())).unwrap_err();
    assert!(matches!(error, RenderError::SignedDraft));
}

#[test]
fn a_row_with_another_number_of_cells_is_refused() {
    let rows = vec![vec![cell(vec![vec![text("一")]])]];
    let table = Block::Table { caption: None, columns: vec![column("甲", 1), column("乙", 1)], rows };
    let error = RENDERER.pdf(&sample::small(vec![table]), None).unwrap_err();
    assert!(matches!(error, RenderError::UnevenTable { row: 1, cells: 1, columns: 2, .. }), "{error}");
}

#[test]
fn a_wrong_template_is_told_by_file_and_line_without_text_of_the_document() {
    let wording = std::fs::read_to_string(super::root().join("report-templates/wording/layout.toml")).unwrap();
    let source = "#let values = json(\"data.json\")\n\n#values.chapters.first().at(values.title)\n";
    let sources = BTreeMap::from([("panel.typ".to_owned(), source.to_owned())]);
    let renderer = Renderer::new(fonts(), Templates::new(sources, &wording).unwrap()).unwrap();
    let error = renderer.pdf(&sample::small(Vec::new()), None).unwrap_err();
    assert!(matches!(&error, RenderError::Layout { place, .. } if place == "panel.typ:3"), "{error}");
    assert!(!error.to_string().contains("合成文書"), "{error}");
    let patient = ReportContent { kind: model::report_content::DocumentKind::Patient, ..sample::small(Vec::new()) };
    assert!(matches!(renderer.pdf(&patient, None), Err(RenderError::TemplateMissing { .. })));
}
