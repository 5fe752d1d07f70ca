//! Files as spreadsheets and scripts leave them.

use super::*;

/// The titles, years, ratings and dates of a file, and what is remarked of it.
fn read(bytes: &[u8]) -> Result<(Vec<String>, Vec<Remark>), Problem> {
    let mut dates = Vec::new();
    let mut sheet = Sheet::open(Cursor::new(bytes))?;
    let names = Lines::new(sheet.columns().clone(), &[], &[]);
    while let Some(line) = sheet.next_line() {
        dates.push(names.date_cell(&line?.cells()).to_owned());
    }
    let order = DateOrder::of_column(dates.iter().map(String::as_str));
    let mut sheet = Sheet::open(Cursor::new(bytes))?;
    let lines = Lines::new(sheet.columns().clone(), &[], &[]).with_dates(order);
    let (mut rows, zone) = (Vec::new(), Pacific::default());
    while let Some(line) = sheet.next_line() {
        let line = line?;
        let item = lines.item(&line.cells(), 1).map_err(|kind| kind.at(line.number))?;
        let (year, rating) = (item.release.year.unwrap_or_default(), item.copy.rating.unwrap_or_default());
        let notes: Vec<&str> = item.copy.notes.iter().map(|note| note.value.as_str()).collect();
        rows.push(format!(
            "{}|{}|{year}|{rating}|{}|{}",
            item.release.id,
            item.release.title,
            zone.render(item.copy.added_at),
            notes.join("+")
        ));
    }
    Ok((rows, sheet.remarks()))
}

/// What people do to a file between discogs.com and here, each in a few ways, and every way with every other.
#[test]
fn a_file_reads_the_same_from_every_spreadsheet() {
    let header: Vec<&str> = HEADER.split(',').collect();
    let rows = [
        [
            "ECM 1",
            "Jan Å",
            "7\" Mix",
            "ECM",
            "LP",
            "5",
            "1975",
            "11",
            "Jazz",
            "2021-05-21 13:04:00",
            "Mint (M)",
            "",
            "é",
        ],
        ["none", "B", "( )", "Fat, Cat", "2xLP, Album", "", "2002", "12", "U", "2022-11-02 08:15:00", "", "", ""],
    ];
    let expected =
        ["11|7\" Mix|1975|5|2021-05-21 13:04:00|Mint (M)+é", "12|( )|2002|0|2022-11-02 08:15:00|"].map(str::to_owned);
    let dates = [
        ["2021-05-21 13:04:00", "2022-11-02 08:15:00"],
        ["2021-05-21T13:04", "2022-11-02T15:15:00Z"],
        ["21.05.2021 13:04", "02.11.2022 08:15"],
        ["5/21/2021 13:04", "11/2/2022 8:15"],
        ["21/05/2021 1:04 PM", "02/11/2022 8:15 AM"],
    ];
    let encodings: [fn(&str) -> Vec<u8>; 6] = [
        |text| text.as_bytes().to_vec(),
        |text| format!("\u{feff}{text}").into_bytes(),
        |text| text.chars().map(|sign| u8::try_from(u32::from(sign)).unwrap()).collect(),
        |text| format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect(),
        |text| format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect(),
        |text| text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
    ];
    type Shape = fn(Vec<String>, usize) -> Vec<String>;
    let shapes: [Shape; 7] = [
        |cells, _| cells,
        |cells, _| cells.into_iter().chain([String::new(), String::new()]).collect(),
        |cells, row| if row == 0 { cells } else { cells.into_iter().chain([String::new()]).collect() },
        |cells, row| if row == 2 { cells[..10].to_vec() } else { cells },
        |cells, row| {
            if row == 0 { cells.iter().map(|name| format!(" {}\u{a0}", name.to_uppercase())).collect() } else { cells }
        },
        |cells, row| {
            let index = if row == 0 { String::new() } else { (row - 1).to_string() };
            std::iter::once(index).chain(cells).collect()
        },
        |mut cells, row| {
            if row > 0 {
                for at in [5, 6, 7] {
                    cells[at] = if cells[at].is_empty() { String::new() } else { format!("{}.0", cells[at]) };
                }
            }
            cells
        },
    ];
    let mut tried = 0;
    for (delimiter, first) in [(",", ""), (";", ""), ("\t", ""), (";", "sep=;"), (",", "\"sep=,\""), ("|", "")] {
        for end in ["\r\n", "\n", "\r"] {
            for (encode, dates) in encodings.iter().flat_map(|encode| dates.iter().map(move |dates| (encode, dates))) {
                for shape in &shapes {
                    let mut text = if first.is_empty() { String::new() } else { format!("{first}{end}") };
                    let named = header.iter().map(ToString::to_string).collect();
                    text.push_str(&line_of(&shape(named, 0), delimiter, end));
                    for (at, row) in rows.iter().enumerate() {
                        let mut cells: Vec<String> = row.iter().map(ToString::to_string).collect();
                        cells[9] = dates[at].to_owned();
                        text.push_str(&line_of(&shape(cells, at + 1), delimiter, end));
                        text.push_str(end);
                    }
                    let (found, _) = read(&encode(&text)).unwrap_or_else(|problem| panic!("{problem}: {text:?}"));
                    assert_eq!(found, expected, "{text:?}");
                    tried += 1;
                }
            }
        }
    }
    assert_eq!(tried, 6 * 3 * 6 * 5 * 7);
}

