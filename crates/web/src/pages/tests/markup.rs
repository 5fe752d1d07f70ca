//! What holds for the HTML of every page.

use super::{page_called, pages};
use crate::i18n::Lang;
use crate::page::Theme;

fn every_page() -> impl Iterator<Item = (&'static str, String)> {
    Lang::ALL.into_iter().flat_map(|lang| pages(lang, Theme::System))
}

fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    html.split(start.as_str()).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

#[test]
fn every_element_is_closed_where_it_was_opened() {
    const VOID: [&str; 7] = ["meta", "link", "input", "img", "!doctype", "br", "hr"];
    for (name, html) in every_page() {
        let mut open: Vec<&str> = Vec::new();
        for tag in html.split('<').skip(1).map(|rest| rest.split('>').next().unwrap()) {
            let word = tag.split([' ', '\n', '/']).find(|word| !word.is_empty()).unwrap();
            if tag.starts_with('/') {
                assert_eq!(open.pop(), Some(word), "{name}: </{word}>");
            } else if !tag.ends_with('/') && !VOID.contains(&word) {
                open.push(word);
            }
        }
        assert!(open.is_empty(), "{name}: {open:?}");
    }
}

#[test]
fn ids_are_unique_and_labels_lead_to_them() {
    for (name, html) in every_page() {
        let ids = attributes(&html, "id");
        let mut unique = ids.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(ids.len(), unique.len(), "{name}: {ids:?}");
        for pointer in ["for", "aria-labelledby", "aria-describedby"] {
            for target in attributes(&html, pointer).iter().flat_map(|targets| targets.split(' ')) {
                assert!(ids.contains(&target), "{name}: {pointer}={target}");
            }
        }
    }
}

/// The content security policy forbids them.
#[test]
fn nothing_is_inline() {
    for (name, html) in every_page() {
        for forbidden in [" style=", " onclick=", " onload=", "<style", "javascript:"] {
            assert!(!html.contains(forbidden), "{name}: {forbidden}");
        }
        for script in html.split("<script").skip(1) {
            let (head, body) = script.split_once('>').unwrap();
            assert!(head.contains(" src=\"/assets/") && body.starts_with("</script>"), "{name}");
        }
    }
}

#[test]
fn every_picture_has_its_size_and_its_words() {
    for (name, html) in every_page() {
        for image in html.split("<img ").skip(1).map(|rest| rest.split('>').next().unwrap()) {
            for needed in ["alt=", "width=", "height=", "referrerpolicy=\"no-referrer\""] {
                assert!(image.contains(needed), "{name}: {image}");
            }
        }
    }
}

#[test]
fn what_others_wrote_is_text() {
    let html = page_called(Lang::En, "collection");
    assert!(html.contains("&#60;Live&#62; &#38; Loud") && !html.contains("<Live>"));
}

#[test]
fn the_attribution_stands_on_every_page() {
    for (name, html) in every_page() {
        assert!(html.contains(">Data provided by Discogs.</a>"), "{name}");
        assert!(html.contains("Zink Media, LLC"), "{name}");
    }
}

#[test]
fn every_page_has_its_landmarks_and_one_title() {
    for (name, html) in every_page() {
        assert_eq!(html.matches("<h1").count(), 1, "{name}");
        assert_eq!(html.matches("<main id=\"main\"").count(), 1, "{name}");
        assert!(html.contains("<a class=\"skip\" href=\"#main\">"), "{name}");
    }
}

#[test]
fn the_button_is_there_under_its_name() {
    for page in ["settings_done", "settings_failed"] {
        let html = page_called(Lang::Fr, page);
        assert!(html.contains(">Importer l'historique</button>") && html.contains("Synchronisation Discogs"));
    }
    let html = page_called(Lang::Fr, "settings");
    assert!(!html.contains("Importer l'historique"), "there is nothing to import from without a token");
    assert!(html.contains("type=\"password\"") && !html.contains("name=\"token\" value"));
}

#[test]
fn a_running_sync_is_told_whole_and_refreshes_by_itself() {
    let html = page_called(Lang::Fr, "settings_running");
    let told = ["1\u{202f}520", "2\u{202f}360", "1\u{202f}498", "Lagos After Rain", "encore 9\u{a0}s"];
    for words in told {
        assert!(html.contains(words), "{words}");
    }
    assert!(html.contains("Discogs demande d’attendre 12\u{a0}s."));
    assert!(html.contains("<noscript><meta http-equiv=\"refresh\" content=\"2; url=/settings\"></noscript>"));
    assert!(html.contains("stroke-dasharray=\"64.4 100\""));
    assert!(!page_called(Lang::Fr, "settings_done").contains("http-equiv"));
}

