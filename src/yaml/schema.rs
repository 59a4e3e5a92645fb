//! Holds a JSON Schema, which editors use, to the keys that a reader knows.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::{Node, Reader};

/// Compares the keys of a schema's mappings with those that were asked for when
/// `node`, which holds every key, was read.
pub(crate) fn agrees(schema: &Json, node: &Node, reader: &Reader) {
    walk(schema, schema, node, reader, "");
}

fn walk(root: &Json, place: &Json, node: &Node, reader: &Reader, path: &str) {
    let place = match place["$ref"].as_str() {
        Some(pointer) => root.pointer(pointer.trim_start_matches('#')).unwrap(),
        None => place,
    };
    let Some(properties) = place["properties"].as_object() else { return };
    let asked = reader.asked.iter().find(|(span, _)| *span == node.span);
    let (_, asked) = asked.unwrap_or_else(|| panic!("`{path}` is not read as a mapping"));
    let asked: BTreeSet<&str> = asked.iter().copied().collect();
    let described: BTreeSet<&str> = properties.keys().map(String::as_str).collect();
    assert_eq!(asked, described, "the keys of `{path}`");
    assert_eq!(place["additionalProperties"], false, "`{path}` reports unknown keys");
    for (key, inner) in properties {
        let value = node.get(key).unwrap_or_else(|| panic!("`{path}.{key}` is missing from the example"));
        let told = &inner["description"];
        assert!(told.is_string() || inner["$ref"].is_string(), "`{path}.{key}` is not described");
        walk(root, inner, value, reader, &format!("{path}.{key}"));
    }
}
