use super::*;

fn kinds(text: &str) -> Vec<Kind> {
    let mut tracker = Tracker::new();
    text.lines().map(|line| tracker.next(line).1).collect()
}

#[test]
fn fences_close_at_their_own_length_and_with_their_container() {
    use Kind::{Blank, FenceBody, FenceClose, FenceOpen, Text};
    assert_eq!(kinds("````\n```\n````\nx"), [FenceOpen, FenceBody, FenceClose, Text]);
    assert_eq!(kinds("> ```\n> a\nb"), [FenceOpen, FenceBody, Text]);
    assert_eq!(kinds("- ```\n  a\n  ```\n- b"), [FenceOpen, FenceBody, FenceClose, Text]);
    assert_eq!(kinds("- ```\n  a\n\nb"), [FenceOpen, FenceBody, FenceBody, Text]);
    assert_eq!(kinds("```a`b\n\n"), [Text, Blank]);
}

#[test]
fn four_spaces_are_code_only_after_an_empty_line_and_outside_lists() {
    use Kind::{Blank, Indented, Text};
    assert_eq!(kinds("a\n    b\n\n    c\n    d"), [Text, Text, Blank, Indented, Indented]);
    assert_eq!(kinds("- a\n\n    b\n\n      c"), [Text, Blank, Text, Blank, Indented]);
}

#[test]
fn a_marker_too_deep_for_an_open_paragraph_is_text() {
    use Kind::Text;
    let items = |text: &str| {
        let mut tracker = Tracker::new();
        text.lines().map(|line| tracker.next(line).0.item.is_some()).collect::<Vec<_>>()
    };
    assert_eq!(items("- a\n      - b"), [true, false]);
    assert_eq!(items("- a\n     - b"), [true, true]);
    assert_eq!(items("- a\n\t- b\n\t\t- c"), [true, true, true]);
    assert_eq!(kinds("- - > a\n\t\t- > b"), [Text, Text]);
    assert_eq!(items("- - > a\n\t\t- > b"), [true, false]);
    assert_eq!(kinds("- a\n>     > b"), [Text, Kind::Indented]);
}

#[test]
fn prefixes_hold_quotes_and_markers() {
    let prefix = |line: &str| {
        let (prefix, _) = Tracker::new().next(line);
        (prefix.quotes, prefix.item.is_some(), line.get(prefix.len..).unwrap().to_owned())
    };
    assert_eq!(prefix("> - [ ] a"), (1, true, "[ ] a".to_owned()));
    assert_eq!(prefix("- > [!note] b"), (1, true, "[!note] b".to_owned()));
    assert_eq!(prefix("- - -"), (0, false, "- - -".to_owned()));
    assert_eq!(prefix("2026. x"), (0, true, "x".to_owned()));
}
