//! The columns of a C-CAT table of cases that have a place of their own, and what the others speak about.

use model::stated_fact::FactTopic;

use crate::table::{Table, column_key};

/// The end of a column that holds the words of the code beside it.
pub(super) const WORDS: &str = "名称";

/// Places of the columns; the table may lack any of them but the patient's identifier.
pub(super) struct Columns {
    pub(super) patient: usize,
    pub(super) registration: Option<usize>,
    pub(super) name: Option<usize>,
    pub(super) kana: Option<usize>,
    pub(super) hospital_id: Option<usize>,
    pub(super) born_on: Option<usize>,
    pub(super) sex: Option<usize>,
    pub(super) tumor: Option<usize>,
    pub(super) tumor_after: Option<usize>,
    pub(super) pathology: Option<usize>,
    pub(super) ecog_ps: Option<usize>,
    pub(super) specimen_kind: Option<usize>,
    pub(super) tumor_content: Option<usize>,
    pub(super) collected_on: Option<usize>,
    pub(super) site: Option<usize>,
    /// Treatments before the expert panel, and after it.
    pub(super) regimens: [Regimen; 2],
}

/// Places of the columns of one treatment.
pub(super) struct Regimen {
    pub(super) line: Option<usize>,
    pub(super) name: Option<usize>,
    /// Drug names, the preferred spelling first: Japanese before English, generic before brand.
    pub(super) drugs: [Option<usize>; 4],
    pub(super) started_on: Option<usize>,
    pub(super) ended_on: Option<usize>,
    pub(super) ended_because: Option<usize>,
    pub(super) best_response: Option<usize>,
}

/// Whether a header line belongs to a table of cases.
pub(crate) fn is_header(line: &str) -> bool {
    let keys: Vec<String> = line.split(',').map(column_key).collect();
    let has = |wanted: &str| keys.iter().any(|key| key.contains(wanted));
    has("ハッシュid") && has("症例基本情報性別")
}

impl Columns {
    pub(super) fn find(table: &Table) -> Result<Self, crate::error::IntakeError> {
        let one = |name: &str| table.column(&[name]);
        let case = |name: &str| table.column(&[&format!("症例{name}")]);
        // The words of a code are preferred to the code.
        let words = |name: &str| table.column(&[&format!("症例{name}{WORDS}"), &format!("症例{name}")]);
        Ok(Self {
            patient: table.needed(&["C-CAT調査結果.基本項目.ハッシュID", "症例.基本項目.ハッシュID", "ハッシュID"])?,
            registration: one("C-CAT調査結果.基本項目.登録ID"),
            name: table.column(&["患者氏名", "氏名"]),
            kana: table.column(&["フリガナ", "カナ氏名"]),
            hospital_id: one("患者ID"),
            born_on: table.column(&["症例.基本情報.生年月日", "生年月日"]),
            sex: words("基本情報性別"),
            tumor: case("基本情報がん種OncoTree"),
            tumor_after: case("症例CGP後がん種情報がん種OncoTree"),
            pathology: case("背景情報病理診断名"),
            ecog_ps: words("背景情報ECOGPS"),
            specimen_kind: words("検体情報検体種別"),
            tumor_content: case("検体情報腫瘍細胞含有割合"),
            collected_on: case("検体情報検体採取日腫瘍組織"),
            site: words("検体情報具体的な採取部位"),
            regimens: ["EP前レジメン情報", "EP後レジメン情報"].map(|group| Regimen {
                line: words(&format!("{group}治療ライン")),
                name: case(&format!("{group}化学療法レジメン名称")),
                drugs: ["薬剤名YJ一般名JP", "薬剤名入力一般名", "薬剤名YJ一般名EN", "薬剤名入力商品名"]
                    .map(|name| case(&format!("{group}{name}"))),
                started_on: case(&format!("{group}投与開始日")),
                ended_on: case(&format!("{group}投与終了日")),
                ended_because: words(&format!("{group}終了理由")),
                best_response: words(&format!("{group}最良総合効果")),
            }),
        })
    }

    /// Whether the column has a place of its own and is no fact to keep beside it.
    pub(super) fn has_place(&self, column: usize) -> bool {
        let own = [
            Some(self.patient),
            self.registration,
            self.name,
            self.kana,
            self.hospital_id,
            self.specimen_kind,
            self.site,
        ];
        let regimens = self.regimens.iter().flat_map(|regimen| {
            let drugs = regimen.drugs.into_iter();
            drugs.chain([
                regimen.line,
                regimen.name,
                regimen.started_on,
                regimen.ended_on,
                regimen.ended_because,
                regimen.best_response,
            ])
        });
        own.into_iter().chain(regimens).any(|place| place == Some(column))
    }
}

/// What a column speaks about, by its group.
pub(super) fn topic(key: &str) -> FactTopic {
    const GROUPS: [(&str, FactTopic); 16] = [
        ("症例基本情報年齢", FactTopic::Age),
        ("症例基本情報生年月日", FactTopic::Age),
        ("症例基本情報がん種", FactTopic::Tumor),
        ("症例症例cgp後", FactTopic::Tumor),
        ("症例背景情報病理診断名", FactTopic::Tumor),
        ("症例背景情報臨床診断名", FactTopic::Tumor),
        ("症例背景情報家族歴", FactTopic::Family),
        ("症例背景情報既知の遺伝性疾患", FactTopic::Family),
        ("症例背景情報初回治療前のステージ", FactTopic::Stage),
        ("症例背景情報", FactTopic::Background),
        ("症例検体情報", FactTopic::Specimen),
        ("症例がん種情報登録時転移", FactTopic::Stage),
        ("症例がん種情報", FactTopic::EarlierTest),
        ("症例ep前レジメン情報", FactTopic::Treatment),
        ("症例ep後レジメン情報", FactTopic::PanelResult),
        ("症例転帰情報", FactTopic::Outcome),
    ];
    if ["副作用", "有害事象", "最悪grade"].iter().any(|word| key.contains(word)) {
        return FactTopic::AdverseEvent;
    }
    GROUPS.iter().find(|(group, _)| key.starts_with(group)).map_or(FactTopic::Other, |(_, topic)| *topic)
}
