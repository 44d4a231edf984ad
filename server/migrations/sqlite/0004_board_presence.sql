-- Who has a board open: written every few seconds by whoever has, and of no
-- meaning soon after. It goes with its board even if it is written while that is
-- being removed.
CREATE TABLE board_presence (
    board_id BLOB NOT NULL REFERENCES board (id) ON DELETE CASCADE,
    account_id BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    seen_at INTEGER NOT NULL,
    PRIMARY KEY (board_id, account_id)
) STRICT;
