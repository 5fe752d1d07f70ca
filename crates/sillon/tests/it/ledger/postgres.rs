//! The same over PostgreSQL: what a run proves and what is made of its receipt are statements of their own there.

use super::{drift, take_absence_over, take_drift_over, take_over_at_once, undo_a_run, undo_at_once};
use crate::harness::{Scene, Story};
use crate::postgres::schema;
use sillon_fakes::World;

async fn story(name: &str, world: World) -> Story {
    let mut scene = Scene::of(world);
    scene.more.push(("database_url", schema(name).await));
    scene.begin().await
}

#[tokio::test]
#[ignore = "needs PostgreSQL: ./check starts one"]
async fn a_run_is_undone_over_postgresql() {
    undo_a_run(story("undone", World::invent(504, 12)).await).await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL: ./check starts one"]
async fn drift_is_taken_over_over_postgresql() {
    take_drift_over(drift(story("drift", World::invent(506, 60)).await).await).await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL: ./check starts one"]
async fn absence_is_taken_over_over_postgresql() {
    take_absence_over(drift(story("absence", World::invent(506, 60)).await).await).await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL: ./check starts one"]
async fn a_run_is_undone_once_over_postgresql() {
    undo_at_once(story("undo_once", World::invent(509, 300)).await).await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL: ./check starts one"]
async fn what_drifted_is_taken_over_once_over_postgresql() {
    take_over_at_once(drift(story("take_once", World::invent(506, 60)).await).await).await;
}
