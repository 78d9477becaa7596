-- 0018: free moments of helpers that clients were offered, and what they were told of them. SQLite's, led by its organisation.

CREATE TABLE moment (
    org         UUID NOT NULL,
    case_id     UUID NOT NULL,
    id          UUID NOT NULL,              -- The record in the case.
    helper      UUID NOT NULL,
    choice      UUID NOT NULL,              -- What it was offered together with.
    starts      BIGINT NOT NULL,            -- Milliseconds since 1970 UTC.
    minutes     BIGINT NOT NULL,            -- 0: nobody said.
    since       BIGINT NOT NULL,            -- Milliseconds since 1970 UTC: since when it is as the client wants it, as the server heard it.
    wants       BOOLEAN NOT NULL,
    told        TEXT COLLATE "C" NOT NULL,  -- open, given, taken or closed; empty: nothing yet.
    due         BOOLEAN NOT NULL,           -- Something changed since.
    PRIMARY KEY (org, case_id, id),
    FOREIGN KEY (org) REFERENCES org (org),
    FOREIGN KEY (org, case_id) REFERENCES case_file (org, id),
    FOREIGN KEY (org, helper) REFERENCES account (org, id)
);
CREATE INDEX moment_by_helper ON moment (org, helper);
CREATE INDEX moment_due ON moment (org) WHERE due;
