//! What a file is that is no collection: people choose the workbook, the archive or the wrong export.

use serde::{Deserialize, Serialize};

/// Bytes that are looked at.
pub const LOOKED_AT: usize = 8 * 1024;

/// Kinds of files that are named as what they are, each with a way in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// Excel, LibreOffice or Numbers.
    Workbook,
    /// A zip archive with anything in it.
    Zip,
    /// gzip, 7z, rar and the like.
    Compressed,
    /// A PDF.
    Pdf,
    /// HTML: often the sign-in page, saved in place of the export.
    WebPage,
    /// A picture.
    Picture,
    /// An SQLite database: perhaps a backup of sillon.
    Database,
    /// Any other file that is not text.
    Binary,
    /// JSON that sillon did not export.
    ForeignJson,
    /// discogs.com's export of a wantlist.
    Wantlist,
    /// discogs.com's export of a seller's inventory.
    Inventory,
    /// discogs.com's export of orders.
    Orders,
}

impl FileKind {
    /// The stable code, as in the API.
    pub fn code(self) -> &'static str {
        match self {
            Self::Workbook => "workbook",
            Self::Zip => "zip",
            Self::Compressed => "compressed",
            Self::Pdf => "pdf",
            Self::WebPage => "web_page",
            Self::Picture => "picture",
            Self::Database => "database",
            Self::Binary => "binary",
            Self::ForeignJson => "foreign_json",
            Self::Wantlist => "wantlist",
            Self::Inventory => "inventory",
            Self::Orders => "orders",
        }
    }

    /// In English, for the log and the command line: what it is and what to do.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Workbook => {
                "this is a spreadsheet's workbook (Excel, LibreOffice, Numbers): save it as CSV UTF-8 first"
            }
            Self::Zip => "this is a zip archive: unpack it first",
            Self::Compressed => "this is a compressed archive (gzip or the like): unpack it first",
            Self::Pdf => "this is a PDF: export the collection as CSV at discogs.com",
            Self::WebPage => {
                "this is a web page (HTML), perhaps the sign-in page: export the collection again at discogs.com"
            }
            Self::Picture => "this is a picture: choose the CSV that discogs.com exports",
            Self::Database => "this is an SQLite database: a backup of sillon comes back with `sillon restore`",
            Self::Binary => "this is a binary file, neither CSV nor JSON: choose the CSV that discogs.com exports",
            Self::ForeignJson => "this JSON is no export of sillon: import the CSV that discogs.com exports",
            Self::Wantlist => {
                "this is the export of your wantlist, not of your collection: `sillon sync --wantlist` brings it in"
            }
            Self::Inventory => "this is the export of a seller's inventory: export the collection at discogs.com",
            Self::Orders => "this is an export of orders: export the collection at discogs.com",
        }
    }

    /// From the first bytes of a file; `None` for text that may be a CSV or our JSON.
    pub fn of_bytes(start: &[u8]) -> Option<Self> {
        // The container of Excel's older workbooks. What else it may hold is no collection either.
        if start.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
            return Some(Self::Workbook);
        }
        if start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") {
            let has = |name: &[u8]| start.windows(name.len()).any(|window| window == name);
            let names: [&[u8]; 5] =
                [b"xl/", b"[Content_Types].xml", b"opendocument.spreadsheet", b"Index/Document.iwa", b"Index.zip"];
            let workbook = names.into_iter().any(has);
            return Some(if workbook { Self::Workbook } else { Self::Zip });
        }
        if start.starts_with(b"SQLite format 3\0") {
            return Some(Self::Database);
        }
        let known = infer::get(start).and_then(|kind| match (kind.matcher_type(), kind.mime_type()) {
            (_, "text/html") => Some(Self::WebPage),
            // RTF is text, and is told by its first characters.
            (infer::MatcherType::Text, _) | (_, "application/rtf") => None,
            (_, "application/pdf") => Some(Self::Pdf),
            (_, "application/vnd.sqlite3") => Some(Self::Database),
            (infer::MatcherType::Archive, _) => Some(Self::Compressed),
            (infer::MatcherType::Image, _) => Some(Self::Picture),
            _ => Some(Self::Binary),
        });
        known
            .or_else(|| begins_as_page(start).then_some(Self::WebPage))
            .or_else(|| is_binary(start).then_some(Self::Binary))
    }

    /// From the names of a CSV's columns, in lower case; `None` for what may be a collection.
    pub fn of_columns(names: &[String]) -> Option<Self> {
        let has = |name: &str| names.iter().any(|known| known == name);
        if has("listing_id") || (has("price") && has("status")) {
            return Some(Self::Inventory);
        }
        if has("order_id") || has("order_num") || has("order id") {
            return Some(Self::Orders);
        }
        // A collection names the folder of each copy, and its fields begin with "Collection". A wantlist has neither.
        let of_collection = names.iter().any(|name| name.starts_with("collection"));
        let of_releases = has("release_id") && (has("artist") || has("title"));
        (of_releases && !of_collection).then_some(Self::Wantlist)
    }
}

