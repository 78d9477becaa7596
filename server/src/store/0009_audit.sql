-- 0009: the audit trail, kept apart from the records, and how long cases are kept.

-- No table of the trail refers to another one: whatever is erased, its row stays.

CREATE TABLE audit_head (
    -- The end of each organisation's trail. Whoever appends changes this row, so that two never follow the same one.
    org   TEXT PRIMARY KEY,
    n     INTEGER NOT NULL,
    hash  BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
    -- Only appended to. What each column means stands in `audit.rs`.
    org       TEXT NOT NULL,
    n         INTEGER NOT NULL,   -- Gapless.
    trace     BLOB NOT NULL,
    span      BLOB NOT NULL,
    start_at  INTEGER NOT NULL,
    end_at    INTEGER NOT NULL,
    act       TEXT NOT NULL,
    activity  TEXT NOT NULL,
    subject   TEXT,               -- A case.
    place     TEXT,               -- A compartment.
    account   TEXT,
    role      TEXT,
    device    INTEGER,
    way       TEXT NOT NULL,
    items     INTEGER NOT NULL,
    status    TEXT NOT NULL,
    detail    TEXT NOT NULL,
    before    BLOB NOT NULL,
    hash      BLOB NOT NULL,
    PRIMARY KEY (org, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_of_subject ON audit (org, subject, n) WHERE subject IS NOT NULL;
-- Rows that stand for more of the same until a moment.
CREATE INDEX audit_window ON audit (org, account, end_at) WHERE end_at > start_at;

-- With what a case ended, as a key of a rule of retention; unknown for what ended before this, and while it goes on.
ALTER TABLE case_file ADD COLUMN result TEXT;

CREATE TABLE retention_rule (
    -- How long an organisation keeps a case with this result, where it decided otherwise than the starter set.
    org        TEXT NOT NULL REFERENCES org (id),
    result     TEXT NOT NULL,
    span       INTEGER NOT NULL,
    unit       TEXT NOT NULL,      -- weeks, months or years.
    source     TEXT NOT NULL,      -- Where that stands.
    confirmed  INTEGER NOT NULL,   -- Whether somebody who answers for the archive said that it is so.
    PRIMARY KEY (org, result)
) STRICT, WITHOUT ROWID;

CREATE TABLE retention_hold (
    -- A case that is not destroyed, whatever its date.
    org      TEXT NOT NULL REFERENCES org (id),
    case_id  TEXT NOT NULL REFERENCES case_file (id),
    reason   TEXT NOT NULL,
    at       INTEGER NOT NULL,
    PRIMARY KEY (org, case_id)
) STRICT, WITHOUT ROWID;
