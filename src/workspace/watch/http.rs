//! As much of HTTP as a preview on this machine needs.

use std::io::{self, Read, Write};

/// The longest head of a request, in bytes.
const MAX_HEAD: usize = 16 << 10;

/// A request that may be answered.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    /// The path, without a query.
    pub(super) path: String,
    /// Whether only the head of the answer is wanted.
    pub(super) head: bool,
}

/// Why a request is not answered.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It is not HTTP, or too long.
    Bad,
    /// It asks for more than to be shown something.
    Method,
    /// It comes from a page of somebody else, or by a name that is not this
    /// machine's.
    Foreign,
    /// Nobody is there any more.
    Gone,
}

/// Reads a request and makes sure that it comes from this preview's own pages or
/// from the user, not from a page on the network that runs in the same browser.
pub(super) fn read(stream: &mut impl Read, port: u16) -> Result<Request, Refusal> {
    let mut head = Vec::new();
    let mut chunk = [0; 2048];
    loop {
        let count = stream.read(&mut chunk).map_err(|_| Refusal::Gone)?;
        if count == 0 {
            return Err(if head.is_empty() { Refusal::Gone } else { Refusal::Bad });
        }
        head.extend_from_slice(chunk.get(..count).unwrap_or_default());
        if let Some(request) = parse(&head, port)? {
            return Ok(request);
        }
        if head.len() > MAX_HEAD {
            return Err(Refusal::Bad);
        }
    }
}

/// Parses what was read so far; none where more is to come.
fn parse(head: &[u8], port: u16) -> Result<Option<Request>, Refusal> {
    let mut headers = [httparse::EMPTY_HEADER; 64];
    let mut request = httparse::Request::new(&mut headers);
    match request.parse(head) {
        Ok(httparse::Status::Complete(_)) => {}
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(_) => return Err(Refusal::Bad),
    }
    let own = |authority: &str| {
        let host = authority.strip_suffix(&format!(":{port}"));
        host.is_some_and(|host| host == "127.0.0.1" || host.eq_ignore_ascii_case("localhost"))
    };
    let mut hosts = 0;
    for header in request.headers.iter() {
        let value = std::str::from_utf8(header.value).map_err(|_| Refusal::Bad)?.trim();
        match header.name.to_ascii_lowercase().as_str() {
            // A name of somebody's that was made to mean this machine.
            "host" => {
                hosts += 1;
                if !own(value) {
                    return Err(Refusal::Foreign);
                }
            }
            "origin" if !value.strip_prefix("http://").is_some_and(own) => return Err(Refusal::Foreign),
            // Another program's pages on this machine are `same-site`.
            "sec-fetch-site" if !matches!(value, "same-origin" | "none") => return Err(Refusal::Foreign),
            _ => {}
        }
    }
    if hosts != 1 {
        return Err(Refusal::Foreign);
    }
    let head = match request.method {
        Some("GET") => false,
        Some("HEAD") => true,
        _ => return Err(Refusal::Method),
    };
    let path = request.path.unwrap_or_default().split('?').next().unwrap_or_default().to_owned();
    Ok(Some(Request { path, head }))
}

/// What every answer says: show this, run nothing but what is ours, tell nobody.
const COMMON: &str = "Content-Security-Policy: default-src 'none'; img-src 'self'; style-src 'self'; \
     script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n\
     X-Content-Type-Options: nosniff\r\nX-Frame-Options: DENY\r\nReferrer-Policy: no-referrer\r\n\
     Cross-Origin-Resource-Policy: same-origin\r\nCross-Origin-Opener-Policy: same-origin\r\n\
     Connection: close\r\n";

/// An answer.
#[derive(Debug)]
pub(super) struct Answer<'a> {
    pub(super) status: &'static str,
    pub(super) kind: &'static str,
    /// Whether the same address always gives the same bytes.
    pub(super) lasting: bool,
    pub(super) body: &'a [u8],
}

