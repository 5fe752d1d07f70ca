//! The calls.

use super::{convert, wire};
use crate::error::ClientError;
use crate::gate::Gate;
use crate::http::{Http, below, decode};
use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use serde_json::value::RawValue;
use sillon_core::collection::{Field, Folder, List, Page};
use sillon_core::enrich::Picture;
use sillon_core::enrich::details::Details;
use sillon_core::id::{ArtistId, LOCAL_IDS, MasterId, ReleaseId};
use sillon_core::release::Release;
use sillon_core::valuation::Worth;
use std::time::Duration;
use url::Url;

/// Free texts without Discogs' own markup.
const MEDIA_TYPE: HeaderValue = HeaderValue::from_static("application/vnd.discogs.v2.plaintext+json");
/// The most that Discogs gives in one page.
const PER_PAGE: &str = "100";
/// A longer pause than this is not one call's to wait out.
pub const LONGEST_PAUSE: Duration = Duration::from_secs(600);

/// Discogs' API, as seen by one token or by nobody. Clones share the connections and the gate.
#[derive(Clone)]
pub struct Discogs {
    http: Http,
    gate: Gate,
    base: Url,
    token: Option<SecretString>,
}

/// Whom the token belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The account's number, which stays when its name changes; `None` where Discogs told none.
    pub id: Option<i64>,
    /// The name that stands in the collection's URLs.
    pub username: String,
}

/// What a release's own page tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseDetails {
    /// All but the year of the work, which the master release tells.
    pub details: Details,
    /// What a listing tells of it, as far as its page tells it too; without a token there is no cover.
    pub release: Release,
    /// Front cover first, as far as Discogs knows which it is; none for those without a token.
    pub pictures: Vec<Picture>,
}

impl Discogs {
    /// `base` may carry a path prefix. Without a token only public collections can be read, and without pictures.
    pub fn new(http: Http, gate: Gate, base: Url, token: Option<SecretString>) -> Self {
        Self { http, gate, base, token }
    }

    /// Asks whom the token belongs to. [`ClientError::Unauthorized`] when it is refused or there is none.
    pub async fn fetch_identity(&self) -> Result<Identity, ClientError> {
        let url = below(&self.base, &["oauth", "identity"]);
        self.fetch(&url, |body| convert::identity(decode(body)?)).await
    }

    /// The folders that the owner made, and "Uncategorized"; the folder 0, which stands for all, is left out. Somebody
    /// else's are not told: none, [`ClientError::Unauthorized`] or [`ClientError::Forbidden`].
    pub async fn fetch_folders(&self, username: &str) -> Result<Vec<Folder>, ClientError> {
        let url = below(&self.base, &["users", username, "collection", "folders"]);
        self.fetch(&url, |body| decode::<wire::Folders>(body).map(convert::folders)).await
    }

    /// The fields that the owner fills in for each copy; of somebody else's only the public ones,
    /// [`ClientError::Unauthorized`] or [`ClientError::Forbidden`].
    pub async fn fetch_fields(&self, username: &str) -> Result<Vec<Field>, ClientError> {
        let url = below(&self.base, &["users", username, "collection", "fields"]);
        self.fetch(&url, |body| decode::<wire::Fields>(body).map(convert::fields)).await
    }

    /// One page of the whole collection, newest first, 100 copies a page; `page` is 1-based. [`ClientError::NotFound`] for
    /// an unknown user and beyond the last page, [`ClientError::Forbidden`] for a private collection.
    pub async fn fetch_collection_page(&self, username: &str, page: u32) -> Result<Page, ClientError> {
        self.fetch_page(List::Collection, username, page).await
    }

    /// One page of either list, as [`Discogs::fetch_collection_page`]. In what order Discogs lists what is wanted is not
    /// documented: it is asked for as in a collection.
    pub async fn fetch_page(&self, list: List, username: &str, page: u32) -> Result<Page, ClientError> {
        let mut url = match list {
            List::Collection => below(&self.base, &["users", username, "collection", "folders", "0", "releases"]),
            List::Wantlist => below(&self.base, &["users", username, "wants"]),
        };
        url.query_pairs_mut()
            .append_pair("page", &page.to_string())
            .append_pair("per_page", PER_PAGE)
            .append_pair("sort", "added")
            .append_pair("sort_order", "desc");
        self.fetch(&url, |body| convert::page(&decode(body)?, list, page)).await
    }

    /// What the collection would fetch. Its owner alone is told: else [`ClientError::Unauthorized`] or
    /// [`ClientError::Forbidden`].
    pub async fn fetch_worth(&self, username: &str) -> Result<Worth, ClientError> {
        let url = below(&self.base, &["users", username, "collection", "value"]);
        self.fetch(&url, |body| convert::worth(&decode(body)?)).await
    }

    /// Everything about one release. [`ClientError::NotFound`] when it is gone from Discogs, which happens to releases that
    /// are still listed in collections; and, without a call, for one that was made by hand.
    pub async fn fetch_release(&self, release_id: ReleaseId) -> Result<ReleaseDetails, ClientError> {
        self.fetch_subject("releases", release_id.0, convert::release).await
    }

    /// The year of the work, which is not the pressing's; none where Discogs has none. [`ClientError::NotFound`] when the
    /// master release is gone.
    pub async fn fetch_master_year(&self, master_id: MasterId) -> Result<Option<i32>, ClientError> {
        self.fetch_subject("masters", master_id.0, convert::year).await
    }

    /// The picture that Discogs shows of an artist; none where it has none, and, without a call, for its stand-ins such as
    /// "Various". [`ClientError::NotFound`] when the artist is gone.
    pub async fn fetch_artist_picture(&self, artist_id: ArtistId) -> Result<Option<Picture>, ClientError> {
        if artist_id.is_placeholder() {
            return Ok(None);
        }
        let first = |artist: &Value| convert::pictures(artist, "artist").into_iter().next();
        self.fetch_subject("artists", artist_id.0, first).await
    }

    async fn fetch_subject<T>(&self, kind: &str, id: i64, read: impl Fn(&Value) -> T) -> Result<T, ClientError> {
        if !(1..LOCAL_IDS).contains(&id) {
            return Err(ClientError::NotFound);
        }
        let url = below(&self.base, &[kind, &id.to_string()]);
        self.fetch(&url, |body| convert::subject(decode::<&RawValue>(body)?, id).map(|subject| read(&subject))).await
    }

    async fn fetch<T>(&self, url: &Url, decode: impl Fn(&[u8]) -> Result<T, ClientError>) -> Result<T, ClientError> {
        let authorization = self.authorization()?;
        let request = |client: &reqwest::Client| {
            let request = client.get(url.clone()).header(ACCEPT, MEDIA_TYPE);
            match &authorization {
                Some(value) => request.header(AUTHORIZATION, value),
                None => request,
            }
        };
        self.http.fetch(&self.gate, self.http.patience(LONGEST_PAUSE), request, decode).await
    }

    /// The only place that the token goes to. One that no header can carry is none that Discogs gave.
    fn authorization(&self) -> Result<Option<HeaderValue>, ClientError> {
        let Some(token) = &self.token else { return Ok(None) };
        let value = HeaderValue::from_str(&format!("Discogs token={}", token.expose_secret().trim()));
        let mut value = value.map_err(|_| ClientError::Unauthorized)?;
        value.set_sensitive(true);
        Ok(Some(value))
    }
}
