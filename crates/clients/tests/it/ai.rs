//! A chat model: what it says, and what it and the gateways before it do wrong.

mod faults;
mod streams;

use crate::support::{Scene, quick};
use rstest::rstest;
use serde_json::{Value, json};
use sillon_clients::ai::{Ai, Completion};
use sillon_clients::http::{Http, HttpConfig};
use sillon_clients::{ClientError, Gate, GateConfig};
use sillon_core::enrich::details::Details;
use sillon_core::enrich::facts::Facts;
use sillon_core::enrich::grounding::{Doubt, check};
use sillon_core::enrich::prompt::{MAX_TOKENS, Message, Role, render_prompt};
use sillon_fakes::{Act, Fakes, FakesConfig, On};
use std::time::Duration;

const CHAT: &str = "/chat/completions";
const INSTRUCT: &str = "invented/Plume-14B-Instruct";

struct Stage {
    fakes: Fakes,
    gate: Gate,
    ai: Ai,
}

fn stage(models: &[&str], http: HttpConfig, model: Option<&str>) -> Stage {
    let ai_models = models.iter().map(|model| (*model).to_owned()).collect();
    let fakes = Fakes::start(FakesConfig { ai_models, ..FakesConfig::default() }).unwrap();
    let gate = Gate::new(GateConfig { calls: 1000, window: Duration::from_secs(30) });
    let ai = client(&fakes, &gate, http, "", &fakes.ai_token(), model);
    Stage { fakes, gate, ai }
}

fn client(fakes: &Fakes, gate: &Gate, http: HttpConfig, end: &str, token: &str, model: Option<&str>) -> Ai {
    let base = format!("{}{end}", fakes.ai_url()).parse().unwrap();
    Ai::new(Http::new(http), gate.clone(), base, token.to_owned().into(), model.map(str::to_owned))
}

fn ready() -> Stage {
    stage(&["invented/Plume-70B-Reasoning", INSTRUCT, "invented/embedding"], quick(), None)
}

impl Stage {
    fn act(&self, act: Act) {
        self.fakes.script().act(On::path("ai", CHAT), act);
    }

    async fn ask(&self) -> Result<Completion, ClientError> {
        self.ai.describe(&hello(), MAX_TOKENS).await
    }

    fn asked(&self) -> Vec<Value> {
        let calls = self.fakes.journal().of("ai").into_iter().filter(|call| call.path == CHAT);
        calls.map(|call| serde_json::from_str(&call.body).unwrap()).collect()
    }

    fn lists(&self) -> usize {
        self.fakes.journal().of("ai").iter().filter(|call| call.path == "/models").count()
    }
}

fn hello() -> Vec<Message> {
    vec![Message { role: Role::User, content: "Décris.".to_owned() }]
}

fn facts() -> Facts {
    Facts {
        artist: "Ida Falk".into(),
        artist_names: vec!["Ida Falk".into()],
        title: "Le Temps clair".into(),
        ..Facts::default()
    }
}

#[tokio::test]
async fn the_first_suitable_model_is_asked_and_remembered() {
    let stage = ready();
    for _ in 0..3 {
        let answer = stage.ask().await.unwrap();
        assert!(answer.text.starts_with("Un disque") && answer.finished);
        assert_eq!(answer.model, INSTRUCT);
    }
    assert_eq!((stage.lists(), stage.asked().len()), (1, 3));
    let asked = &stage.asked()[0];
    assert_eq!(
        (&asked["model"], &asked["max_tokens"], &asked["reasoning_effort"]),
        (&json!(INSTRUCT), &json!(MAX_TOKENS), &json!("none"))
    );
    assert_eq!(
        (&asked["messages"], &asked["stream"]),
        (&json!([{"role": "user", "content": "Décris."}]), &json!(false))
    );
    assert!(asked["temperature"].as_f64().unwrap() < 0.5);
    assert!(stage.fakes.journal().of("ai").iter().all(|call| call.authorized));
}

#[tokio::test]
async fn those_who_ask_together_share_one_list() {
    let stage = ready();
    let asked = (0..4).map(|_| {
        let ai = stage.ai.clone();
        tokio::spawn(async move { ai.describe(&hello(), MAX_TOKENS).await })
    });
    for answer in asked.collect::<Vec<_>>() {
        assert!(answer.await.unwrap().unwrap().finished);
    }
    assert_eq!((stage.lists(), stage.asked().len()), (1, 4));
}

#[tokio::test]
async fn a_configured_model_needs_no_list() {
    let stage = stage(&["other", "chosen"], quick(), Some(" chosen "));
    assert_eq!(stage.ask().await.unwrap().model, "chosen");
    assert_eq!(stage.lists(), 0);
}

#[rstest]
#[case("/")]
#[case("/chat/completions")]
#[case("/chat/completions/")]
#[case("/models")]
#[tokio::test]
async fn every_form_of_the_address_is_good(#[case] end: &str) {
    let stage = ready();
    let ai = client(&stage.fakes, &stage.gate, quick(), end, &format!(" {}\n", stage.fakes.ai_token()), None);
    assert!(ai.describe(&hello(), 50).await.is_ok());
    assert_eq!(ai.check().await.unwrap().len(), 3);
}

