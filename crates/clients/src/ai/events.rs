//! Server-sent events, cut anywhere by the network, as pieces of text.

use super::thinking::Thinking;
use super::wire;
use crate::error::ClientError;
use sillon_core::limits::MOST_TEXT;

/// No event of a few words is longer.
const LONGEST_LINE: usize = 256 << 10;
const PREFIX: &[u8] = b"data:";
const END: &[u8] = b"[DONE]";

/// Reads a stream as it comes.
#[derive(Default)]
pub(super) struct Events {
    /// The line that is not yet whole.
    line: Vec<u8>,
    thinking: Thinking,
    /// Bytes of the text so far, without what the model thought.
    written: usize,
    /// Which model answers, once it has said so.
    pub(super) model: Option<String>,
    /// Whether the model came to an end by itself, once it has come to one.
    pub(super) finished: Option<bool>,
    /// Nothing more is to come.
    pub(super) done: bool,
}

impl Events {
    /// Of an answer that came whole.
    pub(super) fn ended(finished: bool) -> Self {
        Self { finished: Some(finished), done: true, ..Self::default() }
    }

    /// The text that these bytes bring; often none. What follows the end is not read.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Result<String, ClientError> {
        let mut text = String::new();
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.line.extend_from_slice(line);
            if self.line.len() > LONGEST_LINE {
                return Err(ClientError::TooLarge { limit: LONGEST_LINE });
            }
            if self.line.ends_with(b"\n") && !self.done {
                text.push_str(&self.read_line()?);
            }
        }
        Ok(text)
    }

    /// The text that the end of the stream brings. A stream that ends before the model did broke off.
    pub(super) fn finish(&mut self) -> Result<String, ClientError> {
        let mut text = if self.done { String::new() } else { self.read_line()? };
        text.push_str(&self.thinking.finish());
        if !self.done && self.finished.is_none() {
            return Err(ClientError::Transient("the answer broke off".to_owned()));
        }
        self.done = true;
        Ok(text)
    }

    /// Comments, names of events and empty lines say nothing.
    fn read_line(&mut self) -> Result<String, ClientError> {
        let line = std::mem::take(&mut self.line);
        let Some(event) = line.trim_ascii().strip_prefix(PREFIX).map(<[u8]>::trim_ascii) else {
            return Ok(String::new());
        };
        if event == END {
            self.done = true;
            return Ok(String::new());
        }
        let delta = wire::delta(event)?;
        self.model = self.model.take().or(delta.model);
        self.finished = delta.finished.or(self.finished);
        let said = self.thinking.push(&delta.text);
        self.written += said.len();
        if self.written > MOST_TEXT {
            return Err(ClientError::TooLarge { limit: MOST_TEXT });
        }
        Ok(said)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const STREAM: &str = ": hello\r\n\
        event: message\r\n\
        data: {\"model\":\"m\",\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":null},\"finish_reason\":null}]}\n\n\
        data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"Hm.\"}}]}\n\n\
        data: {\"choices\":[{\"delta\":{\"content\":\"<think>Hm.</think> Un été\"}}]}\n\n\
        data:{\"choices\":[{\"delta\":{\"content\":\" clair.\"}}]}\n\n\
        data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n\
        data: {\"choices\":[],\"usage\":{}}\n\n\
        data: [DONE]\n\n";

    fn read(pieces: &[&[u8]]) -> Result<(String, Events), ClientError> {
        let mut events = Events::default();
        let mut text = String::new();
        for piece in pieces {
            text.push_str(&events.push(piece)?);
        }
        text.push_str(&events.finish()?);
        Ok((text, events))
    }

    proptest! {
        #[test]
        fn cut_anywhere_it_reads_the_same(cut in 0..STREAM.len()) {
            let (text, events) = read(&[&STREAM.as_bytes()[..cut], &STREAM.as_bytes()[cut..]]).unwrap();
            prop_assert_eq!(text, "Un été clair.");
            prop_assert_eq!((events.model.as_deref(), events.finished, events.done), (Some("m"), Some(true), true));
        }
    }

    #[test]
    fn a_stream_without_its_end_broke_off() {
        let at = STREAM.find("data: {\"choices\":[{\"delta\":{},").unwrap();
        assert!(matches!(read(&[&STREAM.as_bytes()[..at]]), Err(ClientError::Transient(_))));
        assert!(matches!(read(&[]), Err(ClientError::Transient(_))));
        let end = STREAM.find("data: [DONE]").unwrap();
        assert_eq!(read(&[&STREAM.as_bytes()[..end]]).unwrap().0, "Un été clair.", "the model had ended");
    }

    #[test]
    fn an_error_may_come_in_the_middle() {
        let error = read(&[b"data: {\"error\":{\"message\":\"overloaded\"}}\n\n"]).map(|read| read.0).unwrap_err();
        assert_eq!(error, ClientError::Rejected { status: 200, message: "overloaded".to_owned() });
    }

    #[test]
    fn a_text_that_is_too_long_ends_the_stream_and_thoughts_may_be_longer() {
        let event = |text: &str| format!("data: {{\"choices\":[{{\"delta\":{{\"content\":\"{text}\"}}}}]}}\n\n");
        let end = "data: [DONE]\n\n";
        let longest = event(&"x".repeat(MOST_TEXT / 2)).repeat(2);
        assert_eq!(read(&[longest.as_bytes(), end.as_bytes()]).unwrap().0.len(), MOST_TEXT);
        let error = read(&[longest.as_bytes(), event("x").as_bytes()]).map(|read| read.0).unwrap_err();
        assert_eq!(error, ClientError::TooLarge { limit: MOST_TEXT });
        let thought = event(&"x".repeat(MOST_TEXT)).repeat(3);
        let read =
            read(&[event("<think>").as_bytes(), thought.as_bytes(), event("</think>Un.").as_bytes(), end.as_bytes()]);
        assert_eq!(read.unwrap().0, "Un.");
    }

    #[test]
    fn an_endless_line_is_not_read_to_its_end() {
        let error = read(&[&vec![b' '; LONGEST_LINE + 1]]).map(|read| read.0).unwrap_err();
        assert_eq!(error, ClientError::TooLarge { limit: LONGEST_LINE });
    }
}
