//! The words that Discogs has for conditions, genres, formats: offered, never required.

/// Discogs' genres.
pub(super) const GENRES: [&str; 15] = [
    "Blues",
    "Brass & Military",
    "Children's",
    "Classical",
    "Electronic",
    "Folk, World, & Country",
    "Funk / Soul",
    "Hip Hop",
    "Jazz",
    "Latin",
    "Non-Music",
    "Pop",
    "Reggae",
    "Rock",
    "Stage & Screen",
];

/// Grades of a record, and of a sleeve too.
pub(super) const CONDITIONS: [&str; 11] = [
    "Mint (M)",
    "Near Mint (NM or M-)",
    "Very Good Plus (VG+)",
    "Very Good (VG)",
    "Good Plus (G+)",
    "Good (G)",
    "Fair (F)",
    "Poor (P)",
    "Generic",
    "Not Graded",
    "No Cover",
];

/// The most common formats.
pub(super) const FORMATS: [&str; 12] = [
    "Vinyl",
    "CD",
    "CDr",
    "Cassette",
    "SACD",
    "DVD",
    "Blu-ray",
    "File",
    "Box Set",
    "Flexi-disc",
    "Shellac",
    "Minidisc",
];
