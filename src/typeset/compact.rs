//! Packs the small objects of a PDF. A tagged PDF has an object for each cell of
//! each table, which together take more room than its text and its fonts; PDF 1.5
//! and PDF/A-3 let them share compressed streams (ISO 32000-1, 7.5.7 and 7.5.8).

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use crate::beside::beside;

/// How many objects share a stream: readers unpack one as a whole.
const SHARED: usize = 400;

/// So many streams are packed on two cores.
const MANY: usize = 3;

/// A file whose objects that are no streams are packed; the same file, where it is
/// not written as expected.
pub(super) fn compact(pdf: Vec<u8>) -> Vec<u8> {
    packed(&pdf).filter(|packed| packed.len() < pdf.len()).unwrap_or(pdf)
}

/// An object of the file.
struct Object<'a> {
    id: usize,
    /// All of it, from its number to `endobj`.
    whole: &'a [u8],
    /// What it holds.
    body: &'a [u8],
}

/// A file in its parts.
struct File<'a> {
    /// What stands before the first object.
    head: &'a [u8],
    objects: Vec<Object<'a>>,
    /// What the trailer says besides its size.
    trailer: &'a [u8],
}

/// Where an object is found.
#[derive(Clone, Copy)]
enum Place {
    Free,
    At(usize),
    Within { stream: usize, index: usize },
}

