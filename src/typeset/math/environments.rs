//! `\begin{…} … \end{…}`.

use super::parser::{End, Parser, Rows};
use super::tokens::Token;
use super::{Result, Unreadable, aligned, sequence};

impl Parser {
    pub(super) fn environment(&mut self) -> Result<String> {
        let name = self.words()?;
        let plain = name.trim_end_matches('*');
        let mut columns = String::new();
        match plain {
            "array" | "darray" | "subarray" | "tabular" => {
                self.option()?;
                columns = self.columns()?;
            }
            "alignat" | "alignedat" | "xalignat" => drop(self.words()?),
            "aligned" | "gathered" | "split" => drop(self.option()?),
            _ if plain.ends_with("matrix") && plain.len() < name.len() => {
                // `pmatrix*` has its columns in brackets.
                if self.skip('[')
                    && let Some(Token::Char(c)) = self.next()
                {
                    columns.push(c);
                    self.skip(']');
                }
            }
            _ => {}
        }
        let rows = self.rows(End::Environment)?;
        self.at += 1;
        if self.words()? != name {
            return Err(Unreadable(format!("\\end{{{name}}}")));
        }
        match plain {
            "matrix" | "smallmatrix" => Ok(matrix(&rows, "none", &columns)),
            "array" | "darray" | "subarray" | "tabular" => Ok(matrix(&rows, "none", &columns)),
            "pmatrix" => Ok(matrix(&rows, "\"(\"", &columns)),
            "bmatrix" => Ok(matrix(&rows, "\"[\"", &columns)),
            "Bmatrix" => Ok(matrix(&rows, "\"{\"", &columns)),
            "vmatrix" => Ok(matrix(&rows, "\"|\"", &columns)),
            "Vmatrix" => Ok(matrix(&rows, "\"‖\"", &columns)),
            "cases" | "dcases" | "rcases" | "drcases" => {
                let reverse = if plain.contains("rcases") { "reverse: true, " } else { "" };
                let rows: Vec<String> = rows
                    .rows
                    .iter()
                    .map(|row| sequence(&row.join(&"math-align; math.quad".to_owned())))
                    .collect();
                Ok(format!("math.cases({reverse}{})", rows.join(", ")))
            }
            "aligned" | "align" | "alignat" | "alignedat" | "xalignat" | "flalign" | "split" | "gather"
            | "gathered" | "equation" | "eqnarray" | "multline" | "displaymath" | "math" => {
                Ok(aligned(&rows))
            }
            _ => Err(Unreadable(format!("\\begin{{{name}}}"))),
        }
    }

    /// The columns of an array, `{l|cc}`: nested braces and what stands in them
    /// are left out.
    fn columns(&mut self) -> Result<String> {
        self.opened()?;
        let (mut columns, mut open) = (String::new(), 0_usize);
        loop {
            match self.next() {
                None => return Err(Unreadable("{".to_owned())),
                Some(Token::Close) if open == 0 => return Ok(columns),
                Some(Token::Close) => open -= 1,
                Some(Token::Open) => open += 1,
                Some(Token::Char(c)) if open == 0 && "lcr|:".contains(c) => columns.push(c),
                Some(_) => {}
            }
        }
    }
}

/// A matrix between delimiters, with the alignment and the lines of its columns.
fn matrix(found: &Rows, delimiter: &str, columns: &str) -> String {
    let rows: Vec<String> = found
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| sequence(cell) + ", ").collect::<String>())
        .map(|row| format!("({row})"))
        .collect();
    let widest = found.rows.iter().map(Vec::len).max().unwrap_or_default();
    let mut options = format!("delim: {delimiter}, ");
    let mut kinds = columns.chars().filter(|c| !matches!(c, '|' | ':'));
    if let Some(first) = kinds.next()
        && first != 'c'
        && kinds.all(|kind| kind == first)
    {
        options.push_str(if first == 'l' { "align: left, " } else { "align: right, " });
    }
    let mut lines = Vec::new();
    let mut before = 0;
    for c in columns.chars() {
        if matches!(c, '|' | ':') {
            lines.push(before);
        } else {
            before += 1;
        }
    }
    let list = |mut offsets: Vec<usize>, most: usize| {
        offsets.retain(|offset| *offset <= most);
        offsets.dedup();
        offsets.iter().map(|offset| format!("{offset}, ")).collect::<String>()
    };
    let (down, across) = (list(lines, widest), list(found.rules.clone(), found.rows.len()));
    if !down.is_empty() || !across.is_empty() {
        options.push_str("augment: (stroke: 0.5pt, ");
        for (name, offsets) in [("vline", down), ("hline", across)] {
            if !offsets.is_empty() {
                options = options + name + ": (" + &offsets + "), ";
            }
        }
        options.push_str("), ");
    }
    format!("math.mat({options}{})", rows.join(", "))
}
