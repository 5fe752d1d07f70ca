//! Artists for the pages.

use crate::Reader;
use crate::dialect::Sql;
use crate::enrichments::{images_of, pictures_of};
use crate::error::Result;
use crate::search::Question;
use sillon_core::album::ListPage;
use sillon_core::artist::ArtistCard;
use sillon_core::credit::display_name;
use sillon_core::id::{AccountId, ArtistId};
use sillon_core::query::ArtistQuery;
use sqlx::AssertSqlSafe;

type Row = (i64, String, i64, Option<String>);

/// Various, Unknown Artist and No Artist stand for nobody, see [`ArtistId::is_placeholder`].
const SOMEBODY: &str = "i.account_id = $1 AND i.artist_id NOT IN (194, 355, 118760)";

/// An artist's card; `$source` names the artist `i`. The `+` keeps SQLite from walking the whole collection newest first
/// until the artist turns up.
macro_rules! card {
    ($credited:literal, $source:literal) => {
        concat!(
            "SELECT i.id, i.name, \
             (SELECT count(*) FROM album_index AS a WHERE a.account_id = $1 AND a.release_id IN (",
            $credited,
            ")), (SELECT COALESCE(r.cover_url, r.thumb_url) FROM album_index AS a \
             JOIN full_releases AS r ON r.id = a.release_id WHERE a.account_id = $1 AND a.release_id IN (",
            $credited,
            ") AND COALESCE(r.cover_url, r.thumb_url) IS NOT NULL \
             ORDER BY +a.added_at DESC NULLS LAST, a.release_id DESC LIMIT 1) FROM ",
            $source
        )
    };
    ($source:literal) => {
        Sql {
            sqlite: card!("SELECT rowid FROM release_facets WHERE release_facets MATCH 'artist_' || i.id", $source),
            postgres: card!(
                "SELECT release_id FROM release_facets WHERE marks @@ CAST('artist_' || i.id AS TSQUERY)",
                $source
            ),
        }
    };
}

pub(crate) const CARD: Sql = card!("artists AS i WHERE i.id = $2");
const CARDS: Sql = card!("(SELECT i.artist_id, i.sort_key ");

impl Reader {
    /// Artists with at least one album, by their sort keys; stand-ins such as Various are left out.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_artists(&self, account: AccountId, query: &ArtistQuery) -> Result<ListPage<ArtistCard>> {
        let search = query.search.as_deref().map(str::trim).filter(|search| !search.is_empty());
        let question = search.map(Question::parse);
        let patterns: Vec<String> = match &question {
            Some(Some(question)) => question.patterns().collect(),
            // Not a word in it: no artist's name has that.
            Some(None) => vec![String::new()],
            None => Vec::new(),
        };
        let mut filter = format!("FROM artist_index AS i WHERE {SOMEBODY}");
        for number in 2..patterns.len() + 2 {
            filter.push_str(&format!(" AND i.words LIKE ${number}"));
        }
        let (limit, offset) = (patterns.len() + 2, patterns.len() + 3);
        let first = i64::from(query.page.saturating_sub(1)) * i64::from(query.page_size);
        let count = format!("SELECT count(*) {filter}");
        let page = format!(
            "{} ORDER BY i.sort_key, i.artist_id LIMIT ${limit} OFFSET ${offset}) AS page \
             JOIN artists AS i ON i.id = page.artist_id ORDER BY page.sort_key, page.artist_id",
            CARDS.of(&self.db).to_owned() + &filter
        );
        let total: i64 = read!(&self.db, pool => {
            let query = sqlx::query_scalar(AssertSqlSafe(count)).bind(account.0);
            patterns.iter().fold(query, |query, pattern| query.bind(pattern)).fetch_one(pool).await
        })?;
        let rows: Vec<Row> = read!(&self.db, pool => {
            let statement = sqlx::query_as(AssertSqlSafe(page)).bind(account.0);
            let statement = patterns.iter().fold(statement, |statement, pattern| statement.bind(pattern));
            statement.bind(i64::from(query.page_size)).bind(first).fetch_all(pool).await
        })?;
        let items = self.with_pictures(rows.into_iter().map(artist_card).collect()).await?;
        Ok(ListPage { items, total: total.unsigned_abs(), page: query.page, page_size: query.page_size })
    }

    /// One artist; `None` when no album of the collection credits it.
    ///
    /// # Errors
    /// As every read.
    pub async fn find_artist(&self, account: AccountId, id: ArtistId) -> Result<Option<ArtistCard>> {
        let row: Option<Row> = read!(&self.db, pool => {
            sqlx::query_as(CARD.of(&self.db))
                .bind(account.0).bind(id.0).fetch_optional(pool).await
        })?;
        let card = row.map(artist_card).filter(|card| card.albums > 0);
        Ok(self.with_pictures(card.into_iter().collect()).await?.pop())
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

fn artist_card((id, discogs_name, albums, cover_url): Row) -> ArtistCard {
    ArtistCard {
        id: ArtistId(id),
        name: display_name(&discogs_name).to_owned(),
        discogs_name,
        albums: albums.unsigned_abs(),
        cover_url,
        picture: None,
        picture_source: None,
        image: None,
    }
}
