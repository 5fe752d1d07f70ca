//! The enrichment's page and an album's, as a browser without a script meets them.

use crate::home::{Home, text};
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE, LOCATION};
use axum::http::{Request, StatusCode};
use rstest::rstest;
use serde_json::json;
use sillon_core::enrich::text::{Author, Text, TextState};
use sillon_core::enrich::{Facet, Subject};
use sillon_core::id::{AccountId, ReleaseId};
use sillon_fakes::{Act, On, World};
use sillon_store::Absence;

const PLACE: &str = "/settings/enrichment";

async fn page(home: &Home, path: &str) -> String {
    let answer = home.send(Request::get(path).header(ACCEPT_LANGUAGE, "fr"), "").await;
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    text(answer).await
}

async fn submit(home: &Home, path: &str, form: &str) -> String {
    let request = Request::post(path).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    let answer = home.send(request, form.to_owned()).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{path} {form}");
    answer.headers()[LOCATION].to_str().unwrap().to_owned()
}

async fn first_album(home: &Home) -> ReleaseId {
    let albums = home.json("/api/v1/collection/albums?page_size=1").await;
    ReleaseId(albums["items"][0]["id"].as_i64().unwrap())
}

#[tokio::test]
async fn a_button_fills_in_and_the_page_tells_it() {
    let home = Home::with_all(World::invent(1, 12)).await;
    home.sync().await;
    let before = page(&home, PLACE).await;
    assert!(before.contains(">Tout compléter</button>") && before.contains("à demander"));
    assert_eq!(submit(&home, &format!("{PLACE}/start"), "limit=&only=details").await, format!("{PLACE}#enrichment"));
    home.end_of_enrichment().await;
    let after = page(&home, PLACE).await;
    assert!(after.contains("Terminé : 12 réponses trouvées."), "{after}");
    let fragment = page(&home, "/fragments/enrichment").await;
    assert!(fragment.contains("id=\"enrichment-panel\"") && !fragment.contains("<html"));
    let album = page(&home, &format!("/albums/{}", first_album(&home).await)).await;
    assert!(album.contains("<h2 id=\"tracks-title\">Titres</h2>") && album.contains("Détails : Discogs, le "));
    home.end().await;
}

#[rstest]
#[case("limit=0", "limit", "La limite doit être un nombre")]
#[case("only=prices", "limit", "La limite doit être un nombre")]
#[tokio::test]
async fn what_cannot_be_asked_is_said(#[case] form: &str, #[case] code: &str, #[case] said: &str) {
    let home = Home::with_all(World::invent(1, 12)).await;
    let back = submit(&home, &format!("{PLACE}/start"), form).await;
    assert_eq!(back, format!("{PLACE}?notice={code}#enrichment"));
    assert!(page(&home, back.split('#').next().unwrap()).await.contains(said));
    assert!(!page(&home, &format!("{PLACE}?notice=%3Cscript%3E")).await.contains("class=\"notice"));
    home.end().await;
}

#[tokio::test]
async fn each_service_is_tested_by_a_button() {
    let home = Home::with_all(World::invent(1, 12)).await;
    for service in ["discogs", "spotify", "ai"] {
        let back = submit(&home, &format!("{PLACE}/check"), &format!("service={service}")).await;
        assert_eq!(back, format!("{PLACE}?notice=answers&service={service}#services"));
    }
    home.fakes.script().act(On::service("ai"), Act::chat_error_openai(401, "no"));
    let refused = submit(&home, &format!("{PLACE}/check"), "service=ai").await;
    assert_eq!(refused, format!("{PLACE}?notice=refused&service=ai#services"));
    let said = page(&home, refused.split('#').next().unwrap()).await;
    assert!(said.contains("Le modèle refuse le jeton."));
    home.end().await;
    let home = Home::of(World::invent(1, 12)).await;
    let none = submit(&home, &format!("{PLACE}/check"), "service=ai").await;
    assert_eq!(none, format!("{PLACE}?notice=none&service=ai#services"));
    assert!(page(&home, PLACE).await.contains("Définissez SILLON_AI_TOKEN"));
    home.end().await;
}

