use sillon_fakes::{Fakes, FakesConfig};

use crate::http::{discogs, listing, send};

#[tokio::test]
async fn every_cover_is_a_jpeg_of_its_size_and_no_two_are_the_same() {
    let fakes = Fakes::start(FakesConfig::default()).unwrap();
    let page = discogs(&fakes, &listing(&fakes, "per_page=24")).await.json();
    let mut seen = std::collections::HashSet::new();
    for item in page["releases"].as_array().unwrap() {
        let thumb = item["basic_information"]["thumb"].as_str().unwrap();
        if thumb.is_empty() || thumb.ends_with("spacer.gif") {
            continue;
        }
        let answer = send("GET", thumb, &[], "").await.unwrap();
        assert_eq!((answer.status, answer.header("content-type")), (200, Some("image/jpeg")));
        let picture = image::load_from_memory(&answer.body).unwrap();
        assert_eq!((picture.width(), picture.height()), (150, 150));
        assert!(seen.insert(answer.body.clone()));
        let again = send("GET", thumb, &[], "").await.unwrap();
        assert_eq!(again.body, answer.body);
    }
    assert!(seen.len() > 15);
}

#[tokio::test]
async fn other_pictures_are_there_and_unknown_ones_are_not() {
    let fakes = Fakes::start(FakesConfig::default()).unwrap();
    let status = async |path: &str| {
        send("GET", &format!("http://{}/images/{path}", fakes.image_host()), &[], "").await.unwrap().status
    };
    for path in [
        "artist/7/64.jpeg",
        "back/7/150.jpeg",
        "label/7/150.jpeg",
        "insert/7/150.jpeg",
        "release/7-2/150.jpeg",
        "st/0123abcd/images/spacer.gif",
    ] {
        assert_eq!(status(path).await, 200, "{path}");
    }
    for path in ["nothing/7/150.jpeg", "release/seven/150.jpeg", "release/7/150.png", "release/7/90000.jpeg"] {
        assert_eq!(status(path).await, 404, "{path}");
    }
}
