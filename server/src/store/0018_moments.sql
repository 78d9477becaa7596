-- 0018: free moments of helpers that clients were offered, and what they were told of them.

CREATE TABLE moment (
    org         TEXT NOT NULL REFERENCES org (id),
    case_id     TEXT NOT NULL REFERENCES case_file (id),
    id          TEXT NOT NULL,      -- The record in the case.
    helper      TEXT NOT NULL REFERENCES account (id),
    choice      TEXT NOT NULL,      -- What it was offered together with.
    starts      INTEGER NOT NULL,   -- Milliseconds since 1970 UTC.
    minutes     INTEGER NOT NULL,   -- 0: nobody said.
    since       INTEGER NOT NULL,   -- Milliseconds since 1970 UTC: since when it is as the client wants it, as the server heard it.
    wants       INTEGER NOT NULL,
    told        TEXT NOT NULL,      -- open, given, taken or closed; empty: nothing yet.
    due         INTEGER NOT NULL,   -- Something changed since.
    PRIMARY KEY (org, case_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX moment_by_helper ON moment (org, helper);
CREATE INDEX moment_due ON moment (org) WHERE due = 1;
