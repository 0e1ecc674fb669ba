-- `block_keys` is tracker.store.matching.blocks_of and `affiliation_key` tracker.store.names.fold_body; schema.migrate
-- gives them to SQLite.

CREATE TABLE speaker_decisions (
    -- What people decided about who is who. Rows are only added. A decision stands unless one that stands undoes it; of
    -- two that stand and cannot both be, the later holds.
    id INTEGER PRIMARY KEY,
    action TEXT NOT NULL CHECK (action IN ('merge', 'split', 'alias', 'settle', 'apart')),
    speaker_id INTEGER REFERENCES speakers (id),      -- whom it is about; null: a source that nobody can be named for
    other_id INTEGER REFERENCES speakers (id),        -- merge: who that is; apart: who that is not; split: the new one
    speaker TEXT,                   -- the name of speaker_id at the time
    speaker_kind TEXT,
    other TEXT,                     -- the name of other_id; alias: the name given; settle: the source's words
    other_kind TEXT,
    key TEXT,                       -- alias, and split under a name of its own: the name without case, diacritics, hyphens
    attribution_id INTEGER REFERENCES attributions (id),       -- settle: what the person saw
    place TEXT CHECK (place IS NULL OR json_valid(place)),
        -- settle: [the source's words, the content's, the number among those alike], by which a new text has it again
    last_article INTEGER NOT NULL,  -- the highest articles.id there was: a name given counts in the articles above it
    decided_by TEXT,
    note TEXT,
    at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    undoes INTEGER REFERENCES speaker_decisions (id)  -- the decision this one takes back; null: a decision of its own
) STRICT;

CREATE INDEX speaker_decisions_speaker_id ON speaker_decisions (speaker_id);

CREATE INDEX speaker_decisions_other_id ON speaker_decisions (other_id);

CREATE INDEX speaker_decisions_key ON speaker_decisions (key) WHERE key IS NOT NULL;

CREATE INDEX speaker_decisions_undoes ON speaker_decisions (undoes) WHERE undoes IS NOT NULL;

CREATE TABLE speaker_decision_articles (
    -- The articles that a split or a settled source is about, by what they were given as: a new text under it is meant, too.
    decision_id INTEGER NOT NULL REFERENCES speaker_decisions (id),
    ref TEXT NOT NULL,
    PRIMARY KEY (decision_id, ref)
) STRICT, WITHOUT ROWID;

CREATE INDEX speaker_decision_articles_ref ON speaker_decision_articles (ref);

CREATE TABLE speaker_links (
    -- Two names that the machine takes for one speaker, or that it thinks a person should look at.
    id INTEGER PRIMARY KEY,
    speaker_id INTEGER NOT NULL REFERENCES speakers (id),      -- the name that came later
    other_id INTEGER NOT NULL REFERENCES speakers (id),
    because TEXT NOT NULL,
    confidence REAL NOT NULL,       -- 0..1
    suggested INTEGER NOT NULL CHECK (suggested IN (0, 1)),    -- 0: taken for one, 1: only maybe
    at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    UNIQUE (speaker_id, other_id)
) STRICT;

CREATE INDEX speaker_links_other_id ON speaker_links (other_id);

CREATE INDEX speaker_links_suggested ON speaker_links (id) WHERE suggested = 1;

CREATE TABLE speaker_blocks (
    -- Short keys made of names (tracker.identity.block_keys): only names that share one are compared.
    key TEXT NOT NULL,
    speaker_id INTEGER NOT NULL REFERENCES speakers (id),
    PRIMARY KEY (key, speaker_id)
) STRICT, WITHOUT ROWID;

-- Comments stand inside the column definitions: SQLite keeps those in the schema, and so in schema.sql.

ALTER TABLE speakers ADD COLUMN
    article_ref TEXT
        /* of a speaker of one article what that was given as: a new text under it has the same row; null: is_shared */;

ALTER TABLE speakers ADD COLUMN
    same_as INTEGER REFERENCES speakers (id)
        /* who this is, by links and by decisions; null: nobody else */;

ALTER TABLE speakers ADD COLUMN
    split_by INTEGER REFERENCES speaker_decisions (id) DEFERRABLE INITIALLY DEFERRED
        /* the decision that made this one of another; null: articles did */;

ALTER TABLE mentions ADD COLUMN
    tenure TEXT CHECK (tenure IN ('former', 'then', 'future'))
        /* the role is held no more, was held then, or is not held yet; null: it is, or nothing is said */;

ALTER TABLE mentions ADD COLUMN
    how_many TEXT
        /* of a group or an unnamed source how many the article says they are, in its words */;

ALTER TABLE mentions ADD COLUMN
    anonymity TEXT
        /* why they are not named, in the article's words */;

