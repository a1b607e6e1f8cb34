-- Whether the person agreed to be told of offers. Rule S6.
ALTER TABLE account ADD COLUMN offers INTEGER NOT NULL DEFAULT 0 CHECK (offers IN (0, 1));
