//! What a model leaves around a description: the tokens that end its turn, and sentences to the person who asked.

use crate::fold::fold;

/// Tokens that end a turn, in lower case, besides `<|…|>`. A local server with a wrong chat template sends them as text.
const END_TOKENS: [&str; 17] = [
    "</s>",
    "<s>",
    "<eos>",
    "<bos>",
    "<end_of_turn>",
    "<start_of_turn>",
    "[/inst]",
    "[inst]",
    "<end_of_text>",
    "[done]",
    "<end_of_utterance>",
    "<end_of_sentence>",
    "<eot>",
    "<eod>",
    "[eos]",
    "[end of text]",
    "</assistant>",
];

/// How a sentence to the person who asked begins, folded, apostrophes as spaces.
const TO_THE_ASKER: &[&str] = &[
    // French
    "n hesitez pas",
    "n hesite pas",
    "souhaitez vous",
    "souhaites tu",
    "voulez vous",
    "veux tu",
    "desirez vous",
    "aimeriez vous",
    "dites moi",
    "dis moi",
    "faites moi savoir",
    "fais moi savoir",
    "si vous souhaitez",
    "si vous voulez",
    "si vous desirez",
    "si vous avez",
    "si tu veux",
    "si tu souhaites",
    "j espere que",
    "je peux aussi",
    "je peux egalement",
    "je reste a",
    "puis je",
    "avez vous besoin",
    "avez vous d autres",
    "as tu besoin",
    "preferez vous",
    "dois je",
    "cela vous convient",
    "en esperant que",
    "bonne ecoute",
    // English
    "let me know",
    "please let me know",
    "feel free",
    "please feel free",
    "would you like",
    "do you want",
    "do you need",
    "shall i",
    "should i",
    "i hope this",
    "i hope that",
    "hope this helps",
    "if you d like",
    "if you would like",
    "if you want",
    "if you need",
    "if you have any",
    "is there anything",
    "i can also",
    "happy to",
    "don t hesitate",
    "do not hesitate",
    "please don t hesitate",
    "want me to",
    "can i",
    "may i",
    "any questions",
    "does this",
    "does that work",
    "is this what",
    "i d be happy",
    "i would be happy",
    "i m happy to",
    "just let me know",
    "enjoy listening",
    "happy listening",
    // German
    "lassen sie mich wissen",
    "lass mich wissen",
    "mochten sie",
    "mochtest du",
    "wunschen sie",
    "wunschst du",
    "sagen sie mir",
    "sag mir",
    "ich hoffe",
    "wenn sie mochten",
    "wenn du mochtest",
    "wenn sie weitere",
    "falls sie",
    "falls du",
    "soll ich",
    "gerne kann ich",
    "ich kann gerne",
    "zogern sie nicht",
    "zogere nicht",
    "passt das",
    "gefallt ihnen",
    "gefallt dir",
    "bei fragen",
    "bei weiteren fragen",
    "sollten sie",
    "solltest du",
    "brauchen sie",
    "brauchst du",
    "kann ich",
    "gern kann ich",
    "gerne passe ich",
    "gern passe ich",
    "geben sie mir bescheid",
    "gib mir bescheid",
    "viel spass beim",
    "viel freude beim",
    // Italian
    "fammi sapere",
    "mi faccia sapere",
    "non esitare",
    "non esiti",
    "vuoi che",
    "vuole che",
    "desideri",
    "desidera",
    "spero che",
    "se desideri",
    "se vuoi",
    "se desidera",
    "posso anche",
    "dimmi se",
    // Spanish
    "no dudes",
    "no dude",
    "quieres que",
    "quiere que",
    "deseas que",
    "desea que",
    "te gustaria",
    "le gustaria",
    "si deseas",
    "si quieres",
    "si desea",
    "si necesitas",
    "espero que",
    "avisame",
    "hazmelo saber",
    "dime si",
    "puedo tambien",
    // Portuguese
    "nao hesite",
    "deseja que",
    "gostaria que",
    "voce gostaria",
    "quer que",
    "se desejar",
    "se quiser",
    "se precisar",
    "me avise",
    "avise me",
    "diga me",
    // Dutch
    "laat me weten",
    "laat het me weten",
    "aarzel niet",
    "wil je dat",
    "wilt u dat",
    "wil je",
    "wilt u",
    "ik hoop dat",
    "als je wilt",
    "als u wilt",
    "zal ik",
];

