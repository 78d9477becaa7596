-- 0020: teams of an organisation, who is in them, and where somebody waits (ADR-0056).

CREATE TABLE team (
    org       TEXT NOT NULL REFERENCES org (id),
    id        TEXT PRIMARY KEY,
    name      TEXT NOT NULL,
    made_at   INTEGER NOT NULL,            -- Milliseconds since 1970 UTC.
    ended_at  INTEGER                      -- It stays by its name: cases remember it.
) STRICT, WITHOUT ROWID;
CREATE INDEX team_by_org ON team (org);

CREATE TABLE team_area (
    org    TEXT NOT NULL REFERENCES org (id),
    team   TEXT NOT NULL REFERENCES team (id),
    first  INTEGER NOT NULL,               -- Digits of a postcode.
    last   INTEGER NOT NULL,
    PRIMARY KEY (team, first, last)
) STRICT, WITHOUT ROWID;
CREATE INDEX team_area_by_org ON team_area (org);

CREATE TABLE team_member (
    org      TEXT NOT NULL REFERENCES org (id),
    team     TEXT NOT NULL REFERENCES team (id),
    account  TEXT NOT NULL REFERENCES account (id),
    helps    INTEGER NOT NULL,             -- They help in it.
    desk     INTEGER NOT NULL,             -- They sit at its desk.
    since    INTEGER NOT NULL,             -- Milliseconds since 1970 UTC.
    PRIMARY KEY (team, account)
) STRICT, WITHOUT ROWID;
CREATE INDEX team_member_by_org ON team_member (org);

-- The team of a case; and whether it waits at a desk, or did when it ended: its counsellor is then whoever stands first there.
ALTER TABLE case_file ADD COLUMN team TEXT REFERENCES team (id);
ALTER TABLE case_file ADD COLUMN waits INTEGER NOT NULL DEFAULT 0;
UPDATE case_file SET waits = 1 WHERE counsellor IN (SELECT id FROM account WHERE role = 'triage');
