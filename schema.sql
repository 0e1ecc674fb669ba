-- The tables of a tracker database. Written by `python -m tracker.store.schema` from tracker/store/migrations;
-- docs/schema.md says how to read them.

CREATE TABLE runs (
    -- One command that wrote to this file: which, when, with which model, and how it ended.
    id INTEGER PRIMARY KEY,
    command TEXT NOT NULL,
    model TEXT,                     -- name@version
    started_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    finished_at TEXT,               -- null: running, or cut short
    added INTEGER,
    unchanged INTEGER,
    skipped INTEGER,
    status TEXT,
    inputs TEXT CHECK (inputs IS NULL OR json_valid(inputs))
    /* what the command was given, a JSON list, without the secrets of addresses; null: noted by an older version */,
    options TEXT
    /* what of the command's options says how inputs are read: only a run with the same goes on where this one stopped */,
    models TEXT CHECK (models IS NULL OR json_valid(models))
    /* all models that were loaded, a JSON list of name@version; null: none */,
    claims INTEGER
    /* claims of the articles that it added */,
    new_versions INTEGER
    /* of the articles added so many were another text under a ref that was there */,
    continues INTEGER REFERENCES runs (id)
    /* the run cut short at whose end this one began; null: it began at the beginning */,
    process TEXT
    /* which process it is, so that a run that goes on can be told from one that was killed */,
    seen_at TEXT
    /* when it last stored something */
) STRICT;

CREATE TABLE articles (
    -- One text as it came in. Every start_char and end_char in this file counts Unicode characters of `text`.
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL,              -- the id, URL or file name that was given
    title TEXT,
    outlet TEXT,
    date TEXT,                      -- ISO 8601
    url TEXT,
    place TEXT,                     -- of the dateline
    agency TEXT,                    -- of the dateline
    text_hash TEXT NOT NULL,        -- SHA-256 of the text in UTF-8, hexadecimal
    model TEXT NOT NULL,            -- the attribution model, name@version
    notes TEXT NOT NULL CHECK (json_valid(notes)),    -- what was odd, a JSON list of sentences
    run_id INTEGER REFERENCES runs (id),
    added_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    superseded_by INTEGER REFERENCES articles (id),   -- the newer text under the same ref; null: this is the current one
    text TEXT NOT NULL,             -- last, so that reading the columns before it never touches it
    author TEXT
        /* who wrote it, several apart by commas, as given or as its byline says; null: not told */,
    language TEXT
        /* ISO 639-1 (en), as far as it is clear; null: not clear, or added by version 8: read as English */,
    mended TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(mended))
        /* what reading changed of what was given, a JSON list of sentences */,
    UNIQUE (ref, text_hash)
) STRICT;

CREATE INDEX articles_outlet ON articles (outlet);

CREATE INDEX articles_superseded_by ON articles (superseded_by) WHERE superseded_by IS NOT NULL;

CREATE TABLE speakers (
    -- Who holds a content. One row for the whole file where the name tells who it is (a person's name of two words, an
    -- organization's, a document's with a title); else (Ali, some activists, a report) one row per article, because
    -- the same words may mean somebody else in the next.
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('person', 'group', 'organization', 'document', 'unnamed')),
    name TEXT NOT NULL,             -- the fullest form, as first seen
    key TEXT NOT NULL,              -- the name without case, diacritics, hyphens; what makes two names the same
    is_shared INTEGER NOT NULL CHECK (is_shared IN (0, 1)),  -- 1: for the whole file, 0: for one article
    article_ref TEXT
        /* of a speaker of one article what that was given as: a new text under it has the same row; null: is_shared */,
    same_as INTEGER REFERENCES speakers (id)
        /* who this is, by links and by decisions; null: nobody else */,
    split_by INTEGER REFERENCES speaker_decisions (id) DEFERRABLE INITIALLY DEFERRED
        /* the decision that made this one of another; null: articles did */,
    nth INTEGER NOT NULL DEFAULT 1
        /* which of those with this name, where what articles tell of them cannot be of one person; 1: the first */
) STRICT;

CREATE TABLE speaker_names (
    -- Every form of a speaker's name seen in any article.
    id INTEGER PRIMARY KEY,
    speaker_id INTEGER NOT NULL REFERENCES speakers (id),
    name TEXT NOT NULL,
    key TEXT NOT NULL,
    UNIQUE (speaker_id, name)
) STRICT;

CREATE INDEX speaker_names_key ON speaker_names (key);