/// Words by which a question is put to the person who asked, folded.
const SECOND_PERSON: &[&str] = &[
    "vous", "votre", "tu", "toi", "you", "your", "sie", "ihnen", "du", "dir", "usted", "voi", "lei", "voce", "je",
    "jou", "u",
];

/// Whole first sentences that only say that an answer comes, folded.
const OPENINGS: &[&str] = &[
    "bien sur",
    "certainement",
    "avec plaisir",
    "tres bien",
    "d accord",
    "volontiers",
    "sure",
    "sure thing",
    "certainly",
    "of course",
    "absolutely",
    "gladly",
    "with pleasure",
    "okay",
    "ok",
    "gerne",
    "naturlich",
    "selbstverstandlich",
    "sehr gerne",
    "certo",
    "certamente",
    "volentieri",
    "claro",
    "claro que si",
    "por supuesto",
    "con gusto",
    "com prazer",
    "claro que sim",
    "natuurlijk",
    "graag",
    "zeker",
];

/// The text up to the first token that ends a turn; tokens that begin one are left out.
pub(super) fn without_end_tokens(text: &str) -> &str {
    let mut text = text.trim();
    loop {
        let Some((at, length)) = first_token(text) else { return text };
        if at > 0 {
            return text[..at].trim_end();
        }
        // `<|im_start|>assistant`: the role belongs to the token.
        let rest = &text[length..];
        let role = ["assistant", "model"].into_iter().find_map(|role| rest.strip_prefix(role));
        let role = role.filter(|rest| rest.starts_with(['\n', '\r', '<']));
        text = role.unwrap_or(rest).trim_start();
    }
}

/// The place of the first token, and its length in bytes.
fn first_token(text: &str) -> Option<(usize, usize)> {
    let lower = text.to_ascii_lowercase();
    let named = END_TOKENS.iter().filter_map(|token| Some((lower.find(token)?, token.len())));
    // `<|im_end|>`, `<|eot_id|>`, and DeepSeek's with full-width bars.
    let barred = [("<|", "|>"), ("<｜", "｜>")].into_iter().filter_map(|(open, close)| {
        let at = text.find(open)?;
        let name = &text[at + open.len()..];
        let end = name.find(close).filter(|end| *end <= 40 && !name[..*end].contains(char::is_whitespace))?;
        Some((at, open.len() + end + close.len()))
    });
    named.chain(barred).min()
}

/// The text without a first sentence that only agrees, and without last ones to the person who asked. A text of nothing else
/// stays: the checks hold it back.
pub(super) fn without_address(text: &str) -> &str {
    let mut text = text;
    if let Some((opening, rest)) = first_sentence(text)
        && OPENINGS.contains(&plain(opening).as_str())
    {
        text = rest;
    }
    while let Some((rest, last)) = last_sentence(text) {
        if !is_to_the_asker(last) {
            break;
        }
        text = rest;
    }
    text
}

fn is_to_the_asker(sentence: &str) -> bool {
    let words = plain(sentence);
    TO_THE_ASKER.iter().any(|begin| words.starts_with(begin)) || is_question_to_the_asker(sentence, &words)
}

/// A question in the second person, without a capital inside: a title may well be such a question.
fn is_question_to_the_asker(sentence: &str, words: &str) -> bool {
    let is_polite = |word: &str| word.starts_with("Sie") || word.starts_with("Ihn");
    let has_title =
        sentence.split_whitespace().skip(1).any(|word| word.starts_with(char::is_uppercase) && !is_polite(word));
    let is_question = sentence.trim_end_matches([' ', '\u{a0}', '\u{202f}']).ends_with('?');
    is_question && !has_title && words.split(' ').any(|word| SECOND_PERSON.contains(&word))
}

fn first_sentence(text: &str) -> Option<(&str, &str)> {
    let end = text.find(['.', '!', '?', ','])?;
    let rest = text[end + 1..].trim_start_matches(['!', ' ', '\u{a0}']);
    (!rest.is_empty() && rest.starts_with(char::is_uppercase)).then_some((&text[..end], rest))
}

