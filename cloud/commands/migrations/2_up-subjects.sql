-- What each command is about: of several about the same only the latest counts (K3), and what one had the car keep holds until
-- the next one.
ALTER TABLE command ADD COLUMN subject TEXT NOT NULL DEFAULT '';
UPDATE command SET subject = CASE act WHEN 'lock' THEN 'doors' WHEN 'unlock' THEN 'doors' WHEN 'charge_now' THEN 'charge'
    WHEN 'precondition_start' THEN 'climate' WHEN 'precondition_stop' THEN 'climate'
    WHEN 'set_charging_programme' THEN 'charging_programme-1' ELSE act END;
-- A car's commands without an end: all that a new one must look at.
CREATE INDEX command_open ON command (vin, period) WHERE phase IN ('accepted', 'sent', 'received', 'unanswered');
-- What the car keeps: the newest that was done about each subject.
CREATE INDEX command_kept ON command (vin, period, subject, id) WHERE phase = 'done';
