//! The command line as processes, against a real server.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bank;
mod client;
mod debts;
mod desk;
mod diary;
mod earlier;
mod events;
mod export;
mod files;
mod forms;
mod home;
mod many;
mod mistakes;
mod moments;
mod paper;
mod street;
mod talks;
mod together;
mod writing;
