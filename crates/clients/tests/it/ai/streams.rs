//! Answers as they are written.

use super::*;
use sillon_clients::ai::Pieces;

async fn told(mut pieces: Pieces) -> (Vec<String>, Option<ClientError>, bool, String) {
    let mut said = Vec::new();
    let mut broken = None;
    while let Some(piece) = pieces.next().await {
        match piece {
            Ok(piece) => said.push(piece),
            Err(error) => broken = Some(error),
        }
    }
    (said, broken, pieces.finished(), pieces.model().to_owned())
}

#[tokio::test]
async fn a_stream_may_be_read_anywhere() {
    let stage = ready();
    let ai = stage.ai.clone();
    let watched = tokio::spawn(async move { told(ai.stream(&hello(), MAX_TOKENS).await.unwrap()).await });
    assert!(watched.await.unwrap().2);
}

#[tokio::test]
async fn a_stream_brings_the_same_text_in_pieces() {
    let stage = ready();
    let whole = stage.ask().await.unwrap().text;
    let (said, broken, finished, model) = told(stage.ai.stream(&hello(), MAX_TOKENS).await.unwrap()).await;
    assert_eq!((said.concat(), broken, finished), (whole, None, true));
    assert_eq!(model, INSTRUCT);
    assert!(said.iter().all(|piece| !piece.is_empty()));
    assert_eq!(stage.asked()[1]["stream"], true);
}

#[tokio::test]
async fn a_stream_comes_as_it_is_written() {
    let stage = ready();
    let whole = stage.ask().await.unwrap().text;
    stage.act(Act::Drip { bytes: 7, every: Duration::ZERO });
    let (said, broken, finished, _) = told(stage.ai.stream(&hello(), MAX_TOKENS).await.unwrap()).await;
    assert_eq!((said.concat(), broken, finished), (whole, None, true));
    assert!(said.len() > 2, "{said:?}");
}

#[rstest]
#[case(Act::Truncate)]
#[case(Act::Break)]
#[case(Act::Empty)]
#[case(Act::InvalidUtf8)]
#[tokio::test]
async fn a_stream_that_breaks_off_is_an_error(#[case] act: Act) {
    let stage = ready();
    stage.act(act);
    let (_, broken, finished, _) = told(stage.ai.stream(&hello(), MAX_TOKENS).await.unwrap()).await;
    assert!(matches!(broken, Some(ClientError::Transient(_))), "{broken:?}");
    assert!(!finished);
}

#[tokio::test]
async fn a_stream_that_is_cut_short_by_its_limit_says_so() {
    let stage = ready();
    let (said, broken, finished, _) = told(stage.ai.stream(&hello(), 5).await.unwrap()).await;
    assert!(!said.is_empty() && broken.is_none() && !finished);
}

#[tokio::test]
async fn a_service_that_does_not_stream_answers_whole() {
    let stage = ready();
    let body = json!({"choices": [{"message": {"content": "<think>Hm.</think>Un disque."}, "finish_reason": "stop"}]});
    stage.act(Act::json(200, body));
    let (said, broken, finished, model) = told(stage.ai.stream(&hello(), MAX_TOKENS).await.unwrap()).await;
    assert_eq!((said, broken, finished), (vec!["Un disque.".to_owned()], None, true));
    assert_eq!(model, INSTRUCT);
}

#[tokio::test]
async fn a_stream_is_refused_as_any_call_is() {
    let stage = ready();
    stage.ai.model().await.unwrap();
    stage.fakes.script().act(On::path("ai", CHAT).nth(1), Act::chat_error_openai(422, "reasoning_effort: extra input"));
    assert!(stage.ai.stream(&hello(), 50).await.is_ok());
    stage.fakes.script().act(On::path("ai", CHAT).nth(1), Act::chat_error_infomaniak(403, "forbidden", "No"));
    assert_eq!(stage.ai.stream(&hello(), 50).await.map(drop), Err(ClientError::Unauthorized));
    stage.fakes.script().act(On::path("ai", CHAT).nth(1), Act::too_many(Some(3_600)));
    let error = stage.ai.stream(&hello(), 50).await.map(drop).unwrap_err();
    assert!(matches!(error, ClientError::RateLimited { retry_after } if retry_after.as_secs() >= 3_600), "{error:?}");
}
