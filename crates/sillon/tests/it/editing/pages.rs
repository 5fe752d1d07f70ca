//! The forms, as a browser without a script posts them.

use super::{ALBUMS, EDITS};
use crate::harness::Story;
use reqwest::StatusCode;
use serde_json::Value;
use sillon_fakes::World;

async fn text(story: &Story, path: &str) -> String {
    let answer = story.get(path).await;
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    answer.text().await.unwrap()
}

/// Posts a form, and tells where it leads.
async fn lead(story: &Story, path: &str, fields: &[(&str, &str)]) -> String {
    let answer = story.client.post(story.url(path)).form(fields).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{path}");
    answer.headers()["location"].to_str().unwrap().to_owned()
}

async fn first(story: &Story) -> (String, Value) {
    let album = story.albums().await[0].clone();
    (format!("/albums/{}", album["id"]), album)
}

/// The names and values of a page's form, as a browser would send them.
pub(super) fn fields(html: &str) -> Vec<(String, String)> {
    let form = html.split("class=\"edit-form\"").nth(1).unwrap();
    let plain = |text: &str| {
        let codes = [("&#38;", "&"), ("&#39;", "'"), ("&#34;", "\""), ("&#60;", "<"), ("&#62;", ">")];
        codes.iter().fold(text.to_owned(), |text, (code, sign)| text.replace(code, sign))
    };
    let attribute = |tag: &str, name: &str| {
        let start = format!(" {name}=\"");
        tag.split(start.as_str()).nth(1).map(|rest| rest.split('"').next().unwrap()).map(plain)
    };
    let mut found = Vec::new();
    let mut select = None;
    for part in form.split('<').skip(1) {
        let (tag, rest) = part.split_once('>').unwrap();
        match tag.split(' ').next().unwrap() {
            "input" if tag.contains("checkbox") && !tag.contains(" checked") => {}
            "input" => found.push((attribute(tag, "name").unwrap(), attribute(tag, "value").unwrap())),
            "textarea" => found.push((attribute(tag, "name").unwrap(), plain(rest).replace('\n', "\r\n"))),
            "select" => select = attribute(tag, "name"),
            "option" if tag.contains(" selected") => {
                found.push((select.clone().unwrap(), attribute(tag, "value").unwrap()));
            }
            _ => {}
        }
    }
    found
}

#[tokio::test]
async fn a_form_sent_as_it_came_changes_nothing_on_any_album() {
    let story = Story::of(World::invent(311, 25)).await;
    story.sync().await;
    for album in story.albums().await {
        let place = format!("/albums/{}/edit", album["id"]);
        let sent = fields(&text(&story, &place).await);
        assert!(sent.len() > 10);
        let sent: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let after = lead(&story, &place, &sent).await;
        let acts = story.json(EDITS).await;
        assert_eq!(acts["items"], serde_json::json!([]), "{after}");
        assert_eq!(after, format!("/albums/{}?done=none", album["id"]));
    }
    assert_eq!(story.json(EDITS).await["total"], 0);
    story.end().await;
}

#[tokio::test]
async fn an_album_is_edited_undone_and_archived_by_forms() {
    let story = Story::of(World::invent(312, 8)).await;
    story.sync().await;
    let (place, album) = first(&story).await;
    let sent = fields(&text(&story, &format!("{place}/edit")).await);
    let mut sent: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    sent.iter_mut().filter(|(name, _)| *name == "title").for_each(|(_, value)| *value = "Another <Title>");
    sent.iter_mut().filter(|(name, _)| *name == "year").for_each(|(_, value)| *value = "next year");
    let refused = story.client.post(story.url(&format!("{place}/edit"))).form(&sent).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let refused = refused.text().await.unwrap();
    assert!(refused.contains("id=\"year-error\"") && refused.contains("value=\"next year\""), "{refused}");
    assert!(refused.contains("value=\"Another &#60;Title&#62;\""), "what was written is kept");
    assert_eq!(story.json(&format!("{ALBUMS}/{}", album["id"])).await["title"], album["title"]);

    sent.iter_mut().filter(|(name, _)| *name == "year").for_each(|(_, value)| *value = "1971");
    let after = lead(&story, &format!("{place}/edit"), &sent).await;
    let shown = text(&story, &after).await;
    assert!(shown.contains("<h1>Another &#60;Title&#62;</h1>") && shown.contains("Enregistré."), "{shown}");
    let batch = after.split("done=").nth(1).unwrap();
    let back = lead(&story, &format!("/edits/{batch}/undo"), &[("back", &after)]).await;
    assert_eq!(back, after);
    let shown = text(&story, &back).await;
    assert!(shown.contains("Annulé.") && shown.contains("class=\"undone\""));
    // Pressed twice, it is still undone.
    lead(&story, &format!("/edits/{batch}/undo"), &[("back", "https://elsewhere.example")]).await;

    let after = lead(&story, &format!("{place}/archive"), &[]).await;
    assert!(text(&story, &after).await.contains("Archivé."));
    assert!(text(&story, "/archive").await.contains(&format!("href=\"{place}\"")));
    let after = lead(&story, &format!("{place}/restore"), &[("back", "/archive")]).await;
    assert!(after.starts_with("/archive?done="));
    assert!(!text(&story, &after).await.contains(&format!("href=\"{place}\"")));
    assert!(text(&story, "/edits").await.contains("Another &#60;Title&#62;"));
    story.end().await;
}

