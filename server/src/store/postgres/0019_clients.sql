-- 0019: clients who sign in by their organisation's identity broker. SQLite's 0019. What is there is of staff.

ALTER TABLE provider
    ADD COLUMN for_whom TEXT COLLATE "C" NOT NULL DEFAULT 'staff',  -- staff or clients.
    ADD COLUMN step_up  TEXT COLLATE "C" NOT NULL DEFAULT '',       -- Levels that heavy acts take, by space. Empty: none is asked for.
    ADD COLUMN called   TEXT COLLATE "C" NOT NULL DEFAULT '';       -- What clients call it. Empty for staff.
ALTER TABLE provider DROP CONSTRAINT provider_pkey;
ALTER TABLE provider ADD CONSTRAINT provider_pkey PRIMARY KEY (org, for_whom);

-- From now on `known_as` has clients too. The subject of a client is a keyed hash, never what the provider said.
