use super::*;
use rstest::rstest;
use std::time::Duration;

fn admitted(named: &[&str], url: &str) -> Result<(), String> {
    let named: Vec<String> = named.iter().map(|host| (*host).to_owned()).collect();
    let hosts = Hosts::new(&named, GateConfig { calls: 1, window: Duration::from_secs(1) });
    let admitted = hosts.admit(&url.parse().unwrap()).map(drop);
    admitted.map_err(|error| match error {
        ClientError::Rejected { status: NOT_ASKED, message } => message,
        other => panic!("{other:?}"),
    })
}

#[rstest]
#[case("https://i.discogs.com/sig/rs:fit/g:sm/q:90/h:600/w:600/czM6.jpeg")]
#[case("http://img.discogs.com/a.jpg")]
#[case("https://st.discogs.com/1/images/spacer.gif")]
#[case("https://I.Discogs.COM:443/a")]
#[case("https://i.scdn.co/image/ab67")]
#[case("https://mosaic.scdn.co/640/ab67")]
#[case("https://e-cdns-images.dzcdn.net/images/artist/1/1000x1000.jpg")]
#[case("https://cdn-images.dzcdn.net/images/artist/1/1000x1000.jpg")]
fn the_services_hosts(#[case] url: &str) {
    assert_eq!(admitted(&[], url), Ok(()));
}

#[rstest]
#[case("https://example.org/a.jpg", "example.org is none")]
#[case("https://discogs.com/a.jpg", "is none")]
#[case("https://i.discogs.com.example.org/a", "is none")]
#[case("https://xi.discogs.com/a", "is none")]
#[case("https://x.i.discogs.com/a", "is none")]
#[case("https://evilscdn.co/a", "is none")]
#[case("https://scdn.co/a", "is none")]
#[case("https://.scdn.co/a", "is none")]
#[case("https://dzcdn.net.evil/a", "is none")]
#[case("https://i.discogs.com./a", "is none")]
#[case("https://localhost/a", "is none")]
#[case("http://127.0.0.1/a", "is none")]
#[case("http://2130706433/a", "127.0.0.1 is none")]
#[case("http://0x7f.1/a", "127.0.0.1 is none")]
#[case("http://[::1]/a", "is none")]
#[case("http://[::ffff:127.0.0.1]/a", "is none")]
#[case("http://169.254.169.254/latest/meta-data", "is none")]
#[case("https://104.16.0.1/a", "is none")]
#[case("https://i.discogs.com:8443/a", "another port of i.discogs.com")]
#[case("https://i.discogs.com:22/a", "another port")]
#[case("https://me:secret@i.discogs.com/a", "carries a credential")]
#[case("https://i.discogs.com@example.org/a", "carries a credential")]
#[case("file:///etc/passwd", "by file")]
#[case("data:image/png;base64,AAAA", "by data")]
#[case("ftp://i.discogs.com/a", "by ftp")]
fn no_others(#[case] url: &str, #[case] why: &str) {
    let message = admitted(&[], url).unwrap_err();
    assert!(message.contains(why) && !message.contains("secret"), "{message}");
}

#[rstest]
#[case(&["127.0.0.1:4000"], "http://127.0.0.1:4000/a", true)]
#[case(&["127.0.0.1:4000"], "http://127.0.0.1:4001/a", false)]
#[case(&["127.0.0.1:4000"], "http://127.0.0.1/a", false)]
#[case(&["127.0.0.1:4000"], "http://127.0.0.2:4000/a", false)]
#[case(&["127.0.0.1:4000"], "http://localhost:4000/a", false)]
#[case(&["127.0.0.1"], "http://127.0.0.1/a", true)]
#[case(&["127.0.0.1"], "http://127.0.0.1:4000/a", false)]
#[case(&["nas.local"], "https://NAS.local/a", true)]
#[case(&[" Nas.Local "], "http://nas.local/a", true)]
#[case(&["nas.local:80"], "http://nas.local/a", true)]
#[case(&["nas.local:80"], "https://nas.local/a", false)]
#[case(&["nas.local:443"], "https://nas.local/a", true)]
#[case(&["nas.local"], "http://x.nas.local/a", false)]
#[case(&["x", "nas.local:8080"], "http://nas.local:8080/a", true)]
#[case(&["[::1]:4000"], "http://[::1]:4000/a", true)]
#[case(&["[::1]"], "http://[::1]:4000/a", false)]
#[case(&["[::1]"], "http://[0:0::1]/a", true)]
#[case(&["musée.example"], "https://xn--muse-dpa.example/a", true)]
#[case(&["http://nas.local"], "http://nas.local/a", false)]
#[case(&["nas.local/path"], "http://nas.local/path", false)]
#[case(&["me@nas.local"], "http://nas.local/a", false)]
#[case(&["", "*", ":80"], "http://nas.local/a", false)]
fn hosts_of_the_settings(#[case] named: &[&str], #[case] url: &str, #[case] expected: bool) {
    assert_eq!(admitted(named, url).is_ok(), expected);
}

#[test]
fn only_a_name_of_the_settings_may_lie_anywhere() {
    let named = ["nas.local:8080".to_owned(), "127.0.0.1:1".to_owned()];
    let hosts = Hosts::new(&named, GateConfig { calls: 1, window: Duration::from_secs(1) });
    assert!(hosts.is_named("nas.local"));
    assert!(!hosts.is_named("i.discogs.com") && !hosts.is_named("127.0.0.1") && !hosts.is_named("local"));
}
