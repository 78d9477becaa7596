-- 0006: the words of what can be found, folded, beside it (ADR-0060).
DELETE FROM doc;
ALTER TABLE doc ADD COLUMN words TEXT NOT NULL DEFAULT '';
ALTER TABLE state ADD COLUMN worded INTEGER NOT NULL DEFAULT 0;  -- 1: what was here before 0006 has its words.
