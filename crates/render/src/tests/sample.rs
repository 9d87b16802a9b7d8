//! Two rich documents about a person who does not exist. The sentences are there to be set, not to be believed.

use jiff::civil::date;
use model::canonical::ContentHash;
use model::report_content::{
    BadgeLook, Block, Cell, ChapterContent, Column, DocumentKind, Fact, GlossaryTerm, Inline, PageMark, Provenance,
    ReportContent, Sentence, SignatureMark, Tone,
};

/// Looks like markup to every template language we know; must be printed as it stands.
pub(super) const INJECTION: &str = r##"#panic("x") *a* $x$ <l> @r \u{41} #{1+1} [b] //c"##;
/// A surrogate pair, and a kanji with a variation selector.
pub(super) const NAME: &str = "𠮷野 葛\u{e0100}子";
/// Long notation: longer than any cell, with and without separators.
pub(super) const LONG_HGVS: &str =
    "NM_000249.4:c.1852_1854delinsGCACGTTTACGGATCCATTGCAGGCTAAGCTTGACCATGGTTAACCGGATATCGCGGCCGCAAGCTT";
pub(super) const LONG_RANGE: &str = "chr17:39,687,914-39,730,426";

pub(super) fn text(text: &str) -> Inline {
    Inline::Text { text: text.to_owned() }
}

pub(super) fn strong(text: &str) -> Inline {
    Inline::Strong { text: text.to_owned() }
}

pub(super) fn gene(symbol: &str) -> Inline {
    Inline::Gene { text: symbol.to_owned() }
}

pub(super) fn notation(text: &str) -> Inline {
    Inline::Notation { text: text.to_owned() }
}

pub(super) fn ruby(word: &str, reading: &str) -> Inline {
    Inline::Ruby { base: word.to_owned(), reading: reading.to_owned() }
}

pub(super) fn badge(text: &str, look: BadgeLook) -> Inline {
    Inline::Badge { text: text.to_owned(), look }
}

pub(super) fn sentence(text: Vec<Inline>) -> Sentence {
    Sentence { text, sources: Vec::new() }
}

pub(super) fn plain(words: &str) -> Sentence {
    sentence(vec![text(words)])
}

pub(super) fn paragraph(words: &str) -> Block {
    Block::Paragraph { sentences: vec![plain(words)] }
}

pub(super) fn fact(label: &str, value: Vec<Inline>) -> Fact {
    Fact { label: label.to_owned(), value }
}

pub(super) fn cell(lines: Vec<Vec<Inline>>) -> Cell {
    Cell { lines }
}

pub(super) fn column(heading: &str, width: u8) -> Column {
    Column { heading: heading.to_owned(), width }
}

pub(super) fn chapter(id: &str, heading: &str, blocks: Vec<Block>) -> ChapterContent {
    ChapterContent { id: id.to_owned(), heading: heading.to_owned(), blocks }
}

fn note(tone: Tone, title: Option<&str>, sentences: Vec<Sentence>) -> Block {
    Block::Note { tone, title: title.map(str::to_owned), sentences }
}

fn provenance() -> Provenance {
    Provenance {
        case_number: "SYN-2026-0042".to_owned(),
        revision: 3,
        knowledge_release: "kb-2026.11.1".to_owned(),
        engine: "1.4.0".to_owned(),
        software: "0.1.0".to_owned(),
        as_of: date(2026, 11, 20),
        dated_on: date(2026, 11, 25),
    }
}

pub(super) fn signature() -> SignatureMark {
    SignatureMark {
        signer: "髙橋 由美".to_owned(),
        role: "エキスパートパネル座長".to_owned(),
        signed_at: "2026-11-25T01:15:42Z".parse().unwrap(),
        content_hash: ContentHash::of_bytes(b"synthetic"),
        key_fingerprint: "SHA256:4f2a 9c1d 77e0 b3a8 5d61 0e9f c2b4 8a17".to_owned(),
        signature: "c3ludGhldGlj".to_owned(),
    }
}

