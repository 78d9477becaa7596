-- 0004: where the bytes of files are. SQLite's 0003, led by its organisation.

CREATE TABLE blob (
    org         UUID NOT NULL,
    scope       TEXT COLLATE "C" NOT NULL,
    rec         TEXT COLLATE "C" NOT NULL,  -- The record of the file. Empty: everything in the scope, which goes.
    at          TEXT COLLATE "C" NOT NULL,  -- What it is called in addresses and in the object store.
    upto        BIGINT NOT NULL DEFAULT 0,  -- So many bytes are there.
    done        BOOLEAN NOT NULL DEFAULT FALSE,  -- All are there, and are what the record says.
    gone        BOOLEAN NOT NULL DEFAULT FALSE,  -- Erased: what is in the object store goes, and then this row.
    touched_at  BIGINT NOT NULL,            -- When the last part came.
    PRIMARY KEY (org, scope, rec),
    FOREIGN KEY (org, scope) REFERENCES scope (org, id)
);
CREATE UNIQUE INDEX blob_at ON blob (org, at);
CREATE INDEX blob_open ON blob (org, touched_at) WHERE NOT done;
