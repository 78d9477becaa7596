-- 0017: who wants to come to an event, and what they were told of a place.

CREATE TABLE attendance (
    org         TEXT NOT NULL REFERENCES org (id),
    event       TEXT NOT NULL,      -- Its key in the content.
    case_id     TEXT NOT NULL REFERENCES case_file (id),
    since       INTEGER NOT NULL,   -- Milliseconds since 1970 UTC: since when they want to come, as the server heard it.
    wants       INTEGER NOT NULL,
    told        TEXT NOT NULL,      -- placed, waiting, left, closed or cancelled; empty: nothing yet.
    version     TEXT NOT NULL,      -- The version of the event that they were told of.
    due         INTEGER NOT NULL,   -- Something changed since.
    PRIMARY KEY (org, event, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX attendance_by_case ON attendance (org, case_id);
CREATE INDEX attendance_due ON attendance (org) WHERE due = 1;
