-- Each attempt that `billing` wants carried out, by its idempotency key. Rule B3.
CREATE TABLE payment (
    key TEXT PRIMARY KEY,
    charge TEXT NOT NULL,
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    currency TEXT NOT NULL,
    means TEXT, -- the provider's token, for as long as it must be asked
    phase TEXT NOT NULL DEFAULT 'open' CHECK (phase IN ('open', 'paid', 'refused')),
    wanted_at INTEGER NOT NULL, -- service time
    asks INTEGER NOT NULL DEFAULT 0 CHECK (asks >= 0),
    next_ask_at INTEGER, -- machine time
    reason TEXT,
    reference TEXT,
    CHECK ((phase = 'open') = (means IS NOT NULL)),
    CHECK ((phase = 'open') = (next_ask_at IS NOT NULL)),
    CHECK ((phase = 'open') = (reference IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX payment_due ON payment (next_ask_at) WHERE next_ask_at IS NOT NULL;
-- What `billing` promises, believed here too: one open attempt of a charge, and one that was paid.
CREATE UNIQUE INDEX payment_open ON payment (charge) WHERE phase = 'open';
CREATE UNIQUE INDEX payment_paid ON payment (charge) WHERE phase = 'paid';
