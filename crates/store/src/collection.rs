//! What a person has: copies, and the albums that follow from them. Inserts only.

use crate::batch;
use crate::beside::{BesideRows, SupplementRows, add_supplements};
use crate::db::Db;
use crate::dialect::Sql;
use crate::error::Result;
use crate::item::{self, Rows};
use crate::ledger;
use crate::{Reader, Store, releases};
use sillon_core::collection::{Copy, Field, Folder, Item};
use sillon_core::exchange::document::SourceLine;
use sillon_core::id::{AccountId, FolderId, InstanceId, JobId, ReleaseId};
use sillon_core::receipt::Entry;
use sillon_core::release::Release;
use sillon_core::sync::known::Recognition;
use sillon_core::sync::supplement::{CopySupplement, Supplement, supplement};
use std::collections::HashSet;

/// What one page of a listing adds.
#[derive(Clone, Copy, Debug, Default)]
pub struct PageChanges<'a> {
    /// First copies of releases that the collection did not hold.
    pub new_albums: &'a [Item],
    /// Further copies of releases that it holds, or that this page adds.
    pub new_copies: &'a [Item],
    /// What is to be noted in the run's ledger.
    pub entries: &'a [Entry],
    /// What the page brings beside its rows, when a file brought some of them.
    pub beside: Beside<'a>,
}

/// What stands beside the rows of a file: where they stood in it, and what a listing makes of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beside<'a> {
    /// Where copies of this page stood in their file.
    pub lines: &'a [(InstanceId, SourceLine)],
    /// Copies of a listing that a file brought before.
    pub recognised: &'a [Recognition],
    /// What a listing adds to releases that are there.
    pub supplements: &'a [Supplement],
    /// What it adds to copies that are there.
    pub copy_supplements: &'a [CopySupplement],
    /// Since when Discogs no longer lists copies of this page, in milliseconds UTC.
    pub absent: &'a [(InstanceId, i64)],
}

/// A copy that a run added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AddedCopy {
    /// The copy.
    pub instance_id: InstanceId,
    /// Of which release.
    pub release_id: ReleaseId,
    /// Whether it was the first of its release, so that the run added the album.
    pub opened_album: bool,
    /// Whether its album is shown, and so counted; an album that is put away may be given further copies.
    pub is_shown: bool,
}

impl Counts {
    /// What was counted before these came, of which some may not count.
    #[must_use]
    pub fn before(self, added: &[AddedCopy]) -> Self {
        let shown = added.iter().filter(|copy| copy.is_shown);
        let opened = shown.clone().filter(|copy| copy.opened_album).count() as u64;
        // Somebody may put an album away between one reading and the other.
        Self { albums: self.albums.saturating_sub(opened), copies: self.copies.saturating_sub(shown.count() as u64) }
    }
}

/// The size of a collection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Distinct releases.
    pub albums: u64,
    /// Copies of them.
    pub copies: u64,
}

pub(crate) const LOAD_COPIES: Sql = with_ids!(
    "SELECT instance_id, release_id, folder_id, rating, added_at, notes FROM full_copies \
     WHERE account_id = $2 AND instance_id",
    "ORDER BY instance_id"
);
const LOAD_IMPORTED: Sql = with_ids!(
    "SELECT instance_id, release_id, folder_id, rating, added_at, notes FROM copies \
     WHERE account_id = $2 AND instance_id",
    "ORDER BY instance_id"
);

const COVERLESS: crate::dialect::Sql =
    with_ids!("SELECT id FROM full_releases WHERE cover_url IS NULL AND thumb_url IS NULL AND id", "");

const INSERT_FOLDERS: Sql = import_rows!(
    "folders",
    "account_id, imported_at, folder_id, name",
    "$2, $3, CAST(value ->> 0 AS BIGINT), value ->> 1"
);

const INSERT_FIELDS: Sql = import_rows!(
    "fields",
    "account_id, imported_at, field_id, name",
    "$2, $3, CAST(value ->> 0 AS BIGINT), value ->> 1"
);

