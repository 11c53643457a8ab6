"""Reading .xlsx: budgetlint beside openpyxl on the same files, in turn, in one run. Prints ratios and fails on nothing.

    .venv/bin/python benchmarks/xlsx.py

openpyxl is asked for what the reader needs: values and, in a second pass, formulas (to see which have no result), with
merged cells and formats. `sheet of blanks` has a million rows that are formatted and empty.
"""

from __future__ import annotations

import io
import statistics
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl

from linter.readers import read
from linter.readers.limits import Limits

OFFICE = Path(__file__).resolve().parents[2] / "shared" / "samples" / "office"
TIMES = 5
MANY = Limits(cells=10_000_000, seconds=600)


def ours(data: bytes) -> None:
    read("a.xlsx", data=data, limits=MANY)


def theirs(data: bytes) -> None:
    for values in (True, False):
        for sheet in openpyxl.load_workbook(io.BytesIO(data), data_only=values):
            for row in sheet.iter_rows():
                for cell in row:
                    _ = cell.value, cell.number_format
            _ = sheet.merged_cells.ranges


def made(rows: int, columns: int) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in range(rows):
        sheet.append([f"第{row}项", *(row * 1.25 + column for column in range(columns - 1))])
    return saved(book)


def blanks(rows: int) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["项目", "金额"])
    sheet.append(["办公费", 3.2])
    data = saved(book)
    empty = "".join(f'<row r="{row}" s="0" customFormat="1" ht="18"/>' for row in range(3, rows))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = part.replace(b"</sheetData>", empty.encode() + b"</sheetData>")
            new.writestr(name, part)
    return out.getvalue()


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def timed(work: Callable[[bytes], None], data: bytes) -> float:
    started = time.perf_counter()
    work(data)
    return time.perf_counter() - started


def main() -> None:
    files = {path.name: path.read_bytes() for path in sorted(OFFICE.glob("*.xlsx"))}
    files["20,000 × 10 cells"] = made(20_000, 10)
    files["sheet of blanks"] = blanks(1_000_000)
    print(f"{'file':<22}{'budgetlint':>12}{'openpyxl':>12}{'ratio':>8}")
    for name, data in files.items():
        times = 1 if len(data) > 1_000_000 else TIMES
        taken = [(timed(ours, data), timed(theirs, data)) for _ in range(times)]
        one, other = (statistics.median(column) for column in zip(*taken, strict=True))
        print(f"{name:<22}{one * 1000:>9.0f} ms{other * 1000:>9.0f} ms{one / other:>8.2f}")


if __name__ == "__main__":
    main()
