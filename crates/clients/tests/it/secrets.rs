//! The token goes where it belongs, and nowhere else.

use crate::support::{Scene, discogs, quick};
use sillon_clients::ClientError;
use sillon_fakes::{Act, On};
use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use tracing_subscriber::fmt::MakeWriter;

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn the_token_is_in_no_url_no_log_and_no_error() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(log.clone());
    let _logging = tracing::subscriber::set_default(subscriber.finish());
    let scene = Scene::set();
    let (token, username) = (scene.fakes.token(), scene.username());
    scene.discogs.fetch_identity().await.unwrap();
    scene.discogs.fetch_folders(&username).await.unwrap();
    scene.discogs.fetch_fields(&username).await.unwrap();
    let page = scene.discogs.fetch_collection_page(&username, 1).await.unwrap();
    scene.discogs.fetch_release(page.found[0].release.id).await.unwrap();
    scene.discogs.fetch_artist_picture(page.found[0].release.credits[0].artist_id).await.unwrap();
    for act in
        [Act::Reset, Act::html(503), Act::discogs_error(401), Act::discogs_error(422), Act::too_many(Some(9_999))]
    {
        scene.fakes.script().act(On::service("discogs"), act);
        let error = scene.discogs.fetch_identity().await.unwrap_err();
        assert!(!format!("{error} {error:?}").contains(&token));
        scene.fakes.script().clear();
    }
    for call in scene.fakes.journal().all() {
        assert_eq!(call.method, "GET");
        assert!(call.authorized);
        assert!(!call.path.contains(&token) && !call.query.contains(&token));
        assert!(call.user_agent.starts_with("sillon/"), "{}", call.user_agent);
        assert_eq!(call.accept, "application/vnd.discogs.v2.plaintext+json");
    }
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("to be tried again"), "nothing was logged");
    assert!(!log.contains(&token));
}

#[tokio::test]
async fn a_token_pasted_with_its_line_end_is_good_and_one_that_is_none_is_refused() {
    let scene = Scene::set();
    let pasted = discogs(&scene.fakes, quick(), &scene.gate, Some(format!(" {}\n", scene.fakes.token())));
    assert!(pasted.fetch_identity().await.is_ok());
    let broken = discogs(&scene.fakes, quick(), &scene.gate, Some("two\nlines".to_owned()));
    assert_eq!(broken.fetch_identity().await.unwrap_err(), ClientError::Unauthorized);
    let wrong = discogs(&scene.fakes, quick(), &scene.gate, Some("wrong".to_owned()));
    assert_eq!(wrong.fetch_identity().await.unwrap_err(), ClientError::Unauthorized);
    assert_eq!(scene.fakes.journal().calls("discogs"), 2, "what is no token is not sent");
}
