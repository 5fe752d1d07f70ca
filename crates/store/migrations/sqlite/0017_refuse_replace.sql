-- `INSERT OR REPLACE` removes a row without firing its delete trigger, unless the connection sets recursive_triggers. Here it
-- keeps the row that is there, as `ON CONFLICT DO NOTHING` does. An insert with a new key is not touched.
CREATE TRIGGER releases_refuse_replace BEFORE INSERT ON releases
WHEN EXISTS (SELECT 1 FROM releases WHERE id = NEW.id)
BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER artists_refuse_replace BEFORE INSERT ON artists
WHEN EXISTS (SELECT 1 FROM artists WHERE id = NEW.id)
BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER labels_refuse_replace BEFORE INSERT ON labels
WHEN EXISTS (SELECT 1 FROM labels WHERE id = NEW.id)
BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER copies_refuse_replace BEFORE INSERT ON copies
WHEN EXISTS (SELECT 1 FROM copies WHERE account_id = NEW.account_id AND instance_id = NEW.instance_id)
BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER folders_refuse_replace BEFORE INSERT ON folders
WHEN EXISTS (SELECT 1 FROM folders WHERE account_id = NEW.account_id AND folder_id = NEW.folder_id)
BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER fields_refuse_replace BEFORE INSERT ON fields
WHEN EXISTS (SELECT 1 FROM fields WHERE account_id = NEW.account_id AND field_id = NEW.field_id)
BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER syncs_refuse_replace BEFORE INSERT ON syncs
WHEN EXISTS (SELECT 1 FROM syncs WHERE account_id = NEW.account_id AND job_id = NEW.job_id)
BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER sync_entries_refuse_replace BEFORE INSERT ON sync_entries
WHEN EXISTS (SELECT 1 FROM sync_entries WHERE account_id = NEW.account_id AND job_id = NEW.job_id AND kind = NEW.kind AND subject = NEW.subject)
BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER files_refuse_replace BEFORE INSERT ON files
WHEN EXISTS (SELECT 1 FROM files WHERE account_id = NEW.account_id AND file_id = NEW.file_id)
BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER file_lines_refuse_replace BEFORE INSERT ON file_lines
WHEN EXISTS (SELECT 1 FROM file_lines WHERE account_id = NEW.account_id AND instance_id = NEW.instance_id)
BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER recognitions_refuse_replace BEFORE INSERT ON recognitions
WHEN EXISTS (SELECT 1 FROM recognitions WHERE account_id = NEW.account_id AND instance_id = NEW.instance_id OR account_id = NEW.account_id AND copy_id = NEW.copy_id)
BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER wants_refuse_replace BEFORE INSERT ON wants
WHEN EXISTS (SELECT 1 FROM wants WHERE account_id = NEW.account_id AND release_id = NEW.release_id)
BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER valuations_refuse_replace BEFORE INSERT ON valuations
WHEN EXISTS (SELECT 1 FROM valuations WHERE account_id = NEW.account_id AND day = NEW.day)
BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER edits_refuse_replace BEFORE INSERT ON edits
WHEN EXISTS (SELECT 1 FROM edits WHERE account_id = NEW.account_id AND batch_id = NEW.batch_id AND id = NEW.id)
BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER release_supplements_refuse_replace BEFORE INSERT ON release_supplements
WHEN EXISTS (SELECT 1 FROM release_supplements WHERE id = NEW.id OR release_id = NEW.release_id AND part = NEW.part)
BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER copy_supplements_refuse_replace BEFORE INSERT ON copy_supplements
WHEN EXISTS (SELECT 1 FROM copy_supplements WHERE id = NEW.id OR account_id = NEW.account_id AND instance_id = NEW.instance_id AND part = NEW.part)
BEGIN SELECT RAISE(IGNORE); END;
