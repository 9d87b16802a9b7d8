//! Trials and 患者申出療養, on the repository's knowledge base with invented trial rows beside it.

use knowledge::{SourceFile, read_folder};

use super::*;

const INVENTED: &str = r#"
[[trial]]
id = "T-9001"
registry_id = "jRCT9999999901"
title_ja = "合成試験：CDKN2A 喪失"
route = "japan"
subject = "CDKN2A loss | CDKN2A homozygous deletion"
origin = "somatic"
regimens = [["docetaxel"]]
tumor_types = ["SOLID"]
excluded = ["PAAD"]
opened_on = "2026-01-10"
closed_on = "2026-12-01"
seen_on = "2026-06-01"
basis = "source_read"
source = "試験のための作りもの"

[[trial]]
id = "T-9002"
title_ja = "合成の患者申出療養"
route = "patient_requested"
subject = "BRAF p.V600E"
origin = "somatic"
regimens = [["dabrafenib", "trametinib"]]
tumor_types = ["BRAIN", "COADREAD"]
seen_on = "2026-06-01"
basis = "source_read"
source = "試験のための作りもの"

[[trial]]
id = "T-9003"
title_ja = "合成の海外試験"
route = "overseas"
subject = "BRAF p.V600E"
origin = "somatic"
regimens = [["vemurafenib"]]
tumor_types = ["COADREAD"]
seen_on = "2026-06-01"
basis = "source_read"
source = "試験のための作りもの"

[[trial]]
id = "T-9004"
title_ja = "記憶だけの試験"
route = "japan"
subject = "BRAF p.V600E"
origin = "somatic"
regimens = [["encorafenib"]]
tumor_types = ["COADREAD"]
seen_on = "2026-06-01"
basis = "from_memory"

[[trial]]
id = "T-9005"
title_ja = "合成試験：生殖細胞系列"
route = "japan"
subject = "BRCA1 germline pathogenic | BRCA2 germline pathogenic"
origin = "germline"
regimens = [["olaparib"]]
tumor_types = ["PAAD"]
seen_on = "2026-06-01"
basis = "source_read"
source = "試験のための作りもの"

[[trial]]
id = "T-9006"
title_ja = "合成試験：体細胞"
route = "overseas"
subject = "BRCA2 loss-of-function"
origin = "somatic"
regimens = [["olaparib"]]
tumor_types = ["PAAD"]
seen_on = "2026-06-01"
basis = "source_read"
source = "試験のための作りもの"
"#;

fn with_trials(text: &str) -> Result<Release, knowledge::KnowledgeError> {
    let mut files = read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge-base")).unwrap();
    files.push(SourceFile { path: "statements/trials/invented.toml".to_owned(), text: text.to_owned() });
    Release::from_files(&files)
}

fn trial<'i>(answer: &'i Interpretation, id: &str) -> Option<&'i Finding> {
    answer.findings.iter().find(|finding| finding.statement.0 == format!("shirube:{id}"))
}

#[test]
fn the_shipped_release_holds_no_trial_and_an_invented_one_is_counted() {
    assert_eq!(release().trials().count(), 0);
    let invented = with_trials(INVENTED).unwrap();
    assert_eq!((invented.trials().count(), invented.counts().kind("trial").total()), (6, 6));
    assert_eq!(invented.search("jRCT9999999901").len(), 1);
}

#[test]
fn a_loss_with_only_a_trial_has_the_access_of_a_trial_on_its_days_and_no_level() {
    let invented = with_trials(INVENTED).unwrap();
    let lost = amplification("CDKN2A", CopyNumberChange::Loss);
    for (day, access, code) in [
        (date(2026, 1, 9), DrugAccessibility::None, "trial_not_yet_open"),
        (date(2026, 1, 10), DrugAccessibility::JpTrial, "trial_open_as_seen"),
        (NOW, DrugAccessibility::JpTrial, "trial_open_as_seen"),
        (date(2026, 12, 1), DrugAccessibility::None, "trial_closed"),
    ] {
        let answer = ask_release(&lost, "LUAD", day, &invented);
        let found = trial(&answer, "T-9001").unwrap();
        assert_eq!((found.accessibility, found.evidence_level), (access, None), "{day}");
        assert!(found.reasons.iter().any(|reason| reason.code == code), "{day} {:?}", found.reasons);
        assert!(!found.is_option() && !found.resistance);
        let shown = found.trial.clone().unwrap();
        assert_eq!(shown.registry_id.as_deref(), Some("jRCT9999999901"));
    }
    assert!(trial(&ask_release(&lost, "PAAD", NOW, &invented), "T-9001").is_none(), "left out by name");
    assert!(trial(&ask_release(&lost, "AML", NOW, &invented), "T-9001").is_none(), "no solid tumour");
}

