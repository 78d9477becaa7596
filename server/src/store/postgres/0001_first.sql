-- 0001: the tables of SQLite's 0001, each led by its organisation.
--
-- `org` is the distribution key: it stands in every primary key, unique index and foreign key, and no
-- row ever moves to another. So the same tables can be split by organisation (`db distribute`), and
-- whatever one round touches lies on one node. No triggers, no sequences, nothing that spans tenants.
-- `meta` and `directory` are small and on every node.

CREATE TABLE meta (
    -- One value for the whole installation: epoch, incarnation, handle_floor, and the database that this
    -- was last seen to be.
    name   TEXT COLLATE "C" PRIMARY KEY,
    value  TEXT NOT NULL
);
INSERT INTO meta (name, value) VALUES ('database', '');

CREATE TABLE directory (
    -- Where something lives that is asked for without its organisation. Written once, never changed.
    what  TEXT COLLATE "C" NOT NULL,  -- id (an organisation, account or case), device, token, code.
    key   BYTEA NOT NULL,             -- The id; for a token and a code their BLAKE3.
    org   UUID NOT NULL,
    PRIMARY KEY (what, key)
);

CREATE TABLE org (
    -- A municipality or another organisation that helps: the tenant.
    org        UUID PRIMARY KEY,
    name       TEXT NOT NULL,
    opened_at  BIGINT NOT NULL,           -- Milliseconds since 1970 UTC, as every `_at`.
    server_n   BIGINT NOT NULL DEFAULT 0  -- The number of the server's latest own write in this organisation.
);

CREATE TABLE account (
    -- A person who can pair devices. One role each.
    org        UUID NOT NULL REFERENCES org (org),
    id         UUID NOT NULL,
    role       TEXT NOT NULL,
    name       TEXT NOT NULL,
    ge         BIGINT NOT NULL DEFAULT 0,  -- Rises with every change of this account's grants.
    closed_at  BIGINT,
    PRIMARY KEY (org, id)
);

CREATE TABLE case_file (
    -- One client's case; its records live in the scopes `<id>.together`, `.money`, `.office`.
    org         UUID NOT NULL,
    id          UUID NOT NULL,
    client      UUID NOT NULL,
    counsellor  UUID NOT NULL,
    opened_at   BIGINT NOT NULL,
    closed_at   BIGINT,
    PRIMARY KEY (org, id),
    FOREIGN KEY (org, client) REFERENCES account (org, id),
    FOREIGN KEY (org, counsellor) REFERENCES account (org, id)
);

CREATE TABLE scope (
    org   UUID NOT NULL REFERENCES org (org),
    id    TEXT COLLATE "C" NOT NULL,  -- `<uuid>.<compartment>`.
    head  BIGINT NOT NULL DEFAULT 0,  -- The number of the latest change. Gapless: who writes holds this row.
    PRIMARY KEY (org, id)
);

CREATE TABLE rec (
    -- The latest state of each record. There is no log to compact: the feed reads this table.
    org      UUID NOT NULL,
    scope    TEXT COLLATE "C" NOT NULL,
    id       UUID NOT NULL,
    kind     TEXT COLLATE "C" NOT NULL,
    s        BIGINT NOT NULL,      -- The scope's number of its last change.
    deleted  BOOLEAN NOT NULL DEFAULT FALSE,
    units    TEXT NOT NULL,        -- JSON: name to {v, d, t, by, s}. Kept word for word, which JSONB does not.
    PRIMARY KEY (org, scope, id),
    FOREIGN KEY (org, scope) REFERENCES scope (org, id)
);
-- Unique: no number is ever given out twice.
CREATE UNIQUE INDEX rec_feed ON rec (org, scope, s);
CREATE INDEX rec_kind ON rec (org, scope, kind);

CREATE TABLE conflict_about (
    -- The conflicts about a record that can still be fed (open, or settled by rule).
    org       UUID NOT NULL,
    scope     TEXT COLLATE "C" NOT NULL,
    rec       UUID NOT NULL,
    conflict  UUID NOT NULL,
    PRIMARY KEY (org, scope, rec, conflict)
);

