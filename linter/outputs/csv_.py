"""The findings as CSV for a spreadsheet: one row a finding, and one for each thing that was not checked."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from linter.document import Location
from linter.findings import Report, Undecided
from linter.outputs.arranged import unread
from linter.outputs.visible import visible

COLUMNS = (
    "code",
    "severity",
    "confidence",
    "path",
    "line",
    "end_line",
    "page",
    "sheet",
    "ref",
    "project",
    "indicator",
    "field",
    "title",
    "message",
    "excerpt",
    "actual",
    "expected",
    "suggestion",
    "basis",
    "fingerprint",
    "suppressed",
)
# A cell that begins with one of these is a formula to a spreadsheet: an apostrophe before it keeps it text.
_FORMULA = tuple("=+-@\t\r＝＋－＠")


def render(report: Report) -> str:
    """The report as CSV (RFC 4180). A severity of unchecked, undecided or crashed tells what was not checked."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in _rows(report):
        writer.writerow([cell(row.get(column)) for column in COLUMNS])
    return out.getvalue()


def cell(value: object) -> str:
    """A value as a cell that no spreadsheet takes for a formula."""
    text = "" if value is None else visible(str(value))
    return f"'{text}" if text.startswith(_FORMULA) else text


def _place(location: Location) -> dict[str, object]:
    return {
        "path": location.path,
        "line": location.line,
        "end_line": location.end_line,
        "page": location.page,
        "sheet": location.sheet,
        "ref": location.ref,
    }


def _rows(report: Report) -> Iterator[dict[str, object]]:
    for finding in report.findings:
        yield {
            **{column: getattr(finding, column, None) for column in COLUMNS},
            **_place(finding.place),
            "basis": "；".join(finding.basis),
        }
    for entry in unread(report):
        yield {"severity": "unchecked", "path": entry.path, "message": entry.error or entry.status}
    coverage = report.coverage
    yield from _unchecked("unchecked", coverage.unrecognised)
    yield from _unchecked("undecided", coverage.undecided)
    yield from _unchecked("crashed", coverage.crashed)


def _unchecked(severity: str, places: Iterable[Undecided]) -> Iterator[dict[str, object]]:
    for place in places:
        yield {"code": place.code, "severity": severity, **_place(place.location), "message": place.reason}
