-- 0001: the bytes of files. Those that wait are nowhere else.
CREATE TABLE file (
    ord    INTEGER PRIMARY KEY,          -- The order in which they are moved.
    rec    BLOB    NOT NULL UNIQUE,      -- The record that says what they are.
    scope  TEXT    NOT NULL,
    size   INTEGER NOT NULL,             -- Bytes of the whole.
    state  TEXT    NOT NULL CHECK (state IN ('new', 'waiting', 'sent', 'refused', 'wanted', 'here')),
                                         -- new: the journal may not have its record yet; waiting: to be sent;
                                         -- sent: at the server, and here; refused: the server does not take it;
                                         -- wanted: being fetched; here: fetched.
    at     TEXT,                         -- What the server calls it.
    upto   INTEGER NOT NULL DEFAULT 0    -- waiting: so many bytes are there; wanted: so many are here.
) STRICT;

CREATE TABLE part (
    rec    BLOB    NOT NULL,
    n      INTEGER NOT NULL,
    bytes  BLOB    NOT NULL,
    PRIMARY KEY (rec, n)
) STRICT;
