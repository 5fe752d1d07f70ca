//! The passes over a file: one that only looks, one that hands over what is to be added. Neither holds more than a batch.

use super::batch::Batch;
use super::{begins_as_ours, is_json};
use sha2::{Digest, Sha256};
use sillon_core::collection::{Field, Folder, Item};
use sillon_core::credit::render_credits;
use sillon_core::exchange::csv::columns::{Column, new_fields};
use sillon_core::exchange::csv::date::{DateOrder, OrderEvidence, Pacific};
use sillon_core::exchange::csv::line::Lines;
use sillon_core::exchange::csv::sheet::Sheet;
use sillon_core::exchange::document::{self, AlbumRecord, Record, SourceFile, SourceLine};
use sillon_core::exchange::intake::{Intake, Verdict, file_key};
use sillon_core::exchange::plan::{MOST_PROBLEMS, NAMED, Plan};
use sillon_core::exchange::problem::shorten;
use sillon_core::exchange::{FileKind, Problem, ProblemKind, Remark};
use sillon_core::id::{AccountId, InstanceId, ReleaseId};
use sillon_core::receipt::Origin;
use sillon_core::release::Release;
use sillon_store::{Store, StoreError};
use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::path::Path;
use tokio::sync::mpsc;

/// What the collection holds before a file is read, and what the whole of the file says of its lines.
#[derive(Clone, Default)]
pub(crate) struct Known {
    intake: Intake,
    /// In which order the dates of a CSV are written.
    order: DateOrder,
    folders: Vec<Folder>,
    fields: Vec<Field>,
    wants: HashSet<ReleaseId>,
    edits: HashSet<String>,
}

impl Known {
    pub(crate) async fn load(store: &Store, account: AccountId) -> Result<Self, StoreError> {
        let (folders, fields) = store.reader().imported_directory(account).await?;
        let intake = Intake::new(store.list_held(account).await?, store.known(account).await?);
        let wants = store.known_wants(account).await?.albums;
        let edits = store.reader().list_edit_ids(account).await?.into_iter().collect();
        Ok(Self { intake, folders, fields, wants, edits, order: DateOrder::default() })
    }
}

/// Reads a file through: what it would add, or what is wrong with it. What only the whole of a CSV says goes into `known`, which is
/// what [`read_in`] takes then.
pub(super) fn survey(path: &Path, name: &str, known: &mut Known) -> Plan {
    let mut plan = Plan { origin: Origin::Csv { file: name.to_owned() }, ..Plan::default() };
    let looked = match is_json(path) {
        Ok(true) => {
            plan.origin = Origin::Json { file: name.to_owned() };
            survey_document(path, known, &mut plan)
        }
        Ok(false) => survey_sheet(path, known, &mut plan),
        Err(error) => Err(unreadable(&error)),
    };
    if let Err(problem) = looked {
        plan.problems.push(problem);
    }
    plan
}

fn survey_sheet(path: &Path, known: &mut Known, plan: &mut Plan) -> Result<(), Problem> {
    let mut sheet = open_sheet(path)?;
    let mut lines = lines_of(&sheet, known);
    let mut evidence = OrderEvidence::default();
    let mut unheld = known.intake.clone();
    // Which copy a line of a release that is held is, and what a date says, only shows once the order of all dates is known.
    let mut held: Vec<(ReleaseId, String)> = Vec::new();
    let mut undecided: Vec<(u64, String)> = Vec::new();
    let mut unknown: Vec<Remark> = Vec::new();
    while let Some(line) = sheet.next_line() {
        let read = line.and_then(|line| {
            let cells = line.cells();
            let release_id = lines.release_id(&cells).map_err(|kind| kind.at(line.number))?;
            let item = lines.item(&cells, 1).map_err(|kind| kind.at(line.number))?;
            let date = lines.date_cell(&cells);
            evidence.see(date);
            for (column, cell) in lines.unknown(&cells) {
                match column {
                    Column::DateAdded => undecided.push((line.number, cell.to_owned())),
                    column => note_unknown(&mut unknown, &column.name(), line.number, cell),
                }
            }
            lines.new_folder(&cells);
            if known.intake.holds(release_id) {
                held.push((release_id, date.to_owned()));
            } else {
                count(plan, unheld.line(release_id).1, &item.release);
            }
            Ok(())
        });
        if let Err(problem) = read {
            plan.problems.push(problem);
            if plan.problems.len() == MOST_PROBLEMS {
                return Ok(());
            }
        }
    }
    let (order, zone) = (evidence.order(), Pacific::default());
    known.order = order;
    known.intake.look_ahead(held.iter().map(|(release, date)| (*release, zone.parse(date, order))));
    drop(unheld);
    let mut intake = known.intake.clone();
    for (release, _) in held {
        count(plan, intake.line(release).1, &Release::blank(release));
    }
    for (line, cell) in undecided.iter().filter(|(_, cell)| zone.parse(cell, order).is_none()) {
        note_unknown(&mut unknown, &Column::DateAdded.name(), *line, cell);
    }
    plan.remarks = sheet.remarks();
    plan.remarks.extend(unknown);
    Ok(())
}

