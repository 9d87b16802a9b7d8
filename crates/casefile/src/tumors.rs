//! The tumour types of a case, kept apart: as it was registered, as it is matched, as the panel concluded on it. What another
//! type gave is kept beside the newest result.

use model::tumor_type::{OncoTreeCode, TumorContext};

use crate::event::Interpreted;

/// What of the tumour types is no part of the newest record and the newest interpretation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TumorHistory {
    /// As the first clinical record that tells one says it.
    pub registered: Option<OncoTreeCode>,
    /// As it was matched when the conclusion that stands was drawn.
    pub concluded: Option<TumorContext>,
    /// The last result for each other type, oldest first.
    pub matched_before: Vec<Interpreted>,
}

impl TumorHistory {
    /// A clinical record came.
    pub(crate) fn recorded(&mut self, told: Option<&OncoTreeCode>) {
        self.registered = self.registered.take().or_else(|| told.cloned());
    }

    /// Another result takes the place of one: kept where the type differs. The result for the type that counts again is no
    /// earlier one.
    pub(crate) fn matched(&mut self, before: Option<Interpreted>, now: &TumorContext) {
        let before = before.filter(|before| before.tumor != *now);
        let of_before = before.as_ref().map(|before| before.tumor.clone());
        self.matched_before.retain(|kept| kept.tumor != *now && Some(&kept.tumor) != of_before.as_ref());
        self.matched_before.extend(before);
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn of(code: &str, release: &str) -> Interpreted {
        Interpreted {
            release: release.to_owned(),
            engine: "1".to_owned(),
            as_of: date(2026, 11, 25),
            tumor: TumorContext::Type(code.into()),
            findings: Vec::new(),
            open: Vec::new(),
        }
    }

    fn kept(history: &TumorHistory) -> Vec<(String, &str)> {
        let told = |one: &Interpreted| match &one.tumor {
            TumorContext::Type(code) => code.to_string(),
            other => panic!("{other:?}"),
        };
        history.matched_before.iter().map(|one| (told(one), one.release.as_str())).collect()
    }

    #[test]
    fn the_type_of_the_registration_stays_whatever_is_recorded_later() {
        let mut history = TumorHistory::default();
        for told in [None, Some("LUAD"), Some("COAD"), None] {
            history.recorded(told.map(OncoTreeCode::from).as_ref());
        }
        assert_eq!(history.registered, Some("LUAD".into()));
    }

    #[test]
    fn the_last_result_of_each_other_type_is_kept_and_none_of_the_type_that_counts() {
        let mut history = TumorHistory::default();
        let steps =
            [of("LUAD", "1"), of("LUAD", "2"), of("COAD", "2"), of("BRCA", "2"), of("LUAD", "3"), of("COAD", "3")];
        let mut standing: Option<Interpreted> = None;
        let mut seen = Vec::new();
        for next in steps {
            history.matched(standing.take(), &next.tumor);
            standing = Some(next);
            seen.push(kept(&history).into_iter().map(|(code, release)| format!("{code}{release}")).collect::<Vec<_>>());
        }
        let none: [&str; 0] = [];
        assert_eq!(seen[..2], [none, none]);
        assert_eq!(seen[2], ["LUAD2"]);
        assert_eq!(seen[3], ["LUAD2", "COAD2"]);
        assert_eq!(seen[4], ["COAD2", "BRCA2"]);
        assert_eq!(seen[5], ["BRCA2", "LUAD3"]);
    }
}
