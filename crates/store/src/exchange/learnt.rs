//! What an import adds beside the collection: the files it came from, and what was learnt of albums and artists. Inserts only, into
//! empty places.

use crate::Store;
use crate::dialect::Sql;
use crate::error::Result;
use crate::item::{Document, Rows};
use serde_json::Value;
use sillon_core::exchange::document::{AlbumRecord, ArtistRecord, EnrichmentRecord, SourceFile};
use sillon_core::id::AccountId;

const FILES: Sql = import_rows!(
    "files",
    "account_id, imported_at, file_id, name, columns, line_end",
    "$2, $3, CAST(value ->> 0 AS BIGINT), value ->> 1, value ->> 2, value ->> 3"
);
const DETAILS: Sql = insert_rows!(
    "INSERT INTO release_details (release_id, fetched_at, document) \
     SELECT CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT), value ->> 2"
);
const TEXTS: Sql = insert_rows!(
    "INSERT INTO texts (account_id, release_id, id, state, author, body, language, model, prompt_version, doubts, \
     locked, written_at) SELECT $2, CAST(value ->> 0 AS BIGINT), value ->> 1, value ->> 2, value ->> 3, value ->> 4, \
     value ->> 5, value ->> 6, CAST(value ->> 7 AS BIGINT), value ->> 8, CAST(value ->> 9 AS BOOLEAN), \
     CAST(value ->> 10 AS BIGINT)"
);
const ENRICHMENTS: Sql = insert_rows!(
    "INSERT INTO enrichments (attempts, subject_kind, subject_id, facet, outcome, value, source, score, trace, version, \
     retry_at, updated_at, candidates) SELECT 0, value ->> 0, CAST(value ->> 1 AS BIGINT), value ->> 2, value ->> 3, \
     value ->> 4, value ->> 5, CAST(value ->> 6 AS DOUBLE PRECISION), value ->> 7, CAST(value ->> 8 AS BIGINT), \
     CAST(value ->> 9 AS BIGINT), CAST(value ->> 10 AS BIGINT), value ->> 11"
);

impl Store {
    /// Keeps how a file is written; one that is known stays as it was.
    ///
    /// # Errors
    /// As every write.
    pub async fn add_source_files(&self, account: AccountId, files: &[SourceFile], now: i64) -> Result<()> {
        let db = &self.db;
        let rows = Rows::of(files.iter().map(|file| (file.id, &file.name, Document(&file.columns), file.line_end)))?;
        transact!(db, transaction => {
            sqlx::query(FILES.of(db)).bind(&rows.json).bind(account.0).bind(now).execute(&mut *transaction).await?;
        });
        Ok(())
    }

    /// Adds what was learnt of albums and artists elsewhere, where nothing is known here, in one transaction.
    ///
    /// # Errors
    /// As every write; nothing is kept then.
    pub async fn add_learnt(&self, account: AccountId, albums: &[AlbumRecord], artists: &[ArtistRecord]) -> Result<()> {
        let db = &self.db;
        let details = albums.iter().filter_map(|album| Some((album.release.id, album.details.as_ref()?)));
        let details = Rows::of(details.map(|(id, details)| (id, details.fetched_at, details.document.to_string())))?;
        let texts = albums.iter().flat_map(|album| album.texts.iter().map(|text| (album.release.id, text)));
        let texts = Rows::of(texts.map(|(id, text)| {
            let doubts = text.doubts.as_ref().map(Value::to_string);
            let (state, author) = (&text.state, &text.author);
            let model = (&text.model, text.prompt_version);
            (
                id,
                &text.id,
                state,
                author,
                &text.body,
                &text.language,
                model.0,
                model.1,
                doubts,
                text.locked,
                text.written_at,
            )
        }))?;
        let of_albums = albums.iter().flat_map(|album| row("release", album.release.id.0, &album.enrichments));
        let of_artists = artists.iter().flat_map(|artist| row("artist", artist.id.0, &artist.enrichments));
        let enrichments = Rows::of(of_albums.chain(of_artists))?;
        transact!(db, transaction => {
            for (sql, rows) in [(DETAILS, details), (ENRICHMENTS, enrichments)] {
                if !rows.is_empty {
                    sqlx::query(sql.of(db)).bind(&rows.json).execute(&mut *transaction).await?;
                }
            }
            if !texts.is_empty {
                sqlx::query(TEXTS.of(db)).bind(&texts.json).bind(account.0).execute(&mut *transaction).await?;
            }
        });
        Ok(())
    }
}

fn row<'a>(kind: &'static str, id: i64, records: &'a [EnrichmentRecord]) -> impl Iterator<Item = Vec<Value>> + use<'a> {
    records.iter().map(move |record| {
        vec![
            kind.into(),
            id.into(),
            record.facet.as_str().into(),
            record.outcome.as_str().into(),
            record.value.clone().into(),
            record.source.as_str().into(),
            record.score.into(),
            record.trace.clone().into(),
            record.version.into(),
            record.retry_at.into(),
            record.updated_at.into(),
            record.candidates.as_ref().map(Value::to_string).into(),
        ]
    })
}
