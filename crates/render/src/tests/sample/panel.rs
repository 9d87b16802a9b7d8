//! The panel's report.

use super::*;

/// One row of the table of findings.
pub(crate) fn finding_row([symbol, coding, protein, fraction, level]: [&str; 5]) -> Vec<Cell> {
    let look = match level {
        "A" | "B" => BadgeLook::Strong,
        "R" => BadgeLook::Against,
        "C" | "D" => BadgeLook::Outline,
        _ => BadgeLook::Unconfirmed,
    };
    let access = vec![badge("国内承認薬", BadgeLook::Outline), badge("要確認", BadgeLook::Unconfirmed)];
    vec![
        cell(vec![vec![gene(symbol)]]),
        cell(vec![vec![notation(coding)], vec![notation(protein)]]),
        cell(vec![vec![text(fraction)]]),
        cell(vec![vec![badge(level, look)]]),
        cell(vec![vec![text("合成キナーゼ阻害薬（架空）")], access]),
        cell(vec![vec![text("架空の第III相試験。対象がん種が一致し、検査で同じ変化を確認した。")]]),
    ]
}

const FINDINGS: [[&str; 5]; 12] = [
    ["EGFR", "NM_005228.5:c.2573T>G", "NP_005219.2:p.(Leu858Arg)", "32.1%（214/667）", "A"],
    ["EGFR", "NM_005228.5:c.2369C>T", "NP_005219.2:p.(Thr790Met)", "11.8%（78/661）", "R"],
    ["TP53", "NM_000546.6:c.743G>A", "NP_000537.3:p.(Arg248Gln)", "41.0%（199/485）", "C"],
    [
        "MLH1",
        LONG_HGVS,
        "NP_000240.1:p.(Lys618delinsAlaArgLeuArgIleHisCysArgLeuSerLeuThrMetVal)",
        "18.2%（91/500）",
        "D",
    ],
    ["ERBB2", LONG_RANGE, "増幅（推定コピー数 12）", "—", "B"],
    ["BRAF", "NM_004333.6:c.1799T>A", "NP_004324.2:p.(Val600Glu)", "22.4%（101/451）", "E"],
    ["KRAS", "NM_004985.5:c.35G>A", "NP_004976.2:p.(Gly12Asp)", "8.9%（40/449）", "R"],
    ["PIK3CA", "NM_006218.4:c.3140A>G", "NP_006209.2:p.(His1047Arg)", "15.5%（70/452）", "C"],
    ["APC", "NM_000038.6:c.3927_3931del", "NP_000029.2:p.(Glu1309AspfsTer4)", "38.0%（171/450）", "F"],
    ["CDKN2A", "chr9:21,967,752-21,995,301", "ホモ接合性欠失", "—", "D"],
    ["BRCA2", "NM_000059.4:c.5946del", "NP_000050.3:p.(Ser1982ArgfsTer22)", "52.3%（228/436）", "B"],
    ["NTRK1", "TPM3(NM_153649.4)::NTRK1(NM_002529.4)", "r.1_790::1051_*", "融合リード 48", "A"],
];

pub(crate) fn findings_columns() -> Vec<Column> {
    vec![
        column("遺伝子", 9),
        column("変化", 26),
        column("アレル頻度", 14),
        column("レベル", 8),
        column("薬剤・到達性", 20),
        column("根拠", 23),
    ]
}

pub(crate) fn panel() -> ReportContent {
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
            chapter("summary", "要約", summary()),
            chapter("findings", "報告対象となった変化", findings()),
            chapter("limits", "検査の限界", limits()),
            chapter("glossary", "用語", vec![Block::Glossary { terms: terms() }]),
            chapter("confirmation", "確認", vec![signature_lines(&["座長", "主治医", "臨床遺伝専門医"])]),
        ],
        marks: vec![PageMark::Draft, PageMark::NotForClinicalUse, PageMark::Synthetic],
        provenance: provenance(),
    }
}

fn summary() -> Vec<Block> {
    let key = vec![
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
    ];
    let background = "本例では腫瘍・正常ペアの全ゲノム解析により、12件の変化が報告対象となった。体細胞遺伝子変異量（TMB）は 12.4 変異/Mb、マイクロサテライト不安定性は MSS であった。";
    let secondary = vec![
        strong("二次的所見の開示希望は「希望する」である。"),
        text("生殖細胞系列の病的バリアントが疑われる"),
        gene("BRCA2"),
        text("の変化については、確認検査と遺伝カウンセリングを行う必要がある。"),
    ];
    vec![
        note(Tone::Key, Some("推奨される治療があります"), key),
        Block::Paragraph { sentences: vec![plain(background), sentence(secondary)] },
        Block::Facts {
            facts: vec![
                fact("TMB", vec![text("12.4 変異/Mb")]),
                fact("MSI", vec![text("MSS（検査済み）")]),
                fact("HRD", vec![text("未評価")]),
                fact("腫瘍含有割合", vec![text("60%（病理）")]),
            ],
        },
    ]
}

fn findings() -> Vec<Block> {
    vec![
        paragraph(
            "アレル頻度は支持リード数／総リード数とともに示す。エビデンスレベルは基準日における知識ベースに基づく。",
        ),
        Block::Table {
            caption: Some("表1　検出された変化と対応する治療（合成）".to_owned()),
            columns: findings_columns(),
            rows: FINDINGS.into_iter().map(finding_row).collect(),
        },
        note(
            Tone::Plain,
            None,
            vec![plain(
                "枠の形は確からしさを示す。破線は原典の確認が済んでいないことを、下向き三角は効きにくいことを示す。",
            )],
        ),
    ]
}

fn limits() -> Vec<Block> {
    let homologous = vec![
        plain("相同性の高い領域（"),
        sentence(vec![gene("PMS2"), text(" の一部など）では、変化があっても見つからないことがある。")]),
    ];
    let places = sentence(vec![text("位置の例："), notation(LONG_RANGE), text("、"), notation(LONG_HGVS), text("。")]);
    let history = sentence(vec![
        ruby("脊髄小脳変性症", "せきずいしょうのうへんせいしょう"),
        text("の家族歴は聴取されていない。"),
        ruby("髙橋", "たかはし"),
        text("医師が再度確認する。"),
    ]);
    let items =
        vec![homologous, vec![plain("カバレッジが 30 未満の位置は「未評価」とし、陰性とはしていない。")], vec![places]];
    vec![
        subheading("評価できなかった領域"),
        Block::List { items },
        note(
            Tone::Caution,
            Some("確認検査が済むまで治療の根拠にしないでください"),
            vec![plain("全ゲノム解析の結果は、確認検査の結果が記録されるまで単独で治療選択の根拠としない。")],
        ),
        subheading("担当者の記載"),
        paragraph(INJECTION),
        Block::Paragraph { sentences: vec![history] },
    ]
}

fn terms() -> Vec<GlossaryTerm> {
    vec![
        term(vec![text("エビデンスレベル")], "治療の効果を示す根拠の強さ。A が最も強く、R は効きにくいことを示す。"),
        term(vec![ruby("腫瘍", "しゅよう"), text("含有割合")], "検体に含まれるがん細胞の割合。"),
    ]
}
