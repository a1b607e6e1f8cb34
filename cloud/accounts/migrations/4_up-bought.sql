-- What was bought, so that letters can name it.
CREATE TABLE bought (
    contract TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (account),
    product INTEGER NOT NULL CHECK (product >= 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX bought_of_account ON bought (account);
