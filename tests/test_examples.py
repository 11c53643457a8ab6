"""examples/: every planted defect is found at its place, nothing else is, and the clean document is clean."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from linter.budget import understand
from linter.packs.load import load_pack
from linter.readers import read
from linter.resources import rules_dir
from linter.run.run import check

EXAMPLES = Path(__file__).parents[1] / "examples"
DOCUMENTS = sorted(path.name for path in EXAMPLES.iterdir() if path.suffix in (".txt", ".md"))


class Planted(NamedTuple):
    """A row of examples/planted.tsv; `status` is found, or missed where no rule finds the defect yet."""

    file: str
    line: int
    code: str
    status: str
    what: str


def planted() -> list[Planted]:
    with (EXAMPLES / "planted.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Planted(row["file"], int(row["line"]), row["code"], row["status"], row["what"]) for row in rows]


@pytest.fixture(scope="module")
def report() -> Any:
    command = [sys.executable, "-m", "linter", "check", str(EXAMPLES), "--format", "json"]
    result = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert result.returncode == 1, result.stderr
    return json.loads(result.stdout)


def covers(finding: Any, defect: Planted) -> bool:
    place = finding["location"]
    inside = place["line"] <= defect.line <= (place["end_line"] or place["line"])
    return inside and finding["code"] == defect.code and Path(place["path"]).name == defect.file


def cases() -> list[Any]:
    return [
        pytest.param(
            defect,
            marks=[pytest.mark.xfail(strict=True, reason="no rule finds it yet")] if defect.status == "missed" else [],
            id=f"{defect.code}-{defect.file}-{defect.line}",
        )
        for defect in planted()
    ]


@pytest.mark.parametrize("defect", cases())
def test_a_planted_defect_is_found_at_its_place(report: Any, defect: Planted) -> None:
    assert any(covers(finding, defect) for finding in report["findings"]), defect.what


def test_nothing_else_is_an_error_or_a_warning(report: Any) -> None:
    defects = planted()
    surplus = [
        f"{finding['location']['path']}:{finding['location']['line']} {finding['code']} {finding['message']}"
        for finding in report["findings"]
        if finding["severity"] != "info" and not any(covers(finding, defect) for defect in defects)
    ]
    assert not surplus, "\n".join(surplus)


def test_every_document_is_read_whole(report: Any) -> None:
    assert [Path(document["path"]).name for document in report["documents"]] == DOCUMENTS
    assert {document["status"] for document in report["documents"]} == {"checked"}
    assert not report["coverage"]["crashed"] and not report["coverage"]["unrecognised"]


def test_every_group_of_rules_has_a_planted_defect() -> None:
    assert {defect.code[:3] for defect in planted()} == {path.name.upper() for path in (rules_dir() / "core").iterdir()}


def test_the_clean_document_is_a_whole_disclosure(report: Any) -> None:
    """Clean because it is right, not because nothing of it was understood."""
    (clean,) = [each for each in report["documents"] if Path(each["path"]).name == "clean-centre.txt"]
    assert (clean["projects"], clean["tables"], clean["fiscal_year"], clean["kind"]) == (3, 11, 2026, "单位预算")
    assert not [defect for defect in planted() if defect.file == "clean-centre.txt"]


def test_the_example_pack_adds_its_rule_to_the_standard_ones() -> None:
    pack = load_pack(str(EXAMPLES / "county-pack" / "pack.yaml"))
    assert {rule.code for rule in pack.rules} == {rule.code for rule in load_pack().rules} - {"IND006"} | {"QS001"}
    budget = understand(read(EXAMPLES / "county-bureau.txt"))
    found = [finding for finding in check(budget, pack).findings if finding.code == "QS001"]
    assert [finding.location.line for finding in found] == [1614]
