use std::time::Duration;

use sillon_fakes::{Fakes, FakesConfig, World};

use crate::http::{anonymous, discogs};

fn strict(limit: usize, retry_after: bool) -> Fakes {
    Fakes::start(FakesConfig {
        rate_limit: limit,
        rate_limit_anonymous: 2,
        rate_window: Duration::from_secs(3600),
        retry_after,
        ..FakesConfig::of(World::invent(1, 3))
    })
    .unwrap()
}

#[tokio::test]
async fn the_limit_is_enforced_and_told() {
    let fakes = strict(3, false);
    for used in 1..=3 {
        let answer = discogs(&fakes, "/oauth/identity").await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("x-discogs-ratelimit"), Some("3"));
        assert_eq!(answer.header("x-discogs-ratelimit-used"), Some(used.to_string().as_str()));
        assert_eq!(answer.header("x-discogs-ratelimit-remaining"), Some((3 - used).to_string().as_str()));
    }
    let refused = discogs(&fakes, "/oauth/identity").await;
    assert_eq!(refused.status, 429);
    assert_eq!(refused.json()["message"], "You are making requests too quickly.");
    assert_eq!(refused.header("retry-after"), None);
    assert_eq!(refused.header("x-discogs-ratelimit-remaining"), Some("0"));
    assert_eq!((fakes.journal().calls("discogs"), fakes.journal().over_limit()), (4, 1));
}

#[tokio::test]
async fn a_refusal_says_when_the_window_is_free_if_asked_to() {
    let fakes = strict(1, true);
    discogs(&fakes, "/oauth/identity").await;
    let refused = discogs(&fakes, "/oauth/identity").await;
    let seconds: u64 = refused.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=3600).contains(&seconds));
}

#[tokio::test]
async fn without_a_token_less_is_allowed() {
    let fakes = strict(60, false);
    let path = format!("/users/{}", fakes.username());
    assert_eq!(anonymous(&fakes, &path).await.status, 200);
    assert_eq!(anonymous(&fakes, &path).await.status, 200);
    assert_eq!(anonymous(&fakes, &path).await.status, 429);
}

#[tokio::test]
async fn a_limit_that_is_only_counted_refuses_nothing() {
    let fakes =
        Fakes::start(FakesConfig { rate_limit: 1, rate_enforced: false, ..FakesConfig::of(World::invent(1, 3)) })
            .unwrap();
    for _ in 0..3 {
        assert_eq!(discogs(&fakes, "/oauth/identity").await.status, 200);
    }
    assert_eq!(fakes.journal().over_limit(), 2);
}

#[tokio::test]
async fn an_elapsed_window_is_free_again() {
    let fakes = Fakes::start(FakesConfig {
        rate_limit: 1,
        rate_window: Duration::ZERO,
        ..FakesConfig::of(World::invent(1, 3))
    })
    .unwrap();
    assert_eq!(discogs(&fakes, "/oauth/identity").await.status, 200);
    assert_eq!(discogs(&fakes, "/oauth/identity").await.status, 200);
}
