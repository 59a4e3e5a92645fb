//! What properties name beside text: Obsidian's plugins show an image that a
//! property embeds, so one that is not there is as wrong as in the note.

use super::images;
use super::vault::{Resolution, Vault};
use crate::diagnostics::Diagnostic;
use crate::language::Language;
use crate::yaml::{Node, Value};

/// Endings of images that a property may embed.
const IMAGES: &[&str] = &["png", "jpg", "jpeg", "gif", "webp", "bmp", "svg", "avif"];

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
            let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_lowercase());
            if extension.is_none_or(|extension| !IMAGES.contains(&extension.as_str())) {
                return;
            }
            if let Resolution::Missing { looked, near } = vault.resolve(path, from) {
                findings.push(images::not_there(language, properties.span, text, path, &looked, &near));
            }
        }
    }
}
