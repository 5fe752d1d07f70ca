//! One reading of the listing, from its first page to where it may end.

use super::SyncRun;
use super::ahead::PagesAhead;
use super::pause::is_long_pause;
use super::source::{Source, keep_directory};
use crate::faults::Halt;
use sillon_clients::ClientError;
use sillon_core::collection::{Item, List, Page, Unreadable};
use sillon_core::id::InstanceId;
use sillon_core::receipt::{Entry, ListingNote};
use sillon_core::sync::diff::{Changes, diff};
use sillon_core::sync::drift::drift;
use sillon_core::sync::known::Recognition;
use sillon_core::sync::listing::{Reading, Step};
use sillon_core::sync::readings::{Next, Readings};
use sillon_core::sync::supplement::{CopySupplement, Supplement, supplements};
use sillon_store::{Beside, PageChanges};
use std::collections::{BTreeMap, HashMap};
use std::time::Instant;

/// Copies whose rows are loaded at a time.
const LOADED_AT_ONCE: usize = 500;

/// What a page tells of rows that are there.
#[derive(Debug, Default)]
struct Compared {
    /// What reads otherwise at Discogs than here.
    drifted: Vec<Entry>,
    /// What the rows lack.
    releases: Vec<Supplement>,
    copies: Vec<CopySupplement>,
}

/// How a reading ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// There is no further page.
    End,
    /// What was known and what was found make up the listing.
    AccountedFor,
    /// As many albums were added as were asked for.
    Limit,
}

