-- Comments stand inside the parentheses: SQLite keeps those in the schema, and so in schema.sql.

CREATE TABLE comparisons (
    -- Which articles a model has compared with the others. Of two models the one that came later is believed.
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    model TEXT NOT NULL,            -- name@version; empty: there was nothing to compare it with
    at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    UNIQUE (article_id, model)
) STRICT;

CREATE TABLE relations (
    -- Two claims that cannot both be true, or of which the later updates the earlier, as a model sees them. Another
    -- model adds a row; see current_relations for what is shown.
    id INTEGER PRIMARY KEY,
    claim_a INTEGER NOT NULL REFERENCES claims (id),  -- the earlier one, by the date of its article
    claim_b INTEGER NOT NULL REFERENCES claims (id),
    relation TEXT NOT NULL CHECK (relation IN ('contradiction', 'supersedes')),
    reason TEXT CHECK (reason IN ('number', 'date', 'place', 'who', 'negation', 'antonym', 'degree')),
    score REAL NOT NULL,            -- 0..1, how sure the machine is
    clash TEXT NOT NULL CHECK (json_valid(clash)),
        -- the words that clash, {"a": [[start, end], ...], "b": [...]} in characters of each claim's text, end exclusive
    model TEXT NOT NULL,            -- name@version
    content_key TEXT NOT NULL,      -- the same for the same two claims by the same two speakers, wherever printed
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    UNIQUE (claim_a, claim_b, model),
    CHECK (claim_a <> claim_b)
) STRICT;

CREATE INDEX relations_claim_b ON relations (claim_b);
CREATE INDEX relations_content_key ON relations (content_key);

CREATE TABLE reviews (
    -- What people decided on pairs of claims. Rows are only added; the newest of a content_key and relation holds.
    id INTEGER PRIMARY KEY,
    content_key TEXT NOT NULL,      -- as in relations: a decision outlives the rows it was made on
    relation TEXT NOT NULL CHECK (relation IN ('contradiction', 'supersedes')),
    status TEXT NOT NULL CHECK (status IN ('suggested', 'confirmed', 'dismissed')),
    note TEXT,
    reviewer TEXT,
    at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    relation_id INTEGER NOT NULL REFERENCES relations (id),   -- the pair that the person saw
    whole INTEGER NOT NULL CHECK (whole IN (0, 1)),   -- 1: dismissed as the head of its dispute, with all its tellings
    undoes INTEGER REFERENCES reviews (id)            -- the decision this one takes back; null: a decision of its own
) STRICT;

CREATE INDEX reviews_content_key ON reviews (content_key, relation);

CREATE TABLE reprints (
    -- An article that is a copy of another one.
    article_id INTEGER PRIMARY KEY REFERENCES articles (id),
    original_id INTEGER NOT NULL REFERENCES articles (id),    -- never a copy itself
    share REAL NOT NULL,            -- 0..1, how much of the copy stands in the original
    at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    CHECK (article_id <> original_id)
) STRICT;

CREATE INDEX reprints_original_id ON reprints (original_id);

CREATE TABLE reprinted_claims (
    -- A claim of a copy, and the same claim in the original. What is not here has no origin but its own article.
    claim_id INTEGER PRIMARY KEY REFERENCES claims (id),
    original_id INTEGER NOT NULL REFERENCES claims (id),      -- never a copy itself
    CHECK (claim_id <> original_id)
) STRICT;

CREATE INDEX reprinted_claims_original_id ON reprinted_claims (original_id);

CREATE TABLE signatures (
    -- Numbers made from an article's words, of which copies share many: so originals are found without reading all.
    key INTEGER NOT NULL,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    PRIMARY KEY (key, article_id)
) STRICT, WITHOUT ROWID;

