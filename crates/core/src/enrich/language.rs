//! The languages in which albums can be described: how a model is told, and by which words each is known.

/// A language and the little words that no text in it does without.
#[derive(Debug)]
pub struct Language {
    /// Primary subtag of BCP 47: `fr`.
    pub code: &'static str,
    /// Its English name.
    pub name: &'static str,
    /// "Answer in this language, in plain text.", in the language: a model follows the tongue it was last spoken to in.
    pub reminder: &'static str,
    /// Frequent words, folded.
    stop_words: &'static [&'static str],
}

/// The languages that are told apart.
pub const LANGUAGES: [Language; 7] = [
    Language {
        code: "fr",
        name: "French",
        reminder: "Réponds en français, en texte brut.",
        stop_words: &[
            "le", "la", "les", "l", "un", "une", "des", "du", "de", "d", "et", "est", "en", "dans", "sur", "avec",
            "pour", "par", "qui", "que", "qu", "au", "aux", "ce", "cet", "cette", "ces", "son", "sa", "ses", "se", "s",
            "il", "elle", "ne", "n", "pas", "plus", "ou", "sans", "comme", "entre", "y", "on", "leur", "ainsi", "dont",
            "sous", "tout", "mais", "c", "a", "sont",
        ],
    },
    Language {
        code: "en",
        name: "English",
        reminder: "Answer in English, in plain text.",
        stop_words: &[
            "the", "a", "an", "of", "and", "is", "in", "on", "with", "to", "for", "by", "from", "that", "this", "it",
            "its", "as", "at", "their", "his", "her", "are", "was", "were", "be", "or", "which", "while", "both",
            "into", "through", "where", "has", "have", "but", "not", "they", "who", "between", "s",
        ],
    },
    Language {
        code: "de",
        name: "German",
        reminder: "Antworte auf Deutsch, als reiner Text.",
        stop_words: &[
            "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines", "und", "ist",
            "im", "in", "mit", "von", "vom", "zu", "zum", "zur", "auf", "fur", "aus", "bei", "sich", "als", "auch",
            "nicht", "wie", "es", "er", "sie", "an", "am", "durch", "uber", "nach", "oder", "zwischen", "sein",
            "seine", "ihre", "sind", "wird", "hat", "um", "dieses", "diese", "ohne",
        ],
    },
    Language {
        code: "it",
        name: "Italian",
        reminder: "Rispondi in italiano, in testo semplice.",
        stop_words: &[
            "il", "lo", "la", "i", "gli", "le", "l", "un", "uno", "una", "di", "del", "dello", "della", "dei", "degli",
            "delle", "d", "e", "ed", "che", "in", "nel", "nella", "nei", "con", "per", "da", "dal", "dalla", "su",
            "sul", "sulla", "al", "alla", "a", "si", "non", "come", "tra", "fra", "suo", "sua", "suoi", "questo",
            "questa", "o", "ma", "anche", "sono", "ne", "senza",
        ],
    },
    Language {
        code: "es",
        name: "Spanish",
        reminder: "Responde en español, en texto sin formato.",
        stop_words: &[
            "el", "la", "los", "las", "un", "una", "unos", "unas", "de", "del", "y", "e", "que", "en", "con", "por",
            "para", "a", "al", "se", "es", "su", "sus", "no", "como", "entre", "este", "esta", "lo", "o", "mas",
            "pero", "sin", "sobre", "son", "muy", "donde", "desde", "hasta", "ha", "tambien",
        ],
    },
    Language {
        code: "pt",
        name: "Portuguese",
        reminder: "Responda em português, em texto simples.",
        stop_words: &[
            "o", "a", "os", "as", "um", "uma", "de", "do", "da", "dos", "das", "e", "que", "em", "no", "na", "nos",
            "nas", "com", "por", "pelo", "pela", "para", "ao", "se", "seu", "sua", "seus", "suas", "nao", "como",
            "entre", "este", "esta", "ou", "mais", "mas", "sem", "sobre", "sao", "foi", "num", "numa", "tambem",
        ],
    },
    Language {
        code: "nl",
        name: "Dutch",
        reminder: "Antwoord in het Nederlands, in platte tekst.",
        stop_words: &[
            "de", "het", "een", "en", "van", "is", "in", "op", "met", "voor", "te", "dat", "die", "zijn", "aan",
            "door", "uit", "bij", "als", "ook", "niet", "om", "naar", "maar", "over", "zich", "haar", "hun", "dit",
            "deze", "tussen", "tot", "wordt", "waar", "zonder",
        ],
    },
];

impl Language {
    /// The one meant by a BCP 47 tag (`fr`, `pt-BR`), if it is among those told apart.
    pub fn find(tag: &str) -> Option<&'static Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        LANGUAGES.iter().find(|language| language.code.eq_ignore_ascii_case(primary))
    }

    /// Whether a folded word is one of its frequent ones.
    pub(super) fn has(&self, word: &str) -> bool {
        self.stop_words.contains(&word)
    }

    /// Whether a folded word is frequent in any of the languages.
    pub(super) fn any_has(word: &str) -> bool {
        LANGUAGES.iter().any(|language| language.has(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::fold;

    #[test]
    fn a_region_changes_nothing() {
        let code = |tag| Language::find(tag).map(|language| language.code);
        assert_eq!(
            [code("fr"), code("pt-BR"), code("DE_ch"), code("sv"), code("")],
            [Some("fr"), Some("pt"), Some("de"), None, None]
        );
    }

    #[test]
    fn stop_words_are_folded_and_stand_once() {
        for language in &LANGUAGES {
            let mut words = language.stop_words.to_vec();
            assert!(words.iter().all(|word| fold(word) == **word), "{}", language.code);
            words.sort_unstable();
            words.dedup();
            assert_eq!(words.len(), language.stop_words.len(), "{}", language.code);
        }
    }
}