impl Store {
    /// How many albums and copies there are.
    ///
    /// # Errors
    /// As every read.
    pub async fn counts(&self, account: AccountId) -> Result<Counts> {
        counts(&self.db, account).await
    }

    /// The items of these copies as they were imported, with what was added since where they lacked something, in the order
    /// of their keys; unknown copies are left out.
    ///
    /// # Errors
    /// As every read.
    pub async fn load_items(&self, account: AccountId, copies: &[InstanceId]) -> Result<Vec<Item>> {
        load_items(&self.db, account, copies).await
    }

    /// Adds what a page brings, in one transaction. Rows whose key is there already are left as they are, so the same
    /// page can be added again. `now` is when sillon learned of it, in milliseconds UTC.
    ///
    /// # Errors
    /// As every write; nothing of the page is kept then.
    pub async fn add_page(&self, account: AccountId, job: &JobId, changes: &PageChanges<'_>, now: i64) -> Result<()> {
        let db = &self.db;
        let opening = changes.new_albums.iter().map(|item| (item, true));
        let mut items: Vec<(&Item, bool)> =
            opening.chain(changes.new_copies.iter().map(|item| (item, false))).collect();
        // Indexes take rows best in the order of their keys.
        items.sort_by_key(|(item, _)| item.release.id);
        let mut listed: Vec<&Release> = items.iter().map(|(item, _)| &item.release).collect();
        listed.dedup_by_key(|release| release.id);
        let ids = releases::ids(listed.iter().map(|release| release.id))?;
        let releases = item::releases(&listed)?;
        transact!(db, transaction => {
            // Asked for first, and not told by the insert: it would hand over every row, where most pages bring none.
            let kept: Vec<i64> = sqlx::query_scalar(releases::KNOWN.of(db)).bind(&ids).fetch_all(&mut *transaction).await?;
            // The other rows are made while the database takes in the longest.
            let (inserted, page) = tokio::join!(
                sqlx::query(batch::RELEASES.of(db)).bind(&releases.json).execute(&mut *transaction),
                async { PageRows::of(&items, &listed, changes) },
            );
            inserted?;
            let page = page?;
            let lines = if kept.is_empty() {
                page.lines
            } else {
                // Lines of a release that was there are never mixed with what is listed now.
                let kept: HashSet<i64> = kept.into_iter().collect();
                let new: Vec<&Release> = listed.iter().copied().filter(|release| !kept.contains(&release.id.0)).collect();
                batch::lines(&new)?
            };
            for (sql, rows) in lines.iter().filter(|(_, rows)| !rows.is_empty) {
                sqlx::query(sql.of(db)).bind(&rows.json).execute(&mut *transaction).await?;
            }
            sqlx::query(batch::COPIES.of(db))
                .bind(&page.copies.json).bind(account.0).bind(&job.0).bind(now).execute(&mut *transaction).await?;
            sqlx::query(batch::ARTIST_INDEX.of(db))
                .bind(&page.artists.json).bind(account.0).execute(&mut *transaction).await?;
            if !page.beside.lines.is_empty {
                sqlx::query(batch::FILE_LINES.of(db))
                    .bind(&page.beside.lines.json).bind(account.0).execute(&mut *transaction).await?;
            }
            if !page.beside.recognised.is_empty {
                sqlx::query(batch::RECOGNITIONS.of(db)).bind(&page.beside.recognised.json)
                    .bind(account.0).bind(&job.0).bind(now).execute(&mut *transaction).await?;
            }
            if !page.beside.absent.is_empty {
                sqlx::query(batch::ABSENCES.of(db)).bind(&page.beside.absent.json)
                    .bind(account.0).bind(&job.0).execute(&mut *transaction).await?;
            }
            if !page.entries.is_empty {
                sqlx::query(ledger::INSERT_ENTRIES.of(db))
                    .bind(&page.entries.json).bind(account.0).bind(&job.0).execute(&mut *transaction).await?;
            }
            let revision: i64 =
                sqlx::query_scalar(batch::NEXT_REVISION).bind(account.0).fetch_one(&mut *transaction).await?;
            let albums = sqlx::query(batch::ALBUM_INDEX.of(db))
                .bind(&page.albums.json).bind(account.0).bind(now).bind(revision).execute(&mut *transaction).await?;
            if albums.rows_affected() < items.len() as u64 {
                sqlx::query(batch::REFRESH_ALBUMS.of(db))
                    .bind(&ids).bind(account.0).bind(revision).execute(&mut *transaction).await?;
            }
            add_supplements!(db, transaction, &page.beside.supplements, account, revision, now);
        });
        Ok(())
    }