CREATE VIEW current_relations AS
    -- One line a pair of claims of the current articles: the newest verdict, and what a person decided on it. A verdict
    -- that a person confirmed stays; one that nobody decided on is gone when a later model has compared both articles
    -- and has not found it again.
    SELECT
        r.id, r.relation, r.reason, r.score, coalesce(v.status, 'suggested') AS status, v.note, v.reviewer,
        v.at AS reviewed_at, r.claim_a, r.claim_b, r.clash, r.model, r.created_at, v.id AS review_id
    FROM relations r
    CROSS JOIN claims ca ON ca.id = r.claim_a    -- CROSS: whatever SQLite reckons, never beginning with all claims
    JOIN claims cb ON cb.id = r.claim_b
    JOIN attributions ta ON ta.id = ca.attribution_id
    JOIN attributions tb ON tb.id = cb.attribution_id
    JOIN articles aa ON aa.id = ta.article_id AND aa.superseded_by IS NULL
    JOIN articles ab ON ab.id = tb.article_id AND ab.superseded_by IS NULL
    LEFT JOIN reviews v
        ON v.id = (SELECT max(id) FROM reviews WHERE content_key = r.content_key AND relation = r.relation)
    WHERE r.id = (
        SELECT o.id FROM relations o
        LEFT JOIN reviews w
            ON w.id = (SELECT max(id) FROM reviews WHERE content_key = o.content_key AND relation = o.relation)
        WHERE o.claim_a = r.claim_a AND o.claim_b = r.claim_b
        ORDER BY w.status IS 'confirmed' DESC, o.id DESC LIMIT 1
    )
    AND (
        v.status IN ('confirmed', 'dismissed')
        OR coalesce(r.model = (SELECT model FROM comparisons WHERE article_id = aa.id ORDER BY id DESC LIMIT 1), 1)
        OR coalesce(r.model = (SELECT model FROM comparisons WHERE article_id = ab.id ORDER BY id DESC LIMIT 1), 1)
    );

CREATE VIEW open_contradictions AS
    -- One line a pair of claims that cannot both be true, and that nobody dismissed; the surest first.
    SELECT
        p.status AS "Status",
        round(p.score, 2) AS "Score",
        p.reason AS "Reason",
        sa.name AS "Speaker",
        ca.text AS "Claim",
        aa.outlet AS "Outlet",
        substr(aa.date, 1, 10) AS "Date",
        sb.name AS "Other speaker",
        cb.text AS "Other claim",
        ab.outlet AS "Other outlet",
        substr(ab.date, 1, 10) AS "Other date",
        CASE WHEN ma.speaker_id = mb.speaker_id THEN 'yes' ELSE 'no' END AS "Same speaker",
        p.note AS "Note",
        p.reviewer AS "Reviewed by",
        p.model AS "Judged by",
        aa.ref AS "Article",
        ab.ref AS "Other article",
        p.claim_a AS "Claim id",
        p.claim_b AS "Other claim id",
        p.id AS "Relation id"
    FROM current_relations p
    JOIN claims ca ON ca.id = p.claim_a
    JOIN claims cb ON cb.id = p.claim_b
    JOIN attributions ta ON ta.id = ca.attribution_id
    JOIN attributions tb ON tb.id = cb.attribution_id
    JOIN articles aa ON aa.id = ta.article_id
    JOIN articles ab ON ab.id = tb.article_id
    LEFT JOIN mentions ma ON ma.id = ta.mention_id
    LEFT JOIN mentions mb ON mb.id = tb.mention_id
    LEFT JOIN speakers sa ON sa.id = ma.speaker_id
    LEFT JOIN speakers sb ON sb.id = mb.speaker_id
    WHERE p.relation = 'contradiction' AND p.status <> 'dismissed'
    ORDER BY p.score DESC, p.id;

CREATE VIEW reprints_overview AS
    -- One line a copy of the current articles, with its original.
    SELECT
        a.title AS "Title",
        a.outlet AS "Outlet",
        substr(a.date, 1, 10) AS "Date",
        o.title AS "Original",
        o.outlet AS "Original's outlet",
        substr(o.date, 1, 10) AS "Original's date",
        round(r.share, 2) AS "Share",
        a.ref AS "Article",
        o.ref AS "Original article"
    FROM reprints r
    JOIN articles a ON a.id = r.article_id AND a.superseded_by IS NULL
    JOIN articles o ON o.id = r.original_id
    ORDER BY o.id, a.id;
