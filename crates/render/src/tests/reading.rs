//! What was said can be read; what may not be there is not there.

use model::report_content::{Inline, PageMark, ReportContent};
use serde_json::{Value, json};

use super::poppler::{self, without_space};
use super::{RENDERER, renderer, sample};

/// Every printed string of a content.
fn strings(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                if !["inline", "block", "look", "tone", "id", "kind", "marks"].contains(&name.as_str()) {
                    strings(field, found);
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| strings(item, found)),
        Value::String(text) => found.push(without_space(text)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn assert_all_is_printed(content: &ReportContent, pdf: &[u8]) {
    let text = poppler::pages(pdf).concat();
    let mut expected = Vec::new();
    strings(&json!(content), &mut expected);
    assert!(expected.len() > 60);
    for string in expected {
        assert!(text.contains(&string), "not printed: {string}");
    }
}

#[test]
fn every_string_of_the_panel_report_is_printed() {
    assert_all_is_printed(&sample::panel(), &RENDERER.pdf(&sample::panel(), None).unwrap());
}

#[test]
fn every_string_of_the_patient_document_is_printed() {
    assert_all_is_printed(&sample::patient(), &RENDERER.pdf(&sample::patient(), None).unwrap());
}

#[test]
fn what_looks_like_markup_is_printed_as_it_stands() {
    let pdf = RENDERER.pdf(&sample::panel(), None).unwrap();
    assert!(poppler::pages(&pdf).concat().contains(&without_space(sample::INJECTION)));
}

#[test]
fn the_text_holds_no_invisible_private_or_replacement_character() {
    for content in [sample::panel(), sample::patient()] {
        let text = poppler::pages(&RENDERER.pdf(&content, None).unwrap()).concat();
        let stray = text.chars().find(|character| {
            matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fffd}' | '\u{e000}'..='\u{f8ff}')
        });
        assert_eq!(stray, None);
    }
}

#[test]
fn invisible_characters_of_the_input_do_not_reach_the_page() {
    let content = sample::small(vec![sample::paragraph("体\u{200b}細\u{feff}胞\r\n二行目\tです")]);
    let text = poppler::pages(&RENDERER.pdf(&content, None).unwrap()).concat();
    assert!(text.contains("体細胞二行目です"), "{text}");
}

#[test]
fn a_line_end_in_a_text_begins_a_new_line() {
    let content = sample::small(vec![sample::paragraph("前の行\n後の行")]);
    let words = poppler::words(&RENDERER.pdf(&content, None).unwrap()).concat();
    let top = |text: &str| words.iter().find(|word| word.text == text).unwrap().top;
    assert!(top("後の行") > top("前の行") + 8.0);
}

#[test]
fn every_font_is_embedded_as_a_subset_with_its_unicode_table() {
    for content in [sample::panel(), sample::patient()] {
        let fonts = poppler::fonts(&RENDERER.pdf(&content, None).unwrap());
        assert!(fonts.len() >= 4, "{fonts:?}");
        for font in fonts {
            let columns: Vec<&str> = font.split_whitespace().collect();
            assert_eq!(columns[1..7], ["CID", "TrueType", "Identity-H", "yes", "yes", "yes"], "{font}");
        }
    }
}

#[test]
fn the_file_says_pdf_a_2a_and_pdf_ua_1_and_is_japanese() {
    let metadata = poppler::metadata(&RENDERER.pdf(&sample::patient(), None).unwrap());
    for claim in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "<rdf:li>ja-JP</rdf:li>",
        "<xmp:CreateDate>2026-11-25T00:00:00+09:00</xmp:CreateDate>",
    ] {
        assert!(metadata.contains(claim), "{claim} is not in {metadata}");
    }
}

#[test]
fn the_structure_names_headings_paragraphs_lists_and_table_heads() {
    let structure = poppler::structure(&RENDERER.pdf(&sample::panel(), None).unwrap());
    let count = |tag: &str| structure.lines().filter(|line| line.split_whitespace().next() == Some(tag)).count();
    assert_eq!((count("H1"), count("H2"), count("Table"), count("THead"), count("L")), (5, 2, 1, 1, 1));
    assert_eq!(structure.matches("/Scope /Column").count(), 6);
}

#[test]
fn the_draft_mark_is_on_every_page_and_outside_the_reading_order() {
    let pdf = RENDERER.pdf(&sample::panel(), None).unwrap();
    for page in poppler::pages(&pdf) {
        assert!(page.starts_with("下書き"), "watermark first, behind the text: {page}");
        assert!(page.contains("下書き（未署名）"));
    }
    assert_eq!(poppler::reading_order(&pdf).matches("下書き").count(), 1, "only the words above the title are read");
}

