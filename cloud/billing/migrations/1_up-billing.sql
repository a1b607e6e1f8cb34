-- Who pays for an account, and how. Erased with the account. Rules S3, A10.
CREATE TABLE payer (
    account TEXT PRIMARY KEY,
    name TEXT,
    street TEXT,
    postal_code TEXT,
    city TEXT,
    country TEXT CHECK (length(country) = 2),
    token TEXT CHECK (token LIKE 'tok\_%' ESCAPE '\'), -- the provider's name for the means: never a card number
    brand TEXT,
    last4 TEXT CHECK (length(last4) = 4),
    expires INTEGER, -- year * 12 + month - 1
    CHECK ((name IS NULL) = (street IS NULL) AND (name IS NULL) = (postal_code IS NULL)),
    CHECK ((name IS NULL) = (city IS NULL) AND (name IS NULL) = (country IS NULL)),
    CHECK ((token IS NULL) = (brand IS NULL) AND (token IS NULL) = (last4 IS NULL) AND (token IS NULL) = (expires IS NULL))
) STRICT, WITHOUT ROWID;

-- One term of one contract, to be paid once for ever. Names no car: a question about money needs none.
CREATE TABLE charge (
    number INTEGER PRIMARY KEY,
    charge TEXT NOT NULL UNIQUE,
    contract TEXT NOT NULL,
    account TEXT NOT NULL, -- the debtor. Rule G8
    product TEXT NOT NULL,
    term_from TEXT NOT NULL,
    term_until TEXT NOT NULL,
    price_minor INTEGER NOT NULL CHECK (price_minor > 0), -- tax included
    currency TEXT NOT NULL,
    tax_permille INTEGER NOT NULL CHECK (tax_permille BETWEEN 0 AND 1000),
    phase TEXT NOT NULL CHECK (phase IN ('due', 'asked', 'waiting', 'failed', 'ending', 'paid', 'cancelled')),
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL CHECK (attempts >= 0),
    first_refused_at INTEGER,
    next_try_at INTEGER,
    has_failed INTEGER NOT NULL CHECK (has_failed IN (0, 1)),
    CHECK ((phase = 'waiting') = (next_try_at IS NOT NULL)),
    CHECK (phase NOT IN ('waiting', 'failed') OR first_refused_at IS NOT NULL),
    CHECK (phase <> 'failed' OR has_failed)
) STRICT;
CREATE INDEX charge_due ON charge (next_try_at) WHERE next_try_at IS NOT NULL;
CREATE INDEX charge_of_contract ON charge (contract);
CREATE INDEX charge_of_account ON charge (account);

-- What the provider was asked for. Means and address are those of the moment, and go when it is settled.
CREATE TABLE attempt (
    key TEXT PRIMARY KEY,
    charge INTEGER NOT NULL REFERENCES charge (number),
    attempt INTEGER NOT NULL CHECK (attempt >= 1),
    asked_at INTEGER NOT NULL,
    means TEXT,
    bill_to TEXT, -- JSON, the address for the invoice
    outcome TEXT CHECK (outcome IN ('paid', 'refused', 'taken_back')),
    reason TEXT,
    reference TEXT,
    settled_at INTEGER,
    UNIQUE (charge, attempt),
    CHECK ((outcome IS NULL) = (settled_at IS NULL)),
    CHECK ((outcome IS NULL) = (means IS NOT NULL) AND (outcome IS NULL) = (bill_to IS NOT NULL))
) STRICT, WITHOUT ROWID;
-- Rule B3, as the database sees it: a new attempt only when the former one was refused, and one payment at most.
CREATE UNIQUE INDEX attempt_open ON attempt (charge) WHERE outcome IS NULL;
CREATE UNIQUE INDEX attempt_paid ON attempt (charge) WHERE outcome = 'paid';

-- Rule B4. The name and the address are the invoice's own, and outlive the account as the law asks.
CREATE TABLE invoice (
    number INTEGER PRIMARY KEY,
    year INTEGER NOT NULL,
    serial INTEGER NOT NULL CHECK (serial >= 1),
    charge INTEGER NOT NULL UNIQUE REFERENCES charge (number),
    account TEXT NOT NULL,
    issued_on TEXT NOT NULL,
    tax_minor INTEGER NOT NULL CHECK (tax_minor >= 0),
    bill_to TEXT, -- JSON; NULL when the law no longer asks for it
    UNIQUE (year, serial)
) STRICT;
CREATE INDEX invoice_of_account ON invoice (account);
CREATE INDEX invoice_kept ON invoice (year) WHERE bill_to IS NOT NULL;
