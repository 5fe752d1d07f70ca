#![allow(clippy::unwrap_used)]

mod hostile;
mod sample;

use super::*;
use image::{DynamicImage, GenericImageView, ImageFormat, Rgba, RgbaImage};
use sample::{Home, encode, halves, turned};
use std::fs;

#[tokio::test]
async fn a_picture_is_kept_as_it_came_and_in_three_sizes() {
    let home = Home::open();
    let original = encode(&halves(700, 350), ImageFormat::Png);
    let kept = home.store.keep(original.clone()).await.unwrap();
    assert_eq!(kept.hash, Hash::of(&Sha256::digest(&original)).to_string());
    assert_eq!((kept.format, kept.width, kept.height, kept.bytes), (Format::Png, 700, 350, original.len() as u64));
    assert_eq!(home.read(&kept.hash, Size::Original).await, ("image/png", original));
    for (size, width, height) in [(Size::Large, 640, 320), (Size::Medium, 320, 160), (Size::Small, 160, 80)] {
        let (kind, bytes) = home.read(&kept.hash, size).await;
        assert_eq!((kind, image::guess_format(&bytes).unwrap()), ("image/jpeg", ImageFormat::Jpeg));
        assert_eq!(image::load_from_memory(&bytes).unwrap().dimensions(), (width, height));
    }
    let places = home.files();
    let folder = format!("{}/{}", &kept.hash[..2], &kept.hash[2..4]);
    assert_eq!(places.len(), 4);
    assert!(places.iter().all(|path| path.starts_with(&folder)), "{places:?}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &str| fs::metadata(home.path().join(path)).unwrap().permissions().mode() & 0o777;
        assert!(places.iter().all(|path| mode(path) == 0o600));
        assert_eq!([mode(&folder), mode(&kept.hash[..2]), mode("")], [0o700; 3]);
    }
}

#[tokio::test]
async fn a_small_picture_is_never_enlarged() {
    let home = Home::open();
    let kept = home.store.keep(encode(&halves(200, 40), ImageFormat::Jpeg)).await.unwrap();
    for (size, width, height) in [(Size::Large, 200, 40), (Size::Medium, 200, 40), (Size::Small, 160, 32)] {
        assert_eq!(home.decode(&kept.hash, size).await.dimensions(), (width, height));
    }
}

#[tokio::test]
async fn every_kind_of_pixels_is_read() {
    let home = Home::open();
    let sample = halves(48, 48);
    let grey = |picture: &DynamicImage| picture.to_luma8().into();
    let kinds: [(DynamicImage, ImageFormat); 9] = [
        (sample.clone(), ImageFormat::Jpeg),
        (grey(&sample), ImageFormat::Jpeg),
        (sample.to_rgba8().into(), ImageFormat::Png),
        (sample.to_rgb16().into(), ImageFormat::Png),
        (sample.to_rgba16().into(), ImageFormat::Png),
        (grey(&sample), ImageFormat::Png),
        (sample.to_luma_alpha16().into(), ImageFormat::Png),
        (sample.to_rgba8().into(), ImageFormat::WebP),
        (sample.to_rgba8().into(), ImageFormat::Gif),
    ];
    for (picture, format) in kinds {
        let kept = home.store.keep(encode(&picture, format)).await.unwrap();
        assert_eq!(kept.format.media_type(), format.to_mime_type());
        let large = home.decode(&kept.hash, Size::Large).await.to_rgb8();
        let expected = picture.to_rgb8();
        for place in [(4, 24), (44, 24)] {
            let (found, expected) = (large[place].0, expected[place].0);
            let near = found.iter().zip(expected).all(|(found, expected)| found.abs_diff(expected) < 12);
            assert!(near, "{format:?}, {:?}: {found:?} for {expected:?}", picture.color());
        }
    }
}

#[tokio::test]
async fn a_picture_for_printers_is_read() {
    let home = Home::open();
    // From red above to blue below, in cyan, magenta, yellow and black.
    let kept = home.store.keep(include_bytes!("tests/cmyk.jpg").to_vec()).await.unwrap();
    let large = home.decode(&kept.hash, Size::Large).await.to_rgb8();
    let ([red, _, blue], [red_below, _, blue_below]) = (large[(12, 1)].0, large[(12, 22)].0);
    assert!(red > 200 && blue < 60 && red_below < 60 && blue_below > 200, "{red} {blue} {red_below} {blue_below}");
}