fn note_unknown(remarks: &mut Vec<Remark>, name: &str, line: u64, cell: &str) {
    let same = |remark: &&mut Remark| matches!(remark, Remark::Unknown { column, .. } if column == name);
    match remarks.iter_mut().find(same) {
        Some(Remark::Unknown { count, .. }) => *count += 1,
        _ => remarks.push(Remark::Unknown { column: name.to_owned(), count: 1, line, value: shorten(cell) }),
    }
}

fn survey_document(path: &Path, known: &Known, plan: &mut Plan) -> Result<(), Problem> {
    if !begins_as_ours(path).map_err(|error| unreadable(&error))? {
        return Err(ProblemKind::Kind { kind: FileKind::ForeignJson }.whole());
    }
    let mut intake = known.intake.clone();
    document::read(open(path)?, |record| {
        match record {
            Record::Album(album) => {
                let (verdicts, _) = intake.album(&album);
                verdicts.into_iter().for_each(|(verdict, _)| count(plan, verdict, &album.release));
            }
            Record::Want(want) => plan.new_wants += u64::from(!known.wants.contains(&want.release.id)),
            Record::Edit(edit) => plan.new_edits += u64::from(!known.edits.contains(&edit.id)),
            _ => {}
        }
        Ok(())
    })
}

fn count(plan: &mut Plan, verdict: Verdict, release: &Release) {
    plan.copies += 1;
    match verdict {
        Verdict::Known => plan.known += 1,
        Verdict::NewCopy => plan.new_copies += 1,
        Verdict::NewAlbum => {
            plan.new_albums += 1;
            plan.new_copies += 1;
            if plan.named.len() < NAMED {
                plan.named.push((render_credits(&release.credits), release.title.trim().to_owned()));
            }
        }
    }
}

/// Reads a file that was looked through, and hands over what is to be added, batch by batch. Ends early when nobody listens.
pub(super) fn read_in(path: &Path, name: &str, known: Known, batches: &mpsc::Sender<Batch>) -> Result<(), Problem> {
    if is_json(path).map_err(|error| unreadable(&error))? {
        read_document(path, known, batches)
    } else {
        read_sheet(path, name, known, batches)
    }
}

fn read_sheet(path: &Path, name: &str, mut known: Known, batches: &mpsc::Sender<Batch>) -> Result<(), Problem> {
    let file = file_key(&digest(path).map_err(|error| unreadable(&error))?);
    let mut sheet = open_sheet(path)?;
    let mut lines = lines_of(&sheet, &known).with_dates(known.order);
    let mut batch = Batch { fields: new_fields(sheet.columns(), &known.fields), ..Batch::default() };
    batch.files.push(SourceFile {
        id: file,
        name: name.to_owned(),
        columns: sheet.columns().clone(),
        line_end: sheet.line_end(),
    });
    let mut position = 0;
    while let Some(line) = sheet.next_line() {
        let line = line?;
        let cells = line.cells();
        let at = |kind: ProblemKind| kind.at(line.number);
        let (occurrence, verdict) = known.intake.line(lines.release_id(&cells).map_err(at)?);
        position += 1;
        batch.passed += 1;
        if verdict != Verdict::Known {
            let item = lines.item(&cells, occurrence).map_err(at)?;
            batch.folders.extend(lines.new_folder(&cells));
            batch.lines.push((item.copy.instance_id, SourceLine { file, position, cells: lines.odd(&item, &cells) }));
            let list = if verdict == Verdict::NewAlbum { &mut batch.new_albums } else { &mut batch.new_copies };
            list.push(item);
        }
        if batch.is_full() && batches.blocking_send(std::mem::take(&mut batch)).is_err() {
            return Ok(());
        }
    }
    let _nobody_listens = batches.blocking_send(batch);
    Ok(())
}

