//! Which sample column is the tumour and which its normal: only where the file says it without doubt.

use super::header::VcfHeader;
use crate::ImportOptions;
use crate::error::{IntakeError, Question, Refusal};

/// What a sample is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SampleRole {
    Tumor,
    Normal,
}

/// The columns to read, as indices into the sample columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SampleColumns {
    /// `None` when the file has no sample columns.
    pub(crate) tumor: Option<usize>,
    pub(crate) normal: Option<usize>,
}

/// Chooses the columns, or asks.
pub(crate) fn choose(file: &str, header: &VcfHeader, options: &ImportOptions) -> Result<SampleColumns, IntakeError> {
    let samples = header.samples.as_slice();
    if samples.is_empty() {
        return Ok(SampleColumns { tumor: None, normal: None });
    }
    let asked = |name: &Option<String>| match name {
        None => Ok(None),
        Some(name) => samples
            .iter()
            .position(|sample| sample == name)
            .map(Some)
            .ok_or_else(|| IntakeError::refused(file, Refusal::SampleNotFound { candidates: samples.to_vec() })),
    };
    let (asked_tumor, asked_normal) = (asked(&options.tumor_sample)?, asked(&options.normal_sample)?);
    if asked_tumor.is_some() && asked_tumor == asked_normal {
        return Err(IntakeError::refused(file, Refusal::TumorIsNormal));
    }
    let tumor = asked_tumor
        .or_else(|| told_tumor(header, asked_normal))
        .ok_or_else(|| IntakeError::question(file, Question::TumorSampleUnclear { candidates: samples.to_vec() }))?;
    let normal = asked_normal.or_else(|| {
        the_only(columns_among(samples, &header.declared_normals).chain(columns_named(samples, SampleRole::Normal)))
    });
    Ok(SampleColumns { tumor: Some(tumor), normal: normal.filter(|normal| *normal != tumor) })
}

/// The role that a sample name tells, e.g. `HCC1395_TUMOR_DNA`, `NormalSample`; `None` when it tells none, or both.
pub(crate) fn role_in_name(name: &str) -> Option<SampleRole> {
    let words = words(name);
    let says = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    match (says(&["tumor", "tumour", "somatic"]), says(&["normal", "germline"]), says(&["non", "not"])) {
        (true, false, false) => Some(SampleRole::Tumor),
        (false, true, false) => Some(SampleRole::Normal),
        _ => None,
    }
}

fn told_tumor(header: &VcfHeader, asked_normal: Option<usize>) -> Option<usize> {
    let samples = header.samples.as_slice();
    let declared: Vec<usize> = columns_among(samples, &header.declared_tumors).collect();
    let told = match (declared.as_slice(), samples.len()) {
        ([], 1) => Some(0),
        ([], _) => the_only(columns_named(samples, SampleRole::Tumor)).or_else(|| {
            let normal = asked_normal.or_else(|| the_only(columns_among(samples, &header.declared_normals)));
            the_other_of_two(samples.len(), normal)
        }),
        _ => the_only(declared.into_iter()),
    }?;
    let named_normal = samples.get(told).is_some_and(|name| role_in_name(name) == Some(SampleRole::Normal));
    let declared_normal = columns_among(samples, &header.declared_normals).any(|normal| normal == told);
    (!named_normal && !declared_normal && asked_normal != Some(told)).then_some(told)
}

fn columns_among<'a>(samples: &'a [String], names: &'a [String]) -> impl Iterator<Item = usize> + 'a {
    samples.iter().enumerate().filter(|(_, sample)| names.contains(sample)).map(|(column, _)| column)
}

fn columns_named(samples: &[String], role: SampleRole) -> impl Iterator<Item = usize> + '_ {
    samples.iter().enumerate().filter(move |(_, name)| role_in_name(name) == Some(role)).map(|(column, _)| column)
}

fn the_only(mut columns: impl Iterator<Item = usize>) -> Option<usize> {
    let first = columns.next()?;
    columns.all(|other| other == first).then_some(first)
}