/// `infer` wants the page to begin at the first byte.
fn begins_as_page(start: &[u8]) -> bool {
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    let begins = |tag: &[u8]| start.len() >= tag.len() && start[..tag.len()].eq_ignore_ascii_case(tag);
    begins(b"<!doctype") || begins(b"<html") || begins(b"<?xml") || begins(b"<!--")
}

/// Whether control characters say that this is no text. UTF-16 has zero bytes, but is text.
fn is_binary(start: &[u8]) -> bool {
    let wide = matches!(start, [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [_, 0, _, 0, ..] | [0, _, 0, _, ..]);
    let control = |byte: &&u8| **byte < 0x20 && !matches!(**byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1a);
    !wide && start.iter().filter(control).count() * 50 > start.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_as_what_they_are() {
        let of = |bytes: &[u8]| FileKind::of_bytes(bytes);
        assert_eq!(of(b"PK\x03\x04\x14\0\x06\0[Content_Types].xml"), Some(FileKind::Workbook));
        assert_eq!(of(b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet"), Some(FileKind::Workbook));
        assert_eq!(of(b"PK\x03\x04\x14\0collection.csv"), Some(FileKind::Zip));
        assert_eq!(of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0"), Some(FileKind::Workbook));
        assert_eq!(of(b"\x1f\x8b\x08\0\0"), Some(FileKind::Compressed));
        assert_eq!(of(b"%PDF-1.7\n"), Some(FileKind::Pdf));
        assert_eq!(of(b"\xef\xbb\xbf\n <!DOCTYPE html><html>"), Some(FileKind::WebPage));
        assert_eq!(of(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Some(FileKind::Picture));
        assert_eq!(of(b"SQLite format 3\0\x10\0"), Some(FileKind::Database));
        assert_eq!(of(&[1, 2, 3, 4, 5, 6, 7, 8, 200, 201]), Some(FileKind::Binary));
        assert_eq!(of(b"Catalog#,Artist,Title\r\n"), None);
        assert_eq!(of(b"C\0a\0t\0a\0l\0o\0g\0"), None);
        assert_eq!(of(b"{\"sillon\":"), None);
        assert_eq!(of(b""), None);
    }

    #[test]
    fn exports_are_told_apart_by_their_columns() {
        let of = |names: &str| FileKind::of_columns(&names.split(',').map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(of("catalog#,artist,title,label,format,rating,released,release_id,notes"), Some(FileKind::Wantlist));
        assert_eq!(of("artist,title,release_id"), Some(FileKind::Wantlist));
        assert_eq!(of("listing_id,artist,title,release_id,status,price"), Some(FileKind::Inventory));
        assert_eq!(of("artist,title,release_id,collectionfolder"), None);
        assert_eq!(of("artist,title,release_id,collection media condition"), None);
    }
}
