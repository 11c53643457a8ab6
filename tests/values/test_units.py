"""The table of units and its look-ups."""

import pytest
import yaml

from linter.resources import rules_dir
from linter.values import dimension_of, is_unit, parse, standard_unit


@pytest.mark.parametrize(
    ("unit", "dimension", "standard"),
    [
        ("人", "persons", "人"),
        ("万人次", "persons", "万人次"),
        ("元/月", "money/time", "元/月"),
        ("元/人·月", "money/persons/time", "元/人/月"),
        ("元每人", "money/persons", "元/人"),
        ("百分比", "ratio", "%"),
        ("％", "ratio", "%"),
        ("㎡", "area", "平方米"),
        ("平米", "area", "平方米"),
        ("公里", "length", "公里"),
        ("分", "score", "分"),
        ("倍", "multiple", "倍"),
        ("千瓦时", "energy", "千瓦时"),
        ("立方米", "volume", "立方米"),
        ("家企业", "count", "家企业"),
        ("个工作日", "time", "个工作日"),
    ],
)
def test_units_are_looked_up(unit: str, dimension: str, standard: str) -> None:
    assert is_unit(unit)
    assert dimension_of(unit) == dimension
    assert standard_unit(unit) == standard


@pytest.mark.parametrize(
    "text", ["", "数量", "档案管理", "及时率", "元，人次", "90%", "≥", "人员", "项目", "dpi", "abc", "元/abc"]
)
def test_other_words_are_no_units(text: str) -> None:
    assert not is_unit(text)
    assert dimension_of(text) is None
    assert standard_unit(text) is None


def test_every_unit_of_the_table_is_read_back() -> None:
    table = yaml.safe_load((rules_dir() / "language/units.yaml").read_text(encoding="utf-8"))
    for group in table["dimensions"]:
        for entry in group["units"]:
            row = entry if isinstance(entry, dict) else {"unit": entry}
            for spelling in [row["unit"], *row.get("same", [])]:
                value = parse(f"≥7{spelling}")
                assert value.number == 7, spelling
                assert value.unit == row.get("base", row["unit"]), spelling
                assert value.dimension == group["dimension"], spelling
                assert value.problems == (), spelling
            for spelling in row.get("wrong", []):
                assert [p.code for p in parse(f"≥7{spelling}").problems] == ["VAL006"], spelling


def test_measure_words_are_units_and_exceptions_begin_with_one() -> None:
    table = yaml.safe_load((rules_dir() / "language/units.yaml").read_text(encoding="utf-8"))
    assert all(is_unit(word) for word in table["measure_words"])
    for unit, words in table["not_units"].items():
        assert all(word.startswith(unit) and not is_unit(word) for word in words), unit
