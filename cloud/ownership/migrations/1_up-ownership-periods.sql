-- Who had a car in which ownership period, as told by the worker `garage`.
CREATE TABLE ownership_period (
    vin TEXT NOT NULL,
    period INTEGER NOT NULL CHECK (period > 0),
    account TEXT, -- NULL: the end was heard before the beginning
    began_at INTEGER NOT NULL, -- 0: not known
    ended INTEGER NOT NULL CHECK (ended IN (0, 1)),
    PRIMARY KEY (vin, period),
    CHECK (account IS NOT NULL OR ended = 1)
) STRICT, WITHOUT ROWID;
CREATE INDEX ownership_running ON ownership_period (account, vin, period) WHERE ended = 0;
