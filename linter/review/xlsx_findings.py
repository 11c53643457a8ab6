"""The sheet of findings in a workbook's review copy: one row a finding, with a link to its cell."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from linter.findings import Finding
from linter.outputs.visible import visible
from linter.outputs.words import Words
from linter.readers.docx.names import SPACE
from linter.readers.xlsx.sheets import FINDINGS_SHEET
from linter.review.model import spot_of
from linter.review.package import Package
from linter.review.sheet_names import MAIN, RELATED, quoted, s

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_NAMES = {"zh": "检查结果", "en": "Findings"}
_HEADS = ("severity", "rule", "place", "findings", "excerpt", "suggestion.label", "fix", "basis")
_HEAD_TEXTS = {"findings": ("问题", "Finding")}
_WIDTHS = (7, 10, 16, 60, 40, 24, 60, 50)
_LINKED = 2
_LONGEST = 32_000


def add_findings(package: Package, findings: Sequence[Finding], say: Words) -> None:
    """Adds the sheet behind the others. It is written without styles of its own, so that the workbook's stay untouched."""
    book = package.tree(package.main)
    sheets = book.find(s("sheets"))
    assert sheets is not None
    part = package.free("xl/worksheets/sheet{}.xml")
    name = _free_name(_NAMES[say.lang], {each.get("name", "").casefold() for each in sheets})
    numbers = [int(each.get("sheetId", "0")) for each in sheets]
    package.declare(part, _TYPE)
    own = {
        "name": name,
        "sheetId": str(max(numbers, default=0) + 1),
        RELATED: package.relate(package.main, "worksheet", part),
    }
    etree.SubElement(sheets, s("sheet"), own)
    package.put(package.main, book)
    package.put(part, _sheet(findings, say))


def _free_name(name: str, used: set[str]) -> str:
    number, free = 1, name
    while free.casefold() in used:
        number += 1
        free = f"{name} {number}"
    return free


def _sheet(findings: Sequence[Finding], say: Words) -> etree._Element:
    root = etree.fromstring(
        f'<worksheet xmlns="{MAIN}"><sheetPr codeName="{FINDINGS_SHEET}"/><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        "<cols/><sheetData/></worksheet>"
    )
    columns, data = list(root)[-2:]
    for number, width in enumerate(_WIDTHS, 1):
        etree.SubElement(
            columns, s("col"), {"min": str(number), "max": str(number), "width": str(width), "customWidth": "1"}
        )
    heads = [_HEAD_TEXTS[key][say.lang == "en"] if key in _HEAD_TEXTS else say(key) for key in _HEADS]
    _row(data, 1, heads, bold=True)
    links: list[dict[str, str]] = []
    for number, finding in enumerate(findings, 2):
        place = spot_of(finding)
        texts = (
            say(finding.severity),
            finding.code,
            say.place(place),
            finding.message,
            finding.excerpt,
            say.mend(finding),
            finding.fix,
            say("comma").join(finding.basis),
        )
        _row(data, number, texts, linked=place.sheet is not None)
        if place.sheet is not None:
            links.append(
                {"ref": f"{_letter(_LINKED)}{number}", "location": f"{quoted(place.sheet)}!{place.ref or 'A1'}"}
            )
    if links:
        listed = etree.SubElement(root, s("hyperlinks"))
        for link in links:
            etree.SubElement(listed, s("hyperlink"), link)
    return root


def _row(data: etree._Element, number: int, texts: Sequence[str], *, bold: bool = False, linked: bool = False) -> None:
    row = etree.SubElement(data, s("row"), {"r": str(number)})
    for index, text in enumerate(texts):
        if not text:
            continue
        cell = etree.SubElement(row, s("c"), {"r": f"{_letter(index)}{number}", "t": "inlineStr"})
        run = etree.SubElement(etree.SubElement(cell, s("is")), s("r"))
        if bold or (linked and index == _LINKED):
            properties = etree.SubElement(run, s("rPr"))
            if bold:
                etree.SubElement(properties, s("b"))
            else:
                etree.SubElement(properties, s("color"), {"rgb": "FF0563C1"})
                etree.SubElement(properties, s("u"))
        etree.SubElement(run, s("t"), {SPACE: "preserve"}).text = visible(text)[:_LONGEST]


def _letter(index: int) -> str:
    return "ABCDEFGHIJ"[index]
