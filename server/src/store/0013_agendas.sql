-- 0013: agendas elsewhere, into which appointments of staff are put (CalDAV).

CREATE TABLE agenda (
    account  TEXT PRIMARY KEY REFERENCES account (id),
    org      TEXT NOT NULL REFERENCES org (id),
    url      TEXT NOT NULL,
    name     TEXT NOT NULL,      -- Who we are there.
    sealed   BLOB NOT NULL,      -- The password, sealed with the secret beside the database.
    seen     BLOB NOT NULL,      -- What it was made from the last time; empty: anew.
    ending   INTEGER NOT NULL,   -- 1: everything is taken out of it, and then this row goes.
    tries    INTEGER NOT NULL,   -- Failures since it last worked.
    due_at   INTEGER NOT NULL,   -- When to look; under way: until when a server has it for itself.
    lease    TEXT NOT NULL,      -- Which try has it; empty: none.
    why      TEXT NOT NULL       -- What the last try came to, in words of ours.
) STRICT, WITHOUT ROWID;
CREATE INDEX agenda_due ON agenda (due_at);

CREATE TABLE agenda_item (
    account  TEXT NOT NULL REFERENCES agenda (account),
    org      TEXT NOT NULL,
    item     TEXT NOT NULL,      -- The appointment.
    hash     BLOB NOT NULL,      -- BLAKE3 of what was put.
    PRIMARY KEY (account, item)
) STRICT, WITHOUT ROWID;
