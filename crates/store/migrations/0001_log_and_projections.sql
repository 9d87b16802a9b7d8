-- The first form of a workspace database.
--
-- `envelope` is the log: one row per event, never changed, never deleted, hash-chained. `payload` holds what the event
-- says, apart from it, so that a case can be erased without breaking the chain. Everything else can be thrown away and
-- rebuilt (`worklist`), or is bound to the log by a hash (`attachment`, `document`, `content`).

CREATE TABLE envelope (
    sequence   INTEGER PRIMARY KEY CHECK (sequence > 0),
    case_id    BLOB CHECK (length(case_id) = 16),
    event_id   BLOB NOT NULL UNIQUE CHECK (length(event_id) = 16),
    kind       TEXT NOT NULL,
    schema     INTEGER NOT NULL CHECK (schema > 0),
    actor      BLOB NOT NULL CHECK (length(actor) = 16),
    role       TEXT NOT NULL,
    at         TEXT NOT NULL,
    software   TEXT NOT NULL,
    commitment BLOB NOT NULL CHECK (length(commitment) = 32),
    hash       BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE INDEX envelope_of_case ON envelope (case_id, sequence);

CREATE TRIGGER envelope_is_never_changed BEFORE UPDATE ON envelope
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER envelope_is_never_deleted BEFORE DELETE ON envelope
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

-- The wrapped key of each case. Deleting the row makes the case unreadable and its commitments unguessable.
CREATE TABLE case_secret (
    case_id BLOB PRIMARY KEY CHECK (length(case_id) = 16),
    wrapped BLOB NOT NULL
) STRICT;

CREATE TRIGGER case_secret_is_never_changed BEFORE UPDATE ON case_secret
BEGIN SELECT RAISE(ABORT, 'a case keeps its key'); END;

CREATE TABLE payload (
    sequence INTEGER PRIMARY KEY REFERENCES envelope (sequence),
    body     BLOB NOT NULL
) STRICT;

CREATE TRIGGER payload_is_never_changed BEFORE UPDATE ON payload
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

-- A payload goes only after the key of its case went, and a payload of the workspace itself never goes.
CREATE TRIGGER payload_goes_with_its_case BEFORE DELETE ON payload
WHEN NOT EXISTS (
    SELECT 1 FROM envelope
    WHERE sequence = OLD.sequence AND case_id IS NOT NULL AND case_id NOT IN (SELECT case_id FROM case_secret)
)
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

-- Inputs too big for an event, kept once per case under the hash that the event names.
CREATE TABLE content (
    case_id BLOB NOT NULL CHECK (length(case_id) = 16),
    sha256  BLOB NOT NULL CHECK (length(sha256) = 32),
    body    BLOB NOT NULL,
    UNIQUE (case_id, sha256)
) STRICT;

-- Imported files; their bytes lie sealed beside the database.
CREATE TABLE attachment (
    id         BLOB PRIMARY KEY CHECK (length(id) = 16),
    case_id    BLOB NOT NULL CHECK (length(case_id) = 16),
    sequence   INTEGER NOT NULL REFERENCES envelope (sequence),
    name       TEXT NOT NULL,
    kind       TEXT NOT NULL,
    size_bytes INTEGER NOT NULL CHECK (size_bytes >= 0),
    sha256     BLOB NOT NULL CHECK (length(sha256) = 32)
) STRICT;

CREATE INDEX attachment_of_case ON attachment (case_id, sequence);

-- Rendered documents exactly as they were signed.
CREATE TABLE document (
    id           BLOB PRIMARY KEY CHECK (length(id) = 16),
    case_id      BLOB NOT NULL CHECK (length(case_id) = 16),
    sequence     INTEGER NOT NULL REFERENCES envelope (sequence),
    revision     INTEGER NOT NULL CHECK (revision > 0),
    kind         TEXT NOT NULL,
    content_hash BLOB NOT NULL CHECK (length(content_hash) = 32),
    pdf_sha256   BLOB NOT NULL CHECK (length(pdf_sha256) = 32),
    pdf          BLOB NOT NULL
) STRICT;

CREATE INDEX document_of_case ON document (case_id, revision, kind);

CREATE TRIGGER document_is_never_changed BEFORE UPDATE ON document
BEGIN SELECT RAISE(ABORT, 'an archived document is never changed'); END;

-- One row per case for the list. `body` belongs to the caller; the other columns are what is sorted and searched.
CREATE TABLE worklist (
    row_number  INTEGER PRIMARY KEY,
    case_id     BLOB NOT NULL UNIQUE CHECK (length(case_id) = 16),
    sequence    INTEGER NOT NULL,
    state       TEXT NOT NULL,
    received_on TEXT NOT NULL,
    name_key    TEXT NOT NULL,
    number_key  TEXT NOT NULL,
    level_key   TEXT NOT NULL,
    search      TEXT NOT NULL,
    body        BLOB NOT NULL
) STRICT;

CREATE INDEX worklist_by_received_on ON worklist (received_on, row_number);
CREATE INDEX worklist_by_name ON worklist (name_key, row_number);
CREATE INDEX worklist_by_number ON worklist (number_key, row_number);
CREATE INDEX worklist_by_level ON worklist (level_key, row_number);
CREATE INDEX worklist_by_state ON worklist (state, row_number);

-- Any three characters in a row are found without reading every row. `secure-delete`: an erased name leaves the index.
CREATE VIRTUAL TABLE worklist_search
USING fts5 (search, content = 'worklist', content_rowid = 'row_number', tokenize = 'trigram');

INSERT INTO worklist_search (worklist_search, rank) VALUES ('secure-delete', 1);

CREATE TRIGGER worklist_row_is_searchable AFTER INSERT ON worklist
BEGIN INSERT INTO worklist_search (rowid, search) VALUES (NEW.row_number, NEW.search); END;

CREATE TRIGGER worklist_row_is_forgotten AFTER DELETE ON worklist
BEGIN
    INSERT INTO worklist_search (worklist_search, rowid, search) VALUES ('delete', OLD.row_number, OLD.search);
END;

CREATE TRIGGER worklist_row_is_searchable_again AFTER UPDATE ON worklist
BEGIN
    INSERT INTO worklist_search (worklist_search, rowid, search) VALUES ('delete', OLD.row_number, OLD.search);
    INSERT INTO worklist_search (rowid, search) VALUES (NEW.row_number, NEW.search);
END;

-- Small facts about the workspace itself, e.g. which version of the projections is stored.
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
