//! What enrichments are asked to do: one request, and the requests that one running job has taken.

use crate::enrich::Facet;
use crate::id::ReleaseId;
use serde::{Deserialize, Serialize};

/// What an enrichment was asked to do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EnrichParams {
    /// The most albums to look at, newest first; `None` is all.
    pub limit: Option<u32>,
    /// Which facets; empty is all.
    pub only: Vec<Facet>,
    /// The albums that the limit came to, once that is known: a restart goes on with the same.
    pub albums: Option<Vec<ReleaseId>>,
}

impl EnrichParams {
    /// This album and this facet alone, as a person asks on an album's page; without a facet, all that it lacks.
    pub fn of(album: ReleaseId, only: impl IntoIterator<Item = Facet>) -> Self {
        Self { limit: None, only: only.into_iter().collect(), albums: Some(vec![album]) }
    }

    /// Whether a person named the albums; those that a limit came to are not named.
    pub fn is_chosen(&self) -> bool {
        self.limit.is_none() && self.albums.is_some()
    }

    /// Whether this facet is asked for.
    pub fn wants(&self, facet: Facet) -> bool {
        self.only.is_empty() || self.only.contains(&facet)
    }

    /// The albums that a person named, if this facet is wanted of them.
    pub fn chosen_for(&self, facet: Facet) -> &[ReleaseId] {
        self.albums.as_deref().filter(|_| self.is_chosen() && self.wants(facet)).unwrap_or_default()
    }

    /// Whether doing this does all of the other request too.
    fn covers(&self, other: &Self) -> bool {
        let of_all_facets = Facet::ALL.into_iter().all(|facet| self.wants(facet) || !other.wants(facet));
        let of_all_albums = match (self.is_chosen(), other.is_chosen()) {
            (true, true) => other.named().iter().all(|album| self.named().contains(album)),
            (false, false) => self.limit.is_none_or(|limit| other.limit.is_some_and(|other| other <= limit)),
            // A plan may have been made before a person asked for this album again.
            _ => false,
        };
        of_all_facets && of_all_albums
    }

    fn named(&self) -> &[ReleaseId] {
        self.albums.as_deref().unwrap_or_default()
    }

    /// Whether the two differ in the number of albums, or in which ones, and in nothing else.
    fn is_like(&self, other: &Self) -> bool {
        let same_facets = Facet::ALL.into_iter().all(|facet| self.wants(facet) == other.wants(facet));
        same_facets && self.is_chosen() == other.is_chosen()
    }

    /// Takes in another that is like this one.
    fn widen(&mut self, other: Self) {
        if self.is_chosen() {
            let new = other.albums.unwrap_or_default().into_iter().filter(|album| !self.named().contains(album));
            let new: Vec<ReleaseId> = new.collect();
            self.albums.get_or_insert_default().extend(new);
        } else if self.limit < other.limit && self.limit.is_some() {
            // The albums that count already count towards the higher limit.
            self.limit = other.limit;
        } else {
            *self = other;
        }
    }
}

/// A request that a job has taken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrichRequest {
    /// What is asked.
    #[serde(flatten)]
    pub params: EnrichParams,
    /// When the job last looked at what is missing for it, in milliseconds UTC; `None` before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned_at: Option<i64>,
}

/// The requests of one enrichment job. Requests of the same facets are merged, so that there are never more than one of named
/// albums and one of all for each set of facets. A job without any is about to end, and takes no more.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored")]
pub struct EnrichRequests {
    requests: Vec<EnrichRequest>,
}

/// As jobs are stored: several requests, or the one request of an earlier version.
#[derive(Deserialize)]
#[serde(untagged)]
enum Stored {
    Several { requests: Vec<EnrichRequest> },
    One(EnrichParams),
}

impl From<Stored> for EnrichRequests {
    fn from(stored: Stored) -> Self {
        match stored {
            Stored::Several { requests } => Self { requests },
            Stored::One(params) => params.into(),
        }
    }
}

impl From<EnrichParams> for EnrichRequests {
    fn from(params: EnrichParams) -> Self {
        Self { requests: vec![EnrichRequest { params, planned_at: None }] }
    }
}

impl EnrichRequests {
    /// Whether the job has nothing more to do and takes nothing more.
    pub fn is_closed(&self) -> bool {
        self.requests.is_empty()
    }

    /// Takes in another request; `false` when it adds nothing. `changed_at`: when the collection last changed, in milliseconds
    /// UTC; what was planned before does not cover what came since.
    pub fn add(&mut self, asked: EnrichParams, changed_at: i64) -> bool {
        let is_current = |request: &EnrichRequest| request.planned_at.is_none_or(|at| at > changed_at);
        if self.requests.iter().any(|request| is_current(request) && request.params.covers(&asked)) {
            return false;
        }
        self.requests.retain(|request| request.planned_at.is_some() || !asked.covers(&request.params));
        match self.requests.iter_mut().find(|request| request.params.is_like(&asked)) {
            Some(like) => {
                like.params.widen(asked);
                like.planned_at = None;
            }
            None => self.requests.push(EnrichRequest { params: asked, planned_at: None }),
        }
        true
    }

    /// The request to work on now: albums that a person named come first.
    pub fn next(&self) -> Option<&EnrichRequest> {
        self.requests.iter().find(|request| request.params.is_chosen()).or_else(|| self.requests.first())
    }

    /// Puts what is known now in the place of a request; one that was widened meanwhile stays as it is.
    pub fn replace(&mut self, before: &EnrichRequest, after: &EnrichRequest) {
        for request in self.requests.iter_mut().filter(|request| *request == before) {
            request.clone_from(after);
        }
    }

    /// Removes a request that is done; one that was widened meanwhile stays to be done again.
    pub fn finish(&mut self, done: &EnrichRequest) {
        self.requests.retain(|request| request != done);
    }

