//! エキスパートパネル省略: whether a meeting may be left out, with every condition named. What is not on the list of tests, a whole
//! genome above all, is outside its scope; nothing here ever decides for the attending physician.

use knowledge::Release;
use knowledge::panel_omission::ListedPair;
use model::assessed::Met;
use model::evidence::{DrugAccessibility, EvidenceLevel};
use model::finding::{Finding, Reason};
use model::profile::MolecularProfile;
use model::tumor_type::TumorContext;

/// What the conditions come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OmissionVerdict {
    /// 対象外: the test is not on the list, or nobody told which it was.
    OutOfScope,
    /// A condition is not met.
    NotPossible,
    /// Nothing speaks against it, and conditions are open that a person has to judge.
    ForPersonToJudge,
}

impl OmissionVerdict {
    /// The code used in answers.
    pub fn code(self) -> &'static str {
        match self {
            Self::OutOfScope => "out_of_scope",
            Self::NotPossible => "not_possible",
            Self::ForPersonToJudge => "for_person_to_judge",
        }
    }
}

/// The verdict, and every condition with its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Omission {
    /// The verdict.
    pub verdict: OmissionVerdict,
    /// What was asked, and the answer.
    pub conditions: Vec<(Reason, Met)>,
}

/// Asks every condition of one profile and its findings.
pub fn omission(profile: &MolecularProfile, tumor: &TumorContext, findings: &[Finding], release: &Release) -> Omission {
    let list = release.panel_omission();
    let name = profile.test.as_ref().and_then(|test| test.name.as_deref());
    let test = name.and_then(|name| list.test(name));
    let told = name.unwrap_or("-");
    let on_list = if test.is_some() { Met::Met } else { Met::NotMet };
    let mut conditions = vec![(Reason::new("omission_test_listed").with("test", told), on_list)];
    let Some(test) = test else { return Omission { verdict: OmissionVerdict::OutOfScope, conditions } };
    let strong: Vec<&Finding> = findings.iter().filter(|finding| is_approved_a(finding)).collect();
    let level_a = if strong.is_empty() { Met::NotMet } else { Met::Met };
    conditions.push((Reason::new("omission_level_a"), level_a));
    let listed = |pair: &ListedPair| strong.iter().any(|finding| is_pair(finding, pair, tumor, release));
    let pair = match (list.pairs(test).any(listed), list.is_complete()) {
        (true, _) => Met::Met,
        (false, true) => Met::NotMet,
        (false, false) => Met::NotAssessed,
    };
    conditions.push((Reason::new("omission_pair_listed"), pair));
    let inherited = findings.iter().any(|finding| finding.germline && finding.status == Met::Met);
    let no_suspicion = if inherited { Met::NotMet } else { Met::NotAssessed };
    conditions.push((Reason::new("omission_no_secondary_finding"), no_suspicion));
    conditions.push((Reason::new("omission_attending_decides"), Met::NotAssessed));
    let refuted = conditions.iter().any(|(_, met)| *met == Met::NotMet);
    let verdict = if refuted { OmissionVerdict::NotPossible } else { OmissionVerdict::ForPersonToJudge };
    Omission { verdict, conditions }
}

fn is_approved_a(finding: &Finding) -> bool {
    finding.is_acceptable_option()
        && finding.evidence_level == Some(EvidenceLevel::A)
        && finding.accessibility == DrugAccessibility::JpApproved
}

fn is_pair(finding: &Finding, pair: &ListedPair, tumor: &TumorContext, release: &Release) -> bool {
    let TumorContext::Type(code) = tumor else { return false };
    let lineage = release.tumor_types().ancestors(code);
    let in_tumour = pair.tumor_types.iter().any(|wanted| wanted == code || lineage.contains(wanted));
    // The list names the drug that the test is for; a row may name its partners as well.
    let has = |wanted: &String| finding.therapies.iter().any(|drug| drug.en == *wanted);
    in_tumour && pair.therapies.iter().all(has)
}

#[cfg(test)]
mod tests {
    use model::profile::TestDescription;
    use model::structural::CopyNumberChange;

    use super::*;
    use crate::level_engine::{NOW, amplification, ask, missense, release, variant};

    fn asked(mut profile: MolecularProfile, tumor: &str, test: Option<&str>) -> (OmissionVerdict, Vec<(String, Met)>) {
        profile.test = test.map(|name| TestDescription {
            name: Some(name.to_owned()),
            version: None,
            test_type: None,
            test_id: None,
        });
        let findings = ask(&profile, tumor, NOW).findings;
        let answer = omission(&profile, &TumorContext::Type(tumor.into()), &findings, &release());
        let conditions = answer.conditions.into_iter().map(|(asked, met)| (asked.code, met)).collect();
        (answer.verdict, conditions)
    }

    #[test]
    fn a_whole_genome_is_outside_the_scope_whatever_was_found() {
        for test in [None, Some("whole genome sequencing"), Some("FoundationTwo")] {
            let (verdict, conditions) = asked(missense("EGFR", "p.Leu858Arg"), "LUAD", test);
            assert_eq!(verdict, OmissionVerdict::OutOfScope, "{test:?}");
            assert_eq!(conditions, [("omission_test_listed".to_owned(), Met::NotMet)]);
        }
    }

    #[test]
    fn a_listed_test_with_an_approved_drug_is_for_a_person_to_judge_and_never_settled_here() {
        let (verdict, conditions) = asked(missense("EGFR", "p.Leu858Arg"), "LUAD", Some("FoundationOne CDx"));
        assert_eq!(verdict, OmissionVerdict::ForPersonToJudge);
        let open: Vec<&str> =
            conditions.iter().filter(|(_, met)| *met == Met::NotAssessed).map(|(code, _)| code.as_str()).collect();
        // Only the first rows of the list could be read: that this pair is not among them says nothing.
        assert_eq!(open, ["omission_pair_listed", "omission_no_secondary_finding", "omission_attending_decides"]);
        let salivary = amplification("ERBB2", CopyNumberChange::Amplification);
        let (_, conditions) = asked(salivary, "SACA", Some("GenMineTOP がんゲノムプロファイリングシステム"));
        assert!(conditions.contains(&("omission_pair_listed".to_owned(), Met::Met)), "{conditions:?}");
    }

    #[test]
    fn without_an_approved_drug_or_with_an_inherited_variant_a_meeting_is_needed() {
        let trial_only = amplification("CDKN2A", CopyNumberChange::Loss);
        assert_eq!(asked(trial_only, "LUAD", Some("FoundationOne CDx")).0, OmissionVerdict::NotPossible);
        let mut inherited = missense("EGFR", "p.Leu858Arg");
        let mut brca = variant("BRCA1", "p.Gln667Ter", "stop_gained", None);
        brca.origin = model::evidence::AlleleOrigin::Germline;
        inherited.small_variants.push(brca);
        let (verdict, conditions) = asked(inherited, "LUAD", Some("FoundationOne CDx"));
        assert_eq!(verdict, OmissionVerdict::NotPossible);
        assert!(conditions.contains(&("omission_no_secondary_finding".to_owned(), Met::NotMet)));
    }
}
