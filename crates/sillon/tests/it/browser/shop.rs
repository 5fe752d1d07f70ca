//! In a shop: the page answers with its server gone, reads barcodes, and leaves nothing behind.

use super::chromium::{Browser, Reader};
use crate::enrich::synced;
use crate::harness::{Scene, Story};
use serde_json::{Value, json};
use sillon_fakes::World;

/// What the server's side is held to as well.
const VECTORS: &str = include_str!("../../../../core/src/shop/vectors.json");

const KEPT: &str = "La page répond aussi sans réseau.";

/// A camera that sees what `seen` says: a barcode, or nobody's leave.
const CAMERA: &str =
    "window.BarcodeDetector = class { async detect() { return window.seen ? [{ rawValue: window.seen }] : []; } };
    navigator.mediaDevices.getUserMedia = async () => { if (!window.seen) throw new DOMException('', 'NotAllowedError');
        const canvas = document.createElement('canvas'), brush = canvas.getContext('2d');
        setInterval(() => brush.fillRect(0, 0, 1, 1), 40);
        return window.stream = canvas.captureStream(); };";

/// What a script of its own module says once it has run: `module` is `shop/fold.js` or `shop/shelf.js`.
async fn run(browser: &Browser, script: &str, argument: &Value) -> Value {
    let script = format!(
        "const [argument, done] = arguments;
        const at = (name) => new URL(name, document.querySelector('script[src$=\"/shop.js\"]').src).href;
        (async () => {{ {script} }})().then(done, (error) => done(String(error)));"
    );
    browser.execute_async(script, vec![argument.clone()]).await.unwrap().json().clone()
}

/// Runs a script until it says this: a worker is done when it is done.
async fn until(browser: &Browser, script: &str, expected: Value) {
    let mut said = Value::Null;
    for _ in 0..300 {
        said = run(browser, script, &Value::Null).await;
        if said == expected {
            return;
        }
    }
    assert_eq!(said, expected);
}

/// The verdict, and the albums below it.
async fn answer(browser: &Browser, question: &str, verdict: &str) -> String {
    browser.fill("#search", question).await;
    browser.until_text("[data-shop=answer] .verdict", verdict).await;
    browser.text("[data-shop=answer]").await
}