#[test]
fn a_kept_cover_stands_in_three_sizes_over_its_placeholder() {
    let html = page_called(Lang::Fr, "album");
    let cover = html.split("class=\"album-cover\"").nth(1).unwrap().split("</div>").next().unwrap();
    assert!(cover.contains("class=\"early\" src=\"data:image/png;base64,"), "{cover}");
    for size in ["/160.jpg 160w", "/320.jpg 320w", "/640.jpg 640w"] {
        assert!(cover.contains(size), "{cover}");
    }
    assert!(!page_called(Lang::Fr, "album_bare").contains("class=\"early\" src=\"data:image/png;base64,\""));
}

#[test]
fn an_album_tells_what_was_learnt_and_from_whom() {
    let html = page_called(Lang::Fr, "album");
    let told = [
        "Face A",
        "Face B",
        "La nuit",
        "Suite des heures",
        "par Ana Sol",
        "Bass – Ada Field",
        "mars 1978",
        "1976",
        "France",
        "3 259120 017223",
        "Recorded At",
        "Ada Field, Lou Ker",
        "Recorded &#60;live&#62; in one take.\nGatefold sleeve.",
        "Un disque &#60;calme&#62;",
        "Écrite à la main, 21 novembre 2026",
        "Verrouillée",
        "2 textes précédents",
        "Lien : choisi à la main, le 22 novembre 2026",
        "Détails : Discogs, le 22 novembre 2026",
    ];
    for words in told {
        assert!(html.contains(words), "{words}");
    }
    assert!(!html.contains("Hostile"), "an address that is none is no link");
    assert!(!html.contains("value=\"again\""), "a locked text is not written anew");
}

#[test]
fn an_enrichment_is_told_lane_by_lane_with_waits_and_stops() {
    let html = page_called(Lang::Fr, "enrichment");
    let told = [
        "320\u{202f}/\u{202f}1\u{202f}200",
        "90\u{202f}/\u{202f}1\u{202f}700",
        "8 échecs",
        "Kōji Aramaki",
        "Spotify demande d’attendre jusqu’à 21:32.",
        "Le modèle refuse le jeton.",
        "401 &#60;unauthorized&#62;",
        "url=/settings/enrichment",
        "action=\"/settings/enrichment/cancel\"",
    ];
    for words in told {
        assert!(html.contains(words), "{words}");
    }
    assert!(!page_called(Lang::Fr, "enrichment_idle").contains("http-equiv"));
}

#[test]
fn what_is_missing_has_a_button_where_somebody_can_be_asked() {
    let html = page_called(Lang::Fr, "enrichment_idle");
    for words in
        [">Tout compléter</button>", ">Compléter les liens</button>", "1\u{202f}204 là", "1\u{202f}031 à demander"]
    {
        assert!(html.contains(words), "{words}");
    }
    assert!(!html.contains(">Compléter les descriptions</button>") && html.contains("Aucun service configuré."));
    assert_eq!(html.matches(">Tester</button>").count(), 2);
    assert_eq!(html.matches(">Réessayer les échecs</button>").count(), 4);
}

#[test]
fn a_person_chooses_among_links_and_judges_texts() {
    let html = page_called(Lang::Fr, "enrichment_idle");
    let told = [
        "C’est celui-ci",
        "Aucun de ceux-ci",
        "Les Marées (Remastered) &#60;2&#62;",
        "ressemblance 71\u{202f}%",
        "même artiste, année 2011 au lieu de 1978",
        "Sorti en 2017, un &#60;chef-d’œuvre&#62;.",
        "Une date que les faits ne donnent pas : « 2017 »",
        "Afficher quand même",
        "Écarter",
    ];
    for words in told {
        assert!(html.contains(words), "{words}");
    }
}

#[test]
fn what_was_searched_for_instead_and_what_was_not_understood_stand_by_the_field() {
    let html = page_called(Lang::Fr, "corrected");
    assert!(html.contains("aria-describedby=\"search-told\"") && html.contains("Résultats pour « miles »."));
    assert!(html.contains("href=\"/?search=%22mils+year%3Asoon%22&#38;group=master\""), "the exact words");
    assert!(html.contains("« &#60;soon&#62; »"), "the mistake");
    assert!(html.contains("role=\"switch\" aria-checked=\"true\""));
    assert!(!page_called(Lang::Fr, "collection").contains("search-told"));
}

