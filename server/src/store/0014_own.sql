-- 0014: staff who sign in with a passphrase and a code of an app, where their organisation has no provider.

CREATE TABLE own_sign_in (
    account     TEXT PRIMARY KEY REFERENCES account (id),
    org         TEXT NOT NULL REFERENCES org (id),
    name        TEXT NOT NULL,      -- What they sign in with, in small letters.
    passphrase  BLOB NOT NULL,      -- Argon2id of it.
    sealed      BLOB NOT NULL,      -- What their app knows, sealed with the secret beside the database.
    used        INTEGER NOT NULL,   -- The last step of which a code was taken: none of it or before it is again.
    since       INTEGER NOT NULL    -- Milliseconds since 1970 UTC.
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX own_sign_in_by_name ON own_sign_in (org, name);

CREATE TABLE own_try (
    -- Tries to sign in with a name, whether anybody has it or not.
    org     TEXT NOT NULL REFERENCES org (id),
    name    BLOB NOT NULL,          -- A hash of it, under the secret beside the database: a passphrase may be typed there.
    wrong   INTEGER NOT NULL,       -- In a row.
    until   INTEGER NOT NULL,       -- Closed until then.
    at      INTEGER NOT NULL,       -- The last one.
    PRIMARY KEY (org, name)
) STRICT, WITHOUT ROWID;
