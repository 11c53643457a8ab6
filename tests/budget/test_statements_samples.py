"""The narrative of real documents: what adds up is silent, and the slips are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from linter.budget import understand
from linter.packs.loader import single_rule
from linter.readers import read
from linter.resources import rules_dir
from linter.run.run import check

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "samples"
CODES = {
    *("SUM005", "SUM006", "SUM007", "SUM009", "SUM010", "SUM011", "SUM014", "XRF002", "XRF008", "XRF009", "XRF011"),
    *("CMP015", "CMP016", "TXT004", "TXT007"),
}

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample documents are not here")


def found(prefix: str) -> set[tuple[str, int | None]]:
    path = next(SAMPLES.glob(f"{prefix}_*.txt"))
    budget = understand(read(path))
    rules = [rule for code in CODES for rule in (rules_dir() / "core").rglob(f"{code}-*.yaml")]
    findings = [finding for rule in rules for finding in check(budget, single_rule(rule)).findings]
    return {(each.code, each.location.line) for each in findings}


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        ("000", {("SUM005", 133), ("SUM005", 136), ("TXT004", 136), ("TXT004", 138)}),
        ("001", {("TXT004", 1600), ("CMP016", 1604)}),
        ("002", set()),
        (
            "003",
            {
                *(("SUM005", 1832), ("SUM005", 1834), ("SUM007", 1834), ("XRF009", 1834)),
                *(("SUM005", 1840), ("XRF002", 1840)),
            },
        ),
        ("004", {("SUM006", 80), ("SUM006", 124)}),
    ],
)
def test_findings_of_the_narrative(sample: str, expected: set[tuple[str, int]]) -> None:
    assert found(sample) == expected