CREATE TABLE history (
    -- Every value ever written. Only appended to; erasure on request is a different matter.
    org     UUID NOT NULL,
    scope   TEXT COLLATE "C" NOT NULL,
    seq     BIGINT NOT NULL,
    place   BIGINT NOT NULL,    -- The how-manieth of its transaction: several values share a number.
    rec     UUID NOT NULL,
    unit    TEXT NOT NULL,      -- Empty: the record was deleted. `\` is `\\` and NUL is `\0`.
    v       TEXT NOT NULL,
    device  BIGINT NOT NULL,    -- 0: the server itself.
    n       BIGINT NOT NULL,
    by      UUID,
    t       BIGINT NOT NULL,    -- The author's clock as sent.
    PRIMARY KEY (org, scope, seq, place)
);
CREATE INDEX history_by_record ON history (org, scope, rec, seq);

CREATE TABLE op (
    -- Operations that were applied, so that each is applied once.
    org     UUID NOT NULL,
    uid     BYTEA NOT NULL,
    device  BIGINT NOT NULL,
    n       BIGINT NOT NULL,
    scope   TEXT COLLATE "C" NOT NULL,
    seq     BIGINT NOT NULL,
    PRIMARY KEY (org, uid)
);

CREATE TABLE device_op (
    -- What a device's number stands for: tells a cloned phone from its twin.
    org     UUID NOT NULL,
    device  BIGINT NOT NULL,
    n       BIGINT NOT NULL,
    uid     BYTEA NOT NULL,
    PRIMARY KEY (org, device, n)
);

CREATE TABLE held (
    -- Operations that were not applied and are kept with the reason, for a counsellor to see.
    org      UUID NOT NULL,
    uid      BYTEA NOT NULL,
    account  UUID NOT NULL,
    device   BIGINT NOT NULL,
    n        BIGINT NOT NULL,
    scope    TEXT,               -- NULL: the handle was never known.
    op       TEXT NOT NULL,      -- JSON, as sent.
    why      TEXT NOT NULL,      -- Written as `history.unit` is: it may quote the name of a unit.
    at       BIGINT NOT NULL,
    PRIMARY KEY (org, uid)
);

CREATE TABLE grant_ (
    -- What an account may read and write. A changed grant is a new row with a new handle.
    org         UUID NOT NULL,
    account     UUID NOT NULL,
    h           BIGINT NOT NULL,
    scope       TEXT COLLATE "C" NOT NULL,
    write       BOOLEAN NOT NULL,
    role        TEXT NOT NULL,
    parts       TEXT NOT NULL DEFAULT '',  -- For a coach: the shared parts, by comma.
    until       TEXT,                      -- For a coach: the first day without it, in Europe/Amsterdam.
    revoked_at  BIGINT,
    why         TEXT,
    PRIMARY KEY (org, account, h),
    FOREIGN KEY (org, account) REFERENCES account (org, id),
    FOREIGN KEY (org, scope) REFERENCES scope (org, id)
);
CREATE INDEX grant_by_scope ON grant_ (org, scope) WHERE revoked_at IS NULL;

CREATE TABLE device (
    org         UUID NOT NULL,
    id          BIGINT NOT NULL,      -- 48 random bits.
    account     UUID NOT NULL,
    token_hash  BYTEA NOT NULL,       -- BLAKE3 of the token; the token itself is nowhere.
    label       TEXT NOT NULL,
    last_n      BIGINT NOT NULL DEFAULT 0,
    chain       BYTEA NOT NULL,
    backed_n    BIGINT NOT NULL DEFAULT 0,  -- Operations up to here are in a backup elsewhere.
    paired_at   BIGINT NOT NULL,
    last_seen   BIGINT NOT NULL,
    revoked_at  BIGINT,
    wipe        BOOLEAN NOT NULL DEFAULT FALSE,  -- Revoked by the organisation: the device is told to remove all.
    PRIMARY KEY (org, id),
    FOREIGN KEY (org, account) REFERENCES account (org, id)
);
CREATE UNIQUE INDEX device_by_token ON device (org, token_hash);
CREATE INDEX device_by_account ON device (org, account);

CREATE TABLE purge (
    -- Receipts of removal: this device has nothing left of that grant.
    org           UUID NOT NULL,
    device        BIGINT NOT NULL,
    h             BIGINT NOT NULL,
    records       BIGINT NOT NULL,
    confirmed_at  BIGINT NOT NULL,
    PRIMARY KEY (org, device, h)
);

CREATE TABLE pairing_code (
    org         UUID NOT NULL,
    hash        BYTEA NOT NULL,   -- BLAKE3 of the code.
    account     UUID NOT NULL,
    expires_at  BIGINT NOT NULL,
    used_at     BIGINT,
    PRIMARY KEY (org, hash),
    FOREIGN KEY (org, account) REFERENCES account (org, id)
);