/// What comes before the last sentence, and the last sentence.
fn last_sentence(text: &str) -> Option<(&str, &str)> {
    let body =
        text.trim_end_matches(['.', '!', '?', '…', ' ', '\u{a0}', '\u{202f}', '"', '»', ')', '(', '🎵', '🎶', '😊']);
    let before = body.rfind(['.', '!', '?', '…'])?;
    let sign = body[before..].chars().next().map_or(1, char::len_utf8);
    let rest = body[..before + sign].trim_end();
    let after = &text[before + sign..];
    // A title may begin the sentence, and read like an address: “Let Me Know” closes the album.
    let bare = after.trim_start_matches([' ', '\u{a0}', '\u{202f}', '»', '”', ')']);
    if bare.len() < after.len() && bare.starts_with(['"', '«', '“', '„', '\'', '‘']) {
        return None;
    }
    let last = after.trim_start_matches(['"', '»', '”', ')', ' ', '\u{a0}']);
    // The closing mark of a quotation belongs to the sentence before.
    let kept = text.len() - last.len();
    Some((text[..kept].trim_end().strip_suffix('¿').map_or(text[..kept].trim_end(), str::trim_end), last))
        .filter(|(kept, _)| !rest.is_empty() && !kept.is_empty())
}

/// Folded words with single spaces.
fn plain(text: &str) -> String {
    let folded = fold(text);
    folded.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Un disque.<|im_end|>", "Un disque.")]
    #[case("Un disque.\n</s>", "Un disque.")]
    #[case("Un disque.<|eot_id|><|start_header_id|>user", "Un disque.")]
    #[case("Un disque.<end_of_turn>\n", "Un disque.")]
    #[case("Un disque. [/INST] [INST] Encore", "Un disque.")]
    #[case("Un disque.<｜end▁of▁sentence｜>", "Un disque.")]
    #[case("<s> Un disque.</s>", "Un disque.")]
    #[case("<|im_start|>assistant\nUn disque.<|im_end|>", "Un disque.")]
    #[case("Un disque <3 et <| rien |>.", "Un disque <3 et <| rien |>.")]
    #[case("Un disque.", "Un disque.")]
    #[case("", "")]
    fn tokens_end_a_text(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(without_end_tokens(text), expected);
    }

    #[rstest]
    #[case("Un disque. N’hésitez pas à me dire si vous souhaitez une autre version.", "Un disque.")]
    #[case("Un disque. Souhaitez-vous que j’ajoute des détails sur la production ?", "Un disque.")]
    #[case("A record. I hope this helps! Let me know if you want more.", "A record.")]
    #[case("Ein Album. Möchten Sie eine längere Fassung?", "Ein Album.")]
    #[case("Un disco. ¿Quieres que añada detalles?", "Un disco.")]
    #[case("Un disco. Fammi sapere se va bene!", "Un disco.")]
    #[case("Een plaat. Laat me weten of het goed is.", "Een plaat.")]
    #[case("Um disco. Gostaria que eu acrescentasse algo?", "Um disco.")]
    #[case("Bien sûr ! Un disque paru en 1998.", "Un disque paru en 1998.")]
    #[case("Sure! Here comes the sun.", "Here comes the sun.")]
    #[case("Un disque. Les morceaux s’enchaînent.", "Un disque. Les morceaux s’enchaînent.")]
    #[case("Un disque où l’on entend « Let me know ».", "Un disque où l’on entend « Let me know ».")]
    #[case("Si vous voulez danser.", "Si vous voulez danser.")]
    #[case("Un disque. Cette description vous convient-elle ?", "Un disque.")]
    #[case("A record. Is the length right for you?", "A record.")]
    #[case("Ein Album. Passt das so für Sie?", "Ein Album.")]
    #[case("Ein Album. Bei Fragen stehe ich Ihnen gern zur Verfügung.", "Ein Album.")]
    #[case("Ein Album. Viel Spaß beim Hören!", "Ein Album.")]
    #[case("A record. \"Let Me Know\" closes it.", "A record. \"Let Me Know\" closes it.")]
    #[case("Un disque. « Dis-moi » le referme.", "Un disque. « Dis-moi » le referme.")]
    #[case("Ein Album. „Sag mir wo“ endet es.", "Ein Album. „Sag mir wo“ endet es.")]
    #[case("A record. It ends with Are You Experienced?", "A record. It ends with Are You Experienced?")]
    #[case("Un disque. Que reste-t-il de tout cela ?", "Un disque. Que reste-t-il de tout cela ?")]
    #[case("Elle chante « Non. » Souhaitez-vous la suite ?", "Elle chante « Non. »")]
    fn sentences_to_the_asker_go(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(without_address(text), expected);
    }
}
