-- 0012: sign-ups that are asked again, because their answer was lost.

CREATE TABLE sign_up_key (
    org      TEXT NOT NULL REFERENCES org (id),
    hash     BLOB NOT NULL,                         -- BLAKE3 of the asker's key.
    asked    BLOB NOT NULL,                         -- BLAKE3 of what was asked.
    account  TEXT NOT NULL REFERENCES account (id),
    at       INTEGER NOT NULL,
    PRIMARY KEY (org, hash)
) STRICT, WITHOUT ROWID;
