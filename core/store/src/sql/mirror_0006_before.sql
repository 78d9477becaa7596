-- Before 0006, where a mirror of an earlier app has one: the index of full text goes with all words in it. This app may have no
-- reader of it any more, so its entry is taken out of the schema by hand; what it kept its words in are tables like others.
PRAGMA writable_schema = ON;
DELETE FROM sqlite_schema WHERE name = 'words';
PRAGMA writable_schema = RESET;
PRAGMA secure_delete = ON;
DROP TABLE words_data;
DROP TABLE words_idx;
DROP TABLE words_docsize;
DROP TABLE words_config;
PRAGMA secure_delete = OFF;
