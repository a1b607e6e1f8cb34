-- What people in a car let it tell, and from when on. It belongs to the car, not to an owner: what comes late from a private time is not
-- kept, whoever has the car by then. Rule D3.
CREATE TABLE privacy_change (
    vehicle INTEGER NOT NULL REFERENCES vehicle (id),
    at INTEGER NOT NULL,
    privacy TEXT NOT NULL CHECK (privacy IN ('none', 'position', 'all')),
    PRIMARY KEY (vehicle, at)
) STRICT, WITHOUT ROWID;

-- Samples that were private as a whole are counted too.
CREATE TABLE dropped_with_private (
    vehicle INTEGER NOT NULL REFERENCES vehicle (id),
    what TEXT NOT NULL CHECK (what IN ('unowned', 'erased', 'private', 'unknown_signal')),
    count INTEGER NOT NULL CHECK (count > 0),
    PRIMARY KEY (vehicle, what)
) STRICT, WITHOUT ROWID;
INSERT INTO dropped_with_private (vehicle, what, count) SELECT vehicle, what, count FROM dropped;
DROP TABLE dropped;
ALTER TABLE dropped_with_private RENAME TO dropped;
