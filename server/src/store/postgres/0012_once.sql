-- 0012: sign-ups that are asked again, because their answer was lost. SQLite's, led by its organisation.

CREATE TABLE sign_up_key (
    org      UUID NOT NULL,
    hash     BYTEA NOT NULL,  -- BLAKE3 of the asker's key.
    asked    BYTEA NOT NULL,  -- BLAKE3 of what was asked.
    account  UUID NOT NULL,
    at       BIGINT NOT NULL,
    PRIMARY KEY (org, hash),
    FOREIGN KEY (org, account) REFERENCES account (org, id)
);