#[test]
fn a_patient_requested_treatment_and_a_trial_abroad_have_their_own_access_and_memory_gives_none() {
    let invented = with_trials(INVENTED).unwrap();
    let answer = ask_release(&missense("BRAF", "p.Val600Glu"), "COAD", NOW, &invented);
    let access = |id: &str| trial(&answer, id).map(|found| found.accessibility);
    assert_eq!(access("T-9002"), Some(DrugAccessibility::JpTrial));
    assert!(trial(&answer, "T-9002").unwrap().trial.as_ref().unwrap().patient_requested);
    assert_eq!(access("T-9003"), Some(DrugAccessibility::OverseasTrial));
    assert_eq!(access("T-9004"), Some(DrugAccessibility::None), "only remembered");
}

#[test]
fn a_trial_changes_no_other_finding_and_a_resistance_stands_beside_it() {
    let invented = with_trials(INVENTED).unwrap();
    for (profile, tumor) in [(missense("BRAF", "p.Val600Glu"), "COAD"), (missense("BRAF", "p.Val600Glu"), "MEL")] {
        let without = ask(&profile, tumor, NOW).findings;
        let with = ask_release(&profile, tumor, NOW, &invented).findings;
        let others: Vec<Finding> = with.iter().filter(|finding| finding.trial.is_none()).cloned().collect();
        assert_eq!(others, without, "{tumor}");
        let against: Vec<&Finding> = with.iter().filter(|finding| finding.resistance).collect();
        for own in with.iter().filter(|finding| finding.trial.is_some()) {
            let opposed = against.iter().any(|other| own.therapies.iter().any(|drug| names(other, &drug.en)));
            assert!(opposed || own.contradicted_by.is_empty());
        }
    }
}

#[test]
fn a_registry_number_that_nobody_read_is_refused() {
    let wrong = INVENTED.replace("title_ja = \"記憶だけの試験\"", "registry_id = \"NCT00000001\"\ntitle_ja = \"x\"");
    let Err(knowledge::KnowledgeError::Unsound { problems }) = with_trials(&wrong) else { panic!("it was taken") };
    assert!(problems.iter().any(|problem| problem.to_string().contains("registry number")), "{problems:?}");
}

#[test]
fn a_trial_gives_no_access_where_the_origin_differs_or_is_not_told() {
    let invented = with_trials(INVENTED).unwrap();
    let of = |origin: AlleleOrigin| {
        let truncated = with_origin(variant("BRCA2", "p.Lys1000fs", "frameshift_variant", None), origin);
        let profile = MolecularProfile { small_variants: vec![truncated], ..profile() };
        ask_release(&profile, "PAAD", NOW, &invented)
    };
    let (jp, abroad, none) = (DrugAccessibility::JpTrial, DrugAccessibility::OverseasTrial, DrugAccessibility::None);
    for (id, origin, access, code) in [
        ("T-9005", AlleleOrigin::Germline, jp, "trial_open_as_seen"),
        ("T-9005", AlleleOrigin::Somatic, none, "origin_differs"),
        ("T-9005", AlleleOrigin::Unknown, none, "germline_origin_not_told"),
        ("T-9006", AlleleOrigin::Somatic, abroad, "trial_open_as_seen"),
        ("T-9006", AlleleOrigin::Germline, none, "origin_differs"),
    ] {
        let answer = of(origin);
        let found = trial(&answer, id).unwrap();
        assert_eq!((found.accessibility, found.evidence_level), (access, None), "{id} {origin:?}");
        assert!(found.reasons.iter().any(|reason| reason.code == code), "{id} {origin:?} {:?}", found.reasons);
    }
}
