-- Which cars are in whose garage, paired or not; a car can be in several, and is paired in one at most. Rules G1, G5.
CREATE TABLE membership (
    account TEXT NOT NULL,
    vin TEXT NOT NULL CHECK (length(vin) = 17),
    added_at INTEGER NOT NULL,
    PRIMARY KEY (account, vin)
) STRICT, WITHOUT ROWID;
INSERT INTO membership (account, vin, added_at) SELECT account, vin, began_at FROM ownership_period WHERE ended_at IS NULL;

-- The code that a car shows to who wants to pair it, or the pause after too many tries. Rule G5.
CREATE TABLE pairing (
    account TEXT NOT NULL,
    vin TEXT NOT NULL,
    pairing TEXT NOT NULL UNIQUE,
    code TEXT NOT NULL,
    tries_left INTEGER NOT NULL CHECK (tries_left >= 0),
    until INTEGER NOT NULL, -- the code's life, or the pause's
    PRIMARY KEY (account, vin),
    CHECK ((code = '') = (tries_left = 0))
) STRICT, WITHOUT ROWID;
CREATE INDEX pairing_until ON pairing (until);

-- How often an account asked since when. Machine time. Rule G2.
CREATE TABLE allowance (
    account TEXT NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('look_up', 'code')),
    since INTEGER NOT NULL,
    used INTEGER NOT NULL CHECK (used > 0),
    PRIMARY KEY (account, what)
) STRICT, WITHOUT ROWID;

-- Cars between two owners: the period has ended, and the next begins when nothing reaches the earlier owner any more. Rule G8.
CREATE TABLE transfer (
    vin TEXT PRIMARY KEY REFERENCES car (vin),
    earlier TEXT NOT NULL, -- account
    period INTEGER NOT NULL, -- of the earlier owner
    next TEXT NOT NULL, -- account
    sessions_told INTEGER NOT NULL DEFAULT 0 CHECK (sessions_told IN (0, 1)) -- the broker was told to end the earlier owner's
) STRICT, WITHOUT ROWID;

-- What the maker's logistics recorded. Rule G4.
CREATE TABLE delivery (
    vin TEXT PRIMARY KEY CHECK (length(vin) = 17),
    delivered_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Cars whose certificate is good no more. Design 6.
CREATE TABLE revoked_car (
    vin TEXT PRIMARY KEY CHECK (length(vin) = 17)
) STRICT, WITHOUT ROWID;
