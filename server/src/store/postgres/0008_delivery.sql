-- 0008: what is delivered by text message and mail, where no phone has it planned. SQLite's, led by its organisation.

ALTER TABLE scope ADD COLUMN looked BIGINT NOT NULL DEFAULT 0;  -- Its number when it was last looked at for this.
ALTER TABLE scope ADD COLUMN look_at BIGINT;                    -- Look again then, even if nothing changes.
CREATE INDEX scope_changed ON scope (org, id) WHERE looked <> head AND id LIKE '%.together';
CREATE INDEX scope_look ON scope (org, look_at) WHERE look_at IS NOT NULL;

CREATE TABLE delivery (
    org        UUID NOT NULL,
    scope      TEXT COLLATE "C" NOT NULL,
    reason     TEXT COLLATE "C" NOT NULL,  -- Why, as a key: one message for each, by each channel.
    channel    TEXT COLLATE "C" NOT NULL,  -- sms or mail. The address is not here: it is read when it is sent.
    about      TEXT COLLATE "C" NOT NULL,  -- The record that it is about.
    starts_at  BIGINT NOT NULL,            -- What is told of it: milliseconds since 1970 UTC.
    state      TEXT COLLATE "C" NOT NULL,  -- waits, under_way, sent, dropped, unsure or dead.
    tries      BIGINT NOT NULL,
    due_at     BIGINT NOT NULL,            -- When to try; under way: until when a server has it for itself.
    lease      TEXT COLLATE "C" NOT NULL,  -- Which try has it; empty: none.
    why        TEXT COLLATE "C" NOT NULL,  -- What the last try came to, in words of ours.
    at         BIGINT NOT NULL,            -- When it was decided.
    PRIMARY KEY (org, scope, reason, channel),
    FOREIGN KEY (org, scope) REFERENCES scope (org, id)
);
CREATE INDEX delivery_open ON delivery (org, due_at) WHERE state IN ('waits', 'under_way');
