-- 0010: who is told by HTTPS that something happened in a case, and what waits to be told. SQLite's, led by its organisation.

CREATE TABLE webhook (
    org        UUID NOT NULL REFERENCES org (org),
    id         UUID NOT NULL,
    url        TEXT COLLATE "C" NOT NULL,
    kinds      TEXT COLLATE "C" NOT NULL,  -- Which happenings, with commas between.
    secret     BYTEA NOT NULL,             -- What calls are signed with.
    old        BYTEA,                      -- The secret before it: signed with as well,
    old_until  BIGINT,                     -- until then.
    stopped    TEXT COLLATE "C" NOT NULL,  -- Why nothing is told any more; empty: it is told.
    made_at    BIGINT NOT NULL,
    PRIMARY KEY (org, id)
);

CREATE TABLE webhook_call (
    org      UUID NOT NULL,
    hook     UUID NOT NULL,
    id       UUID NOT NULL,              -- Of the happening: the receiver knows by it what it had already.
    kind     TEXT COLLATE "C" NOT NULL,
    subject  UUID NOT NULL,              -- The case; for a test, the hook itself. No words, no name.
    at       BIGINT NOT NULL,            -- When it happened.
    state    TEXT COLLATE "C" NOT NULL,  -- waits, under_way, sent or dead.
    tries    BIGINT NOT NULL,
    due_at   BIGINT NOT NULL,            -- When to call; under way: until when a server has it for itself.
    lease    TEXT COLLATE "C" NOT NULL,  -- Which try has it; empty: none.
    why      TEXT COLLATE "C" NOT NULL,  -- What the last try came to, in words of ours.
    PRIMARY KEY (org, hook, id),
    FOREIGN KEY (org, hook) REFERENCES webhook (org, id)
);
CREATE INDEX webhook_call_open ON webhook_call (org, due_at) WHERE state IN ('waits', 'under_way');
