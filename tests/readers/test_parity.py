"""The same content gives the same findings in every format: over examples/, and over the real office files where they are."""

from __future__ import annotations

import shutil
from collections import Counter
from functools import cache
from math import ceil
from pathlib import Path

import pytest
from made import WRITERS

from linter.budget import understand
from linter.document import Document
from linter.language.folding import squash
from linter.packs.load import load_pack
from linter.readers import read
from linter.run.run import check

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(path for path in (ROOT / "examples").iterdir() if path.suffix in (".txt", ".md"))
SAMPLES = ROOT.parent / "shared" / "samples"
OFFICE = sorted((SAMPLES / "office").glob("*.*")) if (SAMPLES / "office").is_dir() else []
SHARE = {"txt": 0.99, "md": 0.99, "html": 0.99, "docx": 0.99, "doc": 0.99, "xlsx": 0.97, "pdf": 0.95}
"""The least share of the text's findings that a format must give."""
SURPLUS = 0.01

Found = Counter[tuple[str, ...]]
"""Code, project, indicator and actual, without blanks: a PDF holds no narrow ones."""


@cache
def findings(name: str, data: bytes, *, tables_only: bool = False) -> Found:
    result = check(understand(read(name, data=data)), load_pack())
    return Counter(
        (each.code, *(squash(text or "") for text in (each.project, each.indicator, each.actual)))
        for each in result.findings
        if not tables_only or each.project or each.location.table
    )


def compare(name: str, got: Found, wanted: Found, share: float, surplus: float) -> None:
    total = wanted.total()
    both = (got & wanted).total()
    missing = "\n".join(map(str, (wanted - got).elements()))
    more = "\n".join(map(str, (got - wanted).elements()))
    assert both >= share * total, f"{name}: {both} of {total}; missing:\n{missing}"
    assert got.total() - both <= ceil(surplus * got.total()), f"{name}: not in the text:\n{more}"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
@pytest.mark.parametrize("suffix", WRITERS)
def test_examples_in_every_format(path: Path, suffix: str) -> None:
    data = path.read_bytes()
    document: Document = read(path.name, data=data)
    made = WRITERS[suffix](document)
    exact = suffix in ("md", "html", "docx")
    name = f"{path.name} as {suffix}"
    # A few findings in an example: one that is lost is more than a hundredth of them.
    share, surplus = (1.0, 0.0) if exact else (SHARE[suffix], SURPLUS)
    compare(name, findings(f"x.{suffix}", made), findings(path.name, data), share, surplus)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_examples_in_gb18030(path: Path) -> None:
    data = path.read_bytes()
    encoded = data.decode("utf-8-sig").encode("gb18030")
    compare(path.name, findings(path.name, encoded), findings(path.name, data), 1.0, 0.0)


@pytest.mark.skipif(not OFFICE, reason="the real documents are not here")
@pytest.mark.parametrize("path", OFFICE, ids=lambda path: path.name)
def test_real_documents_in_every_format(path: Path) -> None:
    suffix = path.suffix.lstrip(".")
    if suffix == "doc" and shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    (text,) = SAMPLES.glob(f"{path.name[:3]}_*.txt")
    # The workbooks hold the tables of the documents and no narrative.
    tables_only = suffix == "xlsx"
    got = findings(path.name, path.read_bytes(), tables_only=tables_only)
    wanted = findings(text.name, text.read_bytes(), tables_only=tables_only)
    compare(path.name, got, wanted, SHARE[suffix], SURPLUS)
