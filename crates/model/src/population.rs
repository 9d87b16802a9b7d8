//! How frequent an allele is in populations, as an annotation looked it up.

use serde::{Deserialize, Serialize};

use crate::Decimal;

/// Frequencies of one allele. That a database was asked and holds no such allele is another answer than that nobody asked:
/// in the first case the fields exist and are empty, in the second there is no value of this type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PopulationFrequencies {
    /// ToMMo, a general Japanese population.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tommo: Option<Decimal>,
    /// gnomAD, East Asian.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gnomad_east_asian: Option<Decimal>,
    /// gnomAD, all together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gnomad: Option<Decimal>,
    /// gnomAD was asked about this allele.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub gnomad_asked: bool,
}

impl PopulationFrequencies {
    /// The highest frequency in gnomAD that is stated; zero where gnomAD was asked and does not know the allele.
    pub fn highest_in_gnomad(&self) -> Option<Decimal> {
        let stated = [self.gnomad_east_asian, self.gnomad].into_iter().flatten().max();
        stated.or_else(|| self.gnomad_asked.then_some(Decimal::ZERO))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_allele_that_gnomad_does_not_know_is_absent_and_one_that_nobody_asked_about_is_not() {
        let asked = PopulationFrequencies { gnomad_asked: true, ..PopulationFrequencies::default() };
        assert_eq!(asked.highest_in_gnomad(), Some(Decimal::ZERO));
        assert_eq!(PopulationFrequencies::default().highest_in_gnomad(), None);
        let stated = PopulationFrequencies { gnomad_east_asian: Some(Decimal::new(2, 2)), ..asked };
        assert_eq!(stated.highest_in_gnomad(), Some(Decimal::new(2, 2)));
        let text = serde_json::to_string(&stated).unwrap();
        assert_eq!(text, r#"{"gnomad_east_asian":"0.02","gnomad_asked":true}"#);
    }
}