/// An album's title, first catalogue number and barcode.
async fn known_by(story: &Story) -> [String; 3] {
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    for album in story.details().await {
        let identifiers = album["identifiers"].as_array().unwrap();
        let barcode = identifiers.iter().find(|identifier| identifier["kind"] == "Barcode");
        let found = [
            word(&album["title"]),
            word(&album["labels"][0]["catno"]),
            barcode.map(|barcode| word(&barcode["value"])).unwrap_or_default(),
        ];
        if found.iter().all(|known| !known.is_empty()) {
            return found;
        }
    }
    panic!("no album has a catalogue number and a barcode");
}

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn the_shop_answers_with_the_server_gone() {
    let mut story = synced(181, 60).await;
    story.enrich("?only=details").await;
    story.sync_wants().await;
    let wanted = story.wants("&state=wanted").await.remove(0);
    let [title, catno, barcode] = known_by(&story).await;
    let browser = Browser::open(&story).await;
    browser.width(360).await;
    browser.go("/").await;
    browser.press(".tools", "Plus").await;
    browser.press(".tools", "En magasin").await;
    browser.until_text("[data-shop=state]", KEPT).await;
    let named = browser.text("[data-shop=as-of]").await;
    assert!(named.starts_with("Au ") && named.ends_with(": 60 albums."), "{named}");

    story.stop().await;
    assert_eq!(browser.complaints().await, Vec::<String>::new(), "the console is silent");
    browser.goto("about:blank").await.unwrap();
    browser.go("/shop").await;
    browser.until_text("[data-shop=state]", "Sans réseau").await;
    assert_eq!(browser.text("[data-shop=as-of]").await, named, "it says of when it speaks");
    for (question, expected) in [(&title, &title), (&catno, &catno), (&barcode, &title)] {
        let said = answer(&browser, question, "Vous").await;
        assert!(said.starts_with("Vous l’avez.") && said.contains(expected.as_str()), "{question}: {said}");
    }
    answer(&browser, &format!("{title} ZZ 98765"), "Vous en avez un autre pressage.").await;
    let wanted = format!("{} {}", wanted["artists"][0].as_str().unwrap(), wanted["title"].as_str().unwrap());
    let said = answer(&browser, &wanted, "dans vos envies").await;
    assert!(said.contains("Dans vos envies"), "{said}");
    answer(&browser, "qwertyuiop", "Vous ne l’avez pas.").await;
    assert!(
        browser.value::<bool>("!document.querySelector('.holding a[href]')").await,
        "nothing leads where nobody is"
    );
    // A question in the address is answered too, and the worker lets other pages fail by themselves.
    browser.go(&format!("/shop?q={}", title.replace(' ', "+"))).await;
    browser.until_text("[data-shop=answer] .verdict", "Vous l’avez.").await;
    let refused = browser.complaints().await;
    assert!(refused.iter().all(|line| line.contains("ERR_CONNECTION_REFUSED")), "{refused:?}");
    story.start().await;
    browser.end().await;
    story.end().await;
}

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn the_script_folds_and_answers_as_the_server_does() {
    let story = Story::of(World::invent(182, 3)).await;
    let browser = Browser::open(&story).await;
    browser.go("/shop").await;
    let vectors: Value = serde_json::from_str(VECTORS).unwrap();
    let folded = "const { words, spellings, otherNames, barcodeDigits } = await import(at('shop/fold.js'));
        return [argument.words.map(([text]) => [text, words(text).join(' ')]),
            argument.asked.map(([text]) => [text, spellings(text).map((word) => word.join(' '))]),
            argument.named.map(([text]) => [text, otherNames(text).join(' ')]),
            argument.barcodes.map(([text]) => [text, barcodeDigits(text)])];";
    let expected = ["words", "asked", "named", "barcodes"].map(|name| &vectors[name]);
    assert_eq!(run(&browser, folded, &vectors).await, json!(expected));
    let answered = "const { ask, openShelf } = await import(at('shop/shelf.js'));
        const shelf = openShelf(argument.index), ids = (albums) => albums.map((album) => album.id);
        const said = ({ verdict, releases, works, wanted, ...lists }) => ({ verdict,
            ...(verdict === 'have' ? { releases, works } : {}), ...(wanted ? { wanted } : {}),
            ...Object.fromEntries(['have', 'pressings', 'wants', 'near'].filter((name) => lists[name].length)
                .map((name) => [name, ids(lists[name])])) });
        return argument.questions.map(([text]) => { const found = ask(shelf, text); return [text, found && said(found)]; });";
    let answers = run(&browser, answered, &vectors).await;
    for (answer, expected) in answers.as_array().unwrap().iter().zip(vectors["questions"].as_array().unwrap()) {
        assert_eq!(answer, expected);
    }
    browser.end().await;
    story.end().await;
}

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn a_barcode_is_scanned_and_a_refused_camera_is_told() {
    let story = synced(183, 12).await;
    story.enrich("?only=details").await;
    let [title, _, barcode] = known_by(&story).await;
    let browser = Browser::open(&story).await;
    browser.before_each_page(CAMERA).await;
    browser.go("/shop").await;
    browser.until_text("[data-shop=state]", KEPT).await;
    browser.press(".shop-ask", "Scanner un code-barres").await;
    browser.until_text("[data-shop=camera-said]", "La caméra est refusée à cette page.").await;
    browser.value::<Value>(&format!("window.seen = {}", json!(format!("0{barcode}")))).await;
    browser.press(".shop-ask", "Scanner un code-barres").await;
    browser.until_text("[data-shop=answer] .verdict", "Vous l’avez.").await;
    assert!(browser.text("[data-shop=answer]").await.contains(&title));
    browser.until("window.stream.getTracks().every((track) => track.readyState === 'ended')").await;
    browser.until("document.querySelector('[data-shop=camera]').hidden").await;
    assert_eq!(browser.text("[data-shop=camera-said]").await, "");
    browser.end().await;
    story.end().await;
}

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn logging_out_leaves_nothing_behind() {
    let mut scene = Scene::of(World::invent(184, 12));
    scene.more.push(("password", "sésame".to_owned()));
    let story = scene.begin().await;
    let browser = Browser::of(&story, Reader::default()).await;
    browser.go("/shop").await;
    browser.fill("#password", "sésame").await;
    browser.press("form", "Entrer").await;
    browser.until_text("[data-shop=state]", KEPT).await;
    let names = "return (await caches.keys()).map((name) => name.split('-').slice(0, 2).join('-')).sort();";
    assert_eq!(run(&browser, names, &Value::Null).await, json!(["shop-index", "shop-page"]));
    let kept = "const found = []; for (const name of await caches.keys())
        for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
        return found.filter((path) => !path.startsWith('/assets/')).sort();";
    browser.go("/settings").await;
    browser.go("/shop").await;
    assert_eq!(run(&browser, kept, &Value::Null).await, json!(["/shop", "/shop/index"]), "and no other page");
    // Another collection than the one that is kept.
    let left = format!("await fetch('/demo/leave', {{ method: 'POST', redirect: 'manual' }}); {kept}");
    until(&browser, &left, json!([])).await;
    browser.go("/shop").await;
    browser.until_text("[data-shop=state]", KEPT).await;
    until(&browser, kept, json!(["/shop", "/shop/index"])).await;
    browser.go("/settings").await;
    browser.press("#access", "Se déconnecter").await;
    browser.until("location.pathname === '/login'").await;
    let left = "return (await caches.keys()).length + (await navigator.serviceWorker.getRegistrations()).length;";
    assert_eq!(run(&browser, left, &Value::Null).await, json!(0));
    browser.end().await;
    story.end().await;
}

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn a_session_that_ended_leaves_the_answers() {
    let mut scene = Scene::of(World::invent(185, 12));
    scene.more.push(("password", "sésame".to_owned()));
    let story = scene.begin().await;
    let browser = Browser::open(&story).await;
    browser.go("/shop").await;
    browser.fill("#password", "sésame").await;
    browser.press("form", "Entrer").await;
    browser.until_text("[data-shop=state]", KEPT).await;
    browser.delete_all_cookies().await.unwrap();
    browser.go("/shop").await;
    browser.until_text("[data-shop=state]", "La session est finie").await;
    answer(&browser, "qwertyuiop", "Vous ne l’avez pas.").await;
    let refused = browser.complaints().await;
    assert!(refused.iter().all(|line| line.contains("401")), "{refused:?}");
    browser.press(".shop-state", "Se connecter").await;
    browser.until("location.pathname === '/login'").await;
    browser.end().await;
    story.end().await;
}
