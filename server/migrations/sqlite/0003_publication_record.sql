-- What a publication's pairs were computed from, and the answer: JSON. `problem`
-- is what its input hash is taken of, whose rows are `mentees` and whose columns
-- are `mentors`; `assignment` is the column for each row. `version` is the
-- board's after publishing. Publications from before this table have no row.
CREATE TABLE publication_record (
    publication_id BLOB PRIMARY KEY NOT NULL REFERENCES publication (id),
    version INTEGER NOT NULL,
    mentees TEXT NOT NULL,
    mentors TEXT NOT NULL,
    problem TEXT NOT NULL,
    assignment TEXT NOT NULL
) STRICT;
CREATE INDEX publication_board ON publication (board_id);
CREATE INDEX pair_publication ON pair (publication_id);
