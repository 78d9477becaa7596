//! Moving the bytes of files: after the rounds, part by part, and no longer than there is time.

use std::time::Duration;

use opstap_store::{FileRow, FileState};
use opstap_sync::blob::{About, BlobPlace, BlobRequest, kind_in, part, part_at};
use opstap_sync::wire::{Problem, ProblemCode};
use tokio::time::Instant;
use uuid::Uuid;

use crate::device::{Opstap, topic};
use crate::error::OpstapError;
use crate::reading::said;
use crate::rounds::SyncReport;
use crate::transport::{Errand, HttpAnswer, HttpQuestion};

/// How long the rounds of one call move files: a background task has 30 seconds for everything.
const TIME: Duration = Duration::from_secs(15);

/// So often the server may say of one file that it lies otherwise, before it is left for the next time.
const DETOURS_MAX: u32 = 3;

/// How long a call goes on with files: until there is no time left, or somebody did something that has to go first.
#[derive(Clone, Copy)]
struct Patience {
    until: Instant,
    /// Operations that waited when it began.
    waiting: u64,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moved {
    /// It is where it was to be.
    Done,
    /// Not now: there is no time left, or the server cannot.
    Later,
    /// Its bytes are not at the server yet, or its record is not.
    NotThere,
    /// The server does not take it.
    Refused,
}

/// Whom to ask, and what about.
struct Errands {
    server: String,
    token: String,
    request: Vec<u8>,
    about: Option<About>,
}

impl Opstap {
    /// Moves what is under way, as far as there is time. What fails with the network is left for the next call.
    pub(crate) async fn move_files(&self, report: &mut SyncReport) -> Result<(), OpstapError> {
        let patience = Patience { until: Instant::now() + TIME, waiting: report.left };
        for row in self.with(|inner| Ok(inner.store.files_under_way()?))? {
            let sends = matches!(row.state, FileState::Waiting { .. });
            match self.moved(&row, Some(patience)).await {
                Ok(Moved::Done) if sends => report.files_sent += 1,
                Ok(Moved::Done) => report.files_fetched += 1,
                Ok(Moved::NotThere | Moved::Refused) => {}
                Ok(Moved::Later) => {
                    report.files_more = true;
                    break;
                }
                Err(OpstapError::Offline | OpstapError::Server { .. }) => break,
                Err(error) => return Err(error),
            }
        }
        report.files_left = self.with(|inner| Ok(inner.store.files_under_way()?))?.len();
        Ok(())
    }

    /// Fetches one file that somebody waits for.
    pub(crate) async fn move_file(&self, file: Uuid) -> Result<(), OpstapError> {
        let row = self.with(|inner| Ok(inner.store.file(file)?))?;
        let row = row.ok_or(OpstapError::Unknown { what: "file" })?;
        match self.moved(&row, None).await? {
            Moved::Done => Ok(()),
            Moved::Later => Err(OpstapError::Server { status: 503 }),
            Moved::NotThere | Moved::Refused => {
                Err(OpstapError::refused("file", opstap_domain::Phrase::new("refused-file-not-there-yet")))
            }
        }
    }

    async fn moved(&self, row: &FileRow, patience: Option<Patience>) -> Result<Moved, OpstapError> {
        let Some(errands) = self.errands(row)? else { return Ok(Moved::NotThere) };
        let done = match row.state {
            FileState::Waiting { .. } => self.send_file(row, &errands, patience).await?,
            FileState::Wanted { upto } => self.fetch_parts(row, upto, &errands, patience).await?,
            _ => Moved::Done,
        };
        let mut inner = self.inner();
        if done == Moved::Refused {
            inner.store.file_refused(row.rec)?;
        }
        self.announce(&mut inner, kind_in(row.scope.compartment).map(topic).into_iter());
        Ok(done)
    }

    /// A message that was written meanwhile does not wait for a photo: the next call sends it first.
    fn has_to_stop(&self, patience: Option<Patience>) -> Result<bool, OpstapError> {
        let Some(Patience { until, waiting }) = patience else { return Ok(false) };
        Ok(Instant::now() >= until || self.with(|inner| Ok(inner.store.waiting()?))?.here > waiting)
    }

    /// `None` while its record is not at the server, or where its part of the case is closed.
    fn errands(&self, row: &FileRow) -> Result<Option<Errands>, OpstapError> {
        self.with(|inner| {
            let identity = inner.store.identity().cloned().ok_or(OpstapError::NotPaired)?;
            let Some(h) = inner.store.handle(row.scope) else { return Ok(None) };
            if !inner.store.may_send_file(row.rec)? {
                return Ok(None);
            }
            let kind = kind_in(row.scope.compartment).unwrap_or_default();
            let record = inner.store.record(row.scope, kind, row.rec)?;
            let request = BlobRequest { dev: identity.device, h, id: row.rec };
            Ok(Some(Errands {
                server: identity.server,
                token: identity.token,
                request: serde_json::to_vec(&request).unwrap_or_default(),
                about: record.and_then(|record| About::of(&record.state)),
            }))
        })
    }

