//! The columns of C-CAT's table of results, and what they speak about.

use model::stated_fact::FactTopic;

use crate::error::IntakeError;
use crate::table::{Table, column_key};

/// What stands before every column name, as a key.
const PREFIX: &str = "ccat調査結果";
const SUMMARY: &str = "サマリ";

/// Places of the columns; the table may lack most of them.
pub(super) struct Columns {
    pub(super) patient: usize,
    pub(super) registration: Option<usize>,
    pub(super) collected_on: Option<usize>,
    pub(super) panel: Option<usize>,
    pub(super) kind: usize,
    pub(super) origin: Option<usize>,
    pub(super) marker: usize,
    pub(super) gene: Option<usize>,
    pub(super) change: Option<usize>,
    pub(super) fraction: Option<usize>,
    pub(super) copies: Option<usize>,
    pub(super) transcript: Option<usize>,
    pub(super) contig: Option<usize>,
    pub(super) position: Option<usize>,
    pub(super) reference: Option<usize>,
    pub(super) alternate: Option<usize>,
    pub(super) tmb: Option<usize>,
    pub(super) msi: Option<usize>,
    pub(super) loh: Option<usize>,
}

/// The group a column belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// 基本項目.
    Basic,
    /// サマリ, or a column outside all groups.
    Summary,
    /// 変異情報 of one variant.
    Variant,
    /// TMB, MSI, LOH: one value for the whole sample.
    Marker,
    /// エビデンス.
    Evidence,
}

const GROUPS: [(&str, Group); 7] = [
    ("基本項目", Group::Basic),
    (SUMMARY, Group::Summary),
    ("エビデンス", Group::Evidence),
    ("変異情報TMB", Group::Marker),
    ("変異情報MSI", Group::Marker),
    ("変異情報LOH", Group::Marker),
    ("変異情報", Group::Variant),
];

/// Whether a header line belongs to C-CAT's table of results.
pub(crate) fn is_header(line: &str) -> bool {
    let keys: Vec<String> = line.split(',').map(column_key).collect();
    let has = |wanted: &str| keys.iter().any(|key| key.ends_with(wanted));
    has("ハッシュid") && has("変異情報変異種類") && has("変異情報マーカー")
}

impl Columns {
    pub(super) fn find(table: &Table) -> Result<Self, IntakeError> {
        let spelling = |name: &str| [format!("C-CAT調査結果.{name}"), name.to_owned()];
        let one = |name: &str| {
            let [long, short] = spelling(name);
            table.column(&[&long, &short])
        };
        let needed = |name: &str| {
            let [long, short] = spelling(name);
            table.needed(&[&long, &short])
        };
        let variant = |name: &str| one(&format!("変異情報.{name}"));
        Ok(Self {
            patient: needed("基本項目.ハッシュID")?,
            registration: one("基本項目.登録ID"),
            collected_on: one("基本項目.検体採取日"),
            panel: one("基本項目.パネル名"),
            kind: needed("変異情報.変異種類")?,
            origin: variant("変異由来"),
            marker: needed("変異情報.マーカー")?,
            gene: variant("遺伝子"),
            change: variant("変異内容"),
            fraction: variant("変異アレル頻度"),
            copies: variant("コピー数変化"),
            transcript: variant("転写産物ID"),
            contig: variant("クロモソーム番号"),
            position: variant("物理位置"),
            reference: variant("リファレンス塩基"),
            alternate: variant("塩基変化"),
            tmb: one("変異情報TMB.TMB"),
            msi: one("変異情報MSI.MSI"),
            loh: one("変異情報LOH.LOH"),
        })
    }

    /// Whether the column of the person, the specimen or the test has a place of its own.
    pub(super) fn has_place(&self, column: usize) -> bool {
        [Some(self.patient), self.registration, self.panel].contains(&Some(column))
    }
}

/// The group of a column, and its name without the groups; the counts of the summary keep theirs.
pub(super) fn group<'n>(name: &'n str, key: &str) -> (Group, &'n str) {
    let own = key.strip_prefix(PREFIX).unwrap_or(key);
    let found = GROUPS.iter().find(|(word, _)| own.starts_with(&column_key(word)));
    let Some((word, group)) = found else { return (Group::Summary, bare(name)) };
    let at = name.find(word).unwrap_or_default();
    let from_group = name.split_at_checked(at).map_or(name, |(_, rest)| rest);
    let label = if *group == Group::Summary { from_group } else { from_group.trim_start_matches(word) };
    (*group, bare(label))
}

fn bare(name: &str) -> &str {
    name.trim_matches(['.', '-', ' '])
}

/// What a column of the first group speaks about.
pub(super) fn basic_topic(key: &str) -> FactTopic {
    const TOPICS: [(&str, FactTopic); 3] =
        [("がん種", FactTopic::Tumor), ("年齢", FactTopic::Age), ("検体採取日", FactTopic::Specimen)];
    TOPICS.iter().find(|(word, _)| key.contains(word)).map_or(FactTopic::Other, |(_, topic)| *topic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_told_by_its_group_and_not_by_words_in_its_name() {
        for (name, expected) in [
            ("C.CAT調査結果.サマリ.国内承認薬数", (Group::Summary, "サマリ.国内承認薬数")),
            (
                "C.CAT調査結果.変異情報.遺伝子のエビデンスレベルF変異の頻度1",
                (Group::Variant, "遺伝子のエビデンスレベルF変異の頻度1"),
            ),
            ("C-CAT調査結果-エビデンス.薬剤", (Group::Evidence, "薬剤")),
            ("C.CAT調査結果.変異情報TMB.TMB", (Group::Marker, "TMB")),
            ("データベース更新日.", (Group::Summary, "データベース更新日")),
        ] {
            assert_eq!(group(name, &column_key(name)), expected, "{name}");
        }
    }
}
