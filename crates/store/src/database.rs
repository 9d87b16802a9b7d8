//! Opening the encrypted database.

use std::fmt;
use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};
use zeroize::Zeroizing;

use crate::error::StoreError;
use crate::files::{Passing, move_into_place, partial_path, remove_if_there};
use crate::platform::create_private_file;
use crate::sql;

/// How long a statement waits for another connection of this process.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// A raw SQLCipher key. Wiped when dropped, never printed.
#[derive(Clone)]
pub struct DatabaseKey(Zeroizing<String>);

impl DatabaseKey {
    /// Takes 64 hexadecimal digits.
    ///
    /// # Errors
    /// [`StoreError::WrongKey`] for anything else.
    pub fn from_hex(digits: &str) -> Result<Self, StoreError> {
        if digits.len() == 64 && digits.chars().all(|c| c.is_ascii_hexdigit()) {
            Ok(Self(Zeroizing::new(digits.to_owned())))
        } else {
            Err(StoreError::WrongKey)
        }
    }
}

impl fmt::Debug for DatabaseKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DatabaseKey(…)")
    }
}

/// What a connection may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    Write,
    ReadOnly,
}

/// The settings of every connection.
///
/// The key comes first (sqlx sends it first). Statements are never logged: the first of them carries the key.
/// `secure_delete` overwrites what is deleted, and temporary tables stay in memory, because files of theirs would not
/// be encrypted. `cipher_memory_security` stays off: it locks and wipes every allocation of SQLite, and the key has to
/// live in this process anyway.
pub(crate) fn options(path: &Path, key: &DatabaseKey, access: Access) -> SqliteConnectOptions {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .pragma("key", format!("\"x'{}'\"", key.0.as_str()))
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        .pragma("secure_delete", "ON")
        .pragma("temp_store", "MEMORY")
        .pragma("trusted_schema", "OFF")
        .disable_statement_logging();
    match access {
        Access::Write => options,
        Access::ReadOnly => options.pragma("query_only", "ON"),
    }
}

/// Opens one connection and proves the key by reading: connecting alone succeeds with any key.
pub(crate) async fn connect(path: &Path, key: &DatabaseKey, access: Access) -> Result<SqliteConnection, StoreError> {
    let mut connection = options(path, key, access).connect().await.map_err(StoreError::database("open"))?;
    sqlx::query(sql::PROBE).execute(&mut connection).await.map_err(StoreError::database("open"))?;
    Ok(connection)
}

/// Opens a copy that nobody else uses: without a log of its own, so that it is one file when it is closed.
pub(crate) async fn connect_copy(path: &Path, key: &DatabaseKey) -> Result<SqliteConnection, StoreError> {
    let options = options(path, key, Access::Write).journal_mode(SqliteJournalMode::Delete);
    let mut connection = options.connect().await.map_err(StoreError::database("open"))?;
    sqlx::query(sql::PROBE).execute(&mut connection).await.map_err(StoreError::database("open"))?;
    Ok(connection)
}

/// Encrypts a copy under another key.
pub(crate) async fn rekey(path: &Path, present: &DatabaseKey, next: &DatabaseKey) -> Result<(), StoreError> {
    let failed = StoreError::database("rotate the key");
    let options = options(path, present, Access::Write).journal_mode(SqliteJournalMode::Delete);
    // The new key goes the way of the old one: as a pragma of the connection, which is never logged.
    let options = options.pragma("rekey", format!("\"x'{}'\"", next.0.as_str()));
    let connection = options.connect().await.map_err(&failed)?;
    connection.close().await.map_err(&failed)
}

/// Copies the whole database, encrypted under the same key, and reads the copy back before it gets its name.
pub(crate) async fn back_up(
    connection: &mut SqliteConnection,
    key: &DatabaseKey,
    target: &Path,
) -> Result<(), StoreError> {
    let failed = StoreError::database("back up");
    let file_failed = |source| StoreError::file("write", target, source);
    let passing = Passing(partial_path(target));
    let partial = &passing.0;
    remove_if_there(partial).map_err(file_failed)?;
    let file = create_private_file(partial).map_err(file_failed)?;
    let name = partial.to_str().ok_or_else(|| StoreError::PathNotText { path: partial.clone() })?;
    sqlx::query(sql::BACK_UP).bind(name).execute(connection).await.map_err(&failed)?;
    let mut copy = connect(partial, key, Access::Write).await?;
    let verdict: String = sqlx::query_scalar(sql::QUICK_CHECK).fetch_one(&mut copy).await.map_err(&failed)?;
    copy.close().await.map_err(&failed)?;
    if verdict != "ok" {
        return Err(StoreError::BackupDamaged { path: target.to_path_buf() });
    }
    file.sync_all().and_then(|()| move_into_place(partial, target)).map_err(file_failed)
}
