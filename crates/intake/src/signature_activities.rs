//! Activities of mutational signatures as the tools of SigProfiler write them: a row per sample, a column per signature.

use model::Decimal;
use model::biomarker::SignatureActivity;
use model::ledger::Bin;
use model::small_variant::RecordSource;

use crate::ImportOptions;
use crate::error::IntakeError;
use crate::malformed::MalformedCause;
use crate::number::decimal;
use crate::part::{FileIdentity, FilePart};
use crate::recognise::TableKind;
use crate::samples::Samples;
use crate::table::{Row, Table};
use crate::tally::Tally;

const METHOD: &str = "SigProfiler";

/// How many names a notice names.
const NAMES_NAMED: usize = 5;

/// Reads a whole table.
pub(crate) fn read(file: &FileIdentity, mut table: Table, options: &ImportOptions) -> Result<FilePart, IntakeError> {
    let sample = table.needed(&["Samples", "Sample"])?;
    let columns: Vec<(usize, String)> = table
        .columns()
        .enumerate()
        .filter(|(column, (_, key))| *column != sample && !key.is_empty())
        .map(|(column, (name, _))| (column, name.to_owned()))
        .collect();
    let unknown: Vec<&str> =
        columns.iter().map(|(_, name)| name.as_str()).filter(|name| !is_signature(&name.to_lowercase())).collect();
    let unknown = (!unknown.is_empty()).then(|| {
        let words = unknown.iter().take(NAMES_NAMED).copied().collect::<Vec<_>>().join(", ");
        file.notice("signature_names_unknown").with("count", unknown.len()).with("words", words)
    });
    let (mut tally, mut samples) = (Tally::default(), Samples::new(true));
    while let Some(row) = table.next()? {
        tally.read();
        let Some(name) = row.stated(Some(sample)) else {
            tally.end_malformed(row.line, MalformedCause::SampleName);
            continue;
        };
        let Some(activities) = activities(&row, &columns, file.index) else {
            tally.end_malformed(row.line, MalformedCause::Columns);
            continue;
        };
        let bin = if activities.is_empty() { Bin::NoValue } else { Bin::Kept };
        samples.record(&name, bin, |profile| profile.signatures.extend(activities));
    }
    let (profiles, mut notices) = samples.finish(file, options, options.assembly, &mut tally)?;
    notices.extend(unknown);
    notices.extend(crate::tables::usual_notices(file, TableKind::SignatureActivities, &tally));
    let ledger = tally.close(&file.name, TableKind::SignatureActivities.code(), file.sha256)?;
    Ok(FilePart { ledger, notices, profiles, clinical: None, pedigree: None })
}

/// The activities of one sample; `None` when one of them is no number, or less than nothing.
fn activities(row: &Row<'_>, columns: &[(usize, String)], file: u32) -> Option<Vec<SignatureActivity>> {
    let stated = columns.iter().filter_map(|(column, name)| row.stated(Some(*column)).map(|text| (name, text)));
    let values: Vec<(&String, Decimal)> = stated
        .map(|(name, text)| decimal(&text).filter(|value| *value >= Decimal::ZERO).map(|value| (name, value)))
        .collect::<Option<_>>()?;
    // Shares sum to one at most, rounded; a single mutation in all is a table that says nothing.
    let sum = values.iter().try_fold(Decimal::ZERO, |sum, (_, value)| sum.checked_add(*value))?;
    let shares = values.iter().any(|(_, value)| !value.fract().is_zero()) && sum <= Decimal::new(1001, 3);
    let unit = if shares { "fraction" } else { "mutations" };
    let activity = |(name, activity): (&String, Decimal)| SignatureActivity {
        signature: name.clone(),
        activity,
        unit: Some(unit.to_owned()),
        method: Some(METHOD.to_owned()),
        source: RecordSource { file, line: row.line },
    };
    Some(values.into_iter().map(activity).collect())
}

/// Whether a name, in lower case, is of a catalogue (`sbs7a`, `id12`) or extracted from these samples (`sbs96b`).
pub(crate) fn is_signature(name: &str) -> bool {
    ["sbs", "dbs", "id", "cn", "sv"].iter().any(|class| {
        let digits_then_letter = |rest: &str| {
            let rest = rest.trim_end_matches(|c: char| c.is_ascii_lowercase());
            !rest.is_empty() && rest.len() <= 4 && rest.bytes().all(|byte| byte.is_ascii_digit())
        };
        name.len() <= class.len() + 6 && name.strip_prefix(class).is_some_and(digits_then_letter)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read_files;
    use model::assembly::Assembly;

    fn read(text: &str) -> model::case_input::CaseInput {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        std::fs::write(&path, text).unwrap();
        let options = ImportOptions { assembly: Some(Assembly::GRCh38), ..ImportOptions::default() };
        let input = read_files(&[path], &options).unwrap();
        assert!(input.ledger.files[0].balances());
        input
    }

    #[test]
    fn each_signature_of_a_sample_is_kept_with_unit_and_method() {
        let input = read("Samples\tSBS1\tSBS7a\tMine\nT\t120\t0\t7\n");
        let signatures = &input.profiles[0].signatures;
        assert_eq!(signatures.len(), 3);
        assert_eq!((signatures[0].signature.as_str(), signatures[0].activity), ("SBS1", Decimal::from(120)));
        assert_eq!((signatures[0].unit.as_deref(), signatures[0].method.as_deref()), (Some("mutations"), Some(METHOD)));
        let codes: Vec<&str> = input.notices.iter().map(|notice| notice.code.as_str()).collect();
        assert_eq!(codes, ["signature_names_unknown", "format_not_verified"]);
        assert_eq!(
            read("Samples\tSBS1\tSBS5\nT\t0.25\t0.75\n").profiles[0].signatures[1].unit.as_deref(),
            Some("fraction")
        );
    }

    #[test]
    fn what_is_no_activity_is_malformed() {
        let input = read("Samples\tSBS1\tSBS5\nT\t1\t2\nU\t-1\t2\nV\tx\t2\n\t1\t2\nW\n");
        let bins = &input.ledger.files[0].bins;
        assert_eq!((bins[&Bin::Kept], bins[&Bin::Malformed], bins[&Bin::NoValue]), (1, 3, 1));
    }

    #[test]
    fn names_of_signatures_are_told_from_other_words() {
        assert!(["sbs1", "sbs10a", "sbs96b", "id12", "cn5", "sv3"].iter().all(|name| is_signature(name)));
        assert!(
            ["", "sbs", "sbsx", "idea", "sex", "cn", "sbs12345", "signature a"].iter().all(|name| !is_signature(name))
        );
    }
}