fn read_document(path: &Path, mut known: Known, batches: &mpsc::Sender<Batch>) -> Result<(), Problem> {
    let mut batch = Batch::default();
    let mut elsewhere = HashMap::new();
    document::read(open(path)?, |record| {
        match record {
            Record::Folder(folder) => batch.folders.push(folder),
            Record::Field(field) => batch.fields.push(field),
            Record::File(file) => batch.files.push(file),
            Record::Artist(artist) => batch.artists.push(artist),
            Record::View(view) => batch.views.push(view),
            Record::Valuation(valuation) => batch.valuations.push(valuation),
            Record::Album(album) => add_album(&mut batch, &mut known.intake, &mut elsewhere, *album),
            Record::Edit(mut edit) => {
                let copy = &mut edit.target.instance_id;
                *copy = copy.map(|id| elsewhere.get(&id).copied().unwrap_or(id));
                batch.edits.push(edit);
            }
            // Of one that is wanted here already, what is known here is newer.
            Record::Want(want) if known.wants.contains(&want.release.id) => {}
            Record::Want(want) => batch.wants.push(want),
        }
        if batch.is_full() && batches.blocking_send(std::mem::take(&mut batch)).is_err() {
            // The run was stopped: nobody waits for the rest.
            return Err(ProblemKind::Unreadable { reason: "stopped".to_owned() }.whole());
        }
        Ok(())
    })?;
    let _nobody_listens = batches.blocking_send(batch);
    Ok(())
}

/// `elsewhere` takes note of copies that stand here under another key than in the document.
fn add_album(
    batch: &mut Batch,
    intake: &mut Intake,
    elsewhere: &mut HashMap<InstanceId, InstanceId>,
    mut album: AlbumRecord,
) {
    let (verdicts, recognised) = intake.album(&album);
    batch.recognised.extend(recognised);
    for (record, (verdict, here)) in std::mem::take(&mut album.copies).into_iter().zip(verdicts) {
        batch.passed += 1;
        if here != record.copy.instance_id {
            elsewhere.insert(record.copy.instance_id, here);
        }
        if verdict == Verdict::Known {
            continue;
        }
        batch.absent.extend(record.absent_since.map(|since| (record.copy.instance_id, since)));
        batch.copy_supplements.extend(record.supplement);
        batch.lines.extend(record.line.map(|line| (record.copy.instance_id, line)));
        let item = Item { release: album.release.clone(), copy: record.copy };
        if verdict == Verdict::NewAlbum {
            batch.supplements.extend(album.supplement.take());
            batch.new_albums.push(item);
        } else {
            batch.new_copies.push(item);
        }
    }
    if album.details.is_some() || !album.texts.is_empty() || !album.enrichments.is_empty() {
        batch.learnt.push(album);
    }
}

fn lines_of<R: Read + Seek>(sheet: &Sheet<R>, known: &Known) -> Lines {
    let mut fields = known.fields.clone();
    fields.extend(new_fields(sheet.columns(), &known.fields));
    Lines::new(sheet.columns().clone(), &known.folders, &fields)
}

fn open(path: &Path) -> Result<BufReader<File>, Problem> {
    File::open(path).map(BufReader::new).map_err(|error| unreadable(&error))
}

fn open_sheet(path: &Path) -> Result<Sheet<BufReader<File>>, Problem> {
    Sheet::open(open(path)?)
}

fn unreadable(error: &io::Error) -> Problem {
    ProblemKind::Unreadable { reason: error.to_string() }.whole()
}

fn digest(path: &Path) -> io::Result<String> {
    let mut hash = Sha256::new();
    let mut file = File::open(path)?;
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect());
        }
        hash.update(&buffer[..read]);
    }
}
