-- Comments stand inside the column definitions: SQLite keeps those in the schema, and so in schema.sql.

ALTER TABLE attributions ADD COLUMN
    nested_in INTEGER REFERENCES attributions (id)
        /* the attribution of the same article in whose content this one is told; null: the article itself tells it */;

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
        -- null: the article itself; ?: somebody without a name
        CASE WHEN t.nested_in IS NOT NULL THEN coalesce(nm.name, '?') END AS "Told by",
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
    LEFT JOIN attributions n ON n.id = t.nested_in
    LEFT JOIN mentions nm ON nm.id = n.mention_id
    WHERE a.superseded_by IS NULL
    ORDER BY a.id, t.position, c.position;
