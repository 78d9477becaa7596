-- 0004: under which key the files of a scope are hashed.
CREATE TABLE scope_key (
    h    INTEGER PRIMARY KEY,
    key  BLOB NOT NULL
) STRICT;
