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

#[cfg(test)]
mod tests {
    use serde_json::json;
    use sqlx::Connection;

    use super::*;
    use crate::database::{Access, connect};
    use crate::testing::{Bench, FakeCipher, case, key};

    fn with(extra: &[(i64, &'static str)]) -> Vec<Migration> {
        let extra = extra.iter().map(|(version, text)| migration(*version, "synthetic", text));
        migrations().into_iter().chain(extra).collect()
    }

    async fn migrated(bench: &Bench, extra: &[(i64, &'static str)]) -> Result<(), StoreError> {
        let mut connection = bench.raw_connection().await;
        let result = migrate(&mut connection, with(extra), &key(), &bench.path().join("backups")).await;
        connection.close().await.unwrap();
        result
    }

    async fn has_table(bench: &Bench, database: &str, table: &str) -> bool {
        let path = bench.path().join(database);
        let mut connection = connect(&path, &key(), Access::ReadOnly).await.unwrap();
        let count: i64 = sqlx::query_scalar("SELECT count(*) FROM sqlite_master WHERE name = ?1")
            .bind(table)
            .fetch_one(&mut connection)
            .await
            .unwrap();
        count > 0
    }

    #[tokio::test]
    async fn a_filled_database_is_backed_up_encrypted_before_it_is_migrated() {
        let mut bench = Bench::new().await;
        bench.append(1, &json!({"name": "合成患者"})).await;
        bench.close().await;
        migrated(&bench, &[]).await.unwrap();
        assert_eq!(std::fs::read_dir(bench.path().join("backups")).unwrap().count(), 0, "nothing to migrate");
        migrated(&bench, &[(2, "CREATE TABLE later (a TEXT) STRICT;")]).await.unwrap();
        let backup = "backups/before-migration-2.db";
        assert_eq!(std::fs::read_dir(bench.path().join("backups")).unwrap().count(), 1);
        assert!(!std::fs::read(bench.path().join(backup)).unwrap().starts_with(b"SQLite format 3"));
        assert!(has_table(&bench, "shirube.db", "later").await);
        assert!(!has_table(&bench, backup, "later").await);
        assert!(has_table(&bench, backup, "envelope").await);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(bench.path().join(backup)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[tokio::test]
    async fn a_migration_that_fails_leaves_the_database_as_it_was() {
        let mut bench = Bench::new().await;
        bench.append(1, &json!({})).await;
        bench.close().await;
        let broken = "CREATE TABLE half (a TEXT) STRICT; INSERT INTO nowhere VALUES (1);";
        assert_eq!(migrated(&bench, &[(2, broken)]).await.unwrap_err().code(), "store.migration");
        assert!(!has_table(&bench, "shirube.db", "half").await);
        bench.reopen().await;
        assert_eq!(bench.store().replay(Some(case(1)), 0, &FakeCipher(1)).await.unwrap().len(), 1);
    }

    #[tokio::test]
    async fn a_database_of_a_newer_version_is_refused_and_left_alone() {
        let mut bench = Bench::new().await;
        bench.close().await;
        migrated(&bench, &[(2, "CREATE TABLE later (a TEXT) STRICT;")]).await.unwrap();
        let workspace = crate::Workspace::open(&bench.path(), crate::testing::at(0)).unwrap();
        let error = workspace.open_store(&key()).await.unwrap_err();
        assert_eq!(error.code(), "store.database_newer");
        assert_eq!((error.parameters()["found"].as_str(), error.parameters()["known"].as_str()), ("2", "1"));
    }

    #[test]
    fn migrations_are_numbered_without_gaps_and_say_why() {
        for (index, (version, _, text)) in MIGRATIONS.iter().enumerate() {
            assert_eq!(*version, i64::try_from(index).unwrap() + 1);
            assert!(text.starts_with("-- "), "migration {version} gives no reason");
        }
    }
}
