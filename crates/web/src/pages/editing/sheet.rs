//! A filled-in form: names and values as a browser sends them, whether they come from the collection or from a person.

use sillon_core::collection::Copy;
use sillon_core::edit::{AlbumPatch, ArtistDraft, CopyPatch, FormatDraft, Given, Held, LabelDraft};
use sillon_core::id::{FieldId, InstanceId};

/// Values by the names of their fields, in the order in which they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sheet(pub(super) Vec<(String, String)>);

/// A copy's fields are named `copy7-rating`.
pub(super) fn copy_name(copy: InstanceId, field: &str) -> String {
    format!("copy{copy}-{field}")
}

impl Sheet {
    /// As the album and its copies are shown.
    pub(super) fn of(held: &Held) -> Self {
        let mut sheet = Self::default();
        let release = &held.release;
        let year = |year: Option<i32>| year.map(|year| year.to_string()).unwrap_or_default();
        sheet.put("title", &release.title);
        for credit in &release.credits {
            sheet.put("artist", credit.display_name());
            sheet.put("join", &credit.join);
        }
        sheet.put("year", &year(release.year));
        sheet.put("original_year", &year(held.details.original_year));
        sheet.put("country", held.details.country.as_deref().unwrap_or_default());
        for line in &release.labels {
            sheet.put("label", line.display_name());
            sheet.put("catno", &line.catno);
        }
        for format in &release.formats {
            sheet.put("format", &format.name);
            sheet.put("qty", &format.qty.to_string());
            sheet.put("descriptions", &format.descriptions.join(", "));
            sheet.put("text", &format.text);
        }
        release.genres.iter().for_each(|genre| sheet.put("genre", genre));
        sheet.put("styles", &release.styles.join(", "));
        held.copies.iter().for_each(|copy| sheet.put_copy(copy));
        sheet
    }

    fn put_copy(&mut self, copy: &Copy) {
        let name = |field: &str| copy_name(copy.instance_id, field);
        self.put(&name("folder"), &copy.folder_id.map(|id| id.to_string()).unwrap_or_default());
        self.put(&name("rating"), &copy.rating.map(|rating| rating.to_string()).unwrap_or_default());
        for note in &copy.notes {
            self.put(&name(&format!("field{}", note.field_id)), &note.value);
        }
    }

    fn put(&mut self, name: &str, value: &str) {
        self.0.push((name.to_owned(), value.to_owned()));
    }

    /// The first value of that name.
    pub(super) fn one(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// All values of that name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// What was changed of the album since the form was made from it: what nobody touched stays, to the letter.
    pub(super) fn album(&self, held: &Held) -> AlbumPatch {
        let made = Self::of(held);
        let touched = |names: &[&str]| names.iter().any(|name| !self.same(&made, name));
        let text = |name: &str| given(touched(&[name]), || Some(self.one(name).to_owned()));
        let number = |name: &str| given(touched(&[name]), || whole(self.one(name)));
        AlbumPatch {
            title: text("title"),
            artists: given(touched(&["artist", "join"]), || Some(self.artists(held))),
            year: number("year"),
            original_year: number("original_year"),
            country: text("country"),
            labels: given(touched(&["label", "catno"]), || Some(self.labels(held))),
            formats: given(touched(&["format", "qty", "descriptions", "text"]), || Some(self.formats())),
            genres: self.genres(held),
            styles: given(touched(&["styles"]), || Some(self.one("styles").split(',').map(str::to_owned).collect())),
        }
    }

    /// What was changed of one of its copies; the collection has these fields.
    pub(super) fn copy(&self, held: &Held, copy: InstanceId, fields: &[FieldId]) -> CopyPatch {
        let made = Self::of(held);
        let touched = |field: &str| !self.same(&made, &copy_name(copy, field));
        let number = |field: &str| given(touched(field), || whole(self.one(&copy_name(copy, field))));
        let note = |id: &FieldId| {
            let field = format!("field{id}");
            (*id, given(touched(&field), || Some(self.one(&copy_name(copy, &field)).to_owned())))
        };
        CopyPatch { folder_id: number("folder"), rating: number("rating"), fields: fields.iter().map(note).collect() }
    }

    /// Whether the values of a name are those of another sheet, empty ones apart.
    fn same(&self, other: &Self, name: &str) -> bool {
        let filled = |value: &&str| !value.is_empty();
        // A text field sends its lines in the manner of the network.
        let plain = |value: &str| value.replace("\r\n", "\n");
        let mine = self.all(name).filter(filled).map(plain);
        mine.eq(other.all(name).filter(filled).map(plain))
    }

    /// A name that stood there keeps its artist; another is asked for by name.
    fn artists(&self, held: &Held) -> Vec<ArtistDraft> {
        let mut known = held.release.credits.iter().collect::<Vec<_>>();
        let rows = self.all("artist").zip(self.all("join").chain(std::iter::repeat("")));
        let drafts = rows.map(|(name, join)| {
            let name = name.trim().to_owned();
            match known.iter().position(|credit| credit.display_name() == name) {
                Some(at) => {
                    let credit = known.remove(at);
                    ArtistDraft {
                        artist_id: Some(credit.artist_id),
                        name: credit.name.clone(),
                        anv: credit.anv.clone(),
                        join: join.to_owned(),
                    }
                }
                None => ArtistDraft { name, join: join.to_owned(), ..ArtistDraft::default() },
            }
        });
        drafts.collect()
    }

    fn labels(&self, held: &Held) -> Vec<LabelDraft> {
        let rows = self.all("label").zip(self.all("catno").chain(std::iter::repeat("")));
        let drafts = rows.map(|(name, catno)| {
            let known = held.release.labels.iter().find(|line| line.display_name() == name.trim());
            LabelDraft {
                label_id: known.map(|line| line.label_id),
                name: known.map_or_else(|| name.to_owned(), |line| line.name.clone()),
                catno: catno.to_owned(),
            }
        });
        drafts.collect()
    }

    /// Boxes stand in an order of their own: what is kept keeps its place.
    fn genres(&self, held: &Held) -> Given<Vec<String>> {
        let had = &held.release.genres;
        let kept = had.iter().filter(|genre| self.all("genre").any(|chosen| chosen == *genre)).cloned();
        let new = self.all("genre").filter(|chosen| !had.iter().any(|genre| genre == chosen)).map(str::to_owned);
        let genres: Vec<String> = kept.chain(new).collect();
        if genres == *had { Given::Untouched } else { Given::Value(genres) }
    }

    fn formats(&self) -> Vec<FormatDraft> {
        let mut all = ["qty", "descriptions", "text"].map(|name| self.all(name));
        let drafts = self.all("format").map(|name| {
            let [qty, descriptions, text] = all.each_mut().map(|values| values.next().unwrap_or_default());
            FormatDraft {
                name: name.to_owned(),
                qty: whole(qty),
                descriptions: descriptions.split(',').map(str::to_owned).collect(),
                text: text.to_owned(),
            }
        });
        drafts.collect()
    }
}

fn given<T>(touched: bool, value: impl FnOnce() -> Option<T>) -> Given<T> {
    if touched { value().map_or(Given::Cleared, Given::Value) } else { Given::Untouched }
}

/// A number; what is none is one that nothing accepts.
fn whole(text: &str) -> Option<i64> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.parse().unwrap_or(i64::MIN))
}
