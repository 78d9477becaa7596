-- 0004: since when each question is being filled in, in milliseconds since 1970 UTC. Before this nobody knew: long ago.
ALTER TABLE draft ADD COLUMN at INTEGER NOT NULL DEFAULT 0;
