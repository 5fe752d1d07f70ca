//! Which rows count as imported, and how each is written as one text: the seal first, numbers ended by `;`, texts led by their
//! length. Two rows that differ in any column are two texts.

use crate::db::Db;

/// An imported table.
pub(super) struct Table {
    pub(super) name: &'static str,
    /// Whether it says what something *is*: it has no account then.
    pub(super) shared: bool,
    /// What its rows are told apart by.
    key: &'static str,
    numbers: &'static [&'static str],
    texts: &'static [&'static str],
    /// Columns that a later version brought, by what they are where a row is from before it: unknown. They are part of the
    /// text only where they are known, so that rows from before still sum up to what they did.
    later: &'static [&'static str],
}

pub(super) const TABLES: [Table; 13] = [
    Table {
        name: "releases",
        shared: true,
        key: "id",
        numbers: &["id", "master_id", "year"],
        texts: &["title", "cover_url", "thumb_url", "credits", "labels", "formats", "genres", "styles"],
        later: &[],
    },
    Table {
        name: "copies",
        shared: false,
        key: "instance_id",
        numbers: &[
            "account_id",
            "instance_id",
            "release_id",
            "folder_id",
            "rating",
            "added_at",
            "CAST(opened_album AS INTEGER)",
            "imported_at",
        ],
        texts: &["notes", "job_id"],
        later: &[],
    },
    Table { name: "artists", shared: true, key: "id", numbers: &["id"], texts: &["name"], later: &[] },
    Table { name: "labels", shared: true, key: "id", numbers: &["id"], texts: &["name"], later: &[] },
    Table {
        name: "wants",
        shared: false,
        key: "release_id",
        numbers: &["account_id", "release_id", "rating", "added_at", "imported_at"],
        texts: &["notes", "job_id"],
        later: &[],
    },
    Table {
        name: "folders",
        shared: false,
        key: "folder_id",
        numbers: &["account_id", "folder_id", "imported_at"],
        texts: &["name"],
        later: &[],
    },
    Table {
        name: "fields",
        shared: false,
        key: "field_id",
        numbers: &["account_id", "field_id", "imported_at"],
        texts: &["name"],
        later: &[],
    },
    Table {
        name: "files",
        shared: false,
        key: "file_id",
        numbers: &["account_id", "file_id", "imported_at"],
        texts: &["name", "columns", "line_end"],
        later: &[],
    },
    Table {
        name: "file_lines",
        shared: false,
        key: "instance_id",
        numbers: &["account_id", "instance_id", "file_id", "position"],
        texts: &["cells"],
        later: &[],
    },
    Table {
        name: "recognitions",
        shared: false,
        key: "instance_id",
        numbers: &["account_id", "instance_id", "copy_id", "recognised_at"],
        texts: &["job_id"],
        later: &[],
    },
    Table {
        name: "release_supplements",
        shared: true,
        key: "id",
        numbers: &["release_id", "master_id", "supplemented_at"],
        texts: &["cover_url", "thumb_url", "credits", "labels", "formats", "genres", "styles"],
        later: &["NULLIF(part, 1)", "year"],
    },
    Table {
        name: "copy_supplements",
        shared: false,
        key: "id",
        numbers: &["account_id", "instance_id", "part", "folder_id", "supplemented_at"],
        texts: &["notes"],
        later: &[],
    },
    Table {
        name: "valuations",
        shared: false,
        key: "day",
        numbers: &["account_id", "day", "minimum", "median", "maximum"],
        texts: &["currency"],
        later: &[],
    },
];

impl Table {
    /// The next rows after `$1`, `$2` of them at most, below the seal `$3` (of account `$4`): the last one's key, the rows'
    /// lengths in bytes, and the rows.
    pub(super) fn sql(&self, db: &Db) -> String {
        let Self { name, key, .. } = self;
        // SQLite keeps releases in the order in which they came: by their ids each would be looked up on a page of its own.
        let key = match db {
            Db::Sqlite { .. } if *name == "releases" => "rowid",
            _ => key,
        };
        let account = if self.shared { "" } else { "account_id = $4 AND " };
        let numbers = self.numbers.iter().map(|column| format!(", {column}, ';'"));
        let texts = self.texts.iter().map(|column| format!(", octet_length({column}), ':', {column}"));
        let later = self.later.iter().enumerate().map(|(n, column)| {
            format!(", CASE WHEN {column} IS NOT NULL THEN concat('+', {n}, '=', {column}, ';') END")
        });
        let columns: String = numbers.chain(texts).chain(later).collect();
        format!(
            "SELECT max(place), string_agg(CAST(octet_length(line) AS TEXT), ','), string_agg(line, '') FROM ( \
             SELECT {key} AS place, concat(seal, ';'{columns}) AS line FROM {name} \
             WHERE {account}{key} > $1 AND seal < $3 ORDER BY {key} LIMIT $2) AS batch"
        )
    }
}
