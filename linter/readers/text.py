"""Plain text and Markdown -> Document.

Three ways of writing a table are read, each known by its own signs:
- one cell a line behind a TAB, further lines of the cell without one, a blank line behind each row;
- one row a line, cells separated by TABs;
- pipe tables of Markdown, `<br>` for a line break inside a cell.
Everything else is paragraphs, one a line, or several lines where a page's width broke them (`hard_wrapped`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from linter.document import Block, Cell, Document, Location, Paragraph, Run, Table
from linter.readers.debris import Piece, clean
from linter.readers.decode import decode
from linter.readers.flattened import mend_cut_rows, spans
from linter.readers.hard_wrapped import Wrapping, is_page_number, seam
from linter.readers.limits import Meter

_CELL_LINE = re.compile(r"[ \u3000\ufeff]*\t")
_PIPE_ROW = re.compile(r"\s*\|.*\|\s*$")
_PIPE_RULE = re.compile(r"\s*\|(?:\s*:?-{2,}:?\s*\|)+\s*$")
_PIPE = re.compile(r"(?<!\\)\|")
_HEADING = re.compile(r"(#{1,6})[ \t]+")
_TABLE_GAP = 4
_PAGE_BREAK = "\f"


@dataclass(slots=True)
class _Draft:
    """A cell while it is being read: its text in pieces with their places."""

    pieces: list[Piece]
    text: str = ""
    runs: tuple[Run, ...] = ()

    def finish(self) -> None:
        self.text, self.runs = clean(self.pieces)


@dataclass(slots=True)
class _Builder:
    path: str
    meter: Meter
    wrapping: Wrapping
    blocks: list[Block] = field(default_factory=list)
    waiting: list[Piece] = field(default_factory=list)
    passed: list[Piece] = field(default_factory=list)
    gap: bool = False
    paragraphs: int = 0
    tables: int = 0

    def line(self, text: str, number: int) -> None:
        """A line that belongs to no table. A paragraph may go on over a page break, but over no other blank line."""
        if not text.strip():
            self.gap = True
            return
        if self.gap and is_page_number(text):
            self.passed.append((text, number, 1))
            return
        if (self.gap or self.passed) and not text.startswith(_PAGE_BREAK):
            self.settle()
        self.gap = False
        heading = _HEADING.match(text)
        if heading is None:
            self.waiting.append((text, number, 1))
            return
        self.settle()
        self.paragraph([(text[heading.end() :], number, heading.end() + 1)], len(heading.group(1)))

    def settle(self) -> None:
        """Makes paragraphs of the lines that wait for those that may go on with them."""
        for group in self.wrapping.groups([text for text, _, _ in self.waiting]):
            self.paragraph(self.waiting[group.start : group.stop])
        for piece in self.passed:
            self.paragraph([piece])
        self.waiting.clear()
        self.passed.clear()
        self.gap = False

    def paragraph(self, pieces: list[Piece], level: int = 0) -> None:
        body, runs = "", []
        for text, line, column in pieces:
            more, places = _unindented(text, line, column)
            body += seam(body, more) if body else ""
            runs += [Run(run.offset + len(body), run.line, run.column) for run in places]
            body += more
        if not body:
            return
        self.paragraphs += 1
        first, last = runs[0], runs[-1]
        place = Location(self.path, line=first.line, end_line=last.line, column=first.column, paragraph=self.paragraphs)
        self.blocks.append(Paragraph(body, place, level, tuple(runs)))

    def table(self, rows: list[list[_Draft]]) -> None:
        self.settle()
        for row in rows:
            self.meter.cell(len(row))
            for draft in row:
                draft.finish()
        rows = mend_cut_rows(rows)
        placed, width = spans(rows)
        self.tables += 1
        cells = tuple(
            tuple(
                Cell(
                    text=draft.text,
                    row=r,
                    column=column,
                    location=self._place(draft, r, c),
                    column_span=span,
                    runs=draft.runs,
                )
                for c, (draft, (column, span)) in enumerate(zip(row, places, strict=True))
            )
            for r, (row, places) in enumerate(zip(rows, placed, strict=True))
        )
        first, last = cells[0][0].location, cells[-1][-1].location
        place = Location(self.path, line=first.line, end_line=last.end_line, column=first.column, table=self.tables)
        self.blocks.append(Table(cells, width, place))

    def _place(self, draft: _Draft, row: int, cell: int) -> Location:
        line, column = draft.pieces[0][1:]
        # A cell ends with its last line of text: blank lines behind it belong to nobody.
        end = next((piece[1] for piece in reversed(draft.pieces) if piece[0].strip()), line)
        return Location(
            self.path, line=line, end_line=end, column=column, table=self.tables, row=row + 1, cell=cell + 1
        )


def _unindented(text: str, line: int, column: int) -> tuple[str, list[Run]]:
    """A line's text without its indent and without debris, and where it stands."""
    body, runs = clean([(text, line, column)])
    lead = len(body) - len(body.lstrip())
    if lead == len(body):
        return "", []
    first = next((run for run in reversed(runs) if run.offset <= lead), Run(0, line, column))
    moved = [Run(0, first.line, first.column + lead - first.offset)]
    return body[lead:], moved + [Run(run.offset - lead, run.line, run.column) for run in runs if run.offset > lead]


