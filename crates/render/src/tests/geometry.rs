//! Nothing leaves the page, touches its neighbour or is cut off.

use model::report_content::{BadgeLook, Block, DocumentKind, ReportContent};

use super::poppler::{self, Word};
use super::sample::{self, badge, cell, column, gene, notation, ruby, text};
use super::{RENDERER, poppler::without_space};

/// Left, right and lower edge of the text area in points, from the style of the document.
fn edges(kind: DocumentKind) -> (f64, f64, f64) {
    let mm = 72.0 / 25.4;
    let (side, foot) = match kind {
        DocumentKind::Panel => (19.0, 24.0),
        DocumentKind::Patient => (23.0, 26.0),
    };
    (side * mm, (210.0 - side) * mm, (297.0 - foot) * mm)
}

fn unmarked(content: ReportContent) -> ReportContent {
    ReportContent { marks: Vec::new(), ..content }
}

/// The box without the empty half of full-width punctuation, which may be set solid against its neighbour.
fn inked(word: &Word) -> Word {
    let half = (word.bottom - word.top) / 2.0;
    let opens = word.text.starts_with(['（', '「', '『', '【', '〔', '［']);
    let closes = word.text.ends_with(['）', '」', '』', '】', '〕', '］', '、', '。']);
    let left = if opens { word.left + half } else { word.left };
    let right = if closes { word.right - half } else { word.right };
    Word { left, right, ..word.clone() }
}

pub(super) fn overlap(one: &Word, other: &Word) -> bool {
    let across = one.right.min(other.right) - one.left.max(other.left);
    let down = one.bottom.min(other.bottom) - one.top.max(other.top);
    let height = (one.bottom - one.top).min(other.bottom - other.top);
    across > 0.5 && down > height * 0.2
}

/// The words of each page with what is drawn of them.
fn inked_words(pdf: &[u8]) -> Vec<Vec<Word>> {
    poppler::words(pdf).iter().map(|page| page.iter().map(inked).collect()).collect()
}

fn assert_within_and_apart(content: &ReportContent, pdf: &[u8]) {
    let (left, right, _) = edges(content.kind);
    for (index, page) in inked_words(pdf).iter().enumerate() {
        for (position, word) in page.iter().enumerate() {
            assert!(word.left >= left - 0.5 && word.right <= right + 0.5, "page {}: outside: {word:?}", index + 1);
            assert!(word.top >= 20.0 && word.bottom <= 841.9 - 20.0, "page {}: outside: {word:?}", index + 1);
            for other in &page[position + 1..] {
                assert!(!overlap(word, other), "page {}: {word:?} lies on {other:?}", index + 1);
            }
        }
    }
}

#[test]
fn no_word_leaves_the_margins_or_lies_on_another() {
    for content in [unmarked(sample::panel()), unmarked(sample::patient())] {
        assert_within_and_apart(&content, &RENDERER.pdf(&content, None).unwrap());
    }
}

