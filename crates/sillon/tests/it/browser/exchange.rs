//! A newcomer with a CSV and no token.

use super::chromium::Browser;
use crate::harness::Scene;
use sillon_fakes::World;
use thirtyfour::prelude::*;

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn a_newcomer_brings_a_csv_and_takes_it_away_again() {
    let mut scene = Scene::of(World::invent(321, 1));
    scene.token = false;
    let story = scene.begin().await;
    let header = "Catalog#,Artist,Title,Label,Format,Rating,Released,release_id,CollectionFolder,Date Added\r\n";
    let rows: String = (1..=1_500)
        .map(|id| {
            format!(
                "C {id},Artist {id},Title {id},Label,\"LP, Album\",,1999,{id},Uncategorized,2020-07-07 08:45:30\r\n"
            )
        })
        .collect();
    let csv = format!("{header}{rows}");
    let (good, wrong) = (story.folder.path().join("good.csv"), story.folder.path().join("wrong.csv"));
    std::fs::write(&good, &csv).unwrap();
    std::fs::write(&wrong, format!("{header}C 1,Artist\r\n")).unwrap();
    let browser = Browser::open(&story).await;
    browser.go("/").await;
    browser.press(".doors", "Choisir un fichier").await;
    browser.until("location.pathname === '/settings/import'").await;
    let choose = async |path: &std::path::Path| {
        browser.find(By::Css("#file")).await.unwrap().send_keys(path.display().to_string()).await.unwrap();
        browser.press(".drop", "Voir ce que ça ferait").await;
    };
    choose(&wrong).await;
    browser
        .until_text(
            "#plan .entries li",
            "Ligne 2 : 2 cellules là où l’en-tête en a 10. Corrigez la ligne, ou exportez à nouveau.",
        )
        .await;
    choose(&good).await;
    browser.until_text("#plan .panel-sentence", "Ce fichier ajouterait 1 500 albums.").await;
    browser.press("#plan", "Importer").await;
    browser.until_text("#import-panel [data-live=sentence]", "Terminé : 1 500 albums ajoutés.").await;
    browser.press("#import-panel", "Voir le reçu").await;
    browser.until("location.pathname.startsWith('/syncs/')").await;
    browser.go("/").await;
    assert_eq!(browser.text("h1").await, "1 500 albums");
    let taken: String = browser
        .value("await fetch(document.querySelector('.tools a[href*=\"format=csv\"]').href).then((file) => file.text())")
        .await;
    assert_eq!(taken, csv);
    browser.end().await;
    story.end().await;
}
