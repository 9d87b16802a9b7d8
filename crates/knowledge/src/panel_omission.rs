//! For which tests, and for which pairs of drug and tumour, a panel meeting may be left out (エキスパートパネル省略).

use serde::Deserialize;

use model::evidence::Basis;
use model::tumor_type::OncoTreeCode;

use crate::problem::{ProblemKind, Reporter};
use crate::test_names::begins_with;

/// A test that the list names.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListedTest {
    /// How its name begins.
    pub name: String,
    /// Its sign in the list.
    pub short: String,
}

/// A pair that the list names.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListedPair {
    /// Tumours; types below them too.
    pub tumor_types: Vec<OncoTreeCode>,
    /// The drugs, given together.
    pub therapies: Vec<String>,
    /// Signs of the tests.
    pub tests: Vec<String>,
    /// For the reader of the file.
    pub note: Option<String>,
}

/// The list as far as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PanelOmission {
    tests: Vec<ListedTest>,
    pairs: Vec<ListedPair>,
    complete: bool,
    basis: Option<Basis>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PanelOmissionFile {
    basis: Basis,
    source: Option<String>,
    complete: bool,
    #[serde(rename = "test")]
    tests: Vec<ListedTest>,
    #[serde(default, rename = "pair")]
    pairs: Vec<ListedPair>,
}

impl PanelOmission {
    /// The listed test of this name; the longest beginning counts, because one name may begin with another.
    pub fn test(&self, name: &str) -> Option<&ListedTest> {
        let fits = self.tests.iter().filter(|test| begins_with(name, &test.name));
        fits.max_by_key(|test| test.name.len())
    }

    /// Pairs of one test.
    pub fn pairs<'l>(&'l self, test: &'l ListedTest) -> impl Iterator<Item = &'l ListedPair> {
        self.pairs.iter().filter(|pair| pair.tests.contains(&test.short))
    }

    /// Whether a pair that is not there is known not to be on the list.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// How the list is known; `None` in a release without it.
    pub fn basis(&self) -> Option<Basis> {
        self.basis
    }

    pub(crate) fn add(&mut self, file: PanelOmissionFile, is_drug: impl Fn(&str) -> bool, report: &mut Reporter<'_>) {
        report.basis("list", file.basis, file.source.as_deref());
        for pair in &file.pairs {
            for drug in pair.therapies.iter().filter(|drug| !is_drug(drug)) {
                report.row(drug, ProblemKind::UnknownTherapy { name: drug.clone() });
            }
            for test in pair.tests.iter().filter(|sign| !file.tests.iter().any(|test| test.short == **sign)) {
                report.row(test, ProblemKind::MalformedValue { wanted: "sign of a listed test", text: test.clone() });
            }
        }
        (self.tests, self.pairs, self.complete) = (file.tests, file.pairs, file.complete);
        self.basis = Some(file.basis);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_is_known_by_the_beginning_of_its_name_and_the_longer_one_counts() {
        let test = |name: &str, short: &str| ListedTest { name: name.to_owned(), short: short.to_owned() };
        let list = PanelOmission {
            tests: vec![test("FoundationOne CDx", "F1"), test("FoundationOne Liquid CDx", "F1L")],
            ..PanelOmission::default()
        };
        let short = |name: &str| list.test(name).map(|test| test.short.as_str());
        assert_eq!(short("FoundationOne® CDx がんゲノムプロファイル"), Some("F1"));
        assert_eq!(short("FoundationOne Liquid CDx"), Some("F1L"));
        assert_eq!(short("whole genome"), None);
    }
}