/// The same content after signing: no longer a draft.
pub(super) fn signed(content: ReportContent) -> ReportContent {
    let marks = content.marks.iter().copied().filter(|mark| *mark != PageMark::Draft).collect();
    ReportContent { marks, ..content }
}

/// One row of the table of findings.
pub(super) fn finding_row(symbol: &str, hgvsc: &str, hgvsp: &str, fraction: &str, level: &str) -> Vec<Cell> {
    let look = match level {
        "A" | "B" => BadgeLook::Strong,
        "R" => BadgeLook::Against,
        "C" | "D" => BadgeLook::Outline,
        _ => BadgeLook::Unconfirmed,
    };
    vec![
        cell(vec![vec![gene(symbol)]]),
        cell(vec![vec![notation(hgvsc)], vec![notation(hgvsp)]]),
        cell(vec![vec![text(fraction)]]),
        cell(vec![vec![badge(level, look)]]),
        cell(vec![
            vec![text("合成キナーゼ阻害薬（架空）")],
            vec![badge("国内承認薬", BadgeLook::Outline), badge("要確認", BadgeLook::Unconfirmed)],
        ]),
        cell(vec![vec![text("架空の第III相試験。対象がん種が一致し、検査で同じ変化を確認した。")]]),
    ]
}

const FINDINGS: [(&str, &str, &str, &str, &str); 12] = [
    ("EGFR", "NM_005228.5:c.2573T>G", "NP_005219.2:p.(Leu858Arg)", "32.1%（214/667）", "A"),
    ("EGFR", "NM_005228.5:c.2369C>T", "NP_005219.2:p.(Thr790Met)", "11.8%（78/661）", "R"),
    ("TP53", "NM_000546.6:c.743G>A", "NP_000537.3:p.(Arg248Gln)", "41.0%（199/485）", "C"),
    (
        "MLH1",
        LONG_HGVS,
        "NP_000240.1:p.(Lys618delinsAlaArgLeuArgIleHisCysArgLeuSerLeuThrMetVal)",
        "18.2%（91/500）",
        "D",
    ),
    ("ERBB2", LONG_RANGE, "増幅（推定コピー数 12）", "—", "B"),
    ("BRAF", "NM_004333.6:c.1799T>A", "NP_004324.2:p.(Val600Glu)", "22.4%（101/451）", "E"),
    ("KRAS", "NM_004985.5:c.35G>A", "NP_004976.2:p.(Gly12Asp)", "8.9%（40/449）", "R"),
    ("PIK3CA", "NM_006218.4:c.3140A>G", "NP_006209.2:p.(His1047Arg)", "15.5%（70/452）", "C"),
    ("APC", "NM_000038.6:c.3927_3931del", "NP_000029.2:p.(Glu1309AspfsTer4)", "38.0%（171/450）", "F"),
    ("CDKN2A", "chr9:21,967,752-21,995,301", "ホモ接合性欠失", "—", "D"),
    ("BRCA2", "NM_000059.4:c.5946del", "NP_000050.3:p.(Ser1982ArgfsTer22)", "52.3%（228/436）", "B"),
    ("NTRK1", "TPM3(NM_153649.4)::NTRK1(NM_002529.4)", "r.1_790::1051_*", "融合リード 48", "A"),
];

fn findings_table() -> Block {
    Block::Table {
        caption: Some("表1　検出された変化と対応する治療（合成）".to_owned()),
        columns: vec![
            column("遺伝子", 9),
            column("変化", 27),
            column("アレル頻度", 12),
            column("レベル", 8),
            column("薬剤・到達性", 20),
            column("根拠", 24),
        ],
        rows: FINDINGS
            .iter()
            .map(|(symbol, c, p, fraction, level)| finding_row(symbol, c, p, fraction, level))
            .collect(),
    }
}

