use sillon_fakes::{Fakes, FakesConfig, World};

use crate::http::{anonymous, discogs, listing, send};

#[tokio::test]
async fn identity_needs_the_right_token() {
    let fakes = Fakes::start(FakesConfig::default()).unwrap();
    assert_eq!(discogs(&fakes, "/oauth/identity").await.json()["username"], fakes.username());
    let nobody = anonymous(&fakes, "/oauth/identity").await;
    assert_eq!(nobody.status, 401);
    assert!(nobody.header("www-authenticate").unwrap().starts_with("OAuth"));
    let headers = [("user-agent", "x/1"), ("authorization", "Discogs token=wrong")];
    let wrong = send("GET", &format!("{}/oauth/identity", fakes.discogs_url()), &headers, "").await.unwrap();
    assert_eq!((wrong.status, wrong.json()["message"].as_str()), (401, Some("Invalid consumer token.")));
    assert!(fakes.journal().of("discogs")[0].authorized);
    assert!(!fakes.journal().of("discogs")[1].authorized);
}

#[tokio::test]
async fn no_user_agent_no_answer() {
    let fakes = Fakes::start(FakesConfig::default()).unwrap();
    let refused = send("GET", &format!("{}/oauth/identity", fakes.discogs_url()), &[], "").await.unwrap();
    assert_eq!((refused.status, refused.body.len()), (403, 0));
}

#[tokio::test]
async fn what_is_the_owners_is_not_shown_to_others() {
    let fakes = Fakes::start(FakesConfig::of(World::invent(2, 40).owner(false))).unwrap();
    assert_ne!(discogs(&fakes, "/oauth/identity").await.json()["username"], fakes.username());
    let page = discogs(&fakes, &listing(&fakes, "")).await.json();
    for item in page["releases"].as_array().unwrap() {
        assert!(item.get("folder_id").is_none() && item.get("notes").is_none());
    }
    let user = format!("/users/{}", fakes.username());
    assert_eq!(
        discogs(&fakes, &format!("{user}/collection/folders")).await.json()["folders"].as_array().unwrap().len(),
        1
    );
    assert_eq!(
        discogs(&fakes, &format!("{user}/collection/fields")).await.json()["fields"].as_array().unwrap().len(),
        1
    );
    assert_eq!(discogs(&fakes, &format!("{user}/collection/value")).await.status, 403);
    assert_eq!(discogs(&fakes, &format!("{user}/collection/folders/1/releases")).await.status, 403);
}

#[tokio::test]
async fn without_a_token_there_are_no_pictures() {
    let fakes = Fakes::start(FakesConfig::default()).unwrap();
    let page = anonymous(&fakes, &listing(&fakes, "")).await.json();
    for item in page["releases"].as_array().unwrap() {
        assert_eq!(
            (&item["basic_information"]["cover_image"], &item["basic_information"]["thumb"]),
            (&"".into(), &"".into())
        );
    }
    let strict = Fakes::start(FakesConfig { auth_required: true, ..FakesConfig::default() }).unwrap();
    assert_eq!(anonymous(&strict, &listing(&strict, "")).await.status, 401);
}

#[tokio::test]
async fn private_and_unknown_collections_are_refused() {
    let fakes = Fakes::start(FakesConfig::of(World::invent(2, 4).owner(false).private(true))).unwrap();
    let refused = discogs(&fakes, &listing(&fakes, "")).await;
    assert_eq!(
        (refused.status, refused.json()["message"].as_str()),
        (403, Some("You don't have permission to access this resource."))
    );
    let unknown = discogs(&fakes, "/users/nobody.at.all/collection/folders/0/releases").await;
    assert_eq!(
        (unknown.status, unknown.json()["message"].as_str()),
        (404, Some("User does not exist or may have been deleted."))
    );
    assert_eq!(discogs(&fakes, "/nowhere").await.status, 404);
    let headers = [("user-agent", "x/1")];
    let post = send("POST", &format!("{}/oauth/identity", fakes.discogs_url()), &headers, "").await.unwrap();
    assert_eq!(post.status, 405);
}

#[tokio::test]
async fn a_token_in_the_query_comes_back_in_the_urls() {
    let fakes = Fakes::start(FakesConfig::default()).unwrap();
    let page = anonymous(&fakes, &listing(&fakes, &format!("token={}", fakes.token()))).await.json();
    assert!(page["pagination"]["urls"]["next"].as_str().unwrap().contains(&fakes.token()));
}
