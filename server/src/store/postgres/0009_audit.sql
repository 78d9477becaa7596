-- 0009: the audit trail, kept apart from the records, and how long cases are kept. SQLite's 0009, led by its organisation.

-- No table of the trail refers to another one: whatever is erased, its row stays.

CREATE TABLE audit_head (
    -- The end of each organisation's trail. Whoever appends holds this row, so that two never follow the same one.
    org   UUID NOT NULL,
    n     BIGINT NOT NULL,
    hash  BYTEA NOT NULL,
    PRIMARY KEY (org)
);

CREATE TABLE audit (
    -- Only appended to. What each column means stands in `audit.rs`.
    org       UUID NOT NULL,
    n         BIGINT NOT NULL,              -- Gapless.
    trace     BYTEA NOT NULL,
    span      BYTEA NOT NULL,
    start_at  BIGINT NOT NULL,
    end_at    BIGINT NOT NULL,
    act       TEXT COLLATE "C" NOT NULL,
    activity  TEXT COLLATE "C" NOT NULL,
    subject   UUID,                         -- A case.
    place     TEXT COLLATE "C",             -- A compartment.
    account   UUID,
    role      TEXT COLLATE "C",
    device    BIGINT,
    way       TEXT COLLATE "C" NOT NULL,
    items     BIGINT NOT NULL,
    status    TEXT COLLATE "C" NOT NULL,
    detail    TEXT COLLATE "C" NOT NULL,
    before    BYTEA NOT NULL,
    hash      BYTEA NOT NULL,
    PRIMARY KEY (org, n)
);
CREATE INDEX audit_of_subject ON audit (org, subject, n) WHERE subject IS NOT NULL;
-- Rows that stand for more of the same until a moment.
CREATE INDEX audit_window ON audit (org, account, end_at) WHERE end_at > start_at;

-- With what a case ended, as a key of a rule of retention; unknown for what ended before this, and while it goes on.
ALTER TABLE case_file ADD COLUMN result TEXT COLLATE "C";

CREATE TABLE retention_rule (
    -- How long an organisation keeps a case with this result, where it decided otherwise than the starter set.
    org        UUID NOT NULL REFERENCES org (org),
    result     TEXT COLLATE "C" NOT NULL,
    span       BIGINT NOT NULL,
    unit       TEXT COLLATE "C" NOT NULL,   -- weeks, months or years.
    source     TEXT NOT NULL,               -- Where that stands.
    confirmed  BOOLEAN NOT NULL,            -- Whether somebody who answers for the archive said that it is so.
    PRIMARY KEY (org, result)
);

CREATE TABLE retention_hold (
    -- A case that is not destroyed, whatever its date.
    org      UUID NOT NULL,
    case_id  UUID NOT NULL,
    reason   TEXT NOT NULL,
    at       BIGINT NOT NULL,
    PRIMARY KEY (org, case_id),
    FOREIGN KEY (org, case_id) REFERENCES case_file (org, id)
);
