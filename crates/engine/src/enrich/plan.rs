//! What a run has to ask for.

use super::desk::Desk;
use sillon_core::enrich::{Facet, Subject};
use sillon_core::id::{ArtistId, ReleaseId};
use sillon_core::job::EnrichParams;
use sillon_store::StoreError;
use std::collections::{BTreeSet, HashSet};

/// Releases whose credits are read at a time.
const READ_AT_ONCE: usize = 500;

/// Newest first.
pub(crate) struct Plan {
    pub(crate) links: Vec<Subject>,
    pub(crate) covers: Vec<Subject>,
    pub(crate) details: Vec<Subject>,
    pub(crate) descriptions: Vec<Subject>,
    /// The albums that a limit came to; `None` is all.
    pub(crate) albums: Option<Vec<ReleaseId>>,
    /// The artists of those albums; `None` is all.
    artists: Option<HashSet<ArtistId>>,
    wants_images: bool,
    wants_covers: bool,
    /// Artists without a picture before the links came.
    pub(crate) images: Vec<Subject>,
}

impl Plan {
    pub(crate) async fn make(desk: &Desk, params: &EnrichParams) -> Result<Self, StoreError> {
        let wants = |facet| params.wants(facet) && desk.remotes.provides(facet);
        let (wants_images, wants_covers) = (wants(Facet::Images), wants(Facet::Covers));
        let most = if params.albums.is_some() { None } else { params.limit };
        let mut lists = Vec::new();
        for facet in [Facet::Links, Facet::Covers, Facet::Details, Facet::Descriptions] {
            let list = match wants(facet) {
                true => desk.store.list_wanting(desk.account, facet, desk.now(), most).await?,
                false => Vec::new(),
            };
            lists.push(list);
        }
        let lacking = match wants_images {
            true => desk.store.list_artists_wanting(desk.account, Facet::Images, desk.now()).await?,
            false => Vec::new(),
        };
        let counted = params.albums.clone().unwrap_or_default();
        let albums = match params.limit {
            None => params.albums.clone(),
            Some(limit) if counted.len() >= limit as usize => Some(counted),
            Some(limit) => {
                let mut newest: BTreeSet<_> = lists.iter().flatten().map(|(id, added_at)| (*added_at, *id)).collect();
                newest.extend(albums_of(desk, &lacking.iter().copied().collect(), limit).await?);
                // Albums that count already towards the limit, as a restart or a higher one found them, stay.
                let known: HashSet<ReleaseId> = counted.iter().copied().collect();
                let more = newest.into_iter().rev().map(|(_, id)| id).filter(|id| !known.contains(id));
                Some(counted.into_iter().chain(more).take(limit as usize).collect::<Vec<_>>())
            }
        };
        let among: Option<HashSet<ReleaseId>> = albums.as_ref().map(|albums| albums.iter().copied().collect());
        let mut lists = lists.into_iter().map(|list| {
            let within = list.into_iter().filter(|(id, _)| among.as_ref().is_none_or(|among| among.contains(id)));
            within.map(|(id, _)| Subject::Release(id)).collect::<Vec<_>>()
        });
        let mut next = || lists.next().unwrap_or_default();
        let (links, covers, details, descriptions) = (next(), next(), next(), next());
        let artists = match &albums {
            Some(albums) => Some(credited(desk, albums).await?),
            None => None,
        };
        let within = |artist: &&ArtistId| artists.as_ref().is_none_or(|artists| artists.contains(artist));
        let images = lacking.iter().filter(within).copied().map(Subject::Artist).collect();
        Ok(Self { links, covers, details, descriptions, albums, artists, wants_images, wants_covers, images })
    }

    pub(crate) fn subjects(&self, facet: Facet) -> &[Subject] {
        match facet {
            Facet::Links => &self.links,
            Facet::Images => &self.images,
            Facet::Covers => &self.covers,
            Facet::Details => &self.details,
            Facet::Descriptions => &self.descriptions,
        }
    }

