-- What the help desk did: who asked to end contracts, why, and on what evidence. Rule C6.
CREATE TABLE ending (
    number INTEGER PRIMARY KEY,
    vin TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('sale', 'theft', 'destruction', 'lease_end', 'other')),
    asked_by TEXT NOT NULL,
    evidence TEXT NOT NULL,
    agent TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;

CREATE TABLE contract (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    vin TEXT NOT NULL CHECK (length(vin) = 17),
    product TEXT NOT NULL,
    term_months INTEGER NOT NULL CHECK (term_months IN (1, 12, 24, 36)),
    automatic_renewal INTEGER NOT NULL CHECK (automatic_renewal IN (0, 1)),
    phase TEXT NOT NULL CHECK (phase IN ('pending', 'active', 'expired', 'ended')),
    buyer TEXT NOT NULL,
    holder TEXT NOT NULL,
    period INTEGER NOT NULL CHECK (period >= 1),
    zone TEXT NOT NULL,
    bought_at INTEGER NOT NULL,
    opened_on TEXT,          -- local day in `zone`
    months INTEGER NOT NULL, -- from the opening day to the last day
    due_at INTEGER,
    due_act TEXT,
    car_holds INTEGER CHECK (car_holds IN (0, 1)), -- what the car last confirmed
    closed_at INTEGER,
    ending INTEGER REFERENCES ending (number),
    CHECK (CASE WHEN opened_on IS NULL THEN months = 0 ELSE months >= term_months AND months % term_months = 0 END),
    CHECK ((due_at IS NULL) = (due_act IS NULL)),
    CHECK (CASE phase
           WHEN 'pending' THEN opened_on IS NULL AND closed_at IS NULL
           WHEN 'active' THEN opened_on IS NOT NULL AND closed_at IS NULL AND due_at IS NOT NULL
           WHEN 'expired' THEN opened_on IS NOT NULL AND closed_at IS NOT NULL AND due_at IS NULL
           ELSE closed_at IS NOT NULL AND due_at IS NULL AND ending IS NOT NULL END)
) STRICT;
-- Covers "when is something next due" and "what is due then": of a million contracts it is one look.
CREATE INDEX contract_due ON contract (due_at) WHERE due_at IS NOT NULL;
CREATE UNIQUE INDEX contract_running ON contract (vin, product) WHERE phase IN ('pending', 'active');
CREATE INDEX contract_of_vehicle ON contract (vin);
CREATE INDEX contract_of_ending ON contract (ending) WHERE ending IS NOT NULL;

-- Every step of a contract's life. Rule C8.
CREATE TABLE history (
    number INTEGER PRIMARY KEY,
    contract INTEGER NOT NULL REFERENCES contract (number),
    at INTEGER NOT NULL,
    step TEXT NOT NULL,
    cause TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;
CREATE INDEX history_of_contract ON history (contract);

-- The end of one ownership period, everywhere. Rules C7, H3.
CREATE TABLE teardown (
    id TEXT PRIMARY KEY,
    vin TEXT NOT NULL,
    period INTEGER NOT NULL CHECK (period >= 1),
    account TEXT NOT NULL,
    ending INTEGER NOT NULL REFERENCES ending (number),
    done_at INTEGER,
    UNIQUE (vin, period)
) STRICT, WITHOUT ROWID;

CREATE TABLE teardown_part (
    teardown TEXT NOT NULL REFERENCES teardown (id),
    worker TEXT NOT NULL,
    counts TEXT NOT NULL, -- JSON: {what: how many}
    at INTEGER NOT NULL,
    PRIMARY KEY (teardown, worker)
) STRICT, WITHOUT ROWID;
