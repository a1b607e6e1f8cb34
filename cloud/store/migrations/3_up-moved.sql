-- Who holds a contract that went with its car to another account, and for which car: its buyer may be forgotten. Rule G8.
CREATE TABLE moved (
    contract TEXT PRIMARY KEY REFERENCES sale_item (contract),
    holder TEXT NOT NULL,
    vin TEXT NOT NULL CHECK (length(vin) = 17)
) STRICT, WITHOUT ROWID;
CREATE INDEX moved_to ON moved (holder, vin);
