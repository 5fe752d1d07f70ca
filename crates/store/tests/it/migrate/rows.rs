//! What a database held at each version: the rows of a small collection, as that version wrote them.

/// Some rows, and the versions that have a place for them: from the first, and before the second.
pub(crate) struct Rows {
    pub(crate) since: i64,
    pub(crate) before: i64,
    pub(crate) sql: &'static str,
}

const fn since(since: i64, sql: &'static str) -> Rows {
    Rows { since, before: i64::MAX, sql }
}

const fn between(since: i64, before: i64, sql: &'static str) -> Rows {
    Rows { since, before, sql }
}

/// The first version.
pub(crate) const FIRST: i64 = 1;
/// The version that brought details, pictures and descriptions.
pub(crate) const ENRICHMENT: i64 = 3;
/// The version that brought the catalogue.
const CATALOGUE: i64 = 6;
/// The version that brought files.
pub(crate) const EXCHANGE: i64 = 7;
/// The version that brought the wantlist and the value.
pub(crate) const WANTLIST: i64 = 8;
/// The version that brought edits.
pub(crate) const EDITS: i64 = 9;
/// The version that brought the proof and what is made of a receipt.
const LEDGER: i64 = 11;
/// The version that brought tokens of the API.
const TOKENS: i64 = 13;
/// The version that brought supplements in parts, and those of copies.
const SUPPLEMENTS: i64 = 15;
/// The version that brought saved views.
pub(crate) const VIEWS: i64 = 10;

