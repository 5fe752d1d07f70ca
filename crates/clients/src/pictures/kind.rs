//! What a picture is, told by its first bytes rather than by its sender.

/// The content type of the formats that are taken: JPEG, PNG, WebP and GIF. SVG is none of them: it can hold a script.
pub(super) fn sniff(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some("image/png"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("image/gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ => None,
    }
}

/// Whether what came under this content type, and is no picture, may be one the next time: a page of something on the
/// way, nothing at all, or a picture that came to harm.
pub(super) fn may_pass(announced: &str, bytes: &[u8]) -> bool {
    let kind = announced.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    bytes.is_empty()
        || matches!(kind.as_str(), "text/html" | "image/jpeg" | "image/jpg" | "image/png" | "image/webp" | "image/gif")
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(b"\xff\xd8\xff\xe0\x00\x10JFIF", Some("image/jpeg"))]
    #[case(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Some("image/png"))]
    #[case(b"GIF89a\x01\x00", Some("image/gif"))]
    #[case(b"GIF87a\x01\x00", Some("image/gif"))]
    #[case(b"RIFF\x24\0\0\0WEBPVP8 ", Some("image/webp"))]
    #[case(b"RIFF\x24\0\0\0WAVEfmt ", None)]
    #[case(b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", None)]
    #[case(b"\0\0\0\x1cftypavif", None)]
    #[case(b"%PDF-1.7", None)]
    #[case(b"\xff\xd8", None)]
    #[case(b"", None)]
    fn by_the_first_bytes(#[case] bytes: &[u8], #[case] expected: Option<&str>) {
        assert_eq!(sniff(bytes), expected);
    }

    #[rstest]
    #[case("text/html; charset=UTF-8", b"<html>", true)]
    #[case("image/jpeg", b"garbage", true)]
    #[case("IMAGE/PNG", b"garbage", true)]
    #[case("image/svg+xml", b"", true)]
    #[case("image/svg+xml", b"<svg/>", false)]
    #[case("application/json", b"{}", false)]
    #[case("", b"garbage", false)]
    fn damage_may_pass(#[case] announced: &str, #[case] bytes: &[u8], #[case] expected: bool) {
        assert_eq!(may_pass(announced, bytes), expected);
    }
}
