//! The pages over a real collection, as a browser without a script meets them.

use crate::home::{Home, text};
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE, COOKIE, LOCATION};
use axum::http::{Request, StatusCode};
use axum::response::Response;
use rstest::rstest;
use sillon_fakes::World;
use std::collections::{BTreeSet, VecDeque};

async fn page(home: &Home, path: &str) -> String {
    let answer = home.send(Request::get(path).header(ACCEPT_LANGUAGE, "fr"), "").await;
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    text(answer).await
}

async fn submit(home: &Home, path: &str, form: &str) -> String {
    let request = Request::post(path).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    let answer: Response = home.send(request, form.to_owned()).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{path}");
    answer.headers()[LOCATION].to_str().unwrap().to_owned()
}

/// Where the page's own links lead, without their fragments.
fn links(html: &str) -> impl Iterator<Item = String> {
    // What stands in a template is no link yet: a script fills it in.
    let shown: String = html.split("<template").map(|part| part.split("</template>").last().unwrap_or("")).collect();
    let links = shown.split(" href=\"").skip(1).filter_map(|rest| rest.split(['"', '#']).next());
    let links = links.filter(|link| link.starts_with('/'));
    links.map(|link| link.replace("&#38;", "&")).collect::<BTreeSet<_>>().into_iter()
}

#[tokio::test]
async fn a_newcomer_gives_a_token_presses_the_button_and_has_a_collection() {
    let home = Home::unconnected().await;
    let first = page(&home, "/").await;
    assert!(first.contains("name=\"token\" type=\"password\"") && first.contains("action=\"/demo\""));

    let refused = submit(&home, "/settings/discogs/token", "token=nonsense").await;
    assert_eq!(refused, "/settings?notice=refused#discogs");
    let refused = page(&home, "/settings?notice=refused").await;
    assert!(refused.contains("Discogs refuse ce jeton") && !refused.contains("Importer l'historique"));

    let token = home.fakes.token();
    let connected = submit(&home, "/settings/discogs/token", &format!("token={token}")).await;
    assert_eq!(connected, "/settings?notice=connected#discogs");
    let ready = page(&home, "/settings?notice=connected").await;
    assert!(ready.contains("Importer l'historique") && ready.contains(&home.fakes.username()));
    assert!(!ready.contains(&token), "a token is never shown");

    assert_eq!(submit(&home, "/settings/discogs/sync", "limit=&dry_run=on").await, "/settings#discogs");
    home.end_of_sync().await;
    assert!(page(&home, "/settings").await.contains("seraient ajoutés"));
    assert!(page(&home, "/").await.contains("La collection est vide"));

    assert_eq!(submit(&home, "/settings/discogs/sync", "").await, "/settings#discogs");
    home.end_of_sync().await;
    let wall = page(&home, "/").await;
    assert!(wall.contains(">12 albums</h1>") && wall.contains("<details class=\"filter\""));
    assert_eq!(submit(&home, "/settings/discogs/token/forget", "").await, "/settings?notice=forgotten#discogs");
    assert!(page(&home, "/").await.contains(">12 albums</h1>"), "what has arrived stays");
    home.end().await;
}

#[tokio::test]
async fn every_link_leads_somewhere() {
    let home = Home::of(World::invent(5, 130)).await;
    home.sync().await;
    let mut seen = BTreeSet::from(["/".to_owned()]);
    let mut ahead = VecDeque::from(["/".to_owned()]);
    let mut places = BTreeSet::new();
    while let Some(path) = ahead.pop_front() {
        let answer = home.get(&path).await;
        let followed = matches!(answer.status(), StatusCode::OK | StatusCode::SEE_OTHER);
        assert!(followed, "{path}: {}", answer.status());
        let kind = answer.headers().get("content-type").map(|kind| kind.to_str().unwrap().to_owned());
        if kind.is_some_and(|kind| !kind.starts_with("text/html")) {
            continue;
        }
        places.insert(path.split(['?', '/']).take(2).collect::<Vec<_>>().join("/"));
        for link in links(&text(answer).await) {
            // Filters multiply: one step from the first page is enough to try each of them.
            let is_place = !link.contains('?');
            let is_new = (is_place || seen.len() < 400) && seen.insert(link.clone());
            if is_new && !path.contains('?') {
                ahead.push_back(link);
            }
        }
    }
    for place in ["/albums", "/artists", "/labels", "/genres", "/styles", "/decades", "/stats", "/settings", "/syncs"] {
        assert!(places.contains(place), "{place} among {places:?}");
    }
    assert!(seen.len() > 200, "{}", seen.len());
    home.end().await;
}

