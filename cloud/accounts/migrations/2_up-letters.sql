-- Letters that may still be on their way to their person, by id only: so that they can be taken back. Rules A2, A10.
CREATE TABLE letter (
    row INTEGER PRIMARY KEY,
    letter TEXT NOT NULL UNIQUE,
    about TEXT NOT NULL, -- an account or a sign-up
    matter TEXT NOT NULL, -- a later letter about the same matter replaces one that has not left
    written_at INTEGER NOT NULL -- machine time
) STRICT;
CREATE INDEX letter_about ON letter (about, matter, row);
CREATE INDEX letter_age ON letter (written_at);
