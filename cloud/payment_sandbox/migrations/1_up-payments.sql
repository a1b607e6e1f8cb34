-- What the provider was asked, by key; what it charged is for ever.
CREATE TABLE payment (
    key TEXT PRIMARY KEY,
    charge TEXT NOT NULL,
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    currency TEXT NOT NULL,
    means TEXT NOT NULL,
    asks INTEGER NOT NULL DEFAULT 0,
    outcome TEXT CHECK (outcome IN ('paid', 'refused')),
    reason TEXT,
    reference TEXT,
    CHECK ((outcome IS NULL) = (reference IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX payment_of_charge ON payment (charge, means);
