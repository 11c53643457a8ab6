"""The baseline of a real document holds through reordering, lines above it and another format, and shows what is new."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from made import docx

from linter.budget import understand
from linter.findings import Finding, baseline
from linter.packs.load import load_pack
from linter.readers import read
from linter.run.run import check

SAMPLES = sorted((Path(__file__).parents[2] / "shared" / "samples").glob("002_*.txt"))
PLANTED = "≥7777%"


def findings(name: str, data: bytes) -> tuple[Finding, ...]:
    return check(understand(read(name, data=data)), load_pack()).findings


def reordered(text: str) -> str:
    lines = text.split("\n")
    forms = understand(read("a.txt", data=text.encode())).forms
    starts = sorted((form.location.line or 1) - 1 for form in forms)
    parts = [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
    random.Random(3).shuffle(parts)
    above = ["说明文字。", ""] * 50
    return "\n".join([*above, *lines[: starts[0]], *(line for part in parts for line in part)])


@pytest.mark.skipif(not SAMPLES, reason="the real documents are not here")
def test_the_baseline_of_a_real_document() -> None:
    text = SAMPLES[0].read_text(encoding="utf-8")
    held = baseline.of(findings("a.txt", text.encode()))
    moved = reordered(text)
    value = re.search(r"\n\t(≥\d+%)\n", moved)
    assert value is not None
    planted = moved[: value.start(1)] + PLANTED + moved[value.end(1) :]
    for version, shown in ((moved, []), (planted, [("VAL002", PLANTED)])):
        converted = docx(read("a.txt", data=version.encode()))
        marked, _ = baseline.hold_back(findings("b.docx", converted), held)
        assert [(each.code, each.actual) for each in marked if each.suppressed is None] == shown
