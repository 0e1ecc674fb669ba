-- Comments stand inside the parentheses: SQLite keeps those in the schema, and so in schema.sql.

ALTER TABLE runs ADD COLUMN inputs TEXT CHECK (inputs IS NULL OR json_valid(inputs))
    /* what the command was given, a JSON list, without the secrets of addresses; null: noted by an older version */;

ALTER TABLE runs ADD COLUMN options TEXT
    /* what of the command's options says how inputs are read: only a run with the same goes on where this one stopped */;

ALTER TABLE runs ADD COLUMN models TEXT CHECK (models IS NULL OR json_valid(models))
    /* all models that were loaded, a JSON list of name@version; null: none */;

ALTER TABLE runs ADD COLUMN claims INTEGER
    /* claims of the articles that it added */;

ALTER TABLE runs ADD COLUMN new_versions INTEGER
    /* of the articles added so many were another text under a ref that was there */;

ALTER TABLE runs ADD COLUMN continues INTEGER REFERENCES runs (id)
    /* the run cut short at whose end this one began; null: it began at the beginning */;

ALTER TABLE runs ADD COLUMN process TEXT
    /* which process it is, so that a run that goes on can be told from one that was killed */;

ALTER TABLE runs ADD COLUMN seen_at TEXT
    /* when it last stored something */;

CREATE TABLE bookmarks (
    -- How far a run had come in a file of many articles: all before is stored, or noted as skipped.
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs (id),
    name TEXT NOT NULL,             -- the file, as it was given or found
    size INTEGER NOT NULL,          -- of the file in bytes; with another size or time of change it is another file
    changed INTEGER NOT NULL,       -- when the file was last changed, in nanoseconds since 1970
    line INTEGER NOT NULL,          -- so many lines are behind
    start_byte INTEGER NOT NULL,    -- where the next line begins, in bytes of the unpacked file
    skipped INTEGER NOT NULL,       -- so many inputs of these lines could not be read
    UNIQUE (run_id, name)
) STRICT;
