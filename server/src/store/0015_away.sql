-- 0015: who is away for a while, and who stands in for them.

CREATE TABLE away (
    account     TEXT PRIMARY KEY REFERENCES account (id),
    org         TEXT NOT NULL REFERENCES org (id),
    stand_in    TEXT NOT NULL REFERENCES account (id),
    back_on     TEXT NOT NULL,      -- YYYY-MM-DD: the first day on which nobody stands in any more.
    since       INTEGER NOT NULL    -- Milliseconds since 1970 UTC.
) STRICT, WITHOUT ROWID;
CREATE INDEX away_by_org ON away (org);
