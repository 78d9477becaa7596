//! Somebody with a browser that runs no script: follows links, sends forms, and looks whether a page says what it must.

use reqwest::header::{CONTENT_TYPE, COOKIE, LOCATION, ORIGIN, SET_COOKIE};
use reqwest::{Client, Method, StatusCode};

use super::town::Person;
use crate::callers::told;

/// A page as it arrived.
struct Seen {
    status: StatusCode,
    html: String,
    /// Where it leads.
    to: String,
}

pub(crate) struct Browser {
    http: Client,
    url: String,
    cookie: String,
    person: Person,
    helps: bool,
    /// The page that was seen last, for what is on it.
    last: String,
}

/// What went wrong, or nothing.
pub(crate) type Done = Result<(), String>;

impl Browser {
    pub(crate) fn new(http: Client, url: &str, person: Person, helps: bool) -> Self {
        Self { http, url: url.to_owned(), cookie: String::new(), person, helps, last: String::new() }
    }

    /// Whether it is a counsellor's.
    pub(crate) fn helps(&self) -> bool {
        self.helps
    }

    /// The session ends without this browser hearing of it.
    pub(crate) async fn lose_session(&mut self) {
        let cookie = self.cookie.clone();
        let _ = self.ask(Method::POST, "/web/out", &[]).await;
        self.cookie = cookie;
    }

    async fn ask(&mut self, method: Method, path: &str, fields: &[(&str, &str)]) -> Result<Seen, String> {
        let sends = method == Method::POST;
        let mut request =
            self.http.request(method, format!("{}{path}", self.url)).header(COOKIE, &self.cookie);
        if sends {
            let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
            request = request.header(ORIGIN, &self.url);
            request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(body);
        }
        let response = request.send().await.map_err(told)?;
        let text =
            |name| response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let (status, to) = (response.status(), text(LOCATION).to_owned());
        if let Some((cookie, _)) = text(SET_COOKIE).split_once(';') {
            cookie.clone_into(&mut self.cookie);
        }
        let html = response.text().await.map_err(told)?;
        Ok(Seen { status, html, to })
    }

    /// Where addresses of a case begin.
    fn base(&self, case: usize) -> String {
        let of = |case: &super::town::Case| format!("/web/of/{}", case.id);
        if self.helps { of(&self.person.cases[case]) } else { "/web".to_owned() }
    }

    /// A page that has to come, whole, with these words.
    async fn see(&mut self, path: &str, must: &[&str]) -> Done {
        let seen = self.ask(Method::GET, path, &[]).await?;
        if seen.status != StatusCode::OK {
            return Err(format!("answered with {}", seen.status));
        }
        let whole = seen.html.ends_with("</html>");
        let missing = must.iter().find(|words| !seen.html.contains(**words));
        self.last = seen.html;
        match missing {
            _ if !whole => Err("a page that is cut off".to_owned()),
            Some(words) => Err(format!("a page without “{words}”")),
            None => Ok(()),
        }
    }

