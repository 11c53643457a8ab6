"""A workbook of plain tables, written as it comes: texts are inline strings, so that no cell can be a formula.

Only what a table needs of Office Open XML (ECMA-376 part 1): one style for heads, a frozen first row, a filter. The same
rows give the same bytes.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, Any
from xml.sax.saxutils import escape

MOST_ROWS = 1_048_576
"""Of a sheet, by the format; further ones follow on sheets of their own."""
_LONGEST = 32_767
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile(r"_x[0-9A-Fa-f]{4}_")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EPOCH = (1980, 1, 1, 0, 0, 0)


class Sheet:
    """One sheet on its way into a temporary file."""

    def __init__(self, name: str, heads: Sequence[str], file: IO[bytes]) -> None:
        self.name = name
        self.rows = 0
        self._heads = heads
        self._file = file
        self._write(
            f'{_DECLARED}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
            '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>'
        )
        self.add(heads, style=1)

    @property
    def full(self) -> bool:
        return self.rows >= MOST_ROWS

    def add(self, values: Iterable[Any], style: int = 0) -> None:
        cells = "".join(_cell(value, style) for value in values)
        self._write(f"<row>{cells}</row>")
        self.rows += 1

    def end(self) -> None:
        last = f"{_letters(len(self._heads))}{self.rows}"
        self._write(f'</sheetData><autoFilter ref="A1:{last}"/></worksheet>')

    def _write(self, text: str) -> None:
        self._file.write(text.encode())


def _cell(value: Any, style: int) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, int):
        return f"<c><v>{value}</v></c>"
    text = _ESCAPED.sub(lambda match: f"_x005F{match.group()}", _UNFIT.sub("\ufffd", str(value)))[:_LONGEST]
    return f'<c t="inlineStr"{" s=" + chr(34) + "1" + chr(34) if style else ""}><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _letters(column: int) -> str:
    """A1 notation of a 1-based column."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def pack(sheets: Sequence[tuple[Sheet, Path]], target: IO[bytes]) -> None:
    """Puts finished sheets, each in its file, into one workbook."""
    numbered = list(enumerate(sheets, 1))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _frame([sheet.name for sheet, _ in sheets]):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), _DECLARED + text, zipfile.ZIP_DEFLATED)
        for number, (_, path) in numbered:
            info = zipfile.ZipInfo(f"xl/worksheets/sheet{number}.xml", _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, "w", force_zip64=True) as part, path.open("rb") as file:
                while block := file.read(1 << 20):
                    part.write(block)


def _frame(names: Sequence[str]) -> Iterable[tuple[str, str]]:
    content = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    numbers = range(1, len(names) + 1)
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{content}.worksheet+xml"/>' for n in numbers
    )
    yield (
        "[Content_Types].xml",
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{content}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{content}.styles+xml"/>{parts}</Types>',
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    yield (
        "_rels/.rels",
        f'<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{_RELATED}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
    )
    sheets = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, name in zip(numbers, names, strict=True)
    )
    yield "xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATED}"><sheets>{sheets}</sheets></workbook>'
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATED}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    styles = f'<Relationship Id="rId{len(names) + 1}" Type="{_RELATED}/styles" Target="styles.xml"/>'
    yield "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{package}">{links}{styles}</Relationships>'
    yield (
        "xl/styles.xml",
        f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="2"><xf/><xf fontId="1" applyFont="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
    )
