-- Remote commands, in the order in which they were accepted.
CREATE TABLE command (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    command TEXT NOT NULL UNIQUE, -- chosen by the app
    account TEXT NOT NULL,
    vin TEXT NOT NULL CHECK (length(vin) = 17),
    period INTEGER NOT NULL CHECK (period > 0),
    act TEXT NOT NULL,
    asked TEXT NOT NULL, -- the ask as it came, to know a repetition by
    deadline INTEGER NOT NULL,
    phase TEXT NOT NULL CHECK (phase IN ('accepted', 'sent', 'received', 'unanswered', 'done', 'refused', 'expired', 'cancelled'))
) STRICT;
CREATE INDEX command_due ON command (deadline) WHERE phase IN ('accepted', 'sent', 'received');
CREATE INDEX command_of_vehicle ON command (vin, period);

-- Why a command is where it is: each step once. Rule K6.
CREATE TABLE step (
    command INTEGER NOT NULL REFERENCES command (id) ON DELETE CASCADE,
    place INTEGER NOT NULL CHECK (place > 0),
    phase TEXT NOT NULL,
    at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (command, place),
    UNIQUE (command, phase)
) STRICT, WITHOUT ROWID;

-- What a teardown ended and erased, over all its runs: the worker's part of the receipt.
CREATE TABLE erasure (
    teardown TEXT PRIMARY KEY,
    cancelled INTEGER NOT NULL CHECK (cancelled >= 0),
    erased INTEGER NOT NULL CHECK (erased >= 0)
) STRICT, WITHOUT ROWID;
