//! Refusals, silence and nonsense.

use super::*;

#[tokio::test]
async fn a_request_that_is_wrong_otherwise_is_not_repeated() {
    let stage = ready();
    stage.act(Act::chat_error_infomaniak(422, "validation_failed", "Validation failed"));
    let expected = ClientError::Rejected { status: 422, message: "Validation failed".to_owned() };
    assert_eq!(stage.ask().await.unwrap_err(), expected);
    assert_eq!(stage.asked().len(), 1);
}

#[rstest]
#[case(Act::chat_error_infomaniak(401, "not_authorized", "Authorization required"))]
#[case(Act::chat_error_infomaniak(403, "forbidden", "Missing scope"))]
#[case(Act::chat_error_openai(401, "Incorrect API key provided: invented-ai-token"))]
#[tokio::test]
async fn a_refused_token_is_told_after_one_call(#[case] act: Act) {
    let stage = ready();
    stage.ai.model().await.unwrap();
    stage.act(act);
    assert_eq!(stage.ask().await.unwrap_err(), ClientError::Unauthorized);
    assert_eq!(stage.asked().len(), 1);
}

#[tokio::test]
async fn a_wrong_token_is_told_by_the_check() {
    let stage = ready();
    for token in ["wrong", "", "two\nlines"] {
        let ai = client(&stage.fakes, &stage.gate, quick(), "", token, None);
        assert_eq!(ai.check().await.unwrap_err(), ClientError::Unauthorized);
    }
    assert_eq!(stage.lists(), 2, "what is no token is not sent");
}

#[tokio::test]
async fn a_short_pause_is_waited_out_and_a_long_one_is_told() {
    let stage = ready();
    stage.ai.model().await.unwrap();
    stage.fakes.script().act(On::path("ai", CHAT).nth(1), Act::too_many(Some(0)));
    assert!(stage.ask().await.is_ok());
    stage.act(Act::too_many(Some(7_200)));
    for _ in 0..3 {
        let error = stage.ask().await.unwrap_err();
        assert!(
            matches!(error, ClientError::RateLimited { retry_after } if retry_after.as_secs() > 7_000),
            "{error:?}"
        );
    }
    assert_eq!(stage.asked().len(), 3, "it is left alone meanwhile");
}

#[rstest]
#[case(Act::Reset)]
#[case(Act::html(503))]
#[case(Act::Truncate)]
#[case(Act::Break)]
#[case(Act::Empty)]
#[case(Act::InvalidUtf8)]
#[case(Act::chat_error_openai(500, "overloaded"))]
#[case(Act::chat_error_infomaniak(503, "unavailable", "Unavailable"))]
#[tokio::test]
async fn a_fault_is_tried_again_twice(#[case] act: Act) {
    let stage = ready();
    stage.ai.model().await.unwrap();
    stage.fakes.script().act(On::path("ai", CHAT).nth(1), act.clone());
    assert!(stage.ask().await.unwrap().finished);
    stage.act(act);
    let error = stage.ask().await.unwrap_err();
    assert!(matches!(error, ClientError::Transient(_)), "{error:?}");
    assert_eq!(stage.fakes.journal().of("ai").iter().filter(|call| call.path == CHAT).count(), 5);
}

#[tokio::test]
async fn what_never_answers_is_given_up() {
    let stage = stage(&[INSTRUCT], HttpConfig { timeout: Duration::from_millis(100), ..quick() }, Some(INSTRUCT));
    stage.act(Act::Hang);
    assert!(matches!(stage.ask().await.unwrap_err(), ClientError::Transient(reason) if reason.contains("timed out")));
    assert!(matches!(stage.ai.stream(&hello(), 50).await.map(drop), Err(ClientError::Transient(_))));
}

#[tokio::test]
async fn a_dead_model_is_left_alone() {
    let stage = stage(&[INSTRUCT], quick(), Some(INSTRUCT));
    stage.act(Act::Reset);
    for _ in 0..10 {
        stage.ask().await.unwrap_err();
    }
    let error = stage.ai.stream(&hello(), 50).await.map(drop).unwrap_err();
    assert!(matches!(error, ClientError::RateLimited { .. }), "{error:?}");
    assert!(stage.gate.is_open() && stage.asked().len() <= 6, "{}", stage.asked().len());
}

#[tokio::test]
async fn other_shapes_and_sizes_are_told() {
    let stage = stage(&[INSTRUCT], HttpConfig { max_body: 100_000, ..quick() }, Some(INSTRUCT));
    stage.fakes.script().act(On::path("ai", CHAT).nth(1), Act::json(200, json!({"choices": "none"})));
    assert!(matches!(stage.ask().await.unwrap_err(), ClientError::Decode { path, .. } if path == "choices"));
    stage.fakes.script().clear();
    stage.act(Act::Huge(1 << 20));
    assert_eq!(stage.ask().await.unwrap_err(), ClientError::TooLarge { limit: 100_000 });
    stage.fakes.script().clear();
    stage.act(Act::RedirectLoop);
    assert!(matches!(stage.ask().await.unwrap_err(), ClientError::Rejected { status: 302, .. }));
}

#[tokio::test]
async fn no_error_holds_the_token_or_the_address() {
    let stage = ready();
    stage.ai.model().await.unwrap();
    let (token, host) = (stage.fakes.ai_token(), stage.fakes.image_host());
    let echo = format!("key {token} is bad");
    for act in [
        Act::Reset,
        Act::html(503),
        Act::chat_error_openai(400, &echo),
        Act::chat_error_infomaniak(500, "failed", &echo),
        Act::json(200, json!({"error": {"message": echo}})),
        Act::chat_error_openai(404, &echo),
    ] {
        stage.act(act);
        let streamed = stage.ai.stream(&hello(), 50).await.map(drop).unwrap_err();
        for error in [stage.ask().await.unwrap_err(), streamed] {
            let shown = format!("{error} {error:?}");
            assert!(!shown.contains(&token) && !shown.contains(&host), "{shown}");
        }
        stage.fakes.script().clear();
    }
    for call in stage.fakes.journal().of("ai") {
        assert!(call.authorized && !call.query.contains(&token) && !call.body.contains(&token));
    }
}
