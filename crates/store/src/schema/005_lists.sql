-- What lists and pages show, summed up, so that none of them reads more than it shows. The writer keeps it in step with every version that
-- comes or goes; here it is made from what is there.

ALTER TABLE articles ADD COLUMN published TEXT;
UPDATE articles SET published = (SELECT v.published FROM versions v WHERE v.id = articles.version);
CREATE INDEX articles_by_published ON articles (coalesce(published, ''), id);
DROP INDEX articles_by_outlet;
CREATE INDEX articles_by_outlet ON articles (outlet, coalesce(published, ''), id);
CREATE INDEX articles_by_outlet_version ON articles (outlet, version);
CREATE INDEX statements_by_certainty ON statements (certainty, id);
CREATE INDEX copies_by_other ON copies (other);

ALTER TABLE claims ADD COLUMN outlets INTEGER NOT NULL DEFAULT 0;
ALTER TABLE claims ADD COLUMN conflict INTEGER NOT NULL DEFAULT 0 CHECK (conflict IN (0, 1));
ALTER TABLE claims ADD COLUMN drift INTEGER NOT NULL DEFAULT 0 CHECK (drift IN (0, 1));
ALTER TABLE claims ADD COLUMN denied INTEGER NOT NULL DEFAULT 0 CHECK (denied IN (0, 1));
ALTER TABLE claims ADD COLUMN unverified INTEGER NOT NULL DEFAULT 0 CHECK (unverified IN (0, 1));
ALTER TABLE claims ADD COLUMN state_only INTEGER NOT NULL DEFAULT 0 CHECK (state_only IN (0, 1));
ALTER TABLE claims ADD COLUMN unnamed_only INTEGER NOT NULL DEFAULT 0 CHECK (unnamed_only IN (0, 1));
UPDATE claims SET
    outlets = (SELECT count(DISTINCT a.outlet) FROM mentions m JOIN statements s ON s.id = m.statement JOIN articles a ON a.version = s.version
               WHERE m.claim = claims.id),
    conflict = EXISTS (SELECT 1 FROM conflicts x WHERE x.claim = claims.id),
    drift = EXISTS (SELECT 1 FROM drifts d WHERE d.claim = claims.id),
    denied = EXISTS (SELECT 1 FROM mentions m WHERE m.claim = claims.id AND m.against),
    unverified = EXISTS (SELECT 1 FROM mentions m JOIN note_statements ns ON ns.statement = m.statement JOIN notes n ON n.id = ns.note
                         WHERE m.claim = claims.id AND n.kind = 'unverified'),
    state_only = claims.origins > 0 AND NOT EXISTS (SELECT 1 FROM origins o WHERE o.claim = claims.id AND NOT o.state_run),
    unnamed_only = claims.origins > 0 AND NOT EXISTS (SELECT 1 FROM origins o WHERE o.claim = claims.id AND NOT o.unnamed);
DROP INDEX claims_by_articles;
-- In the order of a list, with all that a filter looks at.
CREATE INDEX claims_by_articles ON claims (articles, mentions, id, origins, conflict, drift, denied, unverified, state_only, unnamed_only,
                                           first_seen, last_seen);
CREATE INDEX claims_by_last_seen ON claims (coalesce(last_seen, ''), id, mentions, origins, conflict, drift, denied, unverified, state_only,
                                            unnamed_only, first_seen, last_seen);
CREATE INDEX claims_by_first_seen ON claims (coalesce(first_seen, ''), id, mentions, origins, conflict, drift, denied, unverified, state_only,
                                             unnamed_only, first_seen, last_seen);

