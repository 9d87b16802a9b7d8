//! Forward-only changes of the database schema, each file with its reason.

use std::borrow::Cow;
use std::path::Path;

use sqlx::SqlSafeStr;
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::sqlite::SqliteConnection;

use crate::database::{DatabaseKey, back_up};
use crate::error::StoreError;
use crate::sql;

/// Every migration, oldest first. A file that was ever released is never edited.
const MIGRATIONS: [(i64, &str, &str); 1] =
    [(1, "log and projections", include_str!("../migrations/0001_log_and_projections.sql"))];

/// The migrations of this software.
pub(crate) fn migrations() -> Vec<Migration> {
    MIGRATIONS.iter().map(|(version, name, text)| migration(*version, name, text)).collect()
}

fn migration(version: i64, name: &'static str, text: &'static str) -> Migration {
    Migration::new(version, Cow::Borrowed(name), MigrationType::Simple, text.into_sql_str(), false)
}

/// Brings the database to the newest version. A database that holds something is backed up into `backups` first.
pub(crate) async fn migrate(
    connection: &mut SqliteConnection,
    migrations: Vec<Migration>,
    key: &DatabaseKey,
    backups: &Path,
) -> Result<(), StoreError> {
    let newest = migrations.iter().map(|migration| migration.version).max().unwrap_or(0);
    let applied = applied_version(connection).await?;
    if applied > newest {
        return Err(StoreError::DatabaseNewer { found: applied, known: newest });
    }
    if applied > 0 && applied < newest {
        let target = backups.join(format!("before-migration-{newest}.db"));
        crate::files::remove_if_there(&target).map_err(|source| StoreError::file("remove", &target, source))?;
        back_up(connection, key, &target).await?;
        tracing::info!(from = applied, to = newest, "database is backed up and will be migrated");
    }
    Migrator::with_migrations(migrations).run_direct(None, connection, false).await.map_err(|error| match error {
        MigrateError::VersionMissing(version) => StoreError::DatabaseNewer { found: version, known: newest },
        source => StoreError::Migration { source },
    })
}

async fn applied_version(connection: &mut SqliteConnection) -> Result<i64, StoreError> {
    let failed = StoreError::database("read the schema version");
    let known: i64 = sqlx::query_scalar(sql::HAS_MIGRATIONS).fetch_one(&mut *connection).await.map_err(&failed)?;
    if known == 0 {
        return Ok(0);
    }
    sqlx::query_scalar(sql::APPLIED_MIGRATION).fetch_one(connection).await.map_err(&failed)
}
