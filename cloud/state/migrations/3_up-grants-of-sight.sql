-- Who of the help desk may see where a car is, what for, and until when (service time). One per agent and car. Rule H1.
CREATE TABLE sight_grant (
    vehicle INTEGER NOT NULL REFERENCES vehicle (id),
    agent TEXT NOT NULL,
    id TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL, -- the owner, who was told
    period INTEGER NOT NULL CHECK (period > 0),
    purpose TEXT NOT NULL CHECK (purpose <> ''),
    until INTEGER NOT NULL,
    PRIMARY KEY (vehicle, agent)
) STRICT, WITHOUT ROWID;
CREATE INDEX sight_grant_until ON sight_grant (until);
