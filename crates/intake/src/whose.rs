//! Which patient of a table with several patients is meant.

use std::collections::BTreeSet;

use crate::error::{IntakeError, Question, Refusal};

/// What is known about the patient before the table is read.
pub(crate) struct Whose<'w> {
    /// The answer of a person.
    pub(crate) asked: Option<&'w str>,
    /// The tumour samples that the other files name.
    pub(crate) samples: BTreeSet<String>,
}

impl Whose<'_> {
    /// The identifier of the patient: the only one, the one asked for, or the only one that a sample name begins with.
    ///
    /// # Errors
    /// A question that lists the identifiers, or a refusal when the one asked for is not there.
    pub(crate) fn choose(&self, file: &str, patients: &BTreeSet<String>) -> Result<String, IntakeError> {
        if let Some(asked) = self.asked {
            let found = patients.iter().find(|patient| *patient == asked).cloned();
            return found.ok_or_else(|| IntakeError::refused(file, Refusal::PatientNotFound));
        }
        let sampled = |patient: &&String| self.samples.iter().any(|sample| begins_with(sample, patient));
        let mut candidates: Vec<&String> = patients.iter().filter(sampled).collect();
        if candidates.is_empty() && patients.len() == 1 {
            candidates = patients.iter().collect();
        }
        if let [one] = candidates.as_slice() {
            return Ok((*one).clone());
        }
        let candidates = patients.iter().cloned().collect();
        Err(IntakeError::question(file, Question::PatientUnclear { candidates }))
    }
}

/// Whether the sample carries the identifier of the patient, as in `TCGA-05-4244-01A` of `TCGA-05-4244`.
fn begins_with(sample: &str, patient: &str) -> bool {
    let rest = sample.strip_prefix(patient).filter(|_| !patient.is_empty());
    rest.is_some_and(|rest| rest.chars().next().is_none_or(|next| !next.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choose(asked: Option<&str>, samples: &[&str], patients: &[&str]) -> Result<String, &'static str> {
        let text = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
        let whose = Whose { asked, samples: text(samples) };
        whose.choose("a.csv", &text(patients)).map_err(|error| error.code())
    }

    #[test]
    fn a_patient_is_chosen_by_answer_by_sample_or_because_there_is_only_one() {
        assert_eq!(choose(Some("P2"), &[], &["P1", "P2"]), Ok("P2".to_owned()));
        assert_eq!(choose(None, &["P1-01A"], &["P1", "P11"]), Ok("P1".to_owned()));
        assert_eq!(choose(None, &["T"], &["P1"]), Ok("P1".to_owned()));
    }

    #[test]
    fn what_is_not_clear_is_asked_and_never_guessed() {
        assert_eq!(choose(None, &[], &["P1", "P2"]), Err("intake_patient_unclear"));
        assert_eq!(choose(None, &["P1-01A", "P2-01A"], &["P1", "P2"]), Err("intake_patient_unclear"));
        assert_eq!(choose(None, &["P11-01A"], &["P1", "P2"]), Err("intake_patient_unclear"));
        assert_eq!(choose(Some("P3"), &[], &["P1"]), Err("intake_patient_not_found"));
    }
}
