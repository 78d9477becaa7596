-- 0002: erasure on request. SQLite's 0002, led by its organisation.

ALTER TABLE rec ADD COLUMN erased BIGINT;  -- When a record under this id was erased; NULL: never.

CREATE TABLE erased (
    -- What was erased, by id alone. A copy stands in the folder of each server, for when this is restored.
    org    UUID NOT NULL,
    scope  TEXT COLLATE "C" NOT NULL,
    rec    TEXT COLLATE "C" NOT NULL,  -- Empty: everything in the scope.
    kind   TEXT COLLATE "C" NOT NULL,  -- Written as `history.unit` is.
    at     BIGINT NOT NULL,            -- Milliseconds since 1970 UTC.
    PRIMARY KEY (org, scope, rec),
    FOREIGN KEY (org, scope) REFERENCES scope (org, id)
);
