-- Versions of an article: what is current stands in articles, attributions and claims; what an older text had of claims
-- that a newer one still has, in claim_versions.

CREATE TABLE versions (
    -- One text of an article took the place of another: a newer one, or an older one again. The first text has no row.
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id),     -- the text that became the current one
    before_id INTEGER NOT NULL REFERENCES articles (id),      -- the text that was current until then
    at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    CHECK (article_id <> before_id)
) STRICT;

CREATE INDEX versions_article_id ON versions (article_id);

CREATE INDEX versions_before_id ON versions (before_id);

CREATE INDEX versions_at ON versions (at);

CREATE TABLE claim_versions (
    -- Where a claim stood in a text of its article, and in which words. Its row in claims tells of the current text, or
    -- of the last that had it; here are the others.
    claim_id INTEGER NOT NULL REFERENCES claims (id),
    attribution_id INTEGER NOT NULL REFERENCES attributions (id),    -- of that text
    position INTEGER NOT NULL,
    start_char INTEGER NOT NULL CHECK (start_char >= 0),
    end_char INTEGER NOT NULL CHECK (end_char >= start_char),
    quote TEXT NOT NULL,
    text TEXT NOT NULL,
    score_id INTEGER REFERENCES scores (id),        -- the score it was shown with; null: it had none
    passage_start INTEGER NOT NULL DEFAULT 0,       -- where in that text the passage of the score begins
    PRIMARY KEY (claim_id, attribution_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX claim_versions_attribution_id ON claim_versions (attribution_id);

CREATE INDEX articles_url ON articles (url) WHERE url IS NOT NULL;

-- What earlier versions of tracker took for newer texts: one after the other, in the order in which they came.
INSERT INTO versions (article_id, before_id, at)
    SELECT id, before_id, added_at FROM (
        SELECT id, added_at, lag(id) OVER (PARTITION BY coalesce(superseded_by, id) ORDER BY id) AS before_id
        FROM articles
    )
    WHERE before_id IS NOT NULL ORDER BY id;

-- Where the newest is not the current one, an older text was given again; when, nobody noted.
INSERT INTO versions (article_id, before_id, at)
    SELECT a.superseded_by, a.id, a.added_at FROM articles a
    WHERE a.superseded_by < a.id
    AND a.id = (SELECT max(o.id) FROM articles o WHERE o.superseded_by = a.superseded_by);

CREATE VIEW gone_relations AS
    -- One line a pair of claims of which one stands no more in its article, and the other one in a current article does:
    -- what spoke against words that were taken back. What somebody dismissed is not here.
    SELECT
        r.id, r.relation, r.reason, r.score, coalesce(v.status, 'suggested') AS status,
        iif(aa.superseded_by IS NULL, r.claim_b, r.claim_a) AS gone_claim,
        iif(aa.superseded_by IS NULL, r.claim_a, r.claim_b) AS claim,
        iif(aa.superseded_by IS NULL, ab.superseded_by, aa.superseded_by) AS article_id
    FROM relations r
    CROSS JOIN claims ca ON ca.id = r.claim_a
    JOIN claims cb ON cb.id = r.claim_b
    JOIN attributions ta ON ta.id = ca.attribution_id
    JOIN attributions tb ON tb.id = cb.attribution_id
    JOIN articles aa ON aa.id = ta.article_id
    JOIN articles ab ON ab.id = tb.article_id
    LEFT JOIN reviews v
        ON v.id = (SELECT max(id) FROM reviews WHERE content_key = r.content_key AND relation = r.relation)
    WHERE (aa.superseded_by IS NULL) <> (ab.superseded_by IS NULL)
    AND coalesce(aa.superseded_by, aa.id) <> coalesce(ab.superseded_by, ab.id)
    AND v.status IS NOT 'dismissed'
    AND r.id = (SELECT max(id) FROM relations WHERE claim_a = r.claim_a AND claim_b = r.claim_b);

-- A claim that stands elsewhere in a newer text is the same to a search.
DROP TRIGGER claims_fts_update;

CREATE TRIGGER claims_fts_update AFTER UPDATE OF id, text, quote ON claims BEGIN
    INSERT INTO claims_fts (claims_fts, rowid, text, quote) VALUES ('delete', old.id, old.text, old.quote);
    INSERT INTO claims_fts (rowid, text, quote) VALUES (new.id, new.text, new.quote);
END;
