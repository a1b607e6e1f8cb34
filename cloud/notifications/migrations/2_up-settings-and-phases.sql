-- Where a notification stands, and when it came there. Rules N1, K6.
ALTER TABLE notification ADD COLUMN phase INTEGER NOT NULL DEFAULT 1 CHECK (phase BETWEEN 0 AND 3); -- held, told, read, switched off
ALTER TABLE notification ADD COLUMN concerns INTEGER CHECK (concerns > 0); -- ownership period of which it tells anything: over, what is held is nobody's
ALTER TABLE notification ADD COLUMN late INTEGER NOT NULL DEFAULT 0 CHECK (late IN (0, 1));
ALTER TABLE notification ADD COLUMN heard_at INTEGER; -- unknown of what was told before there were phases
ALTER TABLE notification ADD COLUMN held_until INTEGER;
ALTER TABLE notification ADD COLUMN switched_off_at INTEGER;
ALTER TABLE notification ADD COLUMN told_at INTEGER;
ALTER TABLE notification ADD COLUMN mailed_at INTEGER;
ALTER TABLE notification ADD COLUMN read_at INTEGER;
ALTER TABLE notification ADD COLUMN due_at INTEGER CHECK (due_at IS NOT NULL OR phase = 1); -- told, or forgotten
UPDATE notification SET concerns = period, phase = 1 + read, read_at = CASE read WHEN 1 THEN at END,
    due_at = CASE read WHEN 1 THEN at + 400 * 86400000 END;
ALTER TABLE notification DROP COLUMN read;
CREATE INDEX notification_due ON notification (due_at, sequence) WHERE due_at IS NOT NULL;
CREATE INDEX notification_held ON notification (account, sequence) WHERE phase = 0;
CREATE INDEX notification_unread ON notification (account) WHERE phase = 1;

-- How people are told. Who is missing has chosen nothing.
CREATE TABLE listener (
    account TEXT PRIMARY KEY,
    language INTEGER NOT NULL DEFAULT 0 CHECK (language IN (0, 1)), -- as `accounts` told
    distance_unit INTEGER NOT NULL DEFAULT 0 CHECK (distance_unit IN (0, 1)),
    quiet_from INTEGER CHECK (quiet_from BETWEEN 0 AND 1439), -- minutes since local midnight
    quiet_until INTEGER CHECK (quiet_until BETWEEN 0 AND 1439),
    CHECK ((quiet_from IS NULL) = (quiet_until IS NULL) AND (quiet_from IS NULL OR quiet_from <> quiet_until))
) STRICT, WITHOUT ROWID;
CREATE TABLE kind_choice (
    account TEXT NOT NULL,
    kind TEXT NOT NULL,
    choice INTEGER NOT NULL CHECK (choice IN (0, 2)), -- off, mail; what is on has no row
    PRIMARY KEY (account, kind)
) STRICT, WITHOUT ROWID;
