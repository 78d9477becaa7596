-- 0020: teams of an organisation, who is in them, and where somebody waits (ADR-0056). SQLite's, led by its organisation.

CREATE TABLE team (
    org       UUID NOT NULL,
    id        UUID NOT NULL,
    name      TEXT COLLATE "C" NOT NULL,
    made_at   BIGINT NOT NULL,             -- Milliseconds since 1970 UTC.
    ended_at  BIGINT,                      -- It stays by its name: cases remember it.
    PRIMARY KEY (org, id),
    FOREIGN KEY (org) REFERENCES org (org)
);

CREATE TABLE team_area (
    org    UUID NOT NULL,
    team   UUID NOT NULL,
    first  BIGINT NOT NULL,                -- Digits of a postcode.
    last   BIGINT NOT NULL,
    PRIMARY KEY (org, team, first, last),
    FOREIGN KEY (org, team) REFERENCES team (org, id)
);

CREATE TABLE team_member (
    org      UUID NOT NULL,
    team     UUID NOT NULL,
    account  UUID NOT NULL,
    helps    BOOLEAN NOT NULL,             -- They help in it.
    desk     BOOLEAN NOT NULL,             -- They sit at its desk.
    since    BIGINT NOT NULL,              -- Milliseconds since 1970 UTC.
    PRIMARY KEY (org, team, account),
    FOREIGN KEY (org, team) REFERENCES team (org, id),
    FOREIGN KEY (org, account) REFERENCES account (org, id)
);

-- The team of a case; and whether it waits at a desk, or did when it ended: its counsellor is then whoever stands first there.
-- Teams never go, and a table that is placed already cannot refer to one that is not: so without a foreign key.
ALTER TABLE case_file
    ADD COLUMN team  UUID,
    ADD COLUMN waits BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE case_file SET waits = TRUE FROM account
    WHERE account.org = case_file.org AND account.id = case_file.counsellor AND account.role = 'triage';
