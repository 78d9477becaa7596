-- 0001: what the server last said. Everything here can be fetched again.
CREATE TABLE state (
    one      INTEGER PRIMARY KEY CHECK (one = 1),
    epoch    TEXT    NOT NULL DEFAULT '',  -- The generation that the cursors belong to.
    applied  INTEGER NOT NULL DEFAULT 0,   -- The journal's `ord` up to which overlays are made.
    gen      INTEGER NOT NULL DEFAULT 1,   -- Rises with each fresh start; rows of an older one are swept.
    identity TEXT                          -- A copy of the journal's, for when that is damaged.
) STRICT;
INSERT INTO state (one) VALUES (1);

CREATE TABLE kind (
    -- Kinds by number, those of a newer version too.
    number INTEGER PRIMARY KEY,
    name   TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE access (
    -- One grant: a scope under its handle. A new grant of the same scope has a new handle.
    h       INTEGER PRIMARY KEY,
    scope   TEXT    NOT NULL,
    write   INTEGER NOT NULL,
    role    TEXT    NOT NULL,
    parts   TEXT    NOT NULL DEFAULT '[]',
    seq     INTEGER NOT NULL DEFAULT 0,   -- Read up to here.
    gen     INTEGER NOT NULL DEFAULT 0,   -- The fresh start in which reading began.
    ready   INTEGER NOT NULL DEFAULT 0,   -- Read to the end at least once.
    revoked TEXT                          -- Why it is no more; NULL while it holds.
) STRICT;
CREATE INDEX access_scope ON access (scope);

CREATE TABLE purged (
    -- Removed on revocation, and not yet told to the server.
    h       INTEGER PRIMARY KEY,
    records INTEGER NOT NULL
) STRICT;

CREATE TABLE rec (
    -- The server's state, clustered as it is read: all records of one kind in one scope.
    h    INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    id   BLOB    NOT NULL,
    s    INTEGER NOT NULL,
    gen  INTEGER NOT NULL,
    d    TEXT    NOT NULL,   -- The write of every unit in `u`.
    u    TEXT    NOT NULL,   -- {"unit": value}
    x    TEXT,               -- {"unit": [value, "dot"]} of other writes
    PRIMARY KEY (h, kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE overlay (
    -- Records with waiting operations, as the person sees them. NULL: deleted.
    h    INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    id   BLOB    NOT NULL,
    x    TEXT,               -- {"unit": [value, "dot"]}
    PRIMARY KEY (h, kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE doc (
    -- What can be found by its words. (An index of full text, `words`, stood beside it before 0006.)
    doc  INTEGER PRIMARY KEY,
    h    INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    id   BLOB    NOT NULL,
    UNIQUE (h, kind, id)
) STRICT;

CREATE TABLE summary (
    -- Read models that are dear to make, by case; removed when anything under the case changes.
    owner TEXT NOT NULL,
    name  TEXT NOT NULL,
    body  TEXT NOT NULL,
    PRIMARY KEY (owner, name)
) STRICT, WITHOUT ROWID;
