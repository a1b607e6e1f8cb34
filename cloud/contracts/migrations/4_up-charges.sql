-- A contract can be suspended, and end because it was not paid (B2); it keeps what it was bought for. SQLite cannot
-- change a CHECK, so the table is written anew, and with it `history`, which refers to it.
CREATE TABLE contract_next (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    vin TEXT NOT NULL CHECK (length(vin) = 17),
    product TEXT NOT NULL,
    term_months INTEGER NOT NULL CHECK (term_months IN (1, 12, 24, 36)),
    automatic_renewal INTEGER NOT NULL CHECK (automatic_renewal IN (0, 1)),
    phase TEXT NOT NULL CHECK (phase IN ('pending', 'active', 'suspended', 'expired', 'ended')),
    buyer TEXT NOT NULL,
    holder TEXT NOT NULL,
    period INTEGER NOT NULL CHECK (period >= 1),
    paired INTEGER NOT NULL CHECK (paired IN (0, 1)), -- 0: its buyer has not paired the car, `period` says nothing (G5)
    zone TEXT NOT NULL,
    bought_at INTEGER NOT NULL,
    opened_on TEXT,          -- local day in `zone`
    months INTEGER NOT NULL, -- from the opening day to the last day
    due_at INTEGER,
    due_act TEXT,
    car_holds INTEGER CHECK (car_holds IN (0, 1)), -- what the car last confirmed
    closed_at INTEGER,
    ending INTEGER REFERENCES ending (number),
    order_id TEXT,             -- the store's
    price_minor INTEGER CHECK (price_minor >= 0), -- of a whole term, tax included; NULL: nothing is owed
    currency TEXT CHECK (length(currency) = 3),
    tax_permille INTEGER CHECK (tax_permille BETWEEN 0 AND 1000),
    catalogue_version INTEGER CHECK (catalogue_version >= 1),
    unpaid_until INTEGER,      -- when a suspended one ends
    CHECK (CASE WHEN opened_on IS NULL THEN months = 0 ELSE months >= term_months AND months % term_months = 0 END),
    CHECK ((due_at IS NULL) = (due_act IS NULL)),
    CHECK ((price_minor IS NULL) = (currency IS NULL) AND (price_minor IS NULL) = (tax_permille IS NULL)
           AND (price_minor IS NULL) = (catalogue_version IS NULL)),
    CHECK ((phase = 'suspended') = (unpaid_until IS NOT NULL)),
    CHECK (ending IS NULL OR phase = 'ended'),
    CHECK (CASE phase
           WHEN 'pending' THEN opened_on IS NULL AND closed_at IS NULL
           WHEN 'active' THEN opened_on IS NOT NULL AND closed_at IS NULL AND due_at IS NOT NULL
           WHEN 'suspended' THEN opened_on IS NOT NULL AND closed_at IS NULL AND due_at IS NOT NULL
                                 AND price_minor IS NOT NULL
           WHEN 'expired' THEN opened_on IS NOT NULL AND closed_at IS NOT NULL AND due_at IS NULL
           ELSE closed_at IS NOT NULL AND due_at IS NULL END)
) STRICT;
INSERT INTO contract_next (number, id, vin, product, term_months, automatic_renewal, phase, buyer, holder, period,
                           paired, zone, bought_at, opened_on, months, due_at, due_act, car_holds, closed_at, ending)
SELECT number, id, vin, product, term_months, automatic_renewal, phase, buyer, holder, period,
       paired, zone, bought_at, opened_on, months, due_at, due_act, car_holds, closed_at, ending
FROM contract ORDER BY number;

CREATE TABLE history_next (
    number INTEGER PRIMARY KEY,
    contract INTEGER NOT NULL REFERENCES contract_next (number),
    at INTEGER NOT NULL,
    step TEXT NOT NULL,
    cause TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;
INSERT INTO history_next (number, contract, at, step, cause, actor)
SELECT number, contract, at, step, cause, actor FROM history ORDER BY number;

DROP TABLE history;
DROP TABLE contract;
ALTER TABLE contract_next RENAME TO contract;
ALTER TABLE history_next RENAME TO history;

-- Covers "when is something next due" and "what is due then": of a million contracts it is one look.
CREATE INDEX contract_due ON contract (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX contract_unpaid ON contract (unpaid_until) WHERE unpaid_until IS NOT NULL;
-- Several may wish for one product for one car that none of them has paired.
CREATE INDEX contract_running ON contract (vin, product) WHERE phase IN ('pending', 'active', 'suspended');
CREATE INDEX contract_of_vehicle ON contract (vin);
CREATE INDEX contract_of_ending ON contract (ending) WHERE ending IS NOT NULL;
-- What somebody bought is found by him. Rule A11. (Not by the holder: that changes with each renewal's row.)
CREATE INDEX contract_of_buyer ON contract (buyer, vin);
CREATE INDEX history_of_contract ON history (contract);

-- What is to be paid for each term: one row for ever. Rules B1, C7, G8.
CREATE TABLE charge (
    contract INTEGER NOT NULL REFERENCES contract (number),
    term INTEGER NOT NULL CHECK (term >= 1),
    debtor TEXT NOT NULL, -- who bought the term
    due_at INTEGER NOT NULL,
    phase TEXT NOT NULL CHECK (phase IN ('waiting', 'told', 'failed', 'paid', 'cancelled')),
    PRIMARY KEY (contract, term)
) STRICT, WITHOUT ROWID;
CREATE INDEX charge_due ON charge (due_at) WHERE phase = 'waiting';

-- All that an end by the help desk brought with it, as its answer told it: JSON. Rule H2.
ALTER TABLE ending ADD COLUMN steps TEXT NOT NULL DEFAULT '[]';
