-- 0015: who is away for a while, and who stands in for them. SQLite's, led by its organisation.

CREATE TABLE away (
    org         UUID NOT NULL,
    account     UUID NOT NULL,
    stand_in    UUID NOT NULL,
    back_on     TEXT COLLATE "C" NOT NULL,  -- YYYY-MM-DD: the first day on which nobody stands in any more.
    since       BIGINT NOT NULL,            -- Milliseconds since 1970 UTC.
    PRIMARY KEY (org, account),
    FOREIGN KEY (org, account) REFERENCES account (org, id),
    FOREIGN KEY (org, stand_in) REFERENCES account (org, id)
);