    /// The releases whose cover is to be fetched: those of which an address is known, and the others.
    pub(crate) async fn split_covers(&self, desk: &Desk) -> Result<(Vec<Subject>, Vec<Subject>), StoreError> {
        let mut coverless = HashSet::new();
        for some in self.covers.chunks(READ_AT_ONCE) {
            coverless.extend(desk.store.list_coverless(&releases_of(some)).await?);
        }
        let is_known = |subject: &Subject| !matches!(subject, Subject::Release(id) if coverless.contains(id));
        Ok(self.covers.iter().copied().partition(is_known))
    }

    /// The releases without an address before whose cover is to be fetched, once the details are there: those that were
    /// planned, and those of which the details told one.
    pub(crate) async fn told_covers(&self, desk: &Desk, mut planned: Vec<Subject>) -> Result<Vec<Subject>, StoreError> {
        if self.wants_covers && !self.details.is_empty() {
            let asked: HashSet<Subject> = self.details.iter().copied().collect();
            let known: HashSet<Subject> = self.covers.iter().copied().collect();
            let wanting = desk.store.list_wanting(desk.account, Facet::Covers, desk.now(), None).await?;
            let wanting = wanting.into_iter().map(|(id, _)| Subject::Release(id));
            planned.extend(wanting.filter(|subject| asked.contains(subject) && !known.contains(subject)));
        }
        Ok(planned)
    }

    /// Artists whose picture nobody has named yet, now that the links are there.
    pub(crate) async fn still_wanting_images(&self, desk: &Desk) -> Result<Vec<Subject>, StoreError> {
        self.artists_wanting(desk, Facet::Images, self.wants_images).await
    }

    /// Artists whose picture is named, and not kept here.
    pub(crate) async fn portraits(&self, desk: &Desk) -> Result<Vec<Subject>, StoreError> {
        self.artists_wanting(desk, Facet::Covers, self.wants_covers).await
    }

    async fn artists_wanting(&self, desk: &Desk, facet: Facet, wanted: bool) -> Result<Vec<Subject>, StoreError> {
        if !wanted {
            return Ok(Vec::new());
        }
        let lacking = desk.store.list_artists_wanting(desk.account, facet, desk.now()).await?;
        let within = lacking.into_iter().filter(|id| self.artists.as_ref().is_none_or(|artists| artists.contains(id)));
        Ok(within.map(Subject::Artist).collect())
    }
}

fn releases_of(subjects: &[Subject]) -> Vec<ReleaseId> {
    let id = |subject: &Subject| match subject {
        Subject::Release(id) => Some(*id),
        Subject::Artist(_) => None,
    };
    subjects.iter().filter_map(id).collect()
}

/// The newest albums that credit one of these artists, with when they were added: at most `limit`.
async fn albums_of(
    desk: &Desk,
    artists: &HashSet<ArtistId>,
    limit: u32,
) -> Result<Vec<(Option<i64>, ReleaseId)>, StoreError> {
    let mut found = Vec::new();
    if artists.is_empty() {
        return Ok(found);
    }
    let all = desk.store.list_albums_newest_first(desk.account).await?;
    for some in all.chunks(READ_AT_ONCE) {
        let ids: Vec<ReleaseId> = some.iter().map(|(id, _)| *id).collect();
        let releases = desk.store.load_credits(&ids).await?;
        for (id, added_at) in some {
            let credits = releases.get(id).map(Vec::as_slice).unwrap_or_default();
            if credits.iter().any(|artist| artists.contains(artist)) {
                found.push((*added_at, *id));
                if found.len() >= limit as usize {
                    return Ok(found);
                }
            }
        }
    }
    Ok(found)
}

async fn credited(desk: &Desk, albums: &[ReleaseId]) -> Result<HashSet<ArtistId>, StoreError> {
    let mut artists = HashSet::new();
    for some in albums.chunks(READ_AT_ONCE) {
        artists.extend(desk.store.load_credits(some).await?.into_values().flatten());
    }
    Ok(artists)
}