pub(super) fn panel() -> ReportContent {
    ReportContent {
        schema: 1,
        kind: DocumentKind::Panel,
        title: "全ゲノム解析エキスパートパネル報告書".to_owned(),
        subtitle: Some("がん領域　固形がん　解析結果の医学的解釈と推奨".to_owned()),
        head: vec![
            fact("症例番号", vec![text("SYN-2026-0042")]),
            fact("患者", vec![text(NAME), text("（68歳・女性）")]),
            fact("登録がん種", vec![text("肺腺癌（LUAD）")]),
            fact("検査", vec![text("全ゲノム解析（腫瘍・正常ペア）")]),
            fact("検体", vec![text("原発巣・手術検体、腫瘍含有割合 60%")]),
            fact("検体採取日", vec![text("2026年10月2日（令和8年10月2日）")]),
            fact("エキスパートパネル開催日", vec![text("2026年11月24日（令和8年11月24日）")]),
        ],
        chapters: vec![
            chapter(
                "summary",
                "要約",
                vec![
                    note(
                        Tone::Key,
                        Some("推奨される治療があります"),
                        vec![
                            sentence(vec![
                                gene("EGFR"),
                                text("の"),
                                notation("p.(Leu858Arg)"),
                                text("に対し、国内承認薬"),
                                badge("A", BadgeLook::Strong),
                                text("が候補となる。"),
                            ]),
                            sentence(vec![
                                text("同時に検出された"),
                                notation("p.(Thr790Met)"),
                                text("は第一世代薬への耐性"),
                                badge("R", BadgeLook::Against),
                                text("を示すため、薬剤の選択に注意する。"),
                            ]),
                        ],
                    ),
                    Block::Paragraph {
                        sentences: vec![
                            sentence(vec![text(
                                "本例では腫瘍・正常ペアの全ゲノム解析により、12件の変化が報告対象となった。体細胞遺伝子変異量（TMB）は 12.4 変異/Mb、マイクロサテライト不安定性は MSS であった。",
                            )]),
                            sentence(vec![
                                strong("二次的所見の開示希望は「希望する」である。"),
                                text("生殖細胞系列の病的バリアントが疑われる"),
                                gene("BRCA2"),
                                text("の変化については、確認検査と遺伝カウンセリングを行う必要がある。"),
                            ]),
                        ],
                    },
                    Block::Facts {
                        facts: vec![
                            fact("TMB", vec![text("12.4 変異/Mb")]),
                            fact("MSI", vec![text("MSS（検査済み）")]),
                            fact("HRD", vec![text("未評価")]),
                            fact("腫瘍含有割合", vec![text("60%（病理）")]),
                        ],
                    },
                ],
            ),
            chapter(
                "findings",
                "報告対象となった変化",
                vec![
                    paragraph(
                        "アレル頻度は支持リード数／総リード数とともに示す。エビデンスレベルは基準日における知識ベースに基づく。",
                    ),
                    findings_table(),
                    note(
                        Tone::Plain,
                        None,
                        vec![plain(
                            "枠の形はレベルの確からしさを示す。破線は原典の確認が済んでいないことを、下向き三角は効きにくいことを示す。",
                        )],
                    ),
                ],
            ),
            chapter(
                "limits",
                "検査の限界",
                vec![
                    Block::Subheading { text: "評価できなかった領域".to_owned() },
                    Block::List {
                        items: vec![
                            vec![
                                plain("相同性の高い領域（"),
                                sentence(vec![
                                    gene("PMS2"),
                                    text(" の一部など）では、変化があっても見つからないことがある。"),
                                ]),
                            ],
                            vec![plain("カバレッジが 30 未満の位置は「未評価」とし、陰性とはしていない。")],
                            vec![sentence(vec![
                                text("位置の例："),
                                notation(LONG_RANGE),
                                text("、"),
                                notation(LONG_HGVS),
                                text("。"),
                            ])],
                        ],
                    },
                    note(
                        Tone::Caution,
                        Some("確認検査が済むまで治療の根拠にしないでください"),
                        vec![plain(
                            "全ゲノム解析の結果は、確認検査の結果が記録されるまで単独で治療選択の根拠としない。",
                        )],
                    ),
                    Block::Subheading { text: "担当者の記載".to_owned() },
                    paragraph(INJECTION),
                    Block::Paragraph {
                        sentences: vec![sentence(vec![
                            ruby("脊髄小脳変性症", "せきずいしょうのうへんせいしょう"),
                            text("の家族歴は聴取されていない。"),
                            ruby("髙橋", "たかはし"),
                            text("医師が再度確認する。"),
                        ])],
                    },
                ],
            ),
            chapter(
                "glossary",
                "用語",
                vec![Block::Glossary {
                    terms: vec![
                        GlossaryTerm {
                            term: vec![text("エビデンスレベル")],
                            explanation: "治療の効果を示す根拠の強さ。A が最も強く、R は効きにくいことを示す。"
                                .to_owned(),
                        },
                        GlossaryTerm {
                            term: vec![ruby("腫瘍", "しゅよう"), text("含有割合")],
                            explanation: "検体に含まれるがん細胞の割合。".to_owned(),
                        },
                    ],
                }],
            ),
            chapter(
                "confirmation",
                "確認",
                vec![Block::SignatureLines {
                    labels: vec!["座長".to_owned(), "主治医".to_owned(), "臨床遺伝専門医".to_owned()],
                }],
            ),
        ],
        marks: vec![PageMark::Draft, PageMark::NotForClinicalUse, PageMark::Synthetic],
        provenance: provenance(),
    }
}

