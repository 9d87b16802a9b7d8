//! Each kind of mistake, planted into a copy of the repository's files, is found where it was planted.

use super::folder;
use crate::folder::{SourceFile, read_folder};
use crate::problem::{Problem, ProblemKind};
use crate::release::Release;

fn files() -> Vec<SourceFile> {
    read_folder(&folder()).unwrap()
}

/// The files with one text replaced; the text must be there, once or more, and its first place is changed.
fn planted(path: &str, old: &str, new: &str) -> Vec<SourceFile> {
    let mut files = files();
    let file = files.iter_mut().find(|file| file.path == path).unwrap_or_else(|| panic!("{path} is missing"));
    assert!(file.text.contains(old), "{path} has no {old}");
    file.text = file.text.replacen(old, new, 1);
    files
}

fn problems(path: &str, old: &str, new: &str) -> Vec<Problem> {
    Release::verify_files(&planted(path, old, new)).problems
}

/// The mistake is found, by the kind that `is_it` wants, in the file and row where it was planted.
#[track_caller]
fn found(path: &str, (old, new): (&str, &str), row: Option<&str>, is_it: impl Fn(&ProblemKind) -> bool) {
    let problems = problems(path, old, new);
    let hit =
        problems.iter().any(|problem| problem.file == path && problem.row.as_deref() == row && is_it(&problem.kind));
    assert!(hit, "{problems:#?}");
    assert!(Release::from_files(&planted(path, old, new)).is_err());
}

const EGFR: &str = "statements/approvals/lung-egfr.toml";
const SOLID: &str = "statements/approvals/solid.toml";

#[test]
fn a_field_that_no_kind_has() {
    found(EGFR, ("origin =", "colour = \"red\"\norigin ="), Some("JP-0001"), |kind| {
        matches!(kind, ProblemKind::AgainstSchema { .. })
    });
    found(
        EGFR,
        ("origin =", "colour = \"red\"\norigin ="),
        None,
        |kind| matches!(kind, ProblemKind::Malformed { message } if message.contains("colour")),
    );
}

#[test]
fn text_that_is_no_toml() {
    found(EGFR, ("[[statement]]", "[[statement]"), None, |kind| matches!(kind, ProblemKind::Malformed { .. }));
}

#[test]
fn an_id_that_is_there_twice() {
    found(EGFR, ("JP-0002", "JP-0001"), Some("JP-0001"), |kind| *kind == ProblemKind::Duplicate);
    found("therapies.toml", ("\"afatinib\"", "\"abemaciclib\""), Some("abemaciclib"), |kind| {
        *kind == ProblemKind::Duplicate
    });
    found("tumor-types/lung.toml", ("\"LUAS\"", "\"LUAD\""), Some("LUAD"), |kind| *kind == ProblemKind::Duplicate);
}

#[test]
fn a_subject_that_is_not_in_the_notation() {
    found(
        EGFR,
        ("EGFR p.L858R\"", "EGFR L858R\""),
        Some("JP-0001"),
        |kind| matches!(kind, ProblemKind::SubjectNotUnderstood { message } if message.contains("EGFR L858R")),
    );
    found("terms.toml", ("\"not MSI-High\"", "\"not MSI\""), Some("pMMR"), |kind| {
        matches!(kind, ProblemKind::SubjectNotUnderstood { .. })
    });
}

#[test]
fn names_that_are_not_listed() {
    found(EGFR, ("| EGFR p.L858R", "| EGRF p.L858R"), Some("JP-0001"), |kind| {
        *kind == ProblemKind::UnknownGene { symbol: "EGRF".to_owned() }
    });
    found(EGFR, ("gefitinib", "gefitinb"), Some("JP-0001"), |kind| {
        *kind == ProblemKind::UnknownTherapy { name: "gefitinb".to_owned() }
    });
    found(EGFR, ("NSCLC", "NSCLX"), Some("JP-0001"), |kind| {
        *kind == ProblemKind::UnknownTumorType { code: "NSCLX".to_owned() }
    });
    found("areas.toml", ("\"LIVER\"", "\"LIVRE\""), Some("gastrointestinal"), |kind| {
        matches!(kind, ProblemKind::UnknownTumorType { .. })
    });
    found("hotspots.toml", ("\"BRAF\"", "\"BARF\""), Some("BARF"), |kind| {
        matches!(kind, ProblemKind::UnknownGene { .. })
    });
}

