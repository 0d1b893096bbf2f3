-- Which articles share text, which statements make the same claim, who stands behind them, what changed on the way.

CREATE TABLE copies (
    version  INTEGER NOT NULL REFERENCES versions (id),
    other    INTEGER NOT NULL REFERENCES versions (id),
    share    REAL NOT NULL,
    words    INTEGER NOT NULL,
    upstream TEXT NOT NULL CHECK (upstream IN ('this', 'other', 'unknown')),
    PRIMARY KEY (version, other)
) STRICT, WITHOUT ROWID;

CREATE TABLE mentions (
    statement INTEGER PRIMARY KEY REFERENCES statements (id),
    claim     INTEGER NOT NULL,
    score     REAL NOT NULL,
    against   INTEGER NOT NULL DEFAULT 0 CHECK (against IN (0, 1)),
    origin    INTEGER
) STRICT;
CREATE INDEX mentions_by_claim ON mentions (claim, statement);

CREATE TABLE mention_paths (
    statement INTEGER NOT NULL REFERENCES statements (id),
    place     INTEGER NOT NULL,
    name      TEXT NOT NULL,
    kind      TEXT NOT NULL,
    PRIMARY KEY (statement, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE claims (
    id             INTEGER PRIMARY KEY,
    text           TEXT NOT NULL,
    representative INTEGER NOT NULL REFERENCES statements (id),
    first_seen     TEXT,
    last_seen      TEXT,
    mentions       INTEGER NOT NULL,
    articles       INTEGER NOT NULL,
    origins        INTEGER NOT NULL,
    verdict        TEXT NOT NULL
) STRICT;
CREATE INDEX claims_by_articles ON claims (articles);

CREATE TABLE origins (
    claim     INTEGER NOT NULL REFERENCES claims (id),
    place     INTEGER NOT NULL,
    name      TEXT NOT NULL,
    kind      TEXT NOT NULL,
    state_run INTEGER NOT NULL CHECK (state_run IN (0, 1)),
    owner     TEXT,
    unnamed   INTEGER NOT NULL CHECK (unnamed IN (0, 1)),
    party     INTEGER NOT NULL CHECK (party IN (0, 1)),
    against   INTEGER NOT NULL CHECK (against IN (0, 1)),
    PRIMARY KEY (claim, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX origins_by_name ON origins (name);

CREATE TABLE folds (
    claim   INTEGER NOT NULL REFERENCES claims (id),
    place   INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    folded  TEXT NOT NULL,
    origin  TEXT NOT NULL,
    because TEXT NOT NULL,
    PRIMARY KEY (claim, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE fold_mentions (
    claim     INTEGER NOT NULL REFERENCES claims (id),
    fold      INTEGER NOT NULL,
    statement INTEGER NOT NULL REFERENCES statements (id),
    PRIMARY KEY (claim, fold, statement)
) STRICT, WITHOUT ROWID;

CREATE TABLE conflicts (
    claim     INTEGER NOT NULL REFERENCES claims (id),
    conflict  INTEGER NOT NULL,
    value     INTEGER NOT NULL,
    statement INTEGER NOT NULL REFERENCES statements (id),
    kind      TEXT NOT NULL,
    words     TEXT NOT NULL,
    PRIMARY KEY (claim, conflict, value, statement)
) STRICT, WITHOUT ROWID;

CREATE TABLE drifts (
    claim   INTEGER NOT NULL REFERENCES claims (id),
    place   INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    way     TEXT NOT NULL CHECK (way IN ('chain', 'time')),
    earlier INTEGER NOT NULL REFERENCES statements (id),
    later   INTEGER NOT NULL REFERENCES statements (id),
    before  TEXT NOT NULL,
    after   TEXT NOT NULL,
    because TEXT NOT NULL,
    PRIMARY KEY (claim, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX drifts_by_kind ON drifts (kind);

CREATE TABLE stale_claims (claim INTEGER PRIMARY KEY) STRICT;

CREATE TABLE sketches (
    version INTEGER PRIMARY KEY REFERENCES versions (id),
    day     INTEGER,
    form    BLOB NOT NULL
) STRICT;

CREATE TABLE sketch_keys (
    key     INTEGER NOT NULL,
    day     INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (key, day, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE print_keys (
    key     INTEGER NOT NULL,
    version INTEGER NOT NULL,
    outlet  INTEGER NOT NULL,
    PRIMARY KEY (key, version)
) STRICT, WITHOUT ROWID;

CREATE VIEW claim_mentions AS
SELECT m.claim, m.statement, m.against, m.score, o.name AS origin, a.id AS article, a.name AS article_name, a.outlet, v.published,
       s.certainty, s.voice, p.name AS speaker, s.content
FROM mentions m JOIN statements s ON s.id = m.statement JOIN versions v ON v.id = s.version JOIN articles a ON a.id = v.article
LEFT JOIN speakers p ON p.id = s.speaker LEFT JOIN origins o ON o.claim = m.claim AND o.place = m.origin;
