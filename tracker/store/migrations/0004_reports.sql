-- Comments stand inside the parentheses: SQLite keeps those in the schema, and so in schema.sql.

CREATE TABLE reports (
    -- A report that was written to a file. `tracker report --since-last` tells what came after the newest one.
    id INTEGER PRIMARY KEY,
    scope TEXT NOT NULL CHECK (json_valid(scope)),    -- what it was narrowed to, {"speaker", "topic", "outlet"}, or null
    last_article INTEGER NOT NULL,  -- the highest articles.id there was; what is above came later
    last_run INTEGER NOT NULL,      -- the same of runs.id
    at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
) STRICT;

-- By the day, so that a report on a week does not read a year.
CREATE INDEX articles_date ON articles (date);

-- By their words without case and closing marks (`KEY` in scope.py): where a speaker said the same before.
CREATE INDEX claims_words ON claims (lower(rtrim(text, '.!?…"” ')));