pub(super) fn patient() -> ReportContent {
    ReportContent {
        schema: 1,
        kind: DocumentKind::Patient,
        title: "遺伝子の検査結果のご説明".to_owned(),
        subtitle: Some("この説明書は、担当の医師と一緒に読むために作られています。".to_owned()),
        head: vec![
            fact("お名前", vec![ruby("𠮷野", "よしの"), text(" "), ruby("葛\u{e0100}子", "かつこ"), text(" 様")]),
            fact("患者ID", vec![text("00012345")]),
            fact("生年月日", vec![text("1958年3月4日（昭和33年3月4日）")]),
            fact("説明する日", vec![text("2026年12月1日（令和8年12月1日）")]),
            fact("病院", vec![text("しるべ総合病院（架空）　腫瘍内科")]),
            fact("担当の医師", vec![text("髙橋 由美")]),
        ],
        chapters: vec![
            chapter(
                "about",
                "この説明書について",
                vec![paragraph(
                    "この説明書は、あなたのがん細胞と血液の遺伝子を調べた結果を、できるだけ分かりやすい言葉でまとめたものです。分からない言葉や心配なことがあれば、どんなことでも担当の医師や遺伝カウンセラーにお尋ねください。",
                )],
            ),
            chapter(
                "result",
                "検査の結果（まとめ）",
                vec![
                    note(
                        Tone::Key,
                        Some("あなたに合う可能性のあるお薬が見つかりました"),
                        vec![
                            sentence(vec![
                                text("がん細胞に、"),
                                strong("EGFR という遺伝子の変化"),
                                text("が見つかりました。"),
                            ]),
                            plain("この変化がある肺がんに使うことができる、国が承認したお薬があります。"),
                        ],
                    ),
                    Block::Paragraph {
                        sentences: vec![
                            sentence(vec![
                                text("この変化は、がん細胞だけに起きた変化です。"),
                                strong("お子さんに伝わることはありません。"),
                            ]),
                            sentence(vec![
                                text("一方、血液からは"),
                                ruby("遺伝性腫瘍", "いでんせいしゅよう"),
                                text(
                                    "に関係する可能性のある変化も見つかりました。くわしくは「ご家族へ」をご覧ください。",
                                ),
                            ]),
                        ],
                    },
                    Block::Table {
                        caption: Some("見つかった遺伝子の変化".to_owned()),
                        columns: vec![column("遺伝子", 16), column("変化", 32), column("どんな変化か", 52)],
                        rows: vec![
                            vec![
                                cell(vec![vec![gene("EGFR")]]),
                                cell(vec![vec![notation("L858R")]]),
                                cell(vec![vec![
                                    text("がん細胞が増える合図が出続ける変化です。"),
                                    badge("お薬あり", BadgeLook::Strong),
                                ]]),
                            ],
                            vec![
                                cell(vec![vec![gene("MLH1")]]),
                                cell(vec![vec![notation(LONG_HGVS)]]),
                                cell(vec![vec![text("いまの知識では、病気と関係するか分からない変化です。")]]),
                            ],
                            vec![
                                cell(vec![vec![gene("BRCA2")]]),
                                cell(vec![vec![notation("S1982fs")]]),
                                cell(vec![vec![
                                    text("生まれつき持っている可能性のある変化です。"),
                                    badge("確認検査", BadgeLook::Unconfirmed),
                                ]]),
                            ],
                        ],
                    },
                ],
            ),
            chapter(
                "treatment",
                "おすすめの治療",
                vec![
                    Block::Subheading { text: "専門家の会議で話し合ったこと".to_owned() },
                    Block::List {
                        items: vec![
                            vec![plain(
                                "国が承認したお薬（健康保険が使えます）について、担当の医師から説明があります。",
                            )],
                            vec![plain(
                                "お薬が見つかっても、体の状態によって使えない場合や、費用が高くなる場合があります。",
                            )],
                            vec![plain(
                                "治験（国の承認を目指して薬の効果と安全性を確かめる試験）に参加できるかどうかは、別に確かめる必要があります。",
                            )],
                        ],
                    },
                    note(
                        Tone::Caution,
                        Some("自己判断でお薬を変えないでください"),
                        vec![plain(
                            "この結果だけで、いまのお薬をやめたり変えたりしないでください。かならず担当の医師に相談してください。",
                        )],
                    ),
                ],
            ),
            chapter(
                "family",
                "ご家族へ",
                vec![
                    paragraph(
                        "血液から見つかった変化は、血縁のご家族と共有している可能性があります。まず、結果を確かめるためのもう一度の検査（確認検査）を行います。ご家族の検査は、希望された方だけが受けることができます。",
                    ),
                    note(
                        Tone::Plain,
                        Some("相談できるところ"),
                        vec![plain("遺伝カウンセリング外来（予約制）。費用と日程は窓口でご案内します。")],
                    ),
                ],
            ),
            chapter(
                "next",
                "次に行うこと",
                vec![Block::Facts {
                    facts: vec![
                        fact("次の受診", vec![text("2026年12月1日（令和8年12月1日） 10時")]),
                        fact("確認検査", vec![text("採血（約5 mL）。結果まで約4週間です。")]),
                        fact("遺伝カウンセリング", vec![text("確認検査の結果が出たあと")]),
                    ],
                }],
            ),
            chapter(
                "glossary",
                "用語の説明",
                vec![Block::Glossary {
                    terms: vec![
                        GlossaryTerm {
                            term: vec![ruby("遺伝子", "いでんし")],
                            explanation: "体の設計図の一つひとつの部品です。".to_owned(),
                        },
                        GlossaryTerm {
                            term: vec![text("エキスパートパネル")],
                            explanation: "結果の意味と治療について話し合う、専門家の会議です。".to_owned(),
                        },
                        GlossaryTerm {
                            term: vec![ruby("治験", "ちけん")],
                            explanation: "国の承認を目指して薬の効果と安全性を確かめる試験です。".to_owned(),
                        },
                    ],
                }],
            ),
            chapter(
                "confirmation",
                "説明を受けた記録",
                vec![
                    paragraph("この結果について説明を受け、内容を理解しました。"),
                    Block::SignatureLines { labels: vec!["ご本人".to_owned(), "説明した医師".to_owned()] },
                ],
            ),
        ],
        marks: vec![PageMark::Draft, PageMark::NotForClinicalUse, PageMark::Synthetic],
        provenance: provenance(),
    }
}
