-- What each account pays for electricity. In minor units for a MWh, because a kWh costs fractions of a cent. Rule E7.
CREATE TABLE tariff (
    account TEXT PRIMARY KEY,
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    peak_minor_per_mwh INTEGER NOT NULL CHECK (peak_minor_per_mwh >= 0),
    off_peak_minor_per_mwh INTEGER NOT NULL CHECK (off_peak_minor_per_mwh >= 0),
    windows TEXT NOT NULL, -- JSON as on the wire
    zone TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- From the plug to the unplugging: written once, when the plug is out. Rule E7.
CREATE TABLE charging_session (
    vehicle INTEGER NOT NULL REFERENCES vehicle (id),
    session TEXT NOT NULL, -- the car's id for it
    period INTEGER NOT NULL CHECK (period > 0),
    started_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL CHECK (ended_at >= started_at),
    cause TEXT NOT NULL, -- how its charging ended
    energy_wh REAL NOT NULL CHECK (energy_wh >= 0),
    off_peak_wh REAL NOT NULL CHECK (off_peak_wh BETWEEN 0 AND energy_wh + 0.001),
    soc_from_percent REAL,
    soc_to_percent REAL,
    rapid INTEGER NOT NULL CHECK (rapid IN (0, 1)),
    cost_minor INTEGER CHECK (cost_minor >= 0), -- NULL: nobody has set a tariff
    currency TEXT,
    curve TEXT NOT NULL, -- JSON: at most so many points as the wire takes
    PRIMARY KEY (vehicle, session),
    CHECK ((cost_minor IS NULL) = (currency IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX charging_session_of_period ON charging_session (vehicle, period, started_at);

-- Where a session began is looked up when its plug is out.
CREATE INDEX happening_plugged ON happening (vehicle, session) WHERE kind = 'plugged';

ALTER TABLE erasure ADD COLUMN charging_sessions INTEGER NOT NULL DEFAULT 0 CHECK (charging_sessions >= 0);
