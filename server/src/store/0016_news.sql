-- 0016: news for a group of people, and how far it is. To whom it went is in no row here.

CREATE TABLE news (
    id          TEXT PRIMARY KEY,
    org         TEXT NOT NULL REFERENCES org (id),
    at          INTEGER NOT NULL,   -- Milliseconds since 1970 UTC: when it was sent off.
    words       TEXT NOT NULL,
    audience    TEXT NOT NULL,      -- A condition on facts of the profile, as JSON.
    state       TEXT NOT NULL,      -- going, done or stopped.
    past        TEXT NOT NULL,      -- The last case that was looked at; the nil id: none yet, or it is over.
    reached     INTEGER NOT NULL    -- How many people got it.
) STRICT, WITHOUT ROWID;
CREATE INDEX news_by_org ON news (org, at);
-- One at a time: who presses twice sends once.
CREATE UNIQUE INDEX news_going ON news (org) WHERE state = 'going';
