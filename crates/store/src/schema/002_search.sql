-- Indexes alone: the words stay in the tables that they come from. Triggers keep them in step.

CREATE VIRTUAL TABLE texts_search USING fts5 (title, text, content = 'versions', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER versions_to_search AFTER INSERT ON versions BEGIN
    INSERT INTO texts_search (rowid, title, text) VALUES (new.id, new.title, new.text);
END;

CREATE VIRTUAL TABLE speakers_search USING fts5 (name, aliases, content = 'speakers', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER speakers_to_search AFTER INSERT ON speakers BEGIN
    INSERT INTO speakers_search (rowid, name, aliases) VALUES (new.id, new.name, new.aliases);
END;

CREATE VIRTUAL TABLE statements_search USING fts5 (content, content = 'statements', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER statements_to_search AFTER INSERT ON statements BEGIN
    INSERT INTO statements_search (rowid, content) VALUES (new.id, new.content);
END;
