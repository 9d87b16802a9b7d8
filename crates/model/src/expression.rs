//! Expression as measured: kept for later matching, nothing is read out of it here.

use serde::{Deserialize, Serialize};

use crate::Decimal;

/// The expression table of one sample.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpressionTable {
    /// What the rows name.
    pub feature: ExpressedFeature,
    /// The unit as the column names it, e.g. `TPM`; `None` where the file does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Index of the file in the import.
    pub file: u32,
    /// Every value, by name; a name may occur twice (some symbols stand for several genes).
    pub values: Vec<ExpressionValue>,
}

/// What the rows of an expression table name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExpressedFeature {
    /// Genes.
    Gene,
    /// Transcripts: no value of a gene until they are added up, which needs to know their genes.
    Transcript,
}

/// One value; written as a pair because a table has tens of thousands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "(String, Decimal)", into = "(String, Decimal)")]
pub struct ExpressionValue {
    /// Symbol or accession as written.
    pub name: String,
    /// The value as received.
    pub value: Decimal,
}

impl From<(String, Decimal)> for ExpressionValue {
    fn from((name, value): (String, Decimal)) -> Self {
        Self { name, value }
    }
}

impl From<ExpressionValue> for (String, Decimal) {
    fn from(value: ExpressionValue) -> Self {
        (value.name, value.value)
    }
}

impl ExpressionTable {
    /// The values of a gene, none or several.
    pub fn of(&self, name: &str) -> impl Iterator<Item = &ExpressionValue> {
        let first = self.values.partition_point(|value| value.name.as_str() < name);
        self.values.iter().skip(first).take_while(move |value| value.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_a_pair_and_keeps_its_digits() {
        let value = ExpressionValue { name: "ERBB2".to_owned(), value: Decimal::new(1250, 2) };
        let text = serde_json::to_string(&value).unwrap();
        assert_eq!(text, r#"["ERBB2","12.50"]"#);
        assert_eq!(serde_json::from_str::<ExpressionValue>(&text).unwrap(), value);
    }

    #[test]
    fn a_symbol_may_stand_for_several_values() {
        let named = |name: &str, value| ExpressionValue { name: name.to_owned(), value: Decimal::from(value) };
        let table = ExpressionTable {
            feature: ExpressedFeature::Gene,
            unit: Some("TPM".to_owned()),
            file: 0,
            values: vec![named("A", 1), named("Y_RNA", 2), named("Y_RNA", 3), named("Z", 4)],
        };
        assert_eq!(table.of("Y_RNA").count(), 2);
        assert_eq!(table.of("M").count(), 0);
    }
}