fn the_other_of_two(count: usize, one: Option<usize>) -> Option<usize> {
    match (count, one) {
        (2, Some(one)) => Some(1 - one.min(1)),
        _ => None,
    }
}

/// Lower-case words of a name, split at signs, digits and camel case.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for c in name.chars() {
        let starts_word = !c.is_alphabetic() || (c.is_uppercase() && before.is_lowercase());
        if starts_word {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphabetic()) {
            word.extend(c.to_lowercase());
        }
        before = c;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(samples: &[&str], lines: &[&str]) -> VcfHeader {
        let mut header = VcfHeader::default();
        for (line, number) in lines.iter().zip(1..) {
            header.add(number, line);
        }
        header.samples = samples.iter().map(|name| (*name).to_owned()).collect();
        header
    }

    fn chosen(samples: &[&str], lines: &[&str]) -> Option<(usize, Option<usize>)> {
        let columns = choose("a.vcf", &header(samples, lines), &ImportOptions::default()).ok()?;
        Some((columns.tumor?, columns.normal))
    }

    #[test]
    fn a_name_tells_its_role_by_whole_words_only() {
        for (name, expected) in [
            ("TUMOR", Some(SampleRole::Tumor)),
            ("HCC1395_TUMOR_DNA", Some(SampleRole::Tumor)),
            ("SomaticSample", Some(SampleRole::Tumor)),
            ("case7-tumour2", Some(SampleRole::Tumor)),
            ("NormalSample", Some(SampleRole::Normal)),
            ("Patient_01_Germline", Some(SampleRole::Normal)),
            ("non-tumor", None),
            ("tumor_normal", None),
            ("abnormality", None),
            ("N1", None),
        ] {
            assert_eq!(role_in_name(name), expected, "{name}");
        }
    }

    #[test]
    fn roles_are_taken_from_unambiguous_evidence_only() {
        for (samples, lines, expected) in [
            (&["NORMAL", "TUMOR"][..], &[][..], Some((1, Some(0)))),
            (&["a", "b"][..], &["##tumor_sample=b", "##normal_sample=a"][..], Some((1, Some(0)))),
            (&["999-99", "998-99"][..], &["##SAMPLE=<ID=TUMOR,SampleName=999-99>"][..], Some((0, None))),
            (&["a", "b"][..], &["##normal_sample=a"][..], Some((1, Some(0)))),
            (&["only"][..], &[][..], Some((0, None))),
            (&["a", "b"][..], &[][..], None),
            (&["index", "father", "mother"][..], &[][..], None),
            (&["tumor1", "tumor2"][..], &[][..], None),
            (&["NORMAL"][..], &[][..], None),
            (&["x_NORMAL", "y"][..], &["##tumor_sample=x_NORMAL"][..], None),
        ] {
            assert_eq!(chosen(samples, lines), expected, "{samples:?} {lines:?}");
        }
    }

    #[test]
    fn an_answer_wins_and_a_wrong_answer_is_refused() {
        let two = header(&["a", "b"], &[]);
        let options = |tumor: Option<&str>, normal: Option<&str>| ImportOptions {
            assembly: None,
            tumor_sample: tumor.map(str::to_owned),
            normal_sample: normal.map(str::to_owned),
            ..ImportOptions::default()
        };
        assert_eq!(
            choose("f", &two, &options(Some("b"), None)).unwrap(),
            SampleColumns { tumor: Some(1), normal: None }
        );
        assert_eq!(
            choose("f", &two, &options(None, Some("b"))).unwrap(),
            SampleColumns { tumor: Some(0), normal: Some(1) }
        );
        assert_eq!(choose("f", &two, &options(Some("c"), None)).unwrap_err().code(), "intake_sample_not_found");
        assert_eq!(choose("f", &two, &options(Some("a"), Some("a"))).unwrap_err().code(), "intake_tumor_is_normal");
    }
}
