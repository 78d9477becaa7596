-- 0004: where the bytes of files are. They are in the object store; here is how far they came.

CREATE TABLE blob (
    scope       TEXT NOT NULL,
    rec         TEXT NOT NULL,                -- The record of the file. Empty: everything in the scope, which goes.
    at          TEXT NOT NULL UNIQUE,         -- What it is called in addresses and in the object store.
    upto        INTEGER NOT NULL DEFAULT 0,   -- So many bytes are there.
    done        INTEGER NOT NULL DEFAULT 0,   -- All are there, and are what the record says.
    gone        INTEGER NOT NULL DEFAULT 0,   -- Erased: what is in the object store goes, and then this row.
    touched_at  INTEGER NOT NULL,             -- When the last part came.
    PRIMARY KEY (scope, rec)
) STRICT, WITHOUT ROWID;
CREATE INDEX blob_open ON blob (touched_at) WHERE NOT done;
