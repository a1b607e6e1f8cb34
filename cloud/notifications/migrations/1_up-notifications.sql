-- What owners were told. Each cause is told once.
CREATE TABLE notification (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    cause TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL, -- when it happened
    text TEXT NOT NULL CHECK (text <> ''),
    vin TEXT,
    period INTEGER CHECK (period > 0), -- of what tells something of the car: erased with that ownership period
    contract TEXT,
    read INTEGER NOT NULL DEFAULT 0 CHECK (read IN (0, 1)),
    CHECK (period IS NULL OR vin IS NOT NULL)
) STRICT;
CREATE INDEX notification_newest ON notification (account, at DESC, sequence DESC);
CREATE INDEX notification_of_period ON notification (vin, period) WHERE period IS NOT NULL;

-- Ownership periods whose notifications were erased: how many there were, for the erasure receipt.
CREATE TABLE erased_period (
    vin TEXT NOT NULL,
    period INTEGER NOT NULL CHECK (period > 0),
    notifications INTEGER NOT NULL CHECK (notifications >= 0),
    PRIMARY KEY (vin, period)
) STRICT, WITHOUT ROWID;
