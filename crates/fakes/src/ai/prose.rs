//! French sentences about an album, from nothing but what the prompt says.

use crate::dice::Dice;
use crate::hall::Hall;
use crate::world::album::Album;
use crate::world::artist::plain;

const TOPIC: u64 = 40;

/// Describes the album whose title and artist the prompt names; answers vaguely where it names none.
pub(super) fn describe(hall: &Hall, prompt: &str) -> String {
    let named = hall.world.with(|world| {
        let albums = hall.catalogue.by_artists_in(world, prompt).into_iter();
        albums.filter(|album| prompt.contains(&album.title)).max_by_key(|album| album.title.len())
    });
    match named {
        Some(album) => tell(&album, prompt),
        None => "Un disque dont la pochette dit peu de choses, et qui se laisse découvrir à l'écoute.".to_owned(),
    }
}

fn tell(album: &Album, prompt: &str) -> String {
    let mut dice = Dice::new(&[TOPIC, album.release_id.unsigned_abs()]);
    let (title, name) = (&album.title, plain(&album.artist.name));
    let known = |text: &str| prompt.contains(text);
    let mut sentences = vec![match dice.below(3) {
        0 => format!("Avec « {title} », {name} signe un disque qui prend son temps et n'en perd pas."),
        1 => format!("« {title} » montre {name} sous un jour à la fois familier et surprenant."),
        _ => format!("{name} livre avec « {title} » un album d'une seule coulée, à écouter d'un bout à l'autre."),
    }];
    if let Some(style) = album.styles.iter().find(|style| known(style)) {
        sentences
            .push(format!("On y retrouve le vocabulaire du genre {style}, sans que la musique s'y laisse enfermer."));
    } else if let Some(genre) = album.genres.iter().find(|genre| known(genre)) {
        sentences.push(format!("La musique se tient du côté du genre {genre}, avec des détours bienvenus."));
    }
    let year = album.original_year.to_string();
    if known(&year) {
        sentences.push(format!("Paru en {year}, il garde la couleur de son époque."));
    }
    if let Some(label) = album.labels.iter().find(|label| known(&label.name)) {
        sentences.push(format!("Le label {} l'a inscrit à son catalogue.", plain(&label.name)));
    }
    sentences.push(
        [
            "Rien d'appuyé : des thèmes clairs, un son proche, et l'impression d'être dans la pièce.",
            "Les arrangements restent sobres et laissent respirer les timbres.",
            "C'est un disque de fin de soirée, que l'on retourne sans y penser.",
        ][dice.below(3)]
        .to_owned(),
    );
    sentences.join(" ")
}
