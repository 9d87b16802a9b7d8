//! What version 1 wrote must open for ever: one file of each kind, kept beside the code.

use model::ids::CaseId;
use model::ports::Cipher;
use serde::Deserialize;
use uuid::Uuid;

use crate::account::AccountRecord;
use crate::account::tests::passphrase;
use crate::device::tests::device;
use crate::recovery::{RecoveryKey, RecoveryWrap};
use crate::signing::{Signature, Signer};
use crate::workspace_key::WorkspaceKey;
use crate::wrapping::Base64Bytes;

#[derive(Deserialize)]
struct Golden {
    account: serde_json::Value,
    recovery: serde_json::Value,
    recovery_halves: [String; 2],
    database_key: String,
    wrapped_case_key: Base64Bytes,
    sealed: Base64Bytes,
    commitment: String,
    workspace_commitment: String,
    signature: Signature,
}

const PASSPHRASE: &str = "synthetic 合成の合言葉";

fn golden() -> Golden {
    serde_json::from_str(include_str!("../golden/version-1.json")).unwrap()
}

fn check(golden: &Golden, workspace_key: &WorkspaceKey) {
    let case = CaseId(Uuid::from_u128(5));
    assert_eq!(workspace_key.database_key().unwrap().expose_hex(), golden.database_key);
    let cipher = workspace_key.unwrap_case_key(case, &golden.wrapped_case_key.0).unwrap().cipher().unwrap();
    assert_eq!(cipher.open(b"context", &golden.sealed.0).unwrap(), "𠮷野".as_bytes());
    assert_eq!(cipher.commit(b"{}").to_string(), golden.commitment);
    let workspace = workspace_key.workspace_cipher().unwrap();
    assert_eq!(workspace.commit(b"{}").to_string(), golden.workspace_commitment);
}

#[test]
fn an_account_of_version_1_opens_everything() {
    let golden = golden();
    let record = AccountRecord::from_json(golden.account.to_string().as_bytes()).unwrap();
    let unlocked = record.unlock(&passphrase(PASSPHRASE), &device(1)).unwrap();
    assert_eq!(unlocked.profile.display_name, "合成 花子");
    assert_eq!(unlocked.signer.sign(b"manifest").unwrap(), golden.signature);
    check(&golden, &unlocked.workspace_key);
}

#[test]
fn a_recovery_key_of_version_1_opens_everything() {
    let golden = golden();
    let wrap = RecoveryWrap::from_json(golden.recovery.to_string().as_bytes()).unwrap();
    let [first, second] = &golden.recovery_halves;
    check(&golden, &RecoveryKey::parse(first, second).unwrap().unwrap(&wrap).unwrap());
}
