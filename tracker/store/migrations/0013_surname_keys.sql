-- Speakers stored before a surname alone could meet a full name have the keys for that from here on. `kept_keys` is
-- tracker.store.matching.kept_keys; schema.migrate gives it to SQLite.

INSERT OR IGNORE INTO speaker_blocks (key, speaker_id)
    SELECT k.value, s.id FROM speakers s, json_each(kept_keys(s.name, s.kind, coalesce((
        SELECT m.names FROM mentions m WHERE m.made_by IS NULL
        AND (m.found_speaker_id = s.id OR (m.speaker_id = s.id AND m.found_speaker_id IS NULL)) ORDER BY m.id LIMIT 1
    ), '[]'), s.is_shared)) k WHERE s.split_by IS NULL AND (s.is_shared = 1 OR s.kind = 'person');
