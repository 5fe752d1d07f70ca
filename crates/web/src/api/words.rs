//! What a value may be, for the API's description: the words and forms that the core reads, taken from the core itself.

use serde_json::json;
use sillon_core::access::Scope;
use sillon_core::collection::List;
use sillon_core::enrich::Facet as Enriched;
use sillon_core::format::Support;
use sillon_core::limits::MOST_TEXT;
use sillon_core::query::{Facet, Missing, Order, Sort};
use sillon_core::schedule::When;
use sillon_core::want::WantState;
use sillon_engine::export::ExportFormat;
use utoipa::openapi::schema::{ObjectBuilder, SchemaType, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

fn one_of<const N: usize>(words: [&str; N]) -> RefOr<Schema> {
    text().enum_values(Some(words)).into()
}

/// One of these words; the first where nothing is said.
fn first_of<const N: usize>(words: [&'static str; N]) -> RefOr<Schema> {
    text().enum_values(Some(words)).default(words.first().map(|word| json!(word))).into()
}

/// At most so many letters.
fn at_most(longest: usize) -> RefOr<Schema> {
    text().max_length(Some(longest)).into()
}

/// At most so many letters, and something to see among them.
fn something(longest: usize) -> RefOr<Schema> {
    text().min_length(Some(1)).max_length(Some(longest)).pattern(Some("\\S")).into()
}

fn note() -> RefOr<Schema> {
    let either = SchemaType::from_iter([Type::String, Type::Null]);
    text().schema_type(either).max_length(Some(10_000)).into()
}

/// A text of this form, as in the examples.
fn form<const N: usize>(pattern: &str, examples: [&str; N]) -> RefOr<Schema> {
    text().pattern(Some(pattern)).examples(examples).into()
}

fn facets_in_a_row() -> RefOr<Schema> {
    let words = Enriched::ALL.map(Enriched::as_str).join("|");
    form(&format!("^({words})(,({words}))*$"), ["links", "links,images"])
}

fn left_out() -> RefOr<Schema> {
    let words = Facet::NAMED.map(Facet::as_str).join("|");
    form(&format!("^({words}|field):.+$"), ["genre:Rock", "year:1970-79", "field:4:Shelf A"])
}

macro_rules! words {
    ($($name:ident: $schema:expr, $what:literal;)*) => {
        $(
            #[doc = $what]
            pub struct $name;

            impl PartialSchema for $name {
                fn schema() -> RefOr<Schema> {
                    $schema
                }
            }

            impl ToSchema for $name {}
        )*
    };
}

words! {
    SupportWord: one_of(Support::ALL.map(Support::name)), "What carries the music.";
    MissingWord: one_of(Missing::ALL.map(Missing::as_str)), "What is not known of an album.";
    SortWord: first_of(Sort::ALL.map(Sort::as_str)), "The order of a list.";
    OrderWord: one_of([Order::Ascending.as_str(), Order::Descending.as_str()]), "Its direction.";
    GroupWord: one_of(["master"]), "What stands together.";
    ListWord: first_of([List::Collection.as_str(), List::Wantlist.as_str()]), "Which list.";
    WantWord: one_of(WantState::ALL.map(WantState::as_str)), "How a want stands.";
    FileWord: first_of(ExportFormat::ALL.map(ExportFormat::as_str)), "What a file is.";
    ScopeWord: one_of(Scope::ALL.map(Scope::as_str)), "How far a token goes.";
    DailyWord: one_of(When::OF_SYNC.map(When::as_str)), "What starts a sync or a backup.";
    WeeklyWord: one_of(When::OF_FULL_SYNC.map(When::as_str)), "What starts a sync that compares everything.";
    WhenWord: one_of(When::OF_ENRICHMENT.map(When::as_str)), "What starts an enrichment.";
    NameText: at_most(200), "An artist's or a label's name, or what is said of a format.";
    WordText: at_most(100), "A genre, a style, a catalogue number, a country.";
    LongText: at_most(MOST_TEXT), "A text of any kind.";
    NoteText: note(), "What a copy's owner writes; null empties it.";
    FilledWord: something(100), "A genre or a style; never empty.";
    FilledTitle: something(500), "An album's title; never empty.";
    FilledName: something(80), "What a person calls a view or a token; never empty.";
    FieldKey: form("^[0-9]{1,18}$", ["1", "3"]), "The key of one of the collection's own fields.";
    EnrichedWords: facets_in_a_row(), "Facets with commas between them.";
    ExcludeForm: left_out(), "A parameter, a colon and the value that is left out.";
    YearsForm: form("^([1-9][0-9]{0,3}(-([0-9]{2}|[0-9]{4})?)?|-[1-9][0-9]{0,3})$", ["1959", "1970-79", "1970-", "-1979"]), "A year, or some in a row.";
    FieldForm: form("^[0-9]+:.*$", ["4:Shelf A"]), "A field's number, a colon and its text.";
}
