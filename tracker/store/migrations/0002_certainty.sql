-- Comments stand inside the column definitions: SQLite keeps those in the schema, and so in schema.sql.

ALTER TABLE attributions ADD COLUMN
    distance TEXT CHECK (distance IN ('neutral', 'endorsing', 'distancing'))
        /* how far the article stands behind the content, as the cue tells; null: no cue, or added by version 1 */;

ALTER TABLE scores ADD COLUMN
    probabilities TEXT CHECK (probabilities IS NULL OR json_valid(probabilities))
        /* of certain, probable, possible, doubtful, a JSON list; null: the model gave none */;

ALTER TABLE scores ADD COLUMN
    evidence TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(evidence))
        /* the words that made it so: a JSON list of [start, end] in characters from passage_start, end exclusive */;

ALTER TABLE scores ADD COLUMN
    passage_key TEXT
        /* the same for the same passage, marked alike, wherever it is printed; null: not told */;

ALTER TABLE scores ADD COLUMN
    passage_start INTEGER NOT NULL DEFAULT 0
        /* the character of the article's text at which the passage begins that the model read */;

CREATE INDEX scores_passage_key ON scores (model, passage_key) WHERE passage_key IS NOT NULL;

DROP VIEW who_said_what;

CREATE VIEW who_said_what AS
    -- One line a claim of the current articles, in reading order.
    SELECT
        s.name AS "Speaker",
        m.role AS "Role",
        m.affiliation AS "Affiliation",
        c.text AS "Claim",
        c.quote AS "In the article's words",
        t.kind AS "Kind",
        -- how sure the speaker is; what is held not to be so in words of its own
        CASE
            WHEN sc.polarity <> 'negative' THEN sc.level
            WHEN sc.level = 'certain' THEN 'denied'
            WHEN sc.level = 'probable' THEN 'probably not'
            WHEN sc.level = 'possible' THEN 'possibly not'
            WHEN sc.level = 'doubtful' THEN 'unlikely'
        END AS "Certainty",
        round(sc.score, 2) AS "Score",
        t.distance AS "Article's distance",
        a.title AS "Title",
        a.outlet AS "Outlet",
        substr(a.date, 1, 10) AS "Date",
        a.ref AS "Article",
        sc.model AS "Certainty judged by",
        round(t.confidence, 2) AS "Machine's confidence",
        c.id AS "Claim id"
    FROM claims c
    JOIN attributions t ON t.id = c.attribution_id
    JOIN articles a ON a.id = t.article_id
    LEFT JOIN mentions m ON m.id = t.mention_id
    LEFT JOIN speakers s ON s.id = m.speaker_id
    LEFT JOIN scores sc ON sc.id = (SELECT max(id) FROM scores WHERE claim_id = c.id)
    WHERE a.superseded_by IS NULL
    ORDER BY a.id, t.position, c.position;
