//! What properties name beside text: Obsidian's plugins show an image that a
//! property embeds, so one that is not there is as wrong as in the note.

use super::vault::{Resolution, Vault};
use super::{images, links, metadata};
use crate::diagnostics::Diagnostic;
use crate::language::Language;
use crate::proposal::{Field, ImageSource};
use crate::yaml::{Node, Value};

/// Endings of images that a property may embed.
const IMAGES: &[&str] = &["png", "jpg", "jpeg", "gif", "webp", "bmp", "svg", "avif"];

/// Finds the file of the client's logo: a path, `[[logo.svg]]` or
/// `![[logo.svg]]`.
pub(super) fn client_logo(
    properties: &Node,
    from: &str,
    vault: &dyn Vault,
    language: Language,
    findings: &mut Vec<Diagnostic>,
) -> Option<Field<ImageSource>> {
    let node = metadata::client_logo(properties)?;
    let text = node.scalar().map(str::to_owned).or_else(|| metadata::unquoted_link(node))?;
    let text = text.trim();
    let linked = text.strip_prefix('!').unwrap_or(text);
    let linked = linked.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]"));
    let path = linked.map_or(text, |link| link.split(['|', '#']).next().unwrap_or_default()).trim();
    if path.is_empty() {
        return None;
    }
    let source = match vault.resolve(path, from) {
        Resolution::Found(path) => ImageSource::File(path),
        Resolution::Missing { looked, near } => {
            // An embedded image is reported with those of other properties.
            if !(text.starts_with("![[") && is_image(path)) {
                findings.push(images::not_there(language, node.span, text, path, &looked, &near));
            }
            ImageSource::Missing(path.to_owned())
        }
        Resolution::Outside => {
            findings.push(links::leads_out(language, node.span, path));
            ImageSource::Missing(path.to_owned())
        }
    };
    Some(Field { value: source, span: node.span })
}

fn is_image(path: &str) -> bool {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_lowercase());
    extension.is_some_and(|extension| IMAGES.contains(&extension.as_str()))
}

/// Finds the images that properties embed (`visual: "![[plan.png]]"`) and that
/// do not exist.
pub(super) fn missing_images(
    properties: &Node,
    from: &str,
    vault: &dyn Vault,
    language: Language,
    findings: &mut Vec<Diagnostic>,
) {
    match &properties.value {
        Value::Null => {}
        Value::List(items) => {
            for item in items {
                missing_images(item, from, vault, language, findings);
            }
        }
        Value::Map(entries) => {
            for entry in entries {
                missing_images(&entry.value, from, vault, language, findings);
            }
        }
        Value::Scalar { text, .. } => {
            let Some(target) = text.trim().strip_prefix("![[").and_then(|rest| rest.strip_suffix("]]"))
            else {
                return;
            };
            let path = target.split(['|', '#']).next().unwrap_or_default().trim();
            if !is_image(path) {
                return;
            }
            if let Resolution::Missing { looked, near } = vault.resolve(path, from) {
                findings.push(images::not_there(language, properties.span, text, path, &looked, &near));
            }
        }
    }
}
