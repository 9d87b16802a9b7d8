//! Expression of genes in TPM: Salmon, RSEM, kallisto, counts of STAR as GDC adds TPM to them, or any table with a gene and TPM.
//!
//! Only what a column calls TPM is taken. Nothing is ranked here: a rank needs a cohort, which no such file holds.

use model::Decimal;
use model::expression::{ExpressedFeature, ExpressionTable, ExpressionValue};
use model::ledger::Bin;

use crate::ImportOptions;
use crate::error::{IntakeError, Question, Refusal};
use crate::malformed::MalformedCause;
use crate::number::decimal;
use crate::part::{FileIdentity, FilePart, ProfilePart};
use crate::recognise::TableKind;
use crate::samples::Samples;
use crate::table::Table;
use crate::tables::usual_notices;
use crate::tally::Tally;

/// Keys of columns that name a gene: symbols before accessions.
const SYMBOL_KEYS: [&str; 6] = ["genesymbol", "symbol", "hugosymbol", "genename", "gene", "geneid"];

/// Keys of columns that hold either genes or transcripts.
const TARGET_KEYS: [&str; 2] = ["name", "targetid"];

const UNIT: &str = "TPM";

/// Whether columns with these keys are such a table, and of which kind.
pub(crate) fn kind_of(keys: &[String]) -> Option<TableKind> {
    let has = |name: &str| keys.iter().any(|key| key == name);
    if !keys.iter().any(|key| is_tpm(key)) {
        return None;
    }
    if has("name") && has("effectivelength") && has("numreads") {
        return Some(TableKind::SalmonQuant);
    }
    if has("targetid") && has("efflength") && has("estcounts") {
        return Some(TableKind::KallistoAbundance);
    }
    if has("geneid") && has("expectedcount") && has("effectivelength") {
        return Some(TableKind::RsemGenes);
    }
    // Isoforms of RSEM begin with the transcript.
    let of_gene = SYMBOL_KEYS.iter().any(|name| has(name)) && !has("transcriptid");
    of_gene.then_some(TableKind::GeneExpression)
}

/// `TPM`, `tpm_unstranded`, `S1_TPM`; a logarithm is none.
pub(crate) fn is_tpm(key: &str) -> bool {
    (key.starts_with("tpm") || key.ends_with("tpm")) && !key.contains("log")
}

/// Reads a whole table of one sample; which one is asked where it holds several.
pub(crate) fn read(
    file: &FileIdentity,
    mut table: Table,
    kind: TableKind,
    options: &ImportOptions,
) -> Result<FilePart, IntakeError> {
    let spellings: Vec<&str> = SYMBOL_KEYS.into_iter().chain(TARGET_KEYS).collect();
    table.needed(&spellings)?;
    // The best name that a row has: counts of unmapped reads, for one, have no symbol.
    let names: Vec<usize> = spellings.iter().filter_map(|name| table.column(&[*name])).collect();
    let (column, column_sample) = tpm_column(file, &table, options)?;
    let sample_column = table.column(&["sample", "sample_id", "Tumor_Sample_Barcode"]);
    let named = sample_column.is_some() || column_sample.is_some();
    let (mut tally, mut samples) = (Tally::default(), Samples::new(named));
    while let Some(row) = table.next()? {
        tally.read();
        let text = row.stated(Some(column));
        let value = text.as_deref().and_then(decimal).filter(|value| *value >= Decimal::ZERO);
        let name = names.iter().find_map(|column| row.stated(Some(*column)));
        let Some(name) = name.filter(|_| text.is_none() || value.is_some()) else {
            tally.end_malformed(row.line, MalformedCause::Columns);
            continue;
        };
        let sample = row.stated(sample_column).or_else(|| column_sample.clone()).unwrap_or_else(|| file.stem.clone());
        let bin = if value.is_some() { Bin::Kept } else { Bin::NoValue };
        samples.record(&sample, bin, |profile| {
            let table = profile.expression.get_or_insert_with(|| ExpressionTable {
                feature: ExpressedFeature::Gene,
                unit: Some(UNIT.to_owned()),
                file: file.index,
                values: Vec::new(),
            });
            table.values.extend(value.map(|value| ExpressionValue { name, value }));
        });
    }
    let (mut profiles, mut notices) = samples.finish(file, options, options.assembly, &mut tally)?;
    if profiles.len() > 1 {
        let candidates = profiles.into_iter().map(|part| part.profile.tumor_sample).take(50).collect();
        return Err(IntakeError::question(&file.name, Question::TumorSampleUnclear { candidates }));
    }
    for table in profiles.iter_mut().filter_map(|part: &mut ProfilePart| part.profile.expression.as_mut()) {
        table.values.sort_unstable();
        if kind == TableKind::KallistoAbundance || table.values.iter().any(|value| is_transcript(&value.name)) {
            table.feature = ExpressedFeature::Transcript;
            notices.push(file.notice("expression_of_transcripts"));
        }
    }
    notices.extend(usual_notices(file, kind, &tally));
    let ledger = tally.close(&file.name, kind.code(), file.sha256)?;
    Ok(FilePart { ledger, notices, profiles, clinical: None, pedigree: None })
}

