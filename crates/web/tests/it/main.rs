//! The router over a real database and a real engine, with stand-ins for everything outside. One binary.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod api;
mod doors;
mod enriched_pages;
mod enrichment;
mod home;
mod images;
mod limits;
mod openapi;
mod owner;
mod pages;
mod refusals;
mod shop;
mod stream;
mod token;
