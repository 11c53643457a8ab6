"""A mend that is offered holds: made in the document, it is found no more and brings nothing new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from linter.authors.examples import example_budget, examples_of
from linter.budget import understand
from linter.budget.model import Budget
from linter.document import Document, Location
from linter.findings import Finding
from linter.packs.load import load_pack
from linter.packs.pack import Pack
from linter.readers import read
from linter.resources import rules_dir
from linter.run.mends import mended
from linter.run.run import check

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
SAMPLES = sorted(each for each in SHARED.glob("samples/**/*") if each.suffix in (".txt", ".docx", ".xlsx", ".pdf"))
EXAMPLES = sorted(each for each in (ROOT / "examples").iterdir() if each.suffix in (".txt", ".md"))
RULES = sorted((rules_dir() / "core").rglob("*.yaml"))


@cache
def standard() -> Pack:
    return load_pack("standard")


def row(place: Location) -> Hashable:
    return (place.sheet, place.table, place.row) if place.row is not None else (place.page, place.paragraph, place.line)


def holds(budget: Budget) -> int:
    """Makes all mends of a document and checks it again. Returns how many there were."""
    findings = check(budget, standard()).findings
    offered = [each for each in findings if each.suggestion]
    assert all(each.changes for each in offered)
    if not offered:
        return 0
    assert budget.again is not None
    after = check(budget.again(mended(budget.document, offered)), standard()).findings
    new = counted(after) - (counted(findings) - counted(offered))
    assert not new, [each.message for each in after if (each.code, row(each.location)) in new]
    return len(offered)


def counted(findings: Sequence[Finding]) -> Counter[tuple[str, Hashable]]:
    return Counter((each.code, row(each.location)) for each in findings)


def document(text: str, name: str = "a.md") -> Document:
    return read(name, data=text.encode())


def found(text: str, code: str) -> list[Finding]:
    return [each for each in check(understand(document(text)), standard()).findings if each.code == code]


def form(*rows: str, heads: str = "三级指标 | 指标值") -> str:
    columns = heads.count("|") + 3
    table = "\n".join(
        f"| {each} |" for each in (f"一级指标 | 二级指标 | {heads}", " | ".join(["---"] * columns), *rows)
    )
    return f"# 云岭县林场2026年单位预算\n\n项目绩效目标表\n\n| 项目名称 | 护林防火 |\n| --- | --- |\n\n{table}\n"


SPLIT = "三级指标 | 指标性质 | 指标值 | 度量单位"


@pytest.mark.parametrize(
    ("cells", "field", "old", "new"),
    [
        ("产出指标 | 质量指标 | 巡护到位率 | ≥ | 92 | 92%", "unit", "92%", "%"),
        ("产出指标 | 质量指标 | 巡护到位率 | ＝ | 9292 | %", "value", "9292", "92"),
        ("产出指标 | 质量指标 | 巡护到位率 | ≥ | 100 | %", "comparator", "≥", "="),
    ],
)
def test_of_a_split_value_the_cell_that_is_wrong_changes(cells: str, field: str, old: str, new: str) -> None:
    (finding,) = [each for code in ("VAL002", "VAL009") for each in found(form(cells, heads=SPLIT), code)]
    assert (finding.field, finding.actual, finding.suggestion) == (field, old, new)
    assert [(each.old, each.new) for each in finding.changes] == [(old, new)]


def test_a_mend_that_would_be_the_next_mistake_is_not_offered() -> None:
    (finding,) = found(form("产出指标 | 数量指标 | 巡护人数 | ≥40大于等于40%"), "VAL002")
    assert finding.suggestion is None and finding.changes == ()


def test_mends_hold_together() -> None:
    text = form(
        "产出指标 | 质量指标 | 巡护到位率 | ≥9292%",
        "产出指标 | 数量指标 | 巡护里程 | ≥300300公里",
        "效益指标 | 社会效益指标 | 林区火情 | ≤22起",
    )
    assert holds(understand(document(text + "\n依据云财农【2025】7号、云林发(2024)31号。\n"))) >= 3


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_the_mends_of_an_example_hold(path: Path) -> None:
    holds(understand(read(path)))


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_the_mends_of_a_rules_examples_hold(path: Path) -> None:
    for example in examples_of(path):
        holds(example_budget(example.data))


@pytest.mark.skipif(not SAMPLES, reason="the real samples are not here")
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_the_mends_of_a_sample_hold(path: Path) -> None:
    holds(understand(read(path)))


def cases() -> Iterator[dict[str, Any]]:
    for path in sorted(SHARED.glob("cases/*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            if "file" in case:
                case["file"] = path.parent / case["file"]
            if "text" in case or "file" in case:
                yield case


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared cases are not here")
def test_the_mends_of_the_cases_hold() -> None:
    for case in cases():
        name = f"case{case.get('suffix', '.txt')}"
        made = read(case["file"]) if "file" in case else document(case["text"], name)
        holds(understand(made))
