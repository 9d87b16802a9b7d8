//! The one-page form, read back by poppler.

use jiff::civil::date;
use model::form_content::{FormContent, FormFact, RecordContent};
use model::report_content::PageMark;

use super::poppler::{self, without_space};
use super::{RENDERER, sample};
use crate::RenderError;

pub(super) fn sheet() -> FormContent {
    let fact = |label: &str, value: &str| FormFact { label: label.to_owned(), value: value.to_owned() };
    FormContent {
        schema: 1,
        title: "検査結果の説明を受けた記録".to_owned(),
        marks: vec![PageMark::NotForClinicalUse, PageMark::Synthetic],
        facts: vec![
            fact("お名前", sample::NAME),
            fact("患者ID", "00012345"),
            fact("検査", "全ゲノム解析（腫瘍・正常ペア）"),
            fact("説明した日", "2026年12月1日（令和8年12月1日）"),
        ],
        lead: Some("次のことについて説明を受け、内容を理解しました。あてはまるものに印を付けてください。".to_owned()),
        statements: vec![
            "見つかった遺伝子の変化と、おすすめされた治療（EGFR L858R に対する薬など）の内容".to_owned(),
            "薬が見つかっても使えない場合や、費用が高くなる場合があること".to_owned(),
            "生まれつきの変化が疑われる場合に、確認検査と遺伝カウンセリングを受けられること".to_owned(),
        ],
        signatures: vec!["ご本人".to_owned(), "説明した医師".to_owned(), "同席者".to_owned()],
        foot: "症例番号 SYN-2026-0042　第3版　内容 b3cc0475bb78".to_owned(),
        dated_on: date(2026, 12, 1),
    }
}

#[test]
fn every_string_of_the_form_is_on_its_one_page() {
    let content = sheet();
    let pages = poppler::pages(&RENDERER.confirmation_sheet(&content).unwrap());
    assert_eq!(pages.len(), 1);
    let facts = content.facts.iter().flat_map(|fact| [&fact.label, &fact.value]);
    let texts = content.statements.iter().chain(&content.signatures).chain(&content.lead).chain(facts);
    for text in texts.chain([&content.title, &content.foot]) {
        assert!(pages[0].contains(&without_space(text)), "not printed: {text}");
    }
    for words in ["検証用・診療に使用しないでください", "合成データ（実在の人物ではありません）"]
    {
        assert_eq!(pages[0].matches(words).count(), 1);
    }
    assert_eq!(pages[0].matches("年月日").count(), content.signatures.len());
}

#[test]
fn the_form_embeds_reduced_fonts_and_claims_no_standard() {
    let pdf = RENDERER.confirmation_sheet(&sheet()).unwrap();
    for font in poppler::fonts(&pdf) {
        let columns: Vec<&str> = font.split_whitespace().collect();
        assert_eq!(columns[1..7], ["CID", "TrueType", "Identity-H", "yes", "yes", "yes"], "{font}");
    }
    assert!(pdf.len() < 300_000, "{} bytes: fonts are not reduced", pdf.len());
    assert!(!String::from_utf8_lossy(&pdf).contains("PDFX"));
}

#[test]
fn no_word_of_the_form_lies_on_another() {
    let words = poppler::words(&RENDERER.confirmation_sheet(&sheet()).unwrap()).concat();
    for (index, word) in words.iter().enumerate() {
        assert!(word.left >= 59.0 && word.right <= 537.0 && word.bottom < 821.0, "{word:?}");
        for other in &words[index + 1..] {
            assert!(!super::geometry::overlap(word, other), "{word:?} lies on {other:?}");
        }
    }
}

#[test]
fn the_same_form_gives_the_same_bytes() {
    let first = RENDERER.confirmation_sheet(&sheet()).unwrap();
    assert_eq!(first, RENDERER.confirmation_sheet(&sheet()).unwrap());
    let other = FormContent { foot: "第4版".to_owned(), ..sheet() };
    assert_ne!(first, RENDERER.confirmation_sheet(&other).unwrap());
}

#[test]
fn a_form_that_is_too_long_or_cannot_be_drawn_is_refused() {
    let long = FormContent { statements: vec!["長い文。".repeat(40); 30], ..sheet() };
    assert!(matches!(RENDERER.confirmation_sheet(&long), Err(RenderError::FormTooLong)));
    let undrawn = FormContent { foot: "🧬".to_owned(), ..sheet() };
    let error = RENDERER.confirmation_sheet(&undrawn).unwrap_err();
    assert!(matches!(error, RenderError::MissingGlyph { code_point: 0x1F9EC, .. }), "{error}");
}

/// More rows than one page holds, with a long cell in each tenth.
pub(super) fn record() -> RecordContent {
    let row = |number: u32| {
        let about = if number.is_multiple_of(10) {
            "a long description of a synthetic case. ".repeat(4)
        } else {
            "short".to_owned()
        };
        vec![format!("RH-{number:02}"), format!("{number}/{number}"), "0/1".to_owned(), "一致".to_owned(), about]
    };
    let FormContent { schema, title, marks, facts, signatures, foot, dated_on, .. } = sheet();
    RecordContent {
        schema,
        title,
        marks,
        facts,
        verdict: "すべて満たしました。".to_owned(),
        lead: vec!["数字の意味。".repeat(20)],
        columns: ["症例", "高", "低", "結果", "内容"].map(str::to_owned).to_vec(),
        rows: (1..=90).map(row).collect(),
        remarks_heading: "相違".to_owned(),
        remarks: (1..=40).map(|number| format!("相違その{number}。{}", "長い説明。".repeat(12))).collect(),
        signatures,
        foot,
        dated_on,
    }
}

#[test]
fn every_row_and_remark_of_a_record_is_printed_once_and_headings_and_foot_on_every_page_of_rows() {
    let content = record();
    let pdf = RENDERER.record_sheet(&content).unwrap();
    let pages = poppler::pages(&pdf);
    assert!(pages.len() >= 3, "{} pages", pages.len());
    let all = pages.concat();
    for text in content.rows.iter().map(|row| &row[0]).chain(&content.remarks).chain(&content.signatures) {
        assert_eq!(all.matches(&without_space(text)).count(), 1, "{text}");
    }
    for page in &pages {
        assert!(page.contains(&without_space(&content.foot)));
        assert!(!page.contains("RH-") || page.contains(&content.columns.concat()), "rows without headings: {page}");
    }
    assert_eq!(pdf, RENDERER.record_sheet(&record()).unwrap());
    let uneven = RecordContent { rows: vec![vec!["RH-01".to_owned()]], ..record() };
    assert!(matches!(RENDERER.record_sheet(&uneven), Err(RenderError::Layout { .. })));
}

#[test]
fn no_word_of_a_record_lies_on_another_or_beyond_the_page() {
    for words in poppler::words(&RENDERER.record_sheet(&record()).unwrap()) {
        for (index, word) in words.iter().enumerate() {
            assert!(word.left >= 59.0 && word.right <= 537.0 && word.bottom < 821.0, "{word:?}");
            for other in &words[index + 1..] {
                assert!(!super::geometry::overlap(word, other), "{word:?} lies on {other:?}");
            }
        }
    }
}
