"""What every kind tells of itself, and the general kinds: required, pattern, vocabulary, range, condition."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from packs_made import budget, indicator, project, rule_text, value, write_pack

from linter.findings import Finding
from linter.packs.load import load_pack
from linter.packs.registry import find_kind, shipped_names
from linter.run.run import check

_CODES = re.compile(r"((?:[A-Z]{3}\d{3}(?:, |(?=\.\s)))*)")


def declared_modules() -> list[tuple[str, str]]:
    kinds = [(name, find_kind(name)) for name in shipped_names()]
    return [(name, kind.module.removeprefix("linter.checks.")) for name, kind in kinds if kind is not None]


@pytest.mark.parametrize(("kind", "module"), declared_modules())
def test_a_check_is_found_by_its_codes(kind: str, module: str) -> None:
    codes = sorted(rule.code for rule in load_pack("strict").rules if rule.kind == kind)
    said = _CODES.match(import_module(f"linter.checks.{module}").__doc__ or "")
    assert said is not None
    assert [code for code in said.group(1).split(", ") if code] == codes


def found(folder: Path, checked: str, *items: Any, scope: str = "indicator", **changes: Any) -> list[Finding]:
    path = write_pack(folder, rule_text(scope=scope, check=checked))
    return list(check(budget(project("公路养护经费", *items, **changes)), load_pack(str(path), cache=False)).findings)


@pytest.mark.parametrize(
    ("description", "more", "count"),
    [("", "", 1), (" ", "", 1), (None, "", 0), (None, "absent: finding", 1), ("无", "", 0), ("无 ", "placeholders: [无, /]", 1),
     ("/", "placeholders: [无, /]", 1), ("无障碍", "placeholders: [无]", 0)],
)  # fmt: skip
def test_required(tmp_path: Path, description: str | None, more: str, count: int) -> None:
    row = indicator("甲", description=description)
    assert len(found(tmp_path, f"kind: required\nfield: 描述\n{more}", row)) == count


def test_required_list_and_money(tmp_path: Path) -> None:
    assert found(tmp_path, "kind: required\nfield: goals", scope="project", goals=())
    assert not found(tmp_path, "kind: required\nfield: goals", scope="project")
    assert found(tmp_path, "kind: required\nfield: budget\nabsent: finding", scope="project", budget=None)


def test_pattern_marks_each_match(tmp_path: Path) -> None:
    checked = 'kind: pattern\nfield: name\npattern: "路+"'
    found_ = found(tmp_path, checked, indicator("公路与道路路"))
    marked = [each.excerpt[each.marks[0].start : each.marks[0].end] for each in found_]
    assert marked == ["路", "路路"]


def test_pattern_with_exceptions_and_presence(tmp_path: Path) -> None:
    checked = 'kind: pattern\nfield: name\npattern: "路"\nexceptions: "公路局"'
    assert not found(tmp_path, checked, indicator("公路局数量"))
    assert len(found(tmp_path, checked, indicator("公路局的路"))) == 1
    wanted = 'kind: pattern\nfield: name\npattern: "率$"\nexpect: present'
    assert [each.indicator for each in found(tmp_path, wanted, indicator("合格率"), indicator("合格"))] == ["合格"]


def test_vocabulary(tmp_path: Path) -> None:
    banned = "kind: vocabulary\nfield: name\nwords: [数量, 质量]"
    rows = (indicator("数量"), indicator("（数量）数 量"), indicator("数量多"))
    assert [each.indicator for each in found(tmp_path, banned, *rows)] == ["数量", "（数量）数 量"]
    assert len(found(tmp_path, banned + "\nmatch: part", *rows)) == 3
    allowed = "kind: vocabulary\nfield: name\nwords: [数量, 质量]\nexpect: present"
    assert [each.indicator for each in found(tmp_path, allowed, *rows)] == ["数量多"]


def test_range(tmp_path: Path) -> None:
    checked = "kind: range\nfield: value\nlow: 0\nhigh: 100\nunit: '%'"
    rows = (
        indicator("甲率", parsed=value("≥120%", low="120", unit="%")),
        indicator("乙率", parsed=value("90-110%", low="90", high="110", unit="%", kind="range")),
        indicator("丙率", parsed=value("≥99%", low="99", unit="%")),
        indicator("丁数", parsed=value("≥120个", low="120", unit="个")),
    )
    assert [each.indicator for each in found(tmp_path, checked, *rows)] == ["甲率", "乙率"]
    assert found(tmp_path, "kind: range\nfield: 预算数\nhigh: 49999.99", scope="project")
    assert not found(tmp_path, "kind: range\nfield: 预算数\nhigh: 50000", scope="project")


def test_condition_points_at_its_field(tmp_path: Path) -> None:
    checked = 'kind: condition\nassert: 指标.单位 = "%"\nfield: 单位\nexpected: 百分比'
    (finding,) = found(tmp_path, checked, indicator("甲"))
    assert (finding.field, finding.actual, finding.expected) == ("unit", "≥120公里", "百分比")
