-- People. Those who only signed up are in sign_up, so that their erasure is the deletion of a row.
CREATE TABLE account (
    account TEXT PRIMARY KEY,
    sign_in_id TEXT NOT NULL UNIQUE,
    email TEXT NOT NULL, -- as typed: letters go there
    email_key TEXT NOT NULL UNIQUE, -- as compared
    password TEXT, -- Argon2id of the one that was chosen
    mailed_password BLOB CHECK (length(mailed_password) = 32), -- digest of a generated one
    name TEXT NOT NULL,
    postal_address TEXT NOT NULL,
    plate TEXT NOT NULL,
    language INTEGER NOT NULL CHECK (language IN (0, 1)),
    zone TEXT NOT NULL,
    distance_unit INTEGER NOT NULL CHECK (distance_unit IN (0, 1)),
    store_member INTEGER NOT NULL CHECK (store_member IN (0, 1)),
    since INTEGER NOT NULL,
    app_left_at INTEGER, -- the last app was uninstalled
    store_left_at INTEGER,
    contract_ended_at INTEGER, -- the last one that ended
    erase_at INTEGER,
    CHECK (password IS NOT NULL OR mailed_password IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX account_to_erase ON account (erase_at) WHERE erase_at IS NOT NULL;

CREATE TABLE sign_up (
    sign_up TEXT PRIMARY KEY,
    code_digest BLOB UNIQUE CHECK (length(code_digest) = 32), -- once the letter is written
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,
    password TEXT,
    vin TEXT,
    plate TEXT NOT NULL,
    language INTEGER NOT NULL CHECK (language IN (0, 1)),
    store_member INTEGER NOT NULL CHECK (store_member IN (0, 1)),
    usable_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_up_end ON sign_up (usable_until);
CREATE INDEX sign_up_of_email ON sign_up (email_key);

-- An address that is to become an account's, until its code comes back.
CREATE TABLE new_email (
    account TEXT PRIMARY KEY REFERENCES account (account),
    code_digest BLOB CHECK (length(code_digest) = 32), -- once the letter is written
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,
    usable_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX new_email_end ON new_email (usable_until);

-- Letters to be written in the next turn, when the answer is out: so that no answer tells by its time whether an address is known.
CREATE TABLE unwritten_letter (
    row INTEGER PRIMARY KEY,
    cause TEXT NOT NULL CHECK (cause IN ('sign_up', 'new_email', 'forgotten')),
    about TEXT NOT NULL -- the sign-up, the account, or the address as compared
) STRICT;

-- Where a person is signed in.
CREATE TABLE device (
    account TEXT NOT NULL REFERENCES account (account),
    device TEXT NOT NULL,
    door INTEGER NOT NULL CHECK (door IN (0, 1)), -- app, store
    since INTEGER NOT NULL,
    last_sign_in_at INTEGER NOT NULL,
    PRIMARY KEY (account, device)
) STRICT, WITHOUT ROWID;

-- Contracts that are running: they hold the profile (rule A10).
CREATE TABLE contract (
    contract TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (account)
) STRICT, WITHOUT ROWID;
CREATE INDEX contract_of_account ON contract (account);

CREATE TABLE staff (
    role INTEGER NOT NULL CHECK (role IN (1, 2)), -- desk, operator
    name TEXT NOT NULL,
    password BLOB NOT NULL CHECK (length(password) = 32), -- digest of a generated one
    PRIMARY KEY (role, name)
) STRICT, WITHOUT ROWID;

-- Tokens that became void, while they could still be shown. Machine time.
CREATE TABLE void_token (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    role INTEGER NOT NULL,
    name TEXT NOT NULL,
    device TEXT, -- NULL: all
    issued_before INTEGER NOT NULL
) STRICT;
CREATE INDEX void_token_age ON void_token (issued_before);
CREATE INDEX void_token_of ON void_token (role, name);

-- Attempts that count against a limit. Machine time.
CREATE TABLE attempt (
    whose BLOB PRIMARY KEY CHECK (length(whose) = 32), -- digest of what is limited
    count INTEGER NOT NULL CHECK (count > 0),
    last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX attempt_age ON attempt (last_at);