    /// Adds what a release's own page tells of it and its row lacks; whether that was anything. `now` in milliseconds UTC.
    ///
    /// # Errors
    /// As every write.
    pub async fn supplement_release(&self, account: AccountId, told: &Release, now: i64) -> Result<bool> {
        let db = &self.db;
        let kept = releases::load(db, &[told.id]).await?.remove(&told.id);
        let Some(found) = kept.and_then(|kept| supplement(&kept, told)) else { return Ok(false) };
        self.add_supplements(account, &[found], now).await?;
        Ok(true)
    }

    /// Adds what these releases lacked, in one transaction. A place that was filled meanwhile keeps its value.
    ///
    /// # Errors
    /// As every write.
    pub async fn add_supplements(&self, account: AccountId, supplements: &[Supplement], now: i64) -> Result<()> {
        let (db, rows) = (&self.db, SupplementRows::new(supplements, &[])?);
        transact!(db, transaction => {
            let revision: i64 =
                sqlx::query_scalar(batch::NEXT_REVISION).bind(account.0).fetch_one(&mut *transaction).await?;
            add_supplements!(db, transaction, &rows, account, revision, now);
        });
        Ok(())
    }

    /// Which of these releases have no address of a cover.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_coverless(&self, releases: &[ReleaseId]) -> Result<Vec<ReleaseId>> {
        let (db, ids) = (&self.db, releases::ids(releases.iter().copied())?);
        let ids: Vec<i64> = read!(db, pool => sqlx::query_scalar(COVERLESS.of(db)).bind(&ids).fetch_all(pool).await)?;
        Ok(ids.into_iter().map(ReleaseId).collect())
    }

    /// The copies that a run added, newest first by their keys.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_added(&self, account: AccountId, job: &JobId) -> Result<Vec<AddedCopy>> {
        const ADDED: &str = concat!(
            "SELECT instance_id, release_id, opened_album, release_id NOT IN (",
            archived_albums!(),
            ") FROM copies WHERE account_id = $1 AND job_id = $2 ORDER BY instance_id DESC"
        );
        let rows: Vec<(i64, i64, bool, bool)> = read!(&self.db, pool => {
            sqlx::query_as(ADDED).bind(account.0).bind(&job.0).fetch_all(pool).await
        })?;
        let copies = rows.into_iter().map(|(instance_id, release_id, opened_album, is_shown)| AddedCopy {
            instance_id: InstanceId(instance_id),
            release_id: ReleaseId(release_id),
            opened_album,
            is_shown,
        });
        Ok(copies.collect())
    }

    /// Adds the names of folders and fields that are not known yet. A name once imported stays.
    ///
    /// # Errors
    /// As every write.
    pub async fn add_directory(
        &self,
        account: AccountId,
        folders: &[Folder],
        fields: &[Field],
        now: i64,
    ) -> Result<()> {
        let folders = Rows::of(folders.iter().map(|folder| (folder.id, &folder.name)))?;
        let fields = Rows::of(fields.iter().map(|field| (field.id, &field.name)))?;
        let db = &self.db;
        transact!(db, transaction => {
            for (sql, rows) in [(INSERT_FOLDERS, folders), (INSERT_FIELDS, fields)] {
                sqlx::query(sql.of(db)).bind(&rows.json).bind(account.0).bind(now).execute(&mut *transaction).await?;
            }
            let _: i64 = sqlx::query_scalar(batch::NEXT_REVISION).bind(account.0).fetch_one(&mut *transaction).await?;
        });
        Ok(())
    }
}

