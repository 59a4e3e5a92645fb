//! The preview in a real browser, where one is installed: Debian's `chromium`
//! and `chromium-driver`.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::note;
use super::preview::{PATIENCE, Preview};
use crate::support::Project;

/// A browser that is told what to do, by the `WebDriver` protocol.
struct Browser {
    driver: Child,
    port: u16,
    session: String,
}

impl Browser {
    /// None where none is installed.
    fn start() -> Option<Self> {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let driver = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut browser = Self { driver, port, session: String::new() };
        let start = Instant::now();
        while browser.call("GET", "/status", &Value::Null).is_none() {
            assert!(start.elapsed() < PATIENCE, "the browser's driver does not answer");
            std::thread::sleep(Duration::from_millis(50));
        }
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--window-size=1200,800",
        ];
        let wanted = json!({"capabilities": {"alwaysMatch": {"goog:chromeOptions": {"args": arguments}}}});
        let Some(session) = browser.call("POST", "/session", &wanted) else {
            let installed = Command::new("chromium").arg("--version").stdout(Stdio::null()).status();
            assert!(installed.is_err(), "chromium is installed and does not start");
            return None;
        };
        browser.session = format!("/session/{}", session["sessionId"].as_str()?);
        Some(browser)
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> Option<Value> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        stream.set_read_timeout(Some(PATIENCE)).ok()?;
        let body = if body.is_null() { String::new() } else { body.to_string() };
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.port,
            body.len()
        )
        .ok()?;
        let mut answer = Vec::new();
        // The length is told; some versions keep the connection open all the same.
        let mut chunk = [0; 4096];
        loop {
            let text = String::from_utf8_lossy(&answer);
            if let Some((head, body)) = text.split_once("\r\n\r\n") {
                let lower = head.to_lowercase();
                let length = lower
                    .lines()
                    .find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
                if length.is_some_and(|length| body.len() >= length) {
                    let value: Value = serde_json::from_str(body).ok()?;
                    return head.starts_with("HTTP/1.1 200").then(|| value["value"].clone());
                }
            }
            let count = stream.read(&mut chunk).ok().filter(|count| *count > 0)?;
            answer.extend_from_slice(&chunk[..count]);
        }
    }

    fn open(&self, address: &str) {
        self.call("POST", &format!("{}/url", self.session), &json!({"url": address})).unwrap();
    }

    /// What a script in the page returns.
    fn run(&self, script: &str) -> Value {
        let body = json!({"script": script, "args": []});
        self.call("POST", &format!("{}/execute/sync", self.session), &body)
            .unwrap_or_else(|| panic!("{script}"))
    }

    /// Waits until an expression is true in the page.
    fn until(&self, expression: &str) {
        let start = Instant::now();
        while self.run(&format!("return Boolean({expression})")) != true {
            assert!(
                start.elapsed() <= PATIENCE,
                "never {expression}:\n{}",
                self.run("return document.body.innerText")
            );
            std::thread::sleep(Duration::from_millis(30));
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.call("DELETE", &self.session, &Value::Null);
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// Says that a test did not run.
#[expect(clippy::print_stderr, reason = "whoever runs the tests is told")]
fn skipped() -> Option<Browser> {
    eprintln!("skipped: this test needs `chromium` and `chromium-driver`");
    None
}

/// The text of all pages, as those hear it who cannot see.
const TEXT: &str = "[...document.querySelectorAll('#pages img')].map((page) => page.alt).join('\\n')";

#[test]
fn a_browser_follows_every_save_without_loading_the_page_again() {
    let Some(browser) = Browser::start().or_else(skipped) else { return };
    let project = Project::new().with("proposals/a.md", note("A", "Premier texte."));
    let preview = Preview::start(&project, &["a"]);
    browser.open(&preview.address);
    browser.until(&format!("{TEXT}.includes('Premier texte.')"));
    browser.until("[...document.querySelectorAll('#pages img')].every((page) => page.naturalWidth > 0)");
    browser.until("document.querySelector('#findings .none')");

    // Whoever reads the second page goes on reading it there.
    browser.run("window.mark = 7; pages.scrollTop = 900; window.first = pages.children[0].src;");
    browser.until("pages.scrollTop === 900");
    project.write("proposals/a.md", note("A", "Autre texte."));
    browser.until(&format!("{TEXT}.includes('Autre texte.')"));
    browser.until("[...document.querySelectorAll('#pages img')].every((page) => page.src.includes(page.dataset.digest))");
    assert_eq!(browser.run("return [window.mark, pages.scrollTop]"), json!([7, 900]));
    assert_eq!(
        browser.run("return window.first === pages.children[0].src"),
        true,
        "an unchanged page is left"
    );

    // What is wrong stands beside the pages, with a way to the line.
    project.write("proposals/a.md", note("A", "![[absente.png]]"));
    browser.until("document.querySelector('#findings .finding.error')");
    let shown = browser.run("return document.querySelector('#findings').innerText");
    assert!(shown.as_str().unwrap().contains("absente.png"), "{shown}");
    browser.until("document.querySelector('#findings a').href.startsWith('vscode://file/')");
    project.write("proposals/a.md", note("A", "Sans image."));
    browser.until("document.querySelector('#findings .none')");

    // Pages that cannot be made are covered, not shown as if they were right.
    project.write("templates/proposal/template.typ", "#let pages(document) = undefined-thing\n");
    browser.until("!document.getElementById('overlay').hidden");
    let shown = browser.run("return document.getElementById('overlay').innerText");
    assert!(shown.as_str().unwrap().contains("typst-error"), "{shown}");
    std::fs::remove_dir_all(project.path("templates")).unwrap();
    browser.until("document.getElementById('overlay').hidden");
    assert_eq!(browser.run("return [window.mark, pages.scrollTop]"), json!([7, 900]));
}

#[test]
fn a_browser_shows_the_list_of_a_folder() {
    let Some(browser) = Browser::start().or_else(skipped) else { return };
    let project =
        Project::new().with("proposals/a.md", note("A", "Un.")).with("proposals/b.md", note("B", "Deux."));
    let preview = Preview::start(&project, &[]);
    browser.open(&preview.address);
    browser.until("document.querySelectorAll('#notes a').length === 2");
    browser.run("document.querySelectorAll('#notes a')[1].click()");
    browser.until(&format!("document.getElementById('pages') && {TEXT}.includes('Deux.')"));
    browser.run("document.getElementById('back').click()");
    browser.until("document.querySelectorAll('#notes a').length === 2");
    project.write("proposals/c.md", note("C", "Trois."));
    browser.until("document.querySelectorAll('#notes a').length === 3");
}
