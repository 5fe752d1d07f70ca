//! Lines in and out: tables of what discogs.com writes, properties, and the recorded files where they are at hand.

use super::columns::{Column, Columns, field_ids, new_fields};
use super::date::{DateOrder, Pacific};
use super::line::{Lines, Odd, Row, sort_key};
use super::sheet::{LineEnd, Sheet, encode};
use super::{artist, format, label};
use crate::collection::{Field, Folder};
use crate::edit::{Change, apply_to_copy, apply_to_release};
use crate::exchange::keys::{field_id, nth_field_id};
use crate::exchange::kind::FileKind;
use crate::exchange::problem::{Problem, ProblemKind};
use crate::exchange::remark::Remark;
use crate::id::{FieldId, FolderId, ReleaseId};
use proptest::prelude::*;
use rstest::rstest;
use std::collections::HashMap;
use std::io::Cursor;

mod spreadsheets;

const HEADER: &str = "Catalog#,Artist,Title,Label,Format,Rating,Released,release_id,CollectionFolder,Date Added,\
Collection Media Condition,Collection Sleeve Condition,Collection Notes";

#[rstest]
#[case("Augustus Pablo", &["Augustus Pablo||"])]
#[case("Earth, Wind & Fire", &["Earth, Wind & Fire||"])]
#[case("Thou (2), Ragana (2)", &["Thou (2)||,", "Ragana (2)||"])]
#[case("Nilsson*", &["Nilsson|Nilsson|"])]
#[case("Viniselecta* and U Stone* Feat. Jah Call", &["Viniselecta|Viniselecta|and", "U Stone|U Stone|Feat.", "Jah Call||"])]
#[case("Vinyl Junkie & Sanxion Featuring Bushman (3)", &["Vinyl Junkie & Sanxion||Featuring", "Bushman (3)||"])]
#[case("Danny Red / Forward Fever", &["Danny Red||/", "Forward Fever||"])]
#[case("Neophyte Ft. Alee", &["Neophyte||Ft.", "Alee||"])]
#[case("Neophyte ft Alee", &["Neophyte||ft", "Alee||"])]
#[case("A FEAT. B Vs C", &["A||FEAT.", "B||Vs", "C||"])]
#[case("Lift Ft", &["Lift Ft||"])]
#[case("Ft. Worth Symphony", &["Ft. Worth Symphony||"])]
#[case("Vs. The Band", &["Vs. The Band||"])]
#[case("Daft Punk", &["Daft Punk||"])]
#[case("", &[])]
#[case("Jack White (2) ", &["Jack White (2)||"])]
fn a_credit_is_cut_where_a_name_certainly_ends(#[case] cell: &str, #[case] expected: &[&str]) {
    let credits = artist::parse_artists(cell);
    let shown: Vec<String> =
        credits.iter().map(|credit| format!("{}|{}|{}", credit.name, credit.anv, credit.join)).collect();
    assert_eq!(shown, expected);
}

#[rstest]
#[case("2xLP, Album, RP, Blu + CD", "2 × Vinyl, LP, Album, Repress, Blu · CD")]
#[case("1000000xFile", "1000000 × File")]
#[case("12\"", "Vinyl, 12\"")]
#[case("Cass, Album, Ltd", "Cassette, Album, Limited Edition")]
#[case("2xDVD-V, PAL", "2 × DVD, DVD-Video, PAL")]
#[case("Box, Comp", "Box Set, Compilation")]
fn a_format_is_spelt_out(#[case] cell: &str, #[case] shown: &str) {
    let formats = format::parse_formats(cell);
    assert_eq!(crate::format::render_formats(&formats), shown);
    assert_eq!(format::render_formats(&formats), cell);
}

