-- 0002: erasure on request.

ALTER TABLE rec ADD COLUMN erased INTEGER NOT NULL DEFAULT 0;  -- 1: erased for good; deleted as well.

CREATE TABLE erased (
    -- What was erased, by id alone. A copy stands beside the database, for when that is restored.
    n      INTEGER PRIMARY KEY,      -- In order of erasure.
    scope  TEXT NOT NULL,
    rec    TEXT NOT NULL,            -- Empty: everything in the scope.
    at     INTEGER NOT NULL,
    UNIQUE (scope, rec)
) STRICT;