/// Two pressings of one work, one held twice, and all that could be known of them. Quotes, accents and an empty text are in it.
pub(crate) const ROWS: [Rows; 37] = [
    since(
        FIRST,
        "INSERT INTO releases (id, master_id, title, year, cover_url, credits, labels, formats, genres, styles) VALUES \
         (10, 7, 'Kind of Blue', 1997, 'https://i.example/10.jpeg', \
         '[{\"artist_id\":23,\"name\":\"Miles Davis\",\"anv\":\"\",\"join\":\"\"}]', \
         '[{\"label_id\":5,\"name\":\"Columbia\",\"catno\":\"CL 1355\"}]', \
         '[{\"name\":\"Vinyl\",\"qty\":1,\"descriptions\":[\"LP\"],\"text\":\"\"}]', '[\"Jazz\"]', '[\"Modal\"]'), \
         (20, 7, 'L''été – «bleu»', NULL, NULL, '[{\"artist_id\":23,\"name\":\"Miles Davis\",\"anv\":\"\",\"join\":\"\"}]', \
         '[]', '[]', '[\"Jazz\"]', '[]')",
    ),
    since(FIRST, "INSERT INTO artists (id, name) VALUES (23, 'Miles Davis')"),
    since(FIRST, "INSERT INTO labels (id, name) VALUES (5, 'Columbia')"),
    since(
        FIRST,
        "INSERT INTO copies (account_id, instance_id, release_id, folder_id, rating, added_at, notes, job_id, opened_album, \
         imported_at) VALUES (1, 1, 10, 1, 5, 100, '[{\"field_id\":3,\"value\":\"D''occasion\"}]', 'j', TRUE, 9), \
         (1, 2, 10, 1, NULL, 200, '[]', 'j', FALSE, 9), (1, 3, 20, 1, NULL, NULL, '[]', 'j', TRUE, 9)",
    ),
    since(FIRST, "INSERT INTO folders (account_id, folder_id, name, imported_at) VALUES (1, 1, 'Uncategorized', 9)"),
    since(FIRST, "INSERT INTO fields (account_id, field_id, name, imported_at) VALUES (1, 3, 'Notes', 9)"),
    since(
        FIRST,
        "INSERT INTO jobs (id, account_id, kind, state, params, progress, attempts, cancel_requested, created_at, finished_at) \
         VALUES ('j', 1, 'sync', 'completed', '{\"limit\":null,\"dry_run\":false}', '{\"status\":\"completed\",\
         \"phase\":\"done\",\"job_id\":\"j\",\"dry_run\":false,\"current\":3,\"total\":3,\"current_album\":null,\
         \"current_cover\":null,\"synced\":2,\"skipped\":1,\"errors\":0,\"copies_added\":1,\"started_at\":8,\"finished_at\":9,\
         \"eta_seconds\":null,\"waiting\":null,\"api_calls\":{\"discogs\":1,\"spotify\":0},\"error\":null}', 1, FALSE, 8, 9)",
    ),
    since(
        FIRST,
        "INSERT INTO syncs (account_id, job_id, finished_at, receipt) SELECT 1, 'j', 9, '{\"job_id\":\"j\",\"params\":' || \
         params || ',\"progress\":' || progress || ',\"albums_before\":0,\"albums_after\":2,\"copies_before\":0,\
         \"copies_after\":3,\"listing_whole\":true,\"absent\":1,\"drifted\":0,\"refused\":0}' FROM jobs",
    ),
    since(
        FIRST,
        "INSERT INTO sync_entries (account_id, job_id, kind, subject, instance_id, entry) VALUES \
         (1, 'j', 'absent', '3', 3, '{\"kind\":\"absent\",\"instance_id\":3,\"release_id\":20}')",
    ),
    since(FIRST, "INSERT INTO absences (account_id, instance_id, job_id, absent_since) VALUES (1, 3, 'j', 9)"),
    since(FIRST, "INSERT INTO refusals (account_id, instance_id) VALUES (1, 99)"),
    since(FIRST, "INSERT INTO settings (account_id, key, value, updated_at) VALUES (1, 'a.key', 'a value', 9)"),
    // PostgreSQL's word for it is another; the test says it so.
    since(
        FIRST,
        "INSERT INTO secrets (account_id, name, sealed, updated_at) VALUES (1, 'discogs.token', CAST('s' AS BLOB), 9)",
    ),
    between(
        FIRST,
        CATALOGUE,
        "INSERT INTO album_index (account_id, release_id, copies, added_at, created_at, rating, year, artist_key, title_key, \
         label_key, catno_key) VALUES (1, 10, 2, 100, 9, 5, 1997, 'miles davis', 'kind of blue', 'columbia', 'cl 1355'), \
         (1, 20, 1, NULL, 9, NULL, NULL, 'miles davis', 'l ete bleu', '', '')",
    ),
    between(
        FIRST,
        CATALOGUE,
        "INSERT INTO artist_index (account_id, artist_id, sort_key, words) VALUES (1, 23, 'miles davis', ' miles davis ')",
    ),
    since(CATALOGUE, "INSERT INTO revisions (account_id, last) VALUES (1, 1)"),
    since(
        CATALOGUE,
        "INSERT INTO album_index (account_id, release_id, copies, added_at, created_at, rating, revision) VALUES \
         (1, 10, 2, 100, 9, 5, 1), (1, 20, 1, NULL, 9, NULL, 1)",
    ),
    since(CATALOGUE, "INSERT INTO artist_index (account_id, artist_id, sort_key) VALUES (1, 23, 'miles davis')"),
    since(
        FIRST,
        "INSERT INTO enrichments (subject_kind, subject_id, facet, outcome, value, source, score, version, attempts, updated_at) \
         VALUES ('release', 10, 'links', 'found', 'https://open.spotify.com/album/1', 'spotify', 0.93, 1, 0, 9)",
    ),
    since(
        ENRICHMENT,
        "INSERT INTO release_details (release_id, document, fetched_at) VALUES (10, '{\"original_year\":1959}', 9)",
    ),
    since(
        ENRICHMENT,
        "INSERT INTO images (hash, format, width, height, bytes, colour, placeholder, stored_at) VALUES \
         ('ab', 'jpeg', 600, 600, 1000, '#1a2b3c', 'xyz', 9)",
    ),
    since(
        ENRICHMENT,
        "INSERT INTO texts (account_id, release_id, id, state, author, body, language, locked, written_at) VALUES \
         (1, 10, 't', 'shown', 'person', 'Mon préféré.', 'fr', TRUE, 9)",
    ),
    since(
        EXCHANGE,
        "INSERT INTO files (account_id, file_id, name, columns, line_end, imported_at) VALUES \
         (1, 4, 'mine.csv', '[\"catalog\",\"artist\"]', 'crlf', 9)",
    ),
    since(
        EXCHANGE,
        "INSERT INTO file_lines (account_id, instance_id, file_id, position, cells) VALUES (1, 3, 4, 1, NULL)",
    ),
    since(
        EXCHANGE,
        "INSERT INTO recognitions (account_id, instance_id, copy_id, job_id, recognised_at) VALUES (1, 33, 3, 'j', 9)",
    ),
    between(
        EXCHANGE,
        SUPPLEMENTS,
        "INSERT INTO release_supplements (release_id, styles, supplemented_at) VALUES (20, '[\"Cool Jazz\"]', 9)",
    ),
    since(
        SUPPLEMENTS,
        "INSERT INTO release_supplements (release_id, part, styles, supplemented_at) VALUES (20, 1, '[\"Cool Jazz\"]', 9)",
    ),
    since(
        SUPPLEMENTS,
        "INSERT INTO copy_supplements (account_id, instance_id, part, folder_id, supplemented_at) VALUES (1, 3, 1, 1, 9)",
    ),
    since(
        WANTLIST,
        "INSERT INTO wants (account_id, release_id, rating, notes, added_at, job_id, imported_at) VALUES \
         (1, 20, NULL, 'one day', 300, 'w', 9)",
    ),
    since(
        WANTLIST,
        "INSERT INTO valuations (account_id, day, minimum, median, maximum, currency) VALUES (1, 0, 1000, 2000, 3000, 'EUR')",
    ),
    since(
        EDITS,
        "INSERT INTO edits (account_id, batch_id, id, release_id, field, value, previous, made_at) VALUES \
         (1, 'b', 'e', 20, 'year', '1961', 'null', 9)",
    ),
    since(WANTLIST, "INSERT INTO want_refusals (account_id, release_id) VALUES (1, 98)"),
    since(WANTLIST, "INSERT INTO want_absences (account_id, release_id, job_id, absent_since) VALUES (1, 20, 'w', 9)"),
    since(
        VIEWS,
        "INSERT INTO views (account_id, id, name, query, created_at) VALUES (1, 'v', 'Bleu', 'genre=Jazz', 9)",
    ),
    since(
        LEDGER,
        "INSERT INTO seals (number, account_id, job_id, moment, rows, checksum, intact, sealed_at) \
         VALUES (1, 1, 'j', 'before', 0, '00', 1, 9)",
    ),
    since(LEDGER, "INSERT INTO sync_acts (account_id, job_id, batch_id, act) VALUES (1, 'j', 'b', 'take')"),
    since(
        TOKENS,
        "INSERT INTO api_tokens (account_id, id, name, scope, digest, created_at, last_used_at) \
         VALUES (1, 't', 'téléphone', 'read', CAST('digest' AS BLOB), 9, NULL)",
    ),
];
