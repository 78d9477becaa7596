-- 0002: erasure on request.

ALTER TABLE rec ADD COLUMN erased INTEGER;  -- When a record under this id was erased; NULL: never.

CREATE TABLE erased (
    -- What was erased, by id alone. A copy stands beside the database, for when that is restored.
    scope  TEXT NOT NULL,
    rec    TEXT NOT NULL,            -- Empty: everything in the scope.
    kind   TEXT NOT NULL,
    at     INTEGER NOT NULL,
    PRIMARY KEY (scope, rec)
) STRICT;
