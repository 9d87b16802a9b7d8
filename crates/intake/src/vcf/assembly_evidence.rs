//! Which assembly the coordinates of a VCF refer to.

use std::collections::BTreeSet;

use model::assembly::Assembly;
use model::notice::Notice;
use model::variation::Contig;

use super::header::VcfHeader;
use crate::error::{IntakeError, Question, Refusal};
use crate::part::FileIdentity;

/// Reads the assembly: contig lengths decide, then declared names. An answer that contradicts the lengths is a question.
pub(crate) fn resolve(
    file: &FileIdentity,
    header: &VcfHeader,
    asked: Option<Assembly>,
) -> Result<(Assembly, Option<Notice>), IntakeError> {
    if speaks_of_another(header) {
        return Err(IntakeError::refused(&file.name, Refusal::AssemblyNotSupported));
    }
    let measured = by_contig_length(header);
    let declared = by_declared_name(header);
    let conflict = |found: &BTreeSet<Assembly>| {
        let candidates = found.iter().copied().chain(asked).collect::<BTreeSet<_>>();
        let candidates = candidates.into_iter().map(|assembly| assembly.name().to_owned()).collect();
        IntakeError::question(&file.name, Question::AssemblyConflict { candidates })
    };
    // Whether something stronger than the declared names decided.
    let (assembly, overruled) = match (asked, only(&measured), measured.is_empty()) {
        (_, None, false) => return Err(conflict(&measured)),
        (Some(asked), Some(found), _) if asked != found => return Err(conflict(&measured)),
        (Some(asked), ..) => (asked, true),
        (None, Some(found), _) => (found, true),
        (None, None, true) => match only(&declared) {
            Some(found) => (found, false),
            None if declared.is_empty() => {
                return Err(IntakeError::question(&file.name, Question::AssemblyUnknown));
            }
            None => return Err(conflict(&declared)),
        },
    };
    let otherwise = declared.iter().find(|name| **name != assembly).filter(|_| overruled);
    let notice = otherwise
        .map(|name| file.notice("vcf_assembly_declared_otherwise").with("assembly", name).with("used", assembly));
    Ok((assembly, notice))
}

/// Chromosomes whose lengths are all of neither assembly, or T2T by name: no answer can make such coordinates usable.
fn speaks_of_another(header: &VcfHeader) -> bool {
    let mut chromosomes = header.contig_lengths.iter().filter_map(|(contig, length)| {
        let contig = Contig::from(contig.as_str());
        Assembly::GRCh38.contig_length(contig.name()).map(|_| Assembly::from_contig_length(contig.name(), *length))
    });
    let (stated, known) = chromosomes
        .by_ref()
        .fold((0, 0), |(stated, known), assembly| (stated + 1, known + usize::from(assembly.is_some())));
    let mut words = header.assembly_names.iter().flat_map(|name| name.split(|c: char| !c.is_ascii_alphanumeric()));
    let named = words.any(|word| {
        let word = word.to_ascii_lowercase();
        word.starts_with("chm13") || word == "t2t" || word == "hs1"
    });
    known == 0 && (stated > 0 || named)
}

fn by_contig_length(header: &VcfHeader) -> BTreeSet<Assembly> {
    header
        .contig_lengths
        .iter()
        .filter_map(|(contig, length)| Assembly::from_contig_length(Contig::from(contig.as_str()).name(), *length))
        .collect()
}

/// Declared names are whole tokens. Of a reference file's own name (never its folders) the words count, when they begin
/// as an assembly does: `GRCh38_full_analysis_set`, not `hg19ToHg38`.
fn by_declared_name(header: &VcfHeader) -> BTreeSet<Assembly> {
    let names = header.assembly_names.iter().map(String::as_str);
    let words = header.reference_files.iter().flat_map(|stem| stem.split(['_', '-', '.']));
    let words = words.filter(|word| word.chars().next().is_some_and(char::is_alphabetic));
    names.chain(words).filter_map(|name| name.parse().ok()).collect()
}

