//! A browser that runs no script: it follows links and sends forms, over loopback.
#![allow(clippy::missing_panics_doc, clippy::unwrap_used, reason = "scaffolding of tests")]

use reqwest::header::{CONTENT_SECURITY_POLICY, COOKIE, LOCATION, ORIGIN, SET_COOKIE};
use reqwest::{Client, Response, StatusCode};

use crate::town::Town;

/// What a person does with a browser that runs no script.
#[derive(Debug)]
pub struct Browser {
    /// How it asks.
    pub client: Client,
    /// The server's address.
    pub url: String,
    /// The cookie that it was given last, with its name.
    pub cookie: String,
}

/// A page as it arrived.
#[derive(Debug)]
pub struct Seen {
    /// How it was answered.
    pub status: StatusCode,
    /// What stands in it.
    pub html: String,
}

impl Seen {
    /// Whether these words stand in it.
    #[must_use]
    pub fn says(&self, words: &str) -> bool {
        self.html.contains(words)
    }

    /// The key of the page, as its forms send it; empty before there is a person.
    #[must_use]
    pub fn key(&self) -> &str {
        let after = self.html.split(r#"name="page" value=""#).nth(1).unwrap_or_default();
        after.split('"').next().unwrap_or_default()
    }

    /// What stands in it but for its key, which no other page has.
    #[must_use]
    pub fn without_key(&self) -> String {
        self.html.replace(self.key(), "")
    }
}

impl Browser {
    /// One that nobody used yet.
    #[must_use]
    pub fn new(town: &Town) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Self { client, url: town.url(), cookie: String::new() }
    }

    /// One in which somebody signed in.
    pub async fn signed_in(town: &Town, account: opstap::Uuid) -> Self {
        let mut browser = Self::new(town);
        let seen = browser.post("/web/in", &[("code", &town.code(account))]).await;
        assert_eq!(seen.status, StatusCode::OK, "{}", seen.html);
        browser
    }

    async fn seen(&mut self, response: Response) -> Seen {
        if let Some(set) = response.headers().get(SET_COOKIE) {
            set.to_str().unwrap().split(';').next().unwrap().clone_into(&mut self.cookie);
        }
        let policy = response.headers()[CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"));
        assert_eq!(response.headers()["cache-control"], "no-store");
        Seen { status: response.status(), html: response.text().await.unwrap() }
    }

    /// Goes to an address, and to where that leads.
    pub async fn get(&mut self, path: &str) -> Seen {
        let mut path = path.to_owned();
        loop {
            let request = self.client.get(format!("{}{path}", self.url)).header(COOKIE, &self.cookie);
            let response = request.send().await.unwrap();
            if response.status() != StatusCode::SEE_OTHER {
                return self.seen(response).await;
            }
            response.headers()[LOCATION].to_str().unwrap().clone_into(&mut path);
        }
    }

    /// Sends a form as a browser does, and goes where it leads.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.send(path, "application/x-www-form-urlencoded", body.into()).await
    }

    /// Sends a form whose answer never arrives: the network was gone by then.
    pub async fn post_and_lose(&self, path: &str, fields: &[(&str, &str)]) {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = self.client.post(format!("{}{path}", self.url)).header(COOKIE, &self.cookie);
        let request =
            request.header(ORIGIN, &self.url).header("content-type", "application/x-www-form-urlencoded");
        request.body(body).send().await.unwrap();
    }

    /// Sends a form with a file in the input `file`.
    pub async fn send_file(&mut self, path: &str, file: &[u8]) -> Seen {
        self.send_file_with(path, &[], file).await
    }

    /// The same, with other fields before it.
    pub async fn send_file_with(&mut self, path: &str, fields: &[(&str, &str)], file: &[u8]) -> Seen {
        let part = |(name, value): &(&str, &str)| {
            format!("--line\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let before: String = fields.iter().map(part).collect();
        let head = "--line\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\
                    Content-Type: application/octet-stream\r\n\r\n";
        let body = [before.as_bytes(), head.as_bytes(), file, b"\r\n--line--\r\n"].concat();
        self.send(path, "multipart/form-data; boundary=line", body).await
    }

    /// Sends a body from our own page, and goes where that leads.
    pub async fn send(&mut self, path: &str, kind: &str, body: Vec<u8>) -> Seen {
        let request = self.client.post(format!("{}{path}", self.url)).header(COOKIE, &self.cookie);
        let request = request.header(ORIGIN, &self.url).header("content-type", kind);
        let response = request.body(body).send().await.unwrap();
        if response.status() != StatusCode::SEE_OTHER {
            return self.seen(response).await;
        }
        let to = response.headers()[LOCATION].to_str().unwrap().to_owned();
        self.seen(response).await;
        self.get(&to).await
    }
}
