CREATE TABLE fetches (
    url           TEXT NOT NULL PRIMARY KEY,
    etag          TEXT,
    last_modified TEXT,
    stamp         TEXT
) STRICT, WITHOUT ROWID;
