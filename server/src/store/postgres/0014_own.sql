-- 0014: staff who sign in with a passphrase and a code of an app, where their organisation has no provider. SQLite's, led
-- by its organisation.

CREATE TABLE own_sign_in (
    org         UUID NOT NULL,
    account     UUID NOT NULL,
    name        TEXT COLLATE "C" NOT NULL,  -- What they sign in with, in small letters.
    passphrase  BYTEA NOT NULL,             -- Argon2id of it.
    sealed      BYTEA NOT NULL,             -- What their app knows, sealed with the secret beside the database.
    used        BIGINT NOT NULL,            -- The last step of which a code was taken: none of it or before it is again.
    since       BIGINT NOT NULL,            -- Milliseconds since 1970 UTC.
    PRIMARY KEY (org, account),
    FOREIGN KEY (org, account) REFERENCES account (org, id)
);
CREATE UNIQUE INDEX own_sign_in_by_name ON own_sign_in (org, name);

CREATE TABLE own_try (
    -- Tries to sign in with a name, whether anybody has it or not.
    org     UUID NOT NULL,
    name    BYTEA NOT NULL,                 -- A hash of it, under the secret beside the database: a passphrase may be typed there.
    wrong   BIGINT NOT NULL,                -- In a row.
    until   BIGINT NOT NULL,                -- Closed until then.
    at      BIGINT NOT NULL,                -- The last one.
    PRIMARY KEY (org, name),
    FOREIGN KEY (org) REFERENCES org (org)
);
