//! Consent and the days that count.

use serde::{Deserialize, Serialize};
use specta::Type;

/// What was answered about one kind of consent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ConsentRow {
    /// Kind code.
    pub kind: String,
    /// A yes to it lets results without the person leave the house.
    pub lets_results_leave: bool,
    /// What rules go by: `yes`, `no`, `deferred`, `withdrawn`, `not_recorded`.
    pub wish: String,
    /// Day of the answer, ISO 8601.
    pub given_on: Option<String>,
    /// `person` or `proxy`.
    pub given_by: Option<String>,
    /// 続柄 of the proxy.
    pub proxy_relation: Option<String>,
    /// 同意書のバージョン
    pub form_version: Option<String>,
    /// 同意取得者
    pub obtained_by: Option<String>,
    /// Version of the form of assent.
    pub assent_version: Option<String>,
    /// How far it goes.
    pub scope: Option<String>,
    /// Day of the withdrawal, ISO 8601.
    pub withdrawn_on: Option<String>,
    /// Who recorded the newest answer.
    pub recorded_by: Option<String>,
    /// When, ISO 8601 UTC.
    pub recorded_at: Option<String>,
}

/// An answer to record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct NewConsent {
    /// Kind code.
    pub kind: String,
    /// `yes`, `no`, `deferred`.
    pub answer: String,
    /// Day of the answer, ISO 8601.
    pub given_on: String,
    /// 続柄, when somebody answered for the person.
    pub proxy_relation: Option<String>,
    /// 同意書のバージョン
    pub form_version: String,
    /// 同意取得者
    pub obtained_by: String,
    /// Version of the form of assent.
    pub assent_version: Option<String>,
    /// How far it goes.
    pub scope: Option<String>,
}

/// A withdrawal to record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ConsentWithdrawal {
    /// Kind code.
    pub kind: String,
    /// Day of the withdrawal, ISO 8601.
    pub withdrawn_on: String,
    /// 続柄, when somebody withdrew for the person.
    pub proxy_relation: Option<String>,
    /// Version of the form.
    pub form_version: Option<String>,
}
