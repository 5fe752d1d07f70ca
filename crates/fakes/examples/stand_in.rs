//! Serves an invented collection until interrupted: `cargo run -p sillon-fakes --example stand_in -- 1160`.
#![allow(clippy::print_stdout, reason = "it is what it is for")]

use sillon_fakes::{Fakes, FakesConfig, World};

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let albums = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(1_160);
    let fakes = Fakes::start(FakesConfig::of(World::invent(1, albums).with_copies(albums / 60)))?;
    let (id, secret) = fakes.spotify_client();
    println!("SILLON_DISCOGS_URL={}", fakes.discogs_url());
    println!("SILLON_DISCOGS_TOKEN={}", fakes.token());
    println!("SILLON_SPOTIFY_URL={}", fakes.spotify_url());
    println!("SILLON_SPOTIFY_ACCOUNTS_URL={}", fakes.accounts_url());
    println!("SILLON_SPOTIFY_CLIENT_ID={id}\nSILLON_SPOTIFY_CLIENT_SECRET={secret}");
    println!("SILLON_DEEZER_URL={}", fakes.deezer_url());
    println!("SILLON_AI_URL={}", fakes.ai_url());
    println!("SILLON_AI_TOKEN={}", fakes.ai_token());
    println!("SILLON_IMAGE_HOSTS={}", fakes.image_host());
    tokio::signal::ctrl_c().await
}
