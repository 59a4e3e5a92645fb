//! Holds a JSON value to a JSON Schema, as far as this project's schemas go:
//! types, constants, lists of values, keys, items, references.

use serde_json::Value;

/// What is wrong with a value, by its path; nothing where it fits.
pub(crate) fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    check(schema, schema, value, "$", &mut faults);
    faults
}

fn check(root: &Value, schema: &Value, value: &Value, path: &str, faults: &mut Vec<String>) {
    if let Some(pointer) = schema["$ref"].as_str() {
        let target = root.pointer(pointer.trim_start_matches('#')).unwrap();
        check(root, target, value, path, faults);
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let own = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let fits = |kind: &&str| *kind == own || *kind == "integer" && value.is_i64();
    if !types.is_empty() && !types.iter().any(fits) {
        faults.push(format!("{path}: {own} in place of {types:?}"));
    }
    if !schema["const"].is_null() && schema["const"] != *value {
        faults.push(format!("{path}: {value} is not {}", schema["const"]));
    }
    if schema["enum"].as_array().is_some_and(|all| !all.contains(value)) {
        faults.push(format!("{path}: {value} is none of {}", schema["enum"]));
    }
    if let Some(all) = schema["oneOf"].as_array() {
        let fitting = all.iter().filter(|one| {
            let mut inner = Vec::new();
            check(root, one, value, path, &mut inner);
            inner.is_empty()
        });
        if fitting.count() != 1 {
            faults.push(format!("{path}: {value} is not one of the forms"));
        }
    }
    for key in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if value.get(key).is_none() {
            faults.push(format!("{path}: `{key}` is missing"));
        }
    }
    for (key, inner) in value.as_object().into_iter().flatten() {
        let path = format!("{path}.{key}");
        match (&schema["properties"][key], &schema["additionalProperties"]) {
            (Value::Null, Value::Bool(false)) => faults.push(format!("{path}: unknown key")),
            (Value::Null, other @ Value::Object(_)) => check(root, other, inner, &path, faults),
            (known @ Value::Object(_), _) => check(root, known, inner, &path, faults),
            _ => {}
        }
    }
    for (at, inner) in value.as_array().into_iter().flatten().enumerate() {
        if !schema["items"].is_null() {
            check(root, &schema["items"], inner, &format!("{path}[{at}]"), faults);
        }
    }
}