/// What stands beside TPM in the name of a column without naming a sample: how GDC counts, and what others add up.
const NO_SAMPLES: [&str; 8] =
    ["unstranded", "strandedfirst", "strandedsecond", "gene", "value", "mean", "median", "pme"];

/// The column of TPM, with the sample it names. One that is called TPM and nothing else goes before those that are derived
/// from it, such as the borders that RSEM gives; of several samples it is the one asked for.
fn tpm_column(
    file: &FileIdentity,
    table: &Table,
    options: &ImportOptions,
) -> Result<(usize, Option<String>), IntakeError> {
    let columns = table.columns().enumerate().filter(|(_, (_, key))| is_tpm(key));
    let columns: Vec<(usize, String)> = columns.map(|(at, (name, _))| (at, without_unit(name))).collect();
    if let Some(at) = table.column(&[UNIT]) {
        return Ok((at, None));
    }
    match columns.as_slice() {
        [] => table.needed(&[UNIT]).map(|at| (at, None)),
        [(at, name)] => Ok((*at, named_sample(name))),
        several => {
            let candidates = || several.iter().map(|(_, name)| name.clone()).take(50).collect();
            let Some(asked) = &options.tumor_sample else {
                let question = Question::TumorSampleUnclear { candidates: candidates() };
                return Err(IntakeError::question(&file.name, question));
            };
            let found = several.iter().find(|(_, name)| name == asked);
            let found = found.map(|(at, name)| (*at, Some(name.clone())));
            found.ok_or_else(|| IntakeError::refused(&file.name, Refusal::SampleNotFound { candidates: candidates() }))
        }
    }
}

/// `S1` of `S1_TPM` and of `TPM.S1`.
fn without_unit(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    let rest = if lower.starts_with("tpm") {
        name.split_at_checked(UNIT.len()).map(|(_, rest)| rest)
    } else {
        lower.len().checked_sub(UNIT.len()).and_then(|end| name.split_at_checked(end)).map(|(rest, _)| rest)
    };
    let rest = rest.unwrap_or(name).trim_matches(|c: char| !c.is_alphanumeric());
    if rest.is_empty() { name.to_owned() } else { rest.to_owned() }
}

/// The sample that the name of a lone column holds.
fn named_sample(name: &str) -> Option<String> {
    let key = crate::table::column_key(name);
    Some(name.to_owned()).filter(|_| !is_tpm(&key) && !NO_SAMPLES.contains(&key.as_str()))
}

