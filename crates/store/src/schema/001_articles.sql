-- Characters are Unicode code points, counted from 0; an end is exclusive. `substr(text, start_char + 1, end_char - start_char)` has the
-- words of a span. Bytes are offsets into the UTF-8 of the same text.

CREATE TABLE articles (
    id      INTEGER PRIMARY KEY,
    name    TEXT NOT NULL,
    origin  TEXT NOT NULL,
    url     TEXT,
    outlet  TEXT,
    version INTEGER NOT NULL REFERENCES versions (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX articles_by_name ON articles (name);
CREATE INDEX articles_by_outlet ON articles (outlet);
CREATE UNIQUE INDEX articles_by_version ON articles (version);

CREATE TABLE addresses (
    address TEXT NOT NULL PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX addresses_by_article ON addresses (article);

CREATE TABLE versions (
    id        INTEGER PRIMARY KEY,
    article   INTEGER NOT NULL REFERENCES articles (id),
    number    INTEGER NOT NULL,
    title     TEXT,
    byline    TEXT,
    published TEXT,
    updated   TEXT,
    language  TEXT,
    text      TEXT NOT NULL,
    digest    BLOB NOT NULL,
    UNIQUE (article, number)
) STRICT;
CREATE INDEX versions_by_digest ON versions (digest);
CREATE INDEX versions_by_published ON versions (published);

CREATE TABLE changes (
    version INTEGER NOT NULL REFERENCES versions (id),
    place   INTEGER NOT NULL,
    kind    TEXT NOT NULL CHECK (kind IN ('title', 'added', 'removed')),
    before  TEXT,
    after   TEXT,
    PRIMARY KEY (version, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE paragraphs (
    version    INTEGER NOT NULL REFERENCES versions (id),
    place      INTEGER NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('heading', 'body', 'caption', 'credit', 'boilerplate')),
    start_char INTEGER NOT NULL,
    end_char   INTEGER NOT NULL,
    start_byte INTEGER NOT NULL,
    end_byte   INTEGER NOT NULL,
    PRIMARY KEY (version, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE links (
    version    INTEGER NOT NULL REFERENCES versions (id),
    place      INTEGER NOT NULL,
    href       TEXT NOT NULL,
    start_char INTEGER NOT NULL,
    end_char   INTEGER NOT NULL,
    start_byte INTEGER NOT NULL,
    end_byte   INTEGER NOT NULL,
    PRIMARY KEY (version, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE speakers (
    id       INTEGER PRIMARY KEY,
    version  INTEGER NOT NULL REFERENCES versions (id),
    place    INTEGER NOT NULL,
    name     TEXT NOT NULL,
    kind     TEXT NOT NULL CHECK (kind IN ('person', 'government', 'organization', 'outlet', 'document', 'unnamed')),
    aliases  TEXT NOT NULL,
    register TEXT,
    UNIQUE (version, place)
) STRICT;
CREATE INDEX speakers_by_name ON speakers (name);

CREATE TABLE speaker_spans (
    speaker    INTEGER NOT NULL REFERENCES speakers (id),
    place      INTEGER NOT NULL,
    start_char INTEGER NOT NULL,
    end_char   INTEGER NOT NULL,
    start_byte INTEGER NOT NULL,
    end_byte   INTEGER NOT NULL,
    PRIMARY KEY (speaker, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE statements (
    id          INTEGER PRIMARY KEY,
    version     INTEGER NOT NULL REFERENCES versions (id),
    place       INTEGER NOT NULL,
    voice       TEXT NOT NULL CHECK (voice IN ('own', 'attributed')),
    speaker     INTEGER REFERENCES speakers (id),
    certainty   TEXT NOT NULL CHECK (certainty IN ('asserted', 'hedged', 'denied', 'questioned')),
    by_source   TEXT NOT NULL CHECK (by_source IN ('asserted', 'hedged', 'denied', 'questioned')),
    by_reporter TEXT NOT NULL CHECK (by_reporter IN ('asserted', 'hedged', 'denied', 'questioned')),
    parent      INTEGER REFERENCES statements (id) DEFERRABLE INITIALLY DEFERRED,
    confidence  REAL NOT NULL,
    speaker_confidence REAL,
    source      TEXT,
    cue         TEXT,
    content     TEXT NOT NULL,
    UNIQUE (version, place),
    CHECK ((voice = 'attributed') = (speaker IS NOT NULL) AND (voice = 'attributed') = (cue IS NOT NULL))
) STRICT;
CREATE INDEX statements_by_speaker ON statements (speaker);

CREATE TABLE statement_spans (
    statement  INTEGER NOT NULL REFERENCES statements (id),
    role       TEXT NOT NULL CHECK (role IN ('source', 'cue', 'content', 'marker', 'by_source', 'by_reporter')),
    place      INTEGER NOT NULL,
    start_char INTEGER NOT NULL,
    end_char   INTEGER NOT NULL,
    start_byte INTEGER NOT NULL,
    end_byte   INTEGER NOT NULL,
    PRIMARY KEY (statement, role, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE via (
    statement  INTEGER NOT NULL REFERENCES statements (id),
    place      INTEGER NOT NULL,
    name       TEXT NOT NULL,
    start_char INTEGER,
    end_char   INTEGER,
    start_byte INTEGER,
    end_byte   INTEGER,
    PRIMARY KEY (statement, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX via_by_name ON via (name);

CREATE TABLE notes (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL REFERENCES versions (id),
    place      INTEGER NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('unverified', 'verified', 'comment_sought', 'comment_declined', 'no_response')),
    who        TEXT,
    start_char INTEGER NOT NULL,
    end_char   INTEGER NOT NULL,
    start_byte INTEGER NOT NULL,
    end_byte   INTEGER NOT NULL,
    UNIQUE (version, place)
) STRICT;

CREATE TABLE note_statements (
    note      INTEGER NOT NULL REFERENCES notes (id),
    statement INTEGER NOT NULL REFERENCES statements (id),
    PRIMARY KEY (note, statement)
) STRICT, WITHOUT ROWID;
CREATE INDEX note_statements_by_statement ON note_statements (statement);

CREATE TABLE credits (
    version    INTEGER NOT NULL REFERENCES versions (id),
    place      INTEGER NOT NULL,
    agency     TEXT NOT NULL,
    part       TEXT NOT NULL CHECK (part IN ('whole', 'some')),
    start_char INTEGER,
    end_char   INTEGER,
    start_byte INTEGER,
    end_byte   INTEGER,
    PRIMARY KEY (version, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX credits_by_agency ON credits (agency);

CREATE TABLE problems (
    origin  TEXT NOT NULL,
    line    INTEGER NOT NULL,
    place   INTEGER NOT NULL,
    kind    TEXT NOT NULL CHECK (kind IN ('failure', 'remark')),
    code    TEXT NOT NULL,
    message TEXT NOT NULL,
    hint    TEXT,
    PRIMARY KEY (origin, line, place)
) STRICT, WITHOUT ROWID;

CREATE VIEW latest_articles AS
SELECT a.id AS article, a.name, a.origin, a.url, a.outlet, v.id AS version, v.number, v.title, v.byline, v.published, v.updated, v.language,
       v.text
FROM articles a JOIN versions v ON v.id = a.version;

CREATE VIEW latest_statements AS
SELECT s.id AS statement, a.id AS article, a.name AS article_name, a.outlet, v.published, s.voice, p.name AS speaker, p.kind AS speaker_kind,
       (SELECT group_concat(name, ' < ') FROM (SELECT name FROM via WHERE via.statement = s.id ORDER BY place)) AS via,
       s.certainty, s.confidence, s.source, s.cue, s.content
FROM articles a JOIN versions v ON v.id = a.version JOIN statements s ON s.version = v.id LEFT JOIN speakers p ON p.id = s.speaker;