#[tokio::test]
async fn a_person_chooses_a_link_among_those_offered_only() {
    let home = Home::of(World::invent(1, 12)).await;
    home.sync().await;
    let album = first_album(&home).await;
    let subject = Subject::Release(album);
    let url = "https://open.spotify.com/album/s1";
    let offers =
        json!([{"candidate": {"id": "s1", "title": "Nearly", "url": url}, "score": 0.7, "reasons": ["artist ok"]}]);
    let offers = offers.to_string();
    let absence = Absence { source: "spotify", trace: "unsure", candidates: Some(&offers), version: 1 };
    home.store.claim(Facet::Links, &[subject], "me", 1, 2).await.unwrap();
    home.store.mark_absent(Facet::Links, subject, "me", &absence, 1).await.unwrap();
    let review = page(&home, PLACE).await;
    assert!(review.contains("C’est celui-ci") && review.contains("même artiste") && review.contains(url));

    let path = format!("/api/v1/collection/albums/{album}");
    let offered = home.json(&path).await["candidates"].clone();
    assert_eq!((offered[0]["url"].as_str(), offered[0]["reasons"][0]["code"].as_str()), (Some(url), Some("artist")));
    assert!(page(&home, &format!("/albums/{album}")).await.contains("Lequel, chez Spotify"));

    let form = |candidate: &str| format!("album={album}&candidate={candidate}");
    let on_album = submit(&home, &format!("{PLACE}/link"), &format!("{}&back=album", form("another"))).await;
    assert_eq!(on_album, format!("/albums/{album}?notice=gone#description"));
    let gone = submit(&home, &format!("{PLACE}/link"), &form("another")).await;
    assert_eq!(gone, format!("{PLACE}?notice=gone#review"));
    assert_eq!(submit(&home, &format!("{PLACE}/link"), &form("s1")).await, format!("{PLACE}#review"));
    let detail = home.json(&path).await;
    assert_eq!((&detail["spotify_url"], &detail["candidates"]), (&json!(url), &json!([])));
    assert!(page(&home, PLACE).await.contains("Rien à relire"));
    assert!(page(&home, &format!("/albums/{album}")).await.contains("Lien : choisi à la main"));
    home.end().await;
}

#[tokio::test]
async fn none_of_those_offered_is_a_word_too() {
    let home = Home::of(World::invent(1, 12)).await;
    home.sync().await;
    let album = first_album(&home).await;
    let subject = Subject::Release(album);
    let offers = r#"[{"candidate":{"id":"s1","title":"Nearly","url":"https://open.spotify.com/album/s1"},"score":0.7,"reasons":["said otherwise"]}]"#;
    let absence = Absence { source: "spotify", trace: "unsure", candidates: Some(offers), version: 1 };
    home.store.claim(Facet::Links, &[subject], "me", 1, 2).await.unwrap();
    home.store.mark_absent(Facet::Links, subject, "me", &absence, 1).await.unwrap();
    let place = format!("/albums/{album}");
    assert!(page(&home, &place).await.contains("said otherwise"));
    let back = submit(&home, &format!("{PLACE}/link"), &format!("album={album}&candidate=&back=album")).await;
    assert_eq!(back, format!("{place}#links"));
    assert!(!page(&home, &place).await.contains("Lequel, chez Spotify"));
    let detail = home.json(&format!("/api/v1/collection{place}")).await;
    assert_eq!((&detail["spotify_url"], &detail["candidates"]), (&json!(null), &json!([])));
    home.end().await;
}

