//! What a picture's address stands for.

use super::canvas::Canvas;
use super::{family, finish, portrait};
use crate::dice::Dice;
use crate::world::World;
use crate::world::scene::Look;

const TOPIC: u64 = 50;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Sleeve,
    Back,
    Label,
    Insert,
    Portrait,
}

/// All that a picture depends on.
#[derive(Debug, Clone)]
pub(super) struct Subject {
    kind: Kind,
    look: Look,
    year: i64,
    number: u64,
    band: bool,
}

impl Subject {
    /// `id` is a number, with `-n` for the n-th other picture of the same; what the world does not know gets a look by its number.
    pub(super) fn of(world: &World, kind: &str, id: &str) -> Option<Self> {
        let kind = match kind {
            "release" => Kind::Sleeve,
            "back" => Kind::Back,
            "label" => Kind::Label,
            "insert" => Kind::Insert,
            "artist" => Kind::Portrait,
            _ => return None,
        };
        let (id, variant) = id.split_once('-').unwrap_or((id, "0"));
        let (id, variant): (i64, u64) = (id.parse().ok()?, variant.parse().ok()?);
        let number = id.unsigned_abs().wrapping_add(variant << 40);
        let looks = [Look::Bop, Look::Mist, Look::Soul, Look::Rock, Look::Chanson, Look::Machine, Look::Folk];
        let mut subject = Self {
            kind,
            look: Dice::new(&[TOPIC, number]).pick(&looks),
            year: 1955 + (number % 70) as i64,
            number,
            band: false,
        };
        if kind == Kind::Portrait {
            if let Some(artist) = world.artist_of(id) {
                (subject.look, subject.year, subject.band) = (artist.scene.look, artist.since, !artist.person);
            }
        } else if let Some(album) = world.album_of_release(id) {
            (subject.look, subject.year) = (album.scene.look, album.original_year);
        }
        Some(subject)
    }

    /// A JPEG of `size` by `size` pixels.
    pub(super) fn draw(&self, size: u32) -> Option<Vec<u8>> {
        let mut canvas = Canvas::new(size)?;
        let mut dice = Dice::new(&[TOPIC, 1, self.number]);
        match self.kind {
            Kind::Sleeve => family::sleeve(&mut canvas, self.look, self.year, &mut dice),
            Kind::Back => family::back(&mut canvas, self.look, self.year, &mut dice),
            Kind::Label => family::label(&mut canvas, self.look, &mut dice),
            Kind::Insert => family::insert(&mut canvas, self.look, &mut dice),
            Kind::Portrait => portrait::portrait(&mut canvas, self.look, self.band, &mut dice),
        }
        finish::jpeg(&canvas.into_pixels(), &mut dice)
    }
}
