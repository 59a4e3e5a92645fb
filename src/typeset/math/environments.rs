use super::reader::{End, Parser, Rows};
use super::tokens::Token;
use super::{Result, Unreadable, aligned, sequence};

/// How the columns of an array stand.
#[derive(Debug, Default)]
struct Columns {
    /// Where all of them are aligned; none for the middle.
    alignment: Option<&'static str>,
    /// The columns in front of which a line is drawn.
    lines: Vec<usize>,
}

impl Columns {
    /// Reads `|l|cr|`.
    fn read(spec: &str) -> Self {
        let mut columns = Self::default();
        let mut kinds: Vec<char> = Vec::new();
        for c in spec.chars() {
            match c {
                'l' | 'c' | 'r' => kinds.push(c),
                '|' | ':' => columns.lines.push(kinds.len()),
                _ => {}
            }
        }
        // Lines at the edges are none that a matrix can draw.
        columns.lines.retain(|at| (1..kinds.len()).contains(at));
        columns.lines.dedup();
        columns.alignment = match kinds.first() {
            Some('l') if kinds.iter().all(|kind| *kind == 'l') => Some("left"),
            Some('r') if kinds.iter().all(|kind| *kind == 'r') => Some("right"),
            _ => None,
        };
        columns
    }
}

impl Parser {
    /// An environment, from its name on.
    pub(super) fn environment(&mut self) -> Result<String> {
        let name = self.name()?;
        let mut columns = Columns::default();
        match name.as_str() {
            "array" | "darray" | "subarray" => columns = Columns::read(&self.spec()?),
            "alignat" | "alignat*" | "alignedat" => {
                self.name()?;
            }
            "matrix*" | "pmatrix*" | "bmatrix*" | "Bmatrix*" | "vmatrix*" | "Vmatrix*" => {
                columns = Columns::read(&self.bracketed());
            }
            "aligned" | "gathered" | "multlined" => {
                self.bracketed();
            }
            _ => {}
        }
        let rows = self.rows(End::Environment)?;
        self.next();
        if self.name()? != name {
            return Err(Unreadable(format!("\\end{{{name}}}")));
        }
        let plain = name.strip_suffix('*').unwrap_or(&name);
        Ok(match plain {
            "matrix" | "array" | "darray" => matrix("none", &rows, &columns),
            "smallmatrix" | "subarray" => format!("math.inline({})", matrix("none", &rows, &columns)),
            "pmatrix" => matrix("\"(\"", &rows, &columns),
            "bmatrix" => matrix("\"[\"", &rows, &columns),
            "Bmatrix" => matrix("\"{\"", &rows, &columns),
            "vmatrix" => matrix("\"|\"", &rows, &columns),
            "Vmatrix" => matrix("\"‖\"", &rows, &columns),
            "cases" => cases("", &rows),
            "dcases" => format!("math.display({})", cases("", &rows)),
            "rcases" => cases("reverse: true, ", &rows),
            "drcases" => format!("math.display({})", cases("reverse: true, ", &rows)),
            "align" | "aligned" | "flalign" | "eqnarray" | "split" => pairs(&rows),
            "alignat" | "alignedat" | "gather" | "gathered" | "equation" | "multline" | "multlined"
            | "subequations" => aligned(&rows.cells),
            _ => return Err(Unreadable(format!("\\begin{{{name}}}"))),
        })
    }

    /// What an array says of its columns. Where the braces are forgotten, TeX
    /// takes the next token for it.
    fn spec(&mut self) -> Result<String> {
        self.spaces();
        if self.peek() == Some(&Token::Open) {
            return self.name();
        }
        let spec = match self.next() {
            Some(Token::Char(c)) => c.to_string(),
            Some(_) => String::new(),
            None => return Err(Unreadable("{".to_owned())),
        };
        Ok(spec)
    }

    /// An environment as plain TeX writes it: `\cases{a & b \cr c & d}`.
    pub(super) fn plain_environment(&mut self, name: &str) -> Result<String> {
        self.spaces();
        if !self.pass(&Token::Open) {
            return Err(Unreadable(format!("\\{name}")));
        }
        let rows = self.rows(End::Brace)?;
        if self.next().is_none() {
            return Err(Unreadable("{".to_owned()));
        }
        Ok(match name {
            "cases" => cases("", &rows),
            "matrix" => matrix("none", &rows, &Columns::default()),
            "pmatrix" => matrix("\"(\"", &rows, &Columns::default()),
            _ => stacked(&rows),
        })
    }

    /// The letters in brackets, where there are any.
    pub(super) fn bracketed(&mut self) -> String {
        let mut words = String::new();
        if self.pass(&Token::Char('[')) {
            while let Some(Token::Char(c)) = self.peek().cloned() {
                self.next();
                if c == ']' {
                    break;
                }
                words.push(c);
            }
        }
        words
    }
}

/// The rows of a group or between delimiters, one above the other: within a
/// cell a line cannot break.
pub(super) fn stacked(rows: &Rows) -> String {
    if rows.cells.len() > 1 { matrix("none", rows, &Columns::default()) } else { aligned(&rows.cells) }
}

fn matrix(delimiter: &str, rows: &Rows, columns: &Columns) -> String {
    let cells: Vec<String> = rows
        .cells
        .iter()
        .map(|row| row.iter().map(|cell| sequence(cell) + ", ").collect::<String>())
        .map(|row| format!("({row})"))
        .collect();
    let align = columns.alignment.map(|alignment| format!("align: {alignment}, ")).unwrap_or_default();
    let list = |lines: &[usize]| lines.iter().map(|line| format!("{line}, ")).collect::<String>();
    let mut across: Vec<usize> =
        rows.lines.iter().copied().filter(|at| (1..rows.cells.len()).contains(at)).collect();
    across.dedup();
    let augment = if across.is_empty() && columns.lines.is_empty() {
        String::new()
    } else {
        format!("augment: (hline: ({}), vline: ({}), stroke: 0.5pt), ", list(&across), list(&columns.lines))
    };
    format!("math.mat(delim: {delimiter}, {align}{augment}{})", cells.join(", "))
}

fn cases(options: &str, rows: &Rows) -> String {
    let gap = "math-align; math.quad".to_owned();
    let rows: Vec<String> = rows.cells.iter().map(|row| sequence(&row.join(&gap))).collect();
    format!("math.cases({options}{})", rows.join(", "))
}

/// Rows whose cells come in pairs of what stands left and right of a sign; the
/// pairs are set apart.
fn pairs(rows: &Rows) -> String {
    let lines: Vec<Vec<String>> = rows
        .cells
        .iter()
        .map(|row| {
            let mut line: Vec<String> = Vec::new();
            for (at, cell) in row.iter().enumerate() {
                if at > 0 {
                    if at % 2 == 0 {
                        line.push("math.quad".to_owned());
                    }
                    line.push("math-align".to_owned());
                }
                line.extend(cell.iter().cloned());
            }
            line
        })
        .collect();
    sequence(&lines.join(&"linebreak()".to_owned()))
}
