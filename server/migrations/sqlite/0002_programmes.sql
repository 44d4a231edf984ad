-- The roster, and the numbers HR has known each person by.
CREATE TABLE person (
    id BLOB PRIMARY KEY NOT NULL,
    number TEXT,
    name TEXT NOT NULL,
    email TEXT,
    title TEXT,
    unit TEXT,
    level INTEGER,
    manager_id BLOB REFERENCES person (id),
    location TEXT,
    time_zone TEXT,
    started_on TEXT,
    left_on TEXT,
    -- Set while the last import did not have them and nobody has decided why.
    missing_since INTEGER,
    -- What somebody may type to find them, folded.
    search TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX person_number ON person (number) WHERE number IS NOT NULL;
CREATE UNIQUE INDEX person_email ON person (email) WHERE email IS NOT NULL;
CREATE INDEX person_manager ON person (manager_id);
CREATE INDEX person_name ON person (name, id);

-- Numbers of historical rows: a manager may still be named by one.
CREATE TABLE person_number_before (
    number TEXT PRIMARY KEY NOT NULL,
    person_id BLOB NOT NULL REFERENCES person (id)
) STRICT;

CREATE TABLE programme (
    id BLOB PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    cadence_days INTEGER NOT NULL,
    minutes_per_month INTEGER NOT NULL,
    pair_months INTEGER NOT NULL,
    capacity_cap INTEGER NOT NULL,
    weights TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE TABLE coordinator (
    programme_id BLOB NOT NULL REFERENCES programme (id),
    account_id BLOB NOT NULL REFERENCES account (id),
    PRIMARY KEY (programme_id, account_id)
) STRICT;
CREATE INDEX coordinator_account ON coordinator (account_id);

-- Lists (offers, wants, goals, languages, moments) are JSON arrays of text.
CREATE TABLE enrolment (
    id BLOB PRIMARY KEY NOT NULL,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    person_id BLOB NOT NULL REFERENCES person (id),
    role TEXT NOT NULL,
    state TEXT NOT NULL,
    capacity INTEGER NOT NULL,
    minutes_per_month INTEGER NOT NULL,
    offers TEXT NOT NULL,
    wants TEXT NOT NULL,
    goals TEXT NOT NULL,
    languages TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    meeting TEXT NOT NULL,
    style TEXT,
    moments TEXT NOT NULL,
    hopes TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX enrolment_once ON enrolment (programme_id, person_id, role);
CREATE INDEX enrolment_person ON enrolment (person_id);

-- Never with this person: known to whoever said it, and to the matching.
CREATE TABLE veto (
    programme_id BLOB NOT NULL REFERENCES programme (id),
    by_person_id BLOB NOT NULL REFERENCES person (id),
    about_person_id BLOB NOT NULL REFERENCES person (id),
    PRIMARY KEY (programme_id, by_person_id, about_person_id)
) STRICT;

CREATE TABLE request (
    id BLOB PRIMARY KEY NOT NULL,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    mentee_id BLOB NOT NULL REFERENCES enrolment (id),
    mentor_id BLOB NOT NULL REFERENCES enrolment (id),
    message TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    answered_at INTEGER
) STRICT;
CREATE UNIQUE INDEX request_waiting ON request (mentee_id, mentor_id) WHERE state = 'waiting';
CREATE INDEX request_mentor ON request (mentor_id);
CREATE INDEX request_programme ON request (programme_id);

CREATE TABLE board (
    id BLOB PRIMARY KEY NOT NULL,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    name TEXT NOT NULL,
    objective TEXT NOT NULL,
    weights TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX board_programme ON board (programme_id);

-- What the coordinators decided on a board: 'lock' and 'forbid' name a mentor,
-- 'leave' keeps a mentee out of this round.
CREATE TABLE board_rule (
    board_id BLOB NOT NULL REFERENCES board (id),
    mentee_id BLOB NOT NULL REFERENCES enrolment (id),
    mentor_id BLOB REFERENCES enrolment (id),
    kind TEXT NOT NULL,
    reason TEXT,
    by_account_id BLOB NOT NULL REFERENCES account (id),
    at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX board_rule_one_seat ON board_rule (board_id, mentee_id) WHERE kind IN ('lock', 'leave');
CREATE UNIQUE INDEX board_rule_pair ON board_rule (board_id, mentee_id, mentor_id) WHERE mentor_id IS NOT NULL;

-- A mentor's places on a board, where the coordinator set fewer or more.
CREATE TABLE board_place (
    board_id BLOB NOT NULL REFERENCES board (id),
    mentor_id BLOB NOT NULL REFERENCES enrolment (id),
    places INTEGER NOT NULL,
    PRIMARY KEY (board_id, mentor_id)
) STRICT;

-- The moves that led to each version, so that the loser of a race learns whose
-- move won. `moves` is a JSON array.
CREATE TABLE board_move (
    board_id BLOB NOT NULL REFERENCES board (id),
    version INTEGER NOT NULL,
    by_account_id BLOB NOT NULL REFERENCES account (id),
    at INTEGER NOT NULL,
    moves TEXT NOT NULL,
    PRIMARY KEY (board_id, version)
) STRICT;

-- One act of publishing, with what is needed to run the matching again.
CREATE TABLE publication (
    id BLOB PRIMARY KEY NOT NULL,
    board_id BLOB NOT NULL REFERENCES board (id),
    programme_id BLOB NOT NULL REFERENCES programme (id),
    by_account_id BLOB NOT NULL REFERENCES account (id),
    at INTEGER NOT NULL,
    engine TEXT NOT NULL,
    objective TEXT NOT NULL,
    weights TEXT NOT NULL,
    input_hash TEXT NOT NULL,
    total INTEGER NOT NULL,
    matched INTEGER NOT NULL,
    worst INTEGER,
    certificate TEXT
) STRICT;
CREATE INDEX publication_programme ON publication (programme_id);

-- An answer is 'yes' or 'no' once given.
CREATE TABLE pair (
    id BLOB PRIMARY KEY NOT NULL,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    mentee_id BLOB NOT NULL REFERENCES enrolment (id),
    mentor_id BLOB NOT NULL REFERENCES enrolment (id),
    state TEXT NOT NULL,
    fit INTEGER NOT NULL,
    mentee_answer TEXT,
    mentor_answer TEXT,
    override_reason TEXT,
    publication_id BLOB REFERENCES publication (id),
    request_id BLOB REFERENCES request (id),
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    ended_at INTEGER,
    version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX pair_one_mentor ON pair (mentee_id) WHERE state IN ('proposed', 'active', 'paused');
CREATE INDEX pair_mentor ON pair (mentor_id);
CREATE INDEX pair_programme ON pair (programme_id);

CREATE TABLE session (
    id BLOB PRIMARY KEY NOT NULL,
    pair_id BLOB NOT NULL REFERENCES pair (id),
    state TEXT NOT NULL,
    planned_at INTEGER NOT NULL,
    held_at INTEGER,
    minutes INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX session_pair ON session (pair_id, planned_at);
