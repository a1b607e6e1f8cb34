-- Which time zone an account has chosen, as told by the worker `accounts`. Who is missing has chosen none. Rule A4.
CREATE TABLE account_zone (
    account TEXT PRIMARY KEY,
    zone TEXT NOT NULL
) STRICT, WITHOUT ROWID;
