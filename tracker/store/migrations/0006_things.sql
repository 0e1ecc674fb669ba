-- `thing_key` and `thing_times` are tracker.store.things.read_thing; schema.migrate gives them to SQLite.

CREATE TABLE things (
    -- What a claim says, whatever its certainty: where a speaker said the same thing before, surer or less sure.
    claim_id INTEGER PRIMARY KEY REFERENCES claims (id) ON DELETE CASCADE,
    key INTEGER NOT NULL,           -- 64 bits made of its words without hedges; other words for one thing may share it
    times TEXT NOT NULL             -- a letter a finite verb: p(ast), n(ow), f(uture), o(pen); empty: the very same words
) STRICT;

INSERT INTO things (claim_id, key, times) SELECT id, thing_key(text), thing_times(text) FROM claims;

CREATE INDEX things_key ON things (key);
