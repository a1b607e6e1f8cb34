-- What each drive was; stops that are short enough are within one. Rule V3.
CREATE TABLE journey (
    vehicle INTEGER NOT NULL REFERENCES vehicle (id),
    journey TEXT NOT NULL, -- the id of what began it
    period INTEGER NOT NULL CHECK (period > 0),
    started_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL CHECK (ended_at >= started_at),
    last_sample INTEGER NOT NULL, -- where its track ends in the log; 0: nowhere
    distance_m REAL CHECK (distance_m >= 0), -- NULL: the car was not entitled to tell its odometer
    energy_wh REAL CHECK (energy_wh >= 0), -- taken from the battery; NULL: not measured
    soc_from_percent REAL,
    soc_to_percent REAL,
    from_latitude_deg REAL, -- where the car was entitled to tell it
    from_longitude_deg REAL,
    to_latitude_deg REAL,
    to_longitude_deg REAL,
    PRIMARY KEY (vehicle, journey)
) STRICT, WITHOUT ROWID;
CREATE INDEX journey_of_period ON journey (vehicle, period, started_at);

ALTER TABLE erasure ADD COLUMN journeys INTEGER NOT NULL DEFAULT 0 CHECK (journeys >= 0);
