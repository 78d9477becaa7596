-- 0005: deletions that are so old that nobody hears of them any more.

ALTER TABLE scope ADD COLUMN floor INTEGER NOT NULL DEFAULT 0;   -- Who read less than this takes the scope anew.
ALTER TABLE scope ADD COLUMN marked INTEGER NOT NULL DEFAULT 0;  -- Its number when deletions were last looked at.
ALTER TABLE scope ADD COLUMN marked_at INTEGER;                  -- And when that was.
