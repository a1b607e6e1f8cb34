-- What people in the car let it tell of itself. Rule D3.
CREATE TABLE privacy (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    privacy TEXT NOT NULL CHECK (privacy IN ('none', 'position', 'all')),
    since INTEGER NOT NULL
) STRICT;
