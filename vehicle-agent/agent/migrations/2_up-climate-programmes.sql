-- Programmed preconditioning. Each occurrence begins once: that of `begun` did, or is not to. Rule P3.
CREATE TABLE climate_programme (
    slot INTEGER PRIMARY KEY CHECK (slot BETWEEN 1 AND 4),
    programme TEXT NOT NULL, -- JSON as on the wire
    begun INTEGER
) STRICT;
