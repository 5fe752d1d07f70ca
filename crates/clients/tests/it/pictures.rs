//! Pictures: fetched from where they may come from, and from nowhere else.

use crate::support::quick;
use futures::future::join_all;
use rstest::rstest;
use sillon_clients::http::HttpConfig;
use sillon_clients::pictures::{Pictures, PicturesConfig};
use sillon_clients::{ClientError, GateConfig};
use sillon_fakes::{Act, Fakes, FakesConfig, On};
use std::time::Duration;
use url::Url;

struct Stage {
    fakes: Fakes,
    pictures: Pictures,
}

impl Stage {
    fn set() -> Self {
        Self::with(HttpConfig { attempts: 3, ..quick() })
    }

    fn with(http: HttpConfig) -> Self {
        let fakes = Fakes::start(FakesConfig::default()).unwrap();
        let gate = GateConfig { calls: 1_000, window: Duration::from_secs(1) };
        let pictures = Pictures::new(PicturesConfig { hosts: vec![fakes.image_host()], gate, http });
        Self { fakes, pictures }
    }

    fn url(&self, path: &str) -> Url {
        format!("http://{}/images/{path}", self.fakes.image_host()).parse().unwrap()
    }

    fn script(&self, on: On, act: Act) {
        self.fakes.script().act(on, act);
    }

    fn calls(&self) -> usize {
        self.fakes.journal().calls("images")
    }

    async fn error(&self, path: &str) -> ClientError {
        self.pictures.fetch(&self.url(path)).await.unwrap_err()
    }
}

const COVER: &str = "release/7/150.jpeg";

fn on() -> On {
    On::service("images")
}

fn answer(content_type: &str, body: &'static [u8]) -> Act {
    Act::Answer { status: 200, headers: vec![("content-type".to_owned(), content_type.to_owned())], body: body.into() }
}

#[tokio::test]
async fn a_cover_is_fetched_without_saying_who_asks() {
    let stage = Stage::set();
    let cover = stage.pictures.fetch(&stage.url(COVER)).await.unwrap();
    assert_eq!((cover.content_type, &cover.bytes[..3]), ("image/jpeg", &[0xff, 0xd8, 0xff][..]));
    let spacer = stage.pictures.fetch(&stage.url("st/0123/images/spacer.gif")).await.unwrap();
    assert_eq!(spacer.content_type, "image/gif");
    for call in stage.fakes.journal().of("images") {
        assert!(!call.authorized && call.method == "GET" && call.user_agent.starts_with("sillon/"));
        assert!(call.accept.starts_with("image/jpeg"), "{}", call.accept);
    }
}

#[tokio::test]
async fn a_private_host_must_stand_in_the_settings() {
    let stage = Stage::set();
    let (_, port) =
        stage.fakes.image_host().rsplit_once(':').map(|(host, port)| (host.to_owned(), port.to_owned())).unwrap();
    for hosts in [vec![], vec!["127.0.0.1".to_owned()], vec![format!("localhost:{port}")]] {
        let config = PicturesConfig { hosts, ..PicturesConfig::default() };
        let pictures = Pictures::new(config);
        assert!(pictures.gate(&stage.url(COVER)).is_none());
        let error = pictures.fetch(&stage.url(COVER)).await.unwrap_err();
        assert_eq!(error.to_string(), "refused: 127.0.0.1 is none of the hosts that pictures come from");
    }
    assert_eq!(stage.calls(), 0);
    let by_name =
        Pictures::new(PicturesConfig { hosts: vec![format!("localhost:{port}")], ..PicturesConfig::default() });
    let url = format!("http://localhost:{port}/images/{COVER}").parse().unwrap();
    assert!(by_name.fetch(&url).await.is_ok());
    assert_eq!(by_name.gate(&url).unwrap().calls(), 1);
}

#[rstest]
#[case("http://10.0.0.1/a.jpeg", "10.0.0.1 is none")]
#[case("http://127.0.0.1:1/a.jpeg", "127.0.0.1 is none")]
#[case("http://127.0.0.1/a.jpeg", "127.0.0.1 is none")]
#[case("http://169.254.169.254/latest/meta-data", "169.254.169.254 is none")]
#[case("http://[::ffff:127.0.0.1]/a.jpeg", "is none")]
#[case("//localhost/a.jpeg", "localhost is none")]
#[case("https://example.org/a.jpeg", "example.org is none")]
#[case("file:///etc/passwd", "by file")]
#[case("http://me:secret@i.discogs.com/a.jpeg", "a credential")]
#[tokio::test]
async fn a_redirection_is_no_way_around(#[case] to: &str, #[case] why: &str) {
    let stage = Stage::set();
    stage.script(on(), Act::redirect(to));
    let error = stage.error(COVER).await;
    let ClientError::Rejected { status: 302, message } = error else { panic!("{error:?}") };
    assert!(message.starts_with("redirected, but ") && message.contains(why), "{message}");
    assert_eq!(stage.calls(), 1);
}

