-- 0005: the server's floor when reading a scope from 0 began; it is said again until reading is above it.
ALTER TABLE access ADD COLUMN floor INTEGER NOT NULL DEFAULT 0;
