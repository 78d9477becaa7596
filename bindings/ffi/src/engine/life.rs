//! Pausing, going on and ending: the device is taken out of its slot and put back.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::{Engine, Slot, language_file, runtime};
use crate::core::SyncStatus;
use crate::error::CoreError;
use crate::incident::catch;
use crate::topics::Topic;
use crate::vault;

/// How a person's time on this device ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// The files are closed for good.
    Close,
    /// And everything of this person is removed first.
    Wipe,
    /// The server does not let this device in any more: a lost phone keeps nothing of its person, and can be paired again.
    BeginAnew,
}

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
        self.apart(Self::open_again).await
    }

    fn open_again(self: &Arc<Self>) -> Result<(), CoreError> {
        self.sample();
        // The platform is asked before the slot is held: it may be slow, and it may call in.
        let key = vault::load(&*self.host.vault, &self.locked())?.ok_or_else(|| self.locked());
        let mut slot = self.slot.blocking_write();
        match &*slot {
            Slot::Open(_) => return Ok(()),
            Slot::Closed => return Err(self.closed()),
            Slot::Paused => {}
        }
        let key = key?;
        let (device, _) = self.device(key).map_err(|error| self.said(&error))?;
        *slot = Slot::Open(Box::new(device));
        drop(slot);
        self.paused.store(false, Ordering::SeqCst);
        self.follow()?;
        self.set_status(SyncStatus::Idle { last: None });
        self.feed.changed(Topic::ALL);
        self.work.notify_one();
        self.ears.notify_one();
        Ok(())
    }

    /// Ends this person here.
    pub(crate) async fn end(self: &Arc<Self>, how: Ending) -> Result<(), CoreError> {
        self.apart(move |engine| {
            if how == Ending::BeginAnew {
                return engine.begin_anew();
            }
            engine.paused.store(true, Ordering::SeqCst);
            engine.halt.send_modify(|round| *round += 1);
            engine.ears.notify_one();
            let device = std::mem::replace(&mut *engine.slot.blocking_write(), Slot::Closed);
            let done = if how == Ending::Wipe { engine.remove(device) } else { Ok(()) };
            engine.work.notify_one();
            engine.feed.changed([Topic::Session]);
            engine.feed.end();
            engine.feed.wait();
            done
        })
        .await
    }

    fn begin_anew(self: &Arc<Self>) -> Result<(), CoreError> {
        let mut slot = self.slot.blocking_write();
        // Another round may have been told the same, and it is done.
        if !matches!(&*slot, Slot::Open(device) if device.person().is_some()) {
            return Ok(());
        }
        let device = std::mem::replace(&mut *slot, Slot::Paused);
        // The platform may be slow, and it may call in.
        drop(slot);
        self.remove(device)?;
        vault::renew(&self.host, &self.locked())?;
        self.open_again()
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
