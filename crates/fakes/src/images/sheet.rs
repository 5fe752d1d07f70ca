use image::{GenericImage, RgbImage};

use super::subject::Subject;
use crate::world::World;

/// The pictures of a world's newest records on one sheet, to look at them all: `kind` is `release`, `back`, `label`, `insert` or
/// `artist`, `size` the side of each in pixels. `None` where there is no such kind.
#[must_use]
pub fn contact_sheet(seed: u64, kind: &str, columns: u32, rows: u32, size: u32) -> Option<RgbImage> {
    let wanted = (columns * rows) as usize;
    let world = World::invent(seed, wanted);
    let mut sheet = RgbImage::new(columns * size, rows * size);
    for place in 0..wanted {
        let album = world.album(place)?;
        let id = if kind == "artist" { album.artist.id } else { album.release_id };
        let bytes = Subject::of(&world, kind, &id.to_string())?.draw(size)?;
        let picture = image::load_from_memory(&bytes).ok()?.into_rgb8();
        let (x, y) = (place as u32 % columns * size, place as u32 / columns * size);
        sheet.copy_from(&picture, x, y).ok()?;
    }
    Some(sheet)
}
