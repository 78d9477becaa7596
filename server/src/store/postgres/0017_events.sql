-- 0017: who wants to come to an event, and what they were told of a place. SQLite's, led by its organisation.

CREATE TABLE attendance (
    org         UUID NOT NULL,
    event       TEXT COLLATE "C" NOT NULL,  -- Its key in the content.
    case_id     UUID NOT NULL,
    since       BIGINT NOT NULL,            -- Milliseconds since 1970 UTC: since when they want to come, as the server heard it.
    wants       BOOLEAN NOT NULL,
    told        TEXT COLLATE "C" NOT NULL,  -- placed, waiting, left, closed or cancelled; empty: nothing yet.
    version     TEXT COLLATE "C" NOT NULL,  -- The version of the event that they were told of.
    due         BOOLEAN NOT NULL,           -- Something changed since.
    PRIMARY KEY (org, event, case_id),
    FOREIGN KEY (org) REFERENCES org (org),
    FOREIGN KEY (org, case_id) REFERENCES case_file (org, id)
);
CREATE INDEX attendance_by_case ON attendance (org, case_id);
CREATE INDEX attendance_due ON attendance (org) WHERE due;