pub(super) fn narrow_table() -> Block {
    let long = "Trastuzumabderuxtecannxkiwithoutanyspace";
    Block::Table {
        caption: None,
        columns: vec![column("甲", 1), column("乙", 1), column("丙", 1), column("丁", 5)],
        rows: vec![
            vec![
                cell(vec![vec![notation(sample::LONG_HGVS)]]),
                cell(vec![vec![text(sample::LONG_RANGE)]]),
                cell(vec![vec![text("32.1%（214/667）「NM_000249.4」")]]),
                cell(vec![vec![text("右")]]),
            ],
            vec![
                cell(vec![vec![text(long)]]),
                cell(vec![vec![badge("国内承認薬（同一がん種・要確認）", BadgeLook::Against)]]),
                cell(vec![vec![ruby("脊髄小脳変性症家族性痙性対麻痺", "せきずいしょうのうへんせいしょう")]]),
                cell(vec![vec![text("右")]]),
            ],
            vec![
                cell(vec![vec![gene("ENSG00000283697LONGSYMBOL")]]),
                cell(vec![vec![badge("Trastuzumabderuxtecan", BadgeLook::Strong)]]),
                cell(vec![vec![notation("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]]),
                cell(vec![vec![text("右")]]),
            ],
        ],
    }
}

#[test]
fn a_narrow_column_keeps_to_itself_whatever_stands_in_it() {
    for kind in DocumentKind::ALL {
        let content = ReportContent { kind, ..sample::small(vec![narrow_table()]) };
        let pdf = RENDERER.pdf(&content, None).unwrap();
        assert_within_and_apart(&content, &pdf);
        let words = inked_words(&pdf).concat();
        let head = |text: &str| words.iter().find(|word| word.text == text).unwrap();
        let end = words.iter().find(|word| word.text == "メモ").map_or(700.0, |word| word.top);
        for name in ["乙", "丙", "丁"] {
            let edge = head(name).left;
            for word in words.iter().filter(|word| word.top > head(name).bottom && word.bottom < end) {
                assert!(
                    word.left >= edge - 0.5 || word.right <= edge - 2.0,
                    "{kind:?}: {word:?} crosses `{name}` {edge}"
                );
            }
        }
        let text = poppler::pages(&pdf).concat();
        for whole in [sample::LONG_HGVS, sample::LONG_RANGE, "Trastuzumabderuxtecannxkiwithoutanyspace"] {
            assert!(text.contains(whole), "{whole} can still be found and copied");
        }
    }
}

#[test]
fn a_row_taller_than_a_page_goes_on_overleaf() {
    let opinion = "担当者の長い意見がここに続く。".repeat(400);
    let row = vec![cell(vec![vec![text("意見")]]), cell(vec![vec![text(&opinion)]])];
    let table =
        Block::Table { caption: None, columns: vec![column("項目", 1), column("内容", 2)], rows: vec![row] };
    let content = sample::small(vec![table]);
    let pdf = RENDERER.pdf(&content, None).unwrap();
    let (_, _, foot) = edges(content.kind);
    let pages = poppler::words(&pdf);
    assert!(pages.len() > 2);
    let opinions = pages.iter().flatten().filter(|word| word.text.contains("担当者"));
    assert!(opinions.clone().all(|word| word.bottom <= foot + 1.0));
    let printed: usize = poppler::pages(&pdf).iter().map(|page| page.matches("意見がここに続く").count()).sum();
    assert!(printed > 390, "only sentences at a page break may be parted: {printed}");
}

#[test]
fn a_note_longer_than_a_page_goes_on_overleaf() {
    let words = "長い注意書きが続く。".repeat(300);
    for kind in DocumentKind::ALL {
        let note = sample::note(model::report_content::Tone::Caution, Some("題"), vec![sample::plain(&words)]);
        let content = ReportContent { kind, ..sample::small(vec![note]) };
        let pdf = RENDERER.pdf(&content, None).unwrap();
        let (_, _, foot) = edges(kind);
        let pages = poppler::words(&pdf);
        assert!(pages.len() > 1);
        assert!(
            pages.iter().flatten().filter(|word| word.text.contains("注意書き")).all(|word| word.bottom <= foot + 1.0)
        );
    }
}

#[test]
fn a_heading_is_never_the_last_line_of_a_page() {
    for lines in 0..40 {
        let filler = "行を埋める文。\n".repeat(lines);
        let mut content = sample::small(vec![sample::paragraph(&format!("{filler}終わり"))]);
        let long = sample::chapter("next", "見出し", vec![sample::subheading("小見出し"), sample::paragraph("続き")]);
        content.chapters.push(long);
        let pages = poppler::pages(&RENDERER.pdf(&content, None).unwrap());
        let together = pages.iter().any(|page| page.contains("2見出し小見出し続き"));
        assert!(together, "{lines} lines: {pages:?}");
    }
}

#[test]
fn four_hundred_and_twenty_rows_are_set() {
    let row = |number: usize| {
        let coding = format!("NM_000546.6:c.{}G>A", number + 1);
        let protein = format!("NP_000537.3:p.(Arg{}Gln)", number / 3 + 1);
        sample::finding_row(["TP53", &coding, &protein, "41.0%（199/485）", "C"])
    };
    let table = Block::Table { caption: None, columns: sample::findings_columns(), rows: (0..420).map(row).collect() };
    let content = sample::small(vec![table]);
    let pdf = RENDERER.pdf(&content, None).unwrap();
    let pages = poppler::pages(&pdf);
    assert!(pages.len() > 25, "{}", pages.len());
    let heads = pages.iter().filter(|page| page.contains("遺伝子変化アレル頻度レベル薬剤・到達性根拠")).count();
    assert_eq!(heads, pages.len());
    let text = pages.concat();
    for number in 0..420 {
        assert!(text.contains(&without_space(&format!("NM_000546.6:c.{}G>A", number + 1))), "{number}");
    }
    assert!(pages.last().unwrap().contains(&format!("{0}/{0}", pages.len())));
}
