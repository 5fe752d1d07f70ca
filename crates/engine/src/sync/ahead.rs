//! The pages after the first, asked for ahead of the one that is being saved.

use super::source::Source;
use sillon_clients::ClientError;
use sillon_clients::discogs::Discogs;
use sillon_core::collection::{List, Page};
use std::collections::VecDeque;
use tokio_util::task::AbortOnDropHandle;

/// Pages under way at once: enough to hide Discogs' delay, few enough to leave the limit to others at home.
const IN_FLIGHT: usize = 3;

type Answer = Result<Page, ClientError>;

/// Answers come in the order of the pages. Each call is a task of its own, so that a page that is being saved holds up none;
/// they end with this.
pub(super) struct PagesAhead {
    client: Discogs,
    username: String,
    list: List,
    /// The next page to ask for.
    next: u32,
    asked: VecDeque<AbortOnDropHandle<Answer>>,
}

impl PagesAhead {
    pub(super) fn new(source: &Source, list: List) -> Self {
        let (client, username) = (source.client.clone(), source.username.clone());
        Self { client, username, list, next: 2, asked: VecDeque::new() }
    }

    /// Asks for further pages, up to `last`. Says which page [`PagesAhead::next`] answers with, if any.
    pub(super) fn ask(&mut self, last: u32) -> Option<u32> {
        while self.asked.len() < IN_FLIGHT && self.next <= last {
            let (client, username, list, page) = (self.client.clone(), self.username.clone(), self.list, self.next);
            let call = async move { client.fetch_page(list, &username, page).await };
            self.asked.push_back(AbortOnDropHandle::new(tokio::spawn(call)));
            self.next += 1;
        }
        let under_way = u32::try_from(self.asked.len()).unwrap_or_default();
        (under_way > 0).then(|| self.next - under_way)
    }

    /// The answer for the first of the pages that were asked for.
    pub(super) async fn next(&mut self) -> Answer {
        let Some(call) = self.asked.front_mut() else { return Err(ClientError::NotFound) };
        let answer = call.await;
        self.asked.pop_front();
        answer.unwrap_or_else(|error| Err(ClientError::Transient(format!("the call was given up: {error}"))))
    }

    /// Forgets what was asked for and begins again at this page.
    pub(super) fn begin_at(&mut self, page: u32) {
        self.asked.clear();
        self.next = page;
    }
}
