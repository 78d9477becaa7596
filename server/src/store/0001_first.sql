-- 0001: organisations, accounts, cases, scopes, records, devices and grants.
-- Every table of a tenant leads with its organisation or its scope, so that the same layout can be
-- split by tenant on a distributed engine.

CREATE TABLE meta (
    -- One value for the whole installation: epoch, incarnation, server_n, handle_floor.
    name   TEXT PRIMARY KEY,
    value  TEXT NOT NULL
) STRICT;

CREATE TABLE org (
    -- A municipality or another organisation that helps: the tenant.
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    opened_at  INTEGER NOT NULL     -- Milliseconds since 1970 UTC, as every `_at`.
) STRICT;

CREATE TABLE account (
    -- A person who can pair devices. One role each.
    org        TEXT NOT NULL REFERENCES org (id),
    id         TEXT PRIMARY KEY,
    role       TEXT NOT NULL,
    name       TEXT NOT NULL,
    ge         INTEGER NOT NULL DEFAULT 0,  -- Rises with every change of this account's grants.
    closed_at  INTEGER
) STRICT;
CREATE INDEX account_by_org ON account (org, role);

CREATE TABLE case_file (
    -- One client's case; its records live in the scopes `<id>.together`, `.money`, `.office`.
    org         TEXT NOT NULL REFERENCES org (id),
    id          TEXT PRIMARY KEY,
    client      TEXT NOT NULL REFERENCES account (id),
    counsellor  TEXT NOT NULL REFERENCES account (id),
    opened_at   INTEGER NOT NULL,
    closed_at   INTEGER
) STRICT;

CREATE TABLE scope (
    id    TEXT PRIMARY KEY,          -- `<uuid>.<compartment>`.
    org   TEXT NOT NULL REFERENCES org (id),
    head  INTEGER NOT NULL DEFAULT 0 -- The number of the latest change. Gapless.
) STRICT;

CREATE TABLE rec (
    -- The latest state of each record. There is no log to compact: the feed reads this table.
    scope    TEXT NOT NULL REFERENCES scope (id),
    id       TEXT NOT NULL,
    kind     TEXT NOT NULL,
    s        INTEGER NOT NULL,           -- The scope's number of its last change.
    deleted  INTEGER NOT NULL DEFAULT 0,
    units    TEXT NOT NULL,              -- JSON: name to {v, d, t, by, s}.
    PRIMARY KEY (scope, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX rec_feed ON rec (scope, s);
CREATE INDEX rec_kind ON rec (scope, kind);

CREATE TABLE conflict_about (
    -- The conflicts about a record that can still be fed (open, or settled by rule).
    scope     TEXT NOT NULL,
    rec       TEXT NOT NULL,
    conflict  TEXT NOT NULL,
    PRIMARY KEY (scope, rec, conflict)
) STRICT, WITHOUT ROWID;

CREATE TABLE history (
    -- Every value ever written. Only appended to; erasure on request is a different matter.
    scope   TEXT NOT NULL,
    seq     INTEGER NOT NULL,
    rec     TEXT NOT NULL,
    unit    TEXT NOT NULL,       -- Empty: the record was deleted.
    v       TEXT NOT NULL,
    device  INTEGER NOT NULL,    -- 0: the server itself.
    n       INTEGER NOT NULL,
    by      TEXT,
    t       INTEGER NOT NULL     -- The author's clock as sent.
) STRICT;
CREATE INDEX history_by_record ON history (scope, rec, seq);

CREATE TABLE op (
    -- Operations that were applied, so that each is applied once.
    uid     TEXT PRIMARY KEY,
    device  INTEGER NOT NULL,
    n       INTEGER NOT NULL,
    scope   TEXT NOT NULL,
    seq     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE device_op (
    -- What a device's number stands for: tells a cloned phone from its twin.
    device  INTEGER NOT NULL,
    n       INTEGER NOT NULL,
    uid     TEXT NOT NULL,
    PRIMARY KEY (device, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE held (
    -- Operations that were not applied and are kept with the reason, for a counsellor to see.
    uid      TEXT PRIMARY KEY,
    account  TEXT NOT NULL,
    device   INTEGER NOT NULL,
    n        INTEGER NOT NULL,
    scope    TEXT,               -- NULL: the handle was never known.
    op       TEXT NOT NULL,      -- JSON, as sent.
    why      TEXT NOT NULL,
    at       INTEGER NOT NULL
) STRICT;

CREATE TABLE grant_ (
    -- What an account may read and write. A changed grant is a new row with a new handle.
    account     TEXT NOT NULL REFERENCES account (id),
    h           INTEGER NOT NULL,
    scope       TEXT NOT NULL REFERENCES scope (id),
    write       INTEGER NOT NULL,
    role        TEXT NOT NULL,
    parts       TEXT NOT NULL DEFAULT '',  -- For a coach: the shared parts, by comma.
    until       TEXT,                      -- For a coach: the first day without it, in Europe/Amsterdam.
    revoked_at  INTEGER,
    why         TEXT,
    PRIMARY KEY (account, h)
) STRICT, WITHOUT ROWID;
CREATE INDEX grant_by_scope ON grant_ (scope) WHERE revoked_at IS NULL;

CREATE TABLE device (
    id          INTEGER PRIMARY KEY,   -- 48 random bits.
    account     TEXT NOT NULL REFERENCES account (id),
    token_hash  BLOB NOT NULL UNIQUE,  -- BLAKE3 of the token; the token itself is nowhere.
    label       TEXT NOT NULL,
    last_n      INTEGER NOT NULL DEFAULT 0,
    chain       BLOB NOT NULL,
    backed_n    INTEGER NOT NULL DEFAULT 0,  -- Operations up to here are in a backup elsewhere.
    paired_at   INTEGER NOT NULL,
    last_seen   INTEGER NOT NULL,
    revoked_at  INTEGER,
    wipe        INTEGER NOT NULL DEFAULT 0   -- Revoked by the organisation: the device is told to remove all.
) STRICT;
CREATE INDEX device_by_account ON device (account);

CREATE TABLE purge (
    -- Receipts of removal: this device has nothing left of that grant.
    device        INTEGER NOT NULL,
    h             INTEGER NOT NULL,
    records       INTEGER NOT NULL,
    confirmed_at  INTEGER NOT NULL,
    PRIMARY KEY (device, h)
) STRICT, WITHOUT ROWID;

CREATE TABLE pairing_code (
    hash        BLOB PRIMARY KEY,   -- BLAKE3 of the code.
    account     TEXT NOT NULL REFERENCES account (id),
    expires_at  INTEGER NOT NULL,
    used_at     INTEGER
) STRICT, WITHOUT ROWID;