#[rstest]
#[case("1000000xFile", 1_000_000, "")]
#[case("1000001xFile", 1, "1000001xFile")]
#[case("4294967295xLP", 1, "4294967295xLP")]
#[case("99999999999xLP", 1, "99999999999xLP")]
fn a_quantity_that_no_release_has_is_free_text(#[case] cell: &str, #[case] qty: u32, #[case] text: &str) {
    let formats = format::parse_formats(cell);
    assert_eq!((formats[0].qty, formats[0].text.as_str()), (qty, text));
}

#[rstest]
#[case(&["12\"", "45 RPM", "Single"], "Green, 180g", "12\", Single, Gre")]
#[case(&["LP", "Album", "Reissue", "Remastered", "Repress", "Stereo"], "45th Anniversary Version, 180 g", "LP, Album, RE, RM, RP, 45t")]
#[case(&["LP", "Record Store Day", "Compilation"], "", "LP, RSD, Comp")]
fn a_listed_format_is_abbreviated_as_discogs_does(#[case] words: &[&str], #[case] text: &str, #[case] cell: &str) {
    let descriptions = words.iter().map(ToString::to_string).collect();
    let format = crate::format::Format { name: "Vinyl".into(), qty: 1, descriptions, text: text.into() };
    assert_eq!(format::render_formats(&[format]), cell);
}

#[rstest]
#[case("17 North Parade, Earthquake", "VP4201", &["17 North Parade|VP4201", "Earthquake|VP4201"])]
#[case("A, B", "1, 2", &["A|1", "B|2"])]
#[case("A, B, A, B", "1, 2", &["A|1", "B|1", "A|2", "B|2"])]
#[case("A", "none", &["A|"])]
#[case("", "X", &["|X"])]
#[case("", "", &[])]
fn labels_share_numbers_as_the_cell_says(#[case] labels: &str, #[case] catnos: &str, #[case] expected: &[&str]) {
    let lines = label::parse_labels(labels, catnos);
    let shown: Vec<String> = lines.iter().map(|line| format!("{}|{}", line.name, line.catno)).collect();
    assert_eq!(shown, expected);
}

#[rstest]
#[case("2020-11-18 19:17:05", 1_605_755_825_000)]
#[case("2020-07-07 08:45:30", 1_594_136_730_000)]
#[case("2004-11-02 12:00:00", 1_099_425_600_000)]
fn dates_are_california_s(#[case] text: &str, #[case] at: i64) {
    let zone = Pacific::default();
    assert_eq!((zone.parse(text, DateOrder::Unknown), zone.render(Some(at))), (Some(at), text.to_owned()));
}

/// Every line of a file as an item, and the file written from the items.
fn round_trip(bytes: &[u8]) -> Result<(Vec<u8>, usize), Problem> {
    let mut sheet = Sheet::open(Cursor::new(bytes))?;
    let (columns, line_end) = (sheet.columns().clone(), sheet.line_end());
    let mut lines = Lines::new(columns.clone(), &[], &new_fields(&columns, &[]));
    let mut folders = Vec::new();
    let mut seen: HashMap<ReleaseId, u32> = HashMap::new();
    let (mut kept, mut odd_cells) = (Vec::new(), 0);
    while let Some(line) = sheet.next_line() {
        let line = line?;
        let cells = line.cells();
        folders.extend(lines.new_folder(&cells));
        let release_id = lines.release_id(&cells).map_err(|kind| kind.at(line.number))?;
        let occurrence = seen.entry(release_id).and_modify(|count| *count += 1).or_insert(1);
        let item = lines.item(&cells, *occurrence).map_err(|kind| kind.at(line.number))?;
        kept.push((item, cells.into_iter().map(str::to_owned).collect::<Vec<_>>()));
    }
    let writing = Lines::new(columns.clone(), &folders, &new_fields(&columns, &[]));
    let header = columns.0.iter().map(Column::name).collect();
    let written = kept.iter().map(|(item, cells)| {
        let odd = writing.odd(item, &cells.iter().map(String::as_str).collect::<Vec<_>>());
        odd_cells += odd.len();
        writing.render(item, &odd)
    });
    let rows: Vec<Vec<String>> = std::iter::once(header).chain(written).collect();
    Ok((encode(rows, line_end), odd_cells))
}

