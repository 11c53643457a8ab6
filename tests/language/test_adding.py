"""To add a unit or a comparator is one line of data: values, sentences, deadlines and checks all know it then."""

from __future__ import annotations

import copy
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from linter import check, resources
from linter.budget.calculations import find_calculations
from linter.values import parse

_shipped = resources.data


def _clear() -> None:
    """Forgets whatever the program has made of its tables."""
    for name, module in list(sys.modules.items()):
        if name == "linter" or name.startswith("linter."):
            for each in vars(module).values():
                for held in (each, *vars(each).values()) if isinstance(each, type) else (each,):
                    held = getattr(held, "__func__", held)
                    if hasattr(held, "cache_info"):
                        held.cache_clear()


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, Callable[[Any], None]], None]]:
    """Changes a table under rules/ for one test: `added("language/units.yaml", change)`."""
    changed: dict[str, Any] = {}

    def data(path: str) -> Any:
        return changed.get(path, _shipped(path))

    def add(path: str, change: Callable[[Any], None]) -> None:
        table = copy.deepcopy(_shipped(path))
        change(table)
        changed[path] = table
        _clear()

    _clear()
    for name, module in list(sys.modules.items()):
        if name.startswith("linter") and getattr(module, "data", None) is _shipped:
            monkeypatch.setattr(module, "data", data)
    yield add
    monkeypatch.undo()
    # A module that a test was the first to import has the changed tables.
    for name, module in list(sys.modules.items()):
        if name.startswith("linter") and getattr(module, "data", None) is data:
            module.data = _shipped  # type: ignore[attr-defined]
    _clear()


FORM = """# 青石县渡口管理站2026年部门预算项目绩效目标

## 渡运设备绩效目标表

| 项目名称 | 渡运设备 | 预算单位 | 青石县渡口管理站 |  |  |
| --- | --- | --- | --- | --- | --- |
| 预算数（万元） | 12.00 | 其中：财政资金 | 12.00 |  |  |
| 资金用途 | 配备渡运设备 |  |  |  |  |
| 绩效目标 | 新增渡运木排{goal}，提高渡运能力。 |  |  |  |  |
| 一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据 |
| 产出指标 | 数量指标 | 新增渡运木排数量 | 新增的木排 | {value} | 年度计划 |
| 产出指标 | 质量指标 | 木排验收合格率 | 验收合格的占比 | {rate} | 年度计划 |
| 产出指标 | 时效指标 | 木排交付时间 | 交付的时间 | {date} | 年度计划 |
"""


def codes(folder: Path, **fields: str) -> dict[str, list[str]]:
    """The fields of the rows that are found fault with, by code."""
    row = {"goal": "3台", "value": "≥3台", "rate": "≥97%", "date": "2026年10月底前"} | fields
    path = folder / "form.md"
    path.write_text(FORM.format(**row), encoding="utf-8")
    found: dict[str, list[str]] = {}
    for finding in check([path]).findings:
        found.setdefault(finding.code, []).append(finding.indicator or finding.project or "")
    return found


def test_a_unit(added: Any, tmp_path: Path) -> None:
    claim = "购置木排：3筏×20万元/筏=80万元"
    assert parse("≥3筏").unit == ""
    assert find_calculations(claim) == ()

    added("language/units.yaml", lambda table: table["dimensions"][2]["units"].append("筏"))

    value = parse("≥3筏")
    assert (value.unit, value.dimension, value.problems) == ("筏", "count", ())
    (made,) = find_calculations(claim)
    assert (made.computed, made.holds) == (600_000, False)
    found = codes(tmp_path, goal="3筏", value="≥5筏")
    assert not {"VAL004", "VAL005"} & found.keys()
    assert "XRF007" in found
    assert "XRF007" not in codes(tmp_path, goal="5筏", value="≥5筏")


def test_a_comparator(added: Any, tmp_path: Path) -> None:
    assert parse("不劣于90%").comparator == ""

    added("language/comparators.yaml", lambda table: table["below"].append("劣于"))

    for words in ("不劣于", "不应劣于", "不得劣于或等于"):
        assert (parse(f"{words}90%").comparator, parse(f"{words}90%").low) == ("≥", 90), words
        assert parse(f"抽查合格率{words}90%").comparator == "≥", words
    assert parse("劣于90%").comparator == "<"
    # An amount behind it is a limit and no part of a sum.
    sentence = "项目支出共20.00万元，包括渡船维修费10.00万元、码头照明费{words}8.00万元。\n"
    for words, wrong in (("", True), ("不劣于", False), ("不得劣于", False)):
        text = tmp_path / "text.md"
        text.write_text(f"# 青石县渡口管理站2026年部门预算\n\n{sentence.format(words=words)}", encoding="utf-8")
        assert ("SUM005" in {finding.code for finding in check([text]).findings}) is wrong, words
    # A goal whose figure stands behind the new word is still compared, and a reference to another year is no deadline.
    assert "XRF007" in codes(tmp_path, goal="不劣于3台", value="≥5台")
    assert "VAL022" in codes(tmp_path, date="2025年10月底前")
    assert "VAL022" not in codes(tmp_path, date="不劣于2025年10月底前的进度")


def test_a_numeral_and_a_word_for_a_share(added: Any) -> None:
    assert parse("≥廿人").low is None

    def change(table: Any) -> None:
        table["digits"]["2"].append("弍")
        table["halves"].append("过半数")

    added("language/numbers.yaml", change)
    assert parse("≥弍十人").low == 20
    assert parse("不低于过半数").low == 50
    (made,) = find_calculations("3人×弍元/人=12元")
    assert (made.computed, made.holds) == (6, False)


def test_a_word_for_a_growth_rate(added: Any, tmp_path: Path) -> None:
    """The narrative's word of a rate of change is one in an indicator's name as well: it may exceed 100%."""
    sentence = "2026年支出预算120.00万元，比2025年支出预算100.00万元增加20.00万元，{rate}30%。"
    form = FORM.replace("木排验收合格率", "渡运量{name}").replace("{rate}", "≥120%")

    def found(rate: str) -> set[str]:
        path = tmp_path / "rates.md"
        text = form.format(goal="3台", value="≥3台", date="2026年10月底前", name=rate)
        path.write_text(text.replace("\n\n", f"\n\n{sentence.format(rate=rate)}\n\n", 1), encoding="utf-8")
        return {finding.code for finding in check([path], cache=False).findings} & {"SUM009", "VAL003"}

    assert found("上浮率") == found("涨幅") == {"SUM009"}
    assert found("跃率") == {"VAL003"}
    added("lexicons/narrative.yaml", lambda table: table["rate_up"].append("跃率"))
    assert found("跃率") == {"SUM009"}
