//! Bodies whose members depend on each other, as the API describes them.

use super::wanted::{AlbumBody, CopyBody, NewAlbumBody, SelectionBody, Values};
use crate::api::albums::AlbumParams;
use crate::api::words::{FieldKey, FilledWord, NoteText};
use serde_json::json;
use std::collections::BTreeMap;
use utoipa::openapi::schema::{AdditionalProperties, Object, ObjectBuilder, Type};
use utoipa::openapi::{Ref, RefOr, Schema};
use utoipa::{IntoParams, PartialSchema, ToSchema};

type Schemas = Vec<(String, RefOr<Schema>)>;

/// What is to happen to each album of a selection: exactly one of these.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes to readers of the API what is read as an enum")]
struct SelectionChange {
    /// The folder of each copy.
    folder_id: Option<i64>,
    /// The rating of each copy; 0 and null are unrated.
    #[schema(minimum = 0, maximum = 5)]
    rating: Option<i64>,
    /// The collection's own fields of each copy, by their keys.
    #[schema(required = false)]
    fields: BTreeMap<FieldKey, NoteText>,
    /// A genre to add.
    #[schema(required = false)]
    add_genre: FilledWord,
    /// A genre to take away.
    #[schema(required = false)]
    remove_genre: FilledWord,
    /// A style to add.
    #[schema(required = false)]
    add_style: FilledWord,
    /// A style to take away.
    #[schema(required = false)]
    remove_style: FilledWord,
    /// Into the archive, or back.
    #[schema(required = false)]
    archived: bool,
}

/// One change to many albums: `albums` or `filter` says which, and `change` what.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes to readers of the API what is read as the body")]
struct Selection {
    /// The albums by their keys; or…
    #[schema(required = false)]
    albums: Vec<i64>,
    /// …those that this question finds: the parameters of `GET /collection/albums`.
    #[schema(required = false)]
    filter: BTreeMap<String, Values>,
    /// What to change.
    change: SelectionChange,
}

/// The schema of an object that has no other members, changed.
fn closed<T: PartialSchema>(change: impl FnOnce(&mut Object)) -> RefOr<Schema> {
    let mut schema = T::schema();
    if let RefOr::T(Schema::Object(object)) = &mut schema {
        object.additional_properties = Some(Box::new(AdditionalProperties::FreeForm(false)));
        change(object);
    }
    schema
}

impl PartialSchema for NewAlbumBody {
    fn schema() -> RefOr<Schema> {
        closed::<AlbumBody>(|album| {
            album.description = Some("An album by hand: as a change to an album, with a title at least.".to_owned());
            album.required.push("title".to_owned());
            album.properties.insert("copy".to_owned(), Ref::from_schema_name("CopyBody").into());
        })
    }
}

impl ToSchema for NewAlbumBody {
    fn schemas(schemas: &mut Schemas) {
        schemas.push(("CopyBody".to_owned(), CopyBody::schema()));
        AlbumBody::schemas(schemas);
        CopyBody::schemas(schemas);
    }
}

impl PartialSchema for SelectionBody {
    fn schema() -> RefOr<Schema> {
        closed::<Selection>(|selection| {
            (selection.min_properties, selection.max_properties) = (Some(2), Some(2));
            if let Some(RefOr::T(Schema::Object(filter))) = selection.properties.get_mut("filter") {
                let names = AlbumParams::into_params(|| None).into_iter().map(|parameter| parameter.name);
                let names = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(names)).build();
                filter.property_names = Some(Box::new(names.into()));
                filter.examples = vec![json!({"genre": "Jazz"}), json!({"genre": ["Jazz", "Rock"], "year": "1970-79"})];
            }
        })
    }
}

impl ToSchema for SelectionBody {
    fn schemas(schemas: &mut Schemas) {
        let one = closed::<SelectionChange>(|change| {
            (change.min_properties, change.max_properties) = (Some(1), Some(1));
        });
        Selection::schemas(schemas);
        schemas.retain(|(name, _)| name != "SelectionChange");
        schemas.push(("SelectionChange".to_owned(), one));
    }
}