fn refused(text: &str) -> Problem {
    round_trip(text.as_bytes()).unwrap_err()
}

fn file(rows: &[&str]) -> String {
    std::iter::once(HEADER).chain(rows.iter().copied()).map(|row| format!("{row}\r\n")).collect()
}

#[test]
fn a_wrong_file_is_named_with_its_line() {
    let row = "X,A,T,L,LP,,1999,1,Uncategorized,2020-01-01 00:00:00,,,";
    assert_eq!(refused(""), ProblemKind::Empty.whole());
    assert_eq!(refused("{\\rtf1"), ProblemKind::Unknown { start: "{\\rtf1".into() }.at(1));
    let wants = "Catalog#,Artist,Title,Label,Format,Rating,Released,release_id,Notes\r\n";
    assert_eq!(refused(wants), ProblemKind::Kind { kind: FileKind::Wantlist }.at(1));
    assert_eq!(
        refused("Artist,Title,CollectionFolder\r\n"),
        ProblemKind::MissingColumn { name: "release_id".into() }.at(1)
    );
    let twice = HEADER.replace("Label,", "Artist,");
    assert_eq!(refused(&twice), ProblemKind::ColumnTwice { name: "Artist".into() }.at(1));
    let cell = |column: &str, value: &str| ProblemKind::Cell { column: column.into(), value: value.into() };
    assert_eq!(refused(&file(&[row, &row.replace(",1,", ",abc,")])), cell("release_id", "abc").at(3));
    assert_eq!(refused(&file(&[row, &row.replace(",1,", ",1.00001E+05,")])), cell("release_id", "1.00001E+05").at(3));
    let long = row.replace(",T,", &format!(",{},", "x".repeat(64 * 1024 + 1)));
    assert_eq!(refused(&file(&[row, &long, row])), ProblemKind::TooLong.at(3));
    let longer = row.replace(",T,", &format!(",{},", "x".repeat(5_000_000)));
    assert_eq!(refused(&file(&[row, &longer, row])), ProblemKind::TooLong.at(3));
    assert_eq!(refused(&file(&[row, "X,A"])), ProblemKind::Cells { found: 2, expected: 13 }.at(3));
    assert_eq!(refused(&file(&[&row.replace(",T,", ",\"T,"), row])), ProblemKind::OpenQuote.at(2));
    let mut damaged = file(&["X,Björk,T,L,LP,,1999,1,Ü,2020-01-01 00:00:00,,,"]).into_bytes();
    damaged.extend(b"X,Bj\xf6rk,T,L,LP,,1999,2,U,,,,\r\n");
    assert_eq!(round_trip(&damaged).unwrap_err(), ProblemKind::NotUtf8.at(3));
    let lone = file(&[row, "X,A"]).replace("\r\n", "\r");
    assert_eq!(refused(&lone), ProblemKind::Cells { found: 2, expected: 13 }.at(3));
}

#[test]
fn any_line_ending_bom_and_separator_is_the_same_file() {
    let rows = ["X,\"A, B\",\"7\"\" EP\",L,\"2xLP, Album\",5,0,7,Jazz,,Mint (M),,\"a note\""];
    let (plain, _) = round_trip(file(&rows).as_bytes()).unwrap();
    for (text, line_end) in [
        (format!("\u{feff}{}", file(&rows)), LineEnd::Crlf),
        (file(&rows).replace("\r\n", "\n"), LineEnd::Lf),
        (file(&rows).replace("\r\n", "\r"), LineEnd::Cr),
        (file(&rows).trim_end().to_owned(), LineEnd::Crlf),
    ] {
        let (written, _) = round_trip(text.as_bytes()).unwrap();
        assert_eq!(
            String::from_utf8(written).unwrap().replace(line_end.as_str(), "\r\n"),
            String::from_utf8(plain.clone()).unwrap()
        );
    }
    let semicolons = "Artist;Title;release_id;CollectionFolder\r\nA;T, too;5;Jazz\r\n";
    let (written, _) = round_trip(semicolons.as_bytes()).unwrap();
    assert_eq!(
        String::from_utf8(written).unwrap(),
        "Artist,Title,release_id,CollectionFolder\r\nA,\"T, too\",5,Jazz\r\n"
    );
}

