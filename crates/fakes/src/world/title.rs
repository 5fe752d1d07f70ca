//! What invented albums and tracks are called.

use super::artist::halves;
use super::scene::Scene;
use crate::dice::Dice;

/// The title of a scene's album number `rank`: hand-made ones first, every second time, then combinations.
pub(crate) fn album_title(scene: &Scene, seed: u64, rank: usize, dice: &mut Dice) -> String {
    let made = scene.titles.len();
    let start = (seed % 997) as usize;
    if rank.is_multiple_of(2) && rank / 2 < made {
        return scripts(scene.titles[(rank / 2 + start) % made], dice);
    }
    let product = combinations(scene);
    let title = combined(scene, (rank * 7919 + start) % product, dice);
    match rank / product {
        0 => title,
        round => format!("{title} Vol. {}", round + 1),
    }
}

/// A track's title, from the same words.
pub(crate) fn track_title(scene: &Scene, dice: &mut Dice) -> String {
    match dice.below(10) {
        0..=1 => halves(dice.pick(scene.titles)).0.to_owned(),
        2..=4 => halves(dice.pick(scene.tails)).0.to_owned(),
        _ => {
            let (head, tail) = words(scene, dice.below(combinations(scene)));
            let (head, tail) = (halves(head).0, halves(tail).0);
            format!("{head} {tail}")
        }
    }
}

fn combinations(scene: &Scene) -> usize {
    scene.heads.len() * scene.tails.len() / scene.tongues
}

/// Combination `number`: a head and a tail of the same language.
fn words(scene: &Scene, number: usize) -> (&'static str, &'static str) {
    let (round, head) = (number / scene.heads.len(), number % scene.heads.len());
    (scene.heads[head], scene.tails[round * scene.tongues + head % scene.tongues])
}

fn combined(scene: &Scene, number: usize, dice: &mut Dice) -> String {
    let (head, tail) = words(scene, number);
    let ((head, other_head), (tail, other_tail)) = (halves(head), halves(tail));
    match (other_head, other_tail) {
        (Some(h), Some(t)) => {
            let native_glue = if h.ends_with('の') || h.ends_with('い') || h.ends_with('な') { "" } else { " " };
            scripts(&format!("{head} {tail}|{h}{native_glue}{t}"), dice)
        }
        _ => format!("{head} {tail}"),
    }
}

/// Both scripts with ` = ` between them, or one of them.
fn scripts(title: &str, dice: &mut Dice) -> String {
    match halves(title) {
        (one, Some(other)) => match dice.below(4) {
            0..=1 => format!("{other} = {one}"),
            2 => other.to_owned(),
            _ => one.to_owned(),
        },
        (one, None) => one.to_owned(),
    }
}