#[tokio::test]
async fn a_redirection_to_a_host_that_is_asked_is_followed_thrice() {
    let stage = Stage::set();
    let host = stage.fakes.image_host();
    stage.script(on().nth(1), Act::redirect("../8/150.jpeg"));
    stage.script(on().nth(2), Act::redirect(&format!("//{host}/images/release/9/150.jpeg")));
    stage.script(on().nth(3), Act::redirect(&format!("http://{host}/images/artist/9/64.jpeg")));
    let fetched = stage.pictures.fetch(&stage.url(COVER)).await.unwrap();
    let paths: Vec<String> = stage.fakes.journal().of("images").into_iter().map(|call| call.path).collect();
    let expected = ["/release/7/150.jpeg", "/release/8/150.jpeg", "/release/9/150.jpeg", "/artist/9/64.jpeg"];
    assert_eq!((paths, fetched.content_type), (expected.map(str::to_owned).to_vec(), "image/jpeg"));
    stage.script(on(), Act::RedirectLoop);
    let error = stage.error(COVER).await;
    assert!(
        matches!(&error, ClientError::Rejected { message, .. } if message == "more than 3 redirections"),
        "{error:?}"
    );
    assert_eq!(stage.calls(), 8);
}

#[rstest]
#[case(404, Ok(ClientError::NotFound))]
#[case(410, Ok(ClientError::NotFound))]
#[case(401, Err(401))]
#[case(403, Err(403))]
#[case(400, Err(400))]
#[tokio::test]
async fn what_is_refused_is_not_asked_for_again(#[case] status: u16, #[case] expected: Result<ClientError, u16>) {
    let stage = Stage::set();
    stage.script(on(), Act::html(status));
    match (stage.error(COVER).await, expected) {
        (ClientError::Rejected { status, .. }, Err(expected)) => assert_eq!(status, expected),
        (error, expected) => assert_eq!(Ok(error), expected),
    }
    assert_eq!(stage.calls(), 1);
}

#[rstest]
#[case(Act::html(503))]
#[case(Act::html(200))]
#[case(Act::Reset)]
#[case(Act::Break)]
#[case(Act::Empty)]
#[case(answer("image/jpeg", b"garbage"))]
#[tokio::test]
async fn what_may_pass_is_tried_again(#[case] act: Act) {
    let stage = Stage::set();
    stage.script(on().times(2), act.clone());
    assert_eq!(stage.pictures.fetch(&stage.url(COVER)).await.unwrap().content_type, "image/jpeg");
    assert_eq!(stage.calls(), 3);
    stage.script(on(), act);
    let error = stage.error(COVER).await;
    assert!(matches!(error, ClientError::Transient(_)), "{error:?}");
    assert_eq!(stage.calls(), 6);
}

#[rstest]
#[case("text/plain", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Some("image/png"))]
#[case("image/jpeg", b"RIFF\x24\0\0\0WEBPVP8 ", Some("image/webp"))]
#[case("image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", None)]
#[case("image/avif", b"\0\0\0\x1cftypavif", None)]
#[case("application/json", b"{}", None)]
#[tokio::test]
async fn a_picture_is_what_its_bytes_say(
    #[case] announced: &str,
    #[case] body: &'static [u8],
    #[case] expected: Option<&str>,
) {
    let stage = Stage::set();
    stage.script(on(), answer(announced, body));
    match stage.pictures.fetch(&stage.url(COVER)).await {
        Ok(fetched) => assert_eq!((Some(fetched.content_type), &fetched.bytes[..]), (expected, body)),
        Err(ClientError::Rejected { status: 200, message }) => {
            assert_eq!((message, None), (format!("no picture, but {announced}"), expected));
        }
        Err(other) => panic!("{other:?}"),
    }
    assert_eq!(stage.calls(), 1);
}

#[tokio::test]
async fn more_than_is_taken_is_not_read() {
    let stage = Stage::with(HttpConfig { max_body: 1_000, ..quick() });
    assert_eq!(stage.error(COVER).await, ClientError::TooLarge { limit: 1_000 });
    stage.script(on(), Act::Huge(1 << 40));
    assert_eq!(stage.error(COVER).await, ClientError::TooLarge { limit: 1_000 });
    assert_eq!(stage.calls(), 2);
}

#[tokio::test]
async fn a_silent_host_and_a_dripping_one_end() {
    let stage = Stage::with(HttpConfig { attempts: 1, timeout: Duration::from_millis(50), ..quick() });
    for act in [Act::Hang, Act::Drip { bytes: 1, every: Duration::from_millis(20) }] {
        stage.fakes.script().clear();
        stage.script(on(), act);
        let error = stage.error(COVER).await;
        assert!(matches!(error, ClientError::Transient(_)), "{error:?}");
    }
}

#[tokio::test]
async fn asked_to_wait_only_that_host_is_left_alone() {
    let stage = Stage::set();
    stage.script(on(), Act::too_many(Some(3_600)));
    for _ in 0..3 {
        let error = stage.error(COVER).await;
        assert!(
            matches!(error, ClientError::RateLimited { retry_after } if retry_after.as_secs() > 3_500),
            "{error:?}"
        );
    }
    assert_eq!(stage.calls(), 1);
    assert!(stage.pictures.gate(&stage.url(COVER)).unwrap().is_open());
    let discogs = "https://i.discogs.com/a.jpeg".parse().unwrap();
    assert!(!stage.pictures.gate(&discogs).unwrap().is_open());
}

#[tokio::test]
async fn many_are_fetched_side_by_side_from_a_task_of_their_own() {
    let stage = Stage::set();
    let (pictures, urls) = (stage.pictures.clone(), (1..=40).map(|id| stage.url(&format!("release/{id}/64.jpeg"))));
    let urls: Vec<Url> = urls.collect();
    let task = tokio::spawn(async move { join_all(urls.iter().map(|url| pictures.fetch(url))).await });
    assert!(task.await.unwrap().iter().all(Result::is_ok));
    assert_eq!((stage.calls(), stage.pictures.gate(&stage.url(COVER)).unwrap().calls()), (40, 40));
}
