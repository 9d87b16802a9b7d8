//! Every statement, in one place. A test prepares each of them against a freshly migrated, encrypted database.

macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $text:expr;)*) => {
        $($(#[$doc])* pub(crate) const $name: &str = $text;)*

        /// All of them, by name.
        #[cfg(test)]
        pub(crate) const ALL: &[(&str, &str)] = &[$((stringify!($name), $name)),*];
    };
}

/// The list of cases in one order; the pieces are literals, nothing from outside enters the text.
macro_rules! worklist_page {
    ($order:literal) => {
        concat!(
            "SELECT w.case_id, w.body FROM worklist AS w WHERE (?1 IS NULL OR w.row_number IN \
             (SELECT rowid FROM worklist_search WHERE worklist_search MATCH ?1)) \
             AND (?2 IS NULL OR NOT EXISTS (SELECT 1 FROM json_each(?2) WHERE instr(w.search, value) = 0)) \
             AND (?3 IS NULL OR w.state IN (SELECT value FROM json_each(?3))) ORDER BY ",
            $order,
            " LIMIT ?4 OFFSET ?5"
        )
    };
}

/// Envelopes with payloads that a question about the log asks for; the pieces are literals.
macro_rules! audit_page {
    ($bound:literal, $order:literal) => {
        concat!(
            "SELECT e.sequence, e.case_id, e.event_id, e.kind, e.schema, e.actor, e.role, e.at, e.software, \
             e.commitment, e.hash, p.body FROM envelope AS e LEFT JOIN payload AS p ON p.sequence = e.sequence WHERE ",
            $bound,
            " AND (?2 IS NULL OR e.actor = ?2) AND (?3 IS NULL OR e.kind IN (SELECT value FROM json_each(?3))) \
             AND (?4 IS NULL OR e.case_id = ?4 OR (e.case_id IS NULL AND json_extract(CAST(p.body AS TEXT), '$.case') = ?5)) \
             AND (?6 IS NULL OR e.at >= ?6) AND (?7 IS NULL OR e.at < ?7) ORDER BY e.sequence ",
            $order,
            " LIMIT ?8"
        )
    };
}

statements! {
    PROBE = "SELECT count(*) FROM sqlite_master";
    BACK_UP = "VACUUM INTO ?1";
    QUICK_CHECK = "PRAGMA quick_check(1)";
    INTEGRITY = "PRAGMA cipher_integrity_check";
    HAS_MIGRATIONS = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '_sqlx_migrations'";
    APPLIED_MIGRATION = "SELECT coalesce(max(version), 0) FROM _sqlx_migrations";
    CHECKPOINT = "PRAGMA wal_checkpoint(TRUNCATE)";

    HEAD = "SELECT sequence, hash, at FROM envelope ORDER BY sequence DESC LIMIT 1";
    CASE_HEAD = "SELECT coalesce(max(sequence), 0) FROM envelope WHERE case_id IS ?1";
    INSERT_ENVELOPE = "INSERT INTO envelope \
        (sequence, case_id, event_id, kind, schema, actor, role, at, software, commitment, hash) \
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    INSERT_PAYLOAD = "INSERT INTO payload (sequence, body) VALUES (?1, ?2)";
    INSERT_CASE_SECRET = "INSERT INTO case_secret (case_id, wrapped) VALUES (?1, ?2)";
    INSERT_CONTENT = "INSERT INTO content (case_id, sha256, body) VALUES (?1, ?2, ?3) \
        ON CONFLICT (case_id, sha256) DO NOTHING";
    INSERT_ATTACHMENT = "INSERT INTO attachment (id, case_id, sequence, name, kind, size_bytes, sha256) \
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    INSERT_DOCUMENT = "INSERT INTO document (id, case_id, sequence, revision, kind, content_hash, pdf_sha256, pdf) \
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

    REPLAY = "SELECT e.sequence, e.case_id, e.event_id, e.kind, e.schema, e.actor, e.role, e.at, e.software, \
        e.commitment, e.hash, p.body FROM envelope AS e LEFT JOIN payload AS p ON p.sequence = e.sequence \
        WHERE e.case_id IS ?1 AND e.sequence > ?2 ORDER BY e.sequence";
    LOG_PAGE = "SELECT e.sequence, e.case_id, e.event_id, e.kind, e.schema, e.actor, e.role, e.at, e.software, \
        e.commitment, e.hash, p.body FROM envelope AS e LEFT JOIN payload AS p ON p.sequence = e.sequence \
        WHERE e.sequence > ?1 ORDER BY e.sequence LIMIT ?2";
    WORKSPACE_EVENTS = "SELECT e.sequence, e.case_id, e.event_id, e.kind, e.schema, e.actor, e.role, e.at, e.software, \
        e.commitment, e.hash, p.body FROM envelope AS e LEFT JOIN payload AS p ON p.sequence = e.sequence \
        WHERE e.case_id IS NULL AND e.kind IN (SELECT value FROM json_each(?1)) ORDER BY e.sequence";
    AUDIT_NEWEST = audit_page!("(?1 IS NULL OR e.sequence < ?1)", "DESC");
    AUDIT_OLDEST = audit_page!("(?1 IS NULL OR e.sequence > ?1)", "ASC");
    LINK = "SELECT hash FROM envelope WHERE sequence = ?1";
    AUDIT_KINDS = "SELECT DISTINCT kind FROM envelope ORDER BY kind";
    ERASURES = "SELECT case_id, max(sequence) FROM envelope WHERE kind = ?1 AND case_id IS NOT NULL GROUP BY case_id";
    IS_ERASED = "SELECT count(*) FROM envelope WHERE case_id = ?1 AND kind = ?2";
    ORPHANED_PAYLOADS = "SELECT sequence FROM payload WHERE sequence NOT IN (SELECT sequence FROM envelope) \
        ORDER BY sequence LIMIT 1000";
    CASE_SECRET = "SELECT wrapped FROM case_secret WHERE case_id = ?1";
    CASE_SECRETS = "SELECT case_id, wrapped FROM case_secret ORDER BY case_id";
    CASES = "SELECT case_id FROM case_secret ORDER BY case_id";

    CONTENT = "SELECT body FROM content WHERE case_id = ?1 AND sha256 = ?2";
    ATTACHMENTS = "SELECT id, case_id, sequence, name, kind, size_bytes, sha256 FROM attachment WHERE case_id = ?1 \
        ORDER BY sequence, id";
    LISTED_WITH_CONTENT = "SELECT body FROM worklist WHERE case_id IN (SELECT case_id FROM attachment WHERE sha256 = ?1) \
        ORDER BY number_key, case_id";
    ATTACHMENT_IDS = "SELECT id FROM attachment ORDER BY id";
    DOCUMENTS = "SELECT id, case_id, sequence, revision, kind, content_hash, pdf_sha256, length(pdf) FROM document \
        WHERE case_id = ?1 ORDER BY revision, kind, sequence, id";
    DOCUMENT_PDF = "SELECT pdf, pdf_sha256 FROM document WHERE id = ?1";

    ERASE_CASE_SECRET = "DELETE FROM case_secret WHERE case_id = ?1";
    ERASE_PAYLOADS = "DELETE FROM payload WHERE sequence IN \
        (SELECT sequence FROM envelope WHERE case_id = ?1 AND sequence <= ?2)";
    ERASE_CONTENTS = "DELETE FROM content WHERE case_id = ?1";
    ERASE_ATTACHMENTS = "DELETE FROM attachment WHERE case_id = ?1";
    ERASE_DOCUMENTS = "DELETE FROM document WHERE case_id = ?1";
    ERASE_WORKLIST_ROW = "DELETE FROM worklist WHERE case_id = ?1";

    PUT_WORKLIST_ROW = "INSERT INTO worklist \
        (case_id, sequence, state, received_on, name_key, number_key, level_key, search, body) \
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (case_id) DO UPDATE SET \
        sequence = excluded.sequence, state = excluded.state, received_on = excluded.received_on, \
        name_key = excluded.name_key, number_key = excluded.number_key, level_key = excluded.level_key, \
        search = excluded.search, body = excluded.body";
    CLEAR_WORKLIST = "DELETE FROM worklist";
    WORKLIST_ROW = "SELECT body FROM worklist WHERE case_id = ?1";
    WORKLIST_COUNT = "SELECT count(*) FROM worklist AS w WHERE (?1 IS NULL OR w.row_number IN \
        (SELECT rowid FROM worklist_search WHERE worklist_search MATCH ?1)) \
        AND (?2 IS NULL OR NOT EXISTS (SELECT 1 FROM json_each(?2) WHERE instr(w.search, value) = 0)) \
        AND (?3 IS NULL OR w.state IN (SELECT value FROM json_each(?3)))";
    WORKLIST_BY_RECEIVED_ON = worklist_page!("w.received_on, w.row_number");
    WORKLIST_BY_RECEIVED_ON_DESCENDING = worklist_page!("w.received_on DESC, w.row_number DESC");
    WORKLIST_BY_NAME = worklist_page!("w.name_key, w.row_number");
    WORKLIST_BY_NAME_DESCENDING = worklist_page!("w.name_key DESC, w.row_number DESC");
    WORKLIST_BY_NUMBER = worklist_page!("w.number_key, w.row_number");
    WORKLIST_BY_NUMBER_DESCENDING = worklist_page!("w.number_key DESC, w.row_number DESC");
    WORKLIST_BY_LEVEL = worklist_page!("w.level_key, w.row_number");
    WORKLIST_BY_LEVEL_DESCENDING = worklist_page!("w.level_key DESC, w.row_number DESC");
    WORKLIST_BY_STATE = worklist_page!("w.state, w.row_number");
    WORKLIST_BY_STATE_DESCENDING = worklist_page!("w.state DESC, w.row_number DESC");

    META = "SELECT value FROM meta WHERE key = ?1";
    PUT_META = "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
}

#[cfg(test)]
mod tests {
    use sqlx::{Executor, SqlSafeStr, Statement};

    use super::*;
    use crate::testing::Bench;

    #[tokio::test]
    async fn every_statement_is_prepared_by_a_freshly_migrated_encrypted_database() {
        let bench = Bench::new().await;
        let mut connection = bench.raw_connection().await;
        assert!(ALL.len() > 40);
        for (name, text) in ALL {
            let prepared = connection.prepare((*text).into_sql_str()).await.unwrap_or_else(|e| panic!("{name}: {e}"));
            assert_eq!(prepared.sql().as_str(), *text);
        }
    }
}