def read(path: str, data: bytes, sha256: str, meter: Meter) -> Document:
    """A text file of any of the layouts above. Lines are counted as an editor counts them (CR LF or LF)."""
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    build = _Builder(path, meter, Wrapping(line for line in lines if _in_no_table(line)))
    if _one_cell_a_line(lines):
        _read_cell_lines(lines, build)
    else:
        _read_row_lines(lines, build)
    build.settle()
    kind = "markdown" if path.lower().endswith((".md", ".markdown")) else "text"
    return Document(path, kind, sha256, tuple(build.blocks))


def _one_cell_a_line(lines: list[str]) -> bool:
    """Whether TAB lines hold one cell (a single TAB at the start) rather than a row."""
    with_tab = [line for line in lines if "\t" in line]
    single = sum(1 for line in with_tab if _CELL_LINE.match(line) and line.count("\t") == 1)
    return len(with_tab) > 0 and single * 5 >= len(with_tab) * 4


def _read_cell_lines(lines: list[str], build: _Builder) -> None:
    rows: list[list[_Draft]] = []
    row: list[_Draft] = []
    blanks = 0

    def end_row() -> None:
        nonlocal row
        if row:
            rows.append(row)
        row = []

    def end_table() -> None:
        nonlocal rows
        end_row()
        if rows:
            build.table(rows)
        rows = []

    pipes: list[tuple[int, str]] = []
    for number, line in enumerate(lines, 1):
        cell = _CELL_LINE.match(line)
        if cell:
            if blanks:
                end_row()
                if rows and _starts_table(lines, number - 1, blanks, rows):
                    end_table()
            row.append(_Draft([(line[cell.end() :], number, cell.end() + 1)]))
            blanks = 0
        elif not line.strip():
            _end_pipes(pipes, build)
            build.line(line, number)
            blanks += 1
        elif row and not blanks:
            row[-1].pieces.append((line, number, 1))
        else:
            end_table()
            blanks = 0
            if _PIPE_ROW.match(line):
                pipes.append((number, line))
                continue
            _end_pipes(pipes, build)
            build.line(line, number)
    end_table()
    _end_pipes(pipes, build)


def _starts_table(lines: list[str], index: int, blanks: int, rows: list[list[_Draft]]) -> bool:
    """Whether a cell line behind `blanks` blank lines opens a new table: a lone title cell behind a finished table."""
    if blanks >= _TABLE_GAP:
        return True
    alone = index + 1 >= len(lines) or not _CELL_LINE.match(lines[index + 1])
    return blanks >= 2 and alone and bool(lines[index].strip()) and len(rows) > 1


def _read_row_lines(lines: list[str], build: _Builder) -> None:
    rows: list[list[_Draft]] = []
    pipes: list[tuple[int, str]] = []

    def end_table() -> None:
        nonlocal rows
        if rows:
            build.table(rows)
        rows = []

    for number, line in enumerate(lines, 1):
        if "\t" in line and line.strip():
            _end_pipes(pipes, build)
            rows.append(list(_split(line, number)))
            continue
        end_table()
        if _PIPE_ROW.match(line):
            pipes.append((number, line))
            continue
        _end_pipes(pipes, build)
        build.line(line, number)
    end_table()
    _end_pipes(pipes, build)


def _split(line: str, number: int) -> Iterator[_Draft]:
    column = 1
    for text in line.split("\t"):
        yield _Draft([(text, number, column)])
        column += len(text) + 1


def _end_pipes(pipes: list[tuple[int, str]], build: _Builder) -> None:
    """Makes a table of the pipe rows gathered so far."""
    rows: list[list[_Draft]] = []
    for number, line in pipes:
        if _PIPE_RULE.match(line):
            continue
        bars = [match.start() for match in _PIPE.finditer(line)]
        row = []
        for start, end in pairwise(bars):
            text = line[start + 1 : end]
            lead = 1 if text.startswith(" ") else 0
            row.append(_Draft([(text[lead:].rstrip().replace("\\|", "|"), number, start + 2 + lead)]))
        if row:
            rows.append(row)
    pipes.clear()
    if rows:
        build.table(rows)


def _in_no_table(line: str) -> bool:
    return "\t" not in line and not _PIPE_ROW.match(line) and not _HEADING.match(line)
