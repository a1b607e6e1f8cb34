-- Where the sandbox clock stands.
CREATE TABLE clock (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    now INTEGER NOT NULL,
    as_of INTEGER NOT NULL, -- the machine time at which it was `now`
    rate REAL NOT NULL CHECK (rate >= 0),
    step INTEGER NOT NULL CHECK (step >= 0),
    target INTEGER CHECK (target >= now) -- while it advances
) STRICT;
