-- Who can sign in, and what signing in needs.
--
-- Ids are UUIDs (version 7), instants milliseconds since 1970, truth 0 or 1.
-- Unique indexes are named <table>_<column>[_<column>]: the server recognises
-- which rule was broken by that name, on both databases.

CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE signing_key (
    kid TEXT NOT NULL PRIMARY KEY,
    secret BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE account (
    id BLOB NOT NULL PRIMARY KEY,
    person_id BLOB,
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    password_hash TEXT,
    admin INTEGER NOT NULL,
    leader INTEGER NOT NULL,
    -- Raised to end every session of the account at once.
    stamp INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    disabled_at INTEGER
) STRICT;
CREATE UNIQUE INDEX account_email ON account (email);
CREATE UNIQUE INDEX account_person_id ON account (person_id);

CREATE TABLE sign_in (
    id BLOB NOT NULL PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    stamp INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;
CREATE INDEX sign_in_account_id ON sign_in (account_id);
CREATE INDEX sign_in_expires_at ON sign_in (expires_at);

-- Every refresh token ever given to a session, so that a used one is recognised.
CREATE TABLE refresh_token (
    hash BLOB NOT NULL PRIMARY KEY,
    sign_in_id BLOB NOT NULL REFERENCES sign_in (id) ON DELETE CASCADE,
    issued_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;
CREATE INDEX refresh_token_sign_in_id ON refresh_token (sign_in_id);

CREATE TABLE link (
    id BLOB NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    account_id BLOB REFERENCES account (id) ON DELETE CASCADE,
    token_hash BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;
CREATE UNIQUE INDEX link_token_hash ON link (token_hash);
CREATE INDEX link_account_id ON link (account_id);

-- The outbox. `url` holds a secret until the mail is sent or its link is spent.
CREATE TABLE mail (
    id BLOB NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    link_id BLOB REFERENCES link (id) ON DELETE SET NULL,
    to_name TEXT NOT NULL,
    to_email TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    url TEXT,
    created_at INTEGER NOT NULL,
    next_attempt_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    sent_at INTEGER,
    failure TEXT
) STRICT;
CREATE INDEX mail_waiting ON mail (next_attempt_at) WHERE sent_at IS NULL;
CREATE INDEX mail_link_id ON mail (link_id);

CREATE TABLE throttle (
    bucket TEXT NOT NULL PRIMARY KEY,
    attempts INTEGER NOT NULL,
    since INTEGER NOT NULL
) STRICT;

CREATE TABLE audit (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    -- No account: the command line, or nobody signed in yet.
    actor_id BLOB,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
CREATE INDEX audit_subject ON audit (subject, seq);

CREATE TABLE event (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    topic TEXT NOT NULL,
    payload TEXT NOT NULL
) STRICT;

-- Answers to requests a client may repeat when it did not hear the answer.
CREATE TABLE idempotency (
    account_id BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    request_hash BLOB NOT NULL,
    response TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, key)
) STRICT;
CREATE INDEX idempotency_created_at ON idempotency (created_at);
