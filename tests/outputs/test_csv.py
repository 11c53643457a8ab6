"""The CSV: formulas stay text, and what was not checked is in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace

from linter.findings import Finding, Report
from linter.outputs import encode
from linter.outputs.csv_ import COLUMNS, render


def rows(report: Report) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render(report), newline="")))


def test_formulas_are_kept_text(clean: Report, make: Callable[..., Finding]) -> None:
    for value in ("=100%", "+1", "-1", "@a", "＝1"):
        (row,) = rows(replace(clean, findings=(make(actual=value),)))
        assert row["actual"] == "'" + value


def test_gaps_have_rows(report: Report) -> None:
    severities = [row["severity"] for row in rows(report)]
    assert severities.count("undecided") == 7
    assert severities.count("unchecked") == 2
    assert tuple(rows(report)[0]) == COLUMNS


def test_file_opens_in_a_spreadsheet() -> None:
    assert encode("csv", "a").startswith(b"\xef\xbb\xbf")