#[test]
fn a_basis_that_its_source_contradicts() {
    found(EGFR, ("basis = \"source_read\"", "basis = \"from_memory\""), Some("JP-0001"), |kind| {
        *kind == ProblemKind::SourceOnMemory
    });
    found(EGFR, ("basis = \"from_memory\"", "basis = \"source_read\""), Some("JP-0004"), |kind| {
        *kind == ProblemKind::SourceMissing
    });
    found(EGFR, ("basis = \"from_memory\"", "basis = \"source_read\""), Some("JP-0004"), |kind| {
        matches!(kind, ProblemKind::AgainstSchema { .. })
    });
}

#[test]
fn a_date_that_is_none() {
    found(EGFR, ("2013-06-14", "2013-06-31"), Some("JP-0002"), |kind| {
        *kind == ProblemKind::MalformedDate { field: "approved_on", text: "2013-06-31".to_owned() }
    });
    found("release.toml", ("2026-11-23", "2026-23-11"), None, |kind| {
        matches!(kind, ProblemKind::MalformedDate { field: "as_of", .. })
    });
}

/// What a register said is of the day on which it was read; a year would speak for days on which nobody looked.
#[test]
fn a_trial_that_was_seen_in_some_year_or_month() {
    let of = |seen_on: &str| {
        let text = format!(
            "[[trial]]\nid = \"T-9001\"\ntitle_ja = \"合成試験\"\nroute = \"japan\"\nsubject = \"BRAF p.V600E\"\n\
             origin = \"somatic\"\nregimens = [[\"dabrafenib\"]]\ntumor_types = [\"COADREAD\"]\nopened_on = \"2025\"\n\
             seen_on = \"{seen_on}\"\nbasis = \"source_read\"\nsource = \"作りもの\"\n"
        );
        let mut files = files();
        files.push(SourceFile { path: "statements/trials/planted.toml".to_owned(), text });
        Release::verify_files(&files).problems
    };
    assert_eq!(of("2026-06-01"), []);
    for text in ["2026", "2026-06"] {
        let problems = of(text);
        let malformed = ProblemKind::MalformedDate { field: "seen_on", text: text.to_owned() };
        assert!(problems.iter().any(|problem| problem.kind == malformed), "{problems:?}");
        assert!(
            problems.iter().any(|problem| matches!(problem.kind, ProblemKind::AgainstSchema { .. })),
            "{problems:?}"
        );
    }
}

/// Words that nobody read would spread an indication over variants that it may not name.
#[test]
fn the_words_of_an_indication_that_nobody_read() {
    let of = |basis: &str| {
        let text = format!(
            "[[statement]]\nid = \"JP-9001\"\nsubject = \"BRAF p.V600E\"\norigin = \"somatic\"\n\
             regimens = [[\"dabrafenib\"]]\ntumor_types = [\"MEL\"]\nlabel_subject = \"BRAF mutation\"\n\
             status = \"approved\"\n{basis}\n"
        );
        let mut files = files();
        files.push(SourceFile { path: "statements/approvals/planted.toml".to_owned(), text });
        let problems = Release::verify_files(&files).problems;
        problems.iter().any(|problem| problem.kind == ProblemKind::LabelNotRead)
    };
    assert!(!of("basis = \"source_read\"\nsource = \"作りもの\""));
    assert!(of("basis = \"from_memory\""));
}

#[test]
fn a_filing_with_an_approval_date() {
    let old = "status = \"filed\"";
    found(
        "statements/approvals/bowel.toml",
        (old, "status = \"filed\"\napproved_on = \"2025\""),
        Some("JP-0050"),
        |kind| *kind == ProblemKind::FiledWithDate,
    );
}

