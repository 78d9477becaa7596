-- 0013: agendas elsewhere, into which appointments of staff are put (CalDAV). SQLite's, led by its organisation.

CREATE TABLE agenda (
    org      UUID NOT NULL,
    account  UUID NOT NULL,
    url      TEXT COLLATE "C" NOT NULL,
    name     TEXT COLLATE "C" NOT NULL,  -- Who we are there.
    sealed   BYTEA NOT NULL,             -- The password, sealed with the secret beside the database.
    seen     BYTEA NOT NULL,             -- What it was made from the last time; empty: anew.
    ending   BOOLEAN NOT NULL,           -- Everything is taken out of it, and then this row goes.
    tries    BIGINT NOT NULL,            -- Failures since it last worked.
    due_at   BIGINT NOT NULL,            -- When to look; under way: until when a server has it for itself.
    lease    TEXT COLLATE "C" NOT NULL,  -- Which try has it; empty: none.
    why      TEXT COLLATE "C" NOT NULL,  -- What the last try came to, in words of ours.
    PRIMARY KEY (org, account),
    FOREIGN KEY (org, account) REFERENCES account (org, id)
);
CREATE INDEX agenda_due ON agenda (org, due_at);

CREATE TABLE agenda_item (
    org      UUID NOT NULL,
    account  UUID NOT NULL,
    item     UUID NOT NULL,              -- The appointment.
    hash     BYTEA NOT NULL,             -- BLAKE3 of what was put.
    PRIMARY KEY (org, account, item),
    FOREIGN KEY (org, account) REFERENCES agenda (org, account)
);
