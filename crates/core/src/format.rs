//! Formats, and the support that follows from them.

use serde::{Deserialize, Serialize};

/// One format line of a release: two LPs of coloured vinyl, a CD, the box around them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Format {
    /// Discogs' format name: `Vinyl`, `CD`, `Box Set`, `All Media`…
    pub name: String,
    /// How many; Discogs sends text and at least 1 is meant.
    pub qty: u32,
    /// `LP`, `Album`, `Reissue`, `45 RPM`…
    pub descriptions: Vec<String>,
    /// Free text: colour, weight, packaging; empty when there is none.
    pub text: String,
}

/// What the music is carried by. A box and "All Media" carry nothing themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Support {
    /// Vinyl, flexi-disc, lathe cut, acetate.
    Vinyl,
    /// Shellac (78 rpm).
    Shellac,
    /// Compact disc.
    Cd,
    /// Recordable compact disc.
    Cdr,
    /// Super Audio CD.
    Sacd,
    /// Cassette.
    Cassette,
    /// Files and memory sticks.
    Digital,
    /// DVD and DVD-Audio.
    Dvd,
    /// Blu-ray.
    BluRay,
    /// MiniDisc.
    Minidisc,
    /// 8-track cartridge.
    EightTrack,
    /// Reel-to-reel tape.
    Reel,
    /// Anything else, and a release whose formats say nothing.
    Other,
}

impl Support {
    /// Every support, in the order in which pages list them.
    pub const ALL: [Self; 13] = [
        Self::Vinyl,
        Self::Shellac,
        Self::Cd,
        Self::Cdr,
        Self::Sacd,
        Self::Cassette,
        Self::Digital,
        Self::Dvd,
        Self::BluRay,
        Self::Minidisc,
        Self::EightTrack,
        Self::Reel,
        Self::Other,
    ];

    /// The word the API uses; the contract fixes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Vinyl => "Vinyle",
            Self::Shellac => "Shellac",
            Self::Cd => "CD",
            Self::Cdr => "CDr",
            Self::Sacd => "SACD",
            Self::Cassette => "Cassette",
            Self::Digital => "Digital",
            Self::Dvd => "DVD",
            Self::BluRay => "Blu-ray",
            Self::Minidisc => "MiniDisc",
            Self::EightTrack => "8-Track",
            Self::Reel => "Bande",
            Self::Other => "Autre",
        }
    }

    /// The support of that name, whatever its case.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|support| support.name().eq_ignore_ascii_case(name.trim()))
    }

    fn of(format_name: &str) -> Option<Self> {
        Some(match format_name.to_lowercase().as_str() {
            "all media" | "box set" | "" => return None,
            "vinyl" | "flexi-disc" | "lathe cut" | "acetate" | "sopic" => Self::Vinyl,
            "shellac" | "pathé disc" | "edison disc" => Self::Shellac,
            "cd" | "hdcd" => Self::Cd,
            "cdr" => Self::Cdr,
            "sacd" | "hybrid" => Self::Sacd,
            "cassette" | "microcassette" | "dat" | "dcc" => Self::Cassette,
            "file" | "memory stick" | "floppy disk" => Self::Digital,
            "dvd" | "dvdr" | "dvd-audio" | "hd dvd" => Self::Dvd,
            "blu-ray" | "blu-ray-r" => Self::BluRay,
            "minidisc" => Self::Minidisc,
            "8-track cartridge" | "8-track" | "4-track cartridge" => Self::EightTrack,
            "reel-to-reel" => Self::Reel,
            _ => Self::Other,
        })
    }
}

/// The supports of a release, each once, in the order of its formats; never empty.
pub fn supports(formats: &[Format]) -> Vec<Support> {
    let mut found = Vec::new();
    for support in formats.iter().filter_map(|format| Support::of(&format.name)) {
        if !found.contains(&support) {
            found.push(support);
        }
    }
    if found.is_empty() {
        found.push(Support::Other);
    }
    found
}

/// The line under a cover: `2 × Vinyl, LP, Album · CD`. "All Media" is no medium; its words describe the whole.
pub fn render_formats(formats: &[Format]) -> String {
    let lines = formats.iter().filter(|format| !format.name.is_empty() && format.name != "All Media");
    let rendered: Vec<String> = lines
        .map(|format| {
            let count = if format.qty > 1 { format!("{} × ", format.qty) } else { String::new() };
            let words = format.descriptions.iter().map(String::as_str).chain([format.text.as_str()]);
            let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
            let name = &format.name;
            if words.is_empty() { format!("{count}{name}") } else { format!("{count}{name}, {}", words.join(", ")) }
        })
        .collect();
    rendered.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn format(name: &str, qty: u32, descriptions: &[&str], text: &str) -> Format {
        let descriptions = descriptions.iter().map(ToString::to_string).collect();
        Format { name: name.into(), qty, descriptions, text: text.into() }
    }

    #[rstest]
    #[case(&["Vinyl"], &[Support::Vinyl])]
    #[case(&["All Media", "CD", "Vinyl", "CD", "Box Set"], &[Support::Cd, Support::Vinyl])]
    #[case(&["Box Set", "SACD"], &[Support::Sacd])]
    #[case(&["CDr"], &[Support::Cdr])]
    #[case(&["Box Set"], &[Support::Other])]
    #[case(&["Piano Roll"], &[Support::Other])]
    #[case(&[], &[Support::Other])]
    fn a_box_is_no_support(#[case] names: &[&str], #[case] expected: &[Support]) {
        let formats: Vec<Format> = names.iter().map(|name| format(name, 1, &[], "")).collect();
        assert_eq!(supports(&formats), expected);
    }

    #[test]
    fn each_support_is_found_by_its_name() {
        for support in Support::ALL {
            assert_eq!(Support::parse(&support.name().to_uppercase()), Some(support));
        }
        assert_eq!(Support::parse("vynil"), None);
    }

    #[test]
    fn formats_read_as_one_line() {
        let formats = [
            format("All Media", 1, &["Limited Edition"], ""),
            format("Vinyl", 2, &["LP", "Album"], "180g"),
            format("CD", 1, &[], ""),
        ];
        assert_eq!(render_formats(&formats), "2 × Vinyl, LP, Album, 180g · CD");
    }
}