CREATE VIRTUAL TABLE claims_search USING fts5 (words, speakers, outlets, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO claims_search (rowid, words, speakers, outlets)
SELECT c.id, (SELECT group_concat(x.content, char(10)) FROM (SELECT DISTINCT s.content FROM mentions m JOIN statements s ON s.id = m.statement
                                                     WHERE m.claim = c.id) x),
       (SELECT group_concat(x.name || char(10) || x.aliases, char(10)) FROM (SELECT DISTINCT p.name, p.aliases FROM mentions m JOIN statements s
            ON s.id = m.statement JOIN speakers p ON p.id = s.speaker WHERE m.claim = c.id) x),
       (SELECT group_concat(x.outlet, char(10)) FROM (SELECT DISTINCT a.outlet FROM mentions m JOIN statements s ON s.id = m.statement
            JOIN articles a ON a.version = s.version WHERE m.claim = c.id) x)
FROM claims c;

CREATE TABLE outlets (
    name       TEXT NOT NULL PRIMARY KEY,
    articles   INTEGER NOT NULL,
    credited   INTEGER NOT NULL,
    statements INTEGER NOT NULL,
    own        INTEGER NOT NULL,
    relayed    INTEGER NOT NULL,
    hedged     INTEGER NOT NULL,
    denied     INTEGER NOT NULL,
    unnamed    INTEGER NOT NULL,
    government INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE outlet_months (
    outlet     TEXT NOT NULL REFERENCES outlets (name),
    month      TEXT NOT NULL,
    articles   INTEGER NOT NULL,
    credited   INTEGER NOT NULL,
    statements INTEGER NOT NULL,
    own        INTEGER NOT NULL,
    relayed    INTEGER NOT NULL,
    hedged     INTEGER NOT NULL,
    denied     INTEGER NOT NULL,
    unnamed    INTEGER NOT NULL,
    government INTEGER NOT NULL,
    PRIMARY KEY (outlet, month)
) STRICT, WITHOUT ROWID;

-- One row for each latest version.
CREATE TEMP TABLE sums AS
SELECT coalesce(a.outlet, '') AS outlet, substr(coalesce(v.published, ''), 1, 7) AS month,
       EXISTS (SELECT 1 FROM credits c WHERE c.version = v.id AND c.part = 'whole') AS credited, count(s.id) AS statements,
       coalesce(sum(s.voice = 'own'), 0) AS own, coalesce(sum(EXISTS (SELECT 1 FROM via WHERE via.statement = s.id)), 0) AS relayed,
       coalesce(sum(s.certainty = 'hedged'), 0) AS hedged, coalesce(sum(s.certainty IN ('denied', 'questioned')), 0) AS denied,
       coalesce(sum(p.kind = 'unnamed'), 0) AS unnamed, coalesce(sum(p.kind = 'government'), 0) AS government
FROM articles a JOIN versions v ON v.id = a.version LEFT JOIN statements s ON s.version = v.id LEFT JOIN speakers p ON p.id = s.speaker
GROUP BY v.id;
INSERT INTO outlets (name, articles, credited, statements, own, relayed, hedged, denied, unnamed, government)
SELECT x.outlet, count(*), sum(x.credited), sum(x.statements), sum(x.own), sum(x.relayed), sum(x.hedged), sum(x.denied), sum(x.unnamed),
       sum(x.government)
FROM sums x GROUP BY x.outlet;
INSERT INTO outlet_months (outlet, month, articles, credited, statements, own, relayed, hedged, denied, unnamed, government)
SELECT x.outlet, x.month, count(*), sum(x.credited), sum(x.statements), sum(x.own), sum(x.relayed), sum(x.hedged), sum(x.denied), sum(x.unnamed),
       sum(x.government)
FROM sums x GROUP BY x.outlet, x.month;
DROP TABLE temp.sums;

CREATE TABLE speaker_names (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL UNIQUE,
    kind       TEXT NOT NULL,
    register   TEXT,
    articles   INTEGER NOT NULL,
    statements INTEGER NOT NULL,
    hedged     INTEGER NOT NULL,
    relayed    INTEGER NOT NULL
) STRICT;
CREATE INDEX speaker_names_by_statements ON speaker_names (statements, id);

CREATE VIRTUAL TABLE speaker_names_search USING fts5 (name, content = 'speaker_names', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER speaker_names_to_search AFTER INSERT ON speaker_names BEGIN
    INSERT INTO speaker_names_search (rowid, name) VALUES (new.id, new.name);
END;

CREATE TABLE speaker_months (
    speaker    TEXT NOT NULL REFERENCES speaker_names (name),
    outlet     TEXT NOT NULL,
    month      TEXT NOT NULL,
    articles   INTEGER NOT NULL,
    statements INTEGER NOT NULL,
    hedged     INTEGER NOT NULL,
    denied     INTEGER NOT NULL,
    relayed    INTEGER NOT NULL,
    PRIMARY KEY (speaker, outlet, month)
) STRICT, WITHOUT ROWID;
CREATE INDEX speaker_months_by_outlet ON speaker_months (outlet, speaker, statements);

CREATE TABLE relays (
    outlet     TEXT NOT NULL,
    relay      TEXT NOT NULL,
    source     TEXT NOT NULL,
    statements INTEGER NOT NULL,
    PRIMARY KEY (outlet, relay, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX relays_by_relay ON relays (relay, outlet, statements);
CREATE INDEX relays_by_source ON relays (source, relay, statements);

INSERT INTO speaker_names (name, kind, register, articles, statements, hedged, relayed)
SELECT p.name, p.kind, p.register, count(DISTINCT s.version), count(*), sum(s.certainty = 'hedged'),
       sum(EXISTS (SELECT 1 FROM via WHERE via.statement = s.id))
FROM articles a JOIN statements s ON s.version = a.version JOIN speakers p ON p.id = s.speaker GROUP BY p.name ORDER BY min(p.id);

INSERT INTO speaker_months (speaker, outlet, month, articles, statements, hedged, denied, relayed)
SELECT p.name, coalesce(a.outlet, ''), substr(coalesce(v.published, ''), 1, 7), count(DISTINCT s.version), count(*), sum(s.certainty = 'hedged'),
       sum(s.certainty IN ('denied', 'questioned')), sum(EXISTS (SELECT 1 FROM via WHERE via.statement = s.id))
FROM articles a JOIN versions v ON v.id = a.version JOIN statements s ON s.version = v.id JOIN speakers p ON p.id = s.speaker
GROUP BY 1, 2, 3;

INSERT INTO relays (outlet, relay, source, statements)
SELECT coalesce(a.outlet, ''), x.relay, x.source, count(*)
FROM (
    SELECT one.statement, one.name AS relay, coalesce(further.name, p.name) AS source
    FROM via one JOIN statements s ON s.id = one.statement JOIN speakers p ON p.id = s.speaker
    LEFT JOIN via further ON further.statement = one.statement AND further.place = one.place + 1
    UNION ALL
    SELECT one.statement, a.outlet, one.name
    FROM via one JOIN statements s ON s.id = one.statement JOIN articles a ON a.version = s.version
    WHERE one.place = 0 AND a.outlet IS NOT NULL
) x JOIN statements s ON s.id = x.statement JOIN articles a ON a.version = s.version
WHERE x.source <> x.relay GROUP BY 1, 2, 3;
