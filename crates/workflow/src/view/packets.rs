//! A case without the person, on screen: the same view before it is written and after it was opened elsewhere.

use std::collections::BTreeSet;

use jiff::civil::Date;
use model::finding::FindingKey;
use sync::packet::Invitation;
use sync::payload::{PseudonymisedCase, PseudonymisedFinding, PseudonymisedTreatment};

use super::percent;
use crate::contract::{AskedFinding, InvitationView, Message, PacketCase, PacketFact, PacketFinding};

/// An opened invitation.
pub(crate) fn invitation_view(invitation: &Invitation, host_fingerprint: String, today: Date) -> InvitationView {
    InvitationView {
        packet: invitation.packet.to_string(),
        host: invitation.host.clone(),
        host_fingerprint,
        member: invitation.member.clone(),
        seat: invitation.seat,
        qualifications: invitation.qualifications.iter().map(|counts| counts.code().to_owned()).collect(),
        meeting: invitation.meeting.clone(),
        due_on: invitation.due_on.to_string(),
        late: today > invitation.due_on,
        written_at: invitation.written_at.to_string(),
        subject: invitation.subject.as_ref().map(|subject| subject.0.clone()),
        case: packet_case(&invitation.case, &invitation.asked),
        case_hash: invitation.case_hash.to_string(),
        asked: asked(&invitation.case, &invitation.asked),
    }
}

/// The case as a member sees it.
pub(crate) fn packet_case(case: &PseudonymisedCase, asked: &[FindingKey]) -> PacketCase {
    PacketCase {
        facts: facts(case),
        findings: case.findings.iter().map(|found| finding(found, asked.contains(&found.key))).collect(),
        germline_included: case.germline_included,
        open_questions: case.open_questions,
        release: case.release.clone(),
        as_of: case.as_of.to_string(),
    }
}

fn asked(case: &PseudonymisedCase, asked: &[FindingKey]) -> Vec<AskedFinding> {
    let mut seen = BTreeSet::new();
    let of_panel = case.findings.iter().filter(|found| asked.contains(&found.key));
    of_panel
        .filter(|found| seen.insert(found.key))
        .map(|found| AskedFinding {
            key: found.key.to_string(),
            label: label(found),
            therapy_label: therapy(found),
            evidence_level: found.evidence_level.map(|level| level.code().to_owned()),
            decision: None,
        })
        .collect()
}

fn facts(case: &PseudonymisedCase) -> Vec<PacketFact> {
    let mut facts = Vec::new();
    let mut add = |label: &str, value: Option<String>| {
        facts.extend(value.map(|value| PacketFact { label: label.to_owned(), value }));
    };
    let sex = match case.sex {
        model::person::Sex::Male => "male",
        model::person::Sex::Female => "female",
        model::person::Sex::Other => "other",
        model::person::Sex::Unknown => "unknown",
    };
    add("sex", Some(sex.to_owned()));
    add("fact_age", case.age_years.map(|age| age.to_string()));
    add("tumor_type", case.tumor_label.clone().or_else(|| case.tumor_type.as_ref().map(ToString::to_string)));
    add("diagnosis", case.diagnosis.clone());
    add("ecog_ps", case.ecog_ps.map(|ps| ps.to_string()));
    if let Some(specimen) = &case.specimen {
        add("specimen_collected_on", specimen.collected_in.clone());
        add("specimen_site", specimen.site.clone());
        add("specimen_kind", specimen.kind.clone());
        add("tumor_content_percent", specimen.tumor_content_percent.map(|percent| format!("{percent}%")));
    }
    for given in &case.treatments {
        add("treatment", Some(treatment(given)));
    }
    for sign in &case.phenotypes {
        let label = if sign.excluded { "phenotype_excluded" } else { "phenotype" };
        let words = [sign.label.clone(), Some(sign.term.clone()), sign.onset.clone()];
        add(label, Some(words.into_iter().flatten().collect::<Vec<_>>().join(", ")));
    }
    add("test_name", case.test_name.clone());
    add("assembly", Some(case.assembly.to_string()));
    facts
}

fn treatment(given: &PseudonymisedTreatment) -> String {
    let months = [given.started_in.clone().unwrap_or_default(), given.ended_in.clone().unwrap_or_default()];
    let months = Some(months.join("–")).filter(|months| months != "–");
    let line = given.line.map(|line| format!("L{line}"));
    let parts = [line, months, given.best_response.clone(), given.ended_because.clone(), given.regimen.clone()];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let drugs = given.drugs.join(" + ");
    if parts.is_empty() { drugs } else { format!("{drugs} ({})", parts.join(", ")) }
}

fn finding(found: &PseudonymisedFinding, asked: bool) -> PacketFinding {
    let first = found.variants.first();
    PacketFinding {
        key: found.key.to_string(),
        label: label(found),
        hgvsc: first.and_then(|variant| variant.hgvsc.clone()),
        allele: first.and_then(|variant| variant.allele.clone()),
        vaf_percent: first.and_then(|variant| variant.vaf_fraction).map(percent),
        therapy_label: therapy(found),
        evidence_level: found.evidence_level.map(|level| level.code().to_owned()),
        level_state: found.level_state.code().to_owned(),
        resistance: found.resistance,
        accessibility: found.accessibility.code().to_owned(),
        status: found.status.code().to_owned(),
        setting: found.setting.clone(),
        citation: found.citation.clone(),
        reasons: found
            .reasons
            .iter()
            .map(|reason| Message { code: reason.code.clone(), parameters: reason.parameters.clone() })
            .collect(),
        already_given: found.already_given,
        overruled: found.overruled,
        germline: found.germline,
        asked,
    }
}

fn label(found: &PseudonymisedFinding) -> String {
    found.variants.iter().map(|variant| variant.label.as_str()).collect::<Vec<_>>().join(" / ")
}

fn therapy(found: &PseudonymisedFinding) -> Option<String> {
    let names: Vec<&str> = found.therapies.iter().map(|drug| drug.ja.as_deref().unwrap_or(&drug.en)).collect();
    (!names.is_empty()).then(|| names.join(" + "))
}