#[test]
fn nothing_says_draft_when_the_content_does_not() {
    let pdf = RENDERER.pdf(&sample::signed(sample::panel()), Some(&sample::signature())).unwrap();
    assert!(!poppler::pages(&pdf).concat().contains("下書き"));
}

#[test]
fn each_mark_is_on_every_page_while_it_holds() {
    let cases = [
        (PageMark::NotForClinicalUse, "検証用・診療に使用しないでください"),
        (PageMark::Synthetic, "合成データ（実在の人物ではありません）"),
    ];
    for (mark, words) in cases {
        let with = ReportContent { marks: vec![mark], ..sample::panel() };
        let pages = poppler::pages(&RENDERER.pdf(&with, None).unwrap());
        assert!(pages.len() > 1 && pages.iter().all(|page| page.matches(words).count() == 1), "{words}");
        let without = ReportContent { marks: Vec::new(), ..with };
        assert!(!poppler::pages(&RENDERER.pdf(&without, None).unwrap()).concat().contains(words), "{words}");
    }
}

#[test]
fn every_page_names_case_revision_release_engine_software_and_its_number() {
    for content in [sample::panel(), sample::patient()] {
        let pages = poppler::pages(&RENDERER.pdf(&content, None).unwrap());
        for (index, page) in pages.iter().enumerate() {
            let expected = format!(
                "症例番号SYN-2026-0042第3版作成日2026-11-25基準日2026-11-20知識ベースkb-2026.11.1照合エンジン1.4.0ソフトウェア0.1.0{}/{}",
                index + 1,
                pages.len()
            );
            assert!(page.contains(&expected), "{page}");
        }
    }
}

#[test]
fn the_table_head_is_repeated_once_on_each_page_of_the_table() {
    let pages = poppler::pages(&RENDERER.pdf(&sample::panel(), None).unwrap());
    let with_rows: Vec<&String> = pages.iter().filter(|page| page.contains("架空の第III相試験")).collect();
    assert!(with_rows.len() > 1);
    for page in with_rows {
        assert_eq!(page.matches("遺伝子変化アレル頻度レベル薬剤・到達性根拠").count(), 1);
    }
}

#[test]
fn a_signature_prints_who_when_and_what() {
    let signed = sample::signed(sample::panel());
    let signature = sample::signature();
    let text = poppler::pages(&RENDERER.pdf(&signed, Some(&signature)).unwrap()).concat();
    for words in [
        "髙橋由美",
        "エキスパートパネル座長",
        "2026年11月25日（令和8年11月25日）10:15",
        &signature.content_hash.to_string(),
        "SHA256:4f2a9c1d77e0b3a85d610e9fc2b48a17",
    ] {
        assert!(text.contains(words), "{words}");
    }
}

#[test]
fn the_code_beside_the_signature_is_read_from_a_picture_of_the_page() {
    let signature = sample::signature();
    let said =
        format!("SHIRUBE1 {} SHA256:4f2a9c1d77e0b3a85d610e9fc2b48a17 {}", signature.content_hash, signature.signature);
    for content in [sample::panel(), sample::patient()] {
        let pdf = RENDERER.pdf(&sample::signed(content.clone()), Some(&signature)).unwrap();
        assert_eq!(poppler::codes(&pdf), [said.as_str()], "once, on {}", content.title);
        assert!(poppler::codes(&RENDERER.pdf(&content, None).unwrap()).is_empty(), "a draft has none");
        assert!(poppler::structure(&pdf).contains("Figure"), "with another text for who does not see it");
    }
}

#[test]
fn the_same_content_gives_the_same_bytes_from_any_renderer() {
    let first = RENDERER.pdf(&sample::panel(), None).unwrap();
    assert_eq!(first, RENDERER.pdf(&sample::panel(), None).unwrap());
    assert_eq!(first, renderer().pdf(&sample::panel(), None).unwrap());
}

#[test]
fn one_changed_value_gives_other_bytes() {
    let mut content = sample::panel();
    let first = RENDERER.pdf(&content, None).unwrap();
    content.head[2].value = vec![Inline::Text { text: "肺腺癌（LUAE）".to_owned() }];
    assert_ne!(first, RENDERER.pdf(&content, None).unwrap());
}

#[test]
fn layout_has_no_warning() {
    for content in [sample::panel(), sample::patient()] {
        assert_eq!(RENDERER.warnings(&content), Vec::<String>::new());
    }
}