fn only(found: &BTreeSet<Assembly>) -> Option<Assembly> {
    found.first().copied().filter(|_| found.len() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::canonical::ContentHash;

    fn resolved(lines: &[&str], asked: Option<Assembly>) -> Result<(Assembly, bool), &'static str> {
        let mut header = VcfHeader::default();
        header.add(1, "##fileformat=VCFv4.2");
        for (line, number) in lines.iter().zip(2..) {
            header.add(number, line);
        }
        let file = FileIdentity {
            name: "a.vcf".to_owned(),
            stem: "a".to_owned(),
            index: 0,
            sha256: ContentHash::of_bytes(b""),
        };
        resolve(&file, &header, asked)
            .map(|(assembly, notice)| (assembly, notice.is_some()))
            .map_err(|error| error.code())
    }

    #[test]
    fn contig_lengths_decide_over_names() {
        let lines = ["##contig=<ID=chr1,length=248956422,assembly=hg19>"];
        assert_eq!(resolved(&lines, None), Ok((Assembly::GRCh38, true)));
        assert_eq!(resolved(&lines, Some(Assembly::GRCh37)), Err("intake_assembly_conflict"));
        let mixed = ["##contig=<ID=1,length=248956422>", "##contig=<ID=2,length=243199373>"];
        assert_eq!(resolved(&mixed, None), Err("intake_assembly_conflict"));
        assert_eq!(resolved(&mixed, Some(Assembly::GRCh37)), Err("intake_assembly_conflict"));
    }

    #[test]
    fn a_name_counts_as_a_token_never_as_a_substring() {
        for (line, expected) in [
            ("##reference=GRCh37", Ok((Assembly::GRCh37, false))),
            ("##reference=file:///hg19.fa", Ok((Assembly::GRCh37, false))),
            ("##reference=ftp://x/GRCh37/special_requests/GRCh37-lite.fa.gz", Ok((Assembly::GRCh37, false))),
            ("##reference=/GRCh38DH/GRCh38_full_analysis_set_plus_decoy_hla.fa", Ok((Assembly::GRCh38, false))),
            ("##contig=<ID=chrUn,assembly=hg38>", Ok((Assembly::GRCh38, false))),
            ("##reference=file:///refs/human_GRCh38_ens105/all_sequences.fa", Err("intake_assembly_unknown")),
            ("##liftOverFile=/data/chainFiles/hg38ToHg19.over.chain.gz", Err("intake_assembly_unknown")),
            ("##reference=hg19ToHg38.fa", Err("intake_assembly_unknown")),
            ("##reference=ens_38.fa", Err("intake_assembly_unknown")),
        ] {
            assert_eq!(resolved(&[line], None), expected, "{line}");
        }
    }

    #[test]
    fn another_reference_is_refused_whatever_is_answered() {
        for lines in [
            &["##contig=<ID=chr1,length=248387328>"][..],
            &["##reference=file:///ref/chm13v2.0.fa"],
            &["##contig=<ID=20,length=62435964,assembly=B36>"],
        ] {
            for asked in [None, Some(Assembly::GRCh38)] {
                assert_eq!(resolved(lines, asked), Err("intake_assembly_not_supported"), "{lines:?}");
            }
        }
        let decoy = ["##contig=<ID=hs37d5,length=35477943>", "##contig=<ID=1,length=249250621>"];
        assert_eq!(resolved(&decoy, None), Ok((Assembly::GRCh37, false)));
        assert_eq!(
            resolved(&["##contig=<ID=chrUn_1,length=100>"], Some(Assembly::GRCh38)),
            Ok((Assembly::GRCh38, false))
        );
    }

    #[test]
    fn an_answer_is_taken_where_the_file_is_silent() {
        assert_eq!(resolved(&[], Some(Assembly::GRCh37)), Ok((Assembly::GRCh37, false)));
        assert_eq!(resolved(&["##reference=GRCh37"], Some(Assembly::GRCh38)), Ok((Assembly::GRCh38, true)));
    }
}