#[tokio::test]
async fn what_is_transparent_is_white() {
    let home = Home::open();
    let glass = RgbaImage::from_fn(800, 800, |x, _| if x < 400 { Rgba([255, 0, 0, 255]) } else { Rgba([0, 0, 0, 0]) });
    let kept = home.store.keep(encode(&glass.into(), ImageFormat::Png)).await.unwrap();
    let small = home.decode(&kept.hash, Size::Small).await.to_rgb8();
    assert!(small[(140, 80)].0.iter().all(|part| *part > 250), "{:?}", small[(140, 80)]);
    assert!(small[(20, 80)].0[0] > 245 && small[(20, 80)].0[1] < 10);
    assert!(kept.colour.starts_with("#ff0"), "{}", kept.colour);
}

#[tokio::test]
async fn a_camera_may_have_lain_on_its_side() {
    let home = Home::open();
    // Red at the left, blue at the right, to be turned by a quarter to the right.
    let kept = home.store.keep(turned(encode(&halves(60, 40), ImageFormat::Jpeg), 6)).await.unwrap();
    assert_eq!((kept.width, kept.height), (40, 60));
    let large = home.decode(&kept.hash, Size::Large).await.to_rgb8();
    assert_eq!(large.dimensions(), (40, 60));
    assert!(large[(20, 5)].0[0] > 180 && large[(20, 55)].0[2] > 180);
}

#[tokio::test]
async fn what_is_there_is_not_written_again_and_what_is_missing_is() {
    let home = Home::open();
    let original = encode(&halves(64, 64), ImageFormat::Png);
    let first = home.store.keep(original.clone()).await.unwrap();
    let thumbnail = |size| home.path().join(home.store.shelf.thumbnail(&Hash::parse(&first.hash).unwrap(), size));
    fs::write(thumbnail(Size::Small), "as it was").unwrap();
    fs::remove_file(thumbnail(Size::Medium)).unwrap();
    assert_eq!(home.store.keep(original).await.unwrap(), first);
    assert_eq!(home.read(&first.hash, Size::Small).await.1, b"as it was");
    assert_eq!(home.decode(&first.hash, Size::Medium).await.dimensions(), (64, 64));
}

#[tokio::test]
async fn the_same_picture_may_come_many_times_at_once() {
    let home = Home::open();
    let original = encode(&halves(64, 64), ImageFormat::Png);
    let kept = futures::future::try_join_all((0..8).map(|_| home.store.keep(original.clone()))).await.unwrap();
    assert!(kept.iter().all(|one| *one == kept[0]));
    assert_eq!(home.files().len(), 4);
}

#[tokio::test]
async fn only_a_hash_opens_a_file() {
    let home = Home::open();
    let kept = home.store.keep(encode(&halves(32, 32), ImageFormat::Png)).await.unwrap();
    let reader = home.store.reader();
    let others =
        [kept.hash.to_uppercase(), kept.hash[1..].to_owned(), format!("{}0", kept.hash), "../".repeat(21) + "x"];
    for hash in others.into_iter().chain(["".to_owned(), "0".repeat(64), "é".repeat(32)]) {
        assert!(reader.open_file(&hash, Size::Original).await.unwrap().is_none(), "{hash}");
        assert!(reader.open_file(&hash, Size::Small).await.unwrap().is_none(), "{hash}");
    }
}

#[test]
fn what_a_killed_process_left_is_swept() {
    let home = Home::open();
    let incoming = home.path().join("incoming");
    for (name, hours) in [("old", 2), ("young", 0)] {
        let file = fs::File::create(incoming.join(name)).unwrap();
        let made = file.metadata().unwrap().modified().unwrap();
        file.set_modified(made - std::time::Duration::from_secs(hours * 3_600)).unwrap();
    }
    PictureStore::open(home.path().to_owned()).unwrap();
    let left: Vec<_> = fs::read_dir(incoming).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(left, ["young"]);
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_told() {
    let home = Home::open();
    fs::remove_dir(home.path().join("incoming")).unwrap();
    let refused = home.store.keep(encode(&halves(32, 32), ImageFormat::Png)).await;
    assert!(matches!(refused, Err(PictureError::Disk(_))), "{refused:?}");
    assert!(home.files().is_empty());
}
