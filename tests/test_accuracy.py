"""benchmarks/accuracy.py: how findings are counted against labels, and what the page says."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
SCORE = """
import collections, json, pathlib
HERE = pathlib.Path(__file__).parent
def catalogue():
    return {"SUM002": "error", "XRF001": "error", "VAL002": "error", "DUP002": "warning"}
def load(folder):
    labels, ranges = collections.defaultdict(list), collections.defaultdict(list)
    for line in (pathlib.Path(folder) / "county.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        labels[row["doc"]].append(row)
    return labels, ranges
"""


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("accuracy", ROOT / "benchmarks" / "accuracy.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_without_labels_the_page_says_so(script: ModuleType, tmp_path: Path) -> None:
    assert script.page(tmp_path) == script.NOTHING
    assert "没有找到" in script.NOTHING and "not found" in script.NOTHING


def test_findings_are_counted_against_labels(script: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "samples").mkdir()
    (tmp_path / "gold").mkdir()
    text = "第一行\n\n青石县水务局2022年部门预算公开\n"
    rows = "\n".join(
        f"| 产出指标 | 数量指标 | 养护里程{n} | {value} |" for n, value in enumerate(["≥9595%", "≥8公里", "≥9797%"])
    )
    table = (
        f"\n## 河道保洁绩效目标表\n\n| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n| --- | --- | --- | --- |\n{rows}\n"
    )
    (tmp_path / "samples" / "county.txt").write_text(text + table, encoding="utf-8")
    (tmp_path / "score.py").write_text(SCORE, encoding="utf-8")
    lines = (text + table).splitlines()
    at = {
        value: next(n for n, line in enumerate(lines, 1) if value in line) for value in ("≥9595%", "≥8公里", "≥9797%")
    }
    labels = [
        {"doc": "county", "lines": [at["≥9595%"]] * 2, "code": "VAL002"},
        {"doc": "county", "lines": [at["≥8公里"]] * 2, "code": "VAL002"},
        {"doc": "county", "lines": [at["≥8公里"]] * 2, "code": "DUP002", "sure": False},
    ]
    (tmp_path / "gold" / "county.jsonl").write_text("\n".join(map(json.dumps, labels)), encoding="utf-8")
    page = script.page(tmp_path)
    assert re.search(r"\| VAL002 \S+ \| 2 · \| 2 \| 50 % \| 50 % \|", page), page
    assert "共 2 处；另有 1 处拿不准" in page
    assert str(tmp_path) not in page


def test_the_page_is_honest_and_names_no_place_of_a_machine() -> None:
    page = (ROOT / "docs" / "accuracy.md").read_text(encoding="utf-8")
    assert "**不是**对没见过的文件的估计" in page and "**no** estimate" in page
    assert not re.search(r"/(?:home|work|tmp|root|Users)/|[A-Z]:\\", page)