CREATE TABLE mentions (
    -- A speaker as one article presents them.
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    speaker_id INTEGER NOT NULL REFERENCES speakers (id),
    name TEXT NOT NULL,             -- the fullest form in this article
    role TEXT,
    affiliation TEXT,
    names TEXT NOT NULL CHECK (json_valid(names)),     -- the forms this article uses, a JSON list, the fullest first
    tenure TEXT CHECK (tenure IN ('former', 'then', 'future'))
        /* the role is held no more, was held then, or is not held yet; null: it is, or nothing is said */,
    how_many TEXT
        /* of a group or an unnamed source how many the article says they are, in its words */,
    anonymity TEXT
        /* why they are not named, in the article's words */,
    affiliation_key TEXT
        /* the affiliation without case, diacritics, hyphens and article; as speaker_names.key */,
    found_speaker_id INTEGER REFERENCES speakers (id)
        /* the speaker by name alone, where links or decisions make speaker_id another; null: they do not */,
    made_by INTEGER REFERENCES speaker_decisions (id)
        /* the decision that a source here means this speaker, whom the article nowhere else quotes; null: it does */
) STRICT;

CREATE INDEX mentions_article_id ON mentions (article_id);

CREATE INDEX mentions_speaker_id ON mentions (speaker_id);

CREATE TABLE attributions (
    -- The relation source - cue - content found in an article.
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    position INTEGER NOT NULL,      -- order in the article, from 0
    mention_id INTEGER REFERENCES mentions (id),      -- null: nobody could be named
    kind TEXT NOT NULL CHECK (kind IN ('direct', 'indirect', 'mixed')),
    confidence REAL NOT NULL,       -- 0..1, how sure the machine is that the attribution is there
    model TEXT NOT NULL,            -- name@version
    distance TEXT CHECK (distance IN ('neutral', 'endorsing', 'distancing'))
        /* how far the article stands behind the content, as the cue tells; null: no cue, or added by version 1 */,
    nested_in INTEGER REFERENCES attributions (id)
        /* the attribution of the same article in whose content this one is told; null: the article itself tells it */,
    because TEXT
        /* why the source was taken to mean its speaker, in a few words; null: not told */,
    speaker_confidence REAL
        /* 0..1, how sure the machine is of that */,
    speaker_candidates TEXT CHECK (speaker_candidates IS NULL OR json_valid(speaker_candidates))
        /* the names of whom else it may mean, a JSON list, the likeliest first; null: none */,
    settled_by INTEGER REFERENCES speaker_decisions (id)
        /* the decision that says whom the source means; null: nobody decided */,
    found_mention_id INTEGER REFERENCES mentions (id)
        /* where somebody decided, what the machine had for mention_id */,
    UNIQUE (article_id, position)
) STRICT;

CREATE INDEX attributions_mention_id ON attributions (mention_id);

