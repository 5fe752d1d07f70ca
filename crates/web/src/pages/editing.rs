//! What a person changes: the form of an album, the choice of many, the archive, and the list of all that was done.

pub(crate) mod archive;
pub(crate) mod done;
pub(crate) mod form;
mod grades;
pub(crate) mod history;
pub(crate) mod list;
pub(crate) mod select;
mod sheet;
#[cfg(test)]
mod tests;
pub(crate) mod words;
