/// Which columns cells of rows above still cover: the place of each cell is
/// known here, so that neither widths nor a template have to count.
pub(in crate::typeset) struct Grid {
    /// For each column, how many more rows it is covered.
    covered: Vec<u16>,
    at: usize,
}

impl Grid {
    /// A table of so many columns, before its first row.
    pub(in crate::typeset) fn new(columns: usize) -> Self {
        Self { covered: vec![0; columns], at: 0 }
    }

    /// Begins a row.
    pub(in crate::typeset) fn next_row(&mut self) {
        for rows in &mut self.covered {
            *rows = rows.saturating_sub(1);
        }
        self.at = 0;
    }

    /// The column of the next cell and how many columns it can have; none where
    /// the row is full.
    pub(in crate::typeset) fn place(&mut self, colspan: u16, rowspan: u16) -> Option<(usize, usize)> {
        while *self.covered.get(self.at)? > 0 {
            self.at += 1;
        }
        let column = self.at;
        let wanted = usize::from(colspan.max(1));
        let free = self.covered.iter().skip(column).take(wanted).take_while(|rows| **rows == 0).count();
        for rows in self.covered.iter_mut().skip(column).take(free) {
            *rows = rowspan;
        }
        self.at += free;
        Some((column, free))
    }
}

#[cfg(test)]
mod tests {
    use super::Grid;

    #[test]
    fn cells_that_reach_down_push_those_below_to_the_right() {
        let mut grid = Grid::new(3);
        grid.next_row();
        assert_eq!(grid.place(1, 2), Some((0, 1)));
        assert_eq!(grid.place(2, 1), Some((1, 2)));
        assert_eq!(grid.place(1, 1), None);
        grid.next_row();
        assert_eq!(grid.place(1, 1), Some((1, 1)));
        assert_eq!(grid.place(4, 1), Some((2, 1)));
        grid.next_row();
        assert_eq!(grid.place(1, 1), Some((0, 1)));
    }
}
