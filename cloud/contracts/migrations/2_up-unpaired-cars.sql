-- Whose garage a car is in, paired or not, as the worker `garage` told it. Rules S4, A8.
CREATE TABLE in_garage (
    account TEXT NOT NULL,
    vin TEXT NOT NULL,
    PRIMARY KEY (account, vin)
) STRICT, WITHOUT ROWID;

-- 0: bought for a car that its buyer has not paired yet; `period` then says nothing. Rule G5.
ALTER TABLE contract ADD COLUMN paired INTEGER NOT NULL DEFAULT 1 CHECK (paired IN (0, 1));
-- Several may wish for one product for one car that none of them has paired.
DROP INDEX contract_running;
CREATE INDEX contract_running ON contract (vin, product) WHERE phase IN ('pending', 'active');
