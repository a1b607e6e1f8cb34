-- What is known of a car beyond its periods.
CREATE TABLE car (
    vin TEXT PRIMARY KEY,
    stolen INTEGER NOT NULL DEFAULT 0 CHECK (stolen IN (0, 1)),
    known_period INTEGER NOT NULL DEFAULT 0 CHECK (known_period >= 0), -- the highest that the car has confirmed
    known_owned INTEGER NOT NULL DEFAULT 0 CHECK (known_owned IN (0, 1))
) STRICT, WITHOUT ROWID;

-- Who had a car from when to when. Kept for good: data of a car belongs to (VIN, period).
CREATE TABLE ownership_period (
    vin TEXT NOT NULL REFERENCES car (vin),
    period INTEGER NOT NULL CHECK (period > 0),
    account TEXT NOT NULL,
    began_at INTEGER NOT NULL,
    ended_at INTEGER CHECK (ended_at >= began_at),
    PRIMARY KEY (vin, period)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX ownership_running ON ownership_period (vin) WHERE ended_at IS NULL;
CREATE INDEX ownership_of_account ON ownership_period (account, vin, period, began_at) WHERE ended_at IS NULL;

-- Teardowns that were handled: an event that is repeated neither marks a cleared car again nor ends a later period.
CREATE TABLE teardown (
    teardown TEXT PRIMARY KEY,
    vehicles INTEGER NOT NULL CHECK (vehicles IN (0, 1)) -- ownership periods that it ended
) STRICT, WITHOUT ROWID;
