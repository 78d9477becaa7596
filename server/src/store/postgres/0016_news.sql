-- 0016: news for a group of people, and how far it is. SQLite's, led by its organisation.

CREATE TABLE news (
    org         UUID NOT NULL,
    id          UUID NOT NULL,
    at          BIGINT NOT NULL,            -- Milliseconds since 1970 UTC: when it was sent off.
    words       TEXT COLLATE "C" NOT NULL,
    audience    TEXT COLLATE "C" NOT NULL,  -- A condition on facts of the profile, as JSON.
    state       TEXT COLLATE "C" NOT NULL,  -- going, done or stopped.
    past        UUID NOT NULL,              -- The last case that was looked at; the nil id: none yet, or it is over.
    reached     BIGINT NOT NULL,            -- How many people got it.
    PRIMARY KEY (org, id),
    FOREIGN KEY (org) REFERENCES org (org)
);
CREATE INDEX news_by_org ON news (org, at);
-- One at a time: who presses twice, and reaches two servers, sends once.
CREATE UNIQUE INDEX news_going ON news (org) WHERE state = 'going';
