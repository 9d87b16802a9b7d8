//! The patient's explanation.

use super::*;

pub(crate) fn patient() -> ReportContent {
    let name = vec![ruby("𠮷野", "よしの"), text(" "), ruby("葛\u{e0100}子", "かつこ"), text(" 様")];
    ReportContent {
        schema: 1,
        kind: DocumentKind::Patient,
        title: "遺伝子の検査結果のご説明".to_owned(),
        subtitle: Some("この説明書は、担当の医師と一緒に読むために作られています。".to_owned()),
        head: vec![
            fact("お名前", name),
            fact("患者ID", vec![text("00012345")]),
            fact("生年月日", vec![text("1958年3月4日（昭和33年3月4日）")]),
            fact("説明する日", vec![text("2026年12月1日（令和8年12月1日）")]),
            fact("病院", vec![text("しるべ総合病院（架空）　腫瘍内科")]),
            fact("担当の医師", vec![text("髙橋 由美")]),
        ],
        chapters: vec![
            chapter("about", "この説明書について", about()),
            chapter("result", "検査の結果（まとめ）", result()),
            chapter("treatment", "おすすめの治療", treatment()),
            chapter("family", "ご家族へ", family()),
            chapter("next", "次に行うこと", next()),
            chapter("glossary", "用語の説明", vec![Block::Glossary { terms: terms() }]),
            chapter("confirmation", "説明を受けた記録", confirmation()),
        ],
        marks: vec![PageMark::Draft, PageMark::NotForClinicalUse, PageMark::Synthetic],
        provenance: provenance(),
    }
}

fn about() -> Vec<Block> {
    vec![Block::Paragraph {
        sentences: vec![
            plain(
                "この説明書は、あなたのがん細胞と血液の遺伝子を調べた結果を、できるだけ分かりやすい言葉でまとめたものです。",
            ),
            plain("分からない言葉や心配なことがあれば、どんなことでも担当の医師や遺伝カウンセラーにお尋ねください。"),
        ],
    }]
}

fn result() -> Vec<Block> {
    let key = vec![
        sentence(vec![text("がん細胞に、"), strong("EGFR という遺伝子の変化"), text("が見つかりました。")]),
        plain("この変化がある肺がんに使うことができる、国が承認したお薬があります。"),
    ];
    let somatic = sentence(vec![
        text("この変化は、がん細胞だけに起きた変化です。"),
        strong("お子さんに伝わることはありません。"),
    ]);
    let germline = sentence(vec![
        text("一方、血液からは"),
        ruby("遺伝性腫瘍", "いでんせいしゅよう"),
        text("に関係する可能性のある変化も見つかりました。くわしくは「ご家族へ」をご覧ください。"),
    ]);
    let row = |symbol: &str, change: &str, words: &str, mark: Option<Inline>| {
        let meaning = std::iter::once(text(words)).chain(mark).collect();
        vec![cell(vec![vec![gene(symbol)]]), cell(vec![vec![notation(change)]]), cell(vec![meaning])]
    };
    let drug = badge("お薬あり", BadgeLook::Strong);
    let to_confirm = badge("確認検査", BadgeLook::Unconfirmed);
    vec![
        note(Tone::Key, Some("あなたに合う可能性のあるお薬が見つかりました"), key),
        Block::Paragraph { sentences: vec![somatic, germline] },
        Block::Table {
            caption: Some("見つかった遺伝子の変化".to_owned()),
            columns: vec![column("遺伝子", 16), column("変化", 32), column("どんな変化か", 52)],
            rows: vec![
                row("EGFR", "L858R", "がん細胞が増える合図が出続ける変化です。", Some(drug)),
                row("MLH1", LONG_HGVS, "いまの知識では、病気と関係するか分からない変化です。", None),
                row("BRCA2", "S1982fs", "生まれつき持っている可能性のある変化です。", Some(to_confirm)),
            ],
        },
    ]
}

fn treatment() -> Vec<Block> {
    vec![
        subheading("専門家の会議で話し合ったこと"),
        bullets(&[
            "国が承認したお薬（健康保険が使えます）について、担当の医師から説明があります。",
            "お薬が見つかっても、体の状態によって使えない場合や、費用が高くなる場合があります。",
            "治験（国の承認を目指して薬の効果と安全性を確かめる試験）に参加できるかどうかは、別に確かめる必要があります。",
        ]),
        note(
            Tone::Caution,
            Some("自己判断でお薬を変えないでください"),
            vec![
                plain("この結果だけで、いまのお薬をやめたり変えたりしないでください。"),
                plain("かならず担当の医師に相談してください。"),
            ],
        ),
    ]
}

fn family() -> Vec<Block> {
    vec![
        Block::Paragraph {
            sentences: vec![
                plain("血液から見つかった変化は、血縁のご家族と共有している可能性があります。"),
                plain("まず、結果を確かめるためのもう一度の検査（確認検査）を行います。"),
                plain("ご家族の検査は、希望された方だけが受けることができます。"),
            ],
        },
        note(
            Tone::Plain,
            Some("相談できるところ"),
            vec![plain("遺伝カウンセリング外来（予約制）。費用と日程は窓口でご案内します。")],
        ),
    ]
}

fn next() -> Vec<Block> {
    vec![Block::Facts {
        facts: vec![
            fact("次の受診", vec![text("2026年12月1日（令和8年12月1日） 10時")]),
            fact("確認検査", vec![text("採血（約5 mL）。結果まで約4週間です。")]),
            fact("遺伝カウンセリング", vec![text("確認検査の結果が出たあと")]),
        ],
    }]
}

fn terms() -> Vec<GlossaryTerm> {
    vec![
        term(vec![ruby("遺伝子", "いでんし")], "体の設計図の一つひとつの部品です。"),
        term(vec![text("エキスパートパネル")], "結果の意味と治療について話し合う、専門家の会議です。"),
        term(vec![ruby("治験", "ちけん")], "国の承認を目指して薬の効果と安全性を確かめる試験です。"),
    ]
}

fn confirmation() -> Vec<Block> {
    vec![paragraph("この結果について説明を受け、内容を理解しました。"), signature_lines(&["ご本人", "説明した医師"])]
}
