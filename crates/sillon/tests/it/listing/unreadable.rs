//! Rows beyond the first page that cannot be read: ordinary runs look for them, and not for ever.

use super::{assert_adds_up, begin, copies, entries, last_receipt, page};
use crate::harness::Story;
use serde_json::Value;
use sillon_fakes::{Act, World};
use std::sync::atomic::Ordering;

const DAY: i64 = 24 * 3_600_000;

/// A row of the second page of either list tells nothing of its release.
fn hide(story: &Story, list: &'static str) {
    story.script().act(
        page(2),
        Act::rewrite(move |body| {
            if let Some(row) = body[list].get_mut(9) {
                row["basic_information"] = Value::Null;
            }
        }),
    );
}

/// How many pages of a listing were asked for since the last time.
fn pages(story: &Story) -> usize {
    let asked = story.journal().all().iter().filter(|call| call.query.contains("page=")).count();
    story.journal().clear();
    asked
}

#[tokio::test]
async fn a_row_of_the_second_page_comes_by_itself_in_the_next_run() {
    let story = Story::of(World::invent(431, 236)).await;
    hide(&story, "releases");
    let first = story.sync().await;
    assert_adds_up(&first);
    assert_eq!((first.synced, first.errors, pages(&story)), (235, 1, 3));
    assert_eq!(entries(&last_receipt(&story, "collection").await, "refused").len(), 1);

    let again = story.sync().await;
    assert_adds_up(&again);
    assert_eq!((again.synced, again.errors, pages(&story)), (0, 1, 2), "it was looked for, and no further");

    story.script().clear();
    let healed = story.sync().await;
    assert_adds_up(&healed);
    assert_eq!((healed.synced, healed.errors, pages(&story)), (1, 0, 2));
    assert_eq!(copies(&story).await, 236);
    let receipt = last_receipt(&story, "collection").await;
    assert_eq!((entries(&receipt, "refused").len(), entries(&receipt, "drifted").len()), (0, 0), "{receipt}");
    for _ in 0..2 {
        assert_adds_up(&story.sync().await);
        assert_eq!(pages(&story), 1, "nothing is outstanding");
    }
    story.end().await;
}

#[tokio::test]
async fn a_row_that_stays_unreadable_is_looked_for_three_times_and_then_once_a_day() {
    let (story, clock) = begin(World::invent(432, 236)).await;
    hide(&story, "releases");
    story.sync().await;
    pages(&story);
    let mut asked = Vec::new();
    for _ in 0..5 {
        assert_adds_up(&story.sync().await);
        asked.push(pages(&story));
    }
    assert_eq!(asked, [2, 2, 2, 1, 1]);
    clock.fetch_add(DAY, Ordering::Relaxed);
    for expected in [2, 1] {
        assert_eq!(story.sync().await.synced, 0);
        assert_eq!(pages(&story), expected);
    }

    // Another row comes to be unreadable: it has runs of its own.
    story.script().clear();
    story.fakes.world().with(World::add_newest);
    story.script().act(page(1), Act::rewrite(|body| body["releases"][0]["basic_information"] = Value::Null));
    hide(&story, "releases");
    let run = story.sync().await;
    assert_eq!((run.errors, pages(&story)), (1, 1));
    let run = story.sync().await;
    assert_eq!((run.errors, pages(&story)), (2, 2));

    story.script().clear();
    assert_eq!(story.sync().await.synced, 2);
    assert_eq!((pages(&story), copies(&story).await), (2, 237));
    story.sync().await;
    assert_eq!(pages(&story), 1);
    story.end().await;
}

#[tokio::test]
async fn a_row_that_is_read_a_day_later_comes_then_and_one_that_is_gone_is_forgotten() {
    let (story, clock) = begin(World::invent(433, 130)).await;
    hide(&story, "releases");
    for _ in 0..4 {
        story.sync().await;
    }
    story.script().clear();
    pages(&story);
    assert_eq!((story.sync().await.synced, pages(&story)), (0, 1), "its runs are over for today");
    clock.fetch_add(DAY, Ordering::Relaxed);
    assert_eq!((story.sync().await.synced, pages(&story)), (1, 2));

    hide(&story, "releases");
    let unreadable = story.fakes.world().with(|world| {
        let gone = world.instance_ids()[109];
        world.remove_instance(gone);
        world.add_newest();
        gone
    });
    assert_adds_up(&story.sync().await);
    let absent = last_receipt(&story, "collection").await;
    assert_eq!(entries(&absent, "absent")[0]["instance_id"], unreadable);
    pages(&story);
    story.sync().await;
    assert_eq!(pages(&story), 1);
    story.end().await;
}

#[tokio::test]
async fn a_want_of_the_second_page_comes_likewise() {
    let mut world = World::invent(434, 3);
    while world.want_ids().len() < 130 {
        world.add_want();
    }
    let story = Story::of(world).await;
    hide(&story, "wants");
    let first = story.sync_wants().await;
    assert_eq!((first.synced, first.errors), (129, 1));
    story.script().clear();
    pages(&story);
    let healed = story.sync_wants().await;
    assert_adds_up(&healed);
    assert_eq!((healed.synced, pages(&story)), (1, 2));
    story.sync_wants().await;
    assert_eq!((pages(&story), story.wants("").await.len()), (1, 130));
    story.end().await;
}