#[tokio::test]
async fn a_refused_text_is_shown_or_dropped_by_a_person() {
    let home = Home::of(World::invent(1, 12)).await;
    home.sync().await;
    let album = first_album(&home).await;
    for (id, act, shown) in [("t1", "drop", false), ("t2", "show", true)] {
        let text = Text {
            id: id.into(),
            release_id: album,
            body: format!("Paru en 2017, dit {id}."),
            language: "fr".into(),
            author: Author::Model { name: "m".into(), prompt_version: 1 },
            state: TextState::Review,
            doubts: Some(r#"[{"code":"unknown_year","said":"2017"}]"#.into()),
            locked: false,
            written_at: 1,
        };
        home.store.add_text(AccountId::FIRST, &text).await.unwrap();
        assert!(page(&home, PLACE).await.contains("Une date que les faits ne donnent pas : « 2017 »"));
        let form = format!("album={album}&text={id}&act={act}");
        assert_eq!(submit(&home, &format!("{PLACE}/text"), &form).await, format!("{PLACE}#review"));
        let detail = home.json(&format!("/api/v1/collection/albums/{album}")).await;
        assert_eq!(detail["ai_info"].is_string(), shown);
    }
    let unknown = submit(&home, &format!("{PLACE}/text"), &format!("album={album}&text=none&act=drop")).await;
    assert_eq!(unknown, format!("{PLACE}?notice=gone#review"));
    home.end().await;
}

#[tokio::test]
async fn a_description_is_edited_locked_removed_and_shown_again() {
    let home = Home::with_all(World::invent(1, 12)).await;
    home.sync().await;
    let album = first_album(&home).await;
    let path = format!("/albums/{album}/description");
    let place = format!("/albums/{album}");
    assert_eq!(submit(&home, &path, "act=edit&body=+").await, format!("{place}?notice=empty#description"));
    let back = submit(&home, &path, "act=edit&body=Mes+%3Cmots%3E.%0D%0AEt+d%E2%80%99autres.").await;
    assert_eq!(back, format!("{place}#description"));
    let html = page(&home, &place).await;
    assert!(html.contains("Mes &#60;mots&#62;.\nEt d’autres.") && html.contains("Écrite à la main"));
    assert!(html.contains("Verrouillée") && !html.contains("value=\"again\""));

    submit(&home, &path, "act=unlock").await;
    assert!(page(&home, &place).await.contains("value=\"again\""));
    submit(&home, &path, "act=lock").await;
    let detail = home.json(&format!("/api/v1/collection/albums/{album}")).await;
    let id = detail["texts"][0]["id"].as_str().unwrap().to_owned();
    submit(&home, &path, &format!("act=remove&text={id}")).await;
    let html = page(&home, &place).await;
    assert!(html.contains("1 texte") || html.contains("Texte précédent"), "a removed text is kept");
    assert_eq!(home.json(&format!("/api/v1/collection/albums/{album}")).await["ai_info"], json!(null));
    submit(&home, &path, &format!("act=show&text={id}")).await;
    assert!(page(&home, &place).await.contains("Mes &#60;mots&#62;."));
    home.end().await;
}

#[tokio::test]
async fn a_model_writes_anew_when_a_person_asks() {
    let home = Home::with_all(World::invent(1, 12)).await;
    home.sync().await;
    let album = first_album(&home).await;
    let path = format!("/albums/{album}/description");
    let back = submit(&home, &path, "act=again").await;
    assert_eq!(back, format!("/albums/{album}?notice=started#description"));
    home.end_of_enrichment().await;
    assert!(home.fakes.journal().calls("ai") > 0);
    assert!(page(&home, &format!("/albums/{album}")).await.contains("Plume"), "the model is named");
    home.end().await;
}

#[tokio::test]
async fn an_artist_is_shown_with_a_picture_and_its_source() {
    let home = Home::with_all(World::invent(1, 12)).await;
    home.sync().await;
    submit(&home, &format!("{PLACE}/start"), "only=images").await;
    home.end_of_enrichment().await;
    let artists = home.json("/api/v1/collection/artists?page_size=100").await;
    let artists = artists["items"].as_array().unwrap();
    let artist = artists.iter().find(|artist| artist["image_source"].is_string()).unwrap();
    let html = page(&home, &format!("/artists/{}", artist["id"])).await;
    assert!(html.contains("Image : "), "{html}");
    home.end().await;
}