CREATE TABLE attribution_spans (
    -- Where its source, cue and content stand; each may be several spans, or none.
    attribution_id INTEGER NOT NULL REFERENCES attributions (id),
    role TEXT NOT NULL CHECK (role IN ('source', 'cue', 'content')),
    position INTEGER NOT NULL,      -- order within the role, from 0
    start_char INTEGER NOT NULL CHECK (start_char >= 0),
    end_char INTEGER NOT NULL CHECK (end_char >= start_char),    -- exclusive
    PRIMARY KEY (attribution_id, role, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE claims (
    -- One proposition of an attribution.
    id INTEGER PRIMARY KEY,
    attribution_id INTEGER NOT NULL REFERENCES attributions (id),
    position INTEGER NOT NULL,      -- order within the attribution, from 0
    start_char INTEGER NOT NULL CHECK (start_char >= 0),
    end_char INTEGER NOT NULL CHECK (end_char >= start_char),    -- exclusive
    quote TEXT NOT NULL,            -- verbatim: the article's text from start_char to end_char
    text TEXT NOT NULL,             -- the same, readable alone
    UNIQUE (attribution_id, position)
) STRICT;

CREATE TABLE scores (
    -- How sure the speaker presents a claim, as a model sees it. Scoring again adds a row; the newest is shown.
    id INTEGER PRIMARY KEY,
    claim_id INTEGER NOT NULL REFERENCES claims (id),
    model TEXT NOT NULL,            -- name@version
    level TEXT NOT NULL CHECK (level IN ('certain', 'probable', 'possible', 'doubtful')),
    score REAL NOT NULL,            -- 0..1
    polarity TEXT NOT NULL CHECK (polarity IN ('positive', 'negative', 'unknown')),
    factuality REAL NOT NULL,       -- -3..3, FactBank's scale
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    probabilities TEXT CHECK (probabilities IS NULL OR json_valid(probabilities))
        /* of certain, probable, possible, doubtful, a JSON list; null: the model gave none */,
    evidence TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(evidence))
        /* the words that made it so: a JSON list of [start, end] in characters from passage_start, end exclusive */,
    passage_key TEXT
        /* the same for the same passage, marked alike, wherever it is printed; null: not told */,
    passage_start INTEGER NOT NULL DEFAULT 0
        /* the character of the article's text at which the passage begins that the model read */
) STRICT;

CREATE INDEX scores_claim_id ON scores (claim_id);

CREATE VIRTUAL TABLE claims_fts USING fts5 (
    text, quote,
    content = 'claims', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER claims_fts_insert AFTER INSERT ON claims BEGIN
    INSERT INTO claims_fts (rowid, text, quote) VALUES (new.id, new.text, new.quote);
END;

CREATE TRIGGER claims_fts_delete AFTER DELETE ON claims BEGIN
    INSERT INTO claims_fts (claims_fts, rowid, text, quote) VALUES ('delete', old.id, old.text, old.quote);
END;

CREATE INDEX scores_passage_key ON scores (model, passage_key) WHERE passage_key IS NOT NULL;

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

CREATE TABLE reports (
    -- A report that was written to a file. `tracker report --since-last` tells what came after the newest one.
    id INTEGER PRIMARY KEY,
    scope TEXT NOT NULL CHECK (json_valid(scope)),    -- what it was narrowed to, {"speaker", "topic", "outlet"}, or null
    last_article INTEGER NOT NULL,  -- the highest articles.id there was; what is above came later
    last_run INTEGER NOT NULL,      -- the same of runs.id
    at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
) STRICT;

CREATE INDEX articles_date ON articles (date);

CREATE INDEX claims_words ON claims (lower(rtrim(text, '.!?…"” ')));

CREATE TABLE skipped_inputs (
    -- An input that a run could not read. The first 10,000 of a run are kept; runs.skipped counts them all.
    run_id INTEGER NOT NULL REFERENCES runs (id),
    position INTEGER NOT NULL,      -- order in the run, from 0
    name TEXT NOT NULL,             -- as it was given or found: a path, PATH:LINE
    why TEXT NOT NULL,              -- one line
    PRIMARY KEY (run_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE things (
    -- What a claim says, whatever its certainty: where a speaker said the same thing before, surer or less sure.
    claim_id INTEGER PRIMARY KEY REFERENCES claims (id) ON DELETE CASCADE,
    key INTEGER NOT NULL,           -- 64 bits made of its words without hedges; other words for one thing may share it
    times TEXT NOT NULL             -- a letter a finite verb: p(ast), n(ow), f(uture), o(pen); empty: the very same words
) STRICT;

CREATE INDEX things_key ON things (key);

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

CREATE TRIGGER claims_fts_update AFTER UPDATE OF id, text, quote ON claims BEGIN
    INSERT INTO claims_fts (claims_fts, rowid, text, quote) VALUES ('delete', old.id, old.text, old.quote);
    INSERT INTO claims_fts (rowid, text, quote) VALUES (new.id, new.text, new.quote);
END;

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

CREATE VIEW sources_overview AS
    -- One line a speaker of the current articles, the most quoted first.
    SELECT
        s.name AS "Speaker",
        s.kind AS "Kind",
        (SELECT role FROM mentions WHERE speaker_id = s.id AND role IS NOT NULL ORDER BY id DESC LIMIT 1) AS "Role",
        (SELECT affiliation FROM mentions WHERE speaker_id = s.id AND affiliation IS NOT NULL ORDER BY id DESC LIMIT 1)
            AS "Affiliation",
        (SELECT group_concat(name, ', ') FROM speaker_names WHERE speaker_id = s.id AND name <> s.name)
            AS "Also called",
        count(c.id) AS "Claims",
        count(DISTINCT a.id) AS "Articles",
        min(substr(a.date, 1, 10)) AS "First quoted",
        max(substr(a.date, 1, 10)) AS "Last quoted",
        s.id AS "Speaker id"
    FROM speakers s
    JOIN mentions m ON m.speaker_id = s.id
    JOIN articles a ON a.id = m.article_id AND a.superseded_by IS NULL
    JOIN attributions t ON t.mention_id = m.id
    LEFT JOIN claims c ON c.attribution_id = t.id
    GROUP BY s.id
    ORDER BY count(c.id) DESC, s.name;

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
