//! What a PDF says beside its pages: structure, bookmarks, links, metadata,
//! attachments. Read with the library that also reads the PDF files of notes.

use hayro_svg::hayro_syntax::Pdf;
use hayro_svg::hayro_syntax::object::{Array, Dict, Name, Object, Stream};

/// What a PDF says.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    pub(crate) title: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) shows_title: bool,
    pub(crate) marked: bool,
    /// The structure in the order of reading.
    pub(crate) tags: Vec<Tag>,
    /// The bookmarks: depth and title.
    pub(crate) bookmarks: Vec<(usize, String)>,
    /// Addresses that links lead to.
    pub(crate) links: Vec<String>,
    /// Links within the document.
    pub(crate) inner_links: usize,
    /// Links without a description.
    pub(crate) silent_links: usize,
    /// Fonts, without the six letters of a subset; the flag says whether the
    /// file is embedded, or their glyphs are drawn in place.
    pub(crate) fonts: Vec<(String, bool)>,
    /// The bytes of images, masks left out.
    pub(crate) images: Vec<Vec<u8>>,
    /// The metadata in XML.
    pub(crate) xmp: String,
    pub(crate) attachments: Vec<Attachment>,
}

#[derive(Debug)]
pub(crate) struct Tag {
    pub(crate) kind: String,
    pub(crate) alt: Option<String>,
}

#[derive(Debug)]
pub(crate) struct Attachment {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) relationship: String,
    pub(crate) mime: String,
    pub(crate) bytes: Vec<u8>,
}

impl Facts {
    /// Reads a PDF.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let pdf = Pdf::new(bytes.to_vec()).unwrap_or_else(|error| panic!("{error:?}"));
        let root: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).unwrap();
        let mut facts = Self { language: text(&root, "Lang"), ..Self::default() };
        let flag = |dict: &str, key: &str| {
            root.get::<Dict<'_>>(dict).and_then(|dict| dict.get::<bool>(key)).unwrap_or_default()
        };
        facts.shows_title = flag("ViewerPreferences", "DisplayDocTitle");
        facts.marked = flag("MarkInfo", "Marked");
        facts.title = pdf.metadata().title.as_ref().map(|title| decoded(title));
        if let Some(tree) = root.get::<Dict<'_>>("StructTreeRoot") {
            facts.structure(&tree);
        }
        if let Some(outlines) = root.get::<Dict<'_>>("Outlines") {
            facts.outline(&outlines, 1);
        }
        if let Some(xmp) = root.get::<Stream<'_>>("Metadata") {
            facts.xmp = String::from_utf8(xmp.decoded().unwrap().into_owned()).unwrap();
        }
        let mut drawn = Vec::new();
        for object in pdf.objects() {
            if let Object::Dict(dict) = &object
                && dict.get::<Name<'_>>("Subtype").is_some_and(|name| name.as_str() == "Type3")
                && let Some(descriptor) = dict.get::<Dict<'_>>("FontDescriptor")
            {
                drawn.push(font_name(&descriptor));
            }
            facts.object(object);
        }
        for (name, embedded) in &mut facts.fonts {
            *embedded |= drawn.contains(name);
        }
        facts.fonts.sort();
        facts
    }

    fn structure(&mut self, node: &Dict<'_>) {
        if let Some(kind) = node.get::<Name<'_>>("S") {
            let kind = kind.as_str().to_owned();
            self.tags.push(Tag { kind, alt: text(node, "Alt") });
        }
        if let Some(kid) = node.get::<Dict<'_>>("K") {
            self.structure(&kid);
        } else if let Some(kids) = node.get::<Array<'_>>("K") {
            for kid in kids.iter::<Object<'_>>() {
                if let Object::Dict(kid) = kid {
                    self.structure(&kid);
                }
            }
        }
    }

    fn outline(&mut self, node: &Dict<'_>, depth: usize) {
        let mut next = node.get::<Dict<'_>>("First");
        while let Some(entry) = next {
            self.bookmarks.push((depth, text(&entry, "Title").unwrap_or_default()));
            self.outline(&entry, depth + 1);
            next = entry.get("Next");
        }
    }

    fn object(&mut self, object: Object<'_>) {
        let (dict, stream) = match object {
            Object::Dict(dict) => (dict, None),
            Object::Stream(stream) => (stream.dict().clone(), Some(stream)),
            _ => return,
        };
        let is =
            |key: &str, value: &str| dict.get::<Name<'_>>(key).is_some_and(|name| name.as_str() == value);
        if is("Type", "FontDescriptor") {
            let name = font_name(&dict);
            let embedded = ["FontFile", "FontFile2", "FontFile3"].iter().any(|key| dict.contains_key(key));
            self.fonts.push((name, embedded));
        } else if is("Subtype", "Link") {
            match dict.get::<Dict<'_>>("A").and_then(|action| text(&action, "URI")) {
                Some(address) => self.links.push(address),
                None => self.inner_links += 1,
            }
            self.silent_links += usize::from(!dict.contains_key("Contents"));
        } else if is("Subtype", "Image") && !is("ColorSpace", "DeviceGray") {
            self.images.extend(stream.map(|stream| stream.raw_data().into_owned()));
        } else if is("Type", "Filespec") {
            let file: Stream<'_> = dict.get::<Dict<'_>>("EF").unwrap().get("F").unwrap();
            let mime = file.dict().get::<Name<'_>>("Subtype");
            let relationship = dict.get::<Name<'_>>("AFRelationship");
            self.attachments.push(Attachment {
                name: text(&dict, "UF").unwrap(),
                description: text(&dict, "Desc").unwrap_or_default(),
                relationship: relationship.map(|name| name.as_str().to_owned()).unwrap_or_default(),
                mime: mime.map(|name| name.as_str().to_owned()).unwrap_or_default(),
                bytes: file.decoded().unwrap().into_owned(),
            });
        }
    }

    /// The alternative texts of one kind of tag.
    pub(crate) fn alts(&self, kind: &str) -> Vec<Option<&str>> {
        self.tags.iter().filter(|tag| tag.kind == kind).map(|tag| tag.alt.as_deref()).collect()
    }

    /// The levels of the headings, in order.
    pub(crate) fn heading_levels(&self) -> Vec<usize> {
        self.tags.iter().filter_map(|tag| tag.kind.strip_prefix('H')?.parse().ok()).collect()
    }
}

