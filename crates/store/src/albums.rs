//! Albums for the pages: lists by any question, and one with all that is known of it.

use crate::collection::load_copies;
use crate::db::Db;
use crate::dialect::Sql;
use crate::edits::{Overlay, edits_of};
use crate::enrichments::{images_of, origins_of, shown_texts};
use crate::error::Result;
use crate::{Reader, releases};
use sillon_core::album::{Album, AlbumDetail, AlbumList, CopyDetail, ListPage, Owned, Selection, Source};
use sillon_core::collection::{Copy, default_fields};
use sillon_core::enrich::{Facet, Outcome, Subject};
use sillon_core::id::{AccountId, FieldId, FolderId, InstanceId, JobId, ReleaseId};
use sillon_core::query::AlbumQuery;
use sillon_core::query::counts::FacetCounts;
use sillon_core::query::search::Mistake;
use std::collections::{HashMap, HashSet};

pub(crate) const LINES: Sql = with_ids!(
    "SELECT release_id, copies, added_at, created_at, rating FROM album_index WHERE account_id = $2 AND release_id",
    ""
);
pub(crate) const LINKS: Sql = with_ids!(
    "SELECT subject_id, value FROM enrichments \
     WHERE subject_kind = 'release' AND facet = 'links' AND outcome = 'found' AND subject_id",
    ""
);
/// Those of which a listing has shown a copy: under a key of Discogs', or as one that a file had brought. Below 2⁴⁰ keys are
/// Discogs'.
pub(crate) const LISTED: Sql = with_ids!(
    "SELECT c.release_id FROM copies AS c WHERE c.account_id = $2 AND (c.instance_id < 1099511627776 OR EXISTS ( \
     SELECT 1 FROM recognitions AS r WHERE r.account_id = $2 AND r.copy_id = c.instance_id)) AND c.release_id",
    ""
);

impl Reader {
    /// Makes the catalogue ready, so that the first who asks need not wait: a second or two for 100,000 albums.
    ///
    /// # Errors
    /// As every read.
    pub async fn warm_up(&self, account: AccountId) -> Result<()> {
        self.catalogues.fresh(&self.db, account).await.map(drop)
    }

    /// A page of the albums that a question asks for, with how many there are in all. However many albums stand on the
    /// page, the number of statements is the same.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_albums(&self, account: AccountId, query: &AlbumQuery) -> Result<AlbumList> {
        let Found { ids, total, corrected, mistakes } = self.find(account, query.clone()).await?;
        let items = load(&self.db, account, &ids).await?;
        let list = ListPage { items, total, page: query.page, page_size: query.page_size };
        Ok(AlbumList { list, corrected, mistakes })
    }

    /// How many albums have each value of each facet: of those that a question finds, without its own filters of that
    /// facet. Facets without a value are left out.
    ///
    /// # Errors
    /// As every read.
    pub async fn facets(&self, account: AccountId, query: &AlbumQuery) -> Result<Vec<FacetCounts>> {
        let db = &self.db;
        let catalogue = self.catalogues.fresh(db, account).await?;
        let (search, verified) = catalogue.read(db, account, query.search.as_deref()).await?;
        let query = query.clone();
        catalogue
            .ask(move |index| {
                let query = index.settled(query);
                let searched = index.search(&search, &verified);
                index.facets(&query, &index.select(&searched, &query.filters))
            })
            .await
    }

    /// Whether the collection holds what a text says (a barcode, a catalogue number, or words of artist and title), and
    /// which other pressings of it; at most 50 of each.
    ///
    /// # Errors
    /// As every read.
    pub async fn find_owned(&self, account: AccountId, text: &str) -> Result<Owned> {
        let catalogue = self.catalogues.fresh(&self.db, account).await?;
        let text = text.to_owned();
        let held = catalogue.ask(move |index| index.owned(&text)).await?;
        let ids = |ids: Vec<i64>| ids.into_iter().map(ReleaseId).collect::<Vec<_>>();
        Ok(Owned {
            matched_by: held.matched_by,
            corrected: held.corrected,
            exact: load(&self.db, account, &ids(held.exact)).await?,
            pressings: load(&self.db, account, &ids(held.pressings)).await?,
        })
    }

    /// The collection's other pressings of an album's work, oldest first.
    async fn pressings(&self, account: AccountId, album: ReleaseId) -> Result<Vec<Album>> {
        let catalogue = self.catalogues.fresh(&self.db, account).await?;
        let pressings = catalogue.ask(move |index| index.other_pressings(&[album.0])).await?;
        load(&self.db, account, &pressings.into_iter().map(ReleaseId).collect::<Vec<_>>()).await
    }

    /// The keys of all albums that a question asks for, in its order; its page counts for nothing.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_album_ids(&self, account: AccountId, query: &AlbumQuery) -> Result<Vec<ReleaseId>> {
        Ok(self.select_albums(account, query).await?.albums)
    }

    /// The same, with what was made of its search.
    ///
    /// # Errors
    /// As every read.
    pub async fn select_albums(&self, account: AccountId, query: &AlbumQuery) -> Result<Selection> {
        let all = AlbumQuery { page: 1, page_size: u32::MAX, ..query.clone() };
        let Found { ids, corrected, mistakes, .. } = self.find(account, all).await?;
        Ok(Selection { albums: ids, corrected, mistakes })
    }

    /// The keys of a page of albums.
    async fn find(&self, account: AccountId, asked: AlbumQuery) -> Result<Found> {
        let db = &self.db;
        let catalogue = self.catalogues.fresh(db, account).await?;
        let (search, verified) = catalogue.read(db, account, asked.search.as_deref()).await?;
        catalogue
            .ask(move |index| {
                let asked = index.settled(asked);
                let searched = index.search(&search, &verified);
                let set = index.select(&searched, &asked.filters).all();
                let first = usize::try_from(asked.offset()).unwrap_or(usize::MAX);
                let (order, most) = ((asked.sort, asked.order), asked.page_size as usize);
                let ids = match asked.by_master {
                    true => index.page_by_master(&set, order, first, most),
                    false => index.page(&set, order, first, most),
                };
                let corrections = Some(searched.corrections).filter(|corrections| !corrections.is_empty());
                Found {
                    ids: ids.into_iter().map(ReleaseId).collect(),
                    total: set.len() as u64,
                    corrected: corrections.map(|corrections| search.corrected(&corrections)),
                    mistakes: search.mistakes,
                }
            })
            .await
    }

    /// An album with its copies and the collection's other pressings of it; `None` when the collection does not hold it.
    ///
    /// # Errors
    /// As every read.
    pub async fn find_album(&self, account: AccountId, id: ReleaseId) -> Result<Option<AlbumDetail>> {
        let db = &self.db;
        let Some(album) = load(db, account, &[id]).await?.pop() else { return Ok(None) };
        let overlay = Overlay::load_for_copies(db, account, &releases::ids([id].into_iter())?).await?;
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
        let pressings = self.pressings(account, id).await?;
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
    let listed: Vec<i64> =
        read!(db, pool => sqlx::query_scalar(LISTED.of(db)).bind(&ids).bind(account.0).fetch_all(pool).await)?;
    let listed: HashSet<i64> = listed.into_iter().collect();
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
            source: Source::of(*id, listed.contains(&id.0)),
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

/// The keys of a page, and what was made of the question.
struct Found {
    ids: Vec<ReleaseId>,
    total: u64,
    corrected: Option<String>,
    mistakes: Vec<Mistake>,
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
