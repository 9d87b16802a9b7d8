//! Indications whose words name the gene alone: a variant that they cover and their evidence does not is no option, and no
//! "no match" either. It is said, and a person has to look.

use std::collections::BTreeSet;

use knowledge::Release;
use knowledge::statement::{ApprovalStatus, Label, Statement};
use knowledge::thresholds::COMMON_ALLELE_FRACTION;
use model::assessed::Met;
use model::evidence::{Predicate, TumorTypeMatch};
use model::finding::{Finding, Reason};
use model::therapy::TherapyName;
use model::variation::ObservationKey;

use crate::evaluate::{Evaluation, evaluate};
use crate::indexed_profile::IndexedProfile;
use crate::interpret::{Context, OpenStatement};
use crate::{origin, shown, tumor_type};

/// A statement whose own subject is not met and whose words cover something that was seen.
pub(crate) struct Covered<'r> {
    statement: &'r Statement,
    label: &'r Label,
    variants: String,
}

/// Whether the words cover what the subject leaves out, in a tumour of the indication. An allele that is common in a
/// population is no mutation that an indication speaks of.
pub(crate) fn covered<'r>(
    statement: &'r Statement,
    profile: &IndexedProfile<'_>,
    context: &Context,
    release: &Release,
) -> Option<Covered<'r>> {
    let approval = statement.approval.as_ref().filter(|approval| approval.status == ApprovalStatus::Approved)?;
    let label = approval.label.as_ref()?;
    let of_the_tumor = tumor_type::relate(&statement.tumor_types, &context.tumor, release.tumor_types());
    if !matches!(of_the_tumor, TumorTypeMatch::Same | TumorTypeMatch::Ancestor) {
        return None;
    }
    let mut evaluation: Evaluation = evaluate(&label.subject, profile, release);
    evaluation.hits.retain(|key| !is_polymorphism(key, profile, release));
    if evaluation.met != Met::Met
        || evaluation.hits.is_empty()
        || origin::relate(statement.origin, &evaluation, profile) == Met::NotMet
    {
        return None;
    }
    let seen = origin::fitting(statement.origin, &evaluation, profile);
    let variants = shown::variants(&seen, &evaluation, profile)
        .iter()
        .map(|seen| seen.label.as_str())
        .collect::<Vec<_>>()
        .join(", ");
    Some(Covered { statement, label, variants })
}

fn is_polymorphism(key: &ObservationKey, profile: &IndexedProfile<'_>, release: &Release) -> bool {
    let known = profile.of_key(key).and_then(|(_, variant)| variant.population);
    let Some((limit, known)) = release.thresholds().at_least(COMMON_ALLELE_FRACTION).zip(known) else { return false };
    [known.tommo, known.gnomad_east_asian, known.gnomad].into_iter().flatten().any(|frequency| frequency >= limit)
}

impl Covered<'_> {
    /// The open row, unless another row of the same drugs is met: then its evidence was looked at.
    pub(crate) fn unless_told(self, findings: &[Finding]) -> Option<OpenStatement> {
        let told: BTreeSet<&[TherapyName]> = findings
            .iter()
            .filter(|finding| {
                finding.predicate == Predicate::PredictsSensitivity
                    && finding.status == Met::Met
                    && matches!(finding.tumor_type_match, TumorTypeMatch::Same | TumorTypeMatch::Ancestor)
            })
            .map(|finding| finding.therapies.as_slice())
            .collect();
        let left: Vec<&Vec<TherapyName>> =
            self.statement.regimens.iter().filter(|regimen| !told.contains(regimen.as_slice())).collect();
        if left.is_empty() {
            return None;
        }
        let name = |drug: &TherapyName| drug.ja.clone().unwrap_or_else(|| drug.en.clone());
        let regimen = |drugs: &&Vec<TherapyName>| drugs.iter().map(name).collect::<Vec<_>>().join(" + ");
        let therapy = left.iter().map(regimen).collect::<Vec<_>>().join(" / ");
        let reason = Reason::new("covered_by_label")
            .with("label", &self.label.text)
            .with("variant", self.variants)
            .with("therapy", therapy);
        Some(OpenStatement {
            statement: self.statement.id.clone(),
            subject: self.statement.subject_text.clone(),
            concerns_option: true,
            reasons: vec![reason],
        })
    }
}
