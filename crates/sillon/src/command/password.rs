//! `sillon password`: the hash of a password, so that no setting needs to hold the password itself.

use super::print;
use crate::failure::Failure;
use secrecy::{ExposeSecret, SecretString};
use sillon_web::auth::password::hash;
use std::io::BufRead;

pub(super) fn run() -> Result<(), Failure> {
    let mut line = String::new();
    let read = std::io::stdin().lock().read_line(&mut line);
    let password = SecretString::from(line.trim_end_matches(['\r', '\n']));
    match read {
        Ok(_) if !password.expose_secret().is_empty() => {
            print(hash(&password).map_err(Failure::other)?);
            Ok(())
        }
        _ => Err(Failure::usage("no password came in: write one line to the standard input")),
    }
}
