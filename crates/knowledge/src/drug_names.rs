//! Drugs as charts write them: either language, a brand, a salt, a form and a strength. Width, kana, case, spaces and ® do not
//! matter. Of several names that a text begins with the longest counts: トラスツズマブ デルクステカン is not トラスツズマブ.

use unicode_normalization::UnicodeNormalization;

use model::therapy::TherapyName;

use crate::therapies::{Therapies, Therapy};

/// What may follow a name without making it another drug. Spaces are gone by then.
const FORMS: [&str; 18] = [
    "od錠",
    "錠",
    "分散錠",
    "カプセル",
    "点滴",
    "静注",
    "皮下注",
    "筋注",
    "注",
    "用",
    "散",
    "細粒",
    "顆粒",
    "ドライシロップ",
    "内用",
    "シロップ",
    "bs",
    "(",
];

/// One name of a drug, ready to be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spelling {
    plain: String,
    /// English: a word behind it may be another drug, so only a strength may follow.
    english: bool,
    pub(crate) en: String,
}

impl Spelling {
    pub(crate) fn of(therapy: &Therapy) -> impl Iterator<Item = Self> + '_ {
        let own = |text: &str, english| Self { plain: plain(text), english, en: therapy.name.en.clone() };
        let brands = therapy.brand_ja.iter().flat_map(|brands| brands.split('／')).map(move |brand| own(brand, false));
        let japanese = therapy.name.ja.iter().map(move |ja| own(ja, false));
        std::iter::once(own(&therapy.name.en, true)).chain(japanese).chain(brands)
    }

    fn names(&self, written: &str) -> bool {
        let Some(tail) = written.strip_prefix(self.plain.as_str()) else { return false };
        tail.is_empty()
            || if self.english { is_strength(tail) } else { is_strength(without_salt(tail)) || is_form(tail) }
    }
}

impl Therapies {
    /// The drug, or the class of drugs, that a chart names so; `None` where no name of the list fits.
    ///
    /// ```
    /// let release = knowledge::Release::load("../../knowledge-base".as_ref())?;
    /// let drug = release.therapies().recognise("ﾀｸﾞﾘｯｿ錠80mg");
    /// assert_eq!(drug.map(|drug| drug.name.en.as_str()), Some("osimertinib"));
    /// # Ok::<(), knowledge::KnowledgeError>(())
    /// ```
    pub fn recognise(&self, written: &str) -> Option<&Therapy> {
        let written = plain(written);
        let fitting = self.spellings().iter().filter(|spelling| spelling.names(&written));
        let longest = fitting.max_by_key(|spelling| spelling.plain.len())?;
        self.get(&longest.en)
    }

    /// Whether a chart names this drug so. A drug that the list does not hold is compared by its own names.
    pub fn is_named(&self, written: &str, therapy: &TherapyName) -> bool {
        if let Some(known) = self.recognise(written) {
            return known.name.en == therapy.en;
        }
        let names = [Some(&therapy.en), therapy.ja.as_ref()];
        names.into_iter().flatten().any(|name| plain(name) == plain(written))
    }
}

/// The form in which names are compared and searched: NFKC, lower case, katakana, no spaces, no ®.
pub fn plain(text: &str) -> String {
    let marks = ['®', '™', '・'];
    let kept = text.nfkc().flat_map(char::to_lowercase).filter(|c| !c.is_whitespace() && !marks.contains(c));
    kept.map(to_katakana).collect()
}

fn to_katakana(c: char) -> char {
    match c {
        'ぁ'..='ゖ' => char::from_u32(c as u32 + 0x60).unwrap_or(c),
        _ => c,
    }
}

fn is_strength(tail: &str) -> bool {
    tail.is_empty() || tail.starts_with(|first: char| first.is_ascii_digit()) || is_form(tail)
}

fn is_form(tail: &str) -> bool {
    FORMS.iter().any(|form| tail.starts_with(form))
}

/// The tails that 一般名 add to the name: オシメルチニブメシル酸塩, and what follows them.
fn without_salt(tail: &str) -> &str {
    ["塩", "水和物"]
        .into_iter()
        .filter_map(|end| tail.rsplit_once(end))
        .map(|(_, rest)| rest)
        .next_back()
        .unwrap_or(tail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Release;

    fn named(written: &str) -> Option<String> {
        let release = Release::load("../../knowledge-base".as_ref()).unwrap();
        release.therapies().recognise(written).map(|drug| drug.name.en.clone())
    }

    #[test]
    fn a_brand_is_recognised_in_any_width_and_kana_with_form_and_strength() {
        for written in [
            "タグリッソ",
            "ﾀｸﾞﾘｯｿ",
            "たぐりっそ",
            "タグリッソ錠",
            "タグリッソ錠80mg",
            "タグリッソ 錠 ８０ｍｇ",
            "タグリッソ®錠80mg",
            "Osimertinib",
            "ＯＳＩＭＥＲＴＩＮＩＢ",
            "osimertinib 80 MG Oral Tablet",
            "オシメルチニブ",
            "オシメルチニブメシル酸塩",
            "オシメルチニブメシル酸塩錠80mg",
            "ｵｼﾒﾙﾁﾆﾌﾞ",
        ] {
            assert_eq!(named(written).as_deref(), Some("osimertinib"), "{written}");
        }
    }

    #[test]
    fn the_longest_name_counts_and_a_word_behind_a_name_makes_another_drug() {
        for (written, drug) in [
            ("トラスツズマブ", Some("trastuzumab")),
            ("トラスツズマブ（遺伝子組換え）", Some("trastuzumab")),
            ("トラスツズマブBS点滴静注用60mg「NK」", Some("trastuzumab")),
            ("ハーセプチン注射用150", Some("trastuzumab")),
            ("trastuzumab 150 MG Injection", Some("trastuzumab")),
            ("トラスツズマブデルクステカン", Some("trastuzumab deruxtecan")),
            ("トラスツズマブ　デルクステカン（遺伝子組換え）", Some("trastuzumab deruxtecan")),
            ("エンハーツ点滴静注用100mg", Some("trastuzumab deruxtecan")),
            ("trastuzumab emtansine 100 MG", Some("trastuzumab emtansine")),
            ("trastuzumab duocarmazine", None),
            ("パクリタキセル", Some("paclitaxel")),
            ("パクリタキセル（アルブミン懸濁型）", Some("nab-paclitaxel")),
            ("ラパリムス錠1mg", Some("sirolimus")),
            ("ラパリムスゲル0.2%", Some("sirolimus (gel)")),
            ("アミバンタマブ", Some("amivantamab")),
            ("FOLFOX", None),
            ("", None),
        ] {
            assert_eq!(named(written).as_deref(), drug, "{written}");
        }
    }

    #[test]
    fn no_two_drugs_of_the_list_share_a_name() {
        let release = Release::load("../../knowledge-base".as_ref()).unwrap();
        for therapy in release.therapies().iter() {
            for spelling in Spelling::of(therapy) {
                let found = release.therapies().recognise(&spelling.plain).unwrap();
                assert_eq!(found.name.en, therapy.name.en, "{}", spelling.plain);
            }
        }
    }
}
