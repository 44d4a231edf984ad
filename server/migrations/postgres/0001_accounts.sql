-- Who can sign in, and what signing in needs.
--
-- Ids are UUIDs (version 7), instants milliseconds since 1970, truth BOOLEAN.
-- Unique indexes are named <table>_<column>[_<column>]: the server recognises
-- which rule was broken by that name, on both databases.

CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE signing_key (
    kid TEXT NOT NULL PRIMARY KEY,
    secret BYTEA NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE account (
    id UUID NOT NULL PRIMARY KEY,
    person_id UUID,
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    password_hash TEXT,
    admin BOOLEAN NOT NULL,
    leader BOOLEAN NOT NULL,
    -- Raised to end every session of the account at once.
    stamp BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    disabled_at BIGINT
);
CREATE UNIQUE INDEX account_email ON account (email);
CREATE UNIQUE INDEX account_person_id ON account (person_id);

CREATE TABLE sign_in (
    id UUID NOT NULL PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    stamp BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT
);
CREATE INDEX sign_in_account_id ON sign_in (account_id);
CREATE INDEX sign_in_expires_at ON sign_in (expires_at);

-- Every refresh token ever given to a session, so that a used one is recognised.
CREATE TABLE refresh_token (
    hash BYTEA NOT NULL PRIMARY KEY,
    sign_in_id UUID NOT NULL REFERENCES sign_in (id) ON DELETE CASCADE,
    issued_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX refresh_token_sign_in_id ON refresh_token (sign_in_id);

CREATE TABLE link (
    id UUID NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    account_id UUID REFERENCES account (id) ON DELETE CASCADE,
    token_hash BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE UNIQUE INDEX link_token_hash ON link (token_hash);
CREATE INDEX link_account_id ON link (account_id);

-- The outbox. `url` holds a secret until the mail is sent or its link is spent.
CREATE TABLE mail (
    id UUID NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    link_id UUID REFERENCES link (id) ON DELETE SET NULL,
    to_name TEXT NOT NULL,
    to_email TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    url TEXT,
    created_at BIGINT NOT NULL,
    next_attempt_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    sent_at BIGINT,
    failure TEXT
);
CREATE INDEX mail_waiting ON mail (next_attempt_at) WHERE sent_at IS NULL;
CREATE INDEX mail_link_id ON mail (link_id);

CREATE TABLE throttle (
    bucket TEXT NOT NULL PRIMARY KEY,
    attempts BIGINT NOT NULL,
    since BIGINT NOT NULL
);

CREATE TABLE audit (
    seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at BIGINT NOT NULL,
    -- No account: the command line, or nobody signed in yet.
    actor_id UUID,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL
);
CREATE INDEX audit_subject ON audit (subject, seq);

CREATE TABLE event (
    seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at BIGINT NOT NULL,
    topic TEXT NOT NULL,
    payload TEXT NOT NULL
);

-- Answers to requests a client may repeat when it did not hear the answer.
CREATE TABLE idempotency (
    account_id UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    request_hash BYTEA NOT NULL,
    response TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, key)
);
CREATE INDEX idempotency_created_at ON idempotency (created_at);
