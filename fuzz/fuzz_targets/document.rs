//! A file that is said to be a document of ours: what is read of it is written so that it reads the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sillon_core::exchange::document::{EditRecord, Front, Part, Record, Writer, read};

fuzz_target!(|bytes: &[u8]| {
    let Some(records) = all(bytes) else { return };
    let text = write(&records);
    let again = all(&text).map(|records| write(&records));
    assert_eq!(again.as_ref(), Some(&text), "{}", String::from_utf8_lossy(&text));
});

fn all(bytes: &[u8]) -> Option<Vec<Record>> {
    let mut records = Vec::new();
    let taken = read(bytes, |record| {
        records.push(record);
        Ok(())
    });
    taken.ok().map(|()| records)
}

fn write(records: &[Record]) -> Vec<u8> {
    let mut front = Front::default();
    for record in records {
        match record.clone() {
            Record::Folder(folder) => front.folders.push(folder),
            Record::Field(field) => front.fields.push(field),
            Record::File(file) => front.files.push(file),
            Record::View(view) => front.views.push(view),
            Record::Valuation(valuation) => front.valuations.push(valuation),
            Record::Album(_) | Record::Artist(_) | Record::Edit(_) | Record::Want(_) => {}
        }
    }
    let mut writer = Writer::default();
    let mut written = writer.begin(&front);
    for part in [None, Some(Part::Artists), Some(Part::Edits), Some(Part::Wants)] {
        if let Some(part) = part {
            writer.part(part);
        }
        for record in records {
            written = written.and(match (part, record) {
                (None, Record::Album(album)) => writer.album(album),
                (Some(Part::Artists), Record::Artist(artist)) => writer.artist(artist),
                (Some(Part::Edits), Record::Edit(edit)) => writer.edit(&EditRecord(edit.clone())),
                (Some(Part::Wants), Record::Want(want)) => writer.want(want),
                _ => Ok(()),
            });
        }
    }
    writer.end();
    assert!(written.is_ok(), "every record can be written: {written:?}");
    writer.take()
}
