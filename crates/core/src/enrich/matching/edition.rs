//! What is said of a recording beside its title: `(2011 Remaster)` changes nothing, `[Live]` is another recording.

use std::collections::BTreeSet;

/// What makes another recording of the same title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Played before people.
    Live,
    /// Without the voice, to sing to.
    Karaoke,
    /// By others, in honour of the artist.
    Tribute,
    /// Without the voice, or the voice alone.
    Instrumental,
    /// Before the recording proper.
    Demo,
    /// Mixed anew.
    Remix,
    /// Without amplifiers.
    Acoustic,
    /// For a broadcaster.
    Session,
    /// Songs of others.
    Cover,
    /// Talk.
    Spoken,
    /// Played anew.
    ReRecorded,
    /// What was left out elsewhere.
    Rarities,
    /// A choice from several albums.
    BestOf,
    /// A part of it.
    Selection,
    /// For other instruments.
    Arranged,
    /// At another speed, or with effects.
    Altered,
    /// The songs of a film.
    Soundtrack,
    /// The music written for a film.
    Score,
    /// After a film, not in it.
    Inspired,
}

impl Mark {
    /// Every one.
    pub const ALL: [Self; 19] = [
        Self::Live,
        Self::Karaoke,
        Self::Tribute,
        Self::Instrumental,
        Self::Demo,
        Self::Remix,
        Self::Acoustic,
        Self::Session,
        Self::Cover,
        Self::Spoken,
        Self::ReRecorded,
        Self::Rarities,
        Self::BestOf,
        Self::Selection,
        Self::Arranged,
        Self::Altered,
        Self::Soundtrack,
        Self::Score,
        Self::Inspired,
    ];

    /// A stable code, as a reason.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Live => "only_live",
            Self::Karaoke => "only_karaoke",
            Self::Tribute => "only_tribute",
            Self::Instrumental => "only_instrumental",
            Self::Demo => "only_demos",
            Self::Remix => "only_remixes",
            Self::Acoustic => "only_acoustic",
            Self::Session => "only_sessions",
            Self::Cover => "only_covers",
            Self::Spoken => "only_spoken",
            Self::ReRecorded => "only_re_recorded",
            Self::Rarities => "only_rarities",
            Self::BestOf => "only_best_of",
            Self::Selection => "only_selection",
            Self::Arranged => "only_arranged",
            Self::Altered => "only_altered",
            Self::Soundtrack => "only_soundtrack",
            Self::Score => "only_score",
            Self::Inspired => "only_inspired",
        }
    }

    /// In a few words, for the trace.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Karaoke => "karaoke",
            Self::Tribute => "tribute",
            Self::Instrumental => "instrumental",
            Self::Demo => "demos",
            Self::Remix => "remixes",
            Self::Acoustic => "acoustic",
            Self::Session => "sessions",
            Self::Cover => "covers",
            Self::Spoken => "spoken",
            Self::ReRecorded => "re-recorded",
            Self::Rarities => "rarities",
            Self::BestOf => "best of",
            Self::Selection => "a selection",
            Self::Arranged => "arranged",
            Self::Altered => "altered",
            Self::Soundtrack => "soundtrack",
            Self::Score => "score",
            Self::Inspired => "inspired by",
        }
    }
}

const MARKS: [(Mark, &[&str]); 16] = [
    (Mark::Live, &["live", "vivo", "concert", "unplugged", "konzert", "tour"]),
    (Mark::Karaoke, &["karaoke", "playback", "backing"]),
    (Mark::Tribute, &["tribute", "hommage", "homage"]),
    (Mark::Instrumental, &["instrumental", "instrumentals", "acapella", "acapellas", "cappella", "beats"]),
    (Mark::Demo, &["demo", "demos", "rehearsals"]),
    (Mark::Remix, &["remix", "remixes", "remixed", "mixes", "dub", "rework", "reworked", "reworks", "dj", "mixtape"]),
    (Mark::Acoustic, &["acoustic", "acoustique", "stripped"]),
    (Mark::Session, &["session", "sessions"]),
    (Mark::Cover, &["cover", "covers", "covered", "interpretations"]),
    (Mark::Spoken, &["commentary", "interview", "interviews", "audiobook", "spoken"]),
    (Mark::ReRecorded, &["rerecorded", "rerecording", "rerecordings", "revisited", "reimagined", "redux"]),
    (Mark::Rarities, &["rarities", "outtakes", "bsides", "unreleased"]),
    (Mark::BestOf, &["best", "greatest", "hits", "anthology", "essential", "retrospective"]),
    (Mark::Selection, &["sampler", "excerpts", "highlights", "selections", "medley", "preview"]),
    (Mark::Arranged, &["piano", "orchestral", "symphonic", "lullaby", "lullabies", "8bit", "chiptune", "string"]),
    (Mark::Altered, &["sped", "slowed", "nightcore", "reverb", "chopped", "screwed"]),
];

/// Words that by themselves make a remark one on the edition.
const EDITION: &str = "remaster remastered remasters remastering remasterise remasterisee remasterizado deluxe edition edicion \
    editions expanded anniversary bonus version mono stereo reissue reissued explicit clean legacy special \
    mastered mix album vinyl disc cd lp ep single rvg keepnews ojc edit";

