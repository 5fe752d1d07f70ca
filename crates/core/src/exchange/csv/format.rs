//! `Format`: `2xLP, Album, RP, Blu + CD`, with Discogs' abbreviations.

use crate::format::Format;
use crate::limits::QUANTITIES;

/// Discogs' words and how the file says them; a word that is not here stays as it is.
const ABBREVIATIONS: [(&str, &str); 32] = [
    ("Reissue", "RE"),
    ("Remastered", "RM"),
    ("Repress", "RP"),
    ("Limited Edition", "Ltd"),
    ("Compilation", "Comp"),
    ("Numbered", "Num"),
    ("Unofficial Release", "Unofficial"),
    ("Partially Unofficial", "P/Unofficial"),
    ("White Label", "W/Lbl"),
    ("Test Pressing", "TP"),
    ("Single Sided", "S/Sided"),
    ("Special Edition", "S/Edition"),
    ("Deluxe Edition", "Dlx"),
    ("Record Store Day", "RSD"),
    ("Etched", "Etch"),
    ("Sampler", "Smplr"),
    ("Maxi-Single", "Maxi"),
    ("Mini-Album", "MiniAlbum"),
    ("Picture Disc", "Pic"),
    ("Club Edition", "Club"),
    ("Quadraphonic", "Quad"),
    ("Enhanced", "Enh"),
    ("Copy Protected", "Copy Prot."),
    ("Misprint", "M/Print"),
    ("Mispress", "MP"),
    ("Partially Mixed", "P/Mixed"),
    ("DVD-Video", "DVD-V"),
    ("DVD-Audio", "DVD-A"),
    ("Transcription", "Trans"),
    ("Business Card", "Bus. Card"),
    ("Shape", "Shape"),
    ("Styrene", "Styrene"),
];

/// Descriptions that are the same abbreviated or not: with the abbreviations, all that is certainly no free text.
const WORDS: [&str; 22] = [
    "Album",
    "EP",
    "Single",
    "Promo",
    "Mono",
    "Mixed",
    "Mixtape",
    "Jukebox",
    "NTSC",
    "PAL",
    "DualDisc",
    "Hybrid",
    "Multichannel",
    "Advance",
    "Ambisonic",
    "MP3",
    "FLAC",
    "WAV",
    "AAC",
    "Audiobook",
    "Dubplate",
    "Mini",
];

/// What the file leaves out.
const UNSAID: [&str; 5] = ["Stereo", "33 ⅓ RPM", "45 RPM", "78 RPM", "16 ⅔ RPM"];

/// How a format's name is abbreviated, where it is said at all.
const NAMES: [(&str, &str); 24] = [
    ("CD", "CD"),
    ("CDr", "CDr"),
    ("Cassette", "Cass"),
    ("DVD", "DVD"),
    ("DVDr", "DVDr"),
    ("Blu-ray", "Blu-ray"),
    ("SACD", "SACD"),
    ("Box Set", "Box"),
    ("File", "File"),
    ("Minidisc", "MD"),
    ("8-Track Cartridge", "8-Trk"),
    ("Reel-To-Reel", "Reel"),
    ("Flexi-disc", "Flexi"),
    ("Shellac", "Shellac"),
    ("Lathe Cut", "Lathe"),
    ("Acetate", "Acetate"),
    ("VHS", "VHS"),
    ("Memory Stick", "Mem"),
    ("Floppy Disk", "Floppy"),
    ("Hybrid", "Hybrid"),
    ("DAT", "DAT"),
    ("DCC", "DCC"),
    ("Laserdisc", "Laserdisc"),
    ("Vinyl", "Vinyl"),
];

/// The formats of a cell.
pub fn parse_formats(cell: &str) -> Vec<Format> {
    if cell.trim().is_empty() { Vec::new() } else { cell.split(" + ").map(parse_part).collect() }
}

fn parse_part(part: &str) -> Format {
    let (qty, rest) = match part.split_once('x') {
        Some((qty, rest)) if !rest.is_empty() => match qty.parse::<u32>() {
            Ok(qty) if qty > 1 && QUANTITIES.contains(&qty.into()) => (qty, rest),
            _ => (1, part),
        },
        _ => (1, part),
    };
    let mut words: Vec<&str> = rest.split(", ").collect();
    let first = words.first().copied().unwrap_or_default();
    let name = if is_disc(first) {
        "Vinyl"
    } else if first == "DVD-V" || first == "DVD-A" {
        "DVD"
    } else if let Some((name, _)) = NAMES.iter().find(|(_, short)| *short == first) {
        words.remove(0);
        name
    } else {
        // Words for the whole set: the file names no medium.
        "All Media"
    };
    let mut format = Format { name: name.to_owned(), qty, descriptions: Vec::new(), text: String::new() };
    let mut free: Vec<&str> = Vec::new();
    for word in words {
        match long(word) {
            // What follows a free text is one too: the file writes it last.
            Some(long) if free.is_empty() => format.descriptions.push(long.to_owned()),
            _ => free.push(word),
        }
    }
    format.text = free.join(", ");
    format
}

/// `LP`, `12"`: a vinyl's first word; the file leaves "Vinyl" out then.
fn is_disc(word: &str) -> bool {
    let inches = word.strip_suffix('"').or_else(|| word.strip_suffix('”'));
    word == "LP" || inches.is_some_and(|inches| inches.chars().all(|sign| sign.is_ascii_digit() || "½¼".contains(sign)))
}

fn long(word: &str) -> Option<&str> {
    let known = ABBREVIATIONS.iter().find(|(_, short)| *short == word).map(|(long, _)| *long);
    known.or_else(|| (WORDS.contains(&word) || is_disc(word)).then_some(word))
}

/// The cell. Of a free text the file holds the first three letters.
pub fn render_formats(formats: &[Format]) -> String {
    formats.iter().map(render_part).collect::<Vec<_>>().join(" + ")
}

fn render_part(format: &Format) -> String {
    let mut words: Vec<String> = Vec::new();
    let said = format.descriptions.iter().filter(|word| !UNSAID.contains(&word.as_str()));
    let mut descriptions: Vec<&str> = said.map(|word| short(word)).collect();
    // The size of a disc goes first, whatever else is said of it.
    descriptions.sort_by_key(|word| !is_disc(word));
    let says_itself = match format.name.as_str() {
        "All Media" => true,
        "Vinyl" => descriptions.first().is_some_and(|word| is_disc(word)),
        "DVD" => descriptions.first().is_some_and(|word| word.starts_with("DVD-")),
        _ => false,
    };
    if !says_itself {
        let name = NAMES.iter().find(|(name, _)| *name == format.name).map_or(format.name.as_str(), |(_, short)| short);
        words.push(name.to_owned());
    }
    words.extend(descriptions.into_iter().map(str::to_owned));
    if !format.text.is_empty() {
        words.push(abbreviate(&format.text));
    }
    let line = words.join(", ");
    if format.qty > 1 { format!("{}x{line}", format.qty) } else { line }
}

fn short(word: &str) -> &str {
    ABBREVIATIONS.iter().find(|(long, _)| *long == word).map_or(word, |(_, short)| short)
}

/// A text that is an abbreviation itself, read from a file, stays as it is.
fn abbreviate(text: &str) -> String {
    text.chars().take(3).collect()
}