fn packed(pdf: &[u8]) -> Option<Vec<u8>> {
    let File { head, objects, trailer } = read(pdf)?;
    let mut out = head.to_vec();
    let size = objects.iter().map(|object| object.id).max()? + 1;
    let mut places = vec![Place::Free; size];
    let (streams, small): (Vec<_>, Vec<_>) =
        objects.iter().partition(|object| object.body.ends_with(b"endstream"));
    for object in streams {
        *places.get_mut(object.id)? = Place::At(out.len());
        out.extend_from_slice(object.whole);
        out.push(b'\n');
    }
    let groups: Vec<&[&Object<'_>]> = small.chunks(SHARED).collect();
    let pack = |groups: &[&[&Object<'_>]]| groups.iter().map(|group| shared(group)).collect::<Vec<_>>();
    let streams = if groups.len() < MANY {
        pack(&groups)
    } else {
        let (first, last) = groups.split_at(groups.len() / 2);
        let (last, mut streams) = beside(|| pack(last), || pack(first));
        streams.extend(last);
        streams
    };
    for (group, packed) in groups.iter().zip(streams) {
        let stream = places.len();
        for (at, object) in group.iter().enumerate() {
            *places.get_mut(object.id)? = Place::Within { stream, index: at };
        }
        places.push(Place::At(out.len()));
        let (head, data) = packed?;
        write_stream(&mut out, stream, &head, &data);
    }
    let table = places.len();
    places.push(Place::At(out.len()));
    let start = out.len();
    let mut entries = Vec::with_capacity(places.len() * 7);
    for place in &places {
        let (kind, place, index) = match *place {
            Place::Free => (0, 0, 0xffff),
            Place::At(offset) => (1, offset, 0),
            Place::Within { stream, index } => (2, stream, index),
        };
        entries.push(kind);
        entries.extend_from_slice(&u32::try_from(place).ok()?.to_be_bytes());
        entries.extend_from_slice(&u16::try_from(index).ok()?.to_be_bytes());
    }
    let head = format!("/Type/XRef/W[1 4 2]/Size {}{}", places.len(), std::str::from_utf8(trailer).ok()?);
    write_stream(&mut out, table, &head, &deflated(&entries)?);
    out.extend_from_slice(format!("startxref\n{start}\n%%EOF").as_bytes());
    Some(out)
}

/// Reads the table of objects.
fn read(pdf: &[u8]) -> Option<File<'_>> {
    let end = pdf.strip_suffix(b"%%EOF")?;
    let start = rfind(end, b"startxref")?;
    let table: usize = number(end.get(start + b"startxref".len()..)?)?;
    let (entries, trailer) = split_once(pdf.get(table..start)?, b"trailer")?;
    let entries = entries.strip_prefix(b"xref\n0 ")?;
    let lines = entries.get(entries.iter().position(|byte| *byte == b'\n')? + 1..)?;
    let mut offsets = Vec::new();
    for (id, line) in lines.chunks(20).enumerate() {
        if line.get(17) == Some(&b'n') {
            offsets.push((number(line)?, id));
        }
    }
    offsets.sort_unstable();
    let ends = offsets.iter().skip(1).map(|(offset, _)| *offset).chain([table]);
    let objects = offsets.iter().zip(ends).map(|((offset, id), end)| {
        let whole = pdf.get(*offset..end)?.trim_ascii_end();
        let body =
            whole.strip_prefix(format!("{id} 0 obj").as_bytes())?.strip_suffix(b"endobj")?.trim_ascii();
        Some(Object { id: *id, whole, body })
    });
    // `<</Size 262/Root … >>`
    let said = trailer.trim_ascii().strip_prefix(b"<<")?.strip_suffix(b">>")?.trim_ascii();
    let said = said.strip_prefix(b"/Size ")?;
    let digits = said.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let head = pdf.get(..offsets.first()?.0)?;
    Some(File { head, objects: objects.collect::<Option<_>>()?, trailer: said.get(digits..)? })
}

/// The stream that some objects share, and what its dictionary begins with.
fn shared(group: &[&Object<'_>]) -> Option<(String, Vec<u8>)> {
    let (mut index, mut bodies) = (String::new(), Vec::new());
    for object in group {
        index.push_str(&format!("{} {} ", object.id, bodies.len()));
        bodies.extend_from_slice(object.body);
        bodies.push(b'\n');
    }
    let head = format!("/Type/ObjStm/N {}/First {}", group.len(), index.len());
    Some((head, deflated(&[index.as_bytes(), &bodies].concat())?))
}

fn deflated(data: &[u8]) -> Option<Vec<u8>> {
    // Twice as fast as the usual 6, for a fiftieth of the file.
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(3));
    encoder.write_all(data).ok()?;
    encoder.finish().ok()
}

fn write_stream(out: &mut Vec<u8>, id: usize, head: &str, data: &[u8]) {
    let head = format!("{id} 0 obj\n<<{head}/Filter/FlateDecode/Length {}>>\nstream\n", data.len());
    out.extend_from_slice(head.as_bytes());
    out.extend_from_slice(data);
    out.extend_from_slice(b"\nendstream\nendobj\n");
}

/// The number that a text begins with.
fn number(text: &[u8]) -> Option<usize> {
    let text = text.trim_ascii_start();
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(text.get(..digits)?).ok()?.parse().ok()
}

fn rfind(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).rposition(|window| window == what)
}

fn split_once<'a>(text: &'a [u8], at: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let place = rfind(text, at)?;
    Some((text.get(..place)?, text.get(place + at.len()..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file as it is written before: a catalog, text with odd words, a stream.
    fn sample() -> Vec<u8> {
        let text = format!("(endstream endobj {})", "x".repeat(2_000));
        let bodies = [
            "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
            "<</Type/Pages/Count 0/Kids[]>>".to_owned(),
            "<</Length 9>>\nstream\n1 0 obj x\nendstream".to_owned(),
            text,
        ];
        let mut pdf = b"%PDF-1.7\n%\x80\x80\x80\x80\n\n".to_vec();
        let mut table = format!("xref\n0 {}\n0000000000 65535 f\r\n", bodies.len() + 1);
        for (at, body) in bodies.iter().enumerate() {
            table.push_str(&format!("{:010} 00000 n\r\n", pdf.len()));
            pdf.extend(format!("{} 0 obj\n{body}\nendobj\n\n", at + 1).bytes());
        }
        let start = pdf.len();
        pdf.extend(table.bytes());
        pdf.extend(format!("trailer\n<</Size 5/Root 1 0 R/ID[(a)(b)]>>\nstartxref\n{start}\n%%EOF").bytes());
        pdf
    }

    #[test]
    fn streams_stay_and_all_else_is_packed() {
        let pdf = sample();
        let small = compact(pdf.clone());
        assert!(small.len() < pdf.len() / 2, "{} of {} bytes", small.len(), pdf.len());
        let text = String::from_utf8_lossy(&small);
        assert!(text.contains("3 0 obj\n<</Length 9>>\nstream\n1 0 obj x\nendstream\nendobj"), "{text}");
        assert!(text.contains("5 0 obj\n<</Type/ObjStm/N 3/First "), "{text}");
        assert!(text.contains("/Type/XRef/W[1 4 2]/Size 7/Root 1 0 R/ID[(a)(b)]"), "{text}");
        assert_eq!(compact(pdf), small, "the same bytes each time");
    }

    #[test]
    fn a_file_that_is_written_otherwise_stays_as_it_is() {
        let pdf = sample();
        for end in 0..pdf.len() {
            let broken = pdf.get(..end).unwrap_or_default().to_vec();
            assert_eq!(compact(broken.clone()), broken);
        }
        let small = compact(pdf);
        assert_eq!(compact(small.clone()), small, "what is packed already");
    }
}
