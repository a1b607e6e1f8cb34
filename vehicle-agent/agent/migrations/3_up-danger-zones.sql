-- What lies around the car, to warn by. JSON as on the wire. Rule D2.
CREATE TABLE surroundings (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    body TEXT NOT NULL,
    good_until INTEGER NOT NULL,
    confirmed_at INTEGER NOT NULL
) STRICT;

-- The zones of which the driver was warned and from which he is not away yet: he is not warned of them again.
CREATE TABLE danger_zone_pass (
    zone TEXT PRIMARY KEY, -- JSON as on the wire
    behind INTEGER NOT NULL CHECK (behind IN (0, 1))
) STRICT, WITHOUT ROWID;
