//! Artists for the pages.

use crate::Reader;
use crate::catalogue::Index;
use crate::dialect::Sql;
use crate::enrichments::{images_of, pictures_of};
use crate::error::Result;
use sillon_core::album::ListPage;
use sillon_core::artist::ArtistCard;
use sillon_core::credit::display_name;
use sillon_core::id::{AccountId, ArtistId};
use sillon_core::query::NameQuery;
use sillon_core::query::words::asked_words;
use std::collections::HashMap;

pub(crate) const NAMES: Sql = with_ids!("SELECT id, name FROM artists WHERE id", "");
pub(crate) const COVERS: Sql = with_ids!("SELECT id, COALESCE(cover_url, thumb_url) FROM full_releases WHERE id", "");

/// An artist as the catalogue has it: its key, how many albums, and the newest of them that has a cover.
type Line = (i64, u64, Option<i64>);

impl Reader {
    /// Artists with at least one album, by their sort keys; stand-ins such as Various are left out.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_artists(&self, account: AccountId, query: &NameQuery) -> Result<ListPage<ArtistCard>> {
        let search = query.search.as_deref().map(str::trim).filter(|search| !search.is_empty());
        let words = search.map(|search| asked_words(search, true));
        let first = u64::from(query.page.saturating_sub(1)) * u64::from(query.page_size);
        let (first, most) = (usize::try_from(first).unwrap_or(usize::MAX), query.page_size as usize);
        let catalogue = self.catalogues.fresh(&self.db, account).await?;
        let (lines, total) = catalogue
            .ask(move |index| {
                let listed = index.artists.list(&index.live, words.as_deref());
                let page = listed.iter().skip(first).take(most);
                (page.map(|(id, albums)| line(index, *id, *albums)).collect::<Vec<_>>(), listed.len() as u64)
            })
            .await?;
        Ok(ListPage { items: self.cards(lines).await?, total, page: query.page, page_size: query.page_size })
    }

    /// One artist; `None` when no album of the collection credits it.
    ///
    /// # Errors
    /// As every read.
    pub async fn find_artist(&self, account: AccountId, id: ArtistId) -> Result<Option<ArtistCard>> {
        let catalogue = self.catalogues.fresh(&self.db, account).await?;
        let found = catalogue
            .ask(move |index| {
                let albums = index.artists.postings(id.0).map_or(0, |postings| postings.count_in(&index.live)) as u64;
                (albums > 0).then(|| line(index, id.0, albums))
            })
            .await?;
        Ok(self.cards(found.into_iter().collect()).await?.pop())
    }

    async fn cards(&self, lines: Vec<Line>) -> Result<Vec<ArtistCard>> {
        let mut names: HashMap<i64, String> = self.by_id(NAMES, lines.iter().map(|(id, ..)| *id)).await?;
        let covers: HashMap<i64, Option<String>> =
            self.by_id(COVERS, lines.iter().filter_map(|(_, _, cover)| *cover)).await?;
        let cards = lines.into_iter().filter_map(|(id, albums, cover)| {
            let discogs_name = names.remove(&id)?;
            Some(ArtistCard {
                id: ArtistId(id),
                name: display_name(&discogs_name).to_owned(),
                discogs_name,
                albums,
                cover_url: cover.and_then(|cover| covers.get(&cover).cloned().flatten()),
                picture: None,
                picture_source: None,
                image: None,
            })
        });
        self.with_pictures(cards.collect()).await
    }

    async fn by_id<T>(&self, sql: Sql, ids: impl Iterator<Item = i64>) -> Result<HashMap<i64, T>>
    where
        T: Send + Unpin,
        (i64, T): for<'r> sqlx::FromRow<'r, sqlx::sqlite::SqliteRow> + for<'r> sqlx::FromRow<'r, sqlx::postgres::PgRow>,
    {
        let ids = serde_json::to_string(&ids.collect::<Vec<_>>())?;
        let rows: Vec<(i64, T)> =
            read!(&self.db, pool => sqlx::query_as(sql.of(&self.db)).bind(&ids).fetch_all(pool).await)?;
        Ok(rows.into_iter().collect())
    }

    async fn with_pictures(&self, mut cards: Vec<ArtistCard>) -> Result<Vec<ArtistCard>> {
        let ids: Vec<ArtistId> = cards.iter().map(|card| card.id).collect();
        let mut pictures = pictures_of(&self.db, &ids).await?;
        let mut images = images_of(&self.db, "artist", &ids.iter().map(|id| id.0).collect::<Vec<_>>()).await?;
        for card in &mut cards {
            (card.picture, card.picture_source) = pictures.remove(&card.id).unzip();
            card.image = images.remove(&card.id.0);
        }
        Ok(cards)
    }
}

fn line(index: &Index, id: i64, albums: u64) -> Line {
    (id, albums, index.artists.postings(id).and_then(|postings| index.newest_cover(postings)))
}
