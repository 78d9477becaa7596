-- 0007: a person's appointments at a secret address. SQLite's 0009, led by its organisation.

CREATE TABLE calendar_feed (
    org      UUID NOT NULL,
    account  UUID NOT NULL,   -- Whose; one each.
    hash     BYTEA NOT NULL,  -- BLAKE3 of the secret in the address.
    made_at  BIGINT NOT NULL, -- Since when, milliseconds since 1970 UTC.
    PRIMARY KEY (org, account),
    UNIQUE (org, hash),
    FOREIGN KEY (org, account) REFERENCES account (org, id)
);
