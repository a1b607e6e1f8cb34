-- Who may be told of offers: members of the store who agreed, as the worker `accounts` told it. Rules S6, A9.
CREATE TABLE wants_offers (
    account TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- The version of the catalogue that was announced last. The first one is nobody's news.
CREATE TABLE announced (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    version INTEGER NOT NULL CHECK (version > 0)
) STRICT, WITHOUT ROWID;
INSERT INTO announced (only, version) VALUES (1, 1);

-- Cars whose people are still to be told of a version's news.
CREATE TABLE to_announce (
    row INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    vin TEXT NOT NULL CHECK (length(vin) = 17),
    version INTEGER NOT NULL
) STRICT;
