-- 0008: what is delivered by text message and mail, where no phone has it planned.

ALTER TABLE scope ADD COLUMN looked INTEGER NOT NULL DEFAULT 0;  -- Its number when it was last looked at for this.
ALTER TABLE scope ADD COLUMN look_at INTEGER;                    -- Look again then, even if nothing changes.
CREATE INDEX scope_changed ON scope (id) WHERE looked <> head AND id LIKE '%.together';
CREATE INDEX scope_look ON scope (look_at) WHERE look_at IS NOT NULL;

CREATE TABLE delivery (
    scope      TEXT NOT NULL REFERENCES scope (id),
    reason     TEXT NOT NULL,       -- Why, as a key: one message for each, by each channel.
    channel    TEXT NOT NULL,       -- sms or mail. The address is not here: it is read when it is sent.
    about      TEXT NOT NULL,       -- The record that it is about.
    starts_at  INTEGER NOT NULL,    -- What is told of it: milliseconds since 1970 UTC.
    state      TEXT NOT NULL,       -- waits, under_way, sent, dropped, unsure or dead.
    tries      INTEGER NOT NULL,
    due_at     INTEGER NOT NULL,    -- When to try; under way: until when a server has it for itself.
    lease      TEXT NOT NULL,       -- Which try has it; empty: none.
    why        TEXT NOT NULL,       -- What the last try came to, in words of ours.
    at         INTEGER NOT NULL,    -- When it was decided.
    PRIMARY KEY (scope, reason, channel)
) STRICT, WITHOUT ROWID;
CREATE INDEX delivery_open ON delivery (due_at) WHERE state IN ('waits', 'under_way');
