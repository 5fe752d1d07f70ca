-- A seal parts the imported rows that were there from those that come later: each bears the number of the newest seal of its
-- time. rows and checksum are of those below the seal, once they were read; intact says whether those below the seal before
-- it still summed up as they did then.
CREATE TABLE seals (
    number BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    job_id TEXT COLLATE "C" NOT NULL,
    moment TEXT NOT NULL,
    rows BIGINT,
    checksum TEXT,
    intact BIGINT,
    sealed_at BIGINT NOT NULL,
    PRIMARY KEY (number)
);
CREATE INDEX seals_by_job ON seals (account_id, job_id);

ALTER TABLE releases ADD COLUMN seal BIGINT NOT NULL DEFAULT 0;
ALTER TABLE artists ADD COLUMN seal BIGINT NOT NULL DEFAULT 0;
ALTER TABLE labels ADD COLUMN seal BIGINT NOT NULL DEFAULT 0;
ALTER TABLE copies ADD COLUMN seal BIGINT NOT NULL DEFAULT 0;
ALTER TABLE wants ADD COLUMN seal BIGINT NOT NULL DEFAULT 0;
ALTER TABLE folders ADD COLUMN seal BIGINT NOT NULL DEFAULT 0;
ALTER TABLE fields ADD COLUMN seal BIGINT NOT NULL DEFAULT 0;
ALTER TABLE files ADD COLUMN seal BIGINT NOT NULL DEFAULT 0;
ALTER TABLE file_lines ADD COLUMN seal BIGINT NOT NULL DEFAULT 0;
ALTER TABLE recognitions ADD COLUMN seal BIGINT NOT NULL DEFAULT 0;
ALTER TABLE release_supplements ADD COLUMN seal BIGINT NOT NULL DEFAULT 0;
ALTER TABLE valuations ADD COLUMN seal BIGINT NOT NULL DEFAULT 0;

-- What a person made of a run's receipt: the edits that undid it ('undo') or took something of it over ('take').
CREATE TABLE sync_acts (
    account_id BIGINT NOT NULL,
    job_id TEXT COLLATE "C" NOT NULL,
    batch_id TEXT COLLATE "C" NOT NULL,
    act TEXT NOT NULL,
    PRIMARY KEY (account_id, job_id, batch_id)
);
