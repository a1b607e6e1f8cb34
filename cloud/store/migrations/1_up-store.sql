-- Whose garage a car is in, paired or not, as the worker `garage` told it. Rules S4, A8.
CREATE TABLE in_garage (
    account TEXT NOT NULL,
    vin TEXT NOT NULL CHECK (length(vin) = 17),
    PRIMARY KEY (account, vin)
) STRICT, WITHOUT ROWID;

-- What the worker `billing` told of who is to pay. Rule S3.
CREATE TABLE payer (
    account TEXT PRIMARY KEY,
    country TEXT CHECK (length(country) = 2), -- of the billing address
    has_address INTEGER NOT NULL CHECK (has_address IN (0, 1)),
    has_means INTEGER NOT NULL CHECK (has_means IN (0, 1))
) STRICT, WITHOUT ROWID;

-- Which conditions of sale an account has accepted, and when first. Rule S3.
CREATE TABLE acceptance (
    account TEXT NOT NULL,
    version TEXT NOT NULL,
    accepted_at INTEGER NOT NULL,
    PRIMARY KEY (account, version)
) STRICT, WITHOUT ROWID;

-- A line of a cart: one product for one car, so that a cart has no more lines than there are products.
CREATE TABLE cart_item (
    account TEXT NOT NULL,
    vin TEXT NOT NULL CHECK (length(vin) = 17),
    product INTEGER NOT NULL CHECK (product >= 0),
    term_months INTEGER NOT NULL CHECK (term_months IN (1, 12, 24, 36)),
    automatic_renewal INTEGER NOT NULL CHECK (automatic_renewal IN (0, 1)),
    PRIMARY KEY (account, vin, product)
) STRICT, WITHOUT ROWID;

-- What was bought. Of an erased account nothing stays but the sale: what, when, where and for how much. Rule A10.
CREATE TABLE sale (
    row INTEGER PRIMARY KEY,
    sale_order TEXT NOT NULL, -- chosen by the asker, and the account's own: it is made once
    account TEXT,
    vin TEXT CHECK (length(vin) = 17),
    placed_at INTEGER NOT NULL,
    country TEXT NOT NULL CHECK (length(country) = 2),
    conditions_version TEXT NOT NULL,
    accepted_at INTEGER NOT NULL,
    total_minor INTEGER NOT NULL CHECK (total_minor >= 0),
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    CHECK ((account IS NULL) = (vin IS NULL)),
    CHECK (accepted_at <= placed_at),
    UNIQUE (account, sale_order)
) STRICT;
CREATE INDEX sale_of_account ON sale (account, row) WHERE account IS NOT NULL;

CREATE TABLE sale_item (
    contract TEXT PRIMARY KEY,
    sale INTEGER NOT NULL REFERENCES sale (row),
    product INTEGER NOT NULL CHECK (product >= 0),
    catalogue_version INTEGER NOT NULL CHECK (catalogue_version > 0),
    term_months INTEGER NOT NULL CHECK (term_months IN (1, 12, 24, 36)),
    automatic_renewal INTEGER NOT NULL CHECK (automatic_renewal IN (0, 1)),
    price_minor INTEGER NOT NULL CHECK (price_minor >= 0), -- of the whole term, tax included
    tax_permille INTEGER NOT NULL CHECK (tax_permille BETWEEN 0 AND 1000),
    over INTEGER NOT NULL DEFAULT 0 CHECK (over IN (0, 1)) -- the contract has expired or was ended
) STRICT, WITHOUT ROWID;
CREATE INDEX sale_item_of ON sale_item (sale);

-- How many lines of carts each teardown has erased, so that it says the same again. Rules C7, H3.
CREATE TABLE teardown (
    teardown TEXT PRIMARY KEY,
    cart_items INTEGER NOT NULL CHECK (cart_items >= 0)
) STRICT, WITHOUT ROWID;