#[tokio::test]
async fn pages_follow_each_other_without_a_gap() {
    let home = Home::of(World::invent(6, 130)).await;
    home.sync().await;
    let mut ids = Vec::new();
    for number in 1..=3 {
        let html = page(&home, &format!("/?fragment=grid&sort=title&page={number}")).await;
        assert!(!html.contains("<html"), "the covers alone");
        ids.extend(html.split("data-id=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()));
    }
    assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len());
    assert!(ids.len() > 100);
    assert!(page(&home, "/?page=900").await.contains("Il n’y a rien à cette page"));
    home.end().await;
}

#[rstest]
#[case("limit=0")]
#[case("limit=abc")]
#[tokio::test]
async fn a_limit_that_is_none_is_said_beside_the_button(#[case] form: &str) {
    let home = Home::of(World::invent(1, 12)).await;
    let back = submit(&home, "/settings/discogs/sync", form).await;
    assert_eq!(back, "/settings?notice=limit#discogs");
    assert!(page(&home, "/settings?notice=limit").await.contains("La limite doit être un nombre"));
    assert!(!page(&home, "/settings?notice=%3Cscript%3E").await.contains("class=\"notice"));
    home.end().await;
}

#[tokio::test]
async fn the_reader_chooses_language_and_look() {
    let home = Home::unconnected().await;
    assert_eq!(submit(&home, "/preferences", "lang=en&back=%2Fsettings").await, "/settings");
    let request = Request::get("/settings").header(ACCEPT_LANGUAGE, "fr").header(COOKIE, "lang=en; theme=dark");
    let html = text(home.send(request, "").await).await;
    assert!(html.contains("<html lang=\"en\" data-theme=\"dark\">") && html.contains("<h1>Settings</h1>"));
    let lost = Request::get("/albums/999").header(ACCEPT_LANGUAGE, "fr").header(COOKIE, "theme=dark");
    assert!(text(home.send(lost, "").await).await.contains("<html lang=\"fr\" data-theme=\"dark\">"));
    home.end().await;
}

#[tokio::test]
async fn a_view_is_kept_renamed_and_removed_by_forms() {
    let home = Home::of(World::invent(7, 40)).await;
    home.sync().await;
    let kept = submit(&home, "/views", "name=Vinyles&query=support%3DVinyle%26page%3D3%26view%3Dlist").await;
    assert_eq!(kept, "/?support=Vinyle&view=list");
    let html = page(&home, &kept).await;
    assert!(html.contains("aria-current=\"true\"><span>Vinyles</span>") && html.contains("grid-list"), "{html}");
    let listed = home.json("/api/v1/views").await;
    let id = listed["items"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(listed["items"][0]["query"], "support=Vinyle&view=list");

    submit(&home, "/views", "name=Titres&query=sort%3Dtitle").await;
    assert_eq!(submit(&home, &format!("/views/{id}/rename"), "name=Mes+vinyles").await, "/views");
    let request =
        Request::post(format!("/views/{id}/rename")).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    let refused = text(home.send(request.header(ACCEPT_LANGUAGE, "fr"), "name=Titres".to_owned()).await).await;
    assert!(refused.contains("une autre porte ce nom") && refused.contains("value=\"Mes vinyles\""));
    assert_eq!(submit(&home, &format!("/views/{id}/remove"), "").await, "/views");
    assert_eq!(home.json("/api/v1/views").await["items"].as_array().unwrap().len(), 1);
    home.end().await;
}

#[tokio::test]
async fn what_is_left_out_of_the_collection_is_counted_and_found() {
    let home = Home::of(World::invent(8, 90)).await;
    home.sync().await;
    let all = home.json("/api/v1/collection/facets").await;
    let genres = all["facets"].as_array().unwrap().iter().find(|facet| facet["facet"] == "genre").unwrap();
    let (genre, albums) =
        (genres["values"][0]["value"].as_str().unwrap(), genres["values"][0]["albums"].as_u64().unwrap());
    let query =
        url::form_urlencoded::Serializer::new(String::new()).append_pair("exclude", &format!("genre:{genre}")).finish();
    let html = page(&home, &format!("/?{query}")).await;
    assert!(html.contains(&format!(">{} albums</h1>", 90 - albums)), "{albums} of {genre}");
    assert!(html.contains("class=\"excluded\""));
    let shelf = page(&home, &format!("/?{query}&fragment=shelf")).await;
    assert!(!shelf.contains("<html") && shelf.contains("data-shelf") && shelf.contains("id=\"filters\""));
    home.end().await;
}

#[tokio::test]
async fn where_nothing_is_found_what_could_be_taken_back_is_told() {
    let home = Home::of(World::invent(9, 90)).await;
    home.sync().await;
    let vinyl = home.json("/api/v1/collection/albums?support=Vinyle").await["total"].as_u64().unwrap();
    let html = page(&home, "/?support=Vinyle&search=qwertyuiop").await;
    assert!(html.contains(">0 album</h1>") && html.contains("<details class=\"filter\""), "facets stay: {html}");
    let way = "<a href=\"/?support=Vinyle\">Sans «\u{a0}qwertyuiop\u{a0}»</a>";
    let way = [way.to_owned(), way.replace('\u{a0}', "\u{202f}"), way.replace('\u{a0}', " ")];
    assert!(way.iter().any(|way| html.contains(way)), "{html}");
    assert!(html.contains(&format!("<span class=\"quiet-text\">{vinyl} albums</span>")));
    assert_eq!(html.matches("class=\"widen\"").count(), 1);
    let words = page(&home, "/?search=qwertyuiop").await;
    assert!(words.contains("Sans «") && words.contains(">90 albums</span>"));
    home.end().await;
}

#[tokio::test]
async fn what_is_not_there_is_said_in_words() {
    let home = Home::unconnected().await;
    let lost = [
        "/albums/999",
        "/albums/nonsense",
        "/artists/999",
        "/syncs/none",
        "/labels/999",
        "/labels/x",
        "/genres/Polka",
        "/decades/x",
    ];
    for path in lost {
        let answer = home.send(Request::get(path).header(ACCEPT_LANGUAGE, "fr"), "").await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
        assert!(text(answer).await.contains("<h1>Rien ici</h1>"), "{path}");
    }
    home.end().await;
}
