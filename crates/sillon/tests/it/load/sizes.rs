//! More than is taken, and what is no HTTP at all.

use super::raw::{code, connect, head, hear, say, status};
use crate::process::Server;
use reqwest::StatusCode;
use sillon_fakes::World;

/// What one request may add to the memory, in kB, whatever it sends.
const MORE: u64 = 16 * 1024;
const JSON: &str = "Content-Type: application/json\r\n";
const FORM: &str = "Content-Type: application/x-www-form-urlencoded\r\n";

/// What is sent after the head, over and over.
struct Sent {
    name: &'static str,
    head: String,
    more: Vec<u8>,
    times: usize,
    /// The status, and the code of the document where there is one.
    answers: (u16, &'static str),
}

fn everything(server: &Server) -> Vec<Sent> {
    let put = head(server, "PUT /api/v1/schedule") + JSON;
    let form = head(server, "POST /settings/backups") + FORM;
    let import = head(server, "POST /api/v1/collection/import");
    let chunk = [b"8000\r\n".to_vec(), vec![b'x'; 0x8000], b"\r\n".to_vec()].concat();
    let sent = |name, head, more: &[u8], times, answers| Sent { name, head, more: more.to_vec(), times, answers };
    vec![
        sent(
            "JSON, as it says",
            put.clone() + "Content-Length: 400000\r\n\r\n",
            &[b' '; 1_000],
            400,
            (413, "body_too_large"),
        ),
        sent(
            "JSON, in chunks",
            put.clone() + "Transfer-Encoding: chunked\r\n\r\n",
            &chunk,
            400,
            (413, "body_too_large"),
        ),
        sent("a form", form + "Content-Length: 400000\r\n\r\n", &[b'x'; 1_000], 400, (413, "")),
        sent(
            "a file",
            import.clone() + "Content-Length: 2147483648\r\n\r\n",
            &[b'x'; 1_000],
            400,
            (413, "body_too_large"),
        ),
        sent(
            "more than there are numbers",
            import.clone() + "Content-Length: 99999999999999999999\r\n\r\n",
            b"",
            0,
            (400, ""),
        ),
        sent("a length below nothing", import.clone() + "Content-Length: -1\r\n\r\n", b"", 0, (400, "")),
        sent("two lengths", put.clone() + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n", b"{}", 1, (400, "")),
        sent(
            "a chunk of no number",
            import + "Transfer-Encoding: chunked\r\n\r\n",
            b"zz\r\n",
            1,
            (400, "file_broke_off"),
        ),
        sent("a header of 1 MB", head(server, "GET /") + "X-Long: ", &[b'x'; 1_024], 1_024, (431, "")),
        sent("headers without end", head(server, "GET /"), b"X-Many: another one of them\r\n", 50_000, (431, "")),
        sent("10,000 headers", head(server, "GET /") + &*"a:b\r\n".repeat(10_000) + "\r\n", b"", 0, (431, "")),
        sent("200 headers", head(server, "GET /") + &*"a: b\r\n".repeat(200) + "\r\n", b"", 0, (431, "")),
        sent(
            "a URL of 100 kB",
            head(server, &format!("GET /?search={}", "x".repeat(100_000))) + "\r\n",
            b"",
            0,
            (414, ""),
        ),
        sent("a URL without end", "GET /".to_owned(), &[b'x'; 1_024], 1_024, (431, "")),
        sent("no HTTP", "\u{16}\u{3}\u{1} hello\r\n\r\n".to_owned(), b"", 0, (400, "")),
        sent("another version", "GET / HTTP/9.9\r\n\r\n".to_owned(), b"", 0, (400, "")),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_too_large_is_refused_in_a_word_and_kept_nowhere() {
    let server = Server::start(World::invent(438, 1));
    for path in ["/", "/api/v1/schedule"] {
        assert_eq!(server.get(path).await.status(), StatusCode::OK);
    }
    let before = server.holds();
    for Sent { name, head, more, times, answers } in everything(&server) {
        let mut stream = connect(&server).await;
        let _refused_in_the_middle = say(&mut stream, head.as_bytes()).await;
        for _ in 0..times {
            if say(&mut stream, &more).await.is_err() {
                break;
            }
        }
        let said = hear(&mut stream).await;
        assert_eq!((status(&said), code(&said).as_str()), answers, "{name}: {said}");
        assert_eq!(server.get("/").await.status(), StatusCode::OK, "{name}");
    }
    let after = server.holds();
    println!("before {before:?}\nafter {after:?}");
    assert!(after.peak < before.memory + MORE, "{before:?} {after:?}");
    let imports = std::fs::read_dir(server.data().join("imports"));
    assert_eq!(imports.map_or(0, Iterator::count), 0, "nothing of a file is left");
    server.stop();
}

/// What fits in a head is the program's to judge, and it takes no time over it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_question_that_fits_is_answered() {
    let server = Server::start(World::invent(439, 1));
    for search in ["x".repeat(60_000), "a+".repeat(30_000), "%C3%A9+-".repeat(7_000), "genre:a+".repeat(7_000)] {
        for path in ["/", "/api/v1/collection/albums", "/api/v1/collection/owned"] {
            let name = if path.ends_with("owned") { "q" } else { "search" };
            let mut stream = connect(&server).await;
            let request = head(&server, &format!("GET {path}?{name}={search}")) + "Connection: close\r\n\r\n";
            say(&mut stream, request.as_bytes()).await.unwrap();
            let answer = status(&hear(&mut stream).await);
            assert!(matches!(answer, 200 | 422), "{path}?{}…: {answer}", &search[..9]);
        }
    }
    server.stop();
}
