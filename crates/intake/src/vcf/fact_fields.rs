//! Where a file states frequency, ClinVar's word and impact: field names as its header declares them.

use super::header::VcfHeader;
use crate::vcf::frequency::Population;

/// The fields of INFO and of the annotation that the variant table and the selection read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FactFields {
    /// INFO keys, those of one population in order of trust.
    pub(crate) info_frequencies: Vec<(String, Population)>,
    /// Fields of an annotation entry, in the same order.
    pub(crate) entry_frequencies: Vec<(usize, Population)>,
    /// INFO key of ClinVar's significance.
    pub(crate) info_significance: Option<String>,
    /// The same in an annotation entry.
    pub(crate) entry_significance: Option<usize>,
    /// Impact as the annotator states it.
    pub(crate) entry_impact: Option<usize>,
}

impl FactFields {
    pub(crate) fn of_header(header: &VcfHeader) -> Self {
        let names = header.annotation.as_ref().map(|layout| layout.names.as_slice()).unwrap_or_default();
        // `effect(impact|…`: with the effect in front it is the first of the fields.
        let of_effects = || names.get(1).filter(|name| *name == "Effect_Impact").map(|_| 0);
        Self {
            info_frequencies: by_trust(header.info_ids.iter().cloned().zip(&header.info_ids)),
            entry_frequencies: by_trust((0..).zip(names)),
            info_significance: header.info_ids.iter().find(|name| is_significance(name)).cloned(),
            entry_significance: names.iter().position(|name| is_significance(name)),
            entry_impact: names
                .iter()
                .position(|name| matches!(name.as_str(), "IMPACT" | "Annotation_Impact"))
                .or_else(of_effects),
        }
    }

    /// Whether a field of gnomAD is declared, so that an allele without a value in it is not known there.
    pub(crate) fn asks_gnomad(&self) -> bool {
        let mut known = self.info_frequencies.iter().map(|(_, population)| *population);
        let mut of_entries = self.entry_frequencies.iter().map(|(_, population)| *population);
        let is_gnomad = |population| matches!(population, Population::Gnomad | Population::GnomadEastAsian);
        known.any(is_gnomad) || of_entries.any(is_gnomad)
    }
}

fn by_trust<'n, T>(fields: impl Iterator<Item = (T, &'n String)>) -> Vec<(T, Population)> {
    let mut known: Vec<_> = fields
        .filter_map(|(place, name)| Population::of_field(name).map(|(population, trust)| (trust, place, population)))
        .collect();
    known.sort_by_key(|(trust, _, population)| (*population, *trust));
    known.into_iter().map(|(_, place, population)| (place, population)).collect()
}

fn is_significance(name: &str) -> bool {
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    ["CLNSIG", "CLINSIG", "CLINVARCLNSIG", "CLINVARCLINSIG", "CLINVARSIG"]
        .iter()
        .any(|known| plain.eq_ignore_ascii_case(known))
}

/// Whether ClinVar's word, in any of its spellings, says pathogenic or likely pathogenic for at least one condition. A
/// conflict is neither.
pub(crate) fn says_pathogenic(significance: &str) -> bool {
    significance.split(['&', '/', '|', ',', ';']).any(|one| {
        let one = one.trim_matches(['_', ' ']);
        one.eq_ignore_ascii_case("pathogenic")
            || one.eq_ignore_ascii_case("likely_pathogenic")
            || one.eq_ignore_ascii_case("likely pathogenic")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_by_the_names_that_annotators_use() {
        let mut header = VcfHeader::default();
        for (line, number) in [
            "##fileformat=VCFv4.2",
            r#"##INFO=<ID=AF,Number=A,Type=Float,Description="of the cohort">"#,
            r#"##INFO=<ID=gnomADe_AF,Number=A,Type=Float,Description="x">"#,
            r#"##INFO=<ID=gnomADg_AF,Number=A,Type=Float,Description="x">"#,
            r#"##INFO=<ID=ToMMo_AF,Number=A,Type=Float,Description="x">"#,
            r#"##INFO=<ID=CLNSIG,Number=.,Type=String,Description="x">"#,
            r#"##INFO=<ID=CSQ,Number=.,Type=String,Description="Format: Allele|Consequence|IMPACT|gnomADe_EAS_AF|MAX_AF|CLIN_SIG">"#,
        ]
        .iter()
        .zip(1..)
        {
            header.add(number, line);
        }
        let fields = FactFields::of_header(&header);
        let info: Vec<_> = fields.info_frequencies.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(info, ["ToMMo_AF", "gnomADg_AF", "gnomADe_AF"]);
        assert_eq!(fields.entry_frequencies, [(3, Population::GnomadEastAsian), (4, Population::Highest)]);
        assert_eq!((fields.info_significance.as_deref(), fields.entry_significance), (Some("CLNSIG"), Some(5)));
        assert_eq!(fields.entry_impact, Some(2));
    }

    #[test]
    fn pathogenic_is_read_in_every_spelling_and_a_conflict_is_not() {
        for (text, expected) in [
            ("Pathogenic", true),
            ("Likely_pathogenic", true),
            ("Pathogenic/Likely_pathogenic|risk_factor", true),
            ("uncertain_significance&likely_pathogenic", true),
            ("Likely_pathogenic,_low_penetrance", true),
            ("Conflicting_classifications_of_pathogenicity", false),
            ("Benign", false),
            ("", false),
        ] {
            assert_eq!(says_pathogenic(text), expected, "{text}");
        }
    }
}
