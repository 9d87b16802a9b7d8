//! Names of fusions: two genes in one text, with any separator and whatever is written behind them.

/// What a fusion's name says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FusionName {
    pub(crate) five_prime: Option<String>,
    pub(crate) three_prime: Option<String>,
    /// `MET exon 14 skipping`: the exon left out.
    pub(crate) skipped_exon: Option<u16>,
}

/// What stands where no gene is named.
const NOTHING: [&str; 7] = ["", ".", "?", "-", "NA", "N/A", "intergenic"];
/// Words behind a name that add nothing.
const WORDS: [&str; 12] = [
    "fusion gene",
    "gene fusion",
    "fusions",
    "fusion",
    "rearrangement",
    "translocation",
    "transcript",
    "融合遺伝子",
    "融合",
    "再構成",
    "positive",
    "陽性",
];

/// Reads a name; `None` where the text cannot be split into genes without guessing.
pub(crate) fn read(text: &str) -> Option<FusionName> {
    if let Some(skipped) = skipping(text) {
        return Some(skipped);
    }
    let bare = without_words(text);
    for separator in ["::", "--", "—", "–", "|", "/", "→", ";", "__"] {
        if let Some((one, other)) = bare.split_once(separator) {
            let (one, other) = (gene(one), gene(other));
            return (one.is_some() || other.is_some()).then_some(FusionName {
                five_prime: one,
                three_prime: other,
                skipped_exon: None,
            });
        }
    }
    match hyphens(bare).as_slice() {
        [] if bare.contains('-') && !is_symbol(bare) => None,
        [] => gene(bare).map(|only| FusionName { five_prime: Some(only), ..FusionName::default() }),
        [(one, other)] => {
            Some(FusionName { five_prime: Some(one.clone()), three_prime: Some(other.clone()), skipped_exon: None })
        }
        _ => None,
    }
}

/// A symbol without what callers write behind it (`^ENSG…`, `(E13)`); `None` for nothing, `.` and `?`.
pub(crate) fn gene(text: &str) -> Option<String> {
    let text =
        text.split(['^', '(', '[', ',', ' ', '\t', '\u{3000}']).find(|part| !part.is_empty()).unwrap_or_default();
    let symbol = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
    let known = !NOTHING.iter().any(|no| no.eq_ignore_ascii_case(symbol));
    known.then(|| symbol.to_owned())
}

fn without_words(text: &str) -> &str {
    let mut bare = text.trim().trim_matches('"').trim();
    loop {
        let shorter = WORDS.iter().find_map(|word| {
            let at = bare.len().checked_sub(word.len())?;
            let (rest, end) = bare.split_at_checked(at)?;
            end.eq_ignore_ascii_case(word).then(|| rest.trim_end())
        });
        match shorter {
            Some(rest) if !rest.is_empty() => bare = rest,
            _ => return bare,
        }
    }
}

/// `MET exon 14 skipping`, `METex14`, `MET ex14 skipping`.
fn skipping(text: &str) -> Option<FusionName> {
    let lower = text.to_ascii_lowercase();
    let at = lower.find("ex")?;
    let (before, behind) = (text.split_at_checked(at)?.0, lower.split_at_checked(at)?.1);
    let digits = behind.trim_start_matches(|c: char| c.is_alphabetic() || c.is_whitespace() || matches!(c, '_' | '-'));
    let number: String = digits.chars().take_while(char::is_ascii_digit).collect();
    let means = lower.contains("skip") || lower.ends_with(&format!("ex{number}"));
    let symbol = before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '_' | '-' | 'Δ'));
    let exon = number.parse().ok().filter(|_| means)?;
    let five_prime = gene(symbol).filter(|symbol| !symbol.contains("--") && !symbol.contains("::"))?;
    Some(FusionName { three_prime: Some(five_prime.clone()), five_prime: Some(five_prime), skipped_exon: Some(exon) })
}

/// The ways to split at a single hyphen so that both sides can be symbols. Some symbols hold a hyphen themselves.
fn hyphens(text: &str) -> Vec<(String, String)> {
    let text = text.split_whitespace().next().unwrap_or_default();
    let cuts = text.match_indices('-').filter_map(|(at, _)| {
        let (one, rest) = text.split_at_checked(at)?;
        let other = rest.strip_prefix('-')?;
        (is_symbol(one) && is_symbol(other)).then(|| Some((gene(one)?, gene(other)?)))?
    });
    cuts.collect()
}

