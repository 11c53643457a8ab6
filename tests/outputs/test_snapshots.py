"""What each format prints of one invented report. BUDGETLINT_UPDATE_SNAPSHOTS=1 writes the files anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from linter.findings import Report
from linter.outputs import FORMATS, encode, renderer

SNAPSHOTS = Path(__file__).parent / "snapshots"
SUFFIX = {
    "text": "txt",
    "json": "json",
    "sarif": "sarif",
    "junit": "xml",
    "github": "github.txt",
    "gitlab": "gitlab.json",
    "csv": "csv",
    "markdown": "md",
    "html": "html",
}


@pytest.mark.parametrize("name", FORMATS)
def test_format_prints_what_it_printed(name: str, report: Report) -> None:
    got = encode(name, renderer(name)(report))
    path = SNAPSHOTS / f"report.{SUFFIX[name]}"
    if os.environ.get("BUDGETLINT_UPDATE_SNAPSHOTS"):
        path.write_bytes(got)
    assert got == path.read_bytes()


@pytest.mark.parametrize("name", FORMATS)
def test_same_report_gives_same_bytes(name: str, report: Report) -> None:
    render = renderer(name)
    assert render(report) == render(report)


@pytest.mark.parametrize("name", FORMATS)
def test_every_finding_is_in_every_format(name: str, report: Report) -> None:
    text = renderer(name)(report)
    for finding in report.findings:
        assert finding.code in text or finding.suppressed
    if name in ("json", "sarif", "gitlab", "csv", "html"):
        for finding in report.findings:
            assert finding.fingerprint in text or finding.suppressed
