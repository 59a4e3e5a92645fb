use super::*;
use crate::parse::prepass::rewrite::apply;

fn clean(text: &str) -> String {
    apply(text, find(text, &Known::default()).edits).text
}

#[test]
fn inline_comments_leave_one_space_and_no_trace() {
    assert_eq!(clean("a %%c%% b"), "a b");
    assert_eq!(clean("a%%c%%b"), "ab");
    assert_eq!(clean("a %%c%%\nb"), "a\nb");
    assert_eq!(clean("x %%%% y"), "x y");
    assert_eq!(clean("| a %%c%% | b |"), "| a | b |");
    assert_eq!(clean("x %%a%% %%b%%"), "x ");
    assert_eq!(clean("x %%a%% %%b%% <!-- c --> %%d%% y"), "x y");
    assert_eq!(clean("%%a%% %%b%%\n%%c%% %%d%% x"), "x");
}

#[test]
fn an_inline_comment_does_not_cross_a_line() {
    assert_eq!(clean("x %%a\nb%% y"), "x %%a\nb%% y");
}

#[test]
fn a_comment_at_the_start_of_a_line_runs_over_everything() {
    assert_eq!(clean("a\n\n%%\n# x\n\n```\ny\n%%\nb"), "a\n\nb");
    assert_eq!(clean("a\n%%c%%\nb"), "a\nb");
    assert_eq!(clean("%%c%% b"), "b");
    assert_eq!(clean("- a\n- %%c%%\n"), "- a\n- \n");
    assert_eq!(clean("> %%\n> x\n> %%\n> y"), "> y");
    assert_eq!(clean("a\n%% b\n\nmargin 40 %\n"), "a\n");
}

#[test]
fn a_comment_between_two_blocks_does_not_join_them() {
    assert_eq!(clean("Prix\n%%c%%\n---\n"), "Prix\n\n---\n");
    assert_eq!(clean("> [!a]\n%%c%%\n> [!b]\n"), "> [!a]\n\n> [!b]\n");
}

#[test]
fn code_escapes_and_links_hold_no_comments() {
    for text in ["`%%x%%`", "\\%%x%%", "```\n%%x%%\n```", "`a\nb %%c%%`", "a 100%% b", "    x\n\n    %%y%%"] {
        assert_eq!(clean(text), text);
    }
}

#[test]
fn a_stray_backtick_does_not_bring_a_comment_to_light() {
    assert_eq!(clean("a `b\n%%margin `40%` %%\nc"), "a `b\nc");
}

#[test]
fn html_comments_go_and_text_after_one_stays_with_it() {
    assert_eq!(clean("a <!-- c --> b"), "a b");
    assert_eq!(clean("a\n<!-- c\n\nd -->\nb"), "a\n<!-- -->\nb");
    assert_eq!(clean("x <!--> y -->"), "x y -->");
    assert_eq!(clean("<!-- c --> b"), "<!-- c --> b");
    assert_eq!(clean("<!-- a %% b -->\n%%c%%\nx"), "<!-- -->\nx");
    assert_eq!(clean("- <!-- x\n\nsecret -->\n- b"), "- <!-- -->\n- b");
}

#[test]
fn comments_are_kept_for_those_who_speak_to_the_tool() {
    let found = find("a %% propose: x %%\n\n%% y %%\n\n<!-- z -->\n", &Known::default());
    let shown: Vec<_> = found.comments.iter().map(|c| (c.text.as_str(), c.alone)).collect();
    assert_eq!(shown, [("propose: x", false), ("y", true), ("z", true)]);
}
