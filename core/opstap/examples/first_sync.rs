//! First sync: `cargo run --package opstap --example first_sync SERVER CODE FOLDER`

use opstap::{Config, Opstap, OpstapError, StoreKey, TaskDeed};

/// Pairs a device, does the first task, and answers with what a person would read.
pub async fn first_sync(
    folder: &str,
    key: StoreKey,
    server: &str,
    code: &str,
) -> Result<String, OpstapError> {
    let (device, _) = Opstap::open(Config::new(folder, key))?;
    // One code pairs one device; until the first sync it holds nothing.
    device.pair(server, code, "my laptop").await?;
    device.sync().await?;

    let today = device.today(None)?;
    if let Some(next) = &today.next {
        // Kept on this device at once; the next sync sends it.
        device.perform(None, &next.id, TaskDeed::Done)?;
    }
    device.sync().await?;
    Ok(today.greeting)
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [server, code, folder] = &arguments[..] else { return eprintln!("SERVER CODE FOLDER") };
    // A program for people keeps 32 random bytes in the platform's key store.
    let key = StoreKey::new([7; 32]);
    match first_sync(folder, key, server, code).await {
        Ok(greeting) => println!("{greeting}"),
        Err(error) => eprintln!("{}", error.code()),
    }
}