/// Accessions of transcripts in Ensembl and RefSeq.
fn is_transcript(name: &str) -> bool {
    ["ENST", "NM_", "NR_", "XM_", "XR_"].iter().any(|prefix| name.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{FileKind, read_files, recognise};
    use model::assembly::Assembly;
    use model::case_input::CaseInput;

    fn read_as(sample: Option<&str>, text: &str) -> Result<CaseInput, IntakeError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.tsv");
        std::fs::write(&path, text).unwrap();
        assert!(matches!(recognise(&path).unwrap(), FileKind::Table(_)), "{text}");
        let (assembly, tumor_sample) = (Some(Assembly::GRCh38), sample.map(str::to_owned));
        let input = read_files(&[path], &ImportOptions { assembly, tumor_sample, ..ImportOptions::default() })?;
        assert!(input.ledger.files[0].balances());
        Ok(input)
    }

    fn table(input: &CaseInput) -> &ExpressionTable {
        input.profiles[0].expression.as_ref().unwrap()
    }

    #[test]
    fn every_kind_is_told_by_its_columns() {
        let kind = |header: &str| {
            kind_of(&header.split('\t').map(crate::table::column_key).collect::<Vec<_>>()).map(TableKind::code)
        };
        for (header, expected) in [
            ("Name\tLength\tEffectiveLength\tTPM\tNumReads", Some("salmon_quant")),
            ("gene_id\ttranscript_id(s)\tlength\teffective_length\texpected_count\tTPM\tFPKM", Some("rsem_genes")),
            ("target_id\tlength\teff_length\test_counts\ttpm", Some("kallisto_abundance")),
            ("gene_id\tgene_name\tgene_type\tunstranded\ttpm_unstranded\tfpkm_unstranded", Some("gene_expression")),
            ("gene\tS1_TPM\tS2_TPM", Some("gene_expression")),
            ("transcript_id\tgene_id\tlength\tTPM", None),
            ("gene\tlog2_TPM", None),
            ("gene\tS1\tS2", None),
        ] {
            assert_eq!(kind(header), expected, "{header}");
        }
    }

    #[test]
    fn values_keep_their_digits_and_every_row_ends_in_a_bin() {
        let text = "gene_id\tgene_name\ttpm_unstranded\nN_unmapped\t\t\nENSG2.1\tMET\t12.50\nENSG1.1\tERBB2\t0\n\
                    ENSG3\tX\t-1\nENSG4\tY\tmany\n";
        let input = read_as(None, text).unwrap();
        let bins = [(Bin::Kept, 2), (Bin::NoValue, 1), (Bin::Malformed, 2)];
        assert_eq!(input.ledger.files[0].bins, bins.into());
        let names: Vec<String> =
            table(&input).values.iter().map(|value| format!("{} {}", value.name, value.value)).collect();
        assert_eq!(
            (names, table(&input).feature),
            (vec!["ERBB2 0".to_owned(), "MET 12.50".to_owned()], ExpressedFeature::Gene)
        );
        assert!(input.notices.iter().any(|notice| notice.code == "format_not_verified"));
    }

    #[test]
    fn several_samples_are_a_question_and_the_one_asked_for_is_taken() {
        let text = "gene\tTPM.S1\tTPM.S2\nMET\t1\t2\n";
        let question = read_as(None, text).unwrap_err();
        assert_eq!((question.code(), question.candidates().len()), ("intake_tumor_sample_unclear", 2));
        assert_eq!(table(&read_as(Some("S2"), text).unwrap()).values[0].value, Decimal::TWO);
        assert_eq!(read_as(Some("S3"), text).unwrap_err().code(), "intake_sample_not_found");
        let rows = "sample\tgene\tTPM\nS1\tMET\t1\nS2\tMET\t2\n";
        assert_eq!(read_as(None, rows).unwrap_err().code(), "intake_tumor_sample_unclear");
        assert_eq!(read_as(Some("S1"), rows).unwrap().ledger.files[0].bins[&Bin::OtherSample], 1);
    }

    #[test]
    fn a_lone_column_may_name_its_sample_and_derived_columns_are_no_samples() {
        let sample = |text: &str| read_as(None, text).unwrap().profiles[0].tumor_sample.clone();
        assert_eq!(sample("gene\tS2_TPM\nMET\t1\n"), "S2");
        assert_eq!(sample("gene\tTPM\nMET\t1\n"), "a");
        assert_eq!(sample("gene_name\ttpm_unstranded\nMET\t1\n"), "a");
        let rsem = "gene_id\ttranscript_id(s)\tlength\teffective_length\texpected_count\tTPM\tFPKM\tpme_TPM\t\
                    TPM_ci_lower_bound\tTPM_ci_upper_bound\nMET\tT1\t10\t9\t4\t12.5\t1\t12\t10\t15\n";
        assert_eq!(table(&read_as(None, rsem).unwrap()).values[0].value.to_string(), "12.5");
    }

    #[test]
    fn copy_numbers_beside_tpm_are_read_and_the_column_that_is_not_is_named() {
        for text in ["gene\tcopy_number\ttpm\nMET\t12\t80\n", "tpm\tgene\tcopy_number\n80\tMET\t12\n"] {
            let input = read_as(None, text).unwrap();
            assert_eq!(input.profiles[0].gene_copy_numbers.len(), 1, "{text}");
            assert!(input.profiles[0].expression.is_none());
            let notice = input.notices.iter().find(|notice| notice.code == "expression_columns_not_read").unwrap();
            assert_eq!(notice.parameters["columns"], "tpm");
        }
    }

    #[test]
    fn transcripts_are_never_taken_for_genes() {
        let salmon = "Name\tLength\tEffectiveLength\tTPM\tNumReads\nENST1.2\t10\t9\t3.5\t7\n";
        let kallisto = "target_id\tlength\teff_length\test_counts\ttpm\nany\t10\t9\t7\t3.5\n";
        for text in [salmon, kallisto] {
            let input = read_as(None, text).unwrap();
            assert_eq!(table(&input).feature, ExpressedFeature::Transcript);
            assert!(input.notices.iter().any(|notice| notice.code == "expression_of_transcripts"));
        }
    }
}
