-- An answer names the version it answers, so that nobody agrees to an offer unseen; a
-- coordinator may settle a concern for a manager, telling what the manager said.
ALTER TABLE concern ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE concern ADD COLUMN managers_word TEXT;

-- What was raised about people who have left the programme since ended with that.
UPDATE concern SET state = 'dropped', settled_at = raised_at
WHERE state IN ('raised', 'proposed')
  AND enrolment_id IN (SELECT id FROM enrolment WHERE state IN ('withdrawn', 'completed'));
