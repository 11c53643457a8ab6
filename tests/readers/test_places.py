"""The places that findings name, opened with other libraries than the readers': what a finding quotes stands there."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from made import WRITERS

from linter.budget import understand
from linter.document import Location
from linter.findings import Finding
from linter.language.folding import squash
from linter.outputs.words import Words
from linter.packs.load import load_pack
from linter.readers import read
from linter.run.run import check

EXAMPLES = sorted(path for path in (Path(__file__).parents[2] / "examples").iterdir() if path.suffix in (".txt", ".md"))
WORDS = Words("zh")

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
    import lxml.html

    page: Any = lxml.html.fromstring(data)
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
        printed = re.sub("<[^>]+>", " ", "".join(lines[place.line - 1 : place.end_line or place.line]))
        assert squash(text) in squash(html.unescape(printed))
        return str(text)

    return at


def in_docx(data: bytes) -> Opened:
    import docx as library

    made: Any = library.Document(io.BytesIO(data))
    paragraphs = [each.text for each in made.paragraphs if each.text.strip()]

    def at(place: Location) -> str:
        if place.table is None:
            return str(paragraphs[(place.paragraph or 0) - 1])
        cells = made.tables[place.table - 1].rows[(place.row or 0) - 1]._tr.tc_lst
        found = cells if place.cell is None else [cells[place.cell - 1]]
        return " ".join("\n".join("".join(p.itertext()) for p in each.p_lst) for each in found)

    return at


def in_xlsx(data: bytes) -> Opened:
    import openpyxl as library

    book: Any = library.load_workbook(io.BytesIO(data))

    def at(place: Location) -> str:
        sheet, cell = book[place.sheet], book[place.sheet][place.ref]
        found = sheet[cell.row] if place.cell is None else [cell]
        return " ".join(str(each.value) for each in found if each.value is not None)

    return at


def in_pdf(data: bytes) -> Opened:
    import pdfplumber as library

    opened = library.open(io.BytesIO(data))
    pages = {number: page.dedupe_chars() for number, page in enumerate(opened.pages, 1)}

    def at(place: Location) -> str:
        assert place.page is not None and place.box is not None
        page = pages[place.page]
        x0, top, x1, bottom = place.box
        inside = page.crop(
            (max(x0 - 0.5, 0), max(top - 0.5, 0), min(x1 + 0.5, page.width), min(bottom + 0.5, page.height))
        )
        return str(inside.extract_text() or "")

    return at


LIBRARIES = {
    "html": ("lxml.html",),
    "docx": ("docx",),
    "xlsx": ("openpyxl",),
    "pdf": ("pypdfium2", "reportlab", "pdfplumber"),
}
"""What a format is made, read and opened with."""

OPENERS: Mapping[str, Callable[[bytes], Opened]] = {
    "md": in_text,
    "html": in_html,
    "docx": in_docx,
    "xlsx": in_xlsx,
    "pdf": in_pdf,
}


def written(suffix: str, name: str, data: bytes) -> bytes:
    for library in LIBRARIES.get(suffix, ()):
        pytest.importorskip(library)
    return WRITERS[suffix](read(name, data=data))


def quoted(finding: Finding) -> list[str]:
    """What a finding says stands at its place, in parts: what parts the goals of a form or hides a number is its own."""
    marked = [finding.excerpt[mark.start : mark.end] for mark in finding.marks]
    if not any(text.strip(" │\n") for text in marked):
        marked = [finding.actual] if finding.actual and squash(finding.actual) in squash(finding.excerpt) else []
    return [part for text in marked for part in re.split(r" │ |；|\*+", text) if squash(part)]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
@pytest.mark.parametrize("suffix", WRITERS)
def test_what_a_finding_quotes_stands_at_its_place(path: Path, suffix: str) -> None:
    data = written(suffix, path.name, path.read_bytes())
    at = OPENERS[suffix](data)
    found = check(understand(read(f"x.{suffix}", data=data)), load_pack()).findings
    opened = 0
    for finding in found:
        spot = finding.spot or finding.location
        there = squash(at(spot))
        where = f"{finding.code} {WORDS.of(finding)}"
        for part in quoted(finding):
            opened += 1
            assert squash(part) in there, f"{where}: {part!r} is not in {there!r}"
        if spot.line is None and finding.field and finding.actual == "":
            opened += 1
            assert not there, f"{where}: {there!r} should be empty"
        if finding.indicator and finding.columns and finding.location.table is not None:
            row = replace(finding.location, cell=None)
            assert squash(finding.indicator) in squash(at(row)), f"{where}: {finding.indicator} is in another row"
    assert opened >= len(found) * 0.7, f"{opened} of {len(found)} quote something"


@pytest.mark.parametrize(
    ("suffix", "chinese", "english"),
    [
        ("docx", "“清河绿化项目”第3行“指标值”", "“清河绿化项目” row 3 “Target”"),
        ("pdf", "第1页“清河绿化项目”第3行“指标值”", "page 1 “清河绿化项目” row 3 “Target”"),
        ("xlsx", "Sheet!C4", "Sheet!C4"),
        ("md", "第6行", "line 6"),
        ("html", "第6行", "line 6"),
    ],
)
def test_places_are_told_in_the_words_of_the_format(suffix: str, chinese: str, english: str) -> None:
    text = "清河绿化项目绩效目标表\n\n| 一级指标 | 三级指标 | 指标值 |\n| --- | --- | --- |\n| 产出指标 | 植树数量 | ≥30棵 |\n"
    text += "| 产出指标 | 苗木成活率 | ≥9595% |\n"
    data = written(suffix, "a.md", text.encode())
    (finding,) = (
        each
        for each in check(understand(read(f"x.{suffix}", data=data)), load_pack()).findings
        if each.code == "VAL002"
    )
    assert Words("zh").of(finding) == chinese
    assert Words("en").of(finding) == english
