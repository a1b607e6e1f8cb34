-- What the agent must remember of its car. Instants are milliseconds since 1970, UTC.

CREATE TABLE car (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    born INTEGER NOT NULL,
    lived_until INTEGER NOT NULL CHECK (lived_until >= born), -- everything that happened before is reported
    soc_percent REAL NOT NULL CHECK (soc_percent BETWEEN 0 AND 100),
    odometer_m REAL NOT NULL CHECK (odometer_m >= 0)
) STRICT;

-- Orders of lower periods are refused (design 7).
CREATE TABLE ownership (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    period INTEGER NOT NULL CHECK (period > 0),
    owned INTEGER NOT NULL CHECK (owned IN (0, 1))
) STRICT;

-- Withdrawn ones stay, to be confirmed as often as it is asked.
CREATE TABLE entitlement (
    contract TEXT PRIMARY KEY,
    product TEXT NOT NULL,
    period INTEGER NOT NULL CHECK (period > 0),
    granted INTEGER NOT NULL CHECK (granted IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE charging (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    programme TEXT, -- JSON as on the wire
    limit_percent INTEGER NOT NULL CHECK (limit_percent BETWEEN 1 AND 100),
    session TEXT NOT NULL, -- empty: unplugged
    waits_since INTEGER NOT NULL, -- plugged in or programmed, whichever is later
    charge_now INTEGER NOT NULL CHECK (charge_now IN (0, 1)) -- for this session only (rule E6)
) STRICT;

CREATE TABLE preconditioning (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    ends_at INTEGER NOT NULL
) STRICT;

-- Each command is carried out once: its id is remembered for longer than anybody repeats it (rule K1). "received" is written
-- before anything moves; whoever finds it after a crash acts no more.
CREATE TABLE command (
    id TEXT PRIMARY KEY,
    body TEXT NOT NULL, -- JSON of the order
    phase TEXT NOT NULL CHECK (phase IN ('received', 'done', 'refused', 'expired')),
    reason TEXT NOT NULL,
    at INTEGER NOT NULL -- of the phase
) STRICT, WITHOUT ROWID;
CREATE INDEX command_age ON command (at);
CREATE INDEX command_under_way ON command (id) WHERE phase = 'received';

-- The report that is being filled.
CREATE TABLE pending_report (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    body TEXT NOT NULL
) STRICT;

-- Reports in the outbox that were not sent yet, oldest first: what may be dropped when there are too many.
CREATE TABLE waiting_report (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    bytes INTEGER NOT NULL CHECK (bytes > 0)
) STRICT;
