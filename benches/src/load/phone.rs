//! A client's phone: a device that asks for news and says what its person did, over a connection of its own.

use crate::callers::Caller;

pub(crate) struct Phone(Caller);

impl Phone {
    /// Pairs, and reads all there is.
    ///
    /// # Errors
    ///
    /// What went wrong.
    pub(crate) async fn pair(http: reqwest::Client, server: &str, code: &str) -> Result<Self, String> {
        Caller::try_pair(http, server, code).await.map(Self)
    }

    /// One round, and more while there is more; everything that was written has to be taken.
    ///
    /// # Errors
    ///
    /// What went wrong.
    pub(crate) async fn ask(&mut self, writes: bool) -> Result<(), String> {
        if writes {
            self.0.edit();
        }
        loop {
            let answer = self.0.try_round().await?;
            if let Some(result) = answer.res.iter().find(|result| result.why.is_some()) {
                return Err(format!("held: {:?}", result.why));
            }
            if !answer.chg.iter().any(|page| page.more) {
                return Ok(());
            }
        }
    }
}
