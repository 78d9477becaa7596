-- 0010: who is told by HTTPS that something happened in a case, and what waits to be told.

CREATE TABLE webhook (
    id         TEXT PRIMARY KEY,
    org        TEXT NOT NULL REFERENCES org (id),
    url        TEXT NOT NULL,
    kinds      TEXT NOT NULL,     -- Which happenings, with commas between.
    secret     BLOB NOT NULL,     -- What calls are signed with.
    old        BLOB,              -- The secret before it: signed with as well,
    old_until  INTEGER,           -- until then.
    stopped    TEXT NOT NULL,     -- Why nothing is told any more; empty: it is told.
    made_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX webhook_org ON webhook (org);

CREATE TABLE webhook_call (
    org      TEXT NOT NULL,
    hook     TEXT NOT NULL REFERENCES webhook (id),
    id       TEXT NOT NULL,       -- Of the happening: the receiver knows by it what it had already.
    kind     TEXT NOT NULL,
    subject  TEXT NOT NULL,       -- The case; for a test, the hook itself. No words, no name.
    at       INTEGER NOT NULL,    -- When it happened.
    state    TEXT NOT NULL,       -- waits, under_way, sent or dead.
    tries    INTEGER NOT NULL,
    due_at   INTEGER NOT NULL,    -- When to call; under way: until when a server has it for itself.
    lease    TEXT NOT NULL,       -- Which try has it; empty: none.
    why      TEXT NOT NULL,       -- What the last try came to, in words of ours.
    PRIMARY KEY (hook, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX webhook_call_open ON webhook_call (due_at) WHERE state IN ('waits', 'under_way');
