//! Albums for the pages: lists by any question, and one with all that is known of it.

use crate::collection::load_copies;
use crate::db::Db;
use crate::dialect::Sql;
use crate::edits::{Overlay, edits_of};
use crate::enrichments::{images_of, origins_of, shown_texts};
use crate::error::Result;
use crate::facets;
use crate::filter::{Argument, Filter};
use crate::{Reader, releases};
use sillon_core::album::{Album, AlbumDetail, CopyDetail, ListPage, Source};
use sillon_core::collection::{Copy, default_fields};
use sillon_core::enrich::{Facet, Outcome, Subject};
use sillon_core::id::{AccountId, FieldId, FolderId, InstanceId, JobId, ReleaseId};
use sillon_core::query::AlbumQuery;
use sqlx::AssertSqlSafe;
use std::collections::HashMap;

const LINES: Sql = with_ids!(
    "SELECT release_id, copies, added_at, created_at, rating FROM album_index WHERE account_id = $2 AND release_id",
    ""
);
const LINKS: Sql = with_ids!(
    "SELECT subject_id, value FROM enrichments \
     WHERE subject_kind = 'release' AND facet = 'links' AND outcome = 'found' AND subject_id",
    ""
);

const PRESSINGS: Sql = Sql {
    sqlite: "SELECT release_id FROM album_index WHERE account_id = $1 AND release_id IN ( \
        SELECT rowid FROM release_facets WHERE release_facets MATCH $2) AND release_id <> $3 \
        ORDER BY (year IS NULL), year, release_id",
    postgres: "SELECT release_id FROM album_index WHERE account_id = $1 AND release_id IN ( \
        SELECT release_id FROM release_facets WHERE marks @@ CAST($2 AS TSQUERY)) AND release_id <> $3 \
        ORDER BY (year IS NULL), year, release_id",
};

impl Reader {
    /// A page of the albums that a question asks for, with how many there are in all. However many albums stand on the
    /// page, the number of statements is the same.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_albums(&self, account: AccountId, query: &AlbumQuery) -> Result<ListPage<Album>> {
        let db = &self.db;
        let filter = Filter::of(db, account, query);
        let total = select(db, filter.count(), &filter.arguments).await?;
        let total = total.first().map_or(0, |total| total.unsigned_abs());
        let (sql, arguments) = filter.page(query);
        let ids = select(db, sql, &arguments).await?;
        let ids: Vec<ReleaseId> = ids.into_iter().map(ReleaseId).collect();
        let items = load(db, account, &ids).await?;
        Ok(ListPage { items, total, page: query.page, page_size: query.page_size })
    }

    /// The keys of all albums that a question asks for, in its order; its page counts for nothing.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_album_ids(&self, account: AccountId, query: &AlbumQuery) -> Result<Vec<ReleaseId>> {
        let all = AlbumQuery { page: 1, page_size: u32::MAX, ..query.clone() };
        let (sql, arguments) = Filter::of(&self.db, account, &all).page(&all);
        Ok(select(&self.db, sql, &arguments).await?.into_iter().map(ReleaseId).collect())
    }

    /// An album with its copies and the collection's other pressings of it; `None` when the collection does not hold it.
    ///
    /// # Errors
    /// As every read.
    pub async fn find_album(&self, account: AccountId, id: ReleaseId) -> Result<Option<AlbumDetail>> {
        let db = &self.db;
        let Some(album) = load(db, account, &[id]).await?.pop() else { return Ok(None) };
        let overlay = Overlay::load(db, account, &releases::ids([id].into_iter())?).await?;
        type Row = (i64, String, bool, Option<i64>);
        let rows: Vec<Row> = read!(db, pool => {
            sqlx::query_as(
                "SELECT c.instance_id, c.job_id, c.opened_album, absences.absent_since \
                 FROM copies AS c LEFT JOIN absences \
                 ON absences.account_id = c.account_id AND absences.instance_id = c.instance_id \
                 WHERE c.account_id = $1 AND c.release_id = $2 ORDER BY c.opened_album DESC, c.imported_at",
            )
            .bind(account.0).bind(id.0).fetch_all(pool).await
        })?;
        let added_by = rows.first().map(|(_, job, _, _)| JobId(job.clone()));
        let Some(added_by) = added_by else { return Ok(None) };
        let absent = rows.iter().filter_map(|(copy, _, _, since)| since.map(|since| (InstanceId(*copy), since)));
        let absent: HashMap<InstanceId, i64> = absent.collect();
        let copies: Vec<InstanceId> = rows.iter().map(|(copy, _, _, _)| InstanceId(*copy)).collect();
        let mut copies = load_copies(db, account, &copies).await?;
        copies.iter_mut().for_each(|copy| overlay.lay_over_copy(copy));
        copies.sort_by_key(|copy| (copy.added_at, copy.instance_id));
        let names = Names::load(db, account).await?;
        let pressings = load_pressings(db, account, &album).await?;
        let copies = copies.into_iter().map(|copy| names.detail(copy, &absent)).collect();
        let details = overlay.lay_over_details(id, self.details(id).await?);
        let (texts, candidates) = (self.texts(account, id).await?, self.link_candidates(id).await?);
        let origins = origins_of(db, Subject::Release(id)).await?;
        let link = origins.iter().find(|origin| origin.facet == Facet::Links && origin.outcome == Outcome::Found);
        let spotify_found_at = link.map(|origin| origin.updated_at);
        Ok(Some(AlbumDetail {
            album,
            copies,
            pressings,
            added_by,
            spotify_found_at,
            details,
            texts,
            candidates,
            origins,
            edits: edits_of(db, account, id).await?,
        }))
    }
}

