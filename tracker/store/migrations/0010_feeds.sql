CREATE TABLE feeds (
    -- The feeds that were read, so that the next time only what is new is.
    id INTEGER PRIMARY KEY,
    address TEXT NOT NULL UNIQUE,   -- where it is: its URL or file name
    etag TEXT,                      -- what the server called this version; null: it did not say
    last_modified TEXT,             -- when the server says that it changed, in its own words
    checked_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
) STRICT;

CREATE TABLE feed_entries (
    -- What they listed. An entry has been read when an article under its ref or its link is there.
    feed_id INTEGER NOT NULL REFERENCES feeds (id),
    key TEXT NOT NULL,              -- its guid, else its link
    link TEXT,                      -- the address of its page
    ref TEXT,                       -- as what it was read; null: it was not yet
    is_listed INTEGER NOT NULL DEFAULT 1 CHECK (is_listed IN (0, 1)),   -- whether the feed had it last time
    tries INTEGER NOT NULL DEFAULT 0,   -- how often it could not be read
    delays INTEGER NOT NULL DEFAULT 0,  -- how often it could not for what may pass: the server failed or was silent
    why TEXT,                       -- why not, the last time
    first_seen TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    PRIMARY KEY (feed_id, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX feed_entries_link ON feed_entries (link) WHERE link IS NOT NULL;

CREATE INDEX feed_entries_ref ON feed_entries (ref) WHERE ref IS NOT NULL;
