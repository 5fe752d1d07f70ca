#![allow(clippy::unwrap_used)]
use super::*;
use axum::body::Body;
use axum::http::header;
use futures::{StreamExt, pin_mut};
use sillon_core::progress::Status;

fn at(status: Status, current: u64) -> Progress {
    Progress { status, current, ..Progress::default() }
}

/// The stream as text, a part an event.
fn texts(receiver: watch::Receiver<Progress>, shutdown: CancellationToken) -> impl Stream<Item = String> {
    texts_until(receiver, shutdown, pending().boxed())
}

fn texts_until(
    states: watch::Receiver<Progress>,
    shutdown: CancellationToken,
    over: BoxFuture<'static, ()>,
) -> impl Stream<Item = String> {
    let is_active = |progress: &Progress| progress.status.is_active();
    let followed = Followed { states, is_active, over, shutdown, pace: Duration::ZERO };
    let events = stream_states(followed, |progress| progress.current.to_string());
    let body = Sse::new(events).into_response().into_body();
    body.into_data_stream().map(|part| String::from_utf8(part.unwrap().to_vec()).unwrap())
}

#[tokio::test]
async fn present_state_changes_done_end() {
    let (sender, receiver) = watch::channel(at(Status::Running, 1));
    let stream = texts(receiver, CancellationToken::new());
    pin_mut!(stream);
    assert_eq!(stream.next().await.unwrap(), "data: 1\n\n");
    sender.send_replace(at(Status::Running, 2));
    assert_eq!(stream.next().await.unwrap(), "data: 2\n\n");
    sender.send_replace(at(Status::Running, 3));
    sender.send_replace(at(Status::Completed, 4));
    assert_eq!(stream.next().await.unwrap(), "data: 4\n\n");
    assert_eq!(stream.next().await.unwrap(), "event: done\ndata: 4\n\n");
    assert_eq!(stream.next().await, None);
}

#[tokio::test]
async fn a_run_that_is_over_says_so_at_once() {
    for status in [Status::Idle, Status::Completed, Status::Error, Status::Cancelled] {
        let (_sender, receiver) = watch::channel(at(status, 7));
        let all: Vec<String> = texts(receiver, CancellationToken::new()).collect().await;
        assert_eq!(all, ["data: 7\n\n", "event: done\ndata: 7\n\n"], "{status:?}");
    }
}

#[tokio::test]
async fn it_ends_when_the_server_stops() {
    let (_sender, receiver) = watch::channel(at(Status::Running, 1));
    let shutdown = CancellationToken::new();
    let stream = texts(receiver, shutdown.clone());
    pin_mut!(stream);
    assert_eq!(stream.next().await.unwrap(), "data: 1\n\n");
    shutdown.cancel();
    assert_eq!(stream.next().await.unwrap(), ": the server stops\nretry: 2000\n\n");
    assert_eq!(stream.next().await, None);
}

#[tokio::test]
async fn it_ends_when_nobody_reports_any_more() {
    let (sender, receiver) = watch::channel(at(Status::Running, 1));
    drop(sender);
    assert_eq!(texts(receiver, CancellationToken::new()).count().await, 1);
}

#[tokio::test]
async fn the_answer_is_an_unbuffered_event_stream_of_documents() {
    let (_sender, receiver) = watch::channel(at(Status::Completed, 7));
    let response = progress_events(&Streams::default(), receiver, None, CancellationToken::new(), Lang::En).unwrap();
    assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
    assert_eq!(response.headers()["x-accel-buffering"], "no");
    let body: Body = response.into_body();
    let text = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    let text = std::str::from_utf8(&text).unwrap();
    assert!(text.starts_with("data: {\"status\":\"completed\",\"phase\":"), "{text}");
    assert!(text.contains("\n\nevent: done\ndata: {\"status\":\"completed\""), "{text}");
}

#[tokio::test]
async fn an_end_from_outside_is_told_with_the_last_state() {
    let (sender, receiver) = watch::channel(at(Status::Running, 1));
    let (end, ended) = tokio::sync::oneshot::channel::<()>();
    let over = async move { ended.await.unwrap() }.boxed();
    let stream = texts_until(receiver, CancellationToken::new(), over);
    pin_mut!(stream);
    assert_eq!(stream.next().await.unwrap(), "data: 1\n\n");
    end.send(()).unwrap();
    assert_eq!(stream.next().await.unwrap(), "event: done\ndata: 1\n\n");
    assert_eq!(stream.next().await, None);
    drop(sender);
}

#[tokio::test]
async fn a_place_is_free_again_when_a_stream_is_dropped() {
    let (_sender, receiver) = watch::channel(at(Status::Running, 1));
    let streams = Streams::at_most(1);
    let open = || progress_events(&streams, receiver.clone(), None, CancellationToken::new(), Lang::En);
    let first = open().unwrap();
    let refused = open().unwrap_err();
    assert_eq!((refused.status().as_u16(), refused.code(), refused.retry_after()), (503, "too_many_streams", Some(5)));
    drop(first);
    assert!(open().is_ok());
}
