"""Measures the reader of .docx beside python-docx, docx2python and mammoth, and a whole check beside bare parsing.

    .venv/bin/python benchmarks/docx.py [FILE.docx]

Without a file it makes one of some 300 pages: forms of performance targets with merged cells. Each figure is the median of runs
taken in turn. A library that is not installed is left out. Fails on nothing.
"""

from __future__ import annotations

import importlib.util
import io
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).resolve().parents[1]
FORMS = 300
ROWS = 16
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def made() -> bytes:
    """A .docx of some 300 pages with the ballast that Word writes around every run."""
    font = '<w:rPr><w:rFonts w:ascii="宋体" w:eastAsia="宋体" w:hAnsi="宋体"/><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>'
    sides = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in ("top", "left"))

    def paragraph(text: str) -> str:
        runs = "".join(f"<w:r>{font}<w:t>{part}</w:t></w:r>" for part in (text[:2], text[2:]) if part)
        return f'<w:p w:rsidR="00A77B3E"><w:pPr><w:jc w:val="center"/>{font}</w:pPr>{runs}</w:p>'

    def cell(text: str, extra: str = "") -> str:
        size = f'<w:tcW w:w="1440" w:type="dxa"/>{extra}<w:tcBorders>{sides}</w:tcBorders><w:vAlign w:val="center"/>'
        return f"<w:tc><w:tcPr>{size}</w:tcPr>{paragraph(text)}</w:tc>"

    body = []
    for form in range(FORMS):
        body.append(paragraph(f"{form + 1}、第{form + 1}号公路养护经费绩效目标表"))
        head = cell("绩效指标", '<w:gridSpan w:val="3"/>') + cell("指标描述") + cell("指标值") + cell("确定依据")
        rows = [f"<w:tr>{head}</w:tr>"]
        for row in range(ROWS):
            first = '<w:vMerge w:val="restart"/>' if row % 4 == 0 else "<w:vMerge/>"
            texts = ("数量指标", f"养护里程{row}", f"全年养护公路的里程{row}", f"≥{row + 90}公里", "养护计划")
            rows.append(f"<w:tr>{cell('产出指标' if row % 4 == 0 else '', first)}{''.join(map(cell, texts))}</w:tr>")
        body.append(f"<w:tbl><w:tblGrid>{'<w:gridCol/>' * 6}</w:tblGrid>{''.join(rows)}</w:tbl>")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            f'relationships+xml"/><Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_RELS}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{_W}" xmlns:r="{_OFFICE}"><w:body>{"".join(body)}</w:body></w:document>',
        )
    return out.getvalue()


def bare(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                etree.fromstring(archive.read(name))


def own(data: bytes) -> None:
    from linter.readers import read

    read("file.docx", data=data)


def python_docx(data: bytes) -> None:
    import docx  # type: ignore[import-untyped,unused-ignore]

    document = docx.Document(  # type: ignore[attr-defined,unused-ignore]
        io.BytesIO(data)
    )
    for paragraph in document.paragraphs:
        _ = paragraph.text
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                _ = cell.text


def docx2python(data: bytes) -> None:
    from docx2python import docx2python as extract

    with extract(io.BytesIO(data)) as document:
        _ = document.body


def mammoth(data: bytes) -> None:
    import mammoth as library  # type: ignore[import-untyped,unused-ignore]

    library.convert_to_html(io.BytesIO(data))


def whole_check(data: bytes) -> None:
    from linter.budget import understand
    from linter.packs.load import load_pack
    from linter.readers import read
    from linter.run.run import check

    check(understand(read("file.docx", data=data)), load_pack("standard"), "zh")


def taken(work: Callable[[bytes], None], data: bytes) -> float:
    started = time.perf_counter()
    work(data)
    return time.perf_counter() - started


def in_child(*arguments: str) -> str:
    """Runs a part of this file in a process of its own: a child begins with its parent's peak of memory, so it goes first."""
    command = [sys.executable, __file__, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    if sys.argv[1:2] == ["--make"]:
        Path(sys.argv[2]).write_bytes(made())
        return
    if sys.argv[1:2] == ["--memory"]:
        before = peak()
        own(Path(sys.argv[2]).read_bytes())
        print(f"{peak():.0f} MB ({before:.0f} MB before)")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "made.docx")
        if len(sys.argv) > 1:
            path = sys.argv[1]
        else:
            in_child("--make", path)
        memory = in_child("--memory", path).strip()
        data = Path(path).read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = sum(member.file_size for member in archive.infolist())
    print(f"{len(data) / 1e6:.1f} MB packed, {size / 1e6:.1f} MB of parts")
    print(f"peak memory of reading: {memory}   aim < 250 MB")
    works: dict[str, Callable[[bytes], None]] = {"bare unzip and parse": bare, "budgetlint, reading": own}
    for library, compared in (("docx", python_docx), ("docx2python", docx2python), ("mammoth", mammoth)):
        if importlib.util.find_spec(library) is not None:
            works[compared.__name__.replace("_", "-")] = compared
    works["budgetlint, whole check"] = whole_check
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(3):
        for name, work in works.items():
            times[name].append(taken(work, data))
    median = {name: statistics.median(each) for name, each in times.items()}
    reading, parsing = median["budgetlint, reading"], median["bare unzip and parse"]
    for name, each in median.items():
        print(f"{name:26} {each:8.3f} s   {each / reading:6.2f} × our reading   {each / parsing:6.2f} × bare parsing")
    print("aims: python-docx ≥ 4 × our reading; whole check ≤ 8 × bare parsing")


if __name__ == "__main__":
    # This file is named as the library that it measures.
    sys.path[0] = str(ROOT)
    main()
