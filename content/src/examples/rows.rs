//! Rows of text, as spreadsheets write them (RFC 4180): cells between commas, semicolons or tabs, quotes around what holds
//! one of these or a line end, and two quotes for one.

/// Why it cannot be read, and on which line, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BadRows {
    pub(super) line: usize,
    pub(super) why: &'static str,
}

/// A row, and the line that it begins on.
pub(super) type Row = (usize, Vec<String>);

/// The rows that are not empty.
pub(super) fn rows(text: &str) -> Result<Vec<Row>, BadRows> {
    let separator = separator(text);
    let mut found = Vec::new();
    let mut characters = text.chars().peekable();
    let (mut line, mut begins) = (1, 1);
    let (mut cells, mut cell) = (Vec::new(), String::new());
    let mut quoted = false;
    while let Some(one) = characters.next() {
        match one {
            '"' if cell.is_empty() && !quoted => {
                let opened = line;
                loop {
                    match characters.next() {
                        None => return Err(BadRows { line: opened, why: "a quote is not closed" }),
                        Some('"') if characters.peek() == Some(&'"') => {
                            characters.next();
                            cell.push('"');
                        }
                        Some('"') => break,
                        Some(other) => {
                            line += usize::from(other == '\n');
                            cell.push(other);
                        }
                    }
                }
                quoted = true;
            }
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' => {
                cells.push(std::mem::take(&mut cell));
                end(&mut found, begins, std::mem::take(&mut cells));
                quoted = false;
                line += 1;
                begins = line;
            }
            other if other == separator => {
                cells.push(std::mem::take(&mut cell));
                quoted = false;
            }
            _ if quoted => {
                return Err(BadRows {
                    line,
                    why: "something stands after a quote: write two quotes for one",
                });
            }
            other => cell.push(other),
        }
    }
    cells.push(cell);
    end(&mut found, begins, cells);
    Ok(found)
}

fn end(found: &mut Vec<Row>, line: usize, cells: Vec<String>) {
    if cells.iter().any(|cell| !cell.trim().is_empty()) {
        found.push((line, cells));
    }
}

/// What stands between the names of the first line.
fn separator(text: &str) -> char {
    let head = text.trim_start().lines().next().unwrap_or_default();
    [';', '\t'].into_iter().find(|one| head.contains(*one)).unwrap_or(',')
}
