//! Rows beyond the first page that cannot be read: ordinary runs look for them, and not for ever.

use super::{assert_adds_up, begin, copies, entries, last_receipt, lists};
use crate::harness::Story;
use serde_json::{Value, json};
use sillon_fakes::{Act, World};
use std::sync::atomic::Ordering;

const DAY: i64 = 24 * 3_600_000;

/// These rows of either list tell nothing of their releases. A copy goes by its own number, a want by its release's.
fn hide(story: &Story, rows: &[i64]) {
    let rows = rows.to_vec();
    let change = move |body: &mut Value| {
        let lists = ["releases", "wants"].into_iter().zip(["instance_id", "id"]);
        for (list, id) in lists {
            let listed = body.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten();
            let hidden = listed.filter(|row| row[id].as_i64().is_some_and(|id| rows.contains(&id)));
            hidden.for_each(|row| row["basic_information"] = Value::Null);
        }
    };
    story.script().act(lists(), Act::rewrite(change));
}

/// The copy on the second page that is hidden.
fn copy(story: &Story) -> i64 {
    story.fakes.world().with(|world| world.instance_ids()[109])
}

/// How many pages of a listing were asked for since the last time.
fn pages(story: &Story) -> usize {
    let asked = story.journal().all().iter().filter(|call| call.query.contains("page=")).count();
    story.journal().clear();
    asked
}

#[tokio::test]
async fn a_row_of_the_second_page_comes_by_itself_in_the_next_run() {
    let story = Story::of(World::invent(431, 136)).await;
    hide(&story, &[copy(&story)]);
    let first = story.sync().await;
    assert_adds_up(&first);
    assert_eq!((first.synced, first.errors, pages(&story)), (135, 1, 2));
    assert_eq!(entries(&last_receipt(&story, "collection").await, "refused").len(), 1);

    let again = story.sync().await;
    assert_adds_up(&again);
    assert_eq!((again.synced, again.errors, pages(&story)), (0, 1, 2), "it is looked for");

    story.script().clear();
    let healed = story.sync().await;
    assert_adds_up(&healed);
    assert_eq!((healed.synced, healed.errors, pages(&story)), (1, 0, 2));
    assert_eq!(copies(&story).await, 136);
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
    let (story, clock) = begin(World::invent(432, 136)).await;
    let stuck = copy(&story);
    hide(&story, &[stuck]);
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
    let new = story.fakes.world().with(|world| {
        world.add_newest();
        world.instance_ids()[0]
    });
    hide(&story, &[stuck, new]);
    let run = story.sync().await;
    assert_eq!((run.errors, pages(&story)), (1, 1));
    let run = story.sync().await;
    assert_eq!((run.errors, pages(&story)), (2, 2));

    story.script().clear();
    assert_eq!(story.sync().await.synced, 2);
    assert_eq!((pages(&story), copies(&story).await), (2, 137));
    story.sync().await;
    assert_eq!(pages(&story), 1);
    story.end().await;
}

#[tokio::test]
async fn a_row_that_can_be_read_a_day_later_comes_then() {
    let (story, clock) = begin(World::invent(433, 130)).await;
    hide(&story, &[copy(&story)]);
    for _ in 0..4 {
        story.sync().await;
    }
    story.script().clear();
    pages(&story);
    assert_eq!((story.sync().await.synced, pages(&story)), (0, 1), "its runs are over for today");
    clock.fetch_add(DAY, Ordering::Relaxed);
    assert_eq!((story.sync().await.synced, pages(&story)), (1, 2));

    story.end().await;
}

#[tokio::test]
async fn a_row_that_is_gone_before_it_could_be_read_is_forgotten() {
    let story = Story::of(World::invent(435, 130)).await;
    hide(&story, &[copy(&story)]);
    story.sync().await;
    story.script().clear();
    story.fakes.world().with(|world| {
        let gone = world.instance_ids()[109];
        world.remove_instance(gone);
    });
    let run = story.sync().await;
    assert_adds_up(&run);
    let receipt = last_receipt(&story, "collection").await;
    assert_eq!((&receipt["listing_whole"], &receipt["absent"], run.errors), (&json!(true), &json!(0), 0));
    pages(&story);
    story.sync().await;
    assert_eq!((pages(&story), copies(&story).await), (1, 129));
    story.end().await;
}

#[tokio::test]
async fn a_want_of_the_second_page_comes_likewise() {
    let mut world = World::invent(434, 3);
    while world.want_ids().len() < 130 {
        world.add_want();
    }
    let story = Story::of(world).await;
    let hidden = story.fakes.world().with(|world| world.want_ids()[109]);
    hide(&story, &[hidden]);
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
