-- What analysts say instead of the machine. A row is about words of a text, so that it outlives the number of the statement; nothing that
-- the machine said is ever changed.
CREATE TABLE corrections (
    id              INTEGER PRIMARY KEY,
    article         INTEGER NOT NULL REFERENCES articles (id),
    version         INTEGER NOT NULL REFERENCES versions (id),
    start_char      INTEGER NOT NULL,
    end_char        INTEGER NOT NULL,
    start_byte      INTEGER NOT NULL,
    end_byte        INTEGER NOT NULL,
    words           TEXT NOT NULL,
    kind            TEXT NOT NULL CHECK (kind IN ('speaker', 'via', 'certainty', 'split', 'merge')),
    value           TEXT,
    speaker_kind    TEXT CHECK (speaker_kind IN ('person', 'government', 'organization', 'outlet', 'document', 'unnamed')),
    with_article    INTEGER REFERENCES articles (id),
    with_version    INTEGER REFERENCES versions (id),
    with_start_byte INTEGER,
    with_end_byte   INTEGER,
    with_words      TEXT,
    machine         TEXT NOT NULL,
    who             TEXT NOT NULL,
    made            TEXT NOT NULL,
    note            TEXT,
    withdrawn       TEXT,
    withdrawn_by    TEXT,
    CHECK ((kind = 'merge') = (with_article IS NOT NULL)),
    CHECK ((withdrawn IS NULL) = (withdrawn_by IS NULL))
) STRICT;
CREATE INDEX corrections_by_article ON corrections (article, id);
CREATE INDEX corrections_by_with_article ON corrections (with_article, id) WHERE with_article IS NOT NULL;