#[test]
fn the_recorded_files_come_out_the_same() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/discogs/csv");
    let Ok(files) = std::fs::read_dir(folder) else { return };
    for file in files {
        let path = file.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let (mut written, odd) = round_trip(&bytes).unwrap();
        if !bytes.ends_with(b"\n") {
            written.pop();
        }
        assert_eq!(
            String::from_utf8(written).unwrap(),
            String::from_utf8(bytes.clone()).unwrap(),
            "{}",
            path.display()
        );
        assert!(odd < 40, "{odd} cells of {} are kept as they stood", path.display());
        let sheet_order = sorted(&bytes);
        let mut by_key = sheet_order.clone();
        by_key.sort();
        assert_eq!(by_key, sheet_order, "{} is sorted otherwise", path.display());
    }
}

fn sorted(bytes: &[u8]) -> Vec<String> {
    let mut sheet = Sheet::open(Cursor::new(bytes)).unwrap();
    let lines = Lines::new(sheet.columns().clone(), &[], &[]);
    let mut keys = Vec::new();
    while let Some(line) = sheet.next_line() {
        keys.push(sort_key(&lines.item(&line.unwrap().cells(), 1).unwrap().release.labels));
    }
    keys
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z0-9 ,&*/()\"éÆ+.-]{0,20}",
        Just("Various".to_owned()),
        Just("2xLP, Album, RP, Blu + CD, Ltd".to_owned()),
        Just("Thou (2), Ragana (2)".to_owned()),
        "\\PC{0,12}",
        Just("two\nlines".to_owned()),
    ]
}

proptest! {
    #[test]
    fn what_goes_in_comes_out(texts in prop::collection::vec(prop::collection::vec(cell(), 9), 0..8),
                              dates in prop::collection::vec(0i64..1_900_000_000, 8)) {
        let zone = Pacific::default();
        let mut rows = vec![HEADER.split(',').map(str::to_owned).collect::<Vec<_>>()];
        rows[0].push("Collection Cost, all".to_owned());
        for (row, (texts, date)) in texts.iter().zip(dates).enumerate() {
            let text = |n: usize| texts[n].clone();
            let date = if date % 5 == 0 { String::new() } else { zone.render(Some(date * 1_000)) };
            let (rating, year, id) = ((row % 6).to_string(), (row * 1_999 % 2_020).to_string(), (row / 2 + 1).to_string());
            rows.push(vec![text(0), text(1), text(2), text(3), text(4), rating, year, id, text(5), date,
                           text(6), text(7), text(8), "12".to_owned()]);
        }
        let file = encode(rows, LineEnd::Crlf);
        let (written, _) = round_trip(&file).unwrap();
        prop_assert_eq!(String::from_utf8(written).unwrap(), String::from_utf8(file).unwrap());
    }

    #[test]
    fn no_bytes_upset_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..300), header in any::<bool>()) {
        let mut file = if header { file(&[]).into_bytes() } else { Vec::new() };
        file.extend(bytes);
        let lines = 1 + file.iter().filter(|byte| matches!(byte, b'\r' | b'\n')).count() as u64;
        if let Err(problem) = round_trip(&file) {
            let whole = matches!(problem.kind, ProblemKind::Empty | ProblemKind::Kind { .. });
            prop_assert!(problem.line.map_or(whole, |line| (1..=lines).contains(&line)), "{problem:?} of {lines} lines");
        }
    }

    #[test]
    fn a_plain_format_comes_back(qty in 1u32..5, first in prop::sample::select(vec!["LP", "12\"", "CD", "Cass", "Box"]),
                                 word in prop::sample::select(vec!["Album", "RE", "Ltd", "Comp", "Gat"])) {
        let qty = if qty > 1 { format!("{qty}x") } else { String::new() };
        let cell = format!("{qty}{first}, {word}");
        prop_assert_eq!(format::render_formats(&format::parse_formats(&cell)), cell);
    }
}

