-- A lease shows what is measured in its ownership period, and nothing else. Those of before end in minutes: they are asked for again.
DELETE FROM lease;
ALTER TABLE lease ADD COLUMN period INTEGER NOT NULL DEFAULT 0 CHECK (period >= 0);

-- What was measured before is not kept, although the period goes on. Rule A10.
ALTER TABLE vehicle_period ADD COLUMN erased_until INTEGER;

-- Accounts whose last app went, and when: the beginning of a period may be heard later than the erasure of what it holds.
CREATE TABLE app_data_erased (
    account TEXT PRIMARY KEY,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
