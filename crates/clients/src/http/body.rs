//! Reading a body no further than it may be long.

use super::attempt::describe;
use crate::error::ClientError;
use reqwest::Response;

/// The body, decompressed; [`ClientError::TooLarge`] as soon as it exceeds `limit` bytes, without reading on.
pub(crate) async fn read(mut answer: Response, limit: usize) -> Result<Vec<u8>, ClientError> {
    let too_large = ClientError::TooLarge { limit };
    let announced = answer.content_length().map(usize::try_from);
    let announced = match announced {
        Some(Err(_)) => return Err(too_large),
        Some(Ok(length)) if length > limit => return Err(too_large),
        Some(Ok(length)) => length,
        None => 0,
    };
    let mut body = Vec::with_capacity(announced);
    loop {
        match answer.chunk().await {
            Ok(Some(piece)) if body.len() + piece.len() > limit => return Err(too_large),
            Ok(Some(piece)) => body.extend_from_slice(&piece),
            Ok(None) => return Ok(body),
            Err(error) => return Err(ClientError::Transient(describe(&error))),
        }
    }
}
