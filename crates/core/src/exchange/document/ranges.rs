//! Which numbers a record may hold: those that every part of the program can store, show and count with. A record with
//! another is refused with its line.

use super::{AlbumRecord, ArtistRecord, CopyRecord, EnrichmentRecord, Record, SourceLine, TextRecord, WantRecord};
use crate::collection::Copy;
use crate::credit::Credit;
use crate::edit::{Change, Edit};
use crate::enrich::details::Details;
use crate::enrich::{Facet, Picture};
use crate::exchange::problem::ProblemKind;
use crate::format::Format;
use crate::label::LabelLine;
use crate::limits::{COUNTS, IDS, INSTANTS, QUANTITIES, RATINGS, SUMS, YEARS};
use crate::release::Release;
use crate::valuation::Valuation;
use serde::Deserialize;
use std::ops::RangeInclusive;

type Checked = Result<(), ProblemKind>;

/// Compares each number of a record with the range of its kind.
///
/// # Errors
/// [`ProblemKind::Range`] of the first that is outside of it.
pub(super) fn check(record: &Record) -> Checked {
    match record {
        Record::Folder(folder) => id("folders.id", folder.id.0),
        Record::Field(field) => id("fields.id", field.id.0),
        Record::File(file) => id("files.id", file.id),
        Record::View(view) => instant("created_at", Some(view.created_at)),
        Record::Valuation(valuation) => check_valuation(valuation),
        Record::Album(album) => check_album(album),
        Record::Artist(ArtistRecord { id: artist, enrichments }) => {
            id("artists.id", artist.0)?;
            enrichments.iter().try_for_each(check_enrichment)
        }
        Record::Edit(edit) => check_edit(edit),
        Record::Want(want) => check_want(want),
    }
}

fn within(field: &str, value: i64, range: &RangeInclusive<i64>) -> Checked {
    if range.contains(&value) {
        return Ok(());
    }
    let (least, most) = (*range.start(), *range.end());
    Err(ProblemKind::Range { field: field.to_owned(), value: value.to_string(), least, most })
}

fn id(field: &str, value: i64) -> Checked {
    within(field, value, &IDS)
}

fn instant(field: &str, value: Option<i64>) -> Checked {
    value.map_or(Ok(()), |value| within(field, value, &INSTANTS))
}

fn year(field: &str, value: Option<i32>) -> Checked {
    value.map_or(Ok(()), |value| within(field, value.into(), &YEARS))
}

fn rating(value: Option<u8>) -> Checked {
    value.map_or(Ok(()), |value| within("rating", value.into(), &RATINGS))
}

fn check_valuation(Valuation { day, worth }: &Valuation) -> Checked {
    instant("day", Some(*day))?;
    let sums = [("minimum", worth.minimum), ("median", worth.median), ("maximum", worth.maximum)];
    sums.into_iter().try_for_each(|(field, sum)| within(field, sum, &SUMS))
}

fn check_album(album: &AlbumRecord) -> Checked {
    check_release(&album.release)?;
    if let Some(supplement) = &album.supplement {
        year("supplement.year", supplement.year)?;
        supplement.master_id.map_or(Ok(()), |master| id("master_id", master.0))?;
        supplement.credits.as_deref().map_or(Ok(()), check_credits)?;
        supplement.labels.as_deref().map_or(Ok(()), check_labels)?;
        supplement.formats.as_deref().map_or(Ok(()), check_formats)?;
    }
    album.copies.iter().try_for_each(check_copy_record)?;
    if let Some(details) = &album.details {
        instant("fetched_at", Some(details.fetched_at))?;
        // What is kept is read as this type wherever it is shown.
        let read = Details::deserialize(&details.document);
        let read = read.map_err(|error| ProblemKind::Json { reason: format!("details.document: {error}") })?;
        year("original_year", read.original_year)?;
    }
    album.texts.iter().try_for_each(check_text)?;
    album.enrichments.iter().try_for_each(check_enrichment)
}

