//! Data types.

use serde::Serialize;
use serde_json::value::RawValue;

/// Logical id of a resource: a UUID as text, chosen by who writes.
pub type ResourceId = String;

/// `Meta`: the profiles that the resource claims.
#[derive(Clone, Debug, Serialize)]
pub struct Meta {
    /// Canonical addresses of profiles.
    pub profile: Vec<String>,
}

/// `Coding`.
#[derive(Clone, Debug, Serialize)]
pub struct Coding {
    /// Code system.
    pub system: String,
    /// Code.
    pub code: String,
    /// What it means, in the words of the system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display: Option<String>,
}

impl Coding {
    /// A code of a system.
    pub fn new(system: &str, code: &str) -> Self {
        Self { system: system.to_owned(), code: code.to_owned(), display: None }
    }

    /// With the words of the system.
    #[must_use]
    pub fn shown(self, display: &str) -> Self {
        Self { display: Some(display.to_owned()), ..self }
    }
}

/// `CodeableConcept`: codes, words, or both.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CodeableConcept {
    /// Codes for the same thing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub coding: Vec<Coding>,
    /// As people say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl From<Coding> for CodeableConcept {
    fn from(coding: Coding) -> Self {
        Self { coding: vec![coding], text: None }
    }
}

impl CodeableConcept {
    /// Words without a code.
    pub fn words(text: impl Into<String>) -> Self {
        Self { coding: Vec::new(), text: Some(text.into()) }
    }

    /// With words.
    #[must_use]
    pub fn said(self, text: impl Into<String>) -> Self {
        Self { text: Some(text.into()), ..self }
    }
}

/// `Reference` to another resource.
#[derive(Clone, Debug, Serialize)]
pub struct Reference {
    /// `Type/id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// A name for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display: Option<String>,
}

impl Reference {
    /// To a resource of a type.
    pub fn to(kind: &str, id: &str) -> Self {
        Self { reference: Some(format!("{kind}/{id}")), display: None }
    }

    /// To something that is named only.
    pub fn named(display: impl Into<String>) -> Self {
        Self { reference: None, display: Some(display.into()) }
    }
}

/// `Identifier`.
#[derive(Clone, Debug, Serialize)]
pub struct Identifier {
    /// Who gives it.
    pub system: String,
    /// The identifier.
    pub value: String,
}

/// `Quantity`; digits as they arrived.
#[derive(Clone, Debug, Serialize)]
pub struct Quantity {
    /// The number.
    pub value: Box<RawValue>,
    /// Unit for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// System of the code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// UCUM code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// `Extension` that holds a reference.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Extension {
    /// What it means.
    pub url: String,
    /// A resource.
    pub value_reference: Reference,
}
