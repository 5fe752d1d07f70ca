//! The statements that the two databases say differently. Everything else is one text for both.

use crate::db::Db;

/// One statement in the words of each database.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sql {
    pub(crate) sqlite: &'static str,
    pub(crate) postgres: &'static str,
}

impl Sql {
    /// The text that this database understands.
    pub(crate) fn of(self, db: &Db) -> &'static str {
        match db {
            Db::Sqlite { .. } => self.sqlite,
            Db::Postgres(_) => self.postgres,
        }
    }
}

/// `INSERT … SELECT value ->> 0, …` of the rows in `$1`, a JSON array of arrays; rows whose key is there are left alone.
/// One parameter and one text whatever the number of rows, so the statement is prepared once. `jsonb_each` hands each row
/// over as it was read; `json_each` would write it out as text, to be read again.
macro_rules! insert_rows {
    ($head:expr $(, if $condition:expr)? $(, $tail:literal)?) => {
        $crate::dialect::Sql {
            sqlite: concat!(
                $head,
                " FROM jsonb_each($1) WHERE TRUE",
                $(" AND ", $condition,)?
                " ON CONFLICT DO NOTHING",
                $($tail)?
            ),
            postgres: concat!(
                $head,
                " FROM jsonb_array_elements(CAST($1 AS JSONB)) AS rows (value) WHERE TRUE",
                $(" AND ", $condition,)?
                " ON CONFLICT DO NOTHING",
                $($tail)?
            ),
        }
    };
}

/// The newest seal: what a row that is imported now bears.
macro_rules! newest_seal {
    () => {
        "(SELECT COALESCE(max(number), 0) FROM seals)"
    };
}

/// `insert_rows!` of an imported table: `$columns`, and the newest seal in its column. Where most rows are there already, as
/// artists are, `$same` says which row is: it is cheaper not to try than to be refused.
macro_rules! import_rows {
    ($table:literal, $columns:literal, $values:literal $(, unless $same:literal)?) => {
        insert_rows!(
            concat!("INSERT INTO ", $table, " (seal, ", $columns, ") SELECT ", newest_seal!(), ", ", $values)
            $(, if concat!("NOT EXISTS (SELECT 1 FROM ", $table, " WHERE ", $same, ")"))?
        )
    };
}

/// Adds a part to a table of supplements, for those rows in `$1` that bring something which the newest part of the same lacks:
/// the next part holds both. `$head` names the columns, `$rows` those of a row in `$1`, `$value` what they are together with
/// the newest part, `$newest` which part that is, `$adds` when a row brings something.
macro_rules! supplement_rows {
    ($head:literal, $rows:literal, $value:literal, $newest:literal, $adds:literal) => {
        $crate::dialect::Sql {
            sqlite: supplement_text!("jsonb_each($1)", $head, $rows, $value, $newest, $adds),
            postgres: supplement_text!(
                "jsonb_array_elements(CAST($1 AS JSONB)) AS rows (value)",
                $head,
                $rows,
                $value,
                $newest,
                $adds
            ),
        }
    };
}

/// The text of `supplement_rows!` over the rows as one database reads them.
macro_rules! supplement_text {
    ($given:literal, $head:literal, $rows:literal, $value:literal, $newest:literal, $adds:literal) => {
        concat!(
            "INSERT INTO ",
            $head,
            " SELECT ",
            newest_seal!(),
            ", $2, COALESCE(s.part, 0) + 1, ",
            $value,
            " FROM (SELECT ",
            $rows,
            " FROM ",
            $given,
            ") AS v LEFT JOIN ",
            $newest,
            " WHERE ",
            $adds,
            " ON CONFLICT DO NOTHING"
        )
    };
}

/// A statement with `… IN (the ids in $1, a JSON array)` between its two halves.
macro_rules! with_ids {
    ($head:literal, $tail:literal) => {
        $crate::dialect::Sql {
            sqlite: concat!($head, " IN (SELECT value FROM json_each($1)) ", $tail),
            postgres: concat!(
                $head,
                " IN (SELECT CAST(value AS BIGINT) FROM jsonb_array_elements_text(CAST($1 AS JSONB)) AS rows (value)) ",
                $tail
            ),
        }
    };
}

/// The albums of account `$1` that are put away: the last word on it that is in force says so.
macro_rules! archived_albums {
    () => {
        "SELECT e.release_id FROM edits AS e WHERE e.account_id = $1 \
         AND e.field = 'archived' AND e.undone_at IS NULL AND e.value = 'true' AND NOT EXISTS ( \
         SELECT 1 FROM edits AS later WHERE later.account_id = e.account_id AND later.release_id = e.release_id \
         AND later.field = 'archived' AND later.undone_at IS NULL AND later.id > e.id)"
    };
}

/// Takes the oldest job of a kind that nobody works on.
pub(crate) const CLAIM_JOB: Sql = Sql {
    sqlite: "UPDATE jobs SET state = 'running', owner = $1, lease_until = $3, attempts = attempts + 1 WHERE id = ( \
        SELECT id FROM jobs WHERE kind = $4 AND (state = 'queued' OR (state = 'running' AND (lease_until <= $2 OR lease_until > 2 * $3 - $2))) \
        ORDER BY created_at, id LIMIT 1) \
        RETURNING id, account_id, kind, params, state, attempts, cancel_requested, progress",
    postgres: "UPDATE jobs SET state = 'running', owner = $1, lease_until = $3, attempts = attempts + 1 WHERE id = ( \
        SELECT id FROM jobs WHERE kind = $4 AND (state = 'queued' OR (state = 'running' AND (lease_until <= $2 OR lease_until > 2 * $3 - $2))) \
        ORDER BY created_at, id LIMIT 1 FOR UPDATE SKIP LOCKED) \
        RETURNING id, account_id, kind, params, state, attempts, cancel_requested, progress",
};
