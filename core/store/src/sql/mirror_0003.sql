-- 0003: what a restored server did not have and others wrote: kept until it is known to be there.
CREATE TABLE lost (
    scope TEXT    NOT NULL,
    id    BLOB    NOT NULL,
    unit  TEXT    NOT NULL,
    kind  TEXT    NOT NULL,
    v     TEXT    NOT NULL,   -- The value, as JSON.
    d     TEXT    NOT NULL,   -- The write that it was.
    at    INTEGER NOT NULL,   -- Since when it is missed, ms UTC by the server's clock.
    PRIMARY KEY (scope, id, unit)
) STRICT, WITHOUT ROWID;
