//! Pausing, going on and ending: the device is taken out of its slot and put back.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::{Engine, Slot, language_file, runtime};
use crate::core::SyncStatus;
use crate::error::CoreError;
use crate::feed::Topic;
use crate::incident::catch;
use crate::vault;

impl Engine {
    /// Ends what runs and closes the files; the next `resume` opens them again.
    pub(crate) async fn pause(self: &Arc<Self>) -> Result<(), CoreError> {
        self.apart(|engine| {
            engine.paused.store(true, Ordering::SeqCst);
            engine.halt.send_modify(|round| *round += 1);
            engine.ears.notify_one();
            let mut slot = engine.slot.blocking_write();
            if let Slot::Open(_) = &*slot {
                // Closing writes the log back into the files.
                *slot = Slot::Paused;
                engine.set_status(SyncStatus::Paused);
            }
            Ok(())
        })
        .await
    }

    /// Opens the files again. A device that is open stays so.
    pub(crate) async fn resume(self: &Arc<Self>) -> Result<(), CoreError> {
        self.apart(|engine| {
            engine.sample();
            // The platform is asked before the slot is held: it may be slow, and it may call in.
            let key = vault::load(&*engine.host.vault, &engine.locked())?.ok_or_else(|| engine.locked());
            let mut slot = engine.slot.blocking_write();
            match &*slot {
                Slot::Open(_) => return Ok(()),
                Slot::Closed => return Err(engine.closed()),
                Slot::Paused => {}
            }
            let key = key?;
            let (device, _) = engine.device(key).map_err(|error| engine.said(&error))?;
            *slot = Slot::Open(Box::new(device));
            drop(slot);
            engine.paused.store(false, Ordering::SeqCst);
            engine.follow()?;
            engine.set_status(SyncStatus::Idle { last: None });
            engine.feed.changed(Topic::ALL);
            engine.work.notify_one();
            engine.ears.notify_one();
            Ok(())
        })
        .await
    }

    /// Closes for good; with `wipe`, removes everything of this person first.
    pub(crate) async fn end(self: &Arc<Self>, wipe: bool) -> Result<(), CoreError> {
        self.apart(move |engine| {
            engine.paused.store(true, Ordering::SeqCst);
            engine.halt.send_modify(|round| *round += 1);
            engine.ears.notify_one();
            let device = std::mem::replace(&mut *engine.slot.blocking_write(), Slot::Closed);
            let done = if wipe { engine.remove(device) } else { Ok(()) };
            engine.work.notify_one();
            engine.feed.changed([Topic::Session]);
            engine.feed.end();
            engine.feed.wait();
            done
        })
        .await
    }

    /// On a thread that may block; begun, it is carried out.
    async fn apart(
        self: &Arc<Self>,
        job: impl FnOnce(&Arc<Self>) -> Result<(), CoreError> + Send + 'static,
    ) -> Result<(), CoreError> {
        let engine = self.clone();
        let job = move || {
            let done = catch(|| {
                engine.drill();
                job(&engine)
            });
            done.unwrap_or_else(|incident| Err(engine.happened(&incident)))
        };
        runtime()?.spawn_blocking(job).await.unwrap_or_else(|_| Err(self.closed()))
    }

    fn remove(&self, device: Slot) -> Result<(), CoreError> {
        if let Slot::Open(device) = device {
            device.wipe().map_err(|error| self.said(&error))?;
        }
        vault::remove_store(&self.folder())?;
        let _ = std::fs::remove_file(language_file(&self.config));
        self.host.vault.remove(vault::KEY.to_owned()).map_err(|_| self.locked())
    }
}
