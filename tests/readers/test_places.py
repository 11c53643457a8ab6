"""The places that findings name, opened with other libraries than the readers': what a finding quotes stands there."""

from __future__ import annotations

import html
import io
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from made import WRITERS

from linter.budget import understand
from linter.document import Location
from linter.document.text import squash
from linter.engine.packs import load_pack
from linter.engine.run import check
from linter.findings import Finding
from linter.outputs.words import Words
from linter.readers import read

EXAMPLES = sorted(
    path for path in (Path(__file__).parents[2] / "examples").iterdir() if path.suffix in (".txt", ".md")
)
MOST = 50
JOINED = " │ "

Opened = Callable[[Location], str]
"""The text at a place of a file; of a row where the place names no cell."""


def in_text(data: bytes) -> Opened:
    lines = data.decode().split("\n")

    def at(place: Location) -> str:
        assert place.line is not None
        first, *others = lines[place.line - 1 : place.end_line or place.line]
        return "\n".join((first[(place.column or 1) - 1 :], *others)).replace("<br>", "\n").replace("\\|", "|")

    return at


def in_html(data: bytes) -> Opened:
    lxml_html = pytest.importorskip("lxml.html")
    page = lxml_html.fromstring(data)
    lines = data.decode().split("\n")
    tables = page.findall(".//table")
    paragraphs = [each for each in page.findall(".//p") if each.text_content().strip()]

    def at(place: Location) -> str:
        if place.table is None:
            text = paragraphs[(place.paragraph or 0) - 1].text_content()
        else:
            row = tables[place.table - 1].findall("tr")[(place.row or 0) - 1]
            found = row.findall("td") if place.cell is None else [row.findall("td")[place.cell - 1]]
            text = " ".join(each.text_content() for each in found)
        assert place.line is not None
        printed = "".join(lines[place.line - 1 : place.end_line or place.line])
        assert squash(html.escape(text)) in squash(printed.replace("<br>", "").replace("</td><td colspan=1>", " "))
        return str(text)

    return at


def in_docx(data: bytes) -> Opened:
    library = pytest.importorskip("docx")
    made = library.Document(io.BytesIO(data))
    paragraphs = [each.text for each in made.paragraphs if each.text.strip()]

    def at(place: Location) -> str:
        if place.table is None:
            return str(paragraphs[(place.paragraph or 0) - 1])
        cells = made.tables[place.table - 1].rows[(place.row or 0) - 1]._tr.tc_lst
        found = cells if place.cell is None else [cells[place.cell - 1]]
        return " ".join("\n".join("".join(p.itertext()) for p in each.p_lst) for each in found)

    return at


def in_xlsx(data: bytes) -> Opened:
    library = pytest.importorskip("openpyxl")
    book = library.load_workbook(io.BytesIO(data))

    def at(place: Location) -> str:
        sheet, cell = book[place.sheet], book[place.sheet][place.ref]
        found = sheet[cell.row] if place.cell is None else [cell]
        return " ".join(str(each.value) for each in found if each.value is not None)

    return at


def in_pdf(data: bytes) -> Opened:
    library = pytest.importorskip("pdfplumber")
    opened = library.open(io.BytesIO(data))
    pages = {number: page.dedupe_chars() for number, page in enumerate(opened.pages, 1)}

    def at(place: Location) -> str:
        assert place.page is not None and place.box is not None
        page = pages[place.page]
        x0, top, x1, bottom = place.box
        inside = page.crop((max(x0 - 0.5, 0), max(top - 0.5, 0), min(x1 + 0.5, page.width), min(bottom + 0.5, page.height)))
        return str(inside.extract_text() or "")

    return at


OPENERS: Mapping[str, Callable[[bytes], Opened]] = {
    "md": in_text,
    "html": in_html,
    "docx": in_docx,
    "xlsx": in_xlsx,
    "pdf": in_pdf,
}


def quoted(finding: Finding) -> Iterator[str]:
    """What a finding says stands at its place."""
    marked = [finding.excerpt[mark.start : mark.end] for mark in finding.marks]
    if any(text.strip(" │\n") for text in marked):
        yield from marked
    elif finding.actual and squash(finding.actual) in squash(finding.excerpt):
        yield finding.actual


def findings(name: str, data: bytes) -> tuple[Finding, ...]:
    return check(understand(read(name, data=data)), load_pack()).findings


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
@pytest.mark.parametrize("suffix", WRITERS)
def test_what_a_finding_quotes_stands_at_its_place(path: Path, suffix: str) -> None:
    data = WRITERS[suffix](read(path.name, data=path.read_bytes()))
    at = OPENERS[suffix](data)
    seen = 0
    for finding in findings(f"x.{suffix}", data)[:MOST]:
        spot = finding.spot or finding.location
        there = squash(at(spot))
        where = f"{finding.code} {Words('zh').of(finding)}"
        for text in quoted(finding):
            seen += 1
            for part in text.split(JOINED):
                assert squash(part) in there, f"{where}: {text!r} is not in {there!r}"
        if finding.field and finding.actual == "":
            assert there.strip("|") == "", f"{where}: {there!r} should be empty"
    print(f"{path.name} as {suffix}: {seen}")