    /// A form that has to be taken; where it leads comes next.
    async fn send(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<String, String> {
        let seen = self.ask(Method::POST, path, fields).await?;
        if seen.status == StatusCode::SEE_OTHER {
            Ok(seen.to)
        } else {
            Err(format!("answered with {}", seen.status))
        }
    }

    /// Types the code.
    pub(crate) async fn sign_in(&mut self) -> Done {
        let code = self.person.code.clone();
        let to = self.send("/web/in", &[("code", &code)]).await?;
        if to == "/web/today" && !self.cookie.is_empty() { Ok(()) } else { Err(format!("it leads to {to}")) }
    }

    /// Leaves.
    pub(crate) async fn sign_out(&mut self) -> Done {
        let seen = self.ask(Method::POST, "/web/out", &[]).await?;
        let good = seen.status == StatusCode::OK && self.cookie == "opstap=";
        if good { Ok(()) } else { Err(format!("answered with {}", seen.status)) }
    }

    /// Eight pages, once each: what somebody looks at who has just come in.
    pub(crate) async fn look_around(&mut self) -> Done {
        if self.helps {
            self.clients().await?;
        } else {
            self.place(0, "more").await?;
        }
        for place in ["today", "messages", "money", "debts", "programme", "agenda", "forecast"] {
            self.place(0, place).await?;
        }
        Ok(())
    }

    /// The list of clients: each of them, and nobody else's.
    pub(crate) async fn clients(&mut self) -> Done {
        self.see("/web/clients", &[]).await?;
        let missing = self.person.cases.iter().find(|case| !self.last.contains(&case.client));
        let rows = self.last.matches("<section class=\"card\">").count();
        match missing {
            Some(_) => Err("a list without one of the clients".to_owned()),
            None if rows != self.person.cases.len() => Err(format!("a list of {rows}")),
            None => Ok(()),
        }
    }

    /// A place of a case.
    pub(crate) async fn place(&mut self, case: usize, place: &str) -> Done {
        let base = self.base(case);
        let client = &self.person.cases[case].client;
        // A client is greeted by their first name.
        let client =
            if self.helps { client.clone() } else { client.split(' ').next().unwrap_or_default().to_owned() };
        let ways = format!("href=\"{base}/money\"");
        let mut must = vec![ways.as_str()];
        must.extend(match place {
            "messages" => ["dank je voor de brief"].as_slice(),
            "money" => &["Regel 0", "Regel 7"],
            "debts" => &["Schuld 0", "Schuld 1"],
            "letters" => &["Schuldeiser 0 B.V."],
            "programme" => &["/task/"],
            "agenda" => &["Gesprek over je plan"],
            _ => &[],
        });
        if self.helps || place == "today" {
            must.push(&client);
        }
        self.see(&format!("{base}/{place}"), &must).await
    }

    /// The first debt of the page of debts.
    pub(crate) fn first_debt(&self) -> Result<String, String> {
        link(&self.last, "/debt/").ok_or("no debt to open".to_owned())
    }

    /// That debt.
    pub(crate) async fn debt(&mut self, link: &str) -> Done {
        self.see(link, &["Schuldeiser"]).await
    }

    /// Says something.
    pub(crate) async fn write(&mut self, case: usize, text: &str) -> Done {
        let path = format!("{}/messages", self.base(case));
        self.send(&path, &[("act", "send"), ("text", text)]).await.map(drop)
    }

    /// The conversation, with what was just said.
    pub(crate) async fn written(&mut self, case: usize, text: &str) -> Done {
        let path = format!("{}/messages", self.base(case));
        self.see(&path, &[text]).await
    }

    /// A line of the budget; counsellors and clients have each their own, so that they do not contradict each other.
    pub(crate) async fn fill(&mut self, case: usize, amount: &str) -> Done {
        let line = if self.helps { "feest" } else { "fiets" };
        let path = format!("{}/line/{line}", self.base(case));
        self.send(&path, &[("act", "save"), ("amount", amount), ("frequency", "3")]).await.map(drop)
    }

    /// The budget, with what was just filled in.
    pub(crate) async fn filled(&mut self, case: usize, amount: &str) -> Done {
        let path = format!("{}/money", self.base(case));
        self.see(&path, &[amount]).await
    }

    /// The first task of the page of the programme.
    pub(crate) fn first_task(&self) -> Result<String, String> {
        link(&self.last, "/task/").ok_or("no task to do".to_owned())
    }

    /// That task.
    pub(crate) async fn task(&mut self, link: &str) -> Done {
        self.see(link, &["name=\"act\""]).await
    }

    /// Does it, or undoes it where it was done.
    pub(crate) async fn tick(&mut self, link: &str) -> Done {
        let act = if self.last.contains("value=\"complete\"") { "complete" } else { "undo" };
        self.send(link, &[("act", act)]).await.map(drop)
    }
}

/// The first address on a page that has these words in it.
fn link(html: &str, words: &str) -> Option<String> {
    let links = html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    links.filter(|link| link.starts_with("/web")).find(|link| link.contains(words)).map(str::to_owned)
}