#[tokio::test]
async fn a_vanished_model_is_replaced_once() {
    let stage = ready();
    stage.ask().await.unwrap();
    let gone = || Act::chat_error_openai(404, "The model does not exist.");
    stage.fakes.script().act(On::path("ai", CHAT).nth(1), gone());
    assert!(stage.ask().await.is_ok());
    assert_eq!((stage.lists(), stage.asked().len()), (2, 3));
    stage.act(gone());
    assert!(matches!(stage.ask().await.unwrap_err(), ClientError::Rejected { status: 404, .. }));
    assert_eq!((stage.lists(), stage.asked().len()), (3, 5));
}

#[tokio::test]
async fn a_configured_model_that_is_unknown_is_named() {
    let stage = stage(&[INSTRUCT], quick(), Some("retired"));
    for error in [stage.ask().await.unwrap_err(), stage.ai.check().await.unwrap_err()] {
        assert!(
            matches!(&error, ClientError::Rejected { status: 404, message } if message.contains("retired")),
            "{error:?}"
        );
    }
    assert_eq!(stage.asked().len(), 1);
}

#[tokio::test]
async fn a_service_without_a_list_needs_a_configured_model() {
    let none = || Act::chat_error_infomaniak(404, "method_not_found", "Method not found");
    let bare = ready();
    bare.fakes.script().act(On::path("ai", "/models"), none());
    for error in [bare.ask().await.unwrap_err(), bare.ai.check().await.unwrap_err()] {
        assert!(matches!(error, ClientError::Rejected { status: 404, .. }), "{error:?}");
    }
    let set = stage(&[INSTRUCT], quick(), Some(INSTRUCT));
    set.fakes.script().act(On::path("ai", "/models"), none());
    assert_eq!(set.ai.check().await.unwrap(), [INSTRUCT]);
}

#[tokio::test]
async fn a_service_with_nothing_to_talk_with_is_told() {
    let stage = stage(&["invented/embedding"], quick(), None);
    assert!(matches!(stage.ask().await.unwrap_err(), ClientError::Rejected { .. }));
    assert!(stage.asked().is_empty());
}

#[tokio::test]
async fn an_option_that_is_refused_is_not_sent_again() {
    let stage = ready();
    let refusal = Act::chat_error_openai(400, "Unrecognized request argument supplied: reasoning_effort");
    stage.fakes.script().act(On::path("ai", CHAT).nth(1), refusal);
    let wrong = json!({"result": "error", "error": {"code": "validation_failed", "description": "Validation failed",
        "errors": [{"description": "The temperature must be 1."}]}});
    stage.fakes.script().act(On::path("ai", CHAT).nth(2), Act::json(422, wrong));
    stage.ask().await.unwrap();
    stage.ask().await.unwrap();
    let sent = |name: &str| stage.asked().iter().map(|body| body.get(name).is_some()).collect::<Vec<_>>();
    assert_eq!(sent("reasoning_effort"), [true, false, false, false]);
    assert_eq!(sent("temperature"), [true, true, false, false]);
}

#[tokio::test]
async fn thoughts_are_no_content() {
    let stage = ready();
    stage.fakes.script().act(On::path("ai", CHAT).nth(1), Act::chat_only_reasons());
    let answer = stage.ask().await.unwrap();
    assert_eq!((answer.text.as_str(), answer.finished), ("", false));
    assert_eq!(check(&answer.text, &facts(), "fr", answer.finished), Err(vec![Doubt::Empty]));
    stage.fakes.script().act(On::path("ai", CHAT).nth(1), Act::chat_thinks_aloud());
    assert!(stage.ask().await.unwrap().text.starts_with("Un disque"));
}

#[tokio::test]
async fn good_answers_about_a_whole_shelf_are_kept() {
    let scene = Scene::set();
    let gate = Gate::new(GateConfig { calls: 1000, window: Duration::from_secs(30) });
    let ai = client(&scene.fakes, &gate, quick(), "", &scene.fakes.ai_token(), None);
    let mut place = 0;
    for page in 1..=3 {
        for item in scene.discogs.fetch_collection_page(&scene.username(), page).await.unwrap().found {
            let details = Details { original_year: Some(1970 + place % 40), ..Details::default() };
            let facts = Facts::new(&item.release, Some(&details));
            let answer = ai.describe(&render_prompt(&facts, "fr", &[]), MAX_TOKENS).await.unwrap();
            let kept = check(&answer.text, &facts, "fr", answer.finished);
            assert_eq!(kept.as_ref(), Ok(&answer.text), "{facts:?}");
            place += 1;
        }
    }
    assert_eq!(place, 236);
}

#[rstest]
#[case(Act::chat_english(), "wrong_language")]
#[case(Act::chat_markdown(), "unfinished")]
#[case(Act::chat_cut_off(), "unfinished")]
#[case(Act::chat_only_reasons(), "empty")]
#[tokio::test]
async fn what_a_model_gets_wrong_is_refused_by_the_checks(#[case] act: Act, #[case] code: &str) {
    let stage = ready();
    let (facts, messages) = (facts(), render_prompt(&facts(), "fr", &[]));
    stage.act(act);
    let answer = stage.ai.describe(&messages, MAX_TOKENS).await.unwrap();
    let doubts = check(&answer.text, &facts, "fr", answer.finished).unwrap_err();
    assert!(doubts.iter().any(|doubt| doubt.code() == code), "{doubts:?}");
}
