-- Finds a message by its key, to know whether it has arrived; what waits is found by `outbox_key`, which is unique.
CREATE INDEX outbox_keyed ON outbox (stream, key, id) WHERE key IS NOT NULL;
