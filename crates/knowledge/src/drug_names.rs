//! Drugs as charts write them: either language, a brand, a salt, a form and a strength. Width, kana, case, spaces and ® do not
//! matter. Of several names that a text begins with the longest counts: トラスツズマブ デルクステカン is not トラスツズマブ. A text
//! that may speak of two drugs is recognised as neither, for what is said of the first would be denied of the second.

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

/// Acids and bases whose salt is the same drug. A name that none of these follows is another drug, or two.
const SALTS: [&str; 24] = [
    "メシル酸塩",
    "トシル酸塩",
    "ベシル酸塩",
    "エシル酸塩",
    "カンシル酸塩",
    "塩酸塩",
    "臭化水素酸塩",
    "リン酸塩",
    "硫酸塩",
    "酢酸塩",
    "フマル酸塩",
    "マレイン酸塩",
    "コハク酸塩",
    "アジピン酸塩",
    "リンゴ酸塩",
    "酒石酸塩",
    "クエン酸塩",
    "乳酸塩",
    "ナトリウム",
    "カリウム",
    "カルシウム",
    "水和物",
    "ジメチルスルホキシド付加物",
    "エタノール付加物",
];

/// How often, before a salt or water: 二ナトリウム七水和物, ヘミフマル酸塩.
const TIMES: [&str; 12] = ["一", "二", "三", "四", "五", "六", "七", "半", "ジ", "モノ", "ヘミ", "セスキ"];

/// Between two drugs; spaces are gone, and kana are katakana.
const BETWEEN: [&str; 9] = ["+", "&", "、", ";", "→", "併用", "及ビ", "オヨビ", "ナラビニ"];

/// Behind a slash these belong to a dose: mg/日, mg/m2.
const PER: [&str; 10] = ["日", "day", "m2", "body", "kg", "回", "ml", "週", "week", "時"];

/// A name inside a text counts from so many letters on.
const SHORTEST_INSIDE: usize = 3;

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
        is_strength(if self.english { tail } else { without_salt(tail) })
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
        let mut words = written.split_whitespace();
        if words.any(|word| ["and", "with", "plus"].iter().any(|between| word.eq_ignore_ascii_case(between))) {
            return None;
        }
        let written = plain(written);
        let fitting = self.spellings().iter().filter(|spelling| spelling.names(&written));
        let longest = fitting.max_by_key(|spelling| spelling.plain.len())?;
        let tail = written.strip_prefix(longest.plain.as_str())?;
        (!self.names_another(tail, &longest.en)).then(|| self.get(&longest.en)).flatten()
    }

    /// Whether what follows a name tells of a second drug. Another name of the same one does not.
    fn names_another(&self, tail: &str, en: &str) -> bool {
        if tail.is_empty() {
            return false;
        }
        let (mut own, others): (Vec<&Spelling>, Vec<&Spelling>) =
            self.spellings().iter().partition(|spelling| spelling.en == en);
        own.sort_by_key(|spelling| std::cmp::Reverse(spelling.plain.len()));
        let rest = own.into_iter().fold(tail.to_owned(), |rest, own| rest.replace(&own.plain, ""));
        let inside =
            |other: &&Spelling| other.plain.chars().count() >= SHORTEST_INSIDE && rest.contains(other.plain.as_str());
        is_joined(&rest) || others.iter().any(inside)
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

/// What follows the tails that 一般名 add to a name: オシメルチニブメシル酸塩, ペメトレキセドナトリウム水和物.
fn without_salt(tail: &str) -> &str {
    let mut rest = tail;
    loop {
        let counted = TIMES.iter().find_map(|times| rest.strip_prefix(times)).unwrap_or(rest);
        let salt = |text: &'_ str| SALTS.iter().find_map(|salt| text.strip_prefix(salt).map(str::len));
        let Some(left) = salt(rest).or_else(|| salt(counted)) else { return rest };
        rest = rest.get(rest.len() - left..).unwrap_or_default();
    }
}

/// Whether something stands between two drugs. A comma within a number and a slash before a unit do not.
fn is_joined(text: &str) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let comma = |(at, _): (usize, &str)| {
        let (before, behind) = (text.get(..at), text.get(at + 1..));
        !(digit(before.and_then(|text| text.chars().next_back())) && digit(behind.and_then(|text| text.chars().next())))
    };
    let slash = |(at, _): (usize, &str)| {
        let behind = text.get(at + 1..).unwrap_or_default();
        !PER.iter().any(|unit| behind.starts_with(unit))
    };
    BETWEEN.iter().any(|between| text.contains(between))
        || text.match_indices(',').any(comma)
        || text.match_indices('/').any(slash)
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
    fn a_text_that_names_two_drugs_is_recognised_as_neither() {
        for written in [
            "ラムシルマブ＋エルロチニブ塩酸塩",
            "ラムシルマブ500mg＋エルロチニブ150mg",
            "シスプラチン・ペメトレキセドナトリウム水和物",
            "ダブラフェニブ（トラメチニブ併用）",
            "ダブラフェニブメシル酸塩カプセル、ロンサーフ配合錠",
            "ラムシルマブ(遺伝子組換え),ロンサーフ",
            "ラムシルマブ500mg＆ロンサーフ",
            "ラムシルマブ500mg；ロンサーフ",
            "ラムシルマブ500mg／ロンサーフ20mg",
            "シスプラチン注→ロンサーフ",
            "シスプラチン注及びロンサーフ",
            "シスプラチン注およびロンサーフ",
            "サイラムザ点滴静注液500mgタルセバ錠150mg",
            "ラムシルマブエルロチニブ塩酸塩",
            "シスプラチン注（併用療法）",
            "dabrafenib 150 MG and trametinib 2 MG",
            "ramucirumab 500 MG + trifluridine 20 MG",
        ] {
            assert_eq!(named(written), None, "{written}");
        }
    }

    #[test]
    fn salts_doses_and_the_other_name_of_a_drug_are_no_second_drug() {
        for (written, drug) in [
            ("ペメトレキセドナトリウム水和物", "pemetrexed"),
            ("ペメトレキセド二ナトリウム七水和物注射用500mg", "pemetrexed"),
            ("ニロチニブ塩酸塩水和物カプセル", "nilotinib"),
            ("タレトレクチニブアジピン酸塩", "taletrectinib"),
            ("ニラパリブトシル酸塩水和物錠100mg", "niraparib"),
            ("カペシタビン錠 1,250 mg", "capecitabine"),
            ("シスプラチン 75mg/m2", "cisplatin"),
            ("タグリッソ錠80mg/日", "osimertinib"),
            ("オシメルチニブ（タグリッソ）", "osimertinib"),
            ("タグリッソ錠80mg（オシメルチニブメシル酸塩）", "osimertinib"),
            ("アミバンタマブ・ボルヒアルロニダーゼ アルファ（遺伝子組換え）", "amivantamab (subcutaneous)"),
            ("トラスツズマブ・デルクステカン", "trastuzumab deruxtecan"),
        ] {
            assert_eq!(named(written).as_deref(), Some(drug), "{written}");
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
