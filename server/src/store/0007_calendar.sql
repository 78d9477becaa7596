-- 0007: a person's appointments at a secret address, for the agenda of their telephone or computer.

CREATE TABLE calendar_feed (
    account  TEXT PRIMARY KEY REFERENCES account (id),  -- Whose; one each.
    hash     BLOB NOT NULL UNIQUE,                      -- BLAKE3 of the secret in the address.
    made_at  INTEGER NOT NULL                           -- Since when, milliseconds since 1970 UTC.
) STRICT;