ALTER TABLE mentions ADD COLUMN
    affiliation_key TEXT
        /* the affiliation without case, diacritics, hyphens and article; as speaker_names.key */;

ALTER TABLE mentions ADD COLUMN
    found_speaker_id INTEGER REFERENCES speakers (id)
        /* the speaker by name alone, where links or decisions make speaker_id another; null: they do not */;

ALTER TABLE mentions ADD COLUMN
    made_by INTEGER REFERENCES speaker_decisions (id)
        /* the decision that a source here means this speaker, whom the article nowhere else quotes; null: it does */;

ALTER TABLE attributions ADD COLUMN
    because TEXT
        /* why the source was taken to mean its speaker, in a few words; null: not told */;

ALTER TABLE attributions ADD COLUMN
    speaker_confidence REAL
        /* 0..1, how sure the machine is of that */;

ALTER TABLE attributions ADD COLUMN
    speaker_candidates TEXT CHECK (speaker_candidates IS NULL OR json_valid(speaker_candidates))
        /* the names of whom else it may mean, a JSON list, the likeliest first; null: none */;

ALTER TABLE attributions ADD COLUMN
    settled_by INTEGER REFERENCES speaker_decisions (id)
        /* the decision that says whom the source means; null: nobody decided */;

ALTER TABLE attributions ADD COLUMN
    found_mention_id INTEGER REFERENCES mentions (id)
        /* where somebody decided, what the machine had for mention_id */;

ALTER TABLE speakers ADD COLUMN
    nth INTEGER NOT NULL DEFAULT 1
        /* which of those with this name, where what articles tell of them cannot be of one person; 1: the first */;

UPDATE speakers SET article_ref = (
    SELECT a.ref FROM mentions m JOIN articles a ON a.id = m.article_id WHERE m.speaker_id = speakers.id
) WHERE is_shared = 0;

UPDATE mentions SET affiliation_key = affiliation_key(affiliation) WHERE affiliation IS NOT NULL;

INSERT OR IGNORE INTO speaker_blocks (key, speaker_id)
    SELECT k.value, s.id FROM speakers s, json_each(block_keys(s.name, s.kind)) k WHERE s.is_shared = 1;

DROP INDEX speakers_same;

CREATE UNIQUE INDEX speakers_same ON speakers (kind, key, nth) WHERE is_shared = 1 AND split_by IS NULL;

CREATE INDEX speakers_article_ref ON speakers (key, article_ref) WHERE article_ref IS NOT NULL;

CREATE INDEX speakers_same_as ON speakers (same_as) WHERE same_as IS NOT NULL;

CREATE INDEX speakers_split_by ON speakers (split_by) WHERE split_by IS NOT NULL;

CREATE INDEX mentions_found_speaker_id ON mentions (found_speaker_id) WHERE found_speaker_id IS NOT NULL;

CREATE INDEX mentions_made_by ON mentions (made_by) WHERE made_by IS NOT NULL;

CREATE INDEX mentions_affiliation_key ON mentions (affiliation_key) WHERE affiliation_key IS NOT NULL;

CREATE INDEX attributions_unsure ON attributions (speaker_confidence)
    WHERE speaker_confidence IS NOT NULL AND settled_by IS NULL;

CREATE INDEX attributions_settled_by ON attributions (settled_by) WHERE settled_by IS NOT NULL;

CREATE INDEX attributions_found_mention_id ON attributions (found_mention_id) WHERE found_mention_id IS NOT NULL;

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
        CASE WHEN t.nested_in IS NOT NULL THEN coalesce(ns.name, '?') END AS "Told by",
        a.title AS "Title",
        a.outlet AS "Outlet",
        substr(a.date, 1, 10) AS "Date",
        a.ref AS "Article",
        sc.model AS "Certainty judged by",
        round(t.confidence, 2) AS "Machine's confidence",
        CASE WHEN t.settled_by IS NULL THEN t.because ELSE 'decided by a person' END AS "Speaker because",
        CASE WHEN t.settled_by IS NULL THEN round(t.speaker_confidence, 2) ELSE 1.0 END AS "Speaker's confidence",
        c.id AS "Claim id"
    FROM claims c
    JOIN attributions t ON t.id = c.attribution_id
    JOIN articles a ON a.id = t.article_id
    LEFT JOIN mentions m ON m.id = t.mention_id
    LEFT JOIN speakers s ON s.id = m.speaker_id
    LEFT JOIN scores sc ON sc.id = (SELECT max(id) FROM scores WHERE claim_id = c.id)
    LEFT JOIN attributions n ON n.id = t.nested_in
    LEFT JOIN mentions nm ON nm.id = n.mention_id
    LEFT JOIN speakers ns ON ns.id = nm.speaker_id
    WHERE a.superseded_by IS NULL
    ORDER BY a.id, t.position, c.position;