fn font_name(descriptor: &Dict<'_>) -> String {
    let name = descriptor.get::<Name<'_>>("FontName").unwrap();
    name.as_str().split_once('+').map_or(name.as_str(), |(_, name)| name).to_owned()
}

fn text(dict: &Dict<'_>, key: &str) -> Option<String> {
    dict.get::<hayro_svg::hayro_syntax::object::String<'_>>(key).map(|text| decoded(text.as_bytes()))
}

/// A text string: UTF-16 with its mark, else as good as ASCII.
fn decoded(bytes: &[u8]) -> String {
    match bytes.strip_prefix(&[0xfe, 0xff]) {
        Some(rest) => {
            let units: Vec<u16> =
                rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16(&units).unwrap()
        }
        None => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// All bytes of a PDF: as they are, and with its streams unpacked.
pub(crate) fn unpacked(pdf: &[u8]) -> Vec<u8> {
    let mut all = pdf.to_vec();
    let find = |from: usize, what: &[u8]| {
        pdf.get(from..)?.windows(what.len()).position(|window| window == what).map(|at| from + at)
    };
    let mut from = 0;
    while let Some(start) = find(from, b"stream") {
        let data = start + b"stream".len();
        let data = data + pdf[data..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let Some(end) = find(data, b"endstream") else { break };
        let mut out = Vec::new();
        // What is packed otherwise is looked for as it is.
        let _ = std::io::Read::read_to_end(&mut flate2::read::ZlibDecoder::new(&pdf[data..end]), &mut out);
        all.extend(out);
        from = end + b"endstream".len();
    }
    all
}
