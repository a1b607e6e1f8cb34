-- Letters to people. Of one that has ended, nothing personal is kept: only its id, so that it is not sent again when it is repeated.
CREATE TABLE letter (
    letter TEXT PRIMARY KEY,
    phase TEXT NOT NULL DEFAULT 'waiting'
        CHECK (phase IN ('waiting', 'sent', 'undeliverable', 'refused', 'given_up', 'out_of_date', 'withdrawn')),
    received_at INTEGER NOT NULL, -- service time
    tried_since INTEGER NOT NULL, -- machine time of its arrival
    content TEXT, -- the letter as it came, JSON
    attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    next_attempt_at INTEGER, -- machine time
    reason TEXT NOT NULL DEFAULT '', -- why it did not go the last time; names nobody
    ended_at INTEGER, -- service time
    CHECK ((phase = 'waiting') = (content IS NOT NULL)),
    CHECK ((phase = 'waiting') = (next_attempt_at IS NOT NULL)),
    CHECK ((phase = 'waiting') = (ended_at IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX letter_due ON letter (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX letter_ended ON letter (ended_at) WHERE ended_at IS NOT NULL;