fn check_release(release: &Release) -> Checked {
    id("release.id", release.id.0)?;
    release.master_id.map_or(Ok(()), |master| id("master_id", master.0))?;
    year("year", release.year)?;
    check_credits(&release.credits)?;
    check_labels(&release.labels)?;
    check_formats(&release.formats)
}

fn check_credits(credits: &[Credit]) -> Checked {
    credits.iter().try_for_each(|credit| id("artist_id", credit.artist_id.0))
}

fn check_labels(labels: &[LabelLine]) -> Checked {
    labels.iter().try_for_each(|line| id("label_id", line.label_id.0))
}

fn check_formats(formats: &[Format]) -> Checked {
    formats.iter().try_for_each(|format| within("qty", format.qty.into(), &QUANTITIES))
}

fn check_copy_record(record: &CopyRecord) -> Checked {
    check_copy(&record.copy)?;
    record.listed_as.map_or(Ok(()), |listed| id("listed_as", listed.0))?;
    instant("absent_since", record.absent_since)?;
    if let Some(supplement) = &record.supplement {
        supplement.folder_id.map_or(Ok(()), |folder| id("folder_id", folder.0))?;
        supplement.notes.iter().flatten().try_for_each(|note| id("field_id", note.field_id.0))?;
    }
    let Some(SourceLine { file, position, .. }) = &record.line else { return Ok(()) };
    id("file", *file)?;
    within("position", *position, &COUNTS)
}

fn check_copy(copy: &Copy) -> Checked {
    id("instance_id", copy.instance_id.0)?;
    id("release_id", copy.release_id.0)?;
    copy.folder_id.map_or(Ok(()), |folder| id("folder_id", folder.0))?;
    rating(copy.rating)?;
    instant("added_at", copy.added_at)?;
    copy.notes.iter().try_for_each(|note| id("field_id", note.field_id.0))
}

fn check_text(text: &TextRecord) -> Checked {
    text.prompt_version.map_or(Ok(()), |version| within("prompt_version", version, &COUNTS))?;
    instant("written_at", Some(text.written_at))
}

fn check_enrichment(enrichment: &EnrichmentRecord) -> Checked {
    if let Some(score) = enrichment.score.filter(|score| !(0.0..=1.0).contains(score)) {
        let (field, value) = ("score".to_owned(), score.to_string());
        return Err(ProblemKind::Range { field, value, least: 0, most: 1 });
    }
    if let (Facet::Images, Some(value)) = (enrichment.facet, &enrichment.value) {
        let read = serde_json::from_str::<Picture>(value);
        read.map_err(|error| ProblemKind::Json { reason: format!("a picture of an artist: {error}") })?;
    }
    within("version", enrichment.version, &COUNTS)?;
    instant("retry_at", enrichment.retry_at)?;
    instant("updated_at", Some(enrichment.updated_at))
}

fn check_edit(edit: &Edit) -> Checked {
    id("release_id", edit.target.release_id.0)?;
    edit.target.instance_id.map_or(Ok(()), |copy| id("instance_id", copy.0))?;
    instant("made_at", Some(edit.made_at))?;
    instant("undone_at", edit.undone_at)?;
    [&edit.change, &edit.previous].into_iter().try_for_each(check_change)
}

fn check_change(change: &Change) -> Checked {
    match change {
        Change::Artists(credits) => check_credits(credits),
        Change::Year(value) => year("year", *value),
        Change::OriginalYear(value) => year("original_year", *value),
        Change::Labels(labels) => check_labels(labels),
        Change::Formats(formats) => check_formats(formats),
        Change::Folder(folder) => folder.map_or(Ok(()), |folder| id("folder_id", folder.0)),
        Change::Rating(stars) => rating(*stars),
        Change::Note(field, _) => id("field_id", field.0),
        Change::Title(_)
        | Change::Cover(_)
        | Change::Country(_)
        | Change::Genres(_)
        | Change::Styles(_)
        | Change::Archived(_)
        | Change::Added(_) => Ok(()),
    }
}

fn check_want(want: &WantRecord) -> Checked {
    check_release(&want.release)?;
    rating(want.rating)?;
    instant("added_at", want.added_at)?;
    instant("absent_since", want.absent_since)
}
