//! Files that lie, and files that were cut.

use super::sample::{Home, encode, halves};
use super::*;
use proptest::prelude::*;

const FORMATS: [ImageFormat; 4] = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif];

fn sample(format: ImageFormat) -> Vec<u8> {
    encode(&halves(24, 24).to_rgba8().into(), format)
}

/// Asserts that a file is refused and leaves nothing, and gives the reason.
async fn refusal(bytes: Vec<u8>) -> PictureError {
    let home = Home::open();
    let refused = home.store.keep(bytes).await.unwrap_err();
    assert!(home.files().is_empty(), "{:?}", home.files());
    refused
}

/// A PNG that claims other sides; its head's checksum is right.
fn png_claiming(width: u32, height: u32) -> Vec<u8> {
    let mut png = sample(ImageFormat::Png);
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = png[12..29].iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 })
    });
    png[29..33].copy_from_slice(&(!sum).to_be_bytes());
    png
}

#[tokio::test]
async fn what_is_no_picture_of_ours_is_refused() {
    let bitmap = [&b"BM"[..], &[0; 200]].concat();
    let others: [&[u8]; 6] =
        [b"", b"\xff", b"<html>", b"<svg xmlns='http://www.w3.org/2000/svg'/>", &[0; 4096], &bitmap];
    for bytes in others {
        assert!(matches!(refusal(bytes.to_vec()).await, PictureError::NotAPicture), "{bytes:?}");
    }
}

#[tokio::test]
async fn a_head_without_its_picture_is_broken() {
    let heads: [&[u8]; 4] = [b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\x04\0\0\0WEBP"];
    for (head, other) in heads.into_iter().zip(FORMATS.into_iter().rev()) {
        assert!(matches!(refusal(head.to_vec()).await, PictureError::Broken(_)), "{head:?}");
        // The picture of another format behind it.
        let lying = [head, &sample(other)[head.len()..]].concat();
        let refused = refusal(lying).await;
        let is_named = matches!(refused, PictureError::Broken(_) | PictureError::TooSmall { height: 0, .. });
        assert!(is_named, "{head:?} before {other:?}: {refused:?}");
    }
}

#[tokio::test]
async fn what_was_cut_short_is_broken() {
    for format in FORMATS {
        let whole = sample(format);
        for length in [whole.len() / 3, whole.len() / 2, whole.len() * 4 / 5] {
            let refused = refusal(whole[..length].to_vec()).await;
            assert!(matches!(refused, PictureError::Broken(_)), "{format:?} cut to {length}: {refused:?}");
        }
    }
    let jpeg = sample(ImageFormat::Jpeg);
    assert!(matches!(refusal(jpeg[..jpeg.len() - 1].to_vec()).await, PictureError::Broken(_)));
}

#[tokio::test]
async fn sides_are_bounded_before_anything_is_decoded() {
    for (width, height) in [(60_000, 60_000), (12_001, 16), (16, 12_001), (7_000, 6_000)] {
        let refused = refusal(png_claiming(width, height)).await;
        assert!(matches!(refused, PictureError::TooLarge { .. }), "{width} × {height}: {refused:?}");
    }
    // Not even one row of it would be believed.
    assert!(matches!(refusal(png_claiming(0x7fff_ffff, 0x7fff_ffff)).await, PictureError::Broken(_)));
    let mut gif = sample(ImageFormat::Gif);
    gif[6..10].copy_from_slice(&[0xff; 4]);
    assert!(matches!(refusal(gif).await, PictureError::TooLarge { width: 65_535, height: 65_535 }));
    let mut jpeg = sample(ImageFormat::Jpeg);
    let frame = jpeg.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xff; 4]);
    assert!(matches!(refusal(jpeg).await, PictureError::TooLarge { width: 65_535, height: 65_535 }));
    for (width, height) in [(15, 40), (40, 15), (1, 1)] {
        let refused = refusal(encode(&halves(width, height), ImageFormat::Png)).await;
        assert!(matches!(refused, PictureError::TooSmall { .. }), "{width} × {height}: {refused:?}");
    }
}

#[tokio::test]
async fn a_picture_that_claims_more_than_it_holds_is_broken() {
    assert!(matches!(refusal(png_claiming(4_000, 3_000)).await, PictureError::Broken(_)));
}

#[tokio::test]
async fn what_hangs_on_a_picture_is_not_in_its_thumbnails() {
    let home = Home::open();
    let mut both = sample(ImageFormat::Jpeg);
    both.extend(b"<script>alert(1)</script>");
    let kept = home.store.keep(both.clone()).await.unwrap();
    assert_eq!(home.read(&kept.hash, Size::Original).await, ("image/jpeg", both));
    for size in [Size::Small, Size::Medium, Size::Large] {
        let thumbnail = home.read(&kept.hash, size).await.1;
        assert!(!thumbnail.windows(8).any(|bytes| bytes == b"<script>"));
    }
}

/// All that is done to bytes from outside before the disk.
fn swallow(bytes: &[u8]) {
    let Ok(checked) = check::inspect(bytes) else { return };
    // A few random bytes may claim millions of pixels; those are the tests' above.
    if checked.width.max(checked.height) <= 256 {
        let _ = checked.decode().and_then(shrink::pixels);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn no_bytes_panic(head in 0..4_usize, mut bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        swallow(&bytes);
        let lead = sample(FORMATS[head]);
        bytes.splice(0..0, lead[..lead.len().min(16)].iter().copied());
        swallow(&bytes);
    }

    #[test]
    fn no_damage_panics(
        format in 0..4_usize,
        hits in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        keep in any::<prop::sample::Index>(),
    ) {
        let mut bytes = sample(FORMATS[format]);
        for (place, byte) in hits {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        swallow(&bytes);
        swallow(&bytes[..keep.index(bytes.len())]);
    }
}