#[test]
fn an_exclusion_of_what_was_never_included() {
    found(SOLID, ("excluded = [\"COADREAD\"]", "excluded = [\"AML\"]"), Some("JP-0102"), |kind| {
        *kind == ProblemKind::ExcludedOutsideIncluded { code: "AML".to_owned() }
    });
    found(EGFR, ("tumor_type_ja", "excluded = [\"NSCLC\"]\ntumor_type_ja"), Some("JP-0001"), |kind| {
        *kind == ProblemKind::ExcludedOutsideIncluded { code: "NSCLC".to_owned() }
    });
}

#[test]
fn a_regimen_or_a_drug_that_is_named_twice() {
    for new in ["[[\"gefitinib\"], [\"gefitinib\"]]", "[[\"gefitinib\", \"gefitinib\"]]"] {
        found(EGFR, ("[[\"gefitinib\"]]", new), Some("JP-0001"), |kind| *kind == ProblemKind::DuplicateRegimen);
    }
}

#[test]
fn a_germline_subject_in_a_somatic_row() {
    let path = "statements/approvals/hereditary-syndromes.toml";
    found(path, ("origin = \"germline\"", "origin = \"somatic\""), Some("JP-0111"), |kind| {
        *kind == ProblemKind::OriginDisagrees
    });
}

#[test]
fn a_policy_or_threshold_that_rules_ask_for_and_nobody_set() {
    let path = "policy/levels.toml";
    found(path, ("\"fda_only_counts_as_a\"", "\"fda_counts\""), Some("fda_counts"), |kind| {
        *kind == ProblemKind::UnknownPolicy
    });
    let missing = ProblemKind::PolicyMissing { name: "fda_only_counts_as_a" };
    let problems_of_policy = problems(path, "\"fda_only_counts_as_a\"", "\"fda_counts\"");
    assert!(problems_of_policy.iter().any(|problem| problem.kind == missing));
    let problems_of_threshold = problems("thresholds.toml", "tmb_high_mut_per_mb", "tmb_high");
    let missing = ProblemKind::ThresholdMissing { name: "tmb_high_mut_per_mb" };
    assert!(problems_of_threshold.iter().any(|problem| problem.kind == missing));
    let two_sides = problems("thresholds.toml", "below = \"0.5\"", "below = \"0.5\"\nabove = \"0.5\"");
    assert!(two_sides.iter().any(|problem| problem.kind == ProblemKind::ThresholdSide));
}

#[test]
fn a_type_that_hangs_on_nothing() {
    let problems = problems("tumor-types/lung.toml", "parent = \"NSCLC\"", "parent = \"NSCL\"");
    let kind = ProblemKind::UnknownTumorType { code: "NSCL".to_owned() };
    assert_eq!(problems, [Problem { file: "tumor-types/".to_owned(), row: Some("CMPT".to_owned()), kind }]);
}

#[test]
fn a_tree_that_turns_in_a_circle() {
    let changed =
        planted("tumor-types/lung.toml", "code = \"LUNG\", parent = \"TISSUE\"", "code = \"LUNG\", parent = \"LUAD\"");
    let problems = Release::verify_files(&changed).problems;
    let circle = |problem: &&Problem| problem.kind == ProblemKind::OwnAncestor;
    assert!(problems.iter().any(|problem| circle(&problem) && problem.row.as_deref() == Some("LUAD")), "{problems:#?}");
}

#[test]
fn a_hotspot_that_is_no_residue() {
    found("hotspots.toml", ("\"V600\"", "\"600\""), Some("BRAF"), |kind| {
        matches!(kind, ProblemKind::MalformedValue { .. })
    });
}

#[test]
fn files_that_are_missing_or_of_no_kind() {
    let mut without = files();
    without.retain(|file| file.path != "genes.toml" && file.path != "schema/genes.json");
    let problems = Release::verify_files(&without).problems;
    for path in ["genes.toml", "schema/genes.json"] {
        assert!(problems.iter().any(|problem| problem.file == path && problem.kind == ProblemKind::MissingFile));
    }
    let mut with = files();
    with.push(SourceFile { path: "notes.toml".to_owned(), text: String::new() });
    let problems = Release::verify_files(&with).problems;
    assert_eq!(problems.len(), 1);
    assert_eq!((problems[0].file.as_str(), &problems[0].kind), ("notes.toml", &ProblemKind::UnknownFile));
}