impl Answer<'_> {
    pub(super) fn write(&self, head: bool, stream: &mut impl Write) -> io::Result<()> {
        let cache = if self.lasting { "private, max-age=31536000, immutable" } else { "no-store" };
        write!(
            stream,
            "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nCache-Control: {cache}\r\n{COMMON}\r\n",
            self.status,
            self.kind,
            self.body.len(),
        )?;
        if !head {
            stream.write_all(self.body)?;
        }
        stream.flush()
    }
}

/// Begins an answer that goes on: events as they come.
pub(super) fn begin_events(stream: &mut impl Write) -> io::Result<()> {
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n{COMMON}\r\nretry: 500\n\n"
    )?;
    stream.flush()
}

/// Writes one event; without data, a sign of life.
pub(super) fn event(stream: &mut impl Write, data: Option<&str>) -> io::Result<()> {
    match data {
        Some(data) => write!(stream, "data: {data}\n\n")?,
        None => write!(stream, ":\n\n")?,
    }
    stream.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Result<Request, Refusal> {
        read(&mut text.replace('\n', "\r\n").as_bytes(), 5417)
    }

    #[test]
    fn the_user_and_our_own_pages_are_answered() {
        let page = || Ok(Request { path: "/t/x".to_owned(), head: false });
        assert_eq!(of("GET /t/x?y HTTP/1.1\nHost: 127.0.0.1:5417\n\n"), page());
        assert_eq!(
            of(
                "GET /t/x HTTP/1.1\nHost: LocalHost:5417\nOrigin: http://localhost:5417\nSec-Fetch-Site: same-origin\n\n"
            ),
            page()
        );
        assert_eq!(of("GET /t/x HTTP/1.1\nhost: 127.0.0.1:5417\nSec-Fetch-Site: none\n\n"), page());
        assert!(of("HEAD / HTTP/1.1\nHost: 127.0.0.1:5417\n\n").unwrap().head);
    }

    #[test]
    fn pages_of_others_are_not() {
        for headers in [
            "Host: evil.example:5417",
            "Host: 127.0.0.1:5418",
            "Host: 127.0.0.1",
            "Host: 127.0.0.1.evil.example:5417",
            "Host: evil.example@127.0.0.1:5417",
            "Host: 127.0.0.1:5417\nHost: evil.example:5417",
            "Host: 127.0.0.1:5417\nOrigin: https://evil.example",
            "Host: 127.0.0.1:5417\nOrigin: null",
            "Host: 127.0.0.1:5417\nOrigin: http://127.0.0.1:8080",
            "Host: 127.0.0.1:5417\nSec-Fetch-Site: cross-site",
            "Host: 127.0.0.1:5417\nSec-Fetch-Site: same-site",
            "Accept: */*",
        ] {
            assert_eq!(of(&format!("GET /t/x HTTP/1.1\n{headers}\n\n")), Err(Refusal::Foreign), "{headers}");
        }
    }

    #[test]
    fn what_is_no_request_is_refused() {
        assert_eq!(of("POST /t/x HTTP/1.1\nHost: 127.0.0.1:5417\n\n"), Err(Refusal::Method));
        assert_eq!(of("hello\n\n"), Err(Refusal::Bad));
        assert_eq!(of("GET /"), Err(Refusal::Bad));
        assert_eq!(of(""), Err(Refusal::Gone));
        let long = format!("GET /{} HTTP/1.1\nHost: 127.0.0.1:5417\n\n", "x".repeat(40_000));
        assert_eq!(of(&long), Err(Refusal::Bad));
        let many = "X: y\n".repeat(200);
        assert_eq!(of(&format!("GET / HTTP/1.1\n{many}\n")), Err(Refusal::Bad));
    }

    #[test]
    fn no_answer_can_be_shown_in_a_page_of_somebody_else() {
        let mut out = Vec::new();
        let answer = Answer { status: "200 OK", kind: "text/plain", lasting: false, body: b"x" };
        answer.write(false, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        for header in
            ["frame-ancestors 'none'", "Cross-Origin-Resource-Policy: same-origin", "default-src 'none'"]
        {
            assert!(text.contains(header), "{header}");
        }
        assert!(text.ends_with("\r\n\r\nx"));
    }
}