    /// The albums that people named, if this facet is wanted of them.
    pub fn chosen_for(&self, facet: Facet) -> Vec<ReleaseId> {
        self.requests.iter().flat_map(|request| request.params.chosen_for(facet)).copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    const NEVER: i64 = i64::MIN;
    const NOW: i64 = i64::MAX;

    fn asked(limit: Option<u32>, only: &[Facet]) -> EnrichParams {
        EnrichParams { limit, only: only.to_vec(), albums: None }
    }

    fn params(requests: &EnrichRequests) -> Vec<EnrichParams> {
        requests.requests.iter().map(|request| request.params.clone()).collect()
    }

    #[test]
    fn a_person_names_albums_and_a_limit_does_not() {
        let album = ReleaseId(7);
        assert_eq!(EnrichParams::of(album, []).chosen_for(Facet::Covers), [album]);
        let one = EnrichParams::of(album, [Facet::Descriptions]);
        assert_eq!((one.chosen_for(Facet::Descriptions), one.chosen_for(Facet::Links)), (&[album][..], &[][..]));
        let limited = EnrichParams { limit: Some(1), ..one };
        assert!(!limited.is_chosen() && limited.chosen_for(Facet::Descriptions).is_empty());
        assert!(!EnrichParams::default().is_chosen());
    }

    #[rstest]
    #[case::the_same(asked(Some(50), &[]))]
    #[case::fewer(asked(Some(5), &[]))]
    #[case::fewer_facets(asked(Some(50), &[Facet::Links]))]
    fn what_is_at_work_already_adds_nothing(#[case] again: EnrichParams) {
        let mut requests = EnrichRequests::from(asked(Some(50), &[]));
        assert!(!requests.add(again.clone(), NOW), "it is not planned yet: it will see all there is");
        requests.requests[0].planned_at = Some(7);
        assert!(!requests.add(again.clone(), 6));
        assert!(requests.add(again, 7), "the collection changed since");
    }

    #[rstest]
    #[case::all(asked(None, &[]), vec![asked(None, &[])])]
    #[case::more(asked(Some(60), &[]), vec![asked(Some(60), &[])])]
    #[case::every_facet(asked(Some(60), &Facet::ALL), vec![asked(Some(60), &Facet::ALL)])]
    #[case::a_facet_of_all(asked(None, &[Facet::Links]), vec![asked(Some(50), &[]), asked(None, &[Facet::Links])])]
    #[case::an_album(
        EnrichParams::of(ReleaseId(1), []),
        vec![asked(Some(50), &[]), EnrichParams::of(ReleaseId(1), [])]
    )]
    fn what_asks_for_more_is_taken(#[case] more: EnrichParams, #[case] then: Vec<EnrichParams>) {
        let mut requests = EnrichRequests::from(asked(Some(50), &[]));
        assert!(requests.add(more.clone(), NEVER));
        assert_eq!(params(&requests), then);
        assert!(!requests.add(more, NEVER), "once");
    }

    #[test]
    fn a_higher_limit_keeps_the_albums_that_count_already() {
        let mut requests = EnrichRequests::from(asked(Some(1), &[]));
        let planned = EnrichRequest {
            params: EnrichParams { limit: Some(1), only: vec![], albums: Some(vec![ReleaseId(9)]) },
            planned_at: Some(5),
        };
        requests.replace(&requests.requests[0].clone(), &planned);
        assert!(requests.add(asked(Some(3), &[]), NEVER));
        let wider = EnrichParams { limit: Some(3), ..planned.params.clone() };
        assert_eq!(params(&requests), [wider]);
        requests.finish(&planned);
        assert!(!requests.is_closed(), "it is to be done with the higher limit");
        assert!(requests.add(asked(None, &[]), NEVER));
        assert_eq!(params(&requests), [asked(None, &[])]);
    }

    #[test]
    fn albums_that_a_person_named_come_first_and_are_one_request() {
        let mut requests = EnrichRequests::from(asked(None, &[]));
        for album in [1, 2, 1, 3] {
            requests.add(EnrichParams::of(ReleaseId(album), [Facet::Descriptions]), NEVER);
        }
        assert_eq!(requests.requests.len(), 2);
        let first = requests.next().cloned().unwrap();
        assert_eq!(first.params.albums, Some(vec![ReleaseId(1), ReleaseId(2), ReleaseId(3)]));
        assert_eq!(requests.chosen_for(Facet::Descriptions).len(), 3);
        requests.finish(&first);
        assert!(!requests.next().unwrap().params.is_chosen());
        assert!(requests.add(EnrichParams::of(ReleaseId(1), [Facet::Descriptions]), NEVER), "it is asked for again");
    }

    #[test]
    fn many_requests_stay_few() {
        let mut requests = EnrichRequests::default();
        for number in 0..2_000_u32 {
            let only = Facet::ALL.into_iter().enumerate().filter(|(bit, _)| number >> bit & 1 == 1);
            requests.add(asked(Some(number + 1), &only.map(|(_, facet)| facet).collect::<Vec<_>>()), NEVER);
        }
        assert!(requests.requests.len() <= 31, "{}", requests.requests.len());
    }

    #[test]
    fn a_job_of_an_earlier_version_is_read() {
        let old: EnrichRequests = serde_json::from_str(r#"{"limit":5,"only":["links"],"albums":null}"#).unwrap();
        assert_eq!(params(&old), [asked(Some(5), &[Facet::Links])]);
        let read: EnrichRequests = serde_json::from_str(&serde_json::to_string(&old).unwrap()).unwrap();
        assert_eq!(read, old);
        assert!(serde_json::from_str::<EnrichRequests>(r#"{"requests":[]}"#).unwrap().is_closed());
    }
}