#[test]
fn a_file_of_a_newer_product() {
    found("release.toml", ("schema = 1", "schema = 2"), None, |kind| {
        *kind == ProblemKind::NewerSchema { found: 2, known: 1 }
    });
}

#[test]
fn every_problem_is_told_at_once_and_in_order() {
    let mut changed = planted(EGFR, "gefitinib", "gefitinb");
    let other = changed.iter_mut().find(|file| file.path == SOLID).unwrap();
    other.text = other.text.replacen("larotrectinib", "larotrectinb", 1);
    let problems = Release::verify_files(&changed).problems;
    let files: Vec<&str> = problems.iter().map(|problem| problem.file.as_str()).collect();
    assert_eq!(files, [EGFR, SOLID]);
}

#[test]
fn a_folder_that_is_not_there_is_one_problem() {
    let verification = Release::verify(&folder().join("nowhere"));
    assert_eq!(verification.problems.len(), 1);
    assert!(!verification.is_clean() && verification.release.is_none());
}

#[test]
fn the_id_follows_the_facts_and_nothing_else() {
    let id = |files: &[SourceFile]| Release::from_files(files).unwrap().id().to_owned();
    let own = id(&files());
    let mut reversed = files();
    reversed.reverse();
    assert_eq!(id(&reversed), own);
    let mut commented = files();
    commented.iter_mut().filter(|file| file.path == EGFR).for_each(|file| file.text.push_str("\n# a remark\n"));
    assert_eq!(id(&commented), own);
    for (path, old, new) in [
        (EGFR, "手術不能又は再発", "手術不能または再発"),
        (EGFR, "2011-11", "2011-12"),
        ("genes.toml", "offset = 19", "offset = 18"),
        ("terms.toml", "requires = \"not MSI-High\"\n", ""),
        ("policy/levels.toml", "value = true", "value = false"),
        ("release.toml", "2026-11-23", "2026-11-24"),
    ] {
        assert_ne!(id(&planted(path, old, new)), own, "{path}: {old}");
    }
}

#[test]
fn sums_that_no_class_holds_and_criteria_without_points() {
    found("oncogenicity.toml", ("from = 6", "from = 7"), None, |kind| {
        matches!(kind, ProblemKind::ClassesDoNotMeet { points: 6 })
    });
    found("oncogenicity.toml", ("code = \"OS2\"", "code = \"OS1\""), Some("OS2"), |kind| {
        *kind == ProblemKind::CriterionMissing
    });
    found("amp.toml", ("evidence_level = \"B\"", "evidence_level = \"A\""), Some("A"), |kind| {
        *kind == ProblemKind::Duplicate
    });
}

#[test]
fn a_release_that_was_written_before_the_classifications_is_still_read() {
    let mut files = files();
    let later = ["oncogenicity", "amp", "bridges", "conditions", "panel-omission"]
        .map(|name| (format!("{name}.toml"), format!("schema/{name}.json")));
    files.retain(|file| !later.iter().any(|(rows, schema)| [rows, schema].contains(&&file.path)));
    assert!(Release::verify_files(&files).is_clean());
    let release = Release::from_files(&files).unwrap();
    assert!(release.oncogenicity().is_empty() && release.amp().iter().next().is_none());
}

#[test]
fn conditions_of_rows_or_drugs_that_are_not_there() {
    found("conditions.toml", ("\"JP-0034\"", "\"JP-9034\""), Some("shirube:JP-9034"), |kind| {
        *kind == ProblemKind::UnknownStatement
    });
    found(
        "conditions.toml",
        ("\"imatinib\"", "\"imatinip\""),
        Some("JP-0130"),
        |kind| matches!(kind, ProblemKind::UnknownTherapy { name } if name == "imatinip"),
    );
}
