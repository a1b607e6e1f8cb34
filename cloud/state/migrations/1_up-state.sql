-- Cars by a small number, so that the rows of their samples stay short.
CREATE TABLE vehicle (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    vin TEXT NOT NULL UNIQUE CHECK (length(vin) = 17)
) STRICT;

-- To whom a sample belongs is a matter of when it was measured. Period 0 is the time before the first owner.
CREATE TABLE vehicle_period (
    vehicle INTEGER NOT NULL REFERENCES vehicle (id),
    period INTEGER NOT NULL CHECK (period >= 0),
    began_at INTEGER, -- NULL while only its end or its erasure was heard of
    ended_at INTEGER,
    erased INTEGER NOT NULL DEFAULT 0 CHECK (erased IN (0, 1)),
    newest_sample INTEGER NOT NULL DEFAULT 0, -- as of the checkpoint; 0: none
    PRIMARY KEY (vehicle, period)
) STRICT, WITHOUT ROWID;

-- The log of samples: rows are only appended, and have no index. Each row points to the one before it of the same car and period, so
-- that a car's samples are found, and erased, without reading those of all others. The columns after `doubtful` are the table of
-- signals (shared/wire/signals.hpp); a bit of `doubtful` is the place of a signal in it.
CREATE TABLE sample (
    id INTEGER PRIMARY KEY,
    vehicle INTEGER NOT NULL,
    period INTEGER NOT NULL,
    previous INTEGER NOT NULL, -- 0: this is the first
    measured_at INTEGER NOT NULL,
    doubtful INTEGER NOT NULL,
    soc_percent REAL,
    range_m REAL,
    usable_energy_wh REAL,
    battery_temperature_c REAL,
    battery_voltage_v REAL,
    battery_current_a REAL,
    charging_status INTEGER,
    plugged INTEGER,
    charging_power_w REAL,
    charging_remaining_s REAL,
    charging_limit_percent REAL,
    charged_energy_wh REAL,
    cabin_temperature_c REAL,
    outside_temperature_c REAL,
    preconditioning INTEGER,
    cabin_power_w REAL,
    locked INTEGER,
    doors_open REAL,
    windows_open REAL,
    latitude_deg REAL,
    longitude_deg REAL,
    altitude_m REAL,
    heading_deg REAL,
    speed_kmh REAL,
    gnss_speed_kmh REAL,
    ready_to_drive INTEGER,
    odometer_m REAL,
    consumption_wh_per_km REAL,
    service_due_m REAL,
    service_due_days REAL,
    tyre_front_left_kpa REAL,
    tyre_front_right_kpa REAL,
    tyre_rear_left_kpa REAL,
    tyre_rear_right_kpa REAL,
    low_voltage_v REAL,
    low_voltage_load_w REAL,
    CHECK (previous < id)
) STRICT;

-- The twins as of the checkpoint; samples after it are applied again at the start.
CREATE TABLE twin (
    vehicle INTEGER PRIMARY KEY REFERENCES vehicle (id),
    period INTEGER NOT NULL CHECK (period >= 0),
    state TEXT NOT NULL
) STRICT;

CREATE TABLE checkpoint (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    sample INTEGER NOT NULL CHECK (sample >= 0)
) STRICT;
INSERT INTO checkpoint (one, sample) VALUES (1, 0);

CREATE TABLE happening (
    id TEXT PRIMARY KEY, -- made by the car
    vehicle INTEGER NOT NULL REFERENCES vehicle (id),
    period INTEGER NOT NULL,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    session TEXT,
    cause TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX happening_of_vehicle ON happening (vehicle, period, at);

-- What was not kept, by reason, for operators.
CREATE TABLE dropped (
    vehicle INTEGER NOT NULL REFERENCES vehicle (id),
    what TEXT NOT NULL CHECK (what IN ('unowned', 'erased', 'unknown_signal')),
    count INTEGER NOT NULL CHECK (count > 0),
    PRIMARY KEY (vehicle, what)
) STRICT, WITHOUT ROWID;

-- Who watches a car, and until when (machine time).
CREATE TABLE lease (
    vehicle INTEGER NOT NULL REFERENCES vehicle (id),
    account TEXT NOT NULL,
    device TEXT NOT NULL,
    until INTEGER NOT NULL,
    PRIMARY KEY (vehicle, account, device)
) STRICT, WITHOUT ROWID;

-- What a teardown erased, over all its runs: the worker's part of the receipt.
CREATE TABLE erasure (
    teardown TEXT PRIMARY KEY,
    samples INTEGER NOT NULL CHECK (samples >= 0),
    happenings INTEGER NOT NULL CHECK (happenings >= 0),
    leases INTEGER NOT NULL CHECK (leases >= 0)
) STRICT, WITHOUT ROWID;