#[tokio::test]
async fn an_album_is_added_by_a_form() {
    let story = Story::of(World::invent(313, 3)).await;
    story.sync().await;
    text(&story, "/albums/new").await;
    let empty = story.client.post(story.url("/albums/new")).form(&[("title", " ")]).send().await.unwrap();
    assert_eq!(empty.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let sent = [
        ("title", "Basement"),
        ("artist", "Us"),
        ("join", ""),
        ("copy0-rating", "3"),
        ("format", "Cassette"),
        ("qty", "1"),
    ];
    let place = lead(&story, "/albums/new", &sent).await;
    let shown = text(&story, &place).await;
    assert!(shown.contains("<h1>Basement</h1>") && shown.contains("Ajouté à la main"), "{shown}");
    assert!(!shown.contains("/syncs/"));
    story.end().await;
}

#[tokio::test]
async fn what_is_chosen_is_changed_at_once() {
    let story = Story::of(World::invent(314, 30)).await;
    story.sync().await;
    let albums = story.albums().await;
    let ids: Vec<String> = albums.iter().take(2).map(|album| album["id"].to_string()).collect();
    let page = text(&story, "/select?sort=title").await;
    assert!(page.contains(&format!("name=\"album\" value=\"{}\"", ids[0])));
    let place = ("place", "/select?sort=title");
    let chosen =
        [place, ("album", ids[0].as_str()), ("album", ids[1].as_str()), ("act", "add-genre"), ("genre", "Mine")];
    let after = lead(&story, "/select", &chosen).await;
    assert!(after.starts_with("/select?sort=title&done="), "{after}");
    assert!(text(&story, &after).await.contains("2 albums modifiés."));
    assert_eq!(story.json(&format!("{ALBUMS}/{}", ids[0])).await["genres"].as_array().unwrap().last().unwrap(), "Mine");
    for (sent, code) in [
        (vec![place, ("act", "archive")], "albums"),
        (vec![place, ("album", &ids[0])], "act"),
        (vec![place, ("album", &ids[0]), ("act", "add-style")], "value"),
        (vec![place, ("album", &ids[0]), ("act", "rating"), ("rating", "9")], "value"),
    ] {
        assert_eq!(lead(&story, "/select", &sent).await, format!("/select?sort=title&lacking={code}"));
    }
    let everything = [place, ("everything", "1"), ("act", "archive")];
    lead(&story, "/select", &everything).await;
    assert_eq!(story.albums().await.len(), 0);
    story.end().await;
}

#[tokio::test]
async fn a_choice_is_made_from_the_list_as_it_was_asked_for() {
    let story = Story::of(World::invent(315, 60)).await;
    story.sync().await;
    let query = "support=Vinyle&support=CD&exclude=style%3AHouse&group=master&sort=title&view=list";
    let found = story.json(&format!("{ALBUMS}?{}&page_size=100", query.replace("&view=list", ""))).await;
    let found: Vec<String> = found["items"].as_array().unwrap().iter().map(|album| album["id"].to_string()).collect();
    let shelf = text(&story, &format!("/?{query}")).await;
    let select = format!("/select?{query}").replace('&', "&#38;");
    assert!(shelf.contains(&format!("href=\"{select}\"")), "the list leads there whole");
    let page = text(&story, &format!("/select?{query}")).await;
    assert!(page.contains("grid-list") && page.contains(&format!("value=\"{select}\"")));
    let boxes: Vec<&str> =
        page.split("name=\"album\" value=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(boxes, found.iter().take(60).collect::<Vec<_>>());
    assert_eq!(page.matches("class=\"excluded\"").count(), 1, "what it is narrowed down by can be taken back");
    let place = format!("/select?{query}");
    let sent = [("place", place.as_str()), ("everything", "1"), ("act", "add-style"), ("style", "Chosen")];
    let after = lead(&story, "/select", &sent).await;
    assert!(after.starts_with(&format!("{place}&done=")), "{after}");
    let styled = story.json(&format!("{ALBUMS}?style=Chosen&page_size=100")).await;
    assert_eq!(styled["total"], found.len());
    story.end().await;
}