/// As a program writes it that does not quote a lone inch sign.
fn line_of(cells: &[String], delimiter: &str, end: &str) -> String {
    let quoted = |cell: &String| match cell.contains(delimiter) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.clone(),
    };
    cells.iter().map(quoted).collect::<Vec<_>>().join(delimiter) + end
}

#[test]
fn what_is_not_certain_is_unknown_and_said_once() {
    let row = "X,A,T,L,LP,7,soon,1,U,11/2/2022 8:15,,,";
    let lines = file(&[row, row]);
    let (found, remarks) = read(lines.as_bytes()).unwrap();
    assert_eq!(found, ["1|T|0|0||", "1|T|0|0||"]);
    assert_eq!(remarks, []);
    let names = Lines::new(Columns::standard(&[]), &[], &[]);
    let cells: Vec<&str> = row.split(',').collect();
    let unknown: Vec<String> =
        names.unknown(&cells).iter().map(|(column, cell)| format!("{}={cell}", column.name())).collect();
    assert_eq!(unknown, ["Released=soon", "Rating=7", "Date Added=11/2/2022 8:15"]);
    assert!(names.unknown(&["X", "A", "T", "L", "LP", "", "0", "1", "U", "", "", "", ""]).is_empty());
}

#[test]
fn columns_that_nobody_knows_are_left_out_and_named() {
    let text = "index,Artist,Title,release_id,CollectionFolder,Price,,\r\n1,A,T,5,U,10,x,\r\n";
    let (found, remarks) = read(text.as_bytes()).unwrap();
    assert_eq!(found, ["5|T|0|0||"]);
    assert_eq!(remarks, [Remark::LeftOut { columns: vec!["Price".into(), "#7".into()] }]);
    let (_, remarks) = read(b"Artist,Title,release_id,CollectionFolder\nBj\xf6rk,T,5,U\n").unwrap();
    assert_eq!(remarks, [Remark::Encoding { name: "Windows-1252".into() }]);
}

#[test]
fn two_fields_of_one_name_keep_their_values() {
    let text = format!("{HEADER},Collection Price,Collection Price\r\nX,A,T,L,LP,,1999,1,U,,,,,10 €,20 €\r\n");
    let (written, _) = round_trip(text.as_bytes()).unwrap();
    assert_eq!(String::from_utf8(written).unwrap(), text);
    let price = |id: i64| Field { id: FieldId(id), name: "Price".into() };
    let fields = [price(5), price(4)];
    let names: Vec<String> = Columns::standard(&fields).fields().skip(3).map(str::to_owned).collect();
    assert_eq!(names, ["Price", "Price"]);
    assert_eq!(field_ids("Price", 0, &fields), [FieldId(4)]);
    assert_eq!(field_ids("Price", 1, &fields), [FieldId(5)]);
    // A file brought them first, in this order; Discogs numbers them later.
    let of_file = |nth| Field { id: nth_field_id("Price", nth), name: "Price".into() };
    let both = [of_file(1), price(5), of_file(0), price(4)];
    assert!(field_ids("Price", 0, &both).contains(&FieldId(4)) && !field_ids("Price", 0, &both).contains(&FieldId(5)));
    assert!(field_ids("Price", 1, &both).contains(&FieldId(5)));
    assert_eq!(Columns::standard(&both).fields().skip(3).count(), 2);
    let columns = Columns::standard(&fields);
    assert_eq!(new_fields(&columns, &fields), []);
    assert_eq!(new_fields(&columns, &fields[..1]), [of_file(1)]);
}

#[test]
fn a_quotation_mark_that_nothing_closes_is_named_where_it_opens() {
    let row = |title: &str| format!("X,A,{title},L,\"LP, Album\",,1999,1,U,2020-01-01 00:00:00,,,");
    let (good, bad) = (row("T"), row("\"T"));
    let rows: Vec<&str> = (0..60).map(|at| if at == 38 { bad.as_str() } else { good.as_str() }).collect();
    // The next quotation mark of the line closes it: the cells are shifted, and the line is refused all the same.
    assert_eq!(refused(&file(&rows)).line, Some(40));
    let good = good.replace('"', "");
    let rows: Vec<&str> = (0..60).map(|at| if at == 38 { bad.as_str() } else { good.as_str() }).collect();
    let lone: Vec<String> = rows.iter().map(|row| row.replace("\"LP, Album\"", "LP")).collect();
    assert_eq!(refused(&file(&lone.iter().map(String::as_str).collect::<Vec<_>>())), ProblemKind::OpenQuote.at(40));
    let good = row("T");
    let last = good.strip_suffix(',').unwrap().to_owned() + ",\"open";
    assert_eq!(refused(&file(&[&good, &last, &good.replace('"', "'")])), ProblemKind::OpenQuote.at(3));
}
