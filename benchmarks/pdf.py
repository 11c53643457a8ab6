"""Measures the PDF reader beside pdfplumber in one run and prints ratios. Fails on nothing.

    .venv/bin/python benchmarks/pdf.py [FILE...]

Without files, the PDFs of ../shared/samples are read. Both sides read every page; pdfplumber finds only the tables
(`extract_tables`), ours gives the whole document. Times are medians of processor time, taken in turn in one process, so that a
busy machine slows both alike. Cells are compared as text without white space: those that pdfplumber has and we have not
(repeated head rows that were dropped aside), and the other way round. The peak memory is that of a process of its own that
reads a file of about 100 pages, made by repeating the longest of the files.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pdfplumber
import pypdfium2

from linter.document import Document
from linter.readers import read

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = sorted((ROOT.parent / "shared" / "samples").glob("*/*.pdf"))
TURNS = 5
PAGES = 100
AIM = 3.0
MOST_MEGABYTES = 250


def tables_of(path: Path) -> list[list[list[list[str | None]]]]:
    """The tables of each page as pdfplumber finds them."""
    with pdfplumber.open(path) as file:
        found = []
        for page in file.pages:
            found.append(page.extract_tables())
            page.close()
        return found


def seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def in_turn(works: Sequence[Callable[[], object]]) -> list[float]:
    taken: list[list[float]] = [[] for _ in works]
    for turn in range(TURNS + 1):
        for index, work in enumerate(works):
            spent = seconds(work)
            if turn:
                taken[index].append(spent)
    return [statistics.median(each) for each in taken]


def our_cells(document: Document) -> Counter[str]:
    texts = ("".join(cell.text.split()) for table in document.tables for row in table.rows for cell in row)
    return Counter(text for text in texts if text)


def their_cells(tables: Sequence[Sequence[Sequence[Sequence[str | None]]]]) -> Counter[str]:
    return Counter(
        text
        for page in tables
        for table in page
        for row in table
        for cell in row
        if (text := "".join((cell or "").split()))
    )


def compared(path: Path) -> Iterator[str]:
    ours, theirs = in_turn([lambda: read(path), lambda: tables_of(path)])
    mine, other = our_cells(read(path)), their_cells(tables_of(path))
    ratio = theirs / ours
    # A head that is repeated on each page is one cell for us, several for them; a cell cut by a page break likewise.
    lost = sum((other - mine).values()) - sum(min(other[t] - n, other[t]) for t, n in mine.items() if other[t] > n)
    yield (
        f"{path.name:34} {ours:6.2f} s  pdfplumber {theirs:6.2f} s  {ratio:4.1f} ×  (aim ≥ {AIM:g} ×  "
        f"{'met' if ratio >= AIM else 'MISSED'})  cells {sum(mine.values())} / {sum(other.values())}, "
        f"texts of theirs that we lack {lost}, of ours that they lack {sum((mine - other).values())}"
    )


def long_file(longest: Path, target: Path) -> int:
    """Writes a file of about PAGES pages, the pages of `longest` repeated. Returns how many they are."""
    with pypdfium2.PdfDocument.new() as made, pypdfium2.PdfDocument(longest) as source:
        while len(made) + len(source) <= max(PAGES, len(source)):
            made.import_pages(source)
        if len(made) < PAGES:
            made.import_pages(source, list(range(PAGES - len(made))))
        made.save(target)
        return len(made)


def peak_megabytes(path: Path) -> float:
    """The most memory of a process that reads the file."""
    code = f"from linter.readers import read; read({str(path)!r})"
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    subprocess.run([sys.executable, "-c", code], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return max(before, after) / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main() -> None:
    files = [Path(name) for name in sys.argv[1:]] or SAMPLES
    if not files:
        print("no PDF to measure")
        return
    with tempfile.TemporaryDirectory() as folder:
        long = Path(folder) / "long.pdf"
        pages = long_file(max(files, key=lambda path: path.stat().st_size), long)
        used = peak_megabytes(long)
    print(f"{pages} pages: {used:.0f} MB  (aim < {MOST_MEGABYTES} MB  {'met' if used < MOST_MEGABYTES else 'MISSED'})")
    for path in files:
        for line in compared(path):
            print(line)


if __name__ == "__main__":
    main()
