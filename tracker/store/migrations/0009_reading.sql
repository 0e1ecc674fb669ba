-- What reading keeps of an article: who wrote it, in which language, and what was mended before anything was found in it.

ALTER TABLE articles ADD COLUMN
    author TEXT
        /* who wrote it, several apart by commas, as given or as its byline says; null: not told */;

ALTER TABLE articles ADD COLUMN
    language TEXT
        /* ISO 639-1 (en), as far as it is clear; null: not clear, or added by version 8: read as English */;

ALTER TABLE articles ADD COLUMN
    mended TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(mended))
        /* what reading changed of what was given, a JSON list of sentences */;
