//! Takes out of photographs and screenshots what a client should not find in
//! them: places, cameras, names, editors' notes. What changes the picture stays:
//! colour profile and orientation.

/// A JPEG without its metadata. `orientation` is the Exif orientation that it
/// was taken in. A file that is not understood stays as it is.
pub(super) fn jpeg(bytes: &[u8], orientation: Option<u32>) -> Vec<u8> {
    stripped_jpeg(bytes, orientation).unwrap_or_else(|| bytes.to_vec())
}

fn stripped_jpeg(bytes: &[u8], orientation: Option<u32>) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(&[0xff, 0xd8])?;
    let mut out = vec![0xff, 0xd8];
    if let Some(orientation) =
        orientation.and_then(|value| u8::try_from(value).ok()).filter(|v| (2..=8).contains(v))
    {
        out.extend(exif(orientation));
    }
    loop {
        let [0xff, marker, high, low, ..] = rest else { return None };
        // The picture itself begins: nothing after it is looked at.
        if *marker == 0xda {
            out.extend(rest);
            return Some(out);
        }
        let length = 2 + usize::from(u16::from_be_bytes([*high, *low]));
        let segment = rest.get(..length)?;
        let body = segment.get(4..).unwrap_or_default();
        let keep = match marker {
            // The colour profile.
            0xe2 => body.starts_with(b"ICC_PROFILE\0"),
            // JFIF, and Adobe's word on how colours are coded.
            0xe0 | 0xee => true,
            // Exif, XMP and what programs add; comments.
            0xe1..=0xef | 0xfe => false,
            _ => true,
        };
        if keep {
            out.extend(segment);
        }
        rest = rest.get(length..)?;
    }
}

/// An Exif segment that says the orientation and nothing else.
fn exif(orientation: u8) -> Vec<u8> {
    let mut segment = vec![0xff, 0xe1, 0, 34];
    segment.extend(b"Exif\0\0MM\0*");
    segment.extend([0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]);
    segment
}

/// A PNG without its texts, times and Exif data.
pub(super) fn png(bytes: &[u8]) -> Vec<u8> {
    stripped_png(bytes).unwrap_or_else(|| bytes.to_vec())
}

fn stripped_png(bytes: &[u8]) -> Option<Vec<u8>> {
    let (signature, mut rest) = bytes.split_at_checked(8)?;
    let mut out = signature.to_vec();
    while let [a, b, c, d, kind @ ..] = rest {
        let length = usize::try_from(u32::from_be_bytes([*a, *b, *c, *d])).ok()?.checked_add(12)?;
        let chunk = rest.get(..length)?;
        if !matches!(kind.get(..4)?, b"tEXt" | b"zTXt" | b"iTXt" | b"tIME" | b"eXIf") {
            out.extend(chunk);
        }
        rest = rest.get(length..)?;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_stays_and_what_is_said_about_it_goes() {
        let mut photo = vec![0xff, 0xd8];
        photo.extend([0xff, 0xe1, 0, 8]);
        photo.extend(b"secret");
        photo.extend([0xff, 0xfe, 0, 8]);
        photo.extend(b"secret");
        photo.extend([0xff, 0xdb, 0, 4, 1, 2]);
        photo.extend([0xff, 0xda, 0, 2, 9, 9, 0xff, 0xd9]);
        let bare = [0xff, 0xd8, 0xff, 0xdb, 0, 4, 1, 2, 0xff, 0xda, 0, 2, 9, 9, 0xff, 0xd9];
        assert_eq!(jpeg(&photo, Some(1)), bare);
        let turned = jpeg(&photo, Some(6));
        assert_eq!(turned.len(), bare.len() + 36);
        assert!(turned.windows(4).any(|window| window == b"Exif"));
    }

    #[test]
    fn what_is_not_understood_stays_as_it_is() {
        for bytes in [&b""[..], b"\xff\xd8\xff", b"\xff\xd8\xff\xe1\0", b"hello"] {
            assert_eq!(jpeg(bytes, None), bytes);
        }
        assert_eq!(png(b"\x89PNG\r\n\x1a\n\0\0"), b"\x89PNG\r\n\x1a\n");
        assert_eq!(png(b"\x89PNG\r\n\x1a\n\0\0\0\x05tEXt"), b"\x89PNG\r\n\x1a\n\0\0\0\x05tEXt");
    }
}
