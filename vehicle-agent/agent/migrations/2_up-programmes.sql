-- Programmed charging in four slots; the off-peak hours lie in slot 0. JSON as on the wire. Rules E2, E7.
CREATE TABLE charging_programme (
    slot INTEGER PRIMARY KEY CHECK (slot BETWEEN 0 AND 4),
    programme TEXT NOT NULL
) STRICT;
INSERT INTO charging_programme (slot, programme) SELECT 1, programme FROM charging WHERE programme IS NOT NULL;
ALTER TABLE charging DROP COLUMN programme;
ALTER TABLE charging ADD COLUMN paused_until INTEGER;
-- The beginnings of the latest runs of which it is known that they started or did not, and that were said to be late. Rule E5.
ALTER TABLE charging ADD COLUMN start_judged INTEGER NOT NULL DEFAULT 0;
ALTER TABLE charging ADD COLUMN late_told INTEGER NOT NULL DEFAULT 0;

-- Programmed preconditioning. Each occurrence begins once: that of `begun` did, or is not to. Rule P3.
CREATE TABLE climate_programme (
    slot INTEGER PRIMARY KEY CHECK (slot BETWEEN 1 AND 4),
    programme TEXT NOT NULL, -- JSON as on the wire
    begun INTEGER
) STRICT;