/// A letter first; a hyphen only before a number, one letter, an antisense mark, or behind the prefix of a gene family.
fn is_symbol(text: &str) -> bool {
    let mut parts = text.split('-');
    let Some(first) = parts.next() else { return false };
    let family = matches!(first, "HLA" | "MT" | "H") || first.starts_with("RP") || first.starts_with("CT");
    let suffix = |part: &str| {
        let numbered = part.starts_with(|c: char| c.is_ascii_digit());
        let mark = ["AS", "IT", "OT", "DT"]
            .iter()
            .any(|mark| part.strip_prefix(mark).is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit())));
        numbered || mark || part.len() == 1
    };
    first.len() > 1
        && first.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'(' | b')' | b'^'))
        && parts.all(|part| suffix(part) || (family && !part.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<(String, String)> {
        let name = read(text)?;
        Some((name.five_prime.unwrap_or_default(), name.three_prime.unwrap_or_default()))
    }

    /// Trap 7: any separator, either order, with and without words behind.
    #[test]
    fn one_fusion_has_many_spellings() {
        for text in [
            "EML4::ALK",
            "EML4--ALK",
            "EML4-ALK",
            "EML4/ALK",
            "EML4 – ALK",
            "EML4-ALK fusion",
            "EML4::ALK Fusion gene",
            "EML4::ALK (E13;A20)",
            "EML4-ALK融合遺伝子",
            "EML4^ENSG1.1--ALK^ENSG2.2",
            " \"EML4-ALK rearrangement\" ",
        ] {
            assert_eq!(told(text), Some(("EML4".to_owned(), "ALK".to_owned())), "{text}");
        }
        assert_eq!(told("ALK::EML4"), Some(("ALK".to_owned(), "EML4".to_owned())));
    }

    #[test]
    fn symbols_with_a_hyphen_are_not_torn() {
        let pair = |one: &str, other: &str| Some((one.to_owned(), other.to_owned()));
        assert_eq!(told("NKX2-1-ALK"), pair("NKX2-1", "ALK"));
        assert_eq!(told("HLA-A-ALK"), pair("HLA-A", "ALK"));
        assert_eq!(told("AAA1-2-A-BBB1"), Some(("AAA1-2-A".to_owned(), "BBB1".to_owned())));
        assert_eq!(told("MT-CO1-X2"), pair("MT-CO1", "X2"));
        assert_eq!(told("HLA-A--ALK"), pair("HLA-A", "ALK"));
        assert_eq!(told("STX16-NPEPL1--RAE1"), pair("STX16-NPEPL1", "RAE1"));
        assert_eq!(told("SNAP25-AS1-ROS1"), pair("SNAP25-AS1", "ROS1"));
        assert_eq!(told("CTD-2328D6.1--MT-CO1"), pair("CTD-2328D6.1", "MT-CO1"));
    }

    #[test]
    fn a_missing_partner_is_nothing_and_no_name_is_none() {
        assert_eq!(told("--ALK"), Some((String::new(), "ALK".to_owned())));
        assert_eq!(told("FGFR2--"), Some(("FGFR2".to_owned(), String::new())));
        assert_eq!(told("ALK fusion"), Some(("ALK".to_owned(), String::new())));
        for text in ["", "--", ".::?", "A-B-C-D"] {
            assert_eq!(told(text), None, "{text}");
        }
    }

    #[test]
    fn a_skipped_exon_is_read_from_its_name() {
        for text in ["MET exon 14 skipping", "METex14", "MET ex14 skipping", "MET Exon14 Skipping"] {
            let name = read(text).unwrap();
            assert_eq!((name.five_prime.as_deref(), name.skipped_exon), (Some("MET"), Some(14)), "{text}");
        }
        assert_eq!(read("EML4--ALK").unwrap().skipped_exon, None);
        assert_eq!(read("TEX14--ALK").unwrap().three_prime.as_deref(), Some("ALK"));
    }
}
