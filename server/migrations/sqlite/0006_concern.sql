-- A manager's concern about the time mentoring takes of one of their reports.
-- `compromise` is JSON: what the coordinator offered last.
CREATE TABLE concern (
    id BLOB PRIMARY KEY NOT NULL,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    enrolment_id BLOB NOT NULL REFERENCES enrolment (id),
    kind TEXT NOT NULL,
    note TEXT NOT NULL,
    state TEXT NOT NULL,
    compromise TEXT,
    raised_by_account_id BLOB NOT NULL REFERENCES account (id),
    raised_at INTEGER NOT NULL,
    settled_at INTEGER
) STRICT;
CREATE UNIQUE INDEX concern_open ON concern (enrolment_id) WHERE state IN ('raised', 'proposed');
CREATE INDEX concern_enrolment ON concern (enrolment_id, raised_at);
CREATE INDEX concern_programme ON concern (programme_id);

-- Why pairs were published over open concerns, where there were any.
ALTER TABLE publication ADD COLUMN concern_reason TEXT;
