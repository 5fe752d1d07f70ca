//! Thoughts, kept out of a text that comes in pieces.

const OPEN: &str = "<think";
const CLOSE: &str = "</think";

/// Passes on what is said and holds back what is thought in `<think>…</think>`.
#[derive(Default)]
pub(super) struct Thinking {
    /// What may still turn out to be a tag, or is a thought.
    held: String,
    inside: bool,
    spoke: bool,
}

impl Thinking {
    /// What can be passed on once this piece has come.
    pub(super) fn push(&mut self, piece: &str) -> String {
        self.held.push_str(piece);
        let mut said = String::new();
        loop {
            let lower = self.held.to_ascii_lowercase();
            let tag = if self.inside { CLOSE } else { OPEN };
            let Some(start) = lower.find(tag) else {
                let kept = lower.len() - started(&lower, tag);
                let passed: String = self.held.drain(..kept).collect();
                if !self.inside {
                    said.push_str(&passed);
                }
                break;
            };
            let before: String = self.held.drain(..start).collect();
            if !self.inside {
                said.push_str(&before);
            }
            let Some(end) = self.held.find('>') else { break };
            self.held.drain(..=end);
            self.inside = !self.inside;
        }
        self.unpadded(said)
    }

    /// What was held back and is no thought after all.
    pub(super) fn finish(&mut self) -> String {
        let held = std::mem::take(&mut self.held);
        let is_thought = self.inside || held.to_ascii_lowercase().starts_with(OPEN);
        self.unpadded(if is_thought { String::new() } else { held })
    }

    /// Without the space before the first word.
    fn unpadded(&mut self, said: String) -> String {
        let said = if self.spoke { said } else { said.trim_start().to_owned() };
        self.spoke |= !said.is_empty();
        said
    }
}

/// How many bytes at the end may be the beginning of a tag.
fn started(text: &str, tag: &str) -> usize {
    (1..tag.len()).rev().find(|length| text.ends_with(&tag[..*length])).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;
    use sillon_core::enrich::grounding::without_thinking;

    fn told(pieces: &[&str]) -> String {
        let mut thinking = Thinking::default();
        let mut said: String = pieces.iter().map(|piece| thinking.push(piece)).collect();
        said.push_str(&thinking.finish());
        said
    }

    #[rstest]
    #[case(&["Un ", "disque."], "Un disque.")]
    #[case(&["<thi", "nk>Hm", "m.</th", "ink>\n", "\nUn ", "disque."], "Un disque.")]
    #[case(&["<THINK>", "Hm."], "")]
    #[case(&["a <", "b"], "a <b")]
    #[case(&["a <thi"], "a <thi")]
    #[case(&["a <think"], "a ")]
    fn thoughts_are_held_back(#[case] pieces: &[&str], #[case] expected: &str) {
        assert_eq!(told(pieces), expected);
    }

    proptest! {
        #[test]
        fn cut_anywhere_the_text_is_the_same(before in "[a-z<é]{0,4}", thought in "[a-z <é]{0,9}", after in "[a-zé]{0,9}", cut in 0_usize..40) {
            let text = format!("x{before}<think>{thought}</think>{after}");
            let cut = (0..=cut.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
            prop_assert_eq!(told(&[&text[..cut], &text[cut..]]), without_thinking(&text));
        }
    }
}