#[test]
fn a_facet_tells_how_many_and_offers_to_leave_out() {
    let html = page_called(Lang::En, "left_out");
    let chips = html.split("class=\"chips\"").nth(1).unwrap().split("</ul>").next().unwrap();
    assert!(chips.contains("class=\"excluded\">not Disques &#60;du&#62; Levant") && chips.contains(">Jazz<"));
    let genres = html.split("data-facet=\"genre\"").nth(1).unwrap().split("</details>").next().unwrap();
    assert!(genres.contains("aria-current=\"true\"><span>Jazz</span>"));
    assert!(
        genres.contains("exclude=genre%3AFunk+%2F+Soul") && genres.contains("aria-label=\"Leave out Funk / Soul\"")
    );
    assert!(html.contains("data-facet=\"field-4\"") && html.contains("<h3>Shelf &#60;&#38;&#62;</h3>"));
}

#[test]
fn a_table_says_by_what_it_is_sorted_and_offers_its_columns() {
    let html = page_called(Lang::En, "table");
    assert!(html.contains("class=\"col-label\" aria-sort=\"ascending\"") && html.contains("<th scope=\"row\""));
    assert_eq!(html.matches("name=\"column\"").count(), 10);
    assert_eq!(html.matches("<tr class=\"card\"").count(), 60);
    assert!(html.contains("<td class=\"col-catno\">DL 4471, DL-4471-S</td>"));
}

#[test]
fn every_size_of_the_covers_is_a_wall_of_its_own() {
    for (name, class) in [("small", "grid-small"), ("collection", "grid-medium"), ("large", "grid-large")] {
        assert!(page_called(Lang::En, name).contains(&format!("<ol class=\"grid {class}\"")), "{name}");
    }
    assert!(page_called(Lang::En, "left_out").contains("<ol class=\"grid grid-list\""));
}

#[test]
fn an_album_asks_which_of_the_doubtful_links_is_its_own() {
    let html = page_called(Lang::Fr, "album_doubtful");
    assert!(html.contains("Lequel, chez Spotify") && !html.contains("javascript:"));
    assert_eq!(html.matches("action=\"/settings/enrichment/link\"").count(), 3);
    assert_eq!(html.matches("name=\"back\" value=\"album\"").count(), 3);
    for button in ["value=\"s1\"", "value=\"s2\"", "name=\"candidate\" value=\"\""] {
        assert!(html.contains(button), "{button}");
    }
    assert!(!page_called(Lang::Fr, "album").contains("Lequel, chez Spotify"));
}

/// A colour stands where a kept cover will be, as an attribute: styles in the page are forbidden.
#[test]
fn a_kept_cover_has_its_colour_under_it() {
    let html = page_called(Lang::Fr, "album");
    assert!(html.contains("<svg class=\"breath\"") && html.contains("<svg class=\"paint\""));
    assert!(html.contains("fill=\"#8d3325\""));
    assert!(!page_called(Lang::Fr, "album_bare").contains("<svg class=\"breath\""));
}

#[test]
fn a_want_tells_how_it_stands_and_leads_where_it_is() {
    let html = page_called(Lang::Fr, "wantlist");
    let told = [
        ">14 envies</h1>",
        "Encore voulues <span class=\"figures\">5</span>",
        "href=\"/wantlist?state=held\"",
        "</span><a href=\"/albums/25000000\">Un autre pressage est là</a>",
        "<a href=\"/albums/25000037\">",
        "<a href=\"https://www.discogs.com/release/25000000\" rel=\"noreferrer\">",
        "Retirée chez Discogs, vu le 21 novembre 2026",
        "avec l’insert &#60;!&#62;",
        "Seulement sur demande",
    ];
    for words in told {
        assert!(html.contains(words), "{words}");
    }
    let empty = page_called(Lang::Fr, "wantlist_empty");
    assert!(empty.contains(">Importer la liste d’envies</button>") && empty.contains("name=\"follow\" checked"));
    let running = page_called(Lang::Fr, "wantlist_running");
    assert!(running.contains("url=/wantlist\"></noscript>") && running.contains("/wantlist/sync/cancel"));
    assert!(!html.contains("http-equiv"));
}

#[test]
fn the_value_is_a_sentence_a_line_and_a_table() {
    let html = page_called(Lang::En, "stats");
    let value = html.split("id=\"value\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(value.contains("Discogs puts the collection at €") && value.contains("more than on 14 October 2026."));
    assert!(
        value.contains("<polyline class=\"median\" points=\"0,")
            && value.contains("role=\"img\" aria-label=\"Discogs puts")
    );
    assert_eq!((value.matches("<circle").count(), value.matches("<tr><th scope=\"row\">").count()), (40, 40));
    assert!(page_called(Lang::En, "stats_asked").contains("Asking Discogs; the figure appears at the next visit."));
    assert!(!page_called(Lang::En, "stats_empty").contains("id=\"value\""));
}
