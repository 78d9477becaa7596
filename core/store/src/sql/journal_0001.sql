-- 0001: what the person did on this device, and no backup of the server covers yet.
CREATE TABLE state (
    -- One row: what this device knows of itself and the server.
    one       INTEGER PRIMARY KEY CHECK (one = 1),
    n         INTEGER NOT NULL DEFAULT 0,   -- The highest operation number given out under this identity.
    hlc       INTEGER NOT NULL DEFAULT 0,   -- The last reading of the hybrid clock.
    ack       INTEGER NOT NULL DEFAULT 0,   -- The server answered up to this number.
    chain     TEXT    NOT NULL DEFAULT '',  -- The server's chain after `ack`.
    epoch     TEXT    NOT NULL DEFAULT '',  -- The server's generation; '' before first contact.
    ge        INTEGER NOT NULL DEFAULT 0,   -- The number of the grants.
    receipt   TEXT,                         -- What the server last confirmed, as JSON.
    identity  TEXT,                         -- Device id, token, account, server, as JSON; NULL: not paired.
    last_sync INTEGER,                      -- When a round last ended well, ms UTC by this device's clock.
    skew_ms   INTEGER NOT NULL DEFAULT 0,   -- The server's clock minus ours, at the last round.
    backed_n  INTEGER NOT NULL DEFAULT 0    -- Operations up to here are in a backup of the server.
) STRICT;
INSERT INTO state (one) VALUES (1);

CREATE TABLE op (
    ord     INTEGER PRIMARY KEY AUTOINCREMENT,  -- The order in which the person acted, over all identities.
    dev     TEXT    NOT NULL,                   -- The identity under which `n` counts.
    n       INTEGER NOT NULL,
    uid     TEXT    NOT NULL UNIQUE,            -- 96 random bits; the server applies each once.
    tx      INTEGER NOT NULL,                   -- The `n` of the first operation of the same action.
    scope   TEXT    NOT NULL,
    rec     TEXT    NOT NULL,
    kind    TEXT    NOT NULL,
    t       INTEGER NOT NULL,                   -- Hybrid clock.
    change  TEXT    NOT NULL,                   -- JSON, as on the wire.
    made_at INTEGER NOT NULL,                   -- ms UTC by this device's clock; for display.
    state   TEXT    NOT NULL CHECK (state IN ('pending', 'sent', 'acked', 'held')),
                                                -- sent: answered, and not yet read back; acked: in the mirror.
    seq     INTEGER NOT NULL DEFAULT 0,         -- Once acked: the scope's number after it.
    sent_at INTEGER,                            -- Once acked: when, ms UTC by the server's clock; for pruning.
    why     TEXT                                -- Once held: the reason's code.
) STRICT;
CREATE UNIQUE INDEX op_number ON op (dev, n);
CREATE INDEX op_waiting ON op (state, n);
CREATE INDEX op_record ON op (rec);
