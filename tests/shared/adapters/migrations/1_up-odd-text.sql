-- Everything that a generator could stumble over; and it's -- "fine".
CREATE TABLE odd (text TEXT) STRICT;
INSERT INTO odd VALUES ('semi;colon [x] \n ${y} "q" é');
