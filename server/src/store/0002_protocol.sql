-- 0002: erasure on request.

ALTER TABLE rec ADD COLUMN erased INTEGER;  -- When a record under this id was erased; NULL: never.

CREATE TABLE erased (
    -- What was erased, by id alone. A copy stands beside the database, for when that is restored.
    n      INTEGER PRIMARY KEY,      -- Rises with every erasure.
    scope  TEXT NOT NULL,
    rec    TEXT NOT NULL,            -- Empty: everything in the scope.
    kind   TEXT NOT NULL,
    at     INTEGER NOT NULL,
    UNIQUE (scope, rec)
) STRICT;
