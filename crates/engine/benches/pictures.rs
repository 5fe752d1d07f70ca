//! Measures how fast covers are checked, shrunk and kept, and in how much memory.
//!
//! `cargo bench -p sillon-engine` draws `COVERS` distinct covers (1,000) of 600 pixels into a temporary folder, then keeps
//! them, four asked for at a time, on two worker threads. Besides: the price of each step alone, and of what is refused.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::disallowed_methods, missing_docs)]
#![allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]

use futures::stream::{self, StreamExt};
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ExtendedColorType, RgbImage};
use sillon_engine::pictures::{PictureStore, Size};
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

const SIDE: u32 = 600;

/// How long a task that was due had to wait for a worker, at most, in microseconds.
static SLOWEST: AtomicU64 = AtomicU64::new(0);

fn main() {
    let covers = std::env::var("COVERS").ok().and_then(|value| value.parse().ok()).unwrap_or(1_000);
    let folder = tempfile::tempdir().unwrap();
    let mut drawn = 0;
    for number in 0..covers {
        let cover = draw(number);
        drawn += cover.len();
        fs::write(folder.path().join(number.to_string()), cover).unwrap();
    }
    println!("{covers} covers of {SIDE} px drawn, {} kB on average", drawn / 1_000 / covers as usize);
    println!("memory before: {}", memory());

    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let store = PictureStore::open(folder.path().join("images")).unwrap();
    for what in ["kept", "kept again"] {
        let (slowest, took) = runtime.block_on(keep(&store, folder.path(), covers));
        let rate = covers as f64 / took.as_secs_f64();
        println!("{covers} covers {what}: {took:.2?}, {rate:.0} a second, another task waited {slowest:.1?} at most");
        println!("memory at most: {}", memory());
    }
    runtime.block_on(sizes(&store, fs::read(folder.path().join("0")).unwrap()));
    steps(&draw(0));
}

/// Keeps all, four in flight as a fetching loop would; beside it a task that only wants to be woken each millisecond.
async fn keep(store: &PictureStore, folder: &Path, covers: u32) -> (Duration, Duration) {
    let watch = tokio::spawn(async move {
        let mut ticks = tokio::time::interval(Duration::from_millis(1));
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
        loop {
            let due = ticks.tick().await;
            SLOWEST.fetch_max(due.elapsed().as_micros() as u64, Ordering::Relaxed);
        }
    });
    let began = Instant::now();
    let kept = stream::iter(0..covers).map(async |number| {
        let bytes = tokio::fs::read(folder.join(number.to_string())).await.unwrap();
        store.keep(bytes).await.unwrap()
    });
    kept.buffer_unordered(4).for_each(async |kept| drop(black_box(kept))).await;
    let took = began.elapsed();
    watch.abort();
    (Duration::from_micros(SLOWEST.swap(0, Ordering::Relaxed)), took)
}

async fn sizes(store: &PictureStore, cover: Vec<u8>) {
    let original = cover.len();
    let kept = store.keep(cover).await.unwrap();
    let mut lengths = Vec::new();
    for size in [Size::Small, Size::Medium, Size::Large] {
        lengths.push(store.reader().open_file(&kept.hash, size).await.unwrap().unwrap().bytes);
    }
    println!(
        "a cover of {original} bytes has thumbnails of {lengths:?} bytes, {}, and a placeholder of {} characters",
        kept.colour,
        kept.placeholder.len()
    );
}

/// What the choice of libraries rests on: each step alone, the best of ten.
fn steps(cover: &[u8]) {
    let decoded = image::load_from_memory(cover).unwrap();
    let time = |name: &str, work: &dyn Fn()| {
        let took = (0..10).map(|_| {
            let began = Instant::now();
            work();
            began.elapsed()
        });
        println!("{name}: {:.2?}", took.min().unwrap());
    };
    time("decode", &|| drop(black_box(image::load_from_memory(cover))));
    for side in [640, 320, 160] {
        let small = decoded.resize(side.min(SIDE), side.min(SIDE), FilterType::Lanczos3);
        time(&format!("encode {side}"), &|| drop(black_box(encode(&small, 82))));
    }
    time("shrink to 320 and 160, image", &|| {
        drop(black_box(decoded.resize(320, 320, FilterType::Lanczos3).resize(160, 160, FilterType::Lanczos3)));
    });
    time("shrink to 320 and 160, fast_image_resize", &|| {
        use fast_image_resize::{PixelType, ResizeOptions, Resizer, images::Image};
        let source = Image::from_vec_u8(SIDE, SIDE, decoded.as_bytes().to_vec(), PixelType::U8x3).unwrap();
        let mut half = Image::new(320, 320, PixelType::U8x3);
        let mut quarter = Image::new(160, 160, PixelType::U8x3);
        Resizer::new().resize(&source, &mut half, &ResizeOptions::new()).unwrap();
        Resizer::new().resize(&half, &mut quarter, &ResizeOptions::new()).unwrap();
        black_box(quarter);
    });
}

/// Soft shapes in the cover's own colours under grain, as a photographed sleeve has it.
fn draw(number: u32) -> Vec<u8> {
    let mut noise = u64::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut roll = move || {
        noise ^= noise << 13;
        noise ^= noise >> 7;
        noise ^= noise << 17;
        noise
    };
    let mut spot = || [roll() % 600, roll() % 600, roll() % 200 + 60, roll() % 256, roll() % 256, roll() % 256];
    let spots: Vec<[f32; 6]> = (0..6).map(|_| spot().map(|part| part as f32)).collect();
    let picture = RgbImage::from_fn(SIDE, SIDE, |x, y| {
        let mut colour = [120.0_f32; 3];
        for [left, top, radius, parts @ ..] in &spots {
            let distance = (x as f32 - left).hypot(y as f32 - top) / radius;
            let share = (1.2 - distance).clamp(0.0, 1.0);
            for (colour, part) in colour.iter_mut().zip(parts) {
                *colour += (part - *colour) * share;
            }
        }
        let grain = (roll() % 17) as f32 - 8.0;
        image::Rgb(colour.map(|part| (part + grain).clamp(0.0, 255.0) as u8))
    });
    encode(&picture.into(), 88)
}

fn encode(picture: &DynamicImage, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
    encoder.encode(picture.as_bytes(), picture.width(), picture.height(), ExtendedColorType::Rgb8).unwrap();
    bytes
}

/// The most memory that the process has held so far, where the system tells.
fn memory() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or("unknown".to_owned(), |line| line.trim().to_owned())
}
