"""YAML of strangers: plain data only, every node with its place, also inside texts."""

from __future__ import annotations

import pytest

from linter.packs.source import MAX_BYTES, parse_source


def parsed(text: str) -> object:
    source = parse_source(text.encode(), "x.yaml")
    assert not source.problems
    return source.data


def test_only_plain_data() -> None:
    text = "a: 0.50\nb: 12\nc: 2024-01-01\nd: off\ne: [yes, true, null, ~]\nf: '12'\ng: 007\n"
    assert parsed(text) == {
        "a": "0.50",
        "b": 12,
        "c": "2024-01-01",
        "d": "off",
        "e": ["yes", True, None, None],
        "f": "12",
        "g": "007",
    }


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, 1),
        ("a: &x 1\nb: *x\n", 1, 4),
        ("a: !!python/object/apply:os.system [ls]\n", 1, 4),
        ("a: 1\n---\nb: 2\n", 2, 1),
        ("? [1]\n: 2\n", 1, 3),
        ("a: [1\n", 2, 1),
        ("a:\n\t- 1\n", 2, 1),
        ("[" * 900, 1, 41),
        ("- " * 50_000, 1, 81),
    ],
)
def test_what_is_not_allowed(text: str, line: int, column: int) -> None:
    problems = parse_source(text.encode(), "x.yaml").problems
    assert [(each.line, each.column) for each in problems] == [(line, column)]


def test_other_encodings_and_sizes() -> None:
    assert "UTF-8" in parse_source("a: 甲".encode("gbk"), "x").problems[0].message
    assert parse_source(b"a" * (MAX_BYTES + 1), "x").problems
    assert parse_source("\ufeffa: 甲".encode(), "x").data == {"a": "甲"}


@pytest.mark.parametrize(
    ("text", "word", "line", "column"),
    [
        ("w: 指标.名秤 有值\n", "名秤", 1, 7),
        ("w: '指标.名秤 = ''甲'''\n", "甲", 1, 15),
        ('w: "指标.名秤 = \\"甲\\""\n', "甲", 1, 15),
        ("w: |\n  指标.名称 有值\n  且 指标.名秤 有值\n", "名秤", 3, 8),
        ("w: >-\n\n    指标.名称 有值\n    且\n    指标.名秤 有值\n", "名秤", 5, 8),
        ("w: 指标.名称 有值\n   且 指标.名秤 有值\n", "名秤", 2, 9),
    ],
)
def test_places_inside_texts(text: str, word: str, line: int, column: int) -> None:
    source = parse_source(text.encode(), "x.yaml")
    assert not source.problems
    offset = source.data["w"].index(word)
    assert source.position(("w",), offset=offset) == (line, column)


def test_a_missing_node_is_reported_at_its_parent() -> None:
    source = parse_source(b"a: 1\nb:\n  c: 2\n", "x.yaml")
    assert source.position(("b", "d", 3)) == (2, 1)
    assert source.position(("z",)) == (1, 1)
