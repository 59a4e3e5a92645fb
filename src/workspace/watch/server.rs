//! A web server for this machine and nobody else.

use std::hash::{BuildHasher as _, Hasher as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::board::{Board, INDEX};
use super::http::{self, Answer, Refusal};
use crate::workspace::Failure;

/// The port that is tried first.
const FIRST_PORT: u16 = 5417;

/// How many ports are tried.
const TRIES: u16 = 32;

/// How many browsers may be answered at once.
const MAX_CONNECTIONS: usize = 64;

/// How long a browser may take to say what it wants, and to take its answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// How often a browser that waits for events is told that all is well; it is
/// also how soon it is noticed that it went away.
const HEARTBEAT: Duration = Duration::from_secs(5);

/// The server, before it answers anybody.
#[derive(Debug)]
pub(super) struct Server {
    listener: TcpListener,
    port: u16,
    token: String,
}

/// Asks for a document to be set, since somebody looks at it.
pub(super) type Want = dyn Fn(&str) + Send + Sync;

impl Server {
    /// Takes a port of the loopback interface: the one given, else the first
    /// that is free.
    pub(super) fn open(port: Option<u16>) -> Result<Self, Failure> {
        let bind = |port: u16| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
        let listener = match port {
            Some(port) => bind(port).map_err(|error| {
                Failure::new(format!("port {port}: {error}")).help("leave `--port` out to take a free one")
            }),
            None => (FIRST_PORT..FIRST_PORT + TRIES)
                .find_map(|port| bind(port).ok())
                .map_or_else(|| bind(0), Ok)
                .map_err(|error| Failure::io("127.0.0.1", error)),
        }?;
        let port = listener.local_addr().map_err(|error| Failure::io("127.0.0.1", error))?.port();
        Ok(Self { listener, port, token: token() })
    }

    /// Where the preview is.
    pub(super) fn address(&self) -> String {
        format!("http://127.0.0.1:{}/{}/", self.port, self.token)
    }

    /// Answers browsers on threads of its own, as long as the program runs.
    pub(super) fn run(self, board: Arc<Board>, start: String, want: Arc<Want>) {
        let connections = Arc::new(AtomicUsize::new(0));
        let own = Arc::new(Own { port: self.port, token: self.token, board, start, want });
        std::thread::spawn(move || {
            for stream in self.listener.incoming() {
                let Ok(stream) = stream else { continue };
                if connections.fetch_add(1, Ordering::SeqCst) >= MAX_CONNECTIONS {
                    connections.fetch_sub(1, Ordering::SeqCst);
                    continue;
                }
                let (own, connections) = (Arc::clone(&own), Arc::clone(&connections));
                std::thread::spawn(move || {
                    // A browser that goes away is no failure.
                    let _ = own.answer(stream);
                    connections.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
    }
}

/// What it takes to answer.
struct Own {
    port: u16,
    token: String,
    board: Arc<Board>,
    /// The document that is shown first; [`INDEX`] for the list.
    start: String,
    want: Arc<Want>,
}

const HTML: &str = "text/html; charset=utf-8";

impl Own {
    fn answer(&self, mut stream: TcpStream) -> std::io::Result<()> {
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        stream.set_nodelay(true)?;
        let request = match http::read(&mut stream, self.port) {
            Ok(request) => request,
            Err(Refusal::Gone) => return Ok(()),
            Err(refusal) => {
                let status = match refusal {
                    Refusal::Method => "405 Method Not Allowed",
                    Refusal::Foreign => "403 Forbidden",
                    Refusal::Bad | Refusal::Gone => "400 Bad Request",
                };
                return text(status).write(false, &mut stream);
            }
        };
        let head = request.head;
        let path = request.path.strip_prefix('/').and_then(|path| path.split_once('/'));
        let Some((_, path)) = path.filter(|(token, _)| same(token, &self.token)) else {
            return text("404 Not Found").write(head, &mut stream);
        };
        let root = format!("/{}/", self.token);
        let document = include_str!("page/document.html").replace("{root}", &root);
        let index = include_str!("page/index.html").replace("{root}", &root);
        if let Some(id) = path.strip_prefix("events/") {
            let id = if id.is_empty() { &self.start } else { id };
            return if head {
                text("405 Method Not Allowed").write(head, &mut stream)
            } else {
                self.events(id, &mut stream)
            };
        }
        if let Some(digest) = path.strip_prefix("page/").and_then(|name| name.strip_suffix(".svg")) {
            return match self.board.page(digest) {
                Some(svg) => {
                    let kind = "image/svg+xml";
                    Answer { status: "200 OK", kind, lasting: true, body: &svg }.write(head, &mut stream)
                }
                None => text("404 Not Found").write(head, &mut stream),
            };
        }
        let answer = match path {
            "" if self.start == INDEX => fixed(HTML, &index),
            "" => fixed(HTML, &document),
            "style.css" => fixed("text/css; charset=utf-8", include_str!("page/style.css")),
            "document.js" => fixed("text/javascript; charset=utf-8", include_str!("page/document.js")),
            "index.js" => fixed("text/javascript; charset=utf-8", include_str!("page/index.js")),
            path => match path.strip_prefix("show/") {
                Some(id) if id != INDEX && self.board.has(id) => fixed(HTML, &document),
                _ => text("404 Not Found"),
            },
        };
        answer.write(head, &mut stream)
    }

    /// Tells a browser of each change until it goes away.
    fn events(&self, id: &str, stream: &mut TcpStream) -> std::io::Result<()> {
        let Some(mut viewer) = self.board.view(id) else {
            return text("404 Not Found").write(false, stream);
        };
        (self.want)(id);
        http::begin_events(stream)?;
        loop {
            let json = viewer.next(HEARTBEAT);
            http::event(stream, json.as_deref())?;
        }
    }
}

fn fixed<'a>(kind: &'static str, body: &'a str) -> Answer<'a> {
    Answer { status: "200 OK", kind, lasting: false, body: body.as_bytes() }
}

fn text(status: &'static str) -> Answer<'static> {
    Answer { status, kind: "text/plain; charset=utf-8", lasting: false, body: status.as_bytes() }
}

/// Compares without telling by its time how much is right.
fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}

/// A word that no other page can guess. The standard library's hash maps are
/// keyed with randomness of the system; what a keyed hash gives is as hard to
/// foretell as its key.
fn token() -> String {
    let word = |salt: u8| {
        let mut hasher = std::collections::hash_map::RandomState::new().build_hasher();
        hasher.write_u8(salt);
        hasher.finish()
    };
    format!("{:016x}{:016x}", word(1), word(2))
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};

    use super::*;

    fn get(port: u16, path: &str) -> String {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n").unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn only_what_is_shown_is_served_and_only_with_the_token() {
        let server = Server::open(Some(0)).unwrap();
        let (port, token) = (server.port, server.token.clone());
        let board = Arc::new(Board::default());
        board.show("a", "{}".to_owned(), None);
        server.run(board, "a".to_owned(), Arc::new(|_| ()));
        assert!(get(port, &format!("/{token}/")).starts_with("HTTP/1.1 200 OK"));
        assert!(get(port, &format!("/{token}/show/a")).contains("<!doctype html>"));
        let wrong = "0".repeat(32);
        for path in [
            "/".to_owned(),
            format!("/{wrong}/"),
            format!("/{token}"),
            format!("/{token}/../Cargo.toml"),
            format!("/{token}/show/b"),
            format!("/{token}/page/0.svg"),
            "/favicon.ico".to_owned(),
        ] {
            assert!(get(port, &path).starts_with("HTTP/1.1 404"), "{path}");
        }
    }

    #[test]
    fn tokens_differ() {
        assert_ne!(token(), token());
        assert_eq!(token().len(), 32);
        assert!(same("ab", "ab") && !same("ab", "ac") && !same("ab", "abc"));
    }

    #[test]
    fn a_port_that_is_taken_is_passed_over_unless_it_was_asked_for() {
        let first = Server::open(None).unwrap();
        let second = Server::open(None).unwrap();
        assert_ne!(first.port, second.port);
        assert!(Server::open(Some(first.port)).is_err());
    }

    #[test]
    fn more_connections_than_are_answered_at_once_are_closed() {
        let server = Server::open(Some(0)).unwrap();
        let (port, token) = (server.port, server.token.clone());
        server.run(Arc::new(Board::default()), "a".to_owned(), Arc::new(|_| ()));
        let connect = || TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
        // Who says nothing keeps a place.
        let waiting: Vec<TcpStream> = (0..MAX_CONNECTIONS).map(|_| connect()).collect();
        let mut text = String::new();
        let mut late = connect();
        late.set_read_timeout(Some(PATIENCE / 2)).unwrap();
        assert!(late.read_to_string(&mut text).is_ok_and(|count| count == 0), "{text}");
        drop(waiting);
        let page = || get(port, &format!("/{token}/"));
        let answered = (0..50).any(|_| {
            std::thread::sleep(Duration::from_millis(50));
            // A place is free as soon as it is noticed that somebody left.
            std::panic::catch_unwind(page).is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
        });
        assert!(answered);
    }
}
