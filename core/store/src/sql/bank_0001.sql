-- 0001: what came and went on accounts, out of files of banks. On this device only; nothing of it syncs (ADR-0016).
CREATE TABLE account (
    account   INTEGER PRIMARY KEY,
    scope     TEXT    NOT NULL,         -- The money of the case; when that is taken away, all of this goes.
    own       TEXT    NOT NULL,         -- An IBAN, or the number that the bank gives where there is none.
    UNIQUE (scope, own)
) STRICT;

CREATE TABLE entry (
    -- AUTOINCREMENT: a number that was shown never names another entry.
    ord       INTEGER PRIMARY KEY AUTOINCREMENT,
    account   INTEGER NOT NULL REFERENCES account (account) ON DELETE CASCADE,
    day       TEXT    NOT NULL,         -- The day on which the bank booked it, YYYY-MM-DD.
    cents     INTEGER NOT NULL,         -- Euro cents; negative is money out.
    format    TEXT    NOT NULL,         -- Which sort of file it came from; numbers of two sorts say nothing together.
    name      TEXT,                     -- Who is on the other side; NULL here and below: the file does not say.
    counter   TEXT,
    text      TEXT,
    reference TEXT,
    mandate   TEXT,
    creditor  TEXT,
    kind      TEXT,
    number    TEXT,
    balance   INTEGER,                  -- After it, in euro cents.
    twin      INTEGER                   -- Likely told by this earlier entry too; NULL: counts by itself.
) STRICT;

CREATE INDEX entry_by_day ON entry (account, day);

-- What a person said about a proposal, so that it is not made again.
CREATE TABLE answer (
    scope     TEXT    NOT NULL,
    proposal  TEXT    NOT NULL,         -- What was proposed, by the other side and how often.
    cents     INTEGER NOT NULL,         -- The amount that was proposed.
    line      TEXT,                     -- The line of the budget that it became; NULL: no, thank you.
    PRIMARY KEY (scope, proposal)
) STRICT;
