-- 0006: staff who sign in with their organisation's own provider (OpenID Connect).

CREATE TABLE provider (
    org        TEXT PRIMARY KEY REFERENCES org (id),
    issuer     TEXT NOT NULL,
    client_id  TEXT NOT NULL,
    proof      TEXT NOT NULL,    -- How the server proves who it is: `key`, or `secret`. Neither stands here.
    acr        TEXT NOT NULL,    -- Levels that are enough, by space. Empty: any.
    home       TEXT NOT NULL     -- Where browsers reach this server.
) STRICT, WITHOUT ROWID;

CREATE TABLE known_as (
    -- By which name a provider knows an account. A provider never gives a name to another person.
    org      TEXT NOT NULL,
    account  TEXT NOT NULL REFERENCES account (id),
    issuer   TEXT NOT NULL,
    subject  TEXT NOT NULL,
    at       INTEGER NOT NULL,   -- Since when, milliseconds since 1970 UTC.
    PRIMARY KEY (org, account)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX known_as_by_subject ON known_as (org, issuer, subject);