/// Changes with the columns that they change.
fn changes() -> [(Change, &'static [&'static str]); 9] {
    [
        (Change::Title("Edited ✎".into()), &["Title"]),
        (Change::Artists(artist::parse_artists("Edited ✎")), &["Artist"]),
        (Change::Labels(label::parse_labels("Edited ✎", "✎ 1")), &["Label", "Catalog#"]),
        (Change::Formats(format::parse_formats("7xVHS, ✎")), &["Format"]),
        (Change::Year(Some(2121)), &["Released"]),
        (Change::Rating(Some(5)), &["Rating"]),
        (Change::Folder(Some(FolderId(9))), &["CollectionFolder"]),
        (Change::Note(FieldId(3), Some("✎".into())), &["Collection Notes"]),
        (Change::Note(field_id("Cost"), None), &["Collection Cost"]),
    ]
}

proptest! {
    /// Whatever a file says and whatever is changed of it: what was changed reads as it is shown, all else as it stood.
    #[test]
    fn only_what_a_person_changed_comes_out_otherwise(texts in prop::collection::vec(cell(), 9),
                                                      chosen in prop::collection::vec(any::<bool>(), 9)) {
        let names = format!("{HEADER},Collection Cost");
        let columns = Columns(names.split(',').map(|name| Column::parse(name).unwrap()).collect());
        let folders = [Folder { id: FolderId(9), name: "Edited ✎".into() }];
        let mut lines = Lines::new(columns, &folders, &[]);
        let text = |n: usize| texts[n].as_str();
        let cells = [text(0), text(1), text(2), text(3), text(4), "3", "1999", "7", text(5), "", text(6), text(7),
                     text(8), "12"];
        lines.new_folder(&cells);
        let imported = lines.item(&cells, 1).unwrap();
        let odd = lines.odd(&imported, &cells);
        let mut shown = imported.clone();
        let mut changed: Vec<&str> = Vec::new();
        for ((change, columns), _) in changes().into_iter().zip(chosen).filter(|(_, chosen)| *chosen) {
            apply_to_release(&mut shown.release, &change);
            apply_to_copy(&mut shown.copy, &change);
            changed.extend(columns);
        }
        let plain = lines.render(&shown, &Odd::new());
        let row = Row { shown, imported: Some(imported), odd };
        let written = lines.render_row(&row);
        for (at, name) in names.split(',').enumerate() {
            let expected = if changed.contains(&name) { plain[at].as_str() } else { cells[at] };
            prop_assert_eq!(&written[at], expected, "{}", name);
        }
        let taken_back = Row { shown: row.imported.clone().unwrap(), ..row };
        prop_assert_eq!(lines.render_row(&taken_back), cells.map(str::to_owned).to_vec());
    }
}

#[test]
fn a_column_is_of_the_number_that_discogs_gave_its_name_since() {
    let fields = [Field { id: field_id("cost"), name: "cost".into() }, Field { id: FieldId(4), name: "Cost".into() }];
    assert_eq!(field_ids("cost", 0, &fields), [FieldId(4), field_id("cost")]);
    assert_eq!(field_ids("Cost", 0, &fields), [FieldId(4)]);
    let further: Vec<String> = Columns::standard(&fields).fields().skip(3).map(str::to_owned).collect();
    assert_eq!(further, ["Cost"]);
}

#[test]
fn standard_columns_are_discogs_own() {
    let columns = Columns::standard(&[]);
    let names: Vec<String> = columns.0.iter().map(Column::name).collect();
    assert_eq!(names.join(","), HEADER);
    assert!(Odd::new().is_empty());
}
