-- What the matching keeps to on a board: the lowest fit, and who is kept apart. JSON.
ALTER TABLE board ADD COLUMN keeps_to TEXT NOT NULL DEFAULT '{}';
