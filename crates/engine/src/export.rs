//! The collection, or a selection of it, as a stream of bytes: a batch at a time is held, whatever its size.

use futures::Stream;
use futures::stream::try_unfold;
use sillon_core::edit::Edit;
use sillon_core::exchange::csv::columns::{Column, Columns};
use sillon_core::exchange::csv::line::Lines;
use sillon_core::exchange::csv::sheet::{LineEnd, encode};
use sillon_core::exchange::document::{ArtistRecord, EditRecord, Front, Part, Writer};
use sillon_core::exchange::markdown::Markdown;
use sillon_core::id::{AccountId, ArtistId, InstanceId, ReleaseId};
use sillon_store::{Reader, Result, Shelf};
use std::vec::IntoIter;

/// Rows read at a time.
const AT_ONCE: usize = 500;

/// What a collection can be taken away as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// discogs.com's own columns.
    Csv,
    /// Everything that is kept.
    Json,
    /// By artist, for reading.
    Markdown,
}

impl ExportFormat {
    /// Every format.
    pub const ALL: [Self; 3] = [Self::Csv, Self::Json, Self::Markdown];

    /// As in the API and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Markdown => "markdown",
        }
    }

    /// From what is asked for.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == text)
    }

    /// Whether a selection of albums can be taken away so: what holds everything is always whole.
    pub fn takes_selection(self) -> bool {
        self != Self::Json
    }

    /// The end of a file's name.
    pub fn extension(self) -> &'static str {
        if self == Self::Markdown { "md" } else { self.as_str() }
    }

    /// As HTTP calls it.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Json => "application/json",
            Self::Markdown => "text/markdown; charset=utf-8",
        }
    }
}

/// Streams a collection, or of it the albums that are selected, which a JSON document does not ask for. What comes in while
/// it is read may be in it or not; each album is in it whole.
pub fn export(
    reader: Reader,
    account: AccountId,
    format: ExportFormat,
    selected: Option<Vec<ReleaseId>>,
) -> impl Stream<Item = Result<Vec<u8>>> + Send {
    let export = Export { reader, account, format, selected, stage: Stage::Begin };
    try_unfold(export, |mut export| async move { Ok(export.next().await?.map(|bytes| (bytes, export))) })
}

struct Export {
    reader: Reader,
    account: AccountId,
    format: ExportFormat,
    selected: Option<Vec<ReleaseId>>,
    stage: Stage,
}

enum Stage {
    Begin,
    Sheet { order: IntoIter<InstanceId>, lines: Box<Lines>, line_end: LineEnd },
    Albums { order: IntoIter<ReleaseId>, writer: Writer },
    Artists { after: Option<ArtistId>, writer: Writer },
    Edits { after: Option<Edit>, writer: Writer },
    Wants { order: IntoIter<ReleaseId>, writer: Writer },
    Shelf { order: IntoIter<ReleaseId>, markdown: Markdown },
    Over,
}

