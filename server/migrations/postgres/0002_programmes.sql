-- The roster, and the numbers HR has known each person by.
CREATE TABLE person (
    id UUID PRIMARY KEY NOT NULL,
    number TEXT,
    name TEXT NOT NULL,
    email TEXT,
    title TEXT,
    unit TEXT,
    level BIGINT,
    manager_id UUID REFERENCES person (id),
    location TEXT,
    time_zone TEXT,
    started_on TEXT,
    left_on TEXT,
    -- Set while the last import did not have them and nobody has decided why.
    missing_since BIGINT,
    -- What somebody may type to find them, folded.
    search TEXT NOT NULL DEFAULT '',
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX person_number ON person (number) WHERE number IS NOT NULL;
CREATE UNIQUE INDEX person_email ON person (email) WHERE email IS NOT NULL;
CREATE INDEX person_manager ON person (manager_id);
CREATE INDEX person_name ON person (name, id);

-- Numbers of historical rows: a manager may still be named by one.
CREATE TABLE person_number_before (
    number TEXT PRIMARY KEY NOT NULL,
    person_id UUID NOT NULL REFERENCES person (id)
);

CREATE TABLE programme (
    id UUID PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    cadence_days BIGINT NOT NULL,
    minutes_per_month BIGINT NOT NULL,
    pair_months BIGINT NOT NULL,
    capacity_cap BIGINT NOT NULL,
    weights TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);

CREATE TABLE coordinator (
    programme_id UUID NOT NULL REFERENCES programme (id),
    account_id UUID NOT NULL REFERENCES account (id),
    PRIMARY KEY (programme_id, account_id)
);
CREATE INDEX coordinator_account ON coordinator (account_id);

-- Lists (offers, wants, goals, languages, moments) are JSON arrays of text.
CREATE TABLE enrolment (
    id UUID PRIMARY KEY NOT NULL,
    programme_id UUID NOT NULL REFERENCES programme (id),
    person_id UUID NOT NULL REFERENCES person (id),
    role TEXT NOT NULL,
    state TEXT NOT NULL,
    capacity BIGINT NOT NULL,
    minutes_per_month BIGINT NOT NULL,
    offers TEXT NOT NULL,
    wants TEXT NOT NULL,
    goals TEXT NOT NULL,
    languages TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    meeting TEXT NOT NULL,
    style TEXT,
    moments TEXT NOT NULL,
    hopes TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE UNIQUE INDEX enrolment_once ON enrolment (programme_id, person_id, role);
CREATE INDEX enrolment_person ON enrolment (person_id);

-- Never with this person: known to whoever said it, and to the matching.
CREATE TABLE veto (
    programme_id UUID NOT NULL REFERENCES programme (id),
    by_person_id UUID NOT NULL REFERENCES person (id),
    about_person_id UUID NOT NULL REFERENCES person (id),
    PRIMARY KEY (programme_id, by_person_id, about_person_id)
);

CREATE TABLE request (
    id UUID PRIMARY KEY NOT NULL,
    programme_id UUID NOT NULL REFERENCES programme (id),
    mentee_id UUID NOT NULL REFERENCES enrolment (id),
    mentor_id UUID NOT NULL REFERENCES enrolment (id),
    message TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    answered_at BIGINT
);
CREATE UNIQUE INDEX request_waiting ON request (mentee_id, mentor_id) WHERE state = 'waiting';
CREATE INDEX request_mentor ON request (mentor_id);
CREATE INDEX request_programme ON request (programme_id);

CREATE TABLE board (
    id UUID PRIMARY KEY NOT NULL,
    programme_id UUID NOT NULL REFERENCES programme (id),
    name TEXT NOT NULL,
    objective TEXT NOT NULL,
    weights TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX board_programme ON board (programme_id);

-- What the coordinators decided on a board: 'lock' and 'forbid' name a mentor,
-- 'leave' keeps a mentee out of this round.
CREATE TABLE board_rule (
    board_id UUID NOT NULL REFERENCES board (id),
    mentee_id UUID NOT NULL REFERENCES enrolment (id),
    mentor_id UUID REFERENCES enrolment (id),
    kind TEXT NOT NULL,
    reason TEXT,
    by_account_id UUID NOT NULL REFERENCES account (id),
    at BIGINT NOT NULL
);
CREATE UNIQUE INDEX board_rule_one_seat ON board_rule (board_id, mentee_id) WHERE kind IN ('lock', 'leave');
CREATE UNIQUE INDEX board_rule_pair ON board_rule (board_id, mentee_id, mentor_id) WHERE mentor_id IS NOT NULL;

-- A mentor's places on a board, where the coordinator set fewer or more.
CREATE TABLE board_place (
    board_id UUID NOT NULL REFERENCES board (id),
    mentor_id UUID NOT NULL REFERENCES enrolment (id),
    places BIGINT NOT NULL,
    PRIMARY KEY (board_id, mentor_id)
);

-- The moves that led to each version, so that the loser of a race learns whose
-- move won. `moves` is a JSON array.
CREATE TABLE board_move (
    board_id UUID NOT NULL REFERENCES board (id),
    version BIGINT NOT NULL,
    by_account_id UUID NOT NULL REFERENCES account (id),
    at BIGINT NOT NULL,
    moves TEXT NOT NULL,
    PRIMARY KEY (board_id, version)
);

-- One act of publishing, with what is needed to run the matching again.
CREATE TABLE publication (
    id UUID PRIMARY KEY NOT NULL,
    board_id UUID NOT NULL REFERENCES board (id),
    programme_id UUID NOT NULL REFERENCES programme (id),
    by_account_id UUID NOT NULL REFERENCES account (id),
    at BIGINT NOT NULL,
    engine TEXT NOT NULL,
    objective TEXT NOT NULL,
    weights TEXT NOT NULL,
    input_hash TEXT NOT NULL,
    total BIGINT NOT NULL,
    matched BIGINT NOT NULL,
    worst BIGINT,
    certificate TEXT
);
CREATE INDEX publication_programme ON publication (programme_id);

-- An answer is 'yes' or 'no' once given.
CREATE TABLE pair (
    id UUID PRIMARY KEY NOT NULL,
    programme_id UUID NOT NULL REFERENCES programme (id),
    mentee_id UUID NOT NULL REFERENCES enrolment (id),
    mentor_id UUID NOT NULL REFERENCES enrolment (id),
    state TEXT NOT NULL,
    fit BIGINT NOT NULL,
    mentee_answer TEXT,
    mentor_answer TEXT,
    override_reason TEXT,
    publication_id UUID REFERENCES publication (id),
    request_id UUID REFERENCES request (id),
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    ended_at BIGINT,
    version BIGINT NOT NULL
);
CREATE UNIQUE INDEX pair_one_mentor ON pair (mentee_id) WHERE state IN ('proposed', 'active', 'paused');
CREATE INDEX pair_mentor ON pair (mentor_id);
CREATE INDEX pair_programme ON pair (programme_id);

CREATE TABLE session (
    id UUID PRIMARY KEY NOT NULL,
    pair_id UUID NOT NULL REFERENCES pair (id),
    state TEXT NOT NULL,
    planned_at BIGINT NOT NULL,
    held_at BIGINT,
    minutes BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX session_pair ON session (pair_id, planned_at);
