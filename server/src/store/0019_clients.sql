-- 0019: clients who sign in by their organisation's identity broker. An organisation has one provider for each of its staff and
-- its clients.

ALTER TABLE provider RENAME TO provider_before;
CREATE TABLE provider (
    org        TEXT NOT NULL REFERENCES org (id),
    issuer     TEXT NOT NULL,
    client_id  TEXT NOT NULL,
    proof      TEXT NOT NULL,    -- How the server proves who it is: `key`, or `secret`. Neither stands here.
    acr        TEXT NOT NULL,    -- Levels that are enough, by space. Empty: any, for staff alone.
    home       TEXT NOT NULL,    -- Where browsers reach this server.
    for_whom   TEXT NOT NULL,    -- staff or clients.
    step_up    TEXT NOT NULL,    -- Levels that heavy acts take, by space. Empty: none is asked for.
    called     TEXT NOT NULL,    -- What clients call it. Empty for staff.
    PRIMARY KEY (org, for_whom)
) STRICT, WITHOUT ROWID;
INSERT INTO provider SELECT org, issuer, client_id, proof, acr, home, 'staff', '', '' FROM provider_before;
DROP TABLE provider_before;

-- From now on `known_as` has clients too. The subject of a client is a keyed hash, never what the provider said.
