//! The fields, folders and conditions with which a collection is kept.

use serde_json::{Value, json};

use crate::dice::Dice;

const MEDIA: [&str; 8] = [
    "Mint (M)",
    "Near Mint (NM or M-)",
    "Very Good Plus (VG+)",
    "Very Good (VG)",
    "Good Plus (G+)",
    "Good (G)",
    "Fair (F)",
    "Poor (P)",
];

/// The three fields every collection starts with and two of the collector's own.
pub(crate) fn default_fields() -> Vec<Value> {
    let sleeve: Vec<&str> = ["Generic", "No Cover"].into_iter().chain(MEDIA).collect();
    vec![
        json!({"id": 1, "name": "Media Condition", "type": "dropdown", "position": 1, "public": false, "options": MEDIA}),
        json!({"id": 2, "name": "Sleeve Condition", "type": "dropdown", "position": 2, "public": false, "options": sleeve}),
        json!({"id": 3, "name": "Notes", "type": "textarea", "position": 3, "public": true, "lines": 3}),
        json!({"id": 4, "name": "Acheté chez", "type": "textarea", "position": 4, "public": false, "lines": 1}),
        json!({"id": 5, "name": "Étagère", "type": "dropdown", "position": 5, "public": false, "options": ["Salon", "Bureau", "Couloir"]}),
    ]
}

/// Folder ids and names; 0, which is all of them, is not in the list.
pub(crate) fn default_folders() -> Vec<(i64, String)> {
    [
        (1, "Uncategorized"),
        (3_220_306, "À écouter"),
        (3_220_311, "Hérités de Tante Odile"),
        (5_812_940, "45 tours"),
        (6_663_043, "Prêtés 🎈"),
    ]
    .map(|(id, name)| (id, name.to_owned()))
    .to_vec()
}

const REMARKS: [&str; 14] = [
    "Petit saut au début de la face B",
    "Signed on the back!",
    "Insert missing",
    "Pochette fendue en haut",
    "Cadeau de Léa, Noël 2019 🎁",
    "Bought twice by mistake...",
    "Obi present, small tear",
    "Écriture au stylo sur l'étiquette",
    "Plays better than it looks",
    "Needs cleaning",
    "First record I ever bought",
    "Échangé contre deux 45 tours",
    "Corner bump, top right",
    "À réécouter un soir de pluie",
];

const SHOPS: [&str; 7] = [
    "Le Sillon Fermé, Lyon",
    "Vide-grenier",
    "Record Fair, Utrecht",
    "Discothèque de prêt (désherbage)",
    "Merch table",
    "Plattenkeller, Basel",
    "Online",
];

/// The values a collector filled in for one copy: `(field id, value)`. `None` where the copy has none at all.
pub(crate) fn notes(seed: u64, instance_id: i64) -> Option<Vec<(i64, &'static str)>> {
    let mut dice = Dice::new(&[seed, 5, instance_id.unsigned_abs()]);
    if dice.chance(0.2) {
        return None;
    }
    if dice.chance(0.25) {
        return Some(vec![(1, ""), (2, ""), (3, "")]);
    }
    let media = [0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4, 5][dice.below(13)];
    let sleeve = (media + [0, 0, 0, 1, 1][dice.below(5)]).min(MEDIA.len() - 1);
    let mut notes = vec![(1, MEDIA[media]), (2, MEDIA[sleeve])];
    if dice.chance(0.04) {
        notes[1].1 = "Generic";
    }
    if dice.chance(0.16) {
        notes.push((3, dice.pick(&REMARKS)));
    }
    if dice.chance(0.3) {
        notes.push((4, dice.pick(&SHOPS)));
    }
    if dice.chance(0.12) {
        notes.push((5, ["Salon", "Bureau", "Couloir"][dice.below(3)]));
    }
    Some(notes)
}

/// 0 for most, else 3 to 5, rarely less.
pub(crate) fn rating(seed: u64, instance_id: i64) -> i64 {
    let mut dice = Dice::new(&[seed, 6, instance_id.unsigned_abs()]);
    [0, 0, 0, 0, 0, 0, 0, 5, 4, 4, 5, 3, 2][dice.below(13)]
}

/// The place in the list of folders where a copy is kept.
pub(crate) fn folder(seed: u64, instance_id: i64, folders: usize) -> usize {
    let mut dice = Dice::new(&[seed, 7, instance_id.unsigned_abs()]);
    if dice.chance(0.68) { 0 } else { dice.below(folders) }
}
