//! A workspace in a temporary folder, and a cipher that is no cipher. Everything in it is made up.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use casefile::role::Role;
use jiff::Timestamp;
use model::canonical::{ContentHash, canonical_json};
use model::ids::{AccountId, CaseId, EventId, WorkspaceId};
use model::ports::{Cipher, CipherError};
use sqlx::sqlite::SqliteConnection;
use tempfile::TempDir;
use uuid::Uuid;

use crate::chain::CaseCiphers;
use crate::database::{Access, DatabaseKey, connect};
use crate::event_store::{Append, EventStore, NewEvent, Rows};
use crate::worklist::WorklistRow;
use crate::workspace::{NewWorkspace, Workspace};

pub(crate) const KEY: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

pub(crate) fn key() -> DatabaseKey {
    DatabaseKey::from_hex(KEY).unwrap()
}

pub(crate) fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + second).unwrap()
}

/// Adds its byte to the content and its checksum in front: enough to notice every mistake, no protection at all.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FakeCipher(pub(crate) u8);

impl FakeCipher {
    fn tag(self, context: &[u8], plain: &[u8]) -> ContentHash {
        ContentHash::of_bytes(&[[self.0].as_slice(), &context.len().to_le_bytes(), context, plain].concat())
    }
}

impl Cipher for FakeCipher {
    fn seal(&self, context: &[u8], plain: &[u8]) -> Result<Vec<u8>, CipherError> {
        let body = plain.iter().map(|byte| byte ^ self.0);
        Ok(self.tag(context, plain).0.into_iter().chain(body).collect())
    }

    fn open(&self, context: &[u8], sealed: &[u8]) -> Result<Vec<u8>, CipherError> {
        let (tag, body) = sealed.split_first_chunk::<32>().ok_or(CipherError)?;
        let plain: Vec<u8> = body.iter().map(|byte| byte ^ self.0).collect();
        if self.tag(context, &plain).0 == *tag { Ok(plain) } else { Err(CipherError) }
    }

    fn commit(&self, canonical_payload: &[u8]) -> ContentHash {
        self.tag(b"commit", canonical_payload)
    }
}

/// The "wrapped key" of a case is the byte of its fake cipher; the workspace has byte 9.
#[derive(Debug)]
pub(crate) struct FakeCiphers;

pub(crate) const WORKSPACE_CIPHER: FakeCipher = FakeCipher(9);

impl CaseCiphers for FakeCiphers {
    fn cipher(&self, case: Option<CaseId>, wrapped: Option<&[u8]>) -> Option<Arc<dyn Cipher>> {
        match (case, wrapped) {
            (None, _) => Some(Arc::new(WORKSPACE_CIPHER)),
            (Some(_), Some([byte])) => Some(Arc::new(FakeCipher(*byte))),
            (Some(_), _) => None,
        }
    }
}

pub(crate) fn case(number: u8) -> CaseId {
    CaseId(Uuid::from_u128(0xCA5E_0000 + u128::from(number)))
}

pub(crate) fn event(kind: &str, payload: &serde_json::Value) -> NewEvent {
    NewEvent {
        event: EventId(Uuid::new_v4()),
        kind: kind.to_owned(),
        schema: 1,
        actor: AccountId(Uuid::from_u128(7)),
        role: Role::DataManager,
        at: at(0),
        software: "shirube 0.1.0".to_owned(),
        payload: canonical_json(payload).unwrap(),
    }
}

pub(crate) fn listed(name: &str, number: &str) -> WorklistRow {
    WorklistRow {
        state: "interpreted".to_owned(),
        received_on: "2026-11-01".to_owned(),
        name_key: name.to_owned(),
        number_key: number.to_owned(),
        level_key: "a".to_owned(),
        search: format!("{name} {number}"),
        body: format!("{{\"name\":\"{name}\"}}").into_bytes(),
    }
}

/// An open workspace in a folder that goes with it.
pub(crate) struct Bench {
    pub(crate) folder: TempDir,
    pub(crate) workspace: Option<Workspace>,
    pub(crate) store: Option<EventStore>,
}

impl Bench {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (workspace, store) = Workspace::create(&folder.path().join("ws"), new_workspace(&key())).await.unwrap();
        Self { folder, workspace: Some(workspace), store: Some(store) }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("ws")
    }

    pub(crate) fn store(&self) -> &EventStore {
        self.store.as_ref().unwrap()
    }

    /// Ends the process, as far as a test can.
    pub(crate) async fn close(&mut self) {
        self.store.take().unwrap().close().await.unwrap();
        self.workspace = None;
    }

    pub(crate) async fn reopen(&mut self) {
        let workspace = Workspace::open(&self.path(), at(100)).unwrap();
        self.store = Some(workspace.open_store(&key()).await.unwrap());
        self.workspace = Some(workspace);
    }

    /// A connection of somebody who has the key but not our manners.
    pub(crate) async fn raw_connection(&self) -> SqliteConnection {
        connect(&self.path().join("shirube.db"), &key(), Access::Write).await.unwrap()
    }

    /// Appends one event to a case, which is made when this is its first.
    pub(crate) async fn append(&self, number: u8, payload: &serde_json::Value) -> u64 {
        let case = case(number);
        let secret = self.store().case_secret(case).await.unwrap();
        let cipher = FakeCipher(number);
        let events = self.store().replay(Some(case), 0, &cipher).await.unwrap();
        let append = Append {
            case: Some(case),
            expected_sequence: events.last().map_or(0, |event| event.envelope.sequence),
            cipher: &cipher,
            events: vec![event("note_added", payload)],
            rows: Rows { case_secret: secret.is_none().then(|| vec![number]), ..Rows::default() },
        };
        self.store().append(append).await.unwrap().last().unwrap().sequence
    }

    /// Runs a statement of an attacker, with all triggers out of the way.
    pub(crate) async fn tamper(&self, statement: &'static str) {
        let mut connection = self.attacker().await;
        let changed = sqlx::query(statement).execute(&mut connection).await.unwrap().rows_affected();
        assert!(changed > 0, "nothing was tampered with");
    }

    /// A connection of an attacker who has the key: all triggers are gone, foreign keys are not looked at.
    pub(crate) async fn attacker(&self) -> SqliteConnection {
        let mut connection = self.raw_connection().await;
        let triggers: Vec<String> = sqlx::query_scalar("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            .fetch_all(&mut connection)
            .await
            .unwrap();
        for trigger in triggers {
            let drop = sqlx::AssertSqlSafe(format!("DROP TRIGGER {trigger}"));
            sqlx::query(drop).execute(&mut connection).await.unwrap();
        }
        sqlx::query("PRAGMA foreign_keys = OFF").execute(&mut connection).await.unwrap();
        connection
    }
}

pub(crate) fn new_workspace(key: &DatabaseKey) -> NewWorkspace<'_> {
    NewWorkspace {
        id: WorkspaceId(Uuid::from_u128(1)),
        created_at: at(0),
        institution: "合成病院",
        database_key: key,
        first_account: (AccountId(Uuid::from_u128(7)), b"{\"synthetic\":true}"),
        recovery: b"{\"synthetic\":true}",
    }
}

/// Bytes of every file below a folder, by relative path.
pub(crate) fn files_below(folder: &std::path::Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.insert(path.strip_prefix(folder).unwrap().to_path_buf(), std::fs::read(&path).unwrap());
            }
        }
    }
    found
}
