-- What staff saw of people and changed, oldest first. Each hash covers the entry and the hash before it. Rule H1.
CREATE TABLE audit (
    entry INTEGER PRIMARY KEY CHECK (entry > 0),
    at INTEGER NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('desk', 'operator')),
    name TEXT NOT NULL,
    verb TEXT NOT NULL,
    about TEXT NOT NULL, -- JSON
    outcome TEXT NOT NULL, -- 'done', or the code of the refusal
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
