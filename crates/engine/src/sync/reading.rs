//! One reading of the listing, from its first page to where it may end.

use super::SyncRun;
use super::source::{Source, keep_directory};
use crate::faults::Halt;
use futures::StreamExt;
use sillon_clients::ClientError;
use sillon_core::collection::{Item, List, Page, Unreadable};
use sillon_core::id::InstanceId;
use sillon_core::receipt::Entry;
use sillon_core::sync::diff::{Changes, diff};
use sillon_core::sync::drift::drift;
use sillon_core::sync::known::Recognition;
use sillon_core::sync::listing::{Listing, Step};
use sillon_core::sync::supplement::{Supplement, supplement};
use sillon_store::{Beside, PageChanges};
use std::collections::{BTreeMap, HashMap};
use std::time::Instant;
use tokio::sync::mpsc;
use tokio_util::task::AbortOnDropHandle;

/// Pages under way at once: enough to hide Discogs' delay, few enough to leave the limit to others at home.
const IN_FLIGHT: usize = 3;
/// Copies whose rows are loaded at a time.
const LOADED_AT_ONCE: usize = 500;

type Answers = mpsc::Receiver<Result<Page, ClientError>>;

/// How a reading ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// All pages were read and every item was seen.
    Whole,
    /// What was known and what was found make up the listing.
    AccountedFor,
    /// As many albums were added as were asked for.
    Limit,
    /// The listing changed while it was read.
    Moved,
}

impl SyncRun {
    /// Reads the listing once, from its first page on.
    pub(super) async fn read(&mut self, source: &Source, first: Page) -> Result<Ended, Halt> {
        let mut listing = Listing::begin(&self.known, &first);
        self.count.begin(listing.items());
        let (pages, began) = (first.pages, Instant::now());
        let added_before = self.known.copies.len();
        if let Some(ended) = self.take(&mut listing, first).await? {
            if self.known.copies.len() > added_before {
                self.directory(source).await;
            }
            return Ok(ended);
        }
        let directory = self.directory(source);
        let rest = self.read_rest(source, listing, pages, began);
        let (ended, ()) = tokio::join!(rest, directory);
        ended
    }

    /// The names of folders and fields, fetched beside the pages of a run that has something to add.
    fn directory(&self, source: &Source) -> impl Future<Output = ()> + use<> {
        let wanted = self.list() == List::Collection && source.token.is_some() && !self.params.dry_run;
        let (account, client, username) = (self.account(), source.client.clone(), source.username.clone());
        let (store, remotes, cancel) = (self.store.clone(), self.remotes.clone(), self.cancel.clone());
        async move {
            if wanted {
                tokio::select! {
                    () = cancel.cancelled() => {}
                    () = keep_directory(account, client, username, store, remotes) => {}
                }
            }
        }
    }

    async fn read_rest(
        &mut self,
        source: &Source,
        mut listing: Listing,
        pages: u32,
        began: Instant,
    ) -> Result<Ended, Halt> {
        let (mut answers, _fetching) = fetch_ahead(source, self.list(), pages);
        let gate = self.remotes.discogs_gate(source.token.is_some()).clone();
        let mut read = 1;
        loop {
            let page = match self.unless_stopped(answers.recv()).await? {
                Some(Ok(page)) => page,
                // A page past the end: the listing became shorter.
                Some(Err(ClientError::NotFound)) | None => return Ok(Ended::Moved),
                Some(Err(error)) => return Err(self.fault(&error, source.token.is_some())),
            };
            read += 1;
            let left = pages.saturating_sub(read);
            let at_this_speed = began.elapsed() / (read - 1) * left;
            // Rounded up: "0 s left" beside a page that is still to come is no news.
            let eta = gate.pace(u64::from(left)).max(at_this_speed).as_millis().div_ceil(1_000);
            self.count.estimate(u64::try_from(eta).ok());
            if let Some(ended) = self.take(&mut listing, page).await? {
                return Ok(ended);
            }
        }
    }

    /// Takes in one page: adds what is new in one transaction, notes the rest.
    async fn take(&mut self, listing: &mut Listing, page: Page) -> Result<Option<Ended>, Halt> {
        let step = listing.take(&self.known, &page);
        let changes = diff(&self.known, page.found, self.count.room());
        let mut entries = self.returned(&changes);
        let (drifted, supplements) = self.compared(&changes).await?;
        entries.extend(drifted);
        entries.extend(page.unreadable.iter().map(refused));
        self.save(&changes, entries, &supplements, &page.unreadable).await?;
        self.count.page(&changes, &page.unreadable);
        let ended = match step {
            Step::Whole if changes.put_off == 0 => {
                self.note_absent(listing).await?;
                Some(Ended::Whole)
            }
            Step::AccountedFor if changes.put_off == 0 => {
                self.count.rest_was_known();
                Some(Ended::AccountedFor)
            }
            Step::Moved => Some(Ended::Moved),
            _ if changes.put_off > 0 || self.count.room() == Some(0) => Some(Ended::Limit),
            _ => None,
        };
        self.show();
        if ended.is_none() && self.cancel.is_cancelled() {
            return Err(Halt::Stopped);
        }
        Ok(ended)
    }

