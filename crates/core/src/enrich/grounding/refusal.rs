//! Sentences that describe no album: excuses, errors, and talk to whoever asked.

use super::lexicon::{Lexicon, Word};

/// Folded, apostrophes as spaces.
const PHRASES: &[&str] = &[
    // French
    "aucune information",
    "pas d information",
    "informations disponibles",
    "information disponible",
    "je suis desole",
    "je ne peux pas",
    "je ne dispose",
    "je n ai pas",
    "en tant qu ia",
    "en tant que modele",
    "en tant qu intelligence",
    "les faits fournis",
    "selon les faits",
    "d apres les faits",
    "les informations fournies",
    "informations insuffisantes",
    "voici une description",
    "voici la description",
    "description non disponible",
    "description indisponible",
    "une erreur est survenue",
    "erreur lors",
    "service indisponible",
    "service temporairement",
    // English
    "i m sorry",
    "i am sorry",
    "i apologize",
    "i cannot",
    "i can t",
    "i m unable",
    "i am unable",
    "i don t have",
    "i do not have",
    "as an ai",
    "as a language model",
    "language model",
    "no information",
    "not enough information",
    "no description available",
    "information is not available",
    "the facts provided",
    "the provided facts",
    "according to the facts",
    "based on the facts",
    "here is a description",
    "here is the description",
    "here s a description",
    "here is a short",
    "here s a short",
    "internal server error",
    "service unavailable",
    "an error occurred",
    "rate limit",
    "too many requests",
    "validation failed",
    // German
    "tut mir leid",
    "ich kann keine",
    "ich kann nicht",
    "ich habe keine",
    "als ki",
    "als sprachmodell",
    "sprachmodell",
    "keine informationen",
    "keine angaben",
    "laut den fakten",
    "die angegebenen fakten",
    "hier ist eine",
    "hier ist die beschreibung",
    "ein fehler ist aufgetreten",
    // Italian
    "mi dispiace",
    "non posso",
    "non ho informazioni",
    "come modello",
    "come ia",
    "in quanto ia",
    "nessuna informazione",
    "non ci sono informazioni",
    "secondo i fatti",
    "ecco una descrizione",
    "ecco la descrizione",
    "si e verificato un errore",
    // Spanish
    "lo siento",
    "no puedo",
    "no tengo informacion",
    "como modelo",
    "como una ia",
    "ninguna informacion",
    "no hay informacion",
    "sin informacion",
    "segun los hechos",
    "aqui tienes",
    "aqui esta la descripcion",
    "se ha producido un error",
    // Portuguese
    "sinto muito",
    "desculpe",
    "nao posso",
    "nao tenho informac",
    "como uma ia",
    "nenhuma informacao",
    "nao ha informac",
    "segundo os fatos",
    "aqui esta uma",
    "aqui esta a descricao",
    "ocorreu um erro",
    // Dutch
    "het spijt me",
    "ik kan geen",
    "ik heb geen",
    "als ai",
    "taalmodel",
    "geen informatie",
    "volgens de feiten",
    "hier is een beschrijving",
];

/// The first such phrase, unless it is one of the album's own titles.
pub(super) fn find(words: &[Word<'_>], lexicon: &Lexicon) -> Option<String> {
    let folded: Vec<&str> = words.iter().map(|word| word.folded.as_str()).collect();
    PHRASES.iter().find_map(|phrase| {
        let parts: Vec<&str> = phrase.split(' ').collect();
        let place = folded.windows(parts.len()).position(|window| is_said(window, &parts))?;
        let said = &words[place..place + parts.len()];
        let is_title = lexicon.has_run(&folded[place..place + parts.len()]);
        (!is_title).then(|| said.iter().map(|word| word.raw).collect::<Vec<_>>().join(" "))
    })
}

/// The last word may go on: `informac` is said by `informações` too.
fn is_said(window: &[&str], parts: &[&str]) -> bool {
    let Some(((last, before), (last_part, parts_before))) = window.split_last().zip(parts.split_last()) else {
        return false;
    };
    before == parts_before && (last == last_part || (last_part.len() >= 8 && last.starts_with(last_part)))
}
