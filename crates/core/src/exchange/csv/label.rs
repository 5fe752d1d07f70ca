//! `Label` and `Catalog#`: all labels joined, and each catalogue number once.

use crate::exchange::keys;
use crate::label::LabelLine;

const NONE: &str = "none";

/// The label lines of both cells. Which number is which label's is certain when there is one for all or one each;
/// else they go in order and the last stands for the rest.
pub fn parse_labels(labels: &str, catnos: &str) -> Vec<LabelLine> {
    let names: Vec<&str> = split(labels);
    let catnos: Vec<&str> = split(catnos);
    let line = |name: &str, catno: &str| LabelLine {
        label_id: keys::label_id(name),
        name: name.to_owned(),
        catno: if catno == NONE { String::new() } else { catno.to_owned() },
    };
    let (Some(last_name), last_catno) = (names.last(), catnos.last().copied().unwrap_or(NONE)) else {
        return catnos.into_iter().map(|catno| line("", catno)).collect();
    };
    // The same labels over again: a block for each number.
    let block = names.len() / catnos.len().max(1);
    let repeats = catnos.len() > 1
        && block > 0
        && names.len() == block * catnos.len()
        && names.chunks(block).all(|chunk| chunk == &names[..block]);
    let count = names.len().max(catnos.len());
    let lines = (0..count).map(|position| {
        let catno = if repeats { position / block } else { position };
        line(names.get(position).unwrap_or(last_name), catnos.get(catno).copied().unwrap_or(last_catno))
    });
    lines.collect()
}

fn split(cell: &str) -> Vec<&str> {
    if cell.is_empty() { Vec::new() } else { cell.split(", ").collect() }
}

/// The cell `Label`.
pub fn render_labels(lines: &[LabelLine]) -> String {
    lines.iter().map(|line| line.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// The cell `Catalog#`.
pub fn render_catnos(lines: &[LabelLine]) -> String {
    let mut catnos: Vec<&str> = Vec::new();
    for line in lines {
        let catno = if line.catno.is_empty() { NONE } else { line.catno.as_str() };
        if !catnos.contains(&catno) {
            catnos.push(catno);
        }
    }
    catnos.join(", ")
}
