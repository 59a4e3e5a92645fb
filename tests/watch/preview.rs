//! A running preview and those who look at it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::Project;

/// How long anything may take, on a machine with much else to do.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);

/// The program while it runs.
pub(crate) struct Preview {
    pub(crate) child: Child,
    pub(crate) address: String,
    pub(crate) port: u16,
}

impl Preview {
    pub(crate) fn start(project: &Project, args: &[&str]) -> Self {
        let mut command = project.command("");
        command.args(["watch", "--port", "0"]).args(args).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut address = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut address).unwrap();
        let address = address.trim().to_owned();
        let port = address.split([':', '/']).nth(4).unwrap().parse().unwrap();
        Self { child, address, port }
    }

    /// What a path below the preview's address gives.
    pub(crate) fn get(&self, path: &str) -> String {
        self.request(path, &format!("Host: 127.0.0.1:{}", self.port))
    }

    pub(crate) fn request(&self, path: &str, headers: &str) -> String {
        let mut stream = self.send(path, headers);
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn send(&self, path: &str, headers: &str) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let root = self.address.splitn(4, '/').nth(3).unwrap();
        write!(stream, "GET /{root}{path} HTTP/1.1\r\n{headers}\r\n\r\n").unwrap();
        stream
    }

    /// Looks at a document, or at the list.
    pub(crate) fn events(&mut self, id: &str) -> Events {
        let stream = self.send(&format!("events/{id}"), &format!("Host: 127.0.0.1:{}", self.port));
        Events(BufReader::new(stream))
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a browser is told.
pub(crate) struct Events(BufReader<TcpStream>);

impl Events {
    pub(crate) fn next(&mut self) -> View {
        let mut line = String::new();
        loop {
            line.clear();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "the preview ended");
            if let Some(data) = line.strip_prefix("data: ") {
                return View(serde_json::from_str(data).unwrap());
            }
        }
    }

    /// The first view of which something is true.
    pub(crate) fn until(&mut self, holds: impl Fn(&View) -> bool) -> View {
        let start = Instant::now();
        loop {
            let view = self.next();
            if holds(&view) {
                return view;
            }
            assert!(start.elapsed() < PATIENCE, "still {view:?}");
        }
    }
}

/// One state of a document, or of the list.
#[derive(Debug)]
pub(crate) struct View(pub(crate) Value);

impl View {
    fn list(&self, list: &str, key: &str) -> Vec<String> {
        let all = self.0[list].as_array().into_iter().flatten();
        all.map(|one| one[key].as_str().unwrap_or_default().to_owned()).collect()
    }

    pub(crate) fn digests(&self) -> Vec<String> {
        self.list("pages", "digest")
    }

    pub(crate) fn text(&self) -> String {
        self.list("pages", "text").join("\n")
    }

    pub(crate) fn rules(&self) -> Vec<String> {
        self.list("findings", "rule")
    }

    pub(crate) fn stale(&self) -> bool {
        self.0["stale"] == true
    }
}
