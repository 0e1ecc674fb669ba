-- Comments stand inside the parentheses: SQLite keeps those in the schema, and so in schema.sql.

CREATE TABLE skipped_inputs (
    -- An input that a run could not read. The first 10,000 of a run are kept; runs.skipped counts them all.
    run_id INTEGER NOT NULL REFERENCES runs (id),
    position INTEGER NOT NULL,      -- order in the run, from 0
    name TEXT NOT NULL,             -- as it was given or found: a path, PATH:LINE
    why TEXT NOT NULL,              -- one line
    PRIMARY KEY (run_id, position)
) STRICT, WITHOUT ROWID;
