-- 0002: what was erased, so that what is entered under its id from now on is told from what came too late.
CREATE TABLE gone (
    h  INTEGER NOT NULL,
    id BLOB    NOT NULL,
    at INTEGER NOT NULL,   -- When, ms UTC by the server's clock.
    PRIMARY KEY (h, id)
) STRICT, WITHOUT ROWID;

ALTER TABLE access ADD COLUMN checked INTEGER NOT NULL DEFAULT 0;  -- When it was last compared with the server, ms UTC by this device's clock.
