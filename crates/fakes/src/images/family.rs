//! The traditions a sleeve can stand in, and which a scene and its decade prefer.

mod geometry;
mod light;
mod nature;
mod print;
mod reverse;
mod type_bars;

use super::canvas::Canvas;
use super::palette::{self, Palette};
use crate::dice::Dice;
use crate::world::scene::Look;

pub(super) use reverse::{back, insert, label};

type Family = fn(&mut Canvas, &Palette, &mut Dice);

/// Draws a front.
pub(super) fn sleeve(canvas: &mut Canvas, look: Look, year: i64, dice: &mut Dice) {
    let family = dice.pick(families(look, year));
    let palette = palette_of(look, year, dice);
    family(canvas, &palette, dice);
}

fn families(look: Look, year: i64) -> &'static [Family] {
    match look {
        Look::Bop if year < 1968 => {
            &[print::blocks, print::blocks, geometry::bauhaus, geometry::arcs, print::halftone, print::cut_paper]
        }
        Look::Bop => &[print::blocks, geometry::arcs, nature::waves, geometry::minimal, print::halftone],
        Look::Mist => {
            &[light::horizon, light::horizon, light::hills, geometry::minimal, nature::contours, nature::ridges]
        }
        Look::Soul if year < 1972 => &[nature::sunburst, print::halftone, print::blocks, nature::waves],
        Look::Soul => &[nature::sunburst, nature::waves, geometry::rainbow, nature::petals, light::skyline],
        Look::Rock if year < 1975 => {
            &[nature::waves, nature::sunburst, nature::petals, geometry::op_art, print::collage]
        }
        Look::Rock if year < 1992 => {
            &[print::collage, nature::ridges, print::concrete, geometry::swiss, print::halftone, geometry::op_art]
        }
        Look::Rock => &[
            print::collage,
            nature::contours,
            geometry::minimal,
            geometry::tiles,
            light::hills,
            geometry::arcs,
            print::cut_paper,
        ],
        Look::Chanson if year < 1975 => {
            &[print::cut_paper, print::halftone, print::blocks, print::profile, print::profile]
        }
        Look::Chanson => &[print::profile, geometry::minimal, print::cut_paper, light::hills, print::collage],
        Look::Machine if year < 1990 => {
            &[light::grid, geometry::op_art, geometry::swiss, light::stars, geometry::tiles]
        }
        Look::Machine => &[
            geometry::tiles,
            nature::contours,
            geometry::swiss,
            light::stars,
            geometry::op_art,
            light::grid,
            light::horizon,
            nature::ridges,
        ],
        Look::City => &[light::skyline, light::seaside, light::seaside, light::grid, geometry::rainbow],
        Look::Concrete => {
            &[print::concrete, print::concrete, geometry::bauhaus, geometry::swiss, nature::ridges, light::stars]
        }
        Look::North => &[light::hills, light::hills, light::horizon, nature::contours, light::stars, geometry::minimal],
        Look::Street => {
            &[print::collage, print::concrete, geometry::tiles, light::skyline, geometry::swiss, print::halftone]
        }
        Look::Dub => {
            &[nature::sunburst, geometry::rainbow, nature::waves, print::halftone, light::hills, geometry::arcs]
        }
        Look::Folk => &[
            nature::petals,
            nature::petals,
            nature::ornament,
            nature::ornament,
            light::hills,
            print::cut_paper,
            nature::sunburst,
        ],
        Look::Concert => &[print::cartouche, print::cartouche, nature::ornament, light::hills, geometry::arcs],
        Look::Screen => {
            &[geometry::op_art, print::profile, geometry::swiss, print::cut_paper, light::stars, geometry::arcs]
        }
    }
}

pub(super) fn palette_of(look: Look, year: i64, dice: &mut Dice) -> Palette {
    let sets: &[Palette] = match look {
        Look::Bop | Look::Screen => &palette::PRINT,
        Look::Mist => &palette::MIST,
        Look::North if dice.chance(0.3) => &palette::NIGHT,
        Look::North => &palette::MIST,
        Look::Soul | Look::Dub => &palette::WARM,
        Look::Rock if year < 1976 && dice.chance(0.5) => &palette::WARM,
        Look::Rock | Look::Street => &palette::LOUD,
        Look::Chanson if dice.chance(0.3) => &palette::WARM,
        Look::Chanson | Look::Concert => &palette::PRINT,
        Look::Machine if dice.chance(0.35) => &palette::LOUD,
        Look::Machine => &palette::NIGHT,
        Look::City => &palette::SEASIDE,
        Look::Concrete => &palette::STARK,
        Look::Folk if dice.chance(0.5) => &palette::LOUD,
        Look::Folk => &palette::WARM,
    };
    dice.pick(sets)
}
