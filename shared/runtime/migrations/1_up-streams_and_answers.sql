-- Outgoing numbered streams. A stream's name is its topic.
CREATE TABLE outgoing_stream (
    stream TEXT PRIMARY KEY,
    epoch INTEGER NOT NULL CHECK (epoch >= 0), -- 0: a restore wants a new one
    last_number INTEGER NOT NULL CHECK (last_number >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE outgoing_position (
    stream TEXT NOT NULL REFERENCES outgoing_stream (stream),
    receiver TEXT NOT NULL, -- empty where the stream has only one
    acknowledged INTEGER NOT NULL CHECK (acknowledged >= 0),
    PRIMARY KEY (stream, receiver)
) STRICT, WITHOUT ROWID;

-- What must arrive. A row without a number was never sent and may still be changed or taken back.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    stream TEXT NOT NULL,
    number INTEGER CHECK (number > 0),
    key TEXT,
    body TEXT NOT NULL,
    written_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX outbox_numbered ON outbox (stream, number) WHERE number IS NOT NULL;
CREATE INDEX outbox_waiting ON outbox (stream, id) WHERE number IS NULL;
CREATE UNIQUE INDEX outbox_key ON outbox (stream, key) WHERE number IS NULL AND key IS NOT NULL;

-- Incoming numbered streams: one open epoch each, and the closed ones, which never open again.
CREATE TABLE incoming_stream (
    stream TEXT NOT NULL,
    epoch INTEGER NOT NULL CHECK (epoch > 0),
    applied INTEGER NOT NULL CHECK (applied >= 0),
    open INTEGER NOT NULL CHECK (open IN (0, 1)),
    opened_at INTEGER NOT NULL, -- machine time
    PRIMARY KEY (stream, epoch)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX incoming_open ON incoming_stream (stream) WHERE open = 1;

-- Numbered messages that were received and acknowledged, but could not be understood: kept for people.
CREATE TABLE unreadable (
    stream TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    number INTEGER NOT NULL,
    why TEXT NOT NULL,
    payload TEXT NOT NULL,
    received_at INTEGER NOT NULL
) STRICT;

-- Answers to asks that changed something, for a day.
CREATE TABLE remembered_answer (
    asker TEXT NOT NULL, -- the topic of the answers: account and device, agent, or operator
    id TEXT NOT NULL,
    ask_hash BLOB NOT NULL,
    answer TEXT NOT NULL,
    answered_at INTEGER NOT NULL,
    PRIMARY KEY (asker, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX remembered_answer_age ON remembered_answer (answered_at);

-- The highest service time ever acted upon: time never goes below it.
CREATE TABLE service_time (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    highest INTEGER NOT NULL
) STRICT;