impl Reader {
    /// How many albums and copies there are.
    ///
    /// # Errors
    /// As every read.
    pub async fn counts(&self, account: AccountId) -> Result<Counts> {
        let catalogue = self.catalogues.fresh(&self.db, account).await?;
        let (albums, copies) = catalogue.ask(|index| (index.len() as u64, index.copies())).await?;
        Ok(Counts { albums, copies })
    }
}

/// A page's rows beside its releases.
struct PageRows {
    lines: [(Sql, Rows); 2],
    copies: Rows,
    albums: Rows,
    artists: Rows,
    entries: Rows,
    beside: BesideRows,
}

impl PageRows {
    fn of(items: &[(&Item, bool)], releases: &[&Release], changes: &PageChanges<'_>) -> Result<Self> {
        Ok(Self {
            lines: batch::lines(releases)?,
            copies: item::copies(items.iter().copied())?,
            albums: item::albums(items.iter().map(|(item, _)| *item))?,
            artists: item::artist_index(releases)?,
            entries: ledger::entry_rows(changes.entries)?,
            beside: BesideRows::of(&changes.beside)?,
        })
    }
}

async fn counts(db: &Db, account: AccountId) -> Result<Counts> {
    const SHOWN: &str = concat!(
        "SELECT (SELECT count(*) FROM album_index WHERE account_id = $1 AND release_id NOT IN (",
        archived_albums!(),
        ")), (SELECT count(*) FROM copies WHERE account_id = $1 AND release_id NOT IN (",
        archived_albums!(),
        "))"
    );
    let (albums, copies): (i64, i64) = read!(db, pool => sqlx::query_as(SHOWN).bind(account.0).fetch_one(pool).await)?;
    Ok(Counts { albums: albums.unsigned_abs(), copies: copies.unsigned_abs() })
}

/// Copies by their keys, each with its release.
pub(crate) async fn load_items(db: &Db, account: AccountId, copies: &[InstanceId]) -> Result<Vec<Item>> {
    let copies = load_copies(db, account, copies).await?;
    let ids: Vec<ReleaseId> = copies.iter().map(|copy| copy.release_id).collect();
    let releases = releases::load(db, &ids).await?;
    let items = copies.into_iter().filter_map(|copy| {
        let release = releases.get(&copy.release_id)?.clone();
        Some(Item { release, copy })
    });
    Ok(items.collect())
}

/// Copies by their keys, with their notes, and with what was added since where they lacked something.
pub(crate) async fn load_copies(db: &Db, account: AccountId, copies: &[InstanceId]) -> Result<Vec<Copy>> {
    read_copies(db, LOAD_COPIES, account, copies).await
}

/// The same as they were imported, with nothing filled in.
pub(crate) async fn load_imported_copies(db: &Db, account: AccountId, copies: &[InstanceId]) -> Result<Vec<Copy>> {
    read_copies(db, LOAD_IMPORTED, account, copies).await
}

async fn read_copies(db: &Db, sql: Sql, account: AccountId, copies: &[InstanceId]) -> Result<Vec<Copy>> {
    let ids = serde_json::to_string(copies)?;
    type Row = (i64, i64, Option<i64>, Option<i64>, Option<i64>, String);
    let rows: Vec<Row> = read!(db, pool => {
        sqlx::query_as(sql.of(db)).bind(&ids).bind(account.0).fetch_all(pool).await
    })?;
    let copies = rows.into_iter().map(|(instance_id, release_id, folder_id, rating, added_at, notes)| {
        Ok(Copy {
            instance_id: InstanceId(instance_id),
            release_id: ReleaseId(release_id),
            folder_id: folder_id.map(FolderId),
            rating: rating.and_then(|rating| u8::try_from(rating).ok()),
            added_at,
            notes: serde_json::from_str(&notes)?,
        })
    });
    copies.collect()
}
