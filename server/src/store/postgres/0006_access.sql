-- 0006: staff who sign in with their organisation's own provider (OpenID Connect). SQLite's 0006.

CREATE TABLE provider (
    org        UUID NOT NULL,
    issuer     TEXT COLLATE "C" NOT NULL,
    client_id  TEXT COLLATE "C" NOT NULL,
    proof      TEXT COLLATE "C" NOT NULL,  -- How the server proves who it is: `key`, or `secret`. Neither stands here.
    acr        TEXT COLLATE "C" NOT NULL,  -- Levels that are enough, by space. Empty: any.
    home       TEXT COLLATE "C" NOT NULL,  -- Where browsers reach this server.
    PRIMARY KEY (org),
    FOREIGN KEY (org) REFERENCES org (org)
);

CREATE TABLE known_as (
    -- By which name a provider knows an account. A provider never gives a name to another person.
    org      UUID NOT NULL,
    account  UUID NOT NULL,
    issuer   TEXT COLLATE "C" NOT NULL,
    subject  TEXT COLLATE "C" NOT NULL,
    at       BIGINT NOT NULL,              -- Since when, milliseconds since 1970 UTC.
    PRIMARY KEY (org, account),
    FOREIGN KEY (org, account) REFERENCES account (org, id)
);
CREATE UNIQUE INDEX known_as_by_subject ON known_as (org, issuer, subject);