impl SyncRun {
    /// Reads the listing once, from its first page on.
    pub(super) async fn read(
        &mut self,
        source: &mut Source,
        readings: &mut Readings,
        first: Page,
    ) -> Result<Ended, Halt> {
        self.count.begin(first.items);
        let began = Instant::now();
        let ended = self.take(readings, first).await?;
        if let Some(ended) = ended {
            if self.count.take_names_wanted() {
                self.directory(source).await;
            }
            return Ok(ended);
        }
        let directory = self.directory(source);
        let rest = self.read_rest(source, readings, began);
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

    async fn read_rest(&mut self, source: &Source, readings: &mut Readings, began: Instant) -> Result<Ended, Halt> {
        let gate = self.remotes.discogs_gate(source.token.is_some()).clone();
        let mut pages = PagesAhead::new(source, self.list());
        loop {
            let Some(page) = pages.ask(readings.reading().last_page()) else { return Ok(Ended::End) };
            let answer = self.unless_stopped(pages.next()).await?;
            let ended = match answer {
                Ok(answer) => {
                    let left = readings.reading().last_page().saturating_sub(page);
                    let at_this_speed = began.elapsed() / (page - 1) * left;
                    // Rounded up: "0 s left" beside a page that is still to come is no news.
                    let eta = gate.pace(u64::from(left)).max(at_this_speed).as_millis().div_ceil(1_000);
                    self.count.estimate(u64::try_from(eta).ok());
                    self.take(readings, answer).await?
                }
                Err(ClientError::NotFound) => {
                    tracing::debug!(page, "a page of the listing is not there");
                    (readings.miss(page) == Step::End).then_some(Ended::End)
                }
                Err(error) if is_long_pause(&error) => {
                    self.wait_for_discogs(&error).await?;
                    pages.begin_at(page);
                    None
                }
                Err(error) => return Err(self.fault(&error, source.token.is_some())),
            };
            if let Some(ended) = ended {
                return Ok(ended);
            }
        }
    }

    /// Takes in one page: adds what is new in one transaction, notes the rest.
    async fn take(&mut self, readings: &mut Readings, mut page: Page) -> Result<Option<Ended>, Halt> {
        let step = readings.take(&self.known, &mut page);
        // A copy that is there already is listed, even if its row cannot be read this time.
        let is_known = |line: &Unreadable| line.instance_id.is_some_and(|id| self.known.copies.contains(&id));
        let (known_unreadable, unreadable): (Vec<_>, Vec<_>) = page.unreadable.into_iter().partition(is_known);
        let changes = diff(&self.known, page.found, self.count.room());
        let mut entries = self.returned(&changes, &known_unreadable).await?;
        let mut compared = self.compared(&changes).await?;
        entries.append(&mut compared.drifted);
        self.save(&changes, entries, &compared).await?;
        self.known.note(&changes, &unreadable);
        self.known.note(&Changes::default(), &known_unreadable);
        self.count.page(&changes, &unreadable, known_unreadable.len());
        self.put_off += changes.put_off;
        let is_full_up = !self.params.full && (changes.put_off > 0 || self.count.room() == Some(0));
        let ended = match step {
            Step::End if changes.put_off == 0 || self.params.full => Some(Ended::End),
            Step::AccountedFor if changes.put_off == 0 => Some(Ended::AccountedFor),
            _ => is_full_up.then_some(Ended::Limit),
        };
        self.show();
        if ended.is_none() && self.cancel.is_cancelled() {
            return Err(Halt::Stopped);
        }
        Ok(ended)
    }

    async fn save(&mut self, changes: &Changes, entries: Vec<Entry>, compared: &Compared) -> Result<(), Halt> {
        let Changes { new_albums, new_copies, .. } = changes;
        if self.params.dry_run {
            self.entries.extend(entries);
            return Ok(());
        }
        let recognised: Vec<Recognition> = changes.recognised.iter().map(|(_, recognition)| *recognition).collect();
        let Compared { releases: supplements, copies: copy_supplements, .. } = compared;
        let beside = Beside { recognised: &recognised, supplements, copy_supplements, ..Beside::default() };
        let beside_is_empty = recognised.is_empty() && supplements.is_empty() && copy_supplements.is_empty();
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

    /// Copies that were absent and are listed again; of those whose rows cannot be read, the release is the one kept here.
    async fn returned(&self, changes: &Changes, unreadable: &[Unreadable]) -> Result<Vec<Entry>, Halt> {
        let is_back = |id: &InstanceId| self.known.absent.contains(id);
        let unreadable = unreadable.iter().filter_map(|line| line.instance_id).filter(is_back);
        let unreadable: Vec<InstanceId> = unreadable.map(|id| self.known.copy_id(id)).collect();
        let mut back = match unreadable.is_empty() {
            true => Vec::new(),
            false => self.books.load(&unreadable).await?,
        };
        back.extend(changes.known.iter().filter(|item| is_back(&item.copy.instance_id)).cloned());
        let copy_id = |item: &Item| self.known.copy_id(item.copy.instance_id);
        Ok(back
            .iter()
            .map(|item| Entry::Returned { instance_id: copy_id(item), release_id: item.release.id })
            .collect())
    }

    /// What reads otherwise at Discogs than in the imported rows of the same copies, and what it tells that they lack: that
    /// fills their empty places and is no difference.
    async fn compared(&mut self, changes: &Changes) -> Result<Compared, Halt> {
        let known = changes.known.iter().map(|item| (self.known.copy_id(item.copy.instance_id), item));
        let recognised = changes.recognised.iter().map(|(item, recognition)| (recognition.copy_id, item));
        let pairs: Vec<(InstanceId, &Item)> = known.chain(recognised).collect();
        if pairs.is_empty() {
            return Ok(Compared::default());
        }
        let ids: Vec<InstanceId> = pairs.iter().map(|(copy_id, _)| *copy_id).collect();
        let kept = self.books.load(&ids).await?;
        let kept: HashMap<InstanceId, Item> = kept.into_iter().map(|item| (item.copy.instance_id, item)).collect();
        let (mut compared, mut releases) = (Compared::default(), BTreeMap::new());
        let are_copies = self.list() == List::Collection;
        for (copy_id, listed) in pairs {
            let Some(kept) = kept.get(&copy_id) else { continue };
            let (release, copy) = supplements(kept, listed, are_copies);
            self.count.compare(copy_id, release.is_some(), copy.is_some());
            let filled = Item {
                release: release.as_ref().map_or_else(|| kept.release.clone(), |found| found.fill(&kept.release)),
                copy: copy.as_ref().map_or_else(|| kept.copy.clone(), |found| found.fill(&kept.copy)),
            };
            let fresh = drift(&filled, listed).into_iter().filter(|drift| self.count.drift(drift));
            compared.drifted.extend(fresh.map(Entry::Drifted));
            // The copies of one release tell the same of it.
            releases.extend(release.map(|found| (found.release_id, found)));
            compared.copies.extend(copy);
        }
        compared.releases = releases.into_values().collect();
        Ok(compared)
    }

    /// What follows once the listing was read often enough: what is absent, where that can be told, and what there is to say
    /// of a listing that does not show what it announces.
    pub(super) async fn conclude(&mut self, readings: &Readings, next: Next) -> Result<(), Halt> {
        let reading = readings.reading();
        if reading.shows_absence() {
            self.note_absent(reading).await?;
            // The ledger forgets those that this listing does not show.
            self.known.refused = self.count.unreadable().ids().collect();
        }
        if !reading.is_complete() {
            let note = readings.note(self.list(), next);
            let ListingNote { announced, listed, missing_pages, repeated, readings, .. } = &note;
            tracing::info!(
                announced,
                listed,
                ?missing_pages,
                repeated,
                readings,
                "the listing does not show what Discogs announces"
            );
            self.count.note(note);
        }
        if self.put_off == 0 {
            self.count.settle(readings.listed());
            if next != Next::Unsettled {
                self.baseline = Some(readings.baseline_after_end(&self.known, self.remotes.clock().now()));
            }
        }
        Ok(())
    }

    /// Copies that are kept here and that a whole listing did not show. They stay; the ledger says so.
    async fn note_absent(&mut self, reading: &Reading) -> Result<(), Halt> {
        self.listing_whole = !self.params.dry_run;
        let absent = self.known.copies.iter().copied().filter(|copy| !reading.has_seen(*copy));
        let mut absent: Vec<InstanceId> = absent.collect();
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