/// Words that may stand beside those.
const BESIDE: &str = "the with of a tracks track limited collectors collector super digital digitally original recording \
    recordings master hd hires hi res us uk usa japan japanese european europe international dolby atmos \
    surround half speed rudy van gelder tone poet collection series classics jazz radio year years speciale \
    limitee bit audiophile standard tour platinum gold definitive ultimate exclusive complete box set and";

/// Words that, unlike `album` or `mix`, say "edition" even without brackets.
const UNMISTAKABLE: &str =
    "remaster remastered remasters deluxe anniversary expanded reissue remasterise remasterizado";

/// What else trails without brackets next to those: less than within them, where `(The Gold Edition)` is clear.
const NEXT_TO_IT: &str = "edition version special super limited";

const SOUNDTRACK: &str = "music from the original motion picture film movie soundtrack ost series tv television netflix hbo a of album \
    score inspired by bande originale du de la musique banda sonora colonna filmmusik songs for to as heard on \
    das zum pelicula track sound feature and";

/// What a remark is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Remark {
    /// On the edition.
    Edition,
    /// On the recording, with the words that tell it from another of its kind: place, date.
    Recording(BTreeSet<Mark>, Vec<String>),
    /// Part of the title.
    Title,
}

/// Tells what the folded words in brackets or after a dash are.
pub(super) fn classify(words: &[String]) -> Remark {
    let has = |word: &str| words.iter().any(|one| one == word);
    let numbers_a_disc = |at: usize| at > 0 && ["disc", "cd", "lp", "vinyl"].contains(&words[at - 1].as_str());
    let on_edition =
        words.iter().enumerate().all(|(at, word)| is_edition_word(word) || (is_number(word) && numbers_a_disc(at)));
    if on_edition && words.iter().any(|word| lists(EDITION, word)) {
        return Remark::Edition;
    }
    let mut marks = soundtrack_marks(words);
    if marks.is_empty() {
        let found = MARKS.iter().filter(|(_, spelt)| words.iter().any(|word| spelt.contains(&word.as_str())));
        marks.extend(found.map(|(mark, _)| *mark));
        if (has("re") && has("recorded")) || (has("new") && (has("recording") || has("recordings"))) {
            marks.insert(Mark::ReRecorded);
        }
        if has("b") && has("sides") {
            marks.insert(Mark::Rarities);
        }
    }
    if marks.is_empty() {
        return Remark::Title;
    }
    let is_named = |word: &&String| {
        (!is_edition_word(word) || is_year(word))
            && !lists(SOUNDTRACK, word)
            && !MARKS.iter().any(|(_, spelt)| spelt.contains(&word.as_str()))
            && !["at", "in", "recorded", "re", "new"].contains(&word.as_str())
    };
    let residue = words.iter().filter(is_named).cloned().collect();
    Remark::Recording(marks, residue)
}

/// Marks of a soundtrack; empty when the words do not speak of one.
fn soundtrack_marks(words: &[String]) -> BTreeSet<Mark> {
    let has = |word: &str| words.iter().any(|one| one == word);
    let speaks = has("soundtrack")
        || has("ost")
        || (has("sound") && has("track"))
        || has("score")
        || has("filmmusik")
        || (has("motion") && has("picture"))
        || (has("music") && (has("film") || has("movie")))
        || (has("banda") && has("sonora"))
        || (has("colonna") && has("sonora"))
        || (has("bande") && (has("originale") || has("original")))
        || has("inspired");
    let mut marks = BTreeSet::new();
    if speaks {
        marks.insert(if has("score") { Mark::Score } else { Mark::Soundtrack });
        if has("inspired") && !has("from") {
            marks.insert(Mark::Inspired);
        }
    }
    marks
}

/// Whether a list holds a word.
fn lists(list: &str, word: &str) -> bool {
    list.split(' ').any(|one| one == word)
}

fn is_edition_word(word: &str) -> bool {
    lists(EDITION, word) || lists(BESIDE, word) || is_year(word) || is_count(word)
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && word.bytes().all(|b| b.is_ascii_digit())
}

/// A number that tells one volume from another.
pub(super) fn is_volume(word: &str) -> bool {
    is_number(word) && !is_year(word)
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// `40th`, `2cd`, `24bit`.
fn is_count(word: &str) -> bool {
    let rest = word.trim_start_matches(|letter: char| letter.is_ascii_digit());
    rest.len() < word.len() && ["th", "st", "nd", "rd", "cd", "lp", "bit"].contains(&rest)
}

/// Splits off what trails a title without brackets: `Velvet Underground 45th Anniversary`, `Drive OST`.
pub(super) fn split_trail(words: &[String]) -> (usize, Option<Remark>) {
    let trails = |belongs: &dyn Fn(&str) -> bool| {
        let run = words.iter().rev().take_while(|word| belongs(word)).count();
        words.len() - run
    };
    let edition =
        trails(&|word| lists(UNMISTAKABLE, word) || lists(NEXT_TO_IT, word) || is_year(word) || is_count(word));
    let says_so = words[edition..].iter().any(|word| lists(UNMISTAKABLE, word));
    if says_so && edition > 0 {
        return (edition, Some(Remark::Edition));
    }
    let soundtrack = trails(&|word| lists(SOUNDTRACK, word));
    let marks = soundtrack_marks(&words[soundtrack..]);
    if soundtrack > 0 && !marks.is_empty() {
        return (soundtrack, Some(Remark::Recording(marks, Vec::new())));
    }
    (words.len(), None)
}