    async fn ask_about(
        &self,
        errands: &Errands,
        path: &str,
        body: Vec<u8>,
        errand: Errand,
    ) -> Result<HttpAnswer, OpstapError> {
        let url = format!("{}/v1/blobs{path}", errands.server);
        let question = HttpQuestion { url, token: Some(errands.token.clone()), body, errand };
        let answer = self.transport.post(question).await?;
        let code = || said::<Problem>(&answer.body).and_then(|problem| problem.code);
        match answer.status {
            401 => Err(OpstapError::SignedOut),
            403 if code() == Some(ProblemCode::DeviceRevoked) => Err(OpstapError::DeviceRevoked),
            _ => Ok(answer),
        }
    }

    /// Where the bytes are, and how far the server has them; `None`: nothing is there for us.
    async fn place(&self, errands: &Errands) -> Result<Option<BlobPlace>, OpstapError> {
        let answer = self.ask_about(errands, "", errands.request.clone(), Errand::Json).await?;
        let place = match answer.status {
            200 => said::<BlobPlace>(&answer.body),
            404 => return Ok(None),
            status => return Err(OpstapError::Server { status }),
        };
        let plain = |at: &str| at.len() <= 64 && at.bytes().all(|byte| byte.is_ascii_alphanumeric());
        match place.filter(|place| plain(&place.at)) {
            Some(place) => Ok(Some(place)),
            None => Err(OpstapError::Server { status: 200 }),
        }
    }

    async fn send_file(
        &self,
        row: &FileRow,
        errands: &Errands,
        patience: Option<Patience>,
    ) -> Result<Moved, OpstapError> {
        let mut detours = 0;
        loop {
            let Some(mut place) = self.place(errands).await? else { return Ok(Moved::NotThere) };
            loop {
                let (at, offset, done) = (place.at.clone(), place.offset, place.done);
                self.with(|inner| Ok(inner.store.file_reached(row.rec, &at, offset, done)?))?;
                if done {
                    return Ok(Moved::Done);
                }
                if self.has_to_stop(patience)? {
                    return Ok(Moved::Later);
                }
                let n = part_at(row.size, offset).filter(|_| offset < row.size);
                let Some(n) = n else { return Err(OpstapError::Server { status: 200 }) };
                let bytes = self.with(|inner| Ok(inner.store.file_part(row.rec, n)?))?;
                let path = format!("/{at}");
                let answer = self.ask_about(errands, &path, bytes, Errand::Part { offset }).await?;
                match answer.status {
                    204 => {
                        place.offset = part(row.size, n).end;
                        place.done = place.offset == row.size;
                    }
                    404 => return Ok(Moved::NotThere),
                    // It has more or less than it said, or has to begin anew.
                    409 | 422 if detours < DETOURS_MAX => break,
                    400 | 403 | 413 | 415 | 422 => return Ok(Moved::Refused),
                    status => return Err(OpstapError::Server { status }),
                }
            }
            detours += 1;
        }
    }

    async fn fetch_parts(
        &self,
        row: &FileRow,
        mut upto: u64,
        errands: &Errands,
        patience: Option<Patience>,
    ) -> Result<Moved, OpstapError> {
        let Some(about) = errands.about.as_ref().filter(|about| about.size == row.size) else {
            return Ok(Moved::NotThere);
        };
        let place = self.place(errands).await?.filter(|place| place.done);
        let Some(place) = place else { return Ok(Moved::NotThere) };
        while upto < row.size {
            if self.has_to_stop(patience)? {
                return Ok(Moved::Later);
            }
            let Some(n) = part_at(row.size, upto) else { return Ok(Moved::Later) };
            let range = part(row.size, n);
            let length = (range.end - range.start) as usize;
            let errand = Errand::Range { range: range.clone(), tag: about.hash.clone() };
            let answer = self.ask_about(errands, &format!("/{}", place.at), Vec::new(), errand).await?;
            match answer.status {
                206 if answer.body.len() == length => {}
                404 => return Ok(Moved::NotThere),
                status => return Err(OpstapError::Server { status }),
            }
            self.with(|inner| Ok(inner.store.take_part(row.rec, n, &answer.body)?))?;
            upto = range.end;
        }
        let whole = self.with(|inner| Ok(inner.store.file_fetched(row.rec, &about.hash)?))?;
        // What came is not what its author sent: it is fetched anew, the next time.
        if whole { Ok(Moved::Done) } else { Err(OpstapError::Server { status: 206 }) }
    }
}