/// Albums by their keys, in that order; those that the collection does not hold are left out.
pub(crate) async fn load(db: &Db, account: AccountId, albums: &[ReleaseId]) -> Result<Vec<Album>> {
    if albums.is_empty() {
        return Ok(Vec::new());
    }
    let ids = releases::ids(albums.iter().copied())?;
    type Row = (i64, i64, Option<i64>, i64, Option<i64>);
    let rows: Vec<Row> =
        read!(db, pool => sqlx::query_as(LINES.of(db)).bind(&ids).bind(account.0).fetch_all(pool).await)?;
    let links: Vec<(i64, Option<String>)> =
        read!(db, pool => sqlx::query_as(LINKS.of(db)).bind(&ids).fetch_all(pool).await)?;
    let mut links: HashMap<i64, Option<String>> = links.into_iter().collect();
    let mut texts = shown_texts(db, account, &ids).await?;
    let mut covers = images_of(db, "release", &albums.iter().map(|id| id.0).collect::<Vec<_>>()).await?;
    let mut releases = releases::load(db, albums).await?;
    let overlay = Overlay::load(db, account, &ids).await?;
    let ratings = overlay.best_ratings(db, account).await?;
    let lines: HashMap<i64, Row> = rows.into_iter().map(|row| (row.0, row)).collect();
    let albums = albums.iter().filter_map(|id| {
        let (_, copies, added_at, created_at, rating) = *lines.get(&id.0)?;
        let mut release = releases.remove(id)?;
        overlay.lay_over_release(&mut release);
        let imported = rating.and_then(|rating| u8::try_from(rating).ok());
        Some(Album {
            release,
            source: Source::of(*id),
            copies: u32::try_from(copies).unwrap_or(u32::MAX),
            added_at,
            created_at,
            rating: ratings.get(id).copied().unwrap_or(imported),
            spotify_url: links.remove(&id.0).flatten(),
            description: texts.remove(&id.0),
            cover: covers.remove(&id.0),
            archived: overlay.is_archived(*id),
        })
    });
    Ok(albums.collect())
}

async fn load_pressings(db: &Db, account: AccountId, album: &Album) -> Result<Vec<Album>> {
    let Some(master) = album.release.master_id else { return Ok(Vec::new()) };
    let ids: Vec<i64> = read!(db, pool => {
        sqlx::query_scalar(PRESSINGS.of(db))
            .bind(account.0).bind(facets::Facet::Master(master).word()).bind(album.release.id.0).fetch_all(pool).await
    })?;
    load(db, account, &ids.into_iter().map(ReleaseId).collect::<Vec<_>>()).await
}

/// Runs a statement that was put together from this crate's own pieces; whatever people typed is in the arguments.
async fn select(db: &Db, sql: String, arguments: &[Argument]) -> Result<Vec<i64>> {
    Ok(read!(db, pool => {
        let mut query = sqlx::query_scalar(AssertSqlSafe(sql));
        for argument in arguments {
            query = match argument {
                Argument::Integer(integer) => query.bind(*integer),
                Argument::Text(text) => query.bind(text.as_str()),
            };
        }
        query.fetch_all(pool).await
    })?)
}

/// What the owner calls folders and fields.
struct Names {
    folders: HashMap<i64, String>,
    fields: HashMap<i64, String>,
}

impl Names {
    async fn load(db: &Db, account: AccountId) -> Result<Self> {
        let folders: Vec<(i64, String)> = read!(db, pool => {
            sqlx::query_as("SELECT folder_id, name FROM folders WHERE account_id = $1")
                .bind(account.0).fetch_all(pool).await
        })?;
        let fields: Vec<(i64, String)> = read!(db, pool => {
            sqlx::query_as("SELECT field_id, name FROM fields WHERE account_id = $1")
                .bind(account.0).fetch_all(pool).await
        })?;
        let defaults = default_fields().into_iter().map(|field| (field.id.0, field.name));
        Ok(Self { folders: folders.into_iter().collect(), fields: defaults.chain(fields).collect() })
    }

    fn detail(&self, copy: Copy, absent: &HashMap<InstanceId, i64>) -> CopyDetail {
        let mut notes = copy.notes;
        notes.sort_by_key(|note| note.field_id);
        let fields = notes.into_iter().map(|note| (self.field(note.field_id), note)).collect();
        CopyDetail {
            instance_id: copy.instance_id,
            folder: copy.folder_id.and_then(|id| Some((id, self.folder(id)?))),
            rating: copy.rating,
            added_at: copy.added_at,
            fields,
            absent_since: absent.get(&copy.instance_id).copied(),
        }
    }

    fn field(&self, id: FieldId) -> String {
        self.fields.get(&id.0).cloned().unwrap_or_else(|| id.to_string())
    }

    /// Folders that nobody named are left unsaid.
    fn folder(&self, id: FolderId) -> Option<String> {
        self.folders.get(&id.0).cloned()
    }
}