    async fn save(
        &mut self,
        changes: &Changes,
        entries: Vec<Entry>,
        supplements: &[Supplement],
        unreadable: &[Unreadable],
    ) -> Result<(), Halt> {
        let Changes { new_albums, new_copies, .. } = changes;
        for item in new_albums.iter().chain(new_copies).chain(&changes.known) {
            self.known.copies.insert(item.copy.instance_id);
            self.known.albums.insert(item.release.id);
            self.known.absent.remove(&item.copy.instance_id);
            self.known.refused.remove(&item.copy.instance_id);
        }
        for (item, recognition) in &changes.recognised {
            self.known.recognise(item.release.id, *recognition);
            self.known.refused.remove(&recognition.instance_id);
        }
        self.known.refused.extend(unreadable.iter().filter_map(|line| line.instance_id));
        if self.params.dry_run {
            self.entries.extend(entries);
            return Ok(());
        }
        let recognised: Vec<Recognition> = changes.recognised.iter().map(|(_, recognition)| *recognition).collect();
        let beside = Beside { recognised: &recognised, supplements, ..Beside::default() };
        let beside_is_empty = recognised.is_empty() && supplements.is_empty();
        if !(new_albums.is_empty() && new_copies.is_empty() && entries.is_empty() && beside_is_empty) {
            let page = PageChanges { new_albums, new_copies, entries: &entries, beside };
            self.books.add(&page, self.remotes.clock().now()).await?;
        }
        match (self.list(), new_albums.len()) {
            (_, 0) => {}
            (List::Collection, added) => {
                tracing::info!("Discogs : {added} albums sauvegardés");
                self.lane.nudge();
            }
            (List::Wantlist, added) => tracing::info!("Discogs : {added} envies sauvegardées"),
        }
        Ok(())
    }

    fn returned(&self, changes: &Changes) -> Vec<Entry> {
        let back = changes.known.iter().filter(|item| self.known.absent.contains(&item.copy.instance_id));
        let copy_id = |item: &Item| self.known.copy_id(item.copy.instance_id);
        back.map(|item| Entry::Returned { instance_id: copy_id(item), release_id: item.release.id }).collect()
    }

    /// What reads otherwise at Discogs than in the imported rows of the same copies, and what it adds to those that a file
    /// brought.
    async fn compared(&mut self, changes: &Changes) -> Result<(Vec<Entry>, Vec<Supplement>), Halt> {
        let known = changes.known.iter().map(|item| (self.known.copy_id(item.copy.instance_id), item));
        let recognised = changes.recognised.iter().map(|(item, recognition)| (recognition.copy_id, item));
        let pairs: Vec<(InstanceId, &Item)> = known.chain(recognised).collect();
        if pairs.is_empty() {
            return Ok((Vec::new(), Vec::new()));
        }
        let ids: Vec<InstanceId> = pairs.iter().map(|(copy_id, _)| *copy_id).collect();
        let kept = self.books.load(&ids).await?;
        let kept: HashMap<InstanceId, Item> = kept.into_iter().map(|item| (item.copy.instance_id, item)).collect();
        let (mut entries, mut supplements) = (Vec::new(), BTreeMap::new());
        for (copy_id, listed) in pairs {
            let Some(kept) = kept.get(&copy_id) else { continue };
            let fresh = drift(kept, listed).into_iter().filter(|drift| self.count.drift(drift));
            entries.extend(fresh.map(Entry::Drifted));
            if let Some(supplement) = supplement(&kept.release, &listed.release) {
                supplements.insert(kept.release.id, supplement);
            }
        }
        Ok((entries, supplements.into_values().collect()))
    }

    /// Copies that are kept here and that a whole listing did not show. They stay; the ledger says so.
    async fn note_absent(&mut self, listing: &Listing) -> Result<(), Halt> {
        self.listing_whole = !self.params.dry_run;
        let mut absent: Vec<InstanceId> = self.known.copies.difference(listing.seen()).copied().collect();
        absent.sort_unstable();
        for some in absent.chunks(LOADED_AT_ONCE) {
            let some: Vec<InstanceId> = some.iter().map(|copy| self.known.copy_id(*copy)).collect();
            let kept = self.books.load(&some).await?;
            let entry = |item: Item| Entry::Absent { instance_id: item.copy.instance_id, release_id: item.release.id };
            self.entries.extend(kept.into_iter().map(entry));
        }
        self.known.absent = absent.into_iter().collect();
        Ok(())
    }
}

/// The pages after the first, in order, fetched by a task of their own: a page that is being saved holds up no call. The
/// calls end with the handle.
fn fetch_ahead(source: &Source, list: List, pages: u32) -> (Answers, AbortOnDropHandle<()>) {
    let (client, username) = (source.client.clone(), source.username.clone());
    let (sender, answers) = mpsc::channel(1);
    let fetching = tokio::spawn(async move {
        let calls = (2..=pages).map(|page| client.fetch_page(list, &username, page));
        let mut pages = futures::stream::iter(calls).buffered(IN_FLIGHT);
        while let Some(page) = pages.next().await {
            if sender.send(page).await.is_err() {
                return;
            }
        }
    });
    (answers, AbortOnDropHandle::new(fetching))
}

fn refused(line: &Unreadable) -> Entry {
    let (shown_as, reason) = (line.shown_as.clone(), line.reason.clone());
    Entry::Refused { instance_id: line.instance_id, shown_as, reason }
}
