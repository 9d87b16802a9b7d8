//! Which program called the variants, as far as the header tells, and whether its dialect was tested on a real file.

use std::collections::BTreeSet;

use super::header_line::HeaderLine;

/// A program that calls small variants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Caller {
    Bcftools,
    Clair3,
    DeepVariant,
    Dragen,
    FreeBayes,
    GatkHaplotypes,
    LoFreq,
    MuSe,
    Mutect1,
    Mutect2,
    Pindel,
    SomaticSniper,
    Strelka,
    VarDict,
    VarScan,
}

/// What is known about one dialect.
pub(crate) struct Dialect {
    pub(crate) caller: Caller,
    /// Name as people write it.
    pub(crate) name: &'static str,
    /// Whether the tests read a real file of this caller by itself.
    pub(crate) verified: bool,
}

/// Every dialect that is read by its own fields. The table of formats in README.md says the same.
pub(crate) const DIALECTS: [Dialect; 15] = [
    Dialect { caller: Caller::Bcftools, name: "bcftools call", verified: false },
    Dialect { caller: Caller::Clair3, name: "Clair3", verified: false },
    Dialect { caller: Caller::DeepVariant, name: "DeepVariant / GLnexus", verified: true },
    Dialect { caller: Caller::Dragen, name: "DRAGEN", verified: true },
    Dialect { caller: Caller::FreeBayes, name: "FreeBayes", verified: false },
    Dialect { caller: Caller::GatkHaplotypes, name: "GATK HaplotypeCaller", verified: true },
    Dialect { caller: Caller::LoFreq, name: "LoFreq", verified: false },
    Dialect { caller: Caller::MuSe, name: "MuSE", verified: false },
    Dialect { caller: Caller::Mutect1, name: "MuTect 1", verified: true },
    Dialect { caller: Caller::Mutect2, name: "Mutect2", verified: true },
    Dialect { caller: Caller::Pindel, name: "Pindel", verified: false },
    Dialect { caller: Caller::SomaticSniper, name: "SomaticSniper", verified: false },
    Dialect { caller: Caller::Strelka, name: "Strelka / Strelka2", verified: true },
    Dialect { caller: Caller::VarDict, name: "VarDict", verified: false },
    Dialect { caller: Caller::VarScan, name: "VarScan2", verified: false },
];

impl Caller {
    /// The caller that one header line names.
    pub(crate) fn of_header_line(line: &HeaderLine<'_>) -> Option<Self> {
        let key = line.key.to_ascii_lowercase();
        let named = match key.as_str() {
            "source" => line.value.trim_matches('"').to_ascii_lowercase(),
            "format" => return line.attribute("ID").and_then(by_format),
            "gatkcommandline" => line.attribute("ID")?.to_ascii_lowercase(),
            _ => key.strip_prefix("gatkcommandline.").map_or_else(|| key.clone(), str::to_owned),
        };
        let found = [
            ("haplotypecaller", Self::GatkHaplotypes),
            ("genotypegvcfs", Self::GatkHaplotypes),
            ("mutect2", Self::Mutect2),
            ("mutectversion", Self::Mutect2),
            ("mutect version", Self::Mutect2),
            ("mutect", Self::Mutect1),
            ("muse_version", Self::MuSe),
            ("muse", Self::MuSe),
            ("strelka", Self::Strelka),
            ("varscan", Self::VarScan),
            ("somaticsniper", Self::SomaticSniper),
            ("lofreq", Self::LoFreq),
            ("freebayes", Self::FreeBayes),
            ("dragen", Self::Dragen),
            ("deepvariant", Self::DeepVariant),
            ("glnexus", Self::DeepVariant),
            ("clair3", Self::Clair3),
            ("vardict", Self::VarDict),
            ("pindel", Self::Pindel),
            ("bcftools_call", Self::Bcftools),
        ];
        found.into_iter().find(|(word, _)| named.starts_with(word)).map(|(_, caller)| caller)
    }

    /// Name as people write it.
    pub(crate) fn name(self) -> &'static str {
        self.dialect().map_or("", |dialect| dialect.name)
    }

    /// Whether the tests read a real file of this caller.
    pub(crate) fn is_verified(self) -> bool {
        self.dialect().is_some_and(|dialect| dialect.verified)
    }

    fn dialect(self) -> Option<&'static Dialect> {
        DIALECTS.iter().find(|dialect| dialect.caller == self)
    }
}

/// Two callers name themselves nowhere but in fields that no other caller writes.
fn by_format(id: &str) -> Option<Caller> {
    match id {
        "FA" => Some(Caller::Mutect1),
        "BCOUNT" => Some(Caller::SomaticSniper),
        _ => None,
    }
}

/// The names of callers, for the profile.
pub(crate) fn names(callers: &BTreeSet<Caller>) -> Vec<String> {
    callers.iter().map(|caller| caller.name().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_names_the_caller() {
        for (line, expected) in [
            ("##source=Mutect2", Some(Caller::Mutect2)),
            ("##MutectVersion=2.2", Some(Caller::Mutect2)),
            ("##Mutect Version=2.1", Some(Caller::Mutect2)),
            ("##MuTect=\"analysis_type=MuTect\"", Some(Caller::Mutect1)),
            ("##FORMAT=<ID=FA,Number=A,Type=Float,Description=\"x\">", Some(Caller::Mutect1)),
            ("##source=strelka", Some(Caller::Strelka)),
            ("##source=VarScan2", Some(Caller::VarScan)),
            ("##MuSE_version=\"v1.0rc\"", Some(Caller::MuSe)),
            ("##source=lofreq call -f ref.fa", Some(Caller::LoFreq)),
            ("##source=freeBayes v1.3.6", Some(Caller::FreeBayes)),
            ("##DRAGENCommandLine=<ID=dragen,Version=\"x\">", Some(Caller::Dragen)),
            ("##GATKCommandLine=<ID=HaplotypeCaller,CommandLine=\"x\">", Some(Caller::GatkHaplotypes)),
            ("##GATKCommandLine.MuTect2=<ID=MuTect2,Version=3.6>", Some(Caller::Mutect2)),
            ("##GATKCommandLine=<ID=SelectVariants,CommandLine=\"x\">", None),
            ("##GLnexusConfigName=DeepVariant_unfiltered", Some(Caller::DeepVariant)),
            ("##source=Clair3", Some(Caller::Clair3)),
            ("##bcftools_callCommand=call -mv", Some(Caller::Bcftools)),
            ("##bcftools_viewCommand=view -f PASS", None),
            ("##source=myImputationProgramV3.1", None),
        ] {
            let line = HeaderLine::parse(line).unwrap();
            assert_eq!(Caller::of_header_line(&line), expected, "{line:?}");
        }
    }

    #[test]
    fn the_readme_lists_the_dialects_as_they_are() {
        let readme = concat!(env!("CARGO_MANIFEST_DIR"), "/../../README.md");
        let readme = std::fs::read_to_string(readme).unwrap();
        for dialect in &DIALECTS {
            let row = readme.lines().find(|line| line.starts_with(&format!("| {} の FORMAT", dialect.name)));
            let row = row.unwrap_or_else(|| panic!("{} is not in README.md", dialect.name));
            assert_eq!(!row.contains("未検証"), dialect.verified, "{row}");
        }
    }
}