impl Export {
    /// The next piece; `None` at the end.
    async fn next(&mut self) -> Result<Option<Vec<u8>>> {
        let (reader, account) = (&self.reader, self.account);
        let (piece, stage) = match std::mem::replace(&mut self.stage, Stage::Over) {
            Stage::Begin => self.begin().await?,
            Stage::Sheet { mut order, lines, line_end } => {
                let some: Vec<InstanceId> = order.by_ref().take(AT_ONCE).collect();
                if some.is_empty() {
                    return Ok(None);
                }
                let rows = reader.load_sheet(account, &some).await?;
                let piece = encode(rows.iter().map(|row| lines.render_row(row)), line_end);
                (piece, Stage::Sheet { order, lines, line_end })
            }
            Stage::Albums { mut order, mut writer } => {
                let some: Vec<ReleaseId> = order.by_ref().take(AT_ONCE).collect();
                for album in reader.load_records(account, &some).await? {
                    writer.album(&album)?;
                }
                if some.is_empty() {
                    writer.part(Part::Artists);
                    (writer.take(), Stage::Artists { after: None, writer })
                } else {
                    (writer.take(), Stage::Albums { order, writer })
                }
            }
            Stage::Artists { after, mut writer } => {
                let some: Vec<ArtistRecord> = reader.list_artist_records(after, 500).await?;
                for artist in &some {
                    writer.artist(artist)?;
                }
                match some.last() {
                    Some(last) => (writer.take(), Stage::Artists { after: Some(last.id), writer }),
                    None => {
                        writer.part(Part::Edits);
                        (writer.take(), Stage::Edits { after: None, writer })
                    }
                }
            }
            Stage::Edits { after, mut writer } => {
                let some = reader.list_edits_after(account, after.as_ref(), 500).await?;
                let last = some.last().cloned();
                for edit in some {
                    writer.edit(&EditRecord(edit))?;
                }
                if last.is_some() {
                    (writer.take(), Stage::Edits { after: last, writer })
                } else {
                    writer.part(Part::Wants);
                    let order = reader.list_wanted_releases(account).await?.into_iter();
                    (writer.take(), Stage::Wants { order, writer })
                }
            }
            Stage::Wants { mut order, mut writer } => {
                let some: Vec<ReleaseId> = order.by_ref().take(AT_ONCE).collect();
                for want in reader.load_want_records(account, &some).await? {
                    writer.want(&want)?;
                }
                if some.is_empty() {
                    writer.end();
                    (writer.take(), Stage::Over)
                } else {
                    (writer.take(), Stage::Wants { order, writer })
                }
            }
            Stage::Shelf { mut order, mut markdown } => {
                let some: Vec<ReleaseId> = order.by_ref().take(AT_ONCE).collect();
                if some.is_empty() {
                    return Ok(None);
                }
                for (release, copies) in reader.load_shelf(account, &some).await? {
                    markdown.album(&release, &copies);
                }
                (markdown.take(), Stage::Shelf { order, markdown })
            }
            Stage::Over => return Ok(None),
        };
        self.stage = stage;
        Ok(Some(piece))
    }

    async fn begin(&self) -> Result<(Vec<u8>, Stage)> {
        let (reader, account) = (&self.reader, self.account);
        let (folders, fields) = reader.imported_directory(account).await?;
        match self.format {
            ExportFormat::Csv => {
                let (order, file) = reader.sheet_order(account, self.selected.as_deref()).await?;
                let files = reader.source_files(account).await?;
                let file = files.into_iter().find(|known| Some(known.id) == file);
                let (columns, line_end) = file
                    .map_or_else(|| (Columns::standard(&fields), LineEnd::Crlf), |file| (file.columns, file.line_end));
                let header = columns.0.iter().map(Column::name).collect();
                let lines = Box::new(Lines::new(columns, &folders, &fields));
                let order = order.into_iter();
                Ok((encode([header], line_end), Stage::Sheet { order, lines, line_end }))
            }
            ExportFormat::Json => {
                let mut writer = Writer::default();
                let mut views = reader.list_views(account).await?;
                views.sort_by(|one, other| (&one.name, &one.id).cmp(&(&other.name, &other.id)));
                let files = reader.source_files(account).await?;
                let valuations = reader.list_valuations(account).await?;
                writer.begin(&Front { folders, fields, files, views, valuations })?;
                let order = reader.list_held_releases(account).await?.into_iter();
                Ok((writer.take(), Stage::Albums { order, writer }))
            }
            ExportFormat::Markdown => {
                let Shelf { albums, copies } = reader.shelf_order(account, self.selected.as_deref()).await?;
                let mut markdown = Markdown::begin(albums.len() as u64, copies, folders, fields);
                Ok((markdown.take(), Stage::Shelf { order: albums.into_iter(), markdown }))
            }
        }
    }
}
